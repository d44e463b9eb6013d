"""A new call from the template, changing it, its documents and committee, publishing and amending it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.messages import compose
from competition.call.records import Call, CallDocument, CallState, QualityCriterion
from competition.foundation.clock import use_clock
from competition.foundation.outbox import OutboxMessage
from scoring.committee.records import CommitteeMember
from tests.pages.conftest import DEMO_DAY, draw_up_a_draft, signed_in
from tests.pages.coordinators import A_PDF, OPEN_DESK, ORDER, SCORING_DESK, TERMS, call_of, send, send_files, token_of
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_one_language import foreign_pieces

DRAFT = "/lv/desk/calls/liepaja-melnraksts"


def test_a_new_call_begins_with_what_the_programme_gives(demo_site: Flask, at):
    at(DEMO_DAY)
    fields = fields_of(signed_in(demo_site, "coordinator").get("/lv/desk/new-call"))
    given = {name: fields[name] for name in ("slug", "award", "total", "sheets", "floor_2_1", "floor_2_2")}
    assert given == {
        "slug": "liepaja-2026",
        "award": "4600,00",
        "total": "30",
        "sheets": "3",
        "floor_2_1": "",
        "floor_2_2": "3",
    }


def test_a_call_is_drawn_up_by_one_form(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    answer = send(client, "/lv/desk/new-call", TERMS | {"floor_2_2": "3,5", "floor_2_4_1": ""})
    assert (answer.status_code, answer.location) == (303, "/lv/desk/calls/liepaja-2026")
    call = call_of(own_demo_site, "liepaja-2026")
    assert (call.state, call.award_amount, call.quota) == (CallState.DRAFT, Decimal("4600.00"), 7)
    assert (str(call.deadline.day), call.months_min, call.months_max) == ("2026-11-05", 3, 18)
    with own_demo_site.app_context():
        rows = db.session().scalars(select(QualityCriterion).where(QualityCriterion.call_id == call.id))
        floors = {one.code: one.threshold for one in rows if one.threshold is not None}
    assert floors == {"2.2": Decimal("3.5"), "2.4.3": Decimal(3)}
    assert "Konkurss ir sagatavots" in text_of(client.get("/lv/desk"))


def test_a_deadline_with_an_hour_keeps_it(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    send(client, "/lv/desk/new-call", TERMS | {"deadline_hour": "17:00"})
    deadline = call_of(own_demo_site, "liepaja-2026").deadline
    assert (deadline.day, deadline.at.isoformat()) == (None, "2026-11-05T15:00:00+00:00")
    assert fields_of(client.get("/lv/desk/calls/liepaja-2026/edit"))["deadline_hour"] == "17:00"


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"deadline": "2026-09-30"}, "deadline", "Termiņš nevar būt pirms pieteikšanās sākuma."),
        ({"results_by": "2026-11-01"}, "results_by", "Rezultātu paziņošanas diena nevar būt pirms pieteikumu termiņa."),
        ({"ends": "2026-12-31"}, "ends", "Projektu pēdējā diena nevar būt pirms pirmās."),
        ({"ends": "2027-03-30"}, "ends", "No projektu pirmās līdz pēdējai dienai jābūt vismaz 3 mēnešiem"),
        ({"award": "daudz"}, "award", "Norādiet viena projekta summu cipariem, piemēram, 4600,00."),
        ({"slug": "liepaja-demo"}, "slug", "Īsais nosaukums „liepaja-demo” jau ir aizņemts."),
        ({"slug": "Liepāja"}, "slug", "Īsajā nosaukumā ir 1–64 rakstzīmes: mazie latīņu burti, cipari un defises."),
        ({"quota": ""}, "quota", "Uzrakstiet, cik projektu var apstiprināt."),
        ({"floor_2_2": "6"}, "floor_2_2", "2.2. kritērija minimums: Ierakstiet skaitli no 0 līdz 5."),
        ({"email": "nav adrese"}, "email", "E-pasts: "),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(own_demo_site: Flask, change, field, sentence):
    answer = send(signed_in(own_demo_site, "coordinator"), "/lv/desk/new-call", TERMS | change)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f"#{field}" in links_of(answer)
    assert sentence in text_of(answer)
    assert fields_of(answer)["title_lv"] == TERMS["title_lv"]
    assert "2026. gada rudens" not in text_of(signed_in(own_demo_site, "coordinator").get("/lv/desk"))


def test_everything_that_does_not_fit_is_said_at_once(own_demo_site: Flask):
    wrong = {"quota": "daudz", "deadline": "2026-09-30", "slug": "liepaja-demo", "number_pattern": "x", "total": "60"}
    answer = send(signed_in(own_demo_site, "coordinator"), "/lv/desk/new-call", TERMS | wrong)
    assert set(wrong.keys() | {"deadline"}) <= {link[1:] for link in links_of(answer) if link.startswith("#")}
    assert "Kvota: Ierakstiet veselu skaitli" in text_of(answer)


def test_a_draft_is_changed_until_it_is_published(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    changed = TERMS | {"slug": "cits-konkurss", "quota": "9"}
    assert send(client, f"{DRAFT}/edit", changed).location == "/lv/desk/calls/cits-konkurss"
    assert call_of(own_demo_site, "cits-konkurss").quota == 9
    assert fields_of(client.get("/lv/desk/calls/cits-konkurss/edit"))["phone"] == "6000 0000"
    assert client.get(f"{OPEN_DESK}/edit").status_code == 409


def test_a_call_is_published_after_its_checklist(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    text = text_of(client.get(f"{DRAFT}/publish"))
    assert "Nav dokumentu: iesniedzēji meklē nolikumu un veidlapu." in text
    assert "Komisijā nav neviena locekļa; tos var iecelt arī vēlāk." in text
    assert "mazāk par 30 dienām" not in text
    assert "Ieteicams pārskatīt; izsludināt tas netraucē" in text
    assert "Konkursu nevar izsludināt" not in text
    done = send(client, f"{DRAFT}/publish", {})
    assert (done.status_code, "Konkurss ir izsludināts" in text_of(client.get(done.location))) == (303, True)
    assert "Tagad to redz visi" not in text_of(client.get(DRAFT))
    assert call_of(own_demo_site, "liepaja-melnraksts").state == CallState.PUBLISHED
    assert client.get("/lv/calls/liepaja-melnraksts").status_code == 200
    again = client.post(f"{DRAFT}/publish", data={"csrf_token": token_of(client, f"{DRAFT}/documents")})
    assert (again.status_code, "Konkurss ir izsludināts" in text_of(again)) == (422, True)


def test_a_call_whose_deadline_has_passed_is_not_published(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    use_clock(lambda: DEMO_DAY + timedelta(days=90))
    client = signed_in(own_demo_site, "coordinator")
    page = client.get(f"{DRAFT}/publish")
    stops, advised = (
        "Konkursu nevar izsludināt, kamēr tas nav izlabots Termiņš ir pagājis",
        "izsludināt tas netraucē Nav",
    )
    assert [one for one in (stops, advised) if one not in text_of(page)] == []
    token = token_of(client, f"{DRAFT}/edit")
    assert client.post(f"{DRAFT}/publish", data={"csrf_token": token}).status_code == 422
    assert call_of(own_demo_site, "liepaja-melnraksts").state == CallState.DRAFT


def test_a_call_whose_projects_have_too_little_time_is_not_published(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    with own_demo_site.app_context():
        call = db.session().scalars(select(Call).where(Call.slug == "liepaja-melnraksts")).one()
        call.implementation_until = replace(call.implementation_from, at=call.implementation_from.at + timedelta(30))
        db.session().commit()
    client = signed_in(own_demo_site, "coordinator")
    assert "No projektu pirmās līdz pēdējai dienai jābūt vismaz 3 mēnešiem" in text_of(client.get(f"{DRAFT}/publish"))
    token = token_of(client, f"{DRAFT}/edit")
    assert client.post(f"{DRAFT}/publish", data={"csrf_token": token}).status_code == 422
    assert call_of(own_demo_site, "liepaja-melnraksts").state == CallState.DRAFT


def test_the_preview_shows_a_draft_as_the_public_will_see_it(own_demo_site: Flask, language):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    send_files(client, f"{DRAFT}/documents", {"title_lv": "Nolikums"}, file=("nolikums.pdf", A_PDF))
    page = client.get(f"/{language}/desk/calls/liepaja-melnraksts/preview")
    said = {"lv": "Tā konkursu redzēs visi", "en": "This is how the public will see the call"}
    assert said[language] in text_of(page)
    assert [link for link in links_of(page) if link.endswith(("/apply", ".ics"))] == []
    assert {"lv": "Pēc izsludināšanas šeit būs", "en": "once the call is published"}[language] in text_of(page)
    (document,) = [link for link in links_of(page) if "/documents/" in link]
    with client.get(document) as answer:
        assert answer.data == A_PDF
    for path in ("", "/edit", "/publish", "/preview", "/documents", "/members"):
        assert foreign_pieces(client.get(f"/{language}/desk/calls/liepaja-melnraksts{path}").text) == []


def test_a_document_is_added_and_followed_by_its_next_version(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    added = send_files(client, f"{OPEN_DESK}/documents", {"title_lv": "Skaidrojums"}, file=("skaidrojums.pdf", A_PDF))
    assert added.status_code == 303
    replace = with_keys(own_demo_site, f"{OPEN_DESK}/documents/{{call liepaja-demo/skaidrojums.pdf}}/replace")
    assert send_files(client, replace, {}, file=("jaunais.pdf", A_PDF + b"\n%%EOF\n")).status_code == 303
    with own_demo_site.app_context():
        rows = db.session().scalars(select(CallDocument).where(CallDocument.title == {"lv": "Skaidrojums"}))
        assert sorted((one.version, one.file_name) for one in rows) == [(1, "skaidrojums.pdf"), (2, "jaunais.pdf")]
    assert "2. versija" in text_of(client.get(f"{OPEN_DESK}/documents"))
    assert "Iepriekšējā redakcija" in text_of(client.get("/lv/calls/liepaja-demo"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nolikums.pdf", b"", "tukšs"),
        ("nolikums.pdf", A_PDF[:-10], "bojāts"),
        ("nolikums.docx", A_PDF, "satur"),
        ("nolikums.exe", b"MZ", "nepieņem"),
    ],
)
def test_a_document_that_is_no_good_is_refused_beside_its_field(own_demo_site: Flask, name, content, sentence):
    client = signed_in(own_demo_site, "coordinator")
    answer = send_files(client, f"{OPEN_DESK}/documents", {"title_lv": "Slikts"}, file=(name, content))
    assert (answer.status_code, "file-error" in answer.text) == (422, True)
    assert sentence in text_of(answer)
    assert "Slikts" not in text_of(client.get(f"{OPEN_DESK}/documents"))


def test_members_are_appointed_with_the_next_key(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    page = f"{DRAFT}/members"
    assert send(client, page, {"name": "Anna", "seat": "chair", "email": "chair@example.org"}).status_code == 303
    assert send(client, page, {"name": "Bērziņš", "seat": "member", "email": ""}).status_code == 303
    call = call_of(own_demo_site, "liepaja-melnraksts")
    with own_demo_site.app_context():
        members = select(CommitteeMember).where(CommitteeMember.call_id == call.id)
        rows = db.session().scalars(members.order_by(CommitteeMember.position))
        assert [(one.key, one.name, one.person_id is not None) for one in rows] == [
            ("m1", "Anna", True),
            ("m2", "Bērziņš", False),
        ]
    refused = [
        ({"name": "Cits", "seat": "chair", "email": ""}, "#seat-0"),
        ({"name": "Anna", "seat": "member", "email": "chair@example.org"}, "#email"),
        ({"name": "Dina", "seat": "member", "email": "nav adrese"}, "#email"),
        ({"name": "Dina", "seat": "member", "email": "žanis@example.org"}, "#email"),
        ({"name": "", "seat": "member", "email": ""}, "#name"),
        ({"name": "BĒRZIŅŠ ", "seat": "alternate", "email": ""}, "#name"),
    ]
    for typed, field in refused:
        answer = send(client, page, typed)
        assert (answer.status_code, field in links_of(answer)) == (422, True), typed
    assert text_of(client.get(page)).count("bez konta") == 1


def test_a_wrong_entry_is_removed_from_the_committee_and_made_again(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    page = f"{DRAFT}/members"
    send(client, page, {"name": "Ana", "seat": "chair", "email": ""})
    send(client, page, {"name": "Bruno", "seat": "secretary", "email": ""})
    removing = with_keys(own_demo_site, f"{page}/{{member liepaja-melnraksts/m1}}/remove")
    assert removing in links_of(client.get(page))
    assert "Noņemt no komisijas?" in text_of(client.get(removing))
    assert "1 loceklis un sekretārs" in text_of(client.get(DRAFT))

    assert send(client, removing, {}).location == page

    assert "Ana" not in text_of(client.get(page))
    assert client.get(removing).status_code == 404
    assert send(client, page, {"name": "Anna", "seat": "chair", "email": "chair@example.org"}).status_code == 303


def test_who_has_declared_or_scored_is_not_removed(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{SCORING_DESK}/members"
    removing = with_keys(own_demo_site, f"{page}/{{member liepaja-demo-scoring/m1}}/remove")
    assert removing not in links_of(client.get(page))
    answer = send(client, removing, {})
    assert (answer.status_code, "Šo locekli noņemt nevar" in text_of(answer)) == (409, True)


def test_before_publishing_it_is_said_that_only_a_chair_with_an_account_closes_the_scoring(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    page = f"{DRAFT}/publish"
    assert "Komisijai nav priekšsēdētāja; vērtēšanu" in text_of(client.get(page))
    send(client, f"{DRAFT}/members", {"name": "Anna", "seat": "chair", "email": ""})
    assert "Priekšsēdētājam nav konta; vērtēšanu" in text_of(client.get(page))
    assert send(client, page, {}).status_code == 303


def test_an_amendment_is_shown_before_it_is_published(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/amendments"
    checked = send(client, page, ORDER)
    text = text_of(checked)
    assert checked.status_code == 200
    assert "līdz 6. oktobrim (ieskaitot)" in text
    assert "līdz 20. oktobrim (ieskaitot)" in text
    assert "3 cilvēkiem, kuru organizācijas sākušas pieteikumus, pa e-pastu" in text
    letter = (
        "Līdzšinējais termiņš: līdz 2026. gada 6. oktobrim (ieskaitot) "
        "Jaunais termiņš: līdz 2026. gada 20. oktobrim (ieskaitot) "
        f"Ar kādu rīkojumu: {ORDER['legal_basis']} Pamatojums: {ORDER['reason_lv']} "
        "Līdz jaunajam termiņam melnrakstu var pabeigt un iesniegt"
    )
    assert letter in text
    assert call_of(own_demo_site, "liepaja-demo").amendments == []

    typed = {name: value for name, value in fields_of(checked).items() if name != "q"}
    assert client.post(page, data=typed).status_code == 303
    (amendment,) = call_of(own_demo_site, "liepaja-demo").amendments
    assert (str(amendment.deadline.day), amendment.legal_basis) == ("2026-10-20", ORDER["legal_basis"])
    with own_demo_site.app_context():
        told = db.session().scalars(select(OutboxMessage).where(OutboxMessage.kind == "amendment"))
        sent = [one for one in told if one.facts == {"amendment": str(amendment.id)}]
        settings = own_demo_site.extensions["konkurss-settings"]
        mails = [" ".join(compose(db.session(), one, settings).get_content().split()) for one in sent]
        assert [letter in mail for mail in mails] == [True] * 3
    assert f"pagarināts: {ORDER['legal_basis']}" in text_of(client.get("/lv/calls/liepaja-demo"))


def test_what_was_typed_into_an_order_can_still_be_corrected(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/amendments"
    typed = {name: value for name, value in fields_of(send(client, page, ORDER)).items() if name != "q"}
    again = client.post(page, data=typed | {"edit": "yes"})
    assert (again.status_code, fields_of(again)["legal_basis"]) == (200, ORDER["legal_basis"])
    assert (fields_of(again)["deadline"], ORDER["reason_lv"] in text_of(again)) == (ORDER["deadline"], True)
    assert call_of(own_demo_site, "liepaja-demo").amendments == []


def test_a_deadline_behind_other_days_of_the_call_is_warned_of(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = f"{OPEN_DESK}/amendments"
    assert "Pirms izsludināšanas" not in text_of(send(client, page, ORDER))
    text = text_of(send(client, page, ORDER | {"deadline": "2028-01-01"}))
    assert "Jaunais termiņš nav pirms dienas, līdz kurai solīti rezultāti." in text
    assert "Jaunais termiņš nav pirms projektu pirmās dienas." in text


@pytest.mark.parametrize("confirmed", [{}, {"checked": "yes"}])
def test_the_deadline_in_force_is_no_new_one(own_demo_site: Flask, confirmed):
    client = signed_in(own_demo_site, "coordinator")
    answer = send(client, f"{OPEN_DESK}/amendments", ORDER | {"deadline": "2026-10-06"} | confirmed)
    assert (answer.status_code, "#deadline" in links_of(answer)) == (422, True)
    assert "Šis termiņš jau ir spēkā" in text_of(answer)


@pytest.mark.parametrize("confirmed", [{}, {"checked": "yes"}])
def test_an_order_never_takes_time_away(own_demo_site: Flask, confirmed):
    client = signed_in(own_demo_site, "coordinator")
    answer = send(client, f"{OPEN_DESK}/amendments", ORDER | {"deadline": "2026-10-05"} | confirmed)
    assert (answer.status_code, "#deadline" in links_of(answer)) == (422, True)
    assert call_of(own_demo_site, "liepaja-demo").amendments == []


def test_a_draft_call_is_not_amended(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    answer = send(client, f"{DRAFT}/amendments", ORDER | {"deadline": "2026-11-20", "checked": "yes"})
    assert (answer.status_code, "Konkurss vēl nav izsludināts." in text_of(answer)) == (409, True)
