"""The sheet: read, saved as it goes, completed; closed to whoever must not see it; safe from an old tab."""

from decimal import Decimal
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.reading import latest_reading
from competition.call.records import Call, QualityCriterion
from competition.foundation.act import SYSTEM, acting
from scoring.meeting.closing import close_scoring
from tests.pages.committee_scene import (
    BASE,
    CODES,
    FULL,
    SLUG,
    asked,
    events,
    key_of,
    make_ready,
    send,
    sheet_of,
    stands,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import fields_of, links_of, text_of

JSON = {"Accept": "application/json"}


def test_a_sheet_shows_the_application_beside_the_scales(own_demo_site: Flask):
    page = signed_in(own_demo_site, "member3").get(sheet_of(own_demo_site, "01"))
    text = text_of(page)
    assert page.status_code == 200
    assert "Stāsti no mūsu ielas: otrā sezona" in text
    assert "Pieteikumam nepieciešami vismaz 30 punkti no 50" in text
    assert page.text.count('type="radio"') == 60
    assert page.text.count('class="reason"') == 7
    assert "Vidējais" not in text


def test_the_committee_reads_the_project_and_not_how_to_reach_and_pay_the_applicant(own_demo_site: Flask):
    client = signed_in(own_demo_site, "member3")
    for number in ("01", "02"):
        text = text_of(client.get(sheet_of(own_demo_site, number)))
        assert "Mērķis un pamatojums" in text
        for private in ("IBAN", "LV80BANK0000435195001", "+371", "ngo@example.org", "Kontaktpersona"):
            assert private not in text


def test_what_is_filled_in_is_saved_and_told(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    answer = send(client, page, f"{page}/saved", fields={"points-2.1": "4", "reason-2.2": "Maz.", "notes": "Sev."})
    assert answer.status_code == 303
    own = stands(own_demo_site, "m4", "01")
    assert (dict(own.points), dict(own.reasons), own.notes) == ({"2.1": Decimal(4)}, {"2.2": "Maz."}, "Sev.")
    assert 'value="4"' in client.get(page).text


def test_the_script_is_told_the_hour_and_what_the_server_has(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    first = fields_of(client.get(page))
    data = {"csrf_token": first["csrf_token"], "seen": first["seen"], "points-2.1": "4", "points-2.2": "99"}
    answer = client.post(f"{page}/saved", data=data, headers=JSON)
    assert answer.status_code == 200
    assert "ārpus skalas: 2.2" in answer.json["said"]
    assert answer.json["seen"] == fields_of(client.get(page))["seen"] != first["seen"]
    assert dict(stands(own_demo_site, "m4", "01").points) == {"2.1": Decimal(4)}


def test_a_completed_sheet_leads_to_the_next_one_and_is_read_only(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    answer = send(client, page, fields=FULL)
    assert (answer.status_code, answer.location) == (303, f"{sheet_of(own_demo_site, '02')}?completed=2026-01")
    assert "Pieteikuma 2026-01 veidlapa ir pabeigta" in text_of(client.get(answer.location))
    read = client.get(page)
    assert 'type="radio"' not in read.text
    assert "Vidējais no 3 pabeigtām vērtēšanas veidlapām" in text_of(read)


def test_after_the_last_sheet_the_list_says_so(own_demo_site: Flask):
    client = signed_in(own_demo_site, "member3")
    for ending in ("01", "02", "03"):
        answer = send(client, sheet_of(own_demo_site, ending), fields=FULL)
    assert answer.location == f"{BASE}?completed=2026-03"
    assert "Visas jūsu veidlapas ir pabeigtas" in text_of(client.get(answer.location))


def test_what_is_missing_is_told_beside_the_fields_and_nothing_is_written(own_demo_site: Flask):
    client, page, before = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01"), events(own_demo_site)
    answer = send(client, page, fields={**FULL, "points-2.1": "", "points-2.2": "2"})
    text = text_of(answer)
    assert answer.status_code == 422
    assert "2 kļūdas" in text
    assert "Norādiet punktus 2.1. kritērijā." in text
    assert "2.2. kritērijā punktu ir mazāk par 3: uzrakstiet pamatojumu." in text
    assert 'href="#reason-2.2"' in answer.text
    assert events(own_demo_site) == before


@pytest.mark.parametrize("points", ["6", "-1", "2.5", "NaN", "1e9", "daudz"])
def test_points_off_the_scale_are_refused(own_demo_site: Flask, points):
    client, page, before = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01"), events(own_demo_site)
    assert send(client, page, fields={**FULL, "points-2.1": points}).status_code == 422
    assert events(own_demo_site) == before


def test_a_scale_of_many_points_takes_a_number_with_a_comma(own_demo_site: Flask):
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        for one in db.session.scalars(select(QualityCriterion).where(QualityCriterion.call_id == call.id)):
            if one.code == "2.5":
                one.maximum, one.step, one.weight = Decimal(20), Decimal("0.5"), Decimal("0.5")
        db.session.commit()
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    assert 'inputmode="decimal"' in client.get(page).text
    send(client, page, f"{page}/saved", fields={"points-2.5": "17,5"})
    assert dict(stands(own_demo_site, "m4", "01").points) == {"2.5": Decimal("17.5")}
    assert 'value="17,5"' in client.get(page).text
    refused = send(client, page, fields={**FULL, "points-2.5": "17,3"})
    assert refused.status_code == 422
    assert "2.5. kritērijs: no 0 līdz 20 punktiem ar soli 0,5." in text_of(refused)


def test_an_old_tab_does_not_overwrite_what_stands_and_gives_back_what_was_typed(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    old = fields_of(client.get(page))
    send(client, page, f"{page}/saved", fields={"reason-2.2": "Jaunais pamatojums.", "points-2.1": "5"})
    before = events(own_demo_site)
    sent = {**FULL, "csrf_token": old["csrf_token"], "seen": old["seen"], "reason-2.2": "Vecās cilnes teksts."}
    answer = client.post(page, data=sent)
    assert answer.status_code == 409
    assert "Vecās cilnes teksts." in answer.text
    assert "Jaunais pamatojums." in text_of(answer)
    assert events(own_demo_site) == before
    again = client.post(page, data=sent | {"seen": fields_of(answer)["seen"]})
    assert again.status_code == 303
    assert stands(own_demo_site, "m4", "01").reasons == {"2.2": "Vecās cilnes teksts."}


def test_an_old_tab_saves_what_only_it_changed_and_goes_on_saying_what_it_does_not(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    old = fields_of(client.get(page))
    send(client, page, f"{page}/saved", fields={"reason-2.2": "Jaunais pamatojums.", "points-2.1": "5"})
    sent = {name: old[name] for name in ("csrf_token", "seen")} | {"reason-2.2": "Vecās cilnes teksts."}
    for notes in ("Pirmā piezīme.", "Otrā piezīme."):
        saved = client.post(f"{page}/saved", data=sent | {"notes": notes}, headers=JSON)
        own = stands(own_demo_site, "m4", "01")
        assert (saved.status_code, saved.json["partly"]) == (200, True)
        assert "2.2. kritērija pamatojums" in saved.json["said"]
        assert (dict(own.points), dict(own.reasons)) == ({"2.1": Decimal(5)}, {"2.2": "Jaunais pamatojums."})
        assert own.notes == notes
        sent["seen"] = saved.json["seen"]


def test_without_scripts_an_old_tab_gives_back_what_it_did_not_save(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    old = fields_of(client.get(page))
    send(client, page, f"{page}/saved", fields={"notes": "Jaunā piezīme."})
    sent = {name: old[name] for name in ("csrf_token", "seen")} | {"notes": "Vecā piezīme.", "points-2.1": "3"}
    answer = client.post(f"{page}/saved", data=sent)
    assert answer.status_code == 409
    assert "Jaunā piezīme." in text_of(answer)
    assert "Vecā piezīme." in answer.text
    own = stands(own_demo_site, "m4", "01")
    assert (dict(own.points), own.notes) == ({"2.1": Decimal(3)}, "Jaunā piezīme.")


def test_an_old_tab_leaves_alone_what_it_did_not_change(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    old = fields_of(client.get(page))
    send(client, page, f"{page}/saved", fields={"notes": "No otras cilnes.", "points-2.1": "5"})
    kept = {name: old[name] for name in ("csrf_token", "seen")}
    answer = client.post(f"{page}/saved", data=kept | {"points-2.2": "3"}, headers=JSON)
    own = stands(own_demo_site, "m4", "01")
    assert answer.status_code == 200
    assert (dict(own.points), own.notes) == ({"2.1": Decimal(5), "2.2": Decimal(3)}, "No otras cilnes.")


def test_a_completed_sheet_takes_nothing_from_an_old_tab(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    old = fields_of(client.get(page))
    send(client, page, fields=FULL)
    before = events(own_demo_site)
    sent = {**FULL, "csrf_token": old["csrf_token"], "seen": old["seen"], "notes": "Rakstīts vecajā cilnē."}
    answer = client.post(page, data=sent)
    assert (answer.status_code, events(own_demo_site)) == (409, before)
    assert "Rakstīts vecajā cilnē." in answer.text
    assert client.post(f"{page}/saved", data=sent, headers=JSON).status_code == 409
    assert events(own_demo_site) == before


def test_once_the_scoring_is_closed_drafts_are_read_only(own_demo_site: Flask):
    make_ready(own_demo_site)
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "05")
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        close_scoring(act, act.session.scalars(select(Call.id).where(Call.slug == SLUG)).one())
    assert 'type="radio"' not in client.get(page).text
    assert "Vērtēšana ir noslēgta" in text_of(client.get(BASE))
    assert "Vērtēt pieteikumu" not in text_of(client.get(BASE))


@pytest.mark.parametrize("who", ["member2", "secretary", "coordinator", "ngo", None])
def test_whoever_must_not_see_an_application_meets_nothing_and_writes_nothing(own_demo_site: Flask, who):
    page, key = sheet_of(own_demo_site, "02"), key_of(own_demo_site, "02")
    digest = asked(own_demo_site, lambda session: latest_reading(session, key).files[0].file.digest)
    client = signed_in(own_demo_site, who) if who else own_demo_site.test_client()
    token = fields_of(client.get("/lv/sign-out" if who else "/lv/sign-in"))["csrf_token"]
    before = events(own_demo_site)
    status = {None: 303, "member2": 404}.get(who, 403)
    for address in (page, f"{page}/conflict", f"{page}/files/{digest}"):
        assert client.get(address).status_code == status
    for address in (page, f"{page}/saved", f"{page}/conflict"):
        assert client.post(address, data={**FULL, "csrf_token": token}).status_code == status
    assert events(own_demo_site) == before


def test_an_application_in_conflict_cannot_be_told_from_one_that_does_not_exist(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member2"), sheet_of(own_demo_site, "02")
    nowhere = f"{BASE}/applications/{uuid4()}"
    texts = [text_of(client.get(address)).split("Pieprasījuma")[0] for address in (page, nowhere)]
    assert texts[0] == texts[1]
    assert page not in links_of(client.get(BASE))
    assert "Vakara skolotāji" not in text_of(client.get(BASE))


@pytest.mark.parametrize("ending", ["04", "06", "07"])
def test_what_is_not_scored_has_no_sheet(own_demo_site: Flask, ending):
    assert signed_in(own_demo_site, "member3").get(sheet_of(own_demo_site, ending)).status_code == 404


def test_files_are_handed_to_whom_the_application_is_open(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "02")
    files = [link for link in links_of(client.get(page)) if "/files/" in link]
    assert "/look" in files[0]
    assert client.get(files[0]).status_code == 200
    with client.get(files[0].removesuffix("/look")) as answer:
        assert (answer.status_code, answer.headers["Content-Disposition"][:10]) == (200, "attachment")
        assert answer.data
    assert client.get(f"{page}/files/{'0' * 64}").status_code == 404


def test_all_criteria_are_on_the_sheet_in_the_order_of_the_call(own_demo_site: Flask):
    page = signed_in(own_demo_site, "member3").get(sheet_of(own_demo_site, "01")).text
    places = [page.index(f'name="points-{code}"') for code in CODES]
    assert places == sorted(places)


def test_the_first_button_of_the_sheet_which_enter_presses_keeps_the_draft(own_demo_site: Flask):
    page = signed_in(own_demo_site, "member3").get(sheet_of(own_demo_site, "01")).text
    form = page.split("data-sheet")[1].split("</form>")[0]
    assert f'formaction="{sheet_of(own_demo_site, "01")}/saved"' in form.split("<button")[1]


def test_points_below_a_minimum_say_that_they_need_their_reason_on_the_page_too(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "member3"), sheet_of(own_demo_site, "01")
    told = "Mazāk par minimumu (3): rakstiet pamatojumu."
    assert told not in text_of(client.get(page))
    send(client, page, f"{page}/saved", fields={"points-2.2": "2"})
    assert text_of(client.get(page)).count(told) == 1
