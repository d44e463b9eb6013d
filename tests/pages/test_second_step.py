"""The second step of signing in: set up, asked for, done without; and proof before what cannot be undone."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.accounts import codes
from app.accounts.records import Account, RecoveryCode
from app.extensions import db
from competition.foundation.audit import AuditEvent
from tests.pages.conftest import DEMO_PASSWORD, EMAIL, PASSWORD, Clock
from tests.pages.conftest import signed_in as demo_signed_in
from tests.pages.mails import kinds_to, mails_of
from tests.pages.reading import fields_of, links_of, sign_in, text_of

DEMO_EMAIL = "coordinator@example.org"
RECOVERY_CODE = re.compile(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}")
WRONG = "Šis kods neder."


def came_in(site: Flask) -> FlaskClient:
    """A browser in which the password was typed."""
    client = site.test_client()
    assert sign_in(client, EMAIL, PASSWORD).status_code in {302, 303}
    return client


def send(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data=fields_of(client.get(path)) | typed)


def key_on(answer: TestResponse) -> str:
    found = re.search(r"secret=([A-Z2-7]+)", answer.text)
    assert found
    return found[1]


def shown_by_phone(site: Flask, key: str, clock: Clock) -> str:
    """What an authenticator with this key shows now."""
    with site.app_context():
        return codes._authenticator()(key=key, format="base32").generate(time=clock()).token


def set_up(site: Flask, client: FlaskClient, clock: Clock) -> tuple[str, list[str]]:
    """Set the second step up; the key in the phone, and the recovery codes."""
    key = key_on(client.get("/lv/account/codes/app"))
    answer = send(client, "/lv/account/codes/app", code=shown_by_phone(site, key, clock))
    assert answer.status_code == 200
    return key, RECOVERY_CODE.findall(answer.text)


def account_of(site: Flask) -> Account:
    with site.app_context():
        return db.session.scalars(select(Account).where(Account.email == EMAIL)).one()


def test_with_the_second_step_the_password_alone_opens_nothing(own_site: Flask, clock: Clock):
    key, _ = set_up(own_site, came_in(own_site), clock)
    clock.forward(minutes=1)
    client = own_site.test_client()
    answer = sign_in(client, EMAIL, PASSWORD, next="/lv/desk")
    assert (answer.status_code, answer.location) == (303, "/lv/sign-in/code?next=/lv/desk")
    for page in ("/lv/desk", "/lv/account"):
        assert client.get(page).location.startswith("/lv/sign-in?")
    code = shown_by_phone(own_site, key, clock)
    answer = send(client, "/lv/sign-in/code?next=/lv/desk", code=f"{code[:3]} {code[3:]}")
    assert (answer.status_code, answer.location) == (303, "/lv/desk")
    assert client.get("/lv/desk").status_code == 200


def test_a_code_works_once(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    key = key_on(client.get("/lv/account/codes/app"))
    code = shown_by_phone(own_site, key, clock)
    assert send(client, "/lv/account/codes/app", code=code).status_code == 200
    again = came_in(own_site)
    answer = send(again, "/lv/sign-in/code", code=code)
    assert answer.status_code == 422
    assert WRONG in text_of(answer)


@pytest.mark.parametrize("typed", ["", "12345", "000000x", "1" * 300, "žž", "a-b-c"])
def test_what_is_no_code_is_told_beside_its_field(own_site: Flask, clock: Clock, typed: str):
    set_up(own_site, came_in(own_site), clock)
    client = came_in(own_site)
    assert send(client, "/lv/sign-in/code", code=typed).status_code == 422
    assert client.get("/lv/account").status_code == 303


def test_a_recovery_code_opens_once_and_is_told_by_mail(own_site: Flask, clock: Clock):
    _, recovery = set_up(own_site, came_in(own_site), clock)
    assert len(set(recovery)) == 10
    client = came_in(own_site)
    assert "Rezerves kods" in text_of(client.get("/lv/sign-in/code?with=recovery"))
    assert send(client, "/lv/sign-in/code", code=recovery[3].upper()).status_code == 303
    assert "9 no 10" in text_of(client.get("/lv/account/codes"))
    assert send(came_in(own_site), "/lv/sign-in/code", code=recovery[3]).status_code == 422
    assert kinds_to(own_site, EMAIL) == ["codes-on", "recovery-code-used"]


def test_other_recovery_codes_take_the_place_of_those_from_before(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    _, before = set_up(own_site, client, clock)
    token = fields_of(client.get("/lv/account/codes"))["csrf_token"]
    made = RECOVERY_CODE.findall(client.post("/lv/account/codes/recovery", data={"csrf_token": token}).text)
    assert len(made) == 10
    assert not set(made) & set(before)
    assert send(came_in(own_site), "/lv/sign-in/code", code=before[0]).status_code == 422
    assert send(came_in(own_site), "/lv/sign-in/code", code=made[0]).status_code == 303


def test_nothing_that_is_kept_shows_a_secret(own_site: Flask, clock: Clock):
    key, recovery = set_up(own_site, came_in(own_site), clock)
    kept = account_of(own_site).code_secret or ""
    with own_site.app_context():
        digests = list(db.session.scalars(select(RecoveryCode.digest)))
        told = [str((event.facts, event.details)) for event in db.session.scalars(select(AuditEvent))]
    mails = [mail.as_string() for _, mail in mails_of(own_site)]
    for text in (kept, *digests, *told, *mails):
        assert key not in text
        assert not any(code in text or code.replace("-", "") in text for code in recovery)


def test_setting_it_up_ends_every_other_session_and_stays_in_this_one(own_site: Flask, clock: Clock):
    other, client = came_in(own_site), came_in(own_site)
    set_up(own_site, client, clock)
    assert other.get("/lv/account").status_code == 303
    assert client.get("/lv/account").status_code == 200


def test_pressing_the_button_twice_shows_recovery_codes_that_count_and_signs_nobody_out(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    page = client.get("/lv/account/codes/app")
    typed = fields_of(page) | {"code": shown_by_phone(own_site, key_on(page), clock)}
    second = own_site.test_client()  # the same browser, as it was before the first press was answered
    second.set_cookie("konkurss", client.get_cookie("konkurss").value)
    answers = [one.post("/lv/account/codes/app", data=typed) for one in (client, second)]
    assert [answer.status_code for answer in answers] == [200, 200]
    shown = [RECOVERY_CODE.findall(answer.text) for answer in answers]
    assert [len(codes) for codes in shown] == [10, 10]
    assert second.get("/lv/account").status_code == 200
    assert kinds_to(own_site, EMAIL) == ["codes-on"]
    assert send(came_in(own_site), "/lv/sign-in/code", code=shown[1][0]).status_code == 303


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_picture(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    key = key_on(client.get("/lv/account/codes/app"))
    answer = send(client, "/lv/account/codes/app", code="000000")
    assert answer.status_code == 422
    assert key_on(answer) == key
    assert account_of(own_site).code_secret is None


def test_codes_are_not_guessed_at(own_site: Flask, clock: Clock):
    set_up(own_site, came_in(own_site), clock)
    own_site.extensions["konkurss-throttle"].factor = 1
    client = came_in(own_site)
    typed = fields_of(client.get("/lv/sign-in/code"))
    answers = [client.post("/lv/sign-in/code", data=typed | {"code": f"00000{n}"}).status_code for n in range(10)]
    assert answers == [422] * 10
    assert client.post("/lv/sign-in/code", data=typed | {"code": "1"}).status_code == 429


def test_the_code_is_awaited_for_ten_minutes_in_the_browser_of_the_password(own_site: Flask, clock: Clock):
    key, _ = set_up(own_site, came_in(own_site), clock)
    assert own_site.test_client().get("/lv/sign-in/code").location == "/lv/sign-in"
    client = came_in(own_site)
    typed = fields_of(client.get("/lv/sign-in/code"))
    clock.forward(minutes=11)
    answer = client.post("/lv/sign-in/code", data=typed | {"code": shown_by_phone(own_site, key, clock)})
    assert (answer.status_code, answer.location) == (303, "/lv/sign-in")
    assert client.get("/lv/account").status_code == 303


def test_a_changed_password_or_a_closed_account_ends_the_waiting(own_site: Flask, clock: Clock):
    set_up(own_site, came_in(own_site), clock)
    client = came_in(own_site)
    with own_site.app_context():
        db.session.execute(update(Account).values(active=False))
        db.session.commit()
    assert client.get("/lv/sign-in/code").location == "/lv/sign-in"


def test_who_works_for_an_organiser_is_led_to_set_it_up_and_back(strict: Flask, clock: Clock):
    client = came_in(strict)
    answer = client.get("/lv/desk")
    assert (answer.status_code, answer.location) == (303, "/lv/account/codes?next=/lv/desk")
    page = client.get(answer.location)
    assert "otrais ienākšanas solis ir obligāts" in text_of(page)
    assert "/lv/account/codes/app?next=/lv/desk" in links_of(page)
    key = key_on(client.get("/lv/account/codes/app?next=/lv/desk"))
    done = send(client, "/lv/account/codes/app?next=/lv/desk", code=shown_by_phone(strict, key, clock))
    assert "/lv/desk" in links_of(done)
    assert client.get("/lv/desk").status_code == 200


def test_who_works_for_an_organiser_keeps_it(strict: Flask, clock: Clock):
    client = came_in(strict)
    set_up(strict, client, clock)
    assert "/lv/account/codes/off" not in links_of(client.get("/lv/account/codes"))
    answer = send(client, "/lv/account/codes/off")
    assert answer.status_code == 409
    assert account_of(strict).code_secret is not None


def test_whoever_needs_it_not_may_switch_it_off_and_is_told(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    set_up(own_site, client, clock)
    assert send(client, "/lv/account/codes/off").location == "/lv/account/codes"
    assert account_of(own_site).code_secret is None
    assert kinds_to(own_site, EMAIL) == ["codes-on", "codes-off"]
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 302


def test_what_sets_it_up_or_switches_it_off_is_sent_twice_and_done_once(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    key = key_on(client.get("/lv/account/codes/app"))
    typed = fields_of(client.get("/lv/account/codes/app")) | {"code": shown_by_phone(own_site, key, clock)}
    assert client.post("/lv/account/codes/app", data=typed).status_code == 200
    on = account_of(own_site).code_since
    again = client.post("/lv/account/codes/app", data=typed)
    assert (again.status_code, again.location) == (303, "/lv/account/codes")
    assert (account_of(own_site).code_since, kinds_to(own_site, EMAIL)) == (on, ["codes-on"])

    off = fields_of(client.get("/lv/account/codes/off"))
    answers = [client.post("/lv/account/codes/off", data=off) for _ in range(2)]
    assert [(one.status_code, one.location) for one in answers] == [(303, "/lv/account/codes")] * 2
    assert kinds_to(own_site, EMAIL) == ["codes-on", "codes-off"]


def test_a_page_that_saves_itself_is_told_what_is_lacking(own_demo_site: Flask):
    own_demo_site.config["KONKURSS_CODES_REQUIRED"] = True
    client = demo_signed_in(own_demo_site, "member3")
    answer = client.get("/lv/committee/liepaja-demo-scoring", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "otro ienākšanas soli" in answer.json["said"]


def test_applicants_need_no_second_step(own_demo_site: Flask):
    own_demo_site.config["KONKURSS_CODES_REQUIRED"] = True
    assert demo_signed_in(own_demo_site, "ngo").get("/lv/applications").status_code == 200


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("coordinator", "/lv/desk/calls/liepaja-demo-scoring/announcement"),
        ("coordinator", "/lv/desk/calls/liepaja-2020/letters.zip"),
        ("auditor", "/lv/audit/calls/liepaja-demo-scoring/file.zip"),
        ("ngo", "/lv/account/codes/app"),
    ],
)
def test_before_what_cannot_be_undone_one_shows_again_who_one_is(
    own_demo_site: Flask, clock: Clock, who: str, page: str
):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    client = demo_signed_in(own_demo_site, who)
    assert client.get(page).status_code != 303
    clock.forward(minutes=16)
    asked = client.get(page)
    assert (asked.status_code, asked.location) == (303, f"/lv/sign-in/again?next={page}")
    assert send(client, asked.location, present="nepareiza").status_code == 422
    assert client.get(page).status_code == 303
    answer = send(client, asked.location, present=DEMO_PASSWORD)
    assert (answer.status_code, answer.location) == (303, page)
    assert client.get(page).status_code != 303


def test_sending_the_sign_in_form_while_one_is_in_proves_and_prolongs_nothing(own_demo_site: Flask, clock: Clock):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    client, page = demo_signed_in(own_demo_site, "ngo"), "/lv/account/codes/app"
    token = fields_of(client.get("/lv/account"))["csrf_token"]
    clock.forward(minutes=16)
    client.post("/lv/sign-in", data={"csrf_token": token, "email": "ngo@example.org", "password": "nepareiza"})
    assert client.get(page).location == f"/lv/sign-in/again?next={page}"


def test_what_was_begun_in_time_may_be_sent_within_the_hour(own_demo_site: Flask, clock: Clock):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    client, page = demo_signed_in(own_demo_site, "ngo"), "/lv/account/codes/app"
    typed = fields_of(client.get(page)) | {"code": "1"}
    clock.forward(minutes=50)
    assert client.post(page, data=typed).status_code == 422
    clock.forward(minutes=15)
    assert client.post(page, data=typed).location == f"/lv/sign-in/again?next={page}"


def test_with_the_second_step_the_proof_asks_for_a_code_too(own_site: Flask, clock: Clock):
    client = came_in(own_site)
    key, _ = set_up(own_site, client, clock)
    clock.forward(minutes=1)
    code = shown_by_phone(own_site, key, clock)
    assert send(client, "/lv/sign-in/again", present="nepareiza", code=code).status_code == 422
    assert send(client, "/lv/sign-in/again", present=PASSWORD, code="000000").status_code == 422
    assert send(client, "/lv/sign-in/again", present=PASSWORD, code=code).status_code == 303


def test_an_administrator_switches_it_off_for_somebody_who_lost_the_phone(own_demo_site: Flask, clock: Clock):
    theirs, admin = demo_signed_in(own_demo_site, "member3"), demo_signed_in(own_demo_site, "admin")
    set_up(own_demo_site, theirs, clock)
    with own_demo_site.app_context():
        person = db.session.scalars(select(Account).where(Account.email == "member3@example.org")).one().person_id
    page = f"/lv/admin/people/{person}"
    assert f"{page}/codes-off" in links_of(admin.get(page))
    assert send(admin, f"{page}/codes-off").location == page
    assert theirs.get("/lv/account").status_code == 303
    assert f"{page}/codes-off" not in links_of(admin.get(page))
    assert kinds_to(own_demo_site, "member3@example.org")[-2:] == ["codes-on", "codes-off"]
    assert sign_in(own_demo_site.test_client(), "member3@example.org", DEMO_PASSWORD).status_code == 302
