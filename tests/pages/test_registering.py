"""Making an account: a message to the address, a button that confirms it, and nothing that tells whose it is."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.records import Account
from app.extensions import db
from competition.foundation.audit import AuditEvent
from competition.foundation.clock import now, use_clock
from competition.organisation.entry_records import MailedLink
from competition.organisation.records import Person
from tests.pages.conftest import EMAIL, PASSWORD
from tests.pages.mails import kinds_to, last_mail, path_in, words_of
from tests.pages.reading import fields_of, links_of, sign_in, text_of

NEW, CHOSEN = "zane@example.org", "lietus tasīte kalns"


def register(client: FlaskClient, language: str = "lv", **typed: str) -> TestResponse:
    """Fill the form in and send it."""
    page = client.get(f"/{language}/register")
    given = {"name": "Zane Ozola", "email": NEW, "password": CHOSEN} | typed
    return client.post(f"/{language}/register", data=fields_of(page) | given)


def link_to(app: Flask) -> str:
    return path_in(last_mail(app, "confirm"), "/register/")


def press(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data=fields_of(client.get(path)) | typed)


def accounts_of(app: Flask, email: str = NEW) -> list[Account]:
    with app.app_context():
        return list(db.session.scalars(select(Account).where(Account.email == email)))


def test_whoever_confirms_the_address_has_an_account_and_is_signed_in(own_site: Flask, language: str):
    client = own_site.test_client()
    answer = register(client, language, email=" Zane@Example.ORG ")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{language}/register/sent")
    assert NEW in text_of(client.get(answer.headers["Location"]))
    assert accounts_of(own_site) == []
    answer = press(client, link_to(own_site))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{language}/account")
    assert "Zane Ozola" in text_of(client.get(f"/{language}/account"))
    with own_site.app_context():
        person = db.session.scalars(select(Person).where(Person.email == NEW)).one()
        assert (person.name, person.language) == ("Zane Ozola", language)
    assert sign_in(own_site.test_client(), NEW, CHOSEN).status_code == 302


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("lv", "Apstipriniet e-pasta adresi", "izmantojama vienu reizi"),
        ("en", "Confirm your e-mail address", "The link works until"),
    ],
)
def test_the_message_is_in_the_language_of_the_page(own_site: Flask, language, subject, words):
    register(own_site.test_client(), language)
    mail = last_mail(own_site, "confirm")
    assert (mail["To"], mail["Subject"], mail["Content-Language"]) == (NEW, subject, language)
    assert words in words_of(mail)
    assert "Zane" not in words_of(mail)  # whoever registers somebody else's address writes them nothing


def test_opening_the_link_does_nothing(own_site: Flask):
    register(own_site.test_client())
    page = own_site.test_client().get(link_to(own_site))
    assert page.status_code == 200
    assert "Apstiprināt adresi" in text_of(page)
    assert accounts_of(own_site) == []


def test_a_known_address_gets_the_same_page_and_a_message_how_to_come_in(own_site: Flask):
    known, new = own_site.test_client(), own_site.test_client()
    answers = [register(known, email=EMAIL), register(new)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, "/lv/register/sent")}
    pages = [text_of(known.get("/lv/register/sent")), text_of(new.get("/lv/register/sent"))]
    assert pages[0].replace(EMAIL, "") == pages[1].replace(NEW, "")
    assert kinds_to(own_site, EMAIL) == ["account-known"]
    assert "Šai adresei konts jau ir" in words_of(last_mail(own_site, "account-known"))
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 302


def test_the_way_goes_on_where_it_was_going(own_site: Flask):
    client = own_site.test_client()
    there = "/lv/account/organisation"
    sign_in_page = client.get(client.get(there).headers["Location"])
    ways = links_of(sign_in_page)
    assert f"/lv/register?next={there}" in ways
    assert "/lv/forgot" in ways
    page = client.get(f"/lv/register?next={there}")
    client.post("/lv/register", data=fields_of(page) | {"name": "Zane Ozola", "email": NEW, "password": CHOSEN})
    assert press(client, link_to(own_site)).headers["Location"] == there


def test_the_way_never_leads_off_the_site(own_site: Flask):
    client = own_site.test_client()
    register(client, next="//evil.example")
    assert press(client, link_to(own_site)).headers["Location"] == "/lv/account"


def test_in_another_browser_the_password_is_asked(own_site: Flask):
    register(own_site.test_client())
    other, link = own_site.test_client(), link_to(own_site)
    wrong = press(other, link, password="cita parole kalnā")
    assert wrong.status_code == 422
    assert "izvēlēta cita parole" in text_of(wrong)
    assert accounts_of(own_site) == []
    assert press(other, link, password=CHOSEN).status_code == 303
    assert len(accounts_of(own_site)) == 1


def test_whoever_registers_the_address_of_another_does_not_come_in_by_their_pressing(own_site: Flask):
    owner, stranger = own_site.test_client(), own_site.test_client()
    register(owner)
    mine = link_to(own_site)
    register(stranger, password="svešinieka izdomāta parole")
    theirs = link_to(own_site)
    assert press(owner, theirs, password=CHOSEN).status_code == 422
    assert press(owner, mine).status_code == 303
    assert sign_in(own_site.test_client(), NEW, "svešinieka izdomāta parole").status_code == 422
    assert press(owner, theirs, password="svešinieka izdomāta parole").headers.get("Location") == "/lv/account"


def test_a_link_works_once(own_site: Flask):
    client = own_site.test_client()
    register(client)
    link = link_to(own_site)
    press(client, link)
    again = own_site.test_client().get(link)
    assert again.status_code == 409
    assert "Saite jau ir izmantota" in text_of(again)
    assert client.get(link).headers["Location"] == "/lv/account"


def test_an_old_link_says_so_and_sends_another(own_site: Flask, at):
    client = own_site.test_client()
    register(client)
    old, later = link_to(own_site), now() + timedelta(days=1)
    use_clock(lambda: later)
    page = client.get(old)
    assert page.status_code == 409
    assert "Šīs saites derīguma termiņš ir beidzies." in text_of(page)
    answer = client.post(f"{old}/again", data=fields_of(page))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lv/register/sent")
    assert link_to(own_site) != old
    assert press(client, link_to(own_site)).status_code == 303
    assert len(accounts_of(own_site)) == 1


@pytest.mark.parametrize("token", ["x", "AAAA.BBBB", "sent-"])
def test_a_link_that_is_not_whole_says_so(client: FlaskClient, token):
    answer = client.get(f"/lv/register/{token}")
    assert answer.status_code == 404
    assert "Saite nav pilna" in text_of(answer)


def test_the_message_can_be_sent_again(own_site: Flask):
    client = own_site.test_client()
    register(client)
    first, page = link_to(own_site), client.get("/lv/register/sent")
    client.post("/lv/register/sent", data=fields_of(page))
    assert kinds_to(own_site, NEW) == ["confirm", "confirm"]
    assert link_to(own_site) != first
    assert press(client, link_to(own_site)).status_code == 303


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Ievadiet savu vārdu un uzvārdu."),
        ({"email": "zane"}, "Ierakstiet e-pasta adresi, piemēram, vards@example.org."),
        ({"email": "žane@example.org"}, "Ierakstiet e-pasta adresi, piemēram, vards@example.org."),
        ({"password": "īsa"}, "Parolē jābūt vismaz 10 rakstzīmēm"),
        ({"password": "Parole1234"}, "Šādu paroli ir viegli uzminēt"),
        ({"password": "zane.ozola2"}, "Šādu paroli ir viegli uzminēt"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_sent(own_site: Flask, typed, sentence):
    answer = register(own_site.test_client(), **typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert fields_of(answer)["password"] == ""
    with own_site.app_context():
        assert db.session.scalars(select(MailedLink)).all() == []


def test_whoever_is_signed_in_needs_no_other_account(client: FlaskClient):
    sign_in(client, EMAIL, PASSWORD)
    assert client.get("/lv/register").headers["Location"] == "/lv/account"


def test_what_is_hashed_of_it_names_nobody(own_site: Flask):
    client = own_site.test_client()
    register(client)
    press(client, link_to(own_site))
    with own_site.app_context():
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.verb.like("account.%"))).all()
        hashed = " ".join(f"{one.actor} {one.subject} {one.facts}" for one in events)
        kept = " ".join(f"{one.details}" for one in events)
    assert [one.verb for one in events] == ["account.link-made", "account.created"]
    assert NEW not in hashed
    assert "argon2" not in hashed + kept


def test_what_was_typed_is_forgotten_when_the_account_is_there(own_site: Flask):
    client = own_site.test_client()
    register(client)
    press(client, link_to(own_site))
    with own_site.app_context():
        link = db.session.scalars(select(MailedLink)).one()
        assert (link.name, link.password) == (None, None)
