"""Passkeys: added, used for signing in and for proof, removed; and every answer of a device that does not count."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

import app.proof
from app.accounts import codes, halfway, passkeys
from app.accounts.passkeys import Site, site_at
from app.accounts.records import Account, Passkey
from app.extensions import db
from app.throttling import SIGN_IN_OF_ACCOUNT
from competition.foundation.audit import AuditEvent
from tests.pages.authenticators import Authenticator
from tests.pages.conftest import DEMO_PASSWORD, EMAIL, PASSWORD
from tests.pages.conftest import signed_in as demo_signed_in
from tests.pages.mails import kinds_to
from tests.pages.reading import fields_of, links_of, sign_in, text_of
from tests.pages.test_second_step import (
    RECOVERY_CODE,
    Clock,
    account_of,
    came_in,
    key_on,
    send,
    set_up,
    shown_by_phone,
)

SITE = "http://localhost:8000"
SIGN_IN, PROOF, ADD, CODES = (
    "/lv/sign-in/passkey",
    "/lv/sign-in/again/passkey",
    "/lv/account/codes/passkey",
    "/lv/account/codes",
)
WRONG = "Šī piekļuves atslēga neder:"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What accounts go by."""
    ours = Clock()
    for module in (codes, halfway, passkeys, app.proof):
        monkeypatch.setattr(module, "machine_now", ours)
    return ours


@pytest.fixture
def strict(own_site: Flask) -> Flask:
    """A site that requires the second step as a production does."""
    own_site.config["KONKURSS_CODES_REQUIRED"] = True
    return own_site


def asked(client: FlaskClient, path: str) -> dict[str, Any]:
    """What the page's script is told to ask a device for."""
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)


def add(client: FlaskClient, device: Authenticator, name: str = "Telefons") -> TestResponse:
    typed = fields_of(client.get(ADD))
    return client.post(ADD, data=typed | {"name": name, "answer": device.make(asked(client, ADD))})


def answer_with(client: FlaskClient, path: str, answer: str, **more: str) -> TestResponse:
    """Send what a device answered, from the page at `path`."""
    token = fields_of(client.get(path, follow_redirects=True))["csrf_token"]
    return client.post(path, data={"csrf_token": token, "answer": answer, **more})


def use(client: FlaskClient, device: Authenticator, path: str = SIGN_IN, **more: str) -> TestResponse:
    return answer_with(client, path, device.use(asked(client, path)), **more)


def with_passkey(site: Flask) -> tuple[FlaskClient, Authenticator]:
    """A browser that is signed in, and a device with a passkey of the account."""
    client, device = came_in(site), Authenticator(SITE)
    assert add(client, device).status_code == 200
    return client, device


def kept(site: Flask) -> list[Passkey]:
    with site.app_context():
        return list(db.session.scalars(select(Passkey).order_by(Passkey.id)))


def events(site: Flask) -> list[str]:
    with site.app_context():
        verbs = db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.number))
        return [verb for verb in verbs if verb.startswith("account.")]


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://konkurss.example.lv", Site("konkurss.example.lv", "https://konkurss.example.lv")),
        ("https://konkurss.example.lv:443", Site("konkurss.example.lv", "https://konkurss.example.lv")),
        ("https://konkurss.example.lv:8443/x", Site("konkurss.example.lv", "https://konkurss.example.lv:8443")),
        ("https://jūrmala.lv", Site("xn--jrmala-bmb.lv", "https://xn--jrmala-bmb.lv")),
        ("http://127.0.0.1:8000", Site("localhost", SITE)),
        ("http://[::1]:8000", Site("localhost", SITE)),
        ("https://192.0.2.7", None),
        ("https:", None),
    ],
)
def test_passkeys_belong_to_the_name_at_which_people_reach_the_site(address, site):
    assert site_at(address) == site


def test_a_device_is_asked_for_a_key_that_it_finds_and_unlocks_by_itself(own_site: Flask):
    client, _ = with_passkey(own_site)
    said = asked(client, ADD)
    assert said["rp"] == {"id": "localhost", "name": "Konkurss"}
    assert said["user"]["name"] == EMAIL
    assert EMAIL not in passkeys.base64url_to_bytes(said["user"]["id"]).decode("latin-1")
    assert said["attestation"] == "none"
    choice = said["authenticatorSelection"]
    assert (choice["residentKey"], choice["userVerification"]) == ("required", "required")
    assert "authenticatorAttachment" not in choice
    assert [one["id"] for one in said["excludeCredentials"]] == [kept(own_site)[0].credential]
    entering = asked(own_site.test_client(), SIGN_IN)
    assert (entering["rpId"], entering["userVerification"]) == ("localhost", "required")
    assert entering["allowCredentials"] == []


def test_the_name_of_the_site_is_not_taken_from_the_request(own_site: Flask):
    client = own_site.test_client()
    answer = client.get(SIGN_IN, headers={"Accept": "application/json", "Host": "evil.example.org"})
    assert json.loads(answer.text)["rpId"] == "localhost"


def test_the_first_passkey_comes_with_recovery_codes_ends_other_sessions_and_is_told(own_site: Flask):
    other, client = came_in(own_site), came_in(own_site)
    answer = add(client, Authenticator(SITE), "Mans  telefons")
    assert len(set(RECOVERY_CODE.findall(answer.text))) == 10
    assert other.get("/lv/account").status_code == 303
    assert "Mans telefons" in text_of(client.get(CODES))
    assert kinds_to(own_site, EMAIL) == ["passkey-added"]
    assert events(own_site) == ["account.passkey-added"]
    assert add(client, Authenticator(SITE), "Dators").location == CODES
    assert [one.name for one in kept(own_site)] == ["Mans telefons", "Dators"]


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


def made_up(name: str, told: str, kept: str) -> str:
    """What has the shape of an answer and nothing in it."""
    response = (
        f'{{"clientDataJSON": "{told}", "attestationObject": "{kept}", "authenticatorData": "AA", "signature": "AA"}}'
    )
    return f'{{"id": "{name}", "rawId": "{name}", "type": "public-key", "response": {response}}}'


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{",
        "[]",
        "null",
        "1" * 5000,
        "[" * 100_000,
        '{"id": "x"}',
        made_up("\\u0000", "AA", "AA"),
        made_up("AA", "e30", "oWNmbXQ"),
        made_up("ā", "ā", "gICAgA"),
        made_up("A" * 3000, "e30", "="),
    ],
)
def test_what_is_no_answer_of_a_device_is_a_sentence(own_site: Flask, answer: str):
    client, nobody = came_in(own_site), own_site.test_client()
    for one, path in ((nobody, SIGN_IN), (client, PROOF), (client, ADD)):
        asked(one, path)
        refused = answer_with(one, path, answer, name="Telefons")
        assert refused.status_code == 422
        assert WRONG in text_of(refused)
    assert kept(own_site) == []


@pytest.mark.parametrize("wrong", ["challenge", "origin", "unlocked", "purpose", "late"])
def test_a_new_passkey_that_does_not_count_is_not_kept(own_site: Flask, clock: Clock, wrong: str):
    client, device = came_in(own_site), Authenticator(SITE)
    said = asked(client, ADD)
    if wrong == "challenge":
        said["challenge"] = "AAAA"
    elif wrong == "origin":
        device.origin = "https://localhost:8000"
    elif wrong == "unlocked":
        device.verifies = False
    elif wrong == "purpose":
        said["challenge"] = asked(client, PROOF)["challenge"]
    else:
        clock.forward(minutes=6)
    answer = answer_with(client, ADD, device.make(said), name="Telefons")
    assert answer.status_code == 422
    assert WRONG in text_of(answer)
    assert fields_of(answer)["name"] == "Telefons"
    assert (kept(own_site), account_of(own_site).has_second_step) == ([], False)


def test_a_passkey_without_a_name_is_asked_for_one(own_site: Flask):
    client = came_in(own_site)
    answer = answer_with(client, ADD, Authenticator(SITE).make(asked(client, ADD)), name=" ")
    assert answer.status_code == 422
    assert "Ierakstiet, kā saucat ierīci" in text_of(answer)


def test_a_passkey_sent_twice_is_kept_once_and_the_second_press_leads_to_what_is_set_up(own_site: Flask):
    client, device = came_in(own_site), Authenticator(SITE)
    typed = fields_of(client.get(ADD)) | {"name": "Telefons", "answer": device.make(asked(client, ADD))}
    second = own_site.test_client()  # the same browser, as it was before the first press was answered
    second.set_cookie("konkurss", client.get_cookie("konkurss").value)
    assert client.post(ADD, data=typed).status_code == 200
    answer = second.post(ADD, data=typed)
    assert (answer.status_code, answer.location) == (303, CODES)
    assert "Atlikuši 10 no 10" in text_of(second.get(CODES))
    assert len(kept(own_site)) == 1


def test_another_accounts_passkey_is_not_added(own_demo_site: Flask):
    device = Authenticator(SITE)
    add(demo_signed_in(own_demo_site, "ngo"), device)
    answer = add(demo_signed_in(own_demo_site, "ngo2"), device)
    assert answer.status_code == 409
    assert "Šī piekļuves atslēga jau ir pievienota." in text_of(answer)
    assert len(kept(own_demo_site)) == 1


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


def test_other_recovery_codes_are_made_for_who_has_a_passkey_only(own_site: Flask):
    client, _ = with_passkey(own_site)
    token = fields_of(client.get(CODES))["csrf_token"]
    made = RECOVERY_CODE.findall(client.post(f"{CODES}/recovery", data={"csrf_token": token}).text)
    assert send(came_in(own_site), "/lv/sign-in/code", code=made[9]).status_code == 303


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


def remove_page(site: Flask, number: int = 0) -> str:
    return f"/lv/account/codes/passkeys/{kept(site)[number].id}/remove"


def test_a_removed_passkey_signs_nobody_in_and_is_told(own_site: Flask):
    client, device = with_passkey(own_site)
    add(client, other := Authenticator(SITE), "Dators")
    page = remove_page(own_site)
    assert page in links_of(client.get(CODES))
    assert send(client, page).location == CODES
    assert use(own_site.test_client(), device).status_code == 422
    assert use(own_site.test_client(), other).status_code == 303
    assert client.get(page).status_code == 404
    assert kinds_to(own_site, EMAIL) == ["passkey-added", "passkey-added", "passkey-removed"]


def test_the_last_passkey_of_who_needs_no_second_step_takes_the_recovery_codes_along(own_site: Flask):
    client, _ = with_passkey(own_site)
    page = remove_page(own_site)
    assert "rezerves kodi vairs nederēs" in text_of(client.get(page))
    assert send(client, page).location == CODES
    assert kept(own_site) == []
    assert kinds_to(own_site, EMAIL) == ["passkey-added", "codes-off"]
    assert events(own_site)[-2:] == ["account.passkey-removed", "account.codes-off"]
    assert sign_in(own_site.test_client(), EMAIL, PASSWORD).status_code == 302


def test_who_needs_the_second_step_keeps_the_last_of_it(strict: Flask, clock: Clock):
    client, _ = with_passkey(strict)
    page = remove_page(strict)
    assert page not in links_of(client.get(CODES))
    assert send(client, page).status_code == 409
    assert len(kept(strict)) == 1
    set_up(strict, client, clock)
    assert page in links_of(client.get(CODES))
    assert send(client, page).location == CODES
    assert kept(strict) == []
    assert send(client, f"{CODES}/off").status_code == 409
    assert account_of(strict).code_secret is not None


def test_the_app_is_done_without_while_a_passkey_stays(strict: Flask, clock: Clock):
    client, device = with_passkey(strict)
    _, recovery = set_up(strict, client, clock)
    assert send(client, f"{CODES}/off").location == CODES
    assert account_of(strict).code_secret is None
    assert use(strict.test_client(), device).status_code == 303
    assert send(came_in(strict), "/lv/sign-in/code", code=recovery[0]).status_code == 303
    assert kinds_to(strict, EMAIL) == ["passkey-added", "codes-on", "app-off", "recovery-code-used"]


def test_a_passkey_of_somebody_else_is_not_there(own_demo_site: Flask):
    add(demo_signed_in(own_demo_site, "ngo2"), Authenticator(SITE))
    page = remove_page(own_demo_site)
    client = demo_signed_in(own_demo_site, "ngo")
    assert client.get(page).status_code == 404
    assert client.post(page, data={"csrf_token": fields_of(client.get("/lv/account"))["csrf_token"]}).status_code == 404
    assert len(kept(own_demo_site)) == 1


def test_the_administrator_ends_passkeys_too(own_demo_site: Flask):
    theirs, admin, device = (
        demo_signed_in(own_demo_site, "member3"),
        demo_signed_in(own_demo_site, "admin"),
        Authenticator(SITE),
    )
    add(theirs, device)
    with own_demo_site.app_context():
        person = db.session.scalars(select(Account).where(Account.email == "member3@example.org")).one().person_id
    page = f"/lv/admin/people/{person}"
    assert "piekļuves atslēgas" in text_of(admin.get(f"{page}/codes-off"))
    assert send(admin, f"{page}/codes-off").location == page
    assert theirs.get("/lv/account").status_code == 303
    assert use(own_demo_site.test_client(), device).status_code == 422
    assert sign_in(own_demo_site.test_client(), "member3@example.org", DEMO_PASSWORD).status_code == 302
    assert f"{page}/codes-off" not in links_of(admin.get(page))


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


def test_at_an_address_without_a_name_nothing_of_passkeys_is_offered(own_site: Flask):
    own_site.extensions["konkurss-passkeys"] = None
    own_site.jinja_env.globals["passkeys_at"] = None
    client = came_in(own_site)
    assert "data-passkey" not in own_site.test_client().get("/lv/sign-in").text
    assert ADD not in links_of(client.get(CODES))
    assert "pārlūki piekļuves atslēgas neglabā" in text_of(client.get(ADD))
    assert client.get(ADD, headers={"Accept": "application/json"}).status_code == 404


def test_nothing_of_a_passkey_is_seen_without_a_script(own_site: Flask):
    page = own_site.test_client().get("/lv/sign-in").text
    (form,) = re.findall(r"<form[^>]*data-passkey[^>]*>", page)
    assert re.search(r"\shidden\s", form)
