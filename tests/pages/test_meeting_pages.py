"""From closed sheets to a decision: the committee's progress, the ranking, the tie, the record of the meeting."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import event, update

from app.extensions import db
from competition.application.intake import Intake, receive
from competition.application.records import Channel
from competition.call.records import Call
from competition.organisation.operations import Applicant
from competition.result.records import Decision, DecisionItem, Verdict
from scoring.archive.gather import full_text
from scoring.archive.reading import read_archive
from scoring.meeting.records import Meeting, TieOrder
from scoring.outcome import outcome_of, shown
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.meetings import (
    BELOW,
    COMMITTEE,
    DESK,
    FIRST,
    INELIGIBLE,
    LATE,
    RECORD,
    SECOND,
    SLUG,
    THIRD,
    WITHDRAWN,
    act_in,
    all_rows,
    any_token,
    close,
    events,
    key,
    records,
    score_all,
    send,
    settle,
)
from tests.pages.reading import links_of, text_of

TITLES = (FIRST, SECOND, THIRD, INELIGIBLE, BELOW, LATE, WITHDRAWN)
ORDER = {"place0": "2", "place1": "1", "reason": "Balsojums: 3 pret 1, protokols Nr. 7."}


def titles_in(text: str) -> list[str]:
    """The titles on a page in the order in which they come first."""
    return sorted((one for one in TITLES if one in text), key=text.index)


def rows_of(html: str) -> list[str]:
    """The rows of the ranking, each with its words, and the line."""
    body = html.split('class="table rank"')[1].split("</table>", maxsplit=1)[0]
    rows = body.split("<tbody>")[1].split("<tr")[1:]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", f"<tr{row}")).split()) for row in rows]


@pytest.mark.parametrize("page", ["committee", "ranking", "tie", "decision", "announcement", "letters", "letters.zip"])
@pytest.mark.parametrize(("who", "status"), [("coordinator2", 404), ("member", 403), ("ngo", 403), ("auditor", 403)])
def test_the_call_of_another_organiser_is_not_there_and_others_do_not_enter(demo_site: Flask, page, who, status):
    assert signed_in(demo_site, who).get(f"{DESK}/{page}").status_code == status


def test_progress_tells_who_has_declared_who_has_scored_and_what_lacks_sheets(demo_site: Flask):
    text = text_of(signed_in(demo_site, "coordinator").get(f"{DESK}/committee"))

    assert "Priekšsēdētāja Paraudziņa" in text
    assert titles_in(text) == [FIRST, SECOND, THIRD]
    assert "Katram pieteikumam vajadzīgas vismaz 3 pabeigtas vērtēšanas veidlapas" in text


def test_while_something_is_undecided_the_ranking_says_so_and_leads_to_the_progress(demo_site: Flask):
    answer = signed_in(demo_site, "coordinator").get(f"{DESK}/ranking")

    assert "3 pieteikumi nav līdz galam pārbaudīti vai novērtēti" in text_of(answer)
    assert f"{DESK}/committee" in links_of(answer)
    assert f"{DESK}/decision" not in links_of(answer)
    assert "Protokola numurs" not in text_of(signed_in(demo_site, "coordinator").get(f"{DESK}/decision"))


def test_the_ranking_shows_places_points_floors_and_the_line(own_demo_site: Flask):
    close(own_demo_site)

    answer = signed_in(own_demo_site, "coordinator").get(f"{DESK}/ranking")

    rows = rows_of(answer.text)
    assert [titles_in(row) for row in rows] == [[FIRST], [SECOND], [], [THIRD], [BELOW]]
    assert [row.split()[0] for row in rows] == ["1", "2", "Kvota:", "3", "–"]
    assert "39,00" in rows[0]
    assert "38,33" in rows[1]
    assert "Apstiprināms" in rows[1]
    assert "2 × 4600,00 EUR; visas vietas aizpildītas" in rows[2]
    assert "Rezervē" in rows[3]
    assert "Noraidāms 2.2 PMP riska grupas izglītojamo iesaiste" in rows[4]
    assert "palielināšana: 2,00, nepieciešami vismaz 3; 2.4.3 " in rows[4]
    assert rows[4].endswith("kopā nepieciešami vismaz 30")
    assert "Atzīme uz joslas: kopā nepieciešami vismaz 30 punkti" in text_of(answer)
    others = text_of(answer).split("Nav ranžējumā")[-1]
    assert titles_in(others) == [INELIGIBLE, LATE, WITHDRAWN]
    assert f"{DESK}/decision" in links_of(answer)


def test_the_ranking_is_the_outcome_of_the_exported_archive(own_demo_site: Flask):
    close(own_demo_site)
    coordinator = signed_in(own_demo_site, "coordinator")

    ranking = {titles_in(row)[0]: row for row in rows_of(coordinator.get(f"{DESK}/ranking").text) if titles_in(row)}

    with own_demo_site.app_context():
        exported = read_archive(full_text(db.session(), SLUG).encode())
        results = {one.number: one for one in outcome_of(exported.round()).results}
        numbers = {one.title: one.number for one in exported.applications}
    ranked = {title for title, number in numbers.items() if results[number].score is not None}
    assert set(ranking) == ranked
    for title, row in ranking.items():
        result = results[numbers[title]]
        assert row.split()[0] == (str(result.rank) if result.rank else "–")
        assert shown(result.score).replace(".", ",") in row


def test_the_number_of_queries_does_not_grow_with_the_applications(own_demo_site: Flask):
    score_all(own_demo_site)
    coordinator = signed_in(own_demo_site, "coordinator")

    def queries() -> int:
        asked: list[str] = []
        with own_demo_site.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        coordinator.get(f"{DESK}/ranking")
        return len(asked)

    coordinator.get(f"{DESK}/ranking")
    before = queries()
    with act_in(own_demo_site) as (act, call):
        for number in range(20):
            receive(act, call.id, Intake(Applicant(f"Biedrība {number}"), f"Ideja {number}", Channel.POST, act.at))
    coordinator.get(f"{DESK}/ranking")

    assert queries() <= 2 * before  # the listener of the first count still listens
    assert "Ideja 19" in coordinator.get(f"{DESK}/ranking").text


def test_the_coordinator_writes_the_voted_order_of_equals_down(own_demo_site: Flask):
    close(own_demo_site, tie=True)
    coordinator = signed_in(own_demo_site, "coordinator")
    before = coordinator.get(f"{DESK}/ranking")
    assert text_of(before).count("Vienāds punktu skaits") == 2
    assert f"{DESK}/tie" in links_of(before)

    answer = send(coordinator, f"{DESK}/tie", **ORDER)

    assert (answer.status_code, answer.location) == (303, f"{DESK}/ranking")
    rows = rows_of(coordinator.get(f"{DESK}/ranking").text)
    assert [titles_in(row) for row in rows][:4] == [[FIRST], [THIRD], [], [SECOND]]
    *_, order = records(own_demo_site, TieOrder)
    assert order.reason == ORDER["reason"]
    assert coordinator.get(f"{DESK}/tie").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place0": "1", "place1": "1"}, "Katram pieteikumam norādiet citu vietu."),
        ({"reason": ""}, "Norādiet, kāpēc"),
        ({"reason": "   "}, "Norādiet, kāpēc"),
        ({"place0": ""}, "Norādiet pieteikuma"),
        ({"place0": "9"}, "Izvēlieties vienu no atbildēm"),
    ],
)
def test_an_order_that_is_none_is_not_taken_and_nothing_is_lost(own_demo_site: Flask, typed, sentence):
    close(own_demo_site, tie=True)
    coordinator = signed_in(own_demo_site, "coordinator")
    before = all_rows(own_demo_site)

    answer = send(coordinator, f"{DESK}/tie", **ORDER | typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert all_rows(own_demo_site) == before


def test_a_tie_stops_the_decision_and_shows_the_way(own_demo_site: Flask):
    close(own_demo_site, tie=True)
    coordinator = signed_in(own_demo_site, "coordinator")

    answer = coordinator.get(f"{DESK}/decision")

    assert f"{DESK}/tie" in links_of(answer)
    assert "Protokola numurs" not in text_of(answer)
    assert coordinator.get(f"{DESK}/tie").status_code == 200


ROOMS = (("coordinator", f"{DESK}/decision"), ("chair", f"{COMMITTEE}/minutes"), ("secretary", f"{COMMITTEE}/minutes"))


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_the_decision_is_recorded_from_either_room_and_then_stands_there(own_demo_site: Flask, who, page):
    close(own_demo_site)
    client = signed_in(own_demo_site, who)

    answer = send(client, page, **RECORD | {"present": ["m1", "m2", "m4", "m5"], "in_favour": "2", "against": "1"})

    assert (answer.status_code, answer.location) == (303, page)
    (meeting,), (decision,) = records(own_demo_site, Meeting), records(own_demo_site, Decision, ~Decision.brought_in)
    assert (meeting.number, meeting.present) == ("7", ["m1", "m2", "m4", "m5"])
    assert (meeting.votes_for, meeting.votes_against, meeting.abstained) == (2, 1, 0)
    assert (decision.minutes_number, decision.met_on) == ("7", meeting.held_on)
    items = records(own_demo_site, DecisionItem, DecisionItem.decision_id == decision.id)
    assert sorted(item.verdict for item in items) == sorted(
        [
            Verdict.AWARD,
            Verdict.AWARD,
            Verdict.RESERVE,
            Verdict.BELOW_THRESHOLD,
            Verdict.INELIGIBLE,
            Verdict.LATE,
            Verdict.WITHDRAWN,
        ]
    )
    for _, other in ROOMS:
        room = signed_in(own_demo_site, "coordinator" if "desk" in other else "chair")
        text = text_of(room.get(other))
        assert "protokols Nr. 7" in text
        assert "par – 2, pret – 1, atturas – 0" in text
        assert "2. loceklis" in text.split("Nepiedalījās")[-1]
        assert "Sēde notika attālināti." in text
    assert events(own_demo_site)[-3:] == ["call.decided", "award.granted", "award.granted"]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"present": ["m1", "m2", "m5"]}, 422, "balsstiesīgi piedalījās 2 no 4"),
        ({"in_favour": "5"}, 422, "Norādītas 5 balsis, bet balsot var 4 klātesošie"),
        ({"in_favour": "1", "against": "2"}, 422, "Balsojumā lēmums nav pieņemts"),
        ({"in_favour": "2", "against": "2", "chair": "against"}, 422, "Balsojumā lēmums nav pieņemts"),
        ({"held_on": "2026-09-16"}, 422, "Sēde nevar būt notikusi vēlāk nekā šodien."),
        ({"number": "  "}, 422, ""),
        ({"present": []}, 422, "Norādiet, kas piedalījās"),
        ({"present": ["nav"]}, 422, ""),
        ({"in_favour": "-1"}, 422, ""),
        ({"held_on": "vakar"}, 422, ""),
    ],
)
def test_a_record_that_does_not_hold_is_refused_and_the_typed_text_stays(own_demo_site, typed, status, sentence):
    close(own_demo_site)
    coordinator = signed_in(own_demo_site, "coordinator")
    before = all_rows(own_demo_site)

    answer = send(coordinator, f"{DESK}/decision", **RECORD | typed)

    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert "Sēde notika attālināti." in answer.text
    assert all_rows(own_demo_site) == before


def test_nothing_is_decided_while_the_scoring_is_open(own_demo_site: Flask):
    score_all(own_demo_site)
    coordinator = signed_in(own_demo_site, "coordinator")
    before = all_rows(own_demo_site)

    answer = coordinator.post(f"{DESK}/decision", data={"csrf_token": any_token(coordinator), **RECORD})

    assert answer.status_code == 409
    assert all_rows(own_demo_site) == before


def test_a_decision_from_the_second_window_is_refused_and_leads_on(own_demo_site: Flask):
    settle(own_demo_site)
    coordinator = signed_in(own_demo_site, "coordinator")
    before = all_rows(own_demo_site)

    answer = coordinator.post(f"{DESK}/decision", data={"csrf_token": any_token(coordinator), **RECORD})

    assert answer.status_code == 409
    assert "jau ir" in text_of(answer)
    assert f"{DESK}/announcement" in links_of(answer)
    assert all_rows(own_demo_site) == before


def test_the_ranking_of_a_decided_call_is_the_one_that_was_decided(own_demo_site: Flask):
    settle(own_demo_site)
    coordinator = signed_in(own_demo_site, "coordinator")
    before = rows_of(coordinator.get(f"{DESK}/ranking").text)
    with act_in(own_demo_site) as (act, call):  # past all rules: what was decided does not hang on the sheets
        act.session.execute(update(Call).where(Call.id == call.id).values(minimum_sheets=99))
        act.note("call.bent", call)

    answer = coordinator.get(f"{DESK}/ranking")

    assert rows_of(answer.text) == before
    assert ["Apstiprināts" in row for row in before] == [True, True, False, False, False]
    assert "Noraidīts" in before[-1]
    assert f"{DESK}/decision" in links_of(answer)


@pytest.mark.parametrize("page", ["ranking", "minutes"])
def test_chair_and_secretary_see_no_ranking_before_the_scoring_is_closed(demo_site: Flask, page):
    for who in ("chair", "secretary"):
        answer = signed_in(demo_site, who).get(f"{COMMITTEE}/{page}")
        assert answer.status_code == 200
        assert titles_in(text_of(answer)) == []


@pytest.mark.parametrize("page", ["ranking", "minutes"])
def test_members_who_do_not_lead_have_no_ranking(demo_site: Flask, page):
    assert signed_in(demo_site, "member").get(f"{COMMITTEE}/{page}").status_code == 403
    assert signed_in(demo_site, "coordinator").get(f"{COMMITTEE}/{page}").status_code == 403


def test_an_application_in_conflict_with_the_chair_is_not_there_and_its_place_is_told(own_demo_site: Flask):
    close(own_demo_site, conflict=("m1", THIRD))
    chair, secretary = signed_in(own_demo_site, "chair"), signed_in(own_demo_site, "secretary")

    for page in (f"{COMMITTEE}/ranking", f"{COMMITTEE}/minutes"):
        answer = chair.get(page)
        assert titles_in(text_of(answer)) == [FIRST, SECOND, BELOW, INELIGIBLE, LATE, WITHDRAWN]
        assert "1 pieteikuma šeit nav" in text_of(answer)
        assert str(key(own_demo_site, THIRD)) not in answer.text
        assert THIRD in text_of(secretary.get(page))


def test_the_line_stands_where_it_stood_though_one_above_it_is_left_out(own_demo_site: Flask):
    close(own_demo_site, conflict=("m1", FIRST))

    rows = rows_of(signed_in(own_demo_site, "chair").get(f"{COMMITTEE}/ranking").text)

    assert [titles_in(row) for row in rows] == [[SECOND], [], [THIRD], [BELOW]]


def test_who_stepped_out_is_told_by_the_number_of_the_application(own_demo_site: Flask):
    settle(own_demo_site)

    text = text_of(signed_in(own_demo_site, "coordinator").get(f"{DESK}/decision"))

    assert "2. loceklis" in text.split("Kas nepiedalās")[-1]


def test_the_ranking_names_the_applications_and_says_what_parted_equal_points(demo_site: Flask, at):
    at(DEMO_DAY)
    text = text_of(signed_in(demo_site, "coordinator").get("/lv/desk/calls/liepaja-2020/ranking"))
    before = "punktu tikpat, cik iepriekšējam"
    shown = (
        "centrs MARTA 2020-08 ·",
        f"43,40 Apstiprināts {before}, arī kritērijos 2.2, 2.4.1 un 2.4.3",
        f"42,20 Apstiprināts {before}; izšķīra kritērijs 2.2: 4,20 un 4,00",
        f"38,60 Rezervē {before}; secību noteica komisija",
    )
    assert [one for one in shown if one not in text] == []
    assert text.count(before) == 3


@pytest.mark.parametrize("page", ["liepaja-demo-scoring/committee", "liepaja-2020/letters"])
def test_a_narrow_table_keeps_the_headings_of_its_cells(demo_site: Flask, at, page):
    at(DEMO_DAY)
    text = signed_in(demo_site, "coordinator").get(f"/lv/desk/calls/{page}").text
    labels = set(re.findall(r'data-label="([^"]+)"', text))
    assert len(labels) == 3
    assert all(f">{label}</th>" in text for label in labels)
