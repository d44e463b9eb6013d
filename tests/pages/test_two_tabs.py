"""Two tabs, or two people, with one record: the later one is shown both versions, and nothing is lost in silence."""

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.foundation.audit import AuditEvent
from competition.organisation.records import Letterhead, Organiser
from tests.pages.conftest import draw_up_a_draft, signed_in
from tests.pages.coordinators import EVENING, call_of, handled
from tests.pages.reading import fields_of, text_of

HEAD = "/lv/desk/letterhead/liepaja"
OFFICE = "/lv/admin/organisers/liepaja"


def _events(app: Flask, verb: str) -> int:
    with app.app_context():
        return len(db.session.scalars(select(AuditEvent.number).where(AuditEvent.verb == verb)).all())


def _head(app: Flask) -> Letterhead:
    with app.app_context():
        return db.session.scalars(select(Letterhead).join(Organiser).where(Organiser.slug == "liepaja")).one()


def test_the_later_tab_is_shown_both_versions_and_saves_with_a_second_press(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    opened = fields_of(desk.get(HEAD))
    assert desk.post(HEAD, data=opened | {"place": "Rīgā", "address": "Jaunā iela 1"}).status_code == 303

    later = desk.post(HEAD, data=opened | {"place": "Ventspilī"})
    assert later.status_code == 409
    said = text_of(later)
    assert "Vēl nekas nav saglabāts, jo tikmēr saglabātas citas izmaiņas (jūs citā logā," in said
    assert "Saglabātais: Rīgā" in said
    shown = fields_of(later)
    assert (shown["place"], shown["address"]) == ("Ventspilī", "Jaunā iela 1")
    assert (_head(own_demo_site).place, _head(own_demo_site).address) == ("Rīgā", "Jaunā iela 1")

    assert desk.post(HEAD, data=shown).status_code == 303
    assert (_head(own_demo_site).place, _head(own_demo_site).address) == ("Ventspilī", "Jaunā iela 1")


def test_the_same_typed_twice_is_saved_once(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    typed = fields_of(desk.get(HEAD)) | {"place": "Rīgā"}
    before = _events(own_demo_site, "letterhead.written")
    answers = [desk.post(HEAD, data=typed) for _ in range(2)]
    assert [(one.status_code, one.location) for one in answers] == [(303, f"{HEAD}?saved=1")] * 2
    assert _events(own_demo_site, "letterhead.written") == before + 1


def test_a_form_without_its_marks_changes_nothing(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    typed = fields_of(desk.get(HEAD)) | {"place": "Ventspilī", "seen": "x"}
    assert desk.post(HEAD, data=typed).status_code == 409
    assert _head(own_demo_site).place != "Ventspilī"


def test_the_terms_of_a_call_are_not_overwritten_by_an_older_tab(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk, page = signed_in(own_demo_site, "coordinator"), "/lv/desk/calls/liepaja-melnraksts/edit"
    opened = fields_of(desk.get(page))
    assert desk.post(page, data=opened | {"quota": "9", "award": "5000,00"}).status_code == 303
    later = desk.post(page, data=opened | {"quota": "5", "phone": "6111 1111"})
    assert later.status_code == 409
    assert "Saglabātais: 9" in text_of(later)
    shown = fields_of(later)
    assert (shown["quota"], shown["award"], shown["phone"]) == ("5", "5000,00", "6111 1111")
    assert call_of(own_demo_site, "liepaja-melnraksts").quota == 9
    assert desk.post(page, data=shown).status_code == 303
    call = call_of(own_demo_site, "liepaja-melnraksts")
    assert (call.quota, str(call.award_amount)) == (5, "5000.00")


def test_what_was_found_of_an_application_is_not_overwritten_by_an_older_tab(own_demo_site: Flask):
    desk, page = signed_in(own_demo_site, "coordinator"), handled(own_demo_site, EVENING, "/eligibility")
    fields = fields_of(desk.get(page))
    opened = {name: fields[name] for name in ("csrf_token", "seen")}
    first = desk.post(page, data=opened | {"answer_0": "no", "reason_0": "Nav pilsētas."})
    assert first.status_code == 303
    mine = opened | {"answer_0": "no", "reason_0": "Nav jaunatnes organizācija."}
    later = desk.post(page, data=mine)
    assert later.status_code == 409
    assert "Saglabātais: Nav pilsētas." in text_of(later)
    assert "Nav jaunatnes organizācija." in later.text
    assert desk.post(page, data=mine | {"seen": fields_of(later)["seen"]}).status_code == 303
    assert "Nav jaunatnes organizācija." in desk.get(page).text


def test_how_an_organiser_is_called_is_not_overwritten_by_an_older_tab(own_demo_site: Flask):
    typed, name = "Liepājas pilsēta", "Liepājas novads"
    admin = signed_in(own_demo_site, "admin")
    opened = fields_of(admin.get(OFFICE))
    assert admin.post(OFFICE, data=opened | {"name": name}).status_code == 303
    later = admin.post(OFFICE, data=opened | {"name": typed})
    assert (later.status_code, f"Saglabātais: {name}" in text_of(later)) == (409, True)
    assert admin.post(OFFICE, data=fields_of(later)).status_code == 303
    assert fields_of(admin.get(OFFICE))["name"] == typed
