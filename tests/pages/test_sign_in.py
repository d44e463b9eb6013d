"""Signing in and out."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from sqlalchemy import event, select

from app.accounts.queries import parts_of
from app.accounts.records import Account
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_organiser
from competition.organisation.records import Membership, Organisation, Person, Staff, StaffRole, Standing
from tests.pages.conftest import EMAIL, PASSWORD
from tests.pages.reading import fields_of, links_of, sign_in, text_of

WRONG = "E-pasta adrese vai parole nav pareiza."


def test_the_right_password_leads_to_the_work_of_the_role(client: FlaskClient):
    answer = sign_in(client, EMAIL, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lv/desk")
    text = text_of(client.get("/lv/account"))
    assert "Ilze Bērziņa" in text
    assert "Jūs izmantojat kontu coordinator@example.org." in text
    assert "Koordinators Liepājas pilsētas Izglītības pārvalde" in text


def test_letters_written_in_two_parts_are_the_same_password(client: FlaskClient):
    assert sign_in(client, EMAIL.upper(), "pa\u0304role-k\u0327e\u0304de\u0304").status_code == 302


def test_the_account_names_what_somebody_is_by_kind_and_by_the_latvian_alphabet(own_site: Flask):
    with own_site.app_context():
        with acting(db.session(), SYSTEM) as act:
            person = act.session.scalars(select(Person)).one()
            for slug, name in (("zagare", "Žagares novads"), ("edole", "Ēdoles novads"), ("eleja", "Elejas novads")):
                organiser = create_organiser(act, slug, name)
                act.add(StaffRole(person_id=person.id, role=Staff.AUDITOR, organiser_id=organiser.id))
            for name, standing in (("Čaklie", Standing.OWNER), ("Cits", Standing.OWNER), ("Aiz", Standing.EDITOR)):
                organisation = act.add(Organisation(name=name, created_at=act.at))
                act.add(Membership(person_id=person.id, organisation_id=organisation.id, standing=standing))
            act.note("person.changed", person)
        db.session.expire_all()
        parts = parts_of(db.session(), db.session.scalars(select(Person)).one())
    assert [(part.word, part.of) for part in parts] == [
        ("coordinator", "Liepājas pilsētas Izglītības pārvalde"),
        ("auditor", "Ēdoles novads"),
        ("auditor", "Elejas novads"),
        ("auditor", "Žagares novads"),
        ("applicant-owner", "Cits"),
        ("applicant-owner", "Čaklie"),
        ("applicant-editor", "Aiz"),
    ]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "nepareiza"),
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
        ("", ""),
        (EMAIL, ""),
        (EMAIL, "x" * 5000),
    ],
)
def test_a_wrong_address_and_a_wrong_password_are_told_in_the_same_words(client: FlaskClient, email, password):
    answer = sign_in(client, email, password)
    assert answer.status_code == 422
    assert WRONG in text_of(answer)
    assert fields_of(answer)["email"] == email
    assert fields_of(answer)["password"] == ""
    assert client.get("/lv/account").status_code == 303


def test_an_account_that_was_closed_is_told_no_more(own_site: Flask):
    with own_site.app_context():
        db.session.scalars(select(Account)).one().active = False
        db.session.commit()
    answer = sign_in(own_site.test_client(), EMAIL, PASSWORD)
    assert answer.status_code == 422
    assert WRONG in text_of(answer)


def test_a_signed_out_visitor_is_sent_to_sign_in_and_back(client: FlaskClient):
    answer = client.get("/lv/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lv/sign-in?next=/lv/account")
    form = fields_of(client.get(answer.headers["Location"]))
    assert form["next"] == "/lv/account"
    answer = sign_in(client, EMAIL, PASSWORD, next="/en/account")
    assert answer.headers["Location"] == "/en/account"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "http:evil.example",
        "/\t/evil.example",
        " //evil.example",
        "evil",
        "//[",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "///evil",
    ],
)
def test_the_way_back_never_leads_elsewhere(client: FlaskClient, elsewhere):
    answer = sign_in(client, EMAIL, PASSWORD, next=elsewhere)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/lv/desk"


@pytest.mark.parametrize("path", ["/lv/sign-in", "/lv/sign-out"])
def test_a_stale_token_is_a_page_with_a_way_back(client: FlaskClient, path):
    answer = client.post(path, data={"email": EMAIL, "password": PASSWORD, "csrf_token": "stale"})
    assert answer.status_code == 400
    assert "Lapa bija atvērta pārāk ilgi vai citā sesijā." in text_of(answer)
    assert path in links_of(answer)


def test_a_stale_token_gives_back_what_was_typed_and_no_secret(client: FlaskClient):
    typed = {"how": "Jauniešus aicinās <klases> audzinātāji.", "where": "school", "password": "garā-slepenā-pārole-123"}
    answer = client.post("/lv/styleguide/form", data={**typed, "csrf_token": "a-stale-token-of-some-length"})
    assert answer.status_code == 400
    assert re.findall(r"<textarea[^>]*>([^<]*)</textarea>", answer.text) == [
        "Jauniešus aicinās &lt;klases&gt; audzinātāji."
    ]
    assert "slepenā" not in answer.text
    assert "stale-token" not in answer.text


def test_signing_out_is_asked_by_get_and_done_by_post(client: FlaskClient):
    sign_in(client, EMAIL, PASSWORD)
    question = client.get("/lv/sign-out")
    assert "Vai iziet?" in text_of(question)
    assert client.get("/lv/account").status_code == 200
    answer = client.post("/lv/sign-out", data={"csrf_token": fields_of(question)["csrf_token"]})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lv/")
    assert client.get("/lv/account").status_code == 303


def test_signing_out_does_not_lead_elsewhere(client: FlaskClient):
    sign_in(client, EMAIL, PASSWORD)
    token = fields_of(client.get("/lv/sign-out"))["csrf_token"]
    answer = client.post("/lv/sign-out?next=//[", data={"csrf_token": token, "next": "//evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lv/")


def test_whoever_is_not_signed_in_is_told_so_when_signing_out(client: FlaskClient):
    assert "Šajā pārlūkā neviens nav ienācis" in text_of(client.get("/lv/sign-out"))


def test_the_token_lives_as_long_as_the_session(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    token = fields_of(client.get("/lv/sign-in"))["csrf_token"]
    later = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: later(self) + 20 * 86400)
    data = {"email": EMAIL, "password": PASSWORD, "csrf_token": token}
    assert client.post("/lv/sign-in", data=data).status_code == 302


def test_passwords_are_kept_as_argon2_and_do_not_hang_on_the_secret_key(site: Flask):
    with site.app_context():
        kept = db.session.scalars(select(Account)).one().password
    assert kept is not None
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize("path", ["/lv/confirm", "/lv/reset", "/lv/change", "/lv/login", "/lv/logout", "/login"])
def test_what_the_account_library_could_do_else_is_off(client: FlaskClient, path):
    assert client.get(path).status_code == 404


def test_a_get_writes_nothing(own_site: Flask):
    with own_site.app_context():
        engine = db.engine
    written: list[str] = []

    def look(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")):
            written.append(statement)

    event.listen(engine, "before_cursor_execute", look)
    client = own_site.test_client()
    for path in ("/lv/", "/lv/calls/liepaja-2020", "/lv/sign-in", "/lv/sign-out", "/lv/account", "/feed.atom"):
        client.get(path)
    assert written == []
    sign_in(client, EMAIL, PASSWORD)
    assert written[0] == "BEGIN IMMEDIATE"


def test_many_may_sign_in_at_once(own_site: Flask):
    def enter(_number: int) -> int:
        return sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(enter, range(24))) == {302}


def test_the_fields_are_named_so_that_browsers_fill_them_in(client: FlaskClient):
    page = client.get("/lv/sign-in").text
    assert re.findall(r'<input[^>]*autocomplete="([^"]+)"[^>]*\sname="([^"]+)"', page) == [
        ("username", "email"),
        ("current-password", "password"),
    ]
