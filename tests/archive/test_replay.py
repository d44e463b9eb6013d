"""Import replays a round through the operations; export gives it back. Call archive, Commands."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from competition.application.records import Application
from competition.call.records import Call
from competition.foundation import audit
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import SlugTaken, create_organiser
from competition.organisation.records import Organiser
from competition.result.records import Award, Decision, DecisionItem, Notice
from scoring.archive.gather import call_by_slug, full_text, gather, public_text
from scoring.archive.model import Archive
from scoring.archive.reading import read_archive
from scoring.archive.replay import TooLarge, UnknownOrganiser, bring_in
from scoring.archive.writing import canonical
from scoring.meeting.queries import round_of
from scoring.outcome import outcome_of
from tests.archive.builders import a_full_archive, a_sheet, an_application, an_archive, changed

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*.json"))


def archived(value: dict[str, Any]) -> Archive:
    return read_archive(json.dumps(value).encode())


def brought_in(stage, archive: Archive, organiser: str | None = None) -> Call:
    with acting(stage.session, SYSTEM, brought_in=True) as act:
        bring_in(act, archive, organiser)
    return call_by_slug(stage.session, archive.call.slug)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_with_the_same_bytes(stage, path):
    data = path.read_bytes()

    call = brought_in(stage, read_archive(data))

    assert full_text(stage.session, call.slug).encode() == data
    assert list(audit.faults_in(stage.session)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_records_give_the_outcome_that_the_file_gives(stage, path):
    archive = read_archive(path.read_bytes())

    call = brought_in(stage, archive)

    assert outcome_of(round_of(stage.session, call)) == outcome_of(archive.round())


def test_the_2020_round_is_run_to_eight_awards_of_exactly_4600(stage):
    archive = read_archive(next(path for path in EXAMPLES if path.stem == "liepaja-2020").read_bytes())

    call = brought_in(stage, archive)

    amounts = stage.session.scalars(select(Award.amount)).all()
    assert [f"{amount:.2f}" for amount in amounts] == ["4600.00"] * 8
    assert f"{sum(amounts):.2f}" == "36800.00"
    decision = stage.session.scalar(select(Decision))
    assert json.loads(decision.outcome) == outcome_of(archive.round()).as_json()
    verdicts = stage.session.scalars(select(DecisionItem.verdict)).all()
    assert len(verdicts) == 14
    assert len(stage.session.scalars(select(Notice)).all()) == 14
    assert str(call.announced.day) == "2020-05-20"


def test_each_step_stands_in_the_chain_at_its_historical_instant_marked_as_brought_in(stage):
    archive = read_archive(next(path for path in EXAMPLES if path.stem == "liepaja-2020").read_bytes())

    brought_in(stage, archive)

    events = stage.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number)).all()
    assert {event.brought_in for event in events} == {True}
    assert {event.actor for event in events} == {"system"}
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert [event.at.isoformat() for event in events if event.verb == "call.amended"] == [
        archive.amendments[0].published.isoformat()
    ]


def test_an_archive_with_everything_in_it_comes_back_with_the_same_bytes(stage):
    archive = archived(a_full_archive())

    brought_in(stage, archive)

    assert full_text(stage.session, archive.call.slug) == canonical(archive)


KEPT = {
    "a wildly late online application with a sheet": changed(
        ("applications", 0), an_application(received="2020-06-01T10:00")
    ),
    "a sheet dated before its application": changed(("score_sheets", 0), a_sheet(completed="2020-03-02T10:00")),
    "a conflict declared with somebody who scored": changed(("applications", 0), an_application(conflicts=["m1"])),
    "a withdrawn application with sheets": changed(("applications", 0), an_application(withdrawn="2020-03-11T10:00")),
    "an ineligible application with sheets": changed(("applications", 0), an_application(eligibility={"1.1": "no"})),
    "withdrawn after the announcement": changed(("applications", 0), an_application(withdrawn="2021-01-01T10:00")),
    "announced with applications undecided": changed(
        ("call", "announced"), "2020-05-20", changed(("score_sheets",), [])
    ),
    "announced and decided": changed(("call", "announced"), "2020-05-20"),
    "published after it opened": changed(("call", "published"), "2020-03-15T10:00"),
    "published after its applications came": changed(("call", "published"), "2021-03-15"),
    "no applications at all": changed(("applications",), [], changed(("score_sheets",), [])),
    "a recorded outcome that is not what the rules give": changed(("recorded",), {"slug": "else", "x": 1}),
    "a draft sheet off the scale": changed(("score_sheets", 0), a_sheet(completed=None, scores={"2.2": "999"})),
    "an order that names nobody, and one that names one": changed(("commission",), {"tie_order": [[], ["2020-01"]]}),
    "an application accepted late before it came": changed(
        ("applications", 0),
        an_application(received="2020-03-24T10:00", exception={"until": "2020-03-25T10:00"}),
    ),
    "an amendment published after the announcement": changed(
        ("amendments",),
        [{"number": 1, "published": "2022-01-01T00:00", "deadline": "2020-04-14"}],
        changed(("call", "announced"), "2020-05-20"),
    ),
    "an organiser without a slug": changed(("call", "organiser"), {"name": "Cita pārvalde"}),
    "a budget that pays for none": changed(("call", "award"), {"amount": "4600.00", "currency": "EUR", "budget": "0"}),
}


@pytest.mark.parametrize("value", KEPT.values(), ids=KEPT)
def test_what_the_file_holds_is_kept_and_counts_as_in_the_file(stage, value):
    archive = archived(value)

    call = brought_in(stage, archive)

    assert full_text(stage.session, call.slug) == canonical(archive)
    assert outcome_of(round_of(stage.session, call)) == outcome_of(archive.round())


def test_a_slug_that_exists_is_refused_and_nothing_is_brought_in(stage):
    archive = archived(an_archive())
    brought_in(stage, archive)
    before = stage.everything()

    with pytest.raises(SlugTaken):
        brought_in(stage, archive)

    assert stage.everything() == before


def test_a_number_that_no_database_holds_is_refused_with_its_place_and_nothing_is_brought_in(stage):
    archive = archived(changed(("call", "award", "available"), 2**63))
    before = stage.everything()

    with pytest.raises(TooLarge) as refused:
        brought_in(stage, archive)

    assert refused.value.facts["place"] == "call.award.available"
    assert stage.everything() == before


def test_an_organiser_that_is_named_must_exist(stage):
    with pytest.raises(UnknownOrganiser):
        brought_in(stage, archived(an_archive()), "nowhere")


def test_the_organiser_that_is_named_gets_the_call(stage):
    with stage.acting() as act:
        create_organiser(act, "paraugs", "Parauga novads")

    call = brought_in(stage, archived(an_archive()), "paraugs")

    assert stage.session.get(Organiser, call.organiser_id).slug == "paraugs"
    assert gather(stage.session, call).call.organiser.slug == "paraugs"


def test_one_organisation_in_two_rounds_is_one_organisation(stage):
    first = archived(an_archive())
    second = archived(changed(("call", "slug"), "liepaja-2021"))

    brought_in(stage, first)
    brought_in(stage, second)

    assert len(set(stage.session.scalars(select(Application.organisation_id)))) == 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_public_export_has_the_same_bytes_and_the_outcome_it_records(stage, path):
    call = brought_in(stage, read_archive(path.read_bytes()))

    first = public_text(stage.session, call.slug)

    assert public_text(stage.session, call.slug) == first
    published = read_archive(first.encode())
    assert published.recorded == outcome_of(published.round()).as_json()
    assert canonical(published) == first
