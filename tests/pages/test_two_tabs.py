"""Two tabs, or two people, with one record: the later one is shown both versions, and nothing is lost in silence."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.call.records import Call, CallDocument
from competition.foundation.audit import AuditEvent
from competition.organisation.records import Letterhead, Organiser
from tests.pages import meetings
from tests.pages.conftest import draw_up_a_draft, signed_in
from tests.pages.coordinators import A_PDF, EVENING, OPEN_DESK, ORDER, call_of, handled, post_files
from tests.pages.keys import with_keys
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


def test_a_version_of_a_document_that_came_in_meanwhile_is_not_followed_unseen(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    page = with_keys(own_demo_site, f"{OPEN_DESK}/documents/{{call liepaja-demo/nolikums.pdf}}/replace")
    opened = [{name: fields_of(desk.get(page))[name] for name in ("csrf_token", "seen", "key")} for _ in range(2)]
    first = post_files(desk, page, opened[0], file=("otrais.pdf", A_PDF + b"2\n"))
    assert (first.status_code, _versions(own_demo_site)) == (303, 2)

    later = post_files(desk, page, opened[1], file=("citi.pdf", A_PDF + b"3\n"))
    assert (later.status_code, _versions(own_demo_site)) == (409, 2)
    said = text_of(later)
    assert "Vēl nekas nav saglabāts, jo tikmēr saglabātas citas izmaiņas (jūs citā logā," in said
    assert "Tagad spēkā: otrais.pdf, 2. versija" in said
    shown = opened[1] | {"seen": fields_of(later)["seen"]}
    assert post_files(desk, page, shown, file=("citi.pdf", A_PDF + b"3\n")).status_code == 303
    assert _versions(own_demo_site) == 3


def _versions(app: Flask) -> int:
    rules = select(CallDocument).join(Call, Call.id == CallDocument.call_id).where(Call.slug == "liepaja-demo")
    with app.app_context():
        return max(
            one.version
            for one in db.session.scalars(
                rules.where(CallDocument.file_name.in_(["nolikums.pdf", "otrais.pdf", "citi.pdf"]))
            )
        )


@pytest.mark.parametrize("step", [{}, {"checked": "yes"}], ids=["looked over", "published"])
def test_an_order_that_was_published_meanwhile_is_not_followed_unseen(own_demo_site: Flask, step: dict[str, str]):
    desk, page = signed_in(own_demo_site, "coordinator"), f"{OPEN_DESK}/amendments"
    opened = [{name: fields_of(desk.get(page))[name] for name in ("csrf_token", "seen", "key")} for _ in range(2)]
    mine = opened[1] | ORDER | {"deadline": "2026-10-25"} | step
    assert desk.post(page, data=opened[0] | ORDER | {"checked": "yes"}).status_code == 303

    later = desk.post(page, data=mine)
    assert (later.status_code, len(call_of(own_demo_site, "liepaja-demo").amendments)) == (409, 1)
    said = text_of(later)
    assert "jo tikmēr saglabātas citas izmaiņas (jūs citā logā," in said
    assert "20. oktobr" in said
    shown = fields_of(later)
    assert shown["deadline"] == "2026-10-25"
    again = mine | {"checked": "yes", "seen": shown["seen"], "key": shown["key"]}
    assert desk.post(page, data=again).status_code == 303
    assert len(call_of(own_demo_site, "liepaja-demo").amendments) == 2


@pytest.mark.parametrize("step", ["look", "register"])
def test_a_meeting_that_another_registered_first_stands_beside_what_was_typed(own_demo_site: Flask, step: str):
    meetings.close(own_demo_site)
    desk, secretary = signed_in(own_demo_site, "coordinator"), signed_in(own_demo_site, "secretary")
    page, theirs = f"{meetings.DESK}/decision", f"{meetings.COMMITTEE}/minutes"
    mine = fields_of(secretary.get(theirs)) | meetings.RECORD | {"number": "8", "remarks": "Pieraksts no zāles."}
    assert desk.post(page, data=fields_of(desk.get(page)) | meetings.RECORD).status_code == 303
    before = meetings.all_rows(own_demo_site)

    later = secretary.post(theirs, data=mine | {"step": step})
    assert (later.status_code, meetings.all_rows(own_demo_site)) == (409, before)
    said = text_of(later)
    assert "protokols Nr. 7" in said
    assert "Tas nav reģistrēts: spēkā ir iepriekš redzamais ieraksts." in said
    assert "Pieraksts no zāles." in said.partition("Jūsu ierakstītais")[2]
