"""From points to a decision on the coordinator's and the chair's pages: progress, ranking, order, minutes."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.extensions import db
from app.kept_rankings import KeptRankings
from competition.call.records import Call
from competition.foundation.clock import use_clock
from competition.foundation.outbox import OutboxMessage
from competition.result.records import Award, Decision
from scoring.archive.gather import full_text
from scoring.archive.reading import read_archive
from scoring.committee.records import CommitteeMember
from scoring.meeting.records import Meeting
from scoring.outcome import outcome_of
from tests.pages import deciding
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.deciding import COMMITTEE, DESK, SLUG
from tests.pages.reading import fields_of, text_of
from tests.pages.test_one_language import foreign_pieces

STATES = (None, deciding.close, deciding.settle, deciding.tell)
PAGES = ("committee", "ranking", "decision", "announcement", "letters")


def minutes(app: Flask, **changes: object) -> dict[str, object]:
    """The form for the minutes as somebody fills it in: all there, three in favour."""
    with app.app_context():
        keys = list(
            db.session.scalars(
                select(CommitteeMember.key).join(Call, Call.id == CommitteeMember.call_id).where(Call.slug == SLUG)
            )
        )
    filled: dict[str, object] = {
        "held_on": DEMO_DAY.date().isoformat(),
        "number": "4",
        "present": keys,
        "in_favour": "3",
        "against": "0",
        "abstained": "1",
        "chair": "for",
        "remarks": "",
        "step": "register",
    }
    return filled | changes


def counted(app: Flask, *kinds: type) -> list[int]:
    """How many records there are of each kind in the call that is being scored."""
    with app.app_context():
        return [
            db.session.scalar(select(func.count()).select_from(kind).join(Call).where(Call.slug == SLUG)) or 0
            for kind in kinds
        ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_page_answers_in_one_language_in_every_state(own_demo_site: Flask, state, language):
    if state:
        state(own_demo_site)
    desk, chair = signed_in(own_demo_site, "coordinator"), signed_in(own_demo_site, "chair")
    answers = [desk.get(f"/{language}{DESK}/{page}") for page in PAGES]
    answers += [desk.get(f"/{language}/desk/letterhead/liepaja")]
    answers += [chair.get(f"/{language}{COMMITTEE}/{page}") for page in ("ranking", "minutes")]
    assert [one.status_code for one in answers] == [200] * 8
    assert [foreign_pieces(one.text) for one in answers] == [[]] * 8


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_another_organisers_call_are_not_there(own_demo_site: Flask, page):
    deciding.tell(own_demo_site)
    stranger = signed_in(own_demo_site, "coordinator2")
    assert stranger.get(f"/lv{DESK}/{page}").status_code == 404
    assert stranger.get("/lv/desk/letterhead/liepaja").status_code == 404


def test_members_who_do_not_lead_see_neither_ranking_nor_minutes(own_demo_site: Flask):
    deciding.close(own_demo_site)
    member = signed_in(own_demo_site, "member")
    assert [member.get(f"/lv{COMMITTEE}/{page}").status_code for page in ("ranking", "minutes")] == [403, 403]


def test_the_ranking_is_the_outcome_of_the_exported_archive(own_demo_site: Flask):
    deciding.close(own_demo_site)
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        shown = KeptRankings().of(db.session(), call)
        replayed = outcome_of(read_archive(full_text(db.session(), SLUG).encode()).round()).as_json()
    places = {one["number"]: (one["rank"], one["outcome"]) for one in replayed["applications"]}
    seen = {one.number: (one.place, one.verdict.value) for one in shown.places}
    seen |= {one.number: (None, one.verdict.value) for one in shown.others}
    assert (seen, shown.counts) == (places, replayed["counts"])


def test_the_ranking_draws_the_line_after_the_quota_and_says_why_somebody_is_out(own_demo_site: Flask):
    deciding.close(own_demo_site)
    page = text_of(signed_in(own_demo_site, "coordinator").get(f"/lv{DESK}/ranking"))
    line = page.index("Kvota: 2 × 4600,00 EUR")
    assert page.index("Zaļā klase pagalmā") < page.index("Stāsti no mūsu ielas") < line < page.index("Vakara skolotāji")
    assert "palielināšana: 2,00, nepieciešami vismaz 3" in page
    assert "kritērijs 1.6 Mērķa grupa atbilst nolikumam" in page


def test_a_ranking_is_computed_once_until_something_is_done(own_demo_site: Flask):
    deciding.close(own_demo_site)
    kept = KeptRankings()
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        first = kept.of(db.session(), call)
        assert kept.of(db.session(), call) is first
        db.session.rollback()
    deciding_then = counted(own_demo_site, Decision)
    remind_nobody(own_demo_site)
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        again = kept.of(db.session(), call)
    assert again is not first
    assert (again, deciding_then) == (first, [0])


def remind_nobody(app: Flask) -> None:
    """Something is done that changes no points."""
    desk = signed_in(app, "coordinator")
    page = desk.get("/lv/desk/letterhead/liepaja")
    assert desk.post("/lv/desk/letterhead/liepaja", data=fields_of(page)).status_code == 303


def test_the_minutes_of_the_chair_decide_once_and_stand_as_a_record(own_demo_site: Flask):
    deciding.close(own_demo_site)
    chair = signed_in(own_demo_site, "chair")
    token = fields_of(chair.get(f"/lv{COMMITTEE}/minutes"))["csrf_token"]
    form = minutes(own_demo_site, csrf_token=token, remarks="Sēde notika attālināti.")
    assert chair.post(f"/lv{COMMITTEE}/minutes", data=form).status_code == 303
    page = text_of(signed_in(own_demo_site, "coordinator").get(f"/lv{DESK}/decision"))
    assert "15. septembris, protokols Nr. 4" in page
    assert "par – 3, pret – 0, atturas – 1" in page
    assert "Sēde notika attālināti." in page
    assert "Nr. 2026-02: 2. loceklis" in page
    again = chair.post(f"/lv{COMMITTEE}/minutes", data=form)
    assert (again.status_code, counted(own_demo_site, Decision, Meeting, Award)) == (409, [1, 1, 2])


def test_an_equal_vote_is_recorded_as_decided_by_the_chair(own_demo_site: Flask):
    deciding.close(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    token = fields_of(desk.get(f"/lv{DESK}/decision"))["csrf_token"]
    form = minutes(own_demo_site, csrf_token=token, in_favour="2", against="2", abstained="0")
    assert desk.post(f"/lv{DESK}/decision", data=form).status_code == 303
    assert "izšķīra priekšsēdētāja balss" in text_of(desk.get(f"/lv{DESK}/decision"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"present": ["m1", "m5"], "in_favour": "1", "abstained": "0"},
            "balsstiesīgi piedalījās 1 no 4, nepieciešami vismaz 3",
        ),
        ({"in_favour": "5"}, "Norādītas 6 balsis, bet balsot var 4 klātesošie"),
        ({"in_favour": "1", "against": "2"}, "par – 1, pret – 2"),
        ({"held_on": (DEMO_DAY + timedelta(days=1)).date().isoformat()}, "nevar"),
        ({"number": ""}, "numuru"),
    ],
)
def test_minutes_that_decide_nothing_say_why_and_nothing_is_decided(own_demo_site: Flask, changes, words):
    deciding.close(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    token = fields_of(desk.get(f"/lv{DESK}/decision"))["csrf_token"]
    answer = desk.post(f"/lv{DESK}/decision", data=minutes(own_demo_site, csrf_token=token, **changes))
    assert (answer.status_code, counted(own_demo_site, Decision, Meeting, Award)) == (422, [0, 0, 0])
    assert words in text_of(answer)


def test_somebody_is_reminded_once_a_day(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    page = desk.get(f"/lv{DESK}/committee")
    with own_demo_site.app_context():
        member = db.session.scalars(
            select(CommitteeMember).join(Call).where(Call.slug == SLUG, CommitteeMember.name == "3. loceklis")
        ).one()
        address, person = f"/lv{DESK}/committee/{member.id}/reminder", member.person_id
    token = {"csrf_token": fields_of(page)["csrf_token"]}
    assert desk.post(address, data=token).status_code == 303
    assert "3. loceklis pabeigta 1 no 4 veidlapām atgādināts šodien" in text_of(desk.get(f"/lv{DESK}/committee"))
    refused = desk.post(address, data=token)
    assert (refused.status_code, told(own_demo_site)) == (409, [person])
    assert "nākamo var sūtīt rīt" in text_of(refused)
    use_clock(lambda: DEMO_DAY + timedelta(days=1))
    assert desk.post(address, data=token).status_code == 303
    assert told(own_demo_site) == [person, person]


def told(app: Flask) -> list[object]:
    with app.app_context():
        return list(db.session.scalars(select(OutboxMessage.person_id).where(OutboxMessage.kind == "reminder")))


def test_after_the_decision_the_stored_outcome_is_shown_and_nothing_is_computed(own_demo_site: Flask, monkeypatch):
    deciding.settle(own_demo_site)
    monkeypatch.setattr("app.kept_rankings.outcome_of", None)
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        stored = json.loads(db.session.scalars(select(Decision.outcome).where(Decision.call_id == call.id)).one())
        ranking = KeptRankings().of(db.session(), call)
    assert ranking.counts == stored["counts"]


def queries_of(app: Flask, path: str) -> int:
    """How many queries the answer to a second look takes."""
    desk, asked = signed_in(app, "coordinator"), []
    desk.get(path)
    with app.app_context():
        engine = db.engine

    def note(*_: object) -> None:
        asked.append(1)

    event.listen(engine, "before_cursor_execute", note)
    assert desk.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_the_decision_of_a_round_brought_in_says_that_no_meeting_is_recorded(own_demo_site: Flask):
    text = text_of(signed_in(own_demo_site, "coordinator").get("/lv/desk/calls/liepaja-2020/decision"))
    assert "ziņu par sēdi tajā nav: ne protokola numura, ne dalībnieku, ne balsojuma" in text


def test_a_longer_ranking_takes_no_more_queries(own_demo_site: Flask):
    deciding.close(own_demo_site)
    assert queries_of(own_demo_site, f"/lv{DESK}/ranking") == queries_of(
        own_demo_site, "/lv/desk/calls/liepaja-2020/ranking"
    )
