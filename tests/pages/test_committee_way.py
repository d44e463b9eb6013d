"""The committee's way around the sheet: calls, declaration, list, conflict noticed later, the chair, the secretary."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.extensions import db
from competition.call.records import Call
from scoring.committee.queries import Seated
from scoring.committee.records import Conflict, Declaration
from scoring.meeting.progress import progress_of
from scoring.sheets.member_queries import work_of
from scoring.sheets.queries import is_closed
from tests.pages import meetings
from tests.pages.committee_scene import (
    BASE,
    FULL,
    SLUG,
    asked,
    events,
    key_of,
    make_ready,
    one_more_applicant,
    send,
    sheet_of,
)
from tests.pages.conftest import DEMO_DAY, At, signed_in
from tests.pages.reading import links_of, text_of

OPEN = "/lv/committee/liepaja-demo"


def call_id(session):
    return session.scalars(select(Call.id).where(Call.slug == SLUG)).one()


def closed(app: Flask) -> bool:
    return asked(app, lambda session: is_closed(session, call_id(session)))


def test_the_calls_say_what_waits_and_by_when(demo_site: Flask, at: At):
    at(DEMO_DAY)
    text = text_of(signed_in(demo_site, "member3").get("/lv/committee"))
    assert "Vēl nekas: pieteikumus pieņem līdz 6. oktobrim (ieskaitot)." in text
    assert "Pabeigta 1 no 4 veidlapām" in text
    assert "Rezultāti gaidāmi līdz 5. oktobrim (ieskaitot)." in text
    assert text.index("konkurss (paraugs)") < text.index("iepriekšējā kārta")


def test_before_the_deadline_nothing_opens(demo_site: Flask, at: At):
    at(DEMO_DAY)
    client = signed_in(demo_site, "member3")
    assert "Pēc termiņa beigām parakstīsiet apliecinājumu" in text_of(client.get(OPEN))
    assert "apliecinājumu parakstīsiet pēc tam" in text_of(client.get(f"{OPEN}/declaration"))


def test_the_list_tells_the_state_of_each_sheet_and_how_many_are_not_scored(demo_site: Flask, at: At):
    at(DEMO_DAY)
    text = text_of(signed_in(demo_site, "member2").get(BASE))
    assert "melnraksts, 4 no 10 kritērijiem" in text
    assert "pabeigta, punkti: 26" in text
    assert "Vērtēt pieteikumu Nr. 2026-01" in text
    assert "Nevērtē: 1 saņemts novēloti, 1 atsaukts, 1 neatbilst." in text
    assert '"Otrs piemērs"' in text.split("kura pieteikumu jums nerāda:")[1]
    assert "Nr. 2026-02" not in text


def test_a_new_applicant_is_declared_before_anything_else_opens(own_demo_site: Flask):
    key = one_more_applicant(own_demo_site)
    client, page = signed_in(own_demo_site, "member3"), f"{BASE}/declaration"
    answer = client.get(BASE)
    assert (answer.status_code, answer.location) == (303, page)
    shown = client.get(page)
    assert text_of(shown).count("Reģistrācijas numurs") == 1
    assert "40008999071" in text_of(shown)
    assert "Skatuve visiem" not in text_of(shown)
    assert "šo pieteikumu jums nerādīs un jūs to nevērtēsiet; pēc tam to nevarēsiet atsaukt" in text_of(shown)
    assert "checked" not in shown.text
    assert client.get(f"{BASE}/applications/{key}").status_code == 404
    before = events(own_demo_site)
    refused = send(client, page)
    assert refused.status_code == 422
    assert "Biedrība „Septītais piemērs”: norādiet, vai ir interešu konflikts." in text_of(refused)
    assert events(own_demo_site) == before
    assert send(client, page, fields={f"of-{key}": "none", "pledge": "y"}).location == BASE
    assert client.get(f"{BASE}/applications/{key}").status_code == 200
    assert client.get(page).location == BASE


def test_a_declared_conflict_takes_the_application_away(own_demo_site: Flask):
    key = one_more_applicant(own_demo_site)
    client = signed_in(own_demo_site, "member3")
    send(client, f"{BASE}/declaration", fields={f"of-{key}": "conflict", "pledge": "y"})
    assert client.get(f"{BASE}/applications/{key}").status_code == 404
    told = "Interešu konfliktu norādījāt ar šo iesniedzēju, kura pieteikumu jums nerāda: Biedrība „Septītais piemērs”"
    assert told in text_of(client.get(BASE))
    assert "Skatuve visiem" not in text_of(client.get(BASE))
    kept = asked(
        own_demo_site, lambda one: one.scalars(select(Declaration).where(Declaration.application_id == key)).all()
    )
    assert [one.in_conflict for one in kept] == [True]


def test_the_same_declared_once_more_leads_on_and_the_opposite_is_not_lost_in_silence(own_demo_site: Flask):
    client, before = signed_in(own_demo_site, "member2"), events(own_demo_site)

    def said(ending: str, what: str):
        typed = {f"of-{key_of(own_demo_site, ending)}": what, "pledge": "y"}
        return send(client, "/lv/sign-out", f"{BASE}/declaration", fields=typed)

    same, opposite, other = said("02", "conflict"), said("02", "none"), said("01", "conflict")
    assert [same.status_code, opposite.status_code, other.status_code] == [303, 409, 409]
    assert "jo iepriekš norādījāt pretējo, un tas paliek spēkā: Biedrība " in text_of(opposite)
    assert events(own_demo_site) == before


@pytest.mark.parametrize("name", ["of-x", "of-", "of-00000000-0000-0000-0000-000000000000"])
def test_what_is_said_of_no_applicant_changes_nothing(own_demo_site: Flask, name):
    client, before = signed_in(own_demo_site, "member2"), events(own_demo_site)
    answer = send(client, "/lv/sign-out", f"{BASE}/declaration", fields={name: "conflict", "pledge": "y"})
    assert (answer.status_code, events(own_demo_site)) == (303, before)


def test_a_conflict_noticed_later_is_asked_once_more(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    assert f"{page}/conflict" in links_of(client.get(page))
    answer = send(client, f"{page}/conflict")
    assert answer.status_code == 303
    assert "Interešu konflikts ir reģistrēts" in text_of(client.get(answer.location))
    assert client.get(page).status_code == 404
    key = key_of(own_demo_site, "01")
    assert (
        len(asked(own_demo_site, lambda one: one.scalars(select(Conflict).where(Conflict.application_id == key)).all()))
        == 1
    )


@pytest.mark.parametrize("path", ["", "/declaration", "/chair", "/chair/close", "/chair/reopen"])
def test_who_does_not_sit_in_a_call_meets_nothing(own_demo_site: Flask, path):
    assert signed_in(own_demo_site, "member3").get(f"/lv/committee/liepaja-2020{path}").status_code == 404
    assert signed_in(own_demo_site, "member3").get(f"/lv/committee/nav-tada{path}").status_code == 404


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("member", "/chair", 403),
        ("member", "/chair/close", 403),
        ("secretary", "/chair", 200),
        ("secretary", "/chair/close", 403),
        ("secretary", "/chair/reopen", 403),
        ("secretary", "/declaration", 403),
        ("chair", "/chair", 200),
        ("chair", "/chair/close", 200),
    ],
)
def test_the_chairs_pages_are_for_whom_they_are(demo_site: Flask, at: At, who, path, status):
    at(DEMO_DAY)
    assert signed_in(demo_site, who).get(f"{BASE}{path}").status_code == status


def test_the_secretary_sees_how_far_the_committee_is(demo_site: Flask, at: At):
    at(DEMO_DAY)
    client = signed_in(demo_site, "secretary")
    assert client.get(BASE).location == f"{BASE}/chair"
    text = text_of(client.get(f"{BASE}/chair"))
    assert "Atbilstība vēl nav izlemta" in text
    assert "1 no 3" in text


def test_the_chair_sees_declarations_sheets_and_what_is_lacking(demo_site: Flask, at: At):
    at(DEMO_DAY)
    text = text_of(signed_in(demo_site, "chair").get(f"{BASE}/chair"))
    assert "2026-03 Zaļā klase pagalmā 0 no 3" in text
    assert "Atbilstība vēl nav izlemta Vai šie pieteikumi atbilst" in text
    assert '2. loceklis Loceklis 08.09.2026. Biedrība "Otrs piemērs" 1 no 3' in text
    assert "Vērtēšanu var noslēgt, kad nekā vairs netrūkst." in text


def test_an_application_in_conflict_is_not_named_to_the_chair(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "chair"), sheet_of(own_demo_site, "02")
    send(client, f"{page}/conflict")
    text = text_of(client.get(f"{BASE}/chair"))
    assert "Vakara skolotāji" not in text
    assert "Kaut kā trūkst arī 1 pieteikumā, kas jums nav pieejams." in text


def test_scoring_is_not_closed_while_something_is_missing(own_demo_site: Flask):
    client, before = signed_in(own_demo_site, "chair"), events(own_demo_site)
    page = client.get(f"{BASE}/chair/close")
    assert "2. loceklis pieteikums Nr. 2026-01" in text_of(page)
    assert '<button class="button' not in page.text
    assert send(client, "/lv/sign-out", f"{BASE}/chair/close").status_code == 409
    assert (closed(own_demo_site), events(own_demo_site)) == (False, before)


def test_the_chair_closes_and_reopens_with_a_reason(own_demo_site: Flask):
    make_ready(own_demo_site)
    client = signed_in(own_demo_site, "chair")
    assert send(client, f"{BASE}/chair/close").location == f"{BASE}/chair"
    assert closed(own_demo_site)
    assert send(client, f"{BASE}/chair/close").status_code == 409
    silent = send(client, f"{BASE}/chair/reopen")
    assert (silent.status_code, closed(own_demo_site)) == (422, True)
    assert 'href="#reason"' in silent.text
    assert send(client, f"{BASE}/chair/reopen", reason="Vienai veidlapai kļūda.").location == f"{BASE}/chair"
    assert not closed(own_demo_site)


@pytest.mark.parametrize("path", ["", f"/{SLUG}", f"/{SLUG}/chair"])
def test_pages_ask_a_constant_number_of_questions(own_demo_site: Flask, path):
    client = signed_in(own_demo_site, "chair")
    client.get(f"/lv/committee{path}")  # the first look is written into the log of reading
    before = questions(own_demo_site, client, f"/lv/committee{path}")
    key = one_more_applicant(own_demo_site)
    send(client, f"{BASE}/declaration", fields={f"of-{key}": "none", "pledge": "y"})
    assert questions(own_demo_site, client, f"/lv/committee{path}") == before


def questions(app: Flask, client, address: str) -> int:
    """How many statements a page sends to the database."""
    asked_for: list[str] = []

    def note(*given):
        asked_for.append(given[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked_for if one.lstrip().upper().startswith("SELECT")])


def test_the_two_ways_of_saying_what_is_scored_agree(own_demo_site: Flask):
    def both(session):
        call = session.scalars(select(Call).where(Call.slug == SLUG)).one()
        rows = [row for row in progress_of(session, call).members if row.scores]
        return [(row.whole, len(work_of(session, Seated(call, row.member)).tasks)) for row in rows]

    assert [due == tasks for due, tasks in asked(own_demo_site, both)] == [True] * 4


def test_the_chair_who_has_completed_the_own_sheets_is_led_to_the_progress(own_demo_site: Flask):
    text = text_of(signed_in(own_demo_site, "chair").get(BASE))
    assert "Visas jūsu veidlapas ir pabeigtas" not in text  # one is left
    client = signed_in(own_demo_site, "chair")
    for ending in ("01", "03", "04", "02"):
        page = sheet_of(own_demo_site, ending)
        if client.get(page).status_code == 200:
            send(client, page, fields=FULL)
    answer = client.get(BASE)
    assert "Kā priekšsēdētājs jūs redzat, cik tālu tikuši pārējie" in text_of(answer)
    assert f"{BASE}/chair" in links_of(answer)


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_once_closed_chair_and_secretary_are_led_to_ranking_and_minutes(own_demo_site: Flask, who):
    meetings.close(own_demo_site)
    client = signed_in(own_demo_site, who)
    chair_page, calls = client.get(f"{BASE}/chair"), client.get("/lv/committee")
    assert "Jāieraksta lēmums un protokola ziņas." in text_of(chair_page)
    assert {f"{BASE}/ranking", f"{BASE}/minutes"} <= set(links_of(chair_page))
    assert "Jāieraksta lēmums un protokola ziņas." in text_of(calls)
    assert f"{BASE}/minutes" in links_of(calls)


def test_a_call_whose_promised_day_has_passed_says_so(own_demo_site: Flask, at: At):
    at(DEMO_DAY + timedelta(days=30))
    text = text_of(signed_in(own_demo_site, "member3").get("/lv/committee"))
    assert "Rezultāti bija gaidāmi līdz 5. oktobrim (ieskaitot); šis termiņš ir pagājis." in text


def test_the_chair_reads_who_still_owes_a_sheet_for_each_application_but_not_for_one_in_conflict(own_demo_site: Flask):
    secretary = text_of(signed_in(own_demo_site, "secretary").get(f"{BASE}/chair"))
    assert "Zaļā klase pagalmā 0 no 3 Vēl nav pabeiguši: " in secretary
    meetings.score_all(own_demo_site, conflict=("m1", meetings.SECOND))
    chair = text_of(signed_in(own_demo_site, "chair").get(f"{BASE}/chair"))
    assert meetings.SECOND not in chair


def test_closing_names_who_has_not_begun_and_says_that_it_can_be_opened_again(own_demo_site: Flask):
    meetings.score_all(own_demo_site)
    text = text_of(signed_in(own_demo_site, "chair").get(f"{BASE}/chair/close"))
    assert "Locekļi, kuri daļu veidlapu nav sākuši" in text
    assert "1 veidlapa" in text.split("nav sākuši")[1]
    assert "vērtēšanu var atsākt, norādot iemeslu" in text
