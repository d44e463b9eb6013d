"""The list of a call's applications: which ones it holds, page by page, and what it asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from competition.application.channels import Channel
from competition.application.intake import receive
from competition.application.publishing import amend
from competition.application.submission import withdraw
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.eligibility.standing import Eligibility
from competition.organisation.operations import Applicant
from scoring.meeting.desk import desk_calls
from scoring.sheets.applications import ROWS, Show, Wanted, application_list, being_clarified, to_check
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    ELIGIBLE,
    a_draft,
    a_paper,
    a_published_call,
    an_application,
    an_intake,
    an_order,
)

YES, NO, PENDING = Answered.YES, Answered.NO, Answered.PENDING
TICK = timedelta(microseconds=1)


def listed(stage, call, wanted: Wanted | None = None, page: int = 1) -> list[str]:
    return [row.applicant for row in application_list(stage.session, call, wanted or Wanted(), page).rows]


def papers(stage, call, numbers: range) -> None:
    with stage.acting(at=AFTERWARDS) as act:
        for number in numbers:
            receive(act, call.id, an_intake(applicant=Applicant(f"Biedrība {number}"), title=f"Projekts {number}"))


@contextmanager
def statements_of(stage) -> Iterator[list[str]]:
    asked: list[str] = []
    engine = stage.session.get_bind()

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_every_channel_is_listed_in_the_order_of_registration_and_no_draft(stage):
    call = a_published_call(stage)
    an_application(stage, call, name="Tiešsaiste")
    a_paper(stage, call, applicant=Applicant("Pasts"))
    a_draft(stage, call, name="Melnraksts")

    assert listed(stage, call) == ["Tiešsaiste", "Pasts"]
    assert listed(stage, call, Wanted(channel=Channel.POST)) == ["Pasts"]


@pytest.mark.parametrize(
    ("found", "known"),
    [
        ({}, Eligibility.TO_CHECK),
        ({"1.1": YES}, Eligibility.TO_CHECK),
        ({"1.1": YES, "1.2": PENDING}, Eligibility.CLARIFIED),
        (ELIGIBLE, Eligibility.ELIGIBLE),
        ({"1.1": NO}, Eligibility.NOT_ELIGIBLE),
        ({"1.1": NO, "1.2": PENDING}, Eligibility.NOT_ELIGIBLE),
    ],
)
def test_lists_counts_and_today_agree_on_what_is_known_of_an_application(stage, found, known):
    call = a_published_call(stage)
    application = an_application(stage, call, name="Biedrība")
    reasons = {code: "Paskaidrojums." for code, answer in found.items() if answer != YES}
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, found, reasons)

    waits, clarified = known == Eligibility.TO_CHECK, known == Eligibility.CLARIFIED
    (row,) = desk_calls(stage.session, [call], AFTERWARDS)
    shown = [one for one in Eligibility if listed(stage, call, Wanted(Show(one.value)))]
    counted = {one: getattr(row.figures, one.value) for one in Eligibility}
    assert (shown, counted) == ([known], {one: int(one == known) for one in Eligibility})
    assert (row.facts.to_check, row.facts.to_clarify) == (int(waits), int(clarified))
    assert to_check(stage.session, call) == ((1, application.id) if waits else (0, None))
    assert being_clarified(stage.session, call) == int(clarified)


def test_late_ones_are_late_by_the_deadline_in_force(stage):
    call = a_published_call(stage)
    a_paper(stage, call, applicant=Applicant("Laikā"), received=DEADLINE.at)
    a_paper(stage, call, applicant=Applicant("Vēlu"), received=DEADLINE.at + TICK)
    before = listed(stage, call, Wanted(Show.LATE))

    with stage.acting(at=AFTERWARDS - timedelta(days=10)) as act:
        amend(act, call.id, an_order())

    assert (before, listed(stage, call, Wanted(Show.LATE))) == (["Vēlu"], [])


def test_a_withdrawn_one_is_only_among_the_withdrawn_and_among_all(stage):
    call = a_published_call(stage)
    application = a_paper(stage, call, applicant=Applicant("Atsauc"), received=DEADLINE.at + TICK)
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, application.id)

    found = {show: listed(stage, call, Wanted(show)) for show in Show}

    assert found == {show: [] for show in Show} | {Show.ALL: ["Atsauc"], Show.WITHDRAWN: ["Atsauc"]}


@pytest.mark.parametrize("text", ["ŠĶĪREJI", "šķīr ābol", "  Ābol  "])
def test_words_are_found_in_any_case_and_order(stage, text):
    call = a_published_call(stage)
    a_paper(stage, call, applicant=Applicant("Biedrība „Šķīrēji”"), title="Ābolu šķīreji")
    a_paper(stage, call, applicant=Applicant("Cita"), title="Cits")

    assert listed(stage, call, Wanted(text=text)) == ["Biedrība „Šķīrēji”"]


def test_fifty_are_on_a_page_and_a_page_beyond_the_last_is_the_last(stage):
    call = a_published_call(stage)
    papers(stage, call, range(ROWS + 2))

    found = application_list(stage.session, call, Wanted(), 99)

    assert (found.page, found.pages, found.count) == (2, 2, ROWS + 2)
    assert [row.applicant for row in found.rows] == [f"Biedrība {ROWS}", f"Biedrība {ROWS + 1}"]
    assert len(listed(stage, call, page=1)) == ROWS


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(Show.TO_CHECK), Wanted(text="projekts")])
def test_a_longer_list_asks_no_more_of_the_database(stage, wanted):
    call = a_published_call(stage)
    papers(stage, call, range(1))
    with statements_of(stage) as few:
        listed(stage, call, wanted)
    papers(stage, call, range(1, 31))

    with statements_of(stage) as many:
        rows = listed(stage, call, wanted)

    assert (len(rows), len(many)) == (31, len(few))
