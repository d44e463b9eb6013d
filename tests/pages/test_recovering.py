"""A forgotten password, another password, another address: by a link, with the present password, told by e-mail."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.records import Account
from app.extensions import db
from competition.foundation.audit import AuditEvent
from competition.foundation.clock import now, use_clock
from competition.organisation.records import Person
from tests.pages.conftest import DEMO_PASSWORD, EMAIL, PASSWORD
from tests.pages.conftest import signed_in as demo_signed_in
from tests.pages.mails import kinds_to, last_mail, path_in, words_of
from tests.pages.reading import fields_of, sign_in, text_of

CHOSEN, NEW = "lietus tasīte kalns", "ilze.jauna@example.org"


def send(client: FlaskClient, path: str, **typed: str):
    """Fill the form of a page in and send it."""
    return client.post(path, data=fields_of(client.get(path)) | typed)


def ask(app: Flask, email: str = EMAIL, language: str = "lv") -> str:
    """Ask for a new password; the link that comes."""
    send(app.test_client(), f"/{language}/forgot", email=email)
    return path_in(last_mail(app, "recover"), "/forgot/")


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    assert sign_in(client, EMAIL, PASSWORD).status_code == 302
    return client


def test_a_forgotten_password_is_chosen_anew_by_a_link(own_site: Flask, language: str):
    before = signed_in(own_site)
    link = ask(own_site, EMAIL.upper(), language)
    client = own_site.test_client()
    answer = send(client, link, password=CHOSEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{language}/forgot/done")
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get("/lv/account").status_code == 303  # a link signs nobody in
    assert before.get("/lv/account").status_code == 303
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 422
    assert sign_in(own_site.test_client(), EMAIL, CHOSEN).status_code == 302
    assert kinds_to(own_site, EMAIL) == ["recover", "password-changed"]


def test_no_answer_tells_whether_an_address_is_known(own_site: Flask):
    told = []
    for email in (EMAIL, "nobody@example.org"):
        client = own_site.test_client()
        answer = send(client, "/lv/forgot", email=email)
        page = text_of(client.get("/lv/forgot/sent"))
        told.append((answer.status_code, answer.headers["Location"], page.replace(email, "")))
    assert told[0] == told[1]
    assert kinds_to(own_site, "nobody@example.org") == ["recover-unknown"]
    assert "Konta, kurā ar to varētu ienākt, portālā nav." in words_of(last_mail(own_site, "recover-unknown"))


def test_a_closed_account_is_not_opened_by_a_new_password(own_site: Flask):
    with own_site.app_context():
        db.session.scalars(select(Account)).one().active = False
        db.session.commit()
    send(own_site.test_client(), "/lv/forgot", email=EMAIL)
    assert kinds_to(own_site, EMAIL) == ["recover-unknown"]


def test_a_link_for_a_password_works_once_and_ends_the_others(own_site: Flask):
    first, second = ask(own_site), ask(own_site)
    client = own_site.test_client()
    assert send(client, second, password=CHOSEN).status_code == 303
    assert "Saite jau ir izmantota" in text_of(client.get(second))
    assert "Šīs saites derīguma termiņš ir beidzies." in text_of(client.get(first))
    assert client.post(first, data={"password": CHOSEN, **fields_of(client.get("/lv/forgot"))}).status_code == 409


def test_a_link_for_a_password_lasts_an_hour(own_site: Flask, at):
    link, later = ask(own_site), now() + timedelta(hours=1)
    use_clock(lambda: later)
    answer = own_site.test_client().get(link)
    assert answer.status_code == 409
    assert "Lūgt jaunu saiti" in text_of(answer)


def test_a_weak_new_password_is_refused_and_the_link_stays(own_site: Flask):
    link, client = ask(own_site), own_site.test_client()
    answer = send(client, link, password="ilze.berzina")
    assert answer.status_code == 422
    assert "Šādu paroli ir viegli uzminēt" in text_of(answer)
    assert send(client, link, password=CHOSEN).status_code == 303


def test_changing_the_password_ends_every_other_session_and_is_told(own_site: Flask):
    here, elsewhere, link = signed_in(own_site), signed_in(own_site), ask(own_site)
    answer = send(here, "/lv/account/password", present=PASSWORD, password=CHOSEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lv/account/password/changed")
    assert "Parole ir mainīta" in text_of(here.get("/lv/account/password/changed"))
    assert elsewhere.get("/lv/account").status_code == 303
    assert kinds_to(own_site, EMAIL) == ["recover", "password-changed"]
    assert own_site.test_client().get(link).status_code == 409
    assert sign_in(own_site.test_client(), EMAIL, CHOSEN).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"present": "nepareiza", "password": CHOSEN}, "Tā nav jūsu pašreizējā parole."),
        ({"present": "", "password": CHOSEN}, "Ievadiet pašreizējo paroli."),
        ({"present": "x" * 5000, "password": CHOSEN}, "1000 rakstzīm"),
        ({"present": PASSWORD, "password": "īsa"}, "Parolē jābūt vismaz 10 rakstzīmēm"),
        ({"present": PASSWORD, "password": "ilze berzina"}, "Šādu paroli ir viegli uzminēt"),
    ],
)
def test_a_password_is_not_changed_without_the_present_one_or_to_a_weak_one(own_site: Flask, typed, sentence):
    client = signed_in(own_site)
    answer = send(client, "/lv/account/password", **typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 302
    assert kinds_to(own_site, EMAIL) == []


def test_another_address_counts_once_it_is_confirmed(own_site: Flask, language: str):
    client = signed_in(own_site)
    answer = send(client, f"/{language}/account/email", email=NEW, present=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{language}/account/email/sent")
    assert kinds_to(own_site, EMAIL) == ["address-asked"]
    assert kinds_to(own_site, NEW) == ["address"]
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 302
    link, other = path_in(last_mail(own_site, "address"), "/account/email/"), own_site.test_client()
    assert NEW in text_of(other.get(link))
    answer = send(other, link)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{language}/account/email/changed")
    assert other.get(answer.headers["Location"]).status_code == 200
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 422
    assert sign_in(own_site.test_client(), NEW, PASSWORD).status_code == 302
    with own_site.app_context():
        assert db.session.scalars(select(Person.email)).all() == [NEW]
    assert "address-changed" in kinds_to(own_site, EMAIL)
    assert other.get(link).status_code == 409


def test_an_address_that_has_an_account_is_told_only_to_itself(own_demo_site: Flask):

    pages = []
    for email in ("chair@example.org", "nobody@example.org"):
        client = demo_signed_in(own_demo_site, "ngo")
        answer = send(client, "/lv/account/email", email=email, present=DEMO_PASSWORD)
        assert answer.status_code == 303
        pages.append(text_of(client.get(answer.headers["Location"])).replace(email, ""))
    assert pages[0] == pages[1]
    assert "address-taken" in kinds_to(own_demo_site, "chair@example.org")


def test_what_went_to_the_old_address_opens_nothing_once_it_is_changed(own_site: Flask):
    client, old = signed_in(own_site), ask(own_site)
    send(client, "/lv/account/email", email=NEW, present=PASSWORD)
    send(client, path_in(last_mail(own_site, "address"), "/account/email/"))
    assert client.get(old).status_code == 409


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": EMAIL, "present": PASSWORD}, "Šī jau ir jūsu adrese."),
        ({"email": NEW, "present": "nepareiza"}, "Tā nav jūsu pašreizējā parole."),
        ({"email": "nekas", "present": PASSWORD}, "Ierakstiet e-pasta adresi"),
    ],
)
def test_an_address_is_not_changed_without_the_password_or_to_none(own_site: Flask, typed, sentence):
    answer = send(signed_in(own_site), "/lv/account/email", **typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert kinds_to(own_site, NEW) == []


def test_what_is_hashed_of_a_change_names_no_address(own_site: Flask):
    client = signed_in(own_site)
    send(client, "/lv/account/email", email=NEW, present=PASSWORD)
    send(client, path_in(last_mail(own_site, "address"), "/account/email/"))
    send(client, "/lv/account/password", present=PASSWORD, password=CHOSEN)
    with own_site.app_context():
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.verb.like("account.%"))).all()
        assert [one.verb for one in events] == [
            "account.link-made",
            "account.address-asked",
            "account.address-changed",
            "account.password-changed",
        ]
        assert "@" not in " ".join(f"{one.actor} {one.subject} {one.facts}" for one in events)
