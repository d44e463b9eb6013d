"""One's organisation, its people, and invitations: to it, to a seat and to a role."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import invite_staff
from competition.organisation.queries import person_by_email
from competition.organisation.records import Organiser, Staff, Standing
from scoring.committee.records import CommitteeMember
from tests.pages.conftest import DEMO_PASSWORD, signed_in
from tests.pages.mails import kinds_to, last_mail, path_in, words_of
from tests.pages.reading import fields_of, links_of, sign_in, text_of

JANA, CHOSEN = "jana@example.org", "lietus tasīte kalns"
NEW_NUMBER, NGO_NUMBER = "40008999103", "40008999014"
MEMBERS = "/lv/desk/calls/liepaja-demo/members"


def send(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    """Fill the form of a page in and send it."""
    return client.post(path, data=fields_of(client.get(path)) | typed)


def people_page(app: Flask, who: str = "ngo") -> str:
    with app.app_context():
        person = person_by_email(db.session(), f"{who}@example.org")
        assert person is not None
        return f"/lv/account/organisations/{person.memberships[0].organisation_id}"


def invite(app: Flask, standing: Standing = Standing.EDITOR, email: str = JANA) -> str:
    """Invite somebody to the organisation of `ngo`; the page that the link opens."""
    answer = send(signed_in(app, "ngo"), people_page(app), email=email, standing=standing.value)
    assert answer.status_code == 303
    return path_in(last_mail(app, "invitation"), "/invitations/")


def standing_of(app: Flask, email: str) -> list[Standing]:
    with app.app_context():
        person = person_by_email(db.session(), email)
        return [one.standing for one in person.memberships] if person else []


def test_whoever_has_no_organisation_adds_theirs_and_goes_on_to_apply(own_demo_site: Flask):
    client, there = signed_in(own_demo_site, "chair"), "/lv/calls/liepaja-demo/apply"
    way = f"/lv/account/organisation?next={there}?begin%3Dyes"
    assert way in links_of(client.get(there))
    answer = send(client, way, number="LV4000 8999\u00a0103", name="Biedrība „Jauna”")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{there}?begin=yes")
    assert "Biedrība „Jauna”" in text_of(client.get(there))
    assert standing_of(own_demo_site, "chair@example.org") == [Standing.OWNER]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": NGO_NUMBER, "name": "Biedrība „Piemērs”"}, "Jūsu organizācija portālā jau ir"),
        ({"number": "40008999072", "name": "Biedrība"}, "Pārbaudiet reģistrācijas numuru"),
        ({"number": "", "name": "Biedrība"}, "Ievadiet reģistrācijas numuru."),
        ({"number": NEW_NUMBER, "name": " "}, "Ievadiet organizācijas nosaukumu."),
    ],
)
def test_an_organisation_is_not_entered_by_its_number(own_demo_site: Flask, typed, sentence):
    client = signed_in(own_demo_site, "chair")
    answer = send(client, "/lv/account/organisation", **typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Anna" not in text_of(answer)
    assert "ngo@" not in answer.text
    assert standing_of(own_demo_site, "chair@example.org") == []


def test_somebody_new_chooses_a_password_and_is_in(own_demo_site: Flask):
    link, client = invite(own_demo_site), own_demo_site.test_client()
    mail = last_mail(own_demo_site, "invitation")
    assert (mail["To"], mail["Subject"]) == (JANA, "Uzaicinājums pievienoties organizācijai")
    assert "Anna Paraudziņa aicina Jūs" in words_of(mail)
    assert "Piemērs" in words_of(mail)
    page = client.get(link)
    assert "Piemērs" in text_of(page)
    assert "Anna Paraudziņa" in text_of(page)
    assert standing_of(own_demo_site, JANA) == []
    answer = send(client, link, name="Jana Jauna", password=CHOSEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lv/applications")
    assert client.get("/lv/applications").status_code == 200
    assert standing_of(own_demo_site, JANA) == [Standing.EDITOR]
    assert sign_in(own_demo_site.test_client(), JANA, CHOSEN).status_code == 302
    assert client.get(link).status_code == 409


def test_somebody_with_an_account_signs_in_and_accepts(own_demo_site: Flask):
    link, client = invite(own_demo_site, Standing.OWNER, "chair@example.org"), own_demo_site.test_client()
    page = client.get(link)
    assert "password" not in fields_of(page)
    assert f"/lv/sign-in?next={link}" in links_of(page)
    assert client.post(link, data=fields_of(client.get("/lv/sign-in"))).headers["Location"].startswith("/lv/sign-in")
    answer = sign_in(client, "chair@example.org", DEMO_PASSWORD, next=link)
    assert answer.headers["Location"] == link
    assert "Jūs izmantojat kontu chair@example.org" in text_of(client.get(link))
    assert send(client, link).status_code == 303
    assert standing_of(own_demo_site, "chair@example.org") == [Standing.OWNER]


def test_a_weak_password_is_refused_and_the_invitation_stays(own_demo_site: Flask):
    link, client = invite(own_demo_site), own_demo_site.test_client()
    answer = send(client, link, name="Jana Jauna", password="jana.jauna1")
    assert answer.status_code == 422
    assert "Šādu paroli ir viegli uzminēt" in text_of(answer)
    assert send(client, link, name="Jana Jauna", password=CHOSEN).status_code == 303


def test_an_invitation_is_sent_again_and_taken_back(own_demo_site: Flask):
    link, client, page = invite(own_demo_site), signed_in(own_demo_site, "ngo"), people_page(own_demo_site)
    assert JANA in text_of(client.get(page))
    with own_demo_site.app_context():
        key = db.session.scalars(select(Invitation.id)).one()
    token = {"csrf_token": fields_of(client.get(page))["csrf_token"]}
    assert client.post(f"{page}/invitations/{key}", data=token).status_code == 303
    assert kinds_to(own_demo_site, JANA) == ["invitation", "invitation"]
    assert path_in(last_mail(own_demo_site, "invitation"), "/invitations/") == link
    assert client.post(f"{page}/invitations/{key}/back", data=token).status_code == 303
    assert JANA not in text_of(client.get(page))
    answer = own_demo_site.test_client().get(link)
    assert (answer.status_code, "Šis uzaicinājums ir atsaukts." in text_of(answer)) == (409, True)


def test_the_people_of_an_organisation_are_for_its_people(own_demo_site: Flask):
    page = people_page(own_demo_site)
    assert signed_in(own_demo_site, "ngo2").get(page).status_code == 404
    assert signed_in(own_demo_site, "chair").get(page).status_code == 403
    link, client = invite(own_demo_site), own_demo_site.test_client()
    send(client, link, name="Jana Jauna", password=CHOSEN)
    seen = client.get(page)
    assert "Anna Paraudziņa" in text_of(seen)
    assert "Nosūtīt uzaicinājumu" not in text_of(seen)
    assert client.post(page, data={"csrf_token": fields_of(client.get("/lv/account"))["csrf_token"]}).status_code == 403


def test_somebody_is_removed_after_a_question_and_the_last_responsible_stays(own_demo_site: Flask):
    send(own_demo_site.test_client(), invite(own_demo_site), name="Jana Jauna", password=CHOSEN)
    client, page = signed_in(own_demo_site, "ngo"), people_page(own_demo_site)
    ways = [way for way in links_of(client.get(page)) if way.endswith("/remove")]
    with own_demo_site.app_context():
        jana, anna = (person_by_email(db.session(), one) for one in (JANA, "ngo@example.org"))
        assert jana is not None
        assert anna is not None
        keys = str(jana.id), str(anna.id)
    theirs, own = (next(way for way in ways if key in way) for key in keys)
    assert "Jana Jauna" in text_of(client.get(theirs))
    assert send(client, theirs).status_code == 303
    assert standing_of(own_demo_site, JANA) == []
    answer = send(client, own)
    assert answer.status_code == 409
    assert "vajadzīga vismaz viena atbildīgā persona" in text_of(answer)


def test_a_member_without_an_account_is_invited_to_their_seat(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    assert send(client, MEMBERS, name="Jana Jauna", seat="alternate", email="Jana@example.org").status_code == 303
    page = client.get(MEMBERS)
    assert f"{JANA}, uzaicinājums nosūtīts" in text_of(page)
    with own_demo_site.app_context():
        key = db.session.scalars(select(Invitation.member_id)).one()
    token = {"csrf_token": fields_of(page)["csrf_token"]}
    assert client.post(f"{MEMBERS}/{key}/invitation", data=token).status_code == 303
    assert kinds_to(own_demo_site, JANA) == ["invitation", "invitation"]
    mail, newcomer = last_mail(own_demo_site, "invitation"), own_demo_site.test_client()
    assert mail["Subject"] == "Uzaicinājums darbam vērtēšanas komisijā"
    link = path_in(mail, "/invitations/")
    assert fields_of(newcomer.get(link))["name"] == "Jana Jauna"
    answer = send(newcomer, link, password=CHOSEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lv/committee")
    assert newcomer.get("/lv/committee/liepaja-demo").status_code == 200
    assert JANA in text_of(client.get(MEMBERS))
    assert "uzaicinājums nosūtīts" not in text_of(client.get(MEMBERS))
    assert client.post(f"{MEMBERS}/{key}/invitation", data=token).status_code == 404


def test_an_invitation_to_a_seat_goes_with_the_seat(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    send(client, MEMBERS, name="Jana Jauna", seat="alternate", email=JANA)
    link = path_in(last_mail(own_demo_site, "invitation"), "/invitations/")
    with own_demo_site.app_context():
        key = db.session.scalars(select(CommitteeMember.id).where(CommitteeMember.name == "Jana Jauna")).one()
    assert send(client, f"{MEMBERS}/{key}/remove").status_code == 303
    assert own_demo_site.test_client().get(link).status_code == 404


def test_whoever_sits_there_already_does_not_take_a_second_seat(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    send(client, MEMBERS, name="Jana Jauna", seat="alternate", email=JANA)
    link = path_in(last_mail(own_demo_site, "invitation"), "/invitations/")
    answer = send(signed_in(own_demo_site, "chair"), link)
    assert answer.status_code == 409
    with own_demo_site.app_context():
        assert db.session.scalars(select(Invitation.accepted_at)).all() == [None]


def test_staff_accept_their_role(own_demo_site: Flask, language: str):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM) as act:
        organiser = act.session.scalars(select(Organiser).where(Organiser.slug == "liepaja")).one()
        invite_staff(act, JANA, Staff.COORDINATOR, organiser.id, language)
    mail, client = last_mail(own_demo_site, "invitation"), own_demo_site.test_client()
    assert "Liepājas pilsētas Izglītības pārvalde" in words_of(mail)
    answer = send(client, path_in(mail, "/invitations/"), name="Jana Jauna", password=CHOSEN)
    assert answer.headers["Location"] == f"/{language}/desk"


def test_the_account_names_the_organisations_and_leads_to_their_people(own_demo_site: Flask):
    page = signed_in(own_demo_site, "ngo").get("/lv/account")
    assert "reģ. Nr. 40008999014" in text_of(page)
    assert {people_page(own_demo_site), "/lv/account/email", "/lv/account/password"} <= set(links_of(page))
