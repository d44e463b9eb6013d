"""The administrator's room: people and roles, organisers, settings, health; nothing of what applications hold."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Do, asked_of
from app.extensions import db
from app.settings_in_force import Whence, in_force
from competition.application.records import Answer, Application, Submission
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.organisation.queries import person_by_email
from competition.organisation.records import Organiser, Staff
from tests.pages.conftest import DEMO_PASSWORD, settings_for, signed_in
from tests.pages.coordinators import queries_for, send, token_of
from tests.pages.reading import sign_in, text_of

PAGES = (
    "/lv/admin",
    "/lv/admin/people",
    "/lv/admin/people/invite",
    "/lv/admin/people/{coordinator}",
    "/lv/admin/people/{coordinator}/lock",
    "/lv/admin/people/{coordinator}/open",
    "/lv/admin/people/{coordinator}/codes-off",
    "/lv/admin/organisers",
    "/lv/admin/organisers/new",
    "/lv/admin/organisers/liepaja",
    "/lv/admin/settings",
    "/lv/admin/health",
    "/lv/admin/events",
)


@pytest.fixture
def administrator(own_demo_site: Flask):
    return signed_in(own_demo_site, "admin")


def key_of(app: Flask, who: str) -> str:
    with app.app_context():
        person = person_by_email(db.session(), f"{who}@example.org")
        assert person is not None
        return str(person.id)


def with_person(app: Flask, path: str) -> str:
    return path.replace("{coordinator}", key_of(app, "coordinator"))


def roles(app: Flask, who: str) -> list[str]:
    with app.app_context():
        person = person_by_email(db.session(), f"{who}@example.org")
        assert person is not None
        return sorted(role.role.value for role in person.roles)


def role_address(app: Flask, who: str, role: Staff) -> str:
    with app.app_context():
        person = person_by_email(db.session(), f"{who}@example.org")
        assert person is not None
        key = next(one.id for one in person.roles if one.role is role)
        return f"/lv/admin/people/{person.id}/roles/{key}/take"


def test_an_administrator_comes_to_the_room_after_signing_in(own_demo_site: Flask):
    answer = sign_in(own_demo_site.test_client(), "admin@example.org", DEMO_PASSWORD)
    assert answer.headers["Location"] == "/lv/admin"


@pytest.mark.parametrize("path", PAGES)
def test_only_an_administrator_enters(own_demo_site: Flask, path: str):
    address = with_person(own_demo_site, path)
    assert signed_in(own_demo_site, "admin").get(address).status_code == 200
    for other in ("coordinator", "chair", "ngo", "auditor"):
        assert signed_in(own_demo_site, other).get(address).status_code == 403


def test_the_administrator_sees_nothing_of_what_applications_hold(own_demo_site: Flask, administrator):
    with own_demo_site.app_context():
        titles = set(db.session.scalars(select(Application.title).where(Application.title.is_not(None))))
        answers = {text for text in db.session.scalars(select(Answer.text)) if len(text) > 25}
        for content in db.session.scalars(select(Submission.content)):
            answers |= {text for text in content.get("answers", {}).values() if len(text) > 25}
        numbers = set(db.session.scalars(select(Application.number).where(Application.number.is_not(None))))
    assert titles
    assert answers

    own = [with_person(own_demo_site, path) for path in PAGES]
    said = " ".join(text_of(administrator.get(address)) for address in own)

    assert [text for text in (titles | answers | numbers) if text and text in said] == []
    for elsewhere in (
        "/lv/desk",
        "/lv/desk/calls/liepaja-demo-scoring/applications",
        "/lv/desk/calls/liepaja-demo-scoring/ranking",
        "/lv/committee",
        "/lv/audit",
        "/lv/audit/chain",
        "/lv/applications",
    ):
        assert administrator.get(elsewhere).status_code == 403


def test_every_page_of_the_room_is_looked_at_here(site: Flask):
    room = {
        rule.rule
        for rule in site.url_map.iter_rules()
        if asked_of(site.view_functions[rule.endpoint]) is Do.ADMINISTER and "GET" in (rule.methods or set())
    }
    assert len(room) == len(PAGES) + 1  # and the page that asks before a role is taken


def test_people_are_found_by_name_address_and_role(administrator):
    assert "Koordinatore Paraudziņa" in text_of(administrator.get("/lv/admin/people?q=koordinatore"))
    assert "Koordinatore Paraudziņa" in text_of(administrator.get("/lv/admin/people?q=coordinator@"))
    only = text_of(administrator.get("/lv/admin/people?role=auditor"))
    assert "Auditore Paraudziņa" in only
    assert "Koordinatore Paraudziņa" not in only
    assert "Neviena persona neatbilst" in text_of(administrator.get("/lv/admin/people?q=nekas&role=x&page=-1"))


def test_the_queries_of_the_list_do_not_grow(own_demo_site: Flask, administrator):
    few = queries_for(own_demo_site, administrator, "/lv/admin/people?q=coordinator@")
    assert queries_for(own_demo_site, administrator, "/lv/admin/people") == few


@pytest.mark.parametrize("before", ["9" * 25, "-" + "9" * 25, "-1", str(2**63), "x"])
def test_a_number_that_no_event_can_have_is_passed_over(administrator, before: str):
    answer = administrator.get(f"/lv/admin/events?before={before}")
    assert answer.status_code == 200
    assert text_of(answer) == text_of(administrator.get("/lv/admin/events"))


def test_a_role_is_given_and_taken_away(own_demo_site: Flask, administrator):
    page = f"/lv/admin/people/{key_of(own_demo_site, 'chair')}"
    with own_demo_site.app_context():
        organiser = str(db.session.scalars(select(Organiser.id).where(Organiser.slug == "liepaja")).one())

    missing = send_to(administrator, page, "/roles", {"role": "auditor", "organiser": ""})
    assert missing.status_code == 422
    assert send_to(administrator, page, "/roles", {"role": "", "organiser": ""}).status_code == 422
    assert send_to(administrator, page, "/roles", {"role": "auditor", "organiser": organiser}).status_code == 303
    assert roles(own_demo_site, "chair") == ["auditor"]
    again = send_to(administrator, page, "/roles", {"role": "auditor", "organiser": organiser})
    assert again.status_code == 409
    assert "Personai šī loma jau ir." in text_of(again)

    take = role_address(own_demo_site, "chair", Staff.AUDITOR)
    assert "Lomas atņemšana" in text_of(administrator.get(take))
    assert send(administrator, take, {}).status_code == 303
    assert roles(own_demo_site, "chair") == []
    said = text_of(administrator.get("/lv/admin/events"))
    assert "Atņemta loma" in said
    assert "par: Priekšsēdētāja Paraudziņa" in said


def send_to(client, page: str, rest: str, typed: dict[str, str]):
    return client.post(page + rest, data={"csrf_token": token_of(client, page), **typed})


def test_nobody_changes_their_own_roles_or_account(own_demo_site: Flask, administrator):
    page = f"/lv/admin/people/{key_of(own_demo_site, 'admin')}"
    own = administrator.get(page)
    assert "Tas esat jūs." in text_of(own)
    assert "/take" not in own.text

    refused = send(administrator, role_address(own_demo_site, "admin", Staff.ADMINISTRATOR), {})
    assert refused.status_code == 409
    assert "Jūsu lomas un jūsu kontu var mainīt tikai cits administrators." in text_of(refused)
    assert send(administrator, f"{page}/lock", {}).status_code == 409
    assert roles(own_demo_site, "admin") == ["administrator"]
    assert administrator.get("/lv/admin").status_code == 200


def test_a_locked_account_is_out_at_once_and_comes_in_again_when_it_is_opened(own_demo_site: Flask, administrator):
    coordinator = signed_in(own_demo_site, "coordinator")
    page = f"/lv/admin/people/{key_of(own_demo_site, 'coordinator')}"
    assert coordinator.get("/lv/desk").status_code == 200

    assert send(administrator, f"{page}/lock", {}).status_code == 303

    assert coordinator.get("/lv/desk").status_code == 303
    assert sign_in(own_demo_site.test_client(), "coordinator@example.org", DEMO_PASSWORD).status_code == 422
    assert "bloķēts" in text_of(administrator.get(page))
    assert send(administrator, f"{page}/open", {}).status_code == 303
    assert sign_in(own_demo_site.test_client(), "coordinator@example.org", DEMO_PASSWORD).status_code == 302
    said = text_of(administrator.get("/lv/admin/events"))
    assert "Konts bloķēts" in said
    assert "Konts atbloķēts" in said


def test_an_organiser_is_made_and_renamed(own_demo_site: Flask, administrator):
    typed = {"name": "Rīgas pārvalde", "slug": "riga", "email": "birojs@example.org", "phone": "", "address": ""}
    page = "/lv/admin/organisers/new"

    assert send(administrator, page, {**typed, "slug": "Rīga"}).status_code == 422
    assert send(administrator, page, {**typed, "slug": "liepaja"}).status_code == 422
    assert send(administrator, page, {**typed, "name": ""}).status_code == 422
    assert send(administrator, page, {**typed, "email": "birojs"}).status_code == 422
    assert send(administrator, page, typed).status_code == 303
    changed = {"name": "Rīgas domes pārvalde", "email": "", "phone": "60000000", "address": "Parauga iela 1"}
    assert send(administrator, "/lv/admin/organisers/riga", changed).status_code == 303

    assert "Rīgas domes pārvalde" in text_of(administrator.get("/lv/admin/organisers"))
    with own_demo_site.app_context():
        kept = db.session.scalars(select(Organiser).where(Organiser.slug == "riga")).one()
        assert (kept.email, kept.phone, kept.address) == (None, "60000000", "Parauga iela 1")
    assert administrator.get("/lv/admin/organisers/nav").status_code == 404


def test_a_failed_message_is_sent_again(own_demo_site: Flask, administrator):
    with own_demo_site.app_context():
        message = db.session.scalars(select(OutboxMessage).limit(1)).one()
        message.state, message.last_error, message.tries = Delivery.FAILED, "550 no such mailbox", 6
        db.session.commit()
        key = message.id

    said = text_of(administrator.get("/lv/admin/health"))
    assert "550 no such mailbox" in said
    answer = send_to(administrator, "/lv/admin/health", f"/messages/{key}/retry", {})

    assert answer.status_code == 303
    assert "Nenosūtītu ziņojumu nav." in text_of(administrator.get("/lv/admin/health"))
    typed = {"csrf_token": token_of(administrator, "/lv/admin/organisers/new")}
    assert administrator.post(f"/lv/admin/health/messages/{key}/retry", data=typed).status_code == 409


def test_health_tells_the_parts_the_room_and_that_backups_are_not_known(administrator):
    said = text_of(administrator.get("/lv/admin/health"))
    assert "Datubāze darbojas" in said
    assert "Failu krātuve darbojas" in said
    assert "Pēdējā rezerves kopija Nav zināms" in said


def test_secrets_are_never_shown(tmp_path: Path):
    secret = "ļoti-slepena-vērtība-0123456789abcdefghij"
    settings = settings_for(tmp_path, KONKURSS_SECRET_KEY=secret, KONKURSS_DEMO_PASSWORD=secret)
    address = "postgresql+psycopg://konkurss:slepens@db.example.org/konkurss?password=slepens"
    settings = replace(settings, database_url=address, mail_url="smtp://lietotajs:slepens@mail.example.org")

    found = {one.name.removeprefix("KONKURSS_"): one for one in in_force(settings, {"KONKURSS_SECRET_KEY": secret})}

    shown = " ".join(one.value or "" for one in found.values())
    assert secret not in shown
    assert "slepens" not in shown
    assert (found["SECRET_KEY"].value, found["SECRET_KEY"].is_set, found["SECRET_KEY"].whence) == (
        None,
        True,
        Whence.ENVIRONMENT,
    )
    assert (found["METRICS_TOKEN"].is_set, found["METRICS_TOKEN"].whence) == (False, Whence.USUAL)
    assert found["DATABASE_URL"].value == "postgresql+psycopg://…@db.example.org/konkurss?…"
    (tmp_path / ".env").write_text("KONKURSS_BASE_URL=https://example.org\n", encoding="utf-8")
    assert {one.name: one.whence for one in in_force(settings, {})}["KONKURSS_BASE_URL"] is Whence.FILE
