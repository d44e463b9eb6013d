"""Asking to work for an organisation that the portal knows, and the answer: its pages, its mails, what they keep."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.throttling import ASKING_TO_WORK
from competition.application.records import Application
from competition.foundation.act import SYSTEM, acting
from competition.organisation.entry_records import WorkRequest
from competition.organisation.queries import person_by_email
from competition.organisation.records import Organisation, Standing
from scoring.committee.staff_conflicts import step_aside
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.keys import with_keys
from tests.pages.mails import kinds_to, last_mail, path_in, words_of
from tests.pages.reading import fields_of, links_of, text_of

NAMING, ASKING = "/lv/account/organisation", "/lv/account/organisation/ask"
OTRS, TRESAIS = "40008999029", "40008999033"
OWN = "/lv/account/organisations/{organisation of ngo}"
THEIRS = f"{OWN}/requests/{{request Piemērs}}"
UNOWNED = "/lv/desk/requests/{request Trešais piemērs}"
MESSAGE = "Esmu valdes loceklis."


def send(client: FlaskClient, page: str, **typed: str) -> TestResponse:
    return client.post(page, data=fields_of(client.get(page)) | typed)


def answer(client: FlaskClient, page: str, **typed: str) -> TestResponse:
    token = fields_of(client.get("/lv/account"))["csrf_token"]
    return client.post(page, data={"csrf_token": token, "reason": ""} | typed)


def standing_of(app: Flask, name: str) -> list[Standing]:
    with app.app_context():
        person = person_by_email(db.session(), f"{name}@example.org")
        return [one.standing for one in person.memberships] if person else []


def asked_of(app: Flask, number: str) -> list[WorkRequest]:
    with app.app_context():
        rows = select(WorkRequest).join(Organisation, Organisation.id == WorkRequest.organisation_id)
        return list(db.session.scalars(rows.where(Organisation.registration_number == number)))


def test_a_known_number_leads_on_to_asking_and_tells_nothing_of_the_organisation(own_demo_site: Flask):
    client = signed_in(own_demo_site, "chair")
    refused = send(client, NAMING, number="4000 8999 029", name="Biedrība")
    assert refused.status_code == 422
    assert f"{ASKING}?number={OTRS}" in links_of(refused)
    page = client.get(f"{ASKING}?number={OTRS}")
    assert fields_of(page)["number"] == OTRS
    assert send(client, f"{ASKING}?number={OTRS}", message=MESSAGE).location == "/lv/account#requests"
    said = text_of(client.get("/lv/account"))
    assert f"reģ. Nr. {OTRS}" in said
    for told in (refused, page, client.get("/lv/account")):
        assert "Otrs piemērs" not in text_of(told)
        assert "Otto" not in text_of(told)
    assert standing_of(own_demo_site, "chair") == []


def test_owners_are_told_and_read_who_asks(own_demo_site: Flask):
    send(signed_in(own_demo_site, "chair"), ASKING, number=OTRS, message=MESSAGE)
    mail = last_mail(own_demo_site, "work-asked")
    assert mail["To"] == "ngo2@example.org"
    assert "Priekšsēdētāja Paraudziņa" in mail["Subject"]
    assert MESSAGE not in words_of(mail)
    page = path_in(mail, "/account/organisations/")
    owner = signed_in(own_demo_site, "ngo2")
    said = text_of(owner.get(page))
    assert MESSAGE in said
    assert "chair@example.org" in said
    assert page in links_of(owner.get(with_keys(own_demo_site, "/lv/account/organisations/{organisation of ngo2}")))


def test_the_same_asked_twice_is_one_request_and_one_mail(own_demo_site: Flask):
    client = signed_in(own_demo_site, "chair")
    typed = fields_of(client.get(ASKING)) | {"number": OTRS, "message": MESSAGE}
    assert [client.post(ASKING, data=typed).status_code for _ in range(2)] == [303, 303]
    assert send(client, ASKING, number=OTRS, message="Vēlreiz!").status_code == 303
    assert [one.message for one in asked_of(own_demo_site, OTRS)] == [MESSAGE]
    assert kinds_to(own_demo_site, "ngo2@example.org").count("work-asked") == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "40008999072", "message": MESSAGE}, "Pārbaudiet reģistrācijas numuru"),
        ({"number": "40008999103", "message": MESSAGE}, "Organizācijas ar šādu numuru portālā nav"),
        ({"number": OTRS, "message": " "}, "Ierakstiet, kāda ir jūsu saistība ar šo organizāciju."),
        ({"number": OTRS, "message": "x" * 501}, "500"),
    ],
)
def test_what_cannot_be_asked_is_told_beside_its_field(own_demo_site: Flask, typed, sentence):
    answered = send(signed_in(own_demo_site, "chair"), ASKING, **typed)
    assert answered.status_code == 422
    assert sentence in text_of(answered)
    assert asked_of(own_demo_site, OTRS) == []


def test_nobody_asks_without_end(own_demo_site: Flask):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    client = signed_in(own_demo_site, "chair")
    typed = fields_of(client.get(ASKING)) | {"number": "40008999103", "message": MESSAGE}
    answers = [client.post(ASKING, data=typed).status_code for _ in range(ASKING_TO_WORK.times + 1)]
    assert answers == [422] * ASKING_TO_WORK.times + [429]


def test_an_owner_answers_once_and_the_same_pressed_twice_leads_on(own_demo_site: Flask):
    owner, page = signed_in(own_demo_site, "ngo"), with_keys(own_demo_site, THEIRS)
    people = with_keys(own_demo_site, OWN)
    assert page in links_of(owner.get(people))
    answers = [answer(owner, page, answer="editor") for _ in range(2)]
    assert [(one.status_code, one.location) for one in answers] == [(303, people)] * 2
    assert answer(owner, page, answer="owner").status_code == 409
    assert standing_of(own_demo_site, "new") == [Standing.EDITOR]
    assert owner.get(page).status_code == 404
    mail = last_mail(own_demo_site, "work-let")
    assert (mail["To"], "Piemērs" in words_of(mail)) == ("new@example.org", True)
    assert signed_in(own_demo_site, "new").get("/lv/applications").status_code == 200


def test_a_no_needs_a_reason_which_is_told_and_nothing_else(own_demo_site: Flask):
    owner, page = signed_in(own_demo_site, "ngo"), with_keys(own_demo_site, THEIRS)
    refused = answer(owner, page, answer="decline")
    assert (refused.status_code, "Ierakstiet, kāpēc atbilde ir „nē”." in text_of(refused)) == (422, True)
    assert answer(owner, page, answer="decline", reason="Jūs nepazīstam.").status_code == 303
    mail = last_mail(own_demo_site, "work-declined")
    assert "Jūs nepazīstam." in words_of(mail)
    assert "40008999014" in words_of(mail)
    assert "Piemērs" not in words_of(mail)
    client = signed_in(own_demo_site, "new")
    assert "Atbilde ir „nē”: Jūs nepazīstam." in text_of(client.get("/lv/account"))
    again = send(client, ASKING, number="40008999014", message=MESSAGE)
    assert (again.status_code, "Jūsu lūgums ir noraidīts" in text_of(again)) == (422, True)


def test_where_nobody_is_responsible_the_coordinator_answers_once(own_demo_site: Flask):
    desk, page = signed_in(own_demo_site, "coordinator"), with_keys(own_demo_site, UNOWNED)
    shown = desk.get("/lv/desk")
    assert page in links_of(shown)
    assert "Nora Paraudziņa lūdz atļauju darboties organizācijas vārdā" in text_of(shown)
    assert "editor" not in desk.get(page).text
    answers = [answer(desk, page, answer="owner") for _ in range(2)]
    assert [(one.status_code, one.location) for one in answers] == [(303, "/lv/desk")] * 2
    assert answer(desk, page, answer="decline", reason="Tomēr nē.").status_code == 409
    assert standing_of(own_demo_site, "new") == [Standing.OWNER]
    assert page not in links_of(desk.get("/lv/desk"))


def test_it_is_told_to_the_coordinators_of_the_organiser_and_not_to_another(own_demo_site: Flask):
    assert "work-asked" in kinds_to(own_demo_site, "coordinator@example.org")
    assert "work-asked" not in kinds_to(own_demo_site, "coordinator2@example.org")
    other, page = signed_in(own_demo_site, "coordinator2"), with_keys(own_demo_site, UNOWNED)
    assert page not in links_of(other.get("/lv/desk"))
    assert other.get(page).status_code == 404
    assert answer(other, page, answer="owner").status_code == 404
    assert standing_of(own_demo_site, "new") == []


def test_whoever_stepped_aside_from_the_organisation_answers_nothing_of_it(own_demo_site: Flask):
    page = with_keys(own_demo_site, UNOWNED)
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        theirs = select(Application.id).join(Organisation).where(Organisation.registration_number == TRESAIS)
        person = person_by_email(act.session, "coordinator@example.org")
        assert person is not None
        step_aside(act, act.session.scalars(theirs.where(Application.received_at.is_not(None))).first(), person.id)
    desk = signed_in(own_demo_site, "coordinator")
    assert page not in links_of(desk.get("/lv/desk"))
    assert desk.get(page).status_code == 404
    assert answer(desk, page, answer="owner").status_code == 404
    assert standing_of(own_demo_site, "new") == []


def test_a_request_is_not_there_for_others(own_demo_site: Flask):
    page = with_keys(own_demo_site, THEIRS)
    assert [signed_in(own_demo_site, who).get(page).status_code for who in ("ngo2", "new", "chair")] == [404, 403, 403]
    elsewhere = page.replace("/requests/", "/requests/").replace(
        with_keys(own_demo_site, OWN), with_keys(own_demo_site, "/lv/account/organisations/{organisation of ngo2}")
    )
    assert signed_in(own_demo_site, "ngo2").get(elsewhere).status_code == 404
    assert answer(signed_in(own_demo_site, "ngo2"), elsewhere, answer="owner").status_code in {404, 409}
    assert standing_of(own_demo_site, "new") == []
