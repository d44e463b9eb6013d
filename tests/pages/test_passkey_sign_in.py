"""Signing in and proof by a passkey, and every answer of a device that does not count."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.accounts.records import Account
from app.extensions import db
from app.throttling import SIGN_IN_OF_ACCOUNT
from tests.pages.asking import (
    ADD,
    CODES,
    PROOF,
    SIGN_IN,
    SITE,
    WRONG,
    add,
    answer_with,
    asked,
    events,
    kept,
    use,
    with_passkey,
)
from tests.pages.authenticators import Authenticator
from tests.pages.conftest import EMAIL, PASSWORD, Clock
from tests.pages.conftest import signed_in as demo_signed_in
from tests.pages.reading import sign_in, text_of
from tests.pages.test_second_step import RECOVERY_CODE, came_in, key_on, send, set_up, shown_by_phone


def test_a_passkey_signs_in_without_address_and_password_and_counts_as_proof_and_second_step(strict: Flask):
    _, device = with_passkey(strict)
    client = strict.test_client()
    answer = use(client, device, next="/lv/desk")
    assert (answer.status_code, answer.location) == (303, "/lv/desk")
    assert client.get("/lv/desk").status_code == 200
    assert client.get(ADD).status_code == 200
    assert kept(strict)[0].used_at is not None
    assert events(strict)[-1] == "account.passkey-used"


def test_the_way_back_after_a_passkey_never_leads_elsewhere(own_site: Flask):
    _, device = with_passkey(own_site)
    assert use(own_site.test_client(), device, next="//evil.example.org").location == "/lv/desk"


def another_challenge(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    return device.use(said | {"challenge": "AAAA"})


def elsewhere(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    device.origin = "http://evil.example.org"
    return device.use(said)


def of_another_site(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    return device.use(said | {"rpId": "evil.example.org"})


def not_unlocked(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    device.verifies = False
    return device.use(said)


def by_another_key(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    return Authenticator(SITE, name=device.name, owner=device.owner).use(said)


def unknown(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    return Authenticator(SITE, owner=device.owner).use(said)


def of_another_person(_client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    return device.use(said, userHandle="AAAA")


def asked_for_something_else(client: FlaskClient, device: Authenticator, said: dict[str, Any]) -> str:
    asked(client, SIGN_IN)
    return device.use(said)


ANSWERS = (
    another_challenge,
    elsewhere,
    of_another_site,
    not_unlocked,
    by_another_key,
    unknown,
    of_another_person,
    asked_for_something_else,
)


@pytest.mark.parametrize("wrong", ANSWERS)
def test_an_answer_that_does_not_count_signs_nobody_in(own_site: Flask, wrong: Callable[..., str]):
    _, device = with_passkey(own_site)
    client, before = own_site.test_client(), events(own_site)
    answer = answer_with(client, SIGN_IN, wrong(client, device, asked(client, SIGN_IN)))
    assert answer.status_code == 422
    assert WRONG in text_of(answer)
    assert client.get("/lv/account").status_code == 303
    assert events(own_site) == before


def test_what_a_device_was_asked_for_counts_for_one_answer_also_with_a_copied_session(own_site: Flask):
    _, device = with_passkey(own_site)
    client = own_site.test_client()
    answer = device.use(asked(client, SIGN_IN))
    copy = own_site.test_client()
    copy.set_cookie("konkurss", client.get_cookie("konkurss").value)
    assert answer_with(client, SIGN_IN, answer).status_code == 303
    assert answer_with(copy, SIGN_IN, answer).status_code == 422
    assert answer_with(own_site.test_client(), SIGN_IN, answer).status_code == 422
    assert copy.get("/lv/account").status_code == 303


def test_a_wrong_answer_uses_up_what_was_asked(own_site: Flask):
    _, device = with_passkey(own_site)
    client = own_site.test_client()
    said = asked(client, SIGN_IN)
    assert answer_with(client, SIGN_IN, not_unlocked(client, device, said)).status_code == 422
    device.verifies = True
    assert answer_with(client, SIGN_IN, device.use(said)).status_code == 422


def test_a_device_answers_within_five_minutes(own_site: Flask, clock: Clock):
    _, device = with_passkey(own_site)
    client = own_site.test_client()
    clock.forward(minutes=1)
    said = asked(client, SIGN_IN)
    clock.forward(minutes=6)
    assert answer_with(client, SIGN_IN, device.use(said)).status_code == 422


def test_a_count_that_goes_back_is_a_copy_of_the_device(own_site: Flask):
    client, device = came_in(own_site), Authenticator(SITE, count=5)
    add(client, device)
    device.count = 6
    assert use(own_site.test_client(), device).status_code == 303
    assert kept(own_site)[0].sign_count == 6
    assert use(own_site.test_client(), device).status_code == 422
    device.count = 3
    assert use(own_site.test_client(), device).status_code == 422
    device.count = 7
    assert use(own_site.test_client(), device).status_code == 303


def test_a_closed_account_and_an_unknown_passkey_are_told_in_the_same_words(own_site: Flask):
    _, device = with_passkey(own_site)
    with own_site.app_context():
        db.session.execute(update(Account).where(Account.email == EMAIL).values(active=False))
        db.session.commit()
    closed, nobodys = (use(own_site.test_client(), one) for one in (device, Authenticator(SITE, owner=device.owner)))
    assert (closed.status_code, nobodys.status_code) == (422, 422)
    assert text_of(closed) == text_of(nobodys)


def test_with_a_passkey_the_password_alone_opens_nothing(own_site: Flask):
    answer = add(came_in(own_site), device := Authenticator(SITE))
    recovery = RECOVERY_CODE.findall(answer.text)
    client = own_site.test_client()
    stopped = sign_in(client, EMAIL, PASSWORD, next="/lv/desk")
    assert (stopped.status_code, stopped.location) == (303, "/lv/sign-in/code?next=/lv/desk")
    assert client.get("/lv/account").status_code == 303
    page = client.get(stopped.location)
    assert "Rezerves kods" in text_of(page)
    assert 'autocomplete="one-time-code"' not in page.text
    assert f'action="{SIGN_IN}"' in page.text
    assert use(client, device, next="/lv/desk").location == "/lv/desk"
    other = came_in(own_site)
    assert send(other, "/lv/sign-in/code", code="000000").status_code == 422
    assert send(other, "/lv/sign-in/code", code=recovery[0]).status_code == 303
    assert "Atlikuši 9 no 10" in text_of(other.get(CODES))


def test_who_has_an_authenticator_alone_is_offered_no_passkey_after_the_password(own_site: Flask, clock: Clock):
    set_up(own_site, came_in(own_site), clock)
    assert SIGN_IN not in came_in(own_site).get("/lv/sign-in/code").text


def test_a_passkey_proves_in_the_place_of_password_and_code(own_demo_site: Flask, clock: Clock):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    client, device, page = demo_signed_in(own_demo_site, "ngo"), Authenticator(SITE), "/lv/account/codes/app"
    add(client, device)
    clock.forward(minutes=16)
    assert client.get(page).location == f"/lv/sign-in/again?next={page}"
    assert f'action="{PROOF}"' in client.get(f"/lv/sign-in/again?next={page}").text
    assert len(asked(client, PROOF)["allowCredentials"]) == 1
    answer = use(client, device, PROOF, next=page)
    assert (answer.status_code, answer.location) == (303, page)
    assert client.get(page).status_code == 200


def test_another_accounts_passkey_proves_nothing(own_demo_site: Flask, clock: Clock):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    theirs, mine = Authenticator(SITE), Authenticator(SITE)
    add(demo_signed_in(own_demo_site, "ngo2"), theirs)
    client = demo_signed_in(own_demo_site, "ngo")
    add(client, mine)
    clock.forward(minutes=16)
    answer = use(client, theirs, PROOF)
    assert answer.status_code == 422
    assert WRONG in text_of(answer)
    assert client.get("/lv/account/codes/app").status_code == 303


def test_without_a_code_the_password_proves_nothing_for_who_has_a_passkey(own_site: Flask):
    client, _ = with_passkey(own_site)
    assert send(client, "/lv/sign-in/again", present=PASSWORD, code="000000").status_code == 422


def test_wrong_passkeys_are_counted_and_keep_no_password_out(own_site: Flask):
    _, device = with_passkey(own_site)
    own_site.extensions["konkurss-throttle"].factor = 1
    client, device.verifies = own_site.test_client(), False
    for _ in range(SIGN_IN_OF_ACCOUNT.times):
        assert use(client, device).status_code == 422
    device.verifies = True
    assert use(client, device).status_code == 429
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 303


def test_guessing_at_the_password_keeps_nobodys_passkey_out(own_site: Flask):
    _, device = with_passkey(own_site)
    own_site.extensions["konkurss-throttle"].factor = 1
    stranger = own_site.test_client()
    for _ in range(SIGN_IN_OF_ACCOUNT.times + 1):
        sign_in(stranger, EMAIL, "nepareiza")
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 429
    assert use(own_site.test_client(), device).status_code == 303


def test_who_is_signed_in_is_led_on(own_site: Flask):
    client, _ = with_passkey(own_site)
    assert client.get(SIGN_IN).location == "/lv/desk"


def test_an_authenticator_beside_a_passkey_still_asks_for_a_code(own_site: Flask, clock: Clock):
    client, _ = with_passkey(own_site)
    key = key_on(client.get("/lv/account/codes/app"))
    send(client, "/lv/account/codes/app", code=shown_by_phone(own_site, key, clock))
    clock.forward(minutes=1)
    other = came_in(own_site)
    page = other.get("/lv/sign-in/code")
    assert 'autocomplete="one-time-code"' in page.text
    assert f'action="{SIGN_IN}"' in page.text
    assert send(other, "/lv/sign-in/code", code=shown_by_phone(own_site, key, clock)).status_code == 303


def test_nothing_of_a_passkey_is_seen_without_a_script(own_site: Flask):
    page = own_site.test_client().get("/lv/sign-in").text
    (form,) = re.findall(r"<form[^>]*data-passkey[^>]*>", page)
    assert re.search(r"\shidden\s", form)
