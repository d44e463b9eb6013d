"""The administrator invites staff: from the form by the message to the room of the role; sent again and taken back."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import use_clock
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import invite_staff
from competition.organisation.operations import create_person
from competition.organisation.queries import person_by_email
from competition.organisation.records import Organiser, Staff
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.coordinators import queries_for, send, token_of
from tests.pages.mails import kinds_to, last_mail, path_in, words_of
from tests.pages.reading import links_of, sign_in, text_of

JANA, CHOSEN = "jana@example.org", "lietus tasīte kalns"
OFFICE = "Liepājas pilsētas Izglītības pārvalde"
PEOPLE, FORM, OTHER_FORM = "/lv/admin/people", "/lv/admin/people/invite", "/en/admin/people/invite"


@pytest.fixture
def administrator(own_demo_site: Flask) -> FlaskClient:
    return signed_in(own_demo_site, "admin")


def organiser(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(select(Organiser.id).where(Organiser.slug == "liepaja")).one())


def typed(app: Flask, role: Staff = Staff.COORDINATOR, email: str = JANA) -> dict[str, str]:
    return {"email": email, "role": role, "organiser": "" if role is Staff.ADMINISTRATOR else organiser(app)}


def invited(app: Flask, administrator: FlaskClient, email: str = JANA) -> tuple[str, str]:
    """Invite a coordinator: the page that the link opens, and the address under which the invitation is changed."""
    assert send(administrator, FORM, typed(app, email=email)).status_code == 303
    with app.app_context():
        key = db.session.scalars(select(Invitation.id).where(Invitation.email == email)).one()
    return path_in(last_mail(app, "invitation"), "/invitations/"), f"{PEOPLE}/invitations/{key}"


def roles(app: Flask, email: str) -> list[Staff]:
    with app.app_context():
        person = person_by_email(db.session(), email)
        return [one.role for one in person.roles] if person else []


def press(administrator: FlaskClient, address: str) -> int:
    return administrator.post(address, data={"csrf_token": token_of(administrator, FORM)}).status_code


@pytest.mark.parametrize(
    ("role", "room"),
    [(Staff.COORDINATOR, "/lv/desk"), (Staff.AUDITOR, "/lv/audit"), (Staff.ADMINISTRATOR, "/lv/admin")],
)
def test_whoever_is_invited_chooses_a_password_and_is_in_the_room_of_the_role(
    own_demo_site: Flask, administrator: FlaskClient, role: Staff, room: str
):
    assert FORM in links_of(administrator.get(PEOPLE))
    answer = send(administrator, FORM, typed(own_demo_site, role, " Jana@Example.org "))
    assert (answer.status_code, answer.location) == (303, f"{PEOPLE}#invited")
    assert JANA in text_of(administrator.get(PEOPLE))
    assert roles(own_demo_site, JANA) == []

    mail, newcomer = last_mail(own_demo_site, "invitation"), own_demo_site.test_client()
    assert (mail["To"], mail["Subject"]) == (JANA, "Uzaicinājums strādāt portālā „Konkurss”")
    assert (OFFICE in words_of(mail)) is (role is not Staff.ADMINISTRATOR)
    link = path_in(mail, "/invitations/")
    assert "Administrators Paraugs" in text_of(newcomer.get(link))
    answer = send(newcomer, link, {"name": "Jana Jauna", "password": CHOSEN})

    assert (answer.status_code, answer.location) == (303, room)
    assert newcomer.get(room).status_code == 200
    assert roles(own_demo_site, JANA) == [role]
    assert sign_in(own_demo_site.test_client(), JANA, CHOSEN).location == room
    assert "Nosūtīt uzaicinājumu vēlreiz" not in text_of(administrator.get(PEOPLE))
    assert "Nosūtīts uzaicinājums" in text_of(administrator.get("/lv/admin/events"))


def test_the_message_is_in_the_language_of_the_page(own_demo_site: Flask, administrator: FlaskClient):
    assert send(administrator, OTHER_FORM, typed(own_demo_site)).status_code == 303
    assert last_mail(own_demo_site, "invitation")["Subject"] == "You are invited to work in Konkurss"


def test_somebody_with_an_account_signs_in_and_has_one_role_more(own_demo_site: Flask, administrator: FlaskClient):
    link, _ = invited(own_demo_site, administrator, "auditor@example.org")
    auditor = signed_in(own_demo_site, "auditor")
    assert send(auditor, link, {}).status_code == 303
    assert sorted(roles(own_demo_site, "auditor@example.org")) == [Staff.AUDITOR, Staff.COORDINATOR]
    assert auditor.get("/lv/desk").status_code == 200


def test_somebody_known_without_an_account_gets_one_by_the_invitation(own_demo_site: Flask, administrator: FlaskClient):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        create_person(act, JANA, "Jana Vecā")
    link, _ = invited(own_demo_site, administrator)
    answer = send(own_demo_site.test_client(), link, {"name": "Jana Jauna", "password": CHOSEN})
    assert (answer.status_code, answer.location) == (303, "/lv/desk")
    assert roles(own_demo_site, JANA) == [Staff.COORDINATOR]
    assert "Jana Jauna" in text_of(administrator.get(f"{PEOPLE}?q=jana@"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": ""}, "Ierakstiet e-pasta adresi, piemēram, vards@example.org."),
        ({"email": "jana"}, "Ierakstiet e-pasta adresi, piemēram, vards@example.org."),
        ({"email": "žanis@example.org"}, "Norādiet citu adresi"),
        ({"role": ""}, "Izvēlieties lomu."),
        ({"role": "administrator"}, "bez organizētāja ir tikai administratora loma."),
        ({"organiser": ""}, "bez organizētāja ir tikai administratora loma."),
        ({"organiser": "x"}, "Izvēlieties vienu no atbildēm."),
        ({"email": "coordinator@example.org"}, "Personai šī loma jau ir."),
        ({"email": "admin@example.org"}, "Jūsu lomas un jūsu kontu var mainīt tikai cits administrators."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_sent(
    own_demo_site: Flask, administrator: FlaskClient, change: dict[str, str], sentence: str
):
    page = send(administrator, FORM, typed(own_demo_site) | change)
    assert (page.status_code, sentence in text_of(page)) == (422, True), text_of(page)
    assert 'aria-invalid="true"' in page.text
    with own_demo_site.app_context():
        assert db.session.scalars(select(Invitation.id)).all() == []


def test_mistakes_are_told_in_the_order_of_the_fields(own_demo_site: Flask, administrator: FlaskClient):
    said = text_of(send(administrator, FORM, {"email": "", "role": "", "organiser": ""}))
    assert said.index("Ierakstiet e-pasta") < said.index("Izvēlieties lomu.")
    assert said.startswith("Kļūda: Uzaicināt darbinieku")


def test_the_list_tells_to_whom_to_what_by_whom_and_until_when(own_demo_site: Flask, administrator: FlaskClient):
    invited(own_demo_site, administrator)
    said = text_of(administrator.get(PEOPLE))
    assert f"{JANA} Koordinators , {OFFICE}".replace(" ,", ",") in said.replace(" ,", ",")
    assert "Uzaicinājums ir derīgs līdz" in said
    assert "Uzaicina : Administrators Paraugs".replace(" :", ":") in said.replace(" :", ":")
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        invite_staff(act, "b@example.org", Staff.ADMINISTRATOR, None)
    assert "Uzaicināts ar servera komandu." in text_of(administrator.get(PEOPLE))


def test_an_invitation_whose_time_is_over_is_sent_again(own_demo_site: Flask, administrator: FlaskClient):
    link, address = invited(own_demo_site, administrator)
    use_clock(lambda: DEMO_DAY + timedelta(days=15))
    administrator = signed_in(own_demo_site, "admin")
    assert "Uzaicinājuma termiņš ir beidzies." in text_of(administrator.get(PEOPLE))
    assert own_demo_site.test_client().get(link).status_code == 409

    assert press(administrator, address) == 303

    assert kinds_to(own_demo_site, JANA) == ["invitation", "invitation"]
    assert path_in(last_mail(own_demo_site, "invitation"), "/invitations/") == link
    assert "Uzaicinājuma termiņš ir beidzies." not in text_of(administrator.get(PEOPLE))
    assert own_demo_site.test_client().get(link).status_code == 200


def test_an_invitation_that_is_taken_back_opens_nothing(own_demo_site: Flask, administrator: FlaskClient):
    link, address = invited(own_demo_site, administrator)

    assert press(administrator, f"{address}/back") == 303

    assert JANA not in text_of(administrator.get(PEOPLE))
    assert own_demo_site.test_client().get(link).status_code == 409
    assert press(administrator, address) == 404
    assert press(administrator, f"{address}/back") == 404


def test_an_invitation_of_others_is_not_the_administrators_to_change(own_demo_site: Flask, administrator: FlaskClient):
    members = "/lv/desk/calls/liepaja-demo/members"
    coordinator = signed_in(own_demo_site, "coordinator")
    assert send(coordinator, members, {"name": "Jana", "seat": "alternate", "email": JANA}).status_code == 303
    with own_demo_site.app_context():
        key = db.session.scalars(select(Invitation.id)).one()
    assert JANA not in text_of(administrator.get(PEOPLE))
    assert press(administrator, f"{PEOPLE}/invitations/{key}") == 404
    assert press(administrator, f"{PEOPLE}/invitations/{key}/back") == 404


def test_an_administrator_takes_no_role_by_an_invitation_to_another_address(
    own_demo_site: Flask, administrator: FlaskClient
):
    link, _ = invited(own_demo_site, administrator)
    answer = send(administrator, link, {})
    assert answer.status_code == 409
    assert "Jūsu lomas un jūsu kontu var mainīt tikai cits administrators." in text_of(answer)
    assert roles(own_demo_site, "admin@example.org") == [Staff.ADMINISTRATOR]


def test_the_queries_of_the_people_do_not_grow_with_invitations(own_demo_site: Flask, administrator: FlaskClient):
    few = queries_for(own_demo_site, administrator, PEOPLE)
    for name in ("a", "b", "c"):
        invited(own_demo_site, administrator, f"{name}@example.org")
    assert queries_for(own_demo_site, administrator, PEOPLE) == few
