"""Passkeys: added, listed and removed, and what follows for the second step."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import passkeys
from app.accounts.passkeys import Site, site_at
from app.accounts.records import Account
from app.extensions import db
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
from tests.pages.conftest import DEMO_PASSWORD, EMAIL, PASSWORD, Clock
from tests.pages.conftest import signed_in as demo_signed_in
from tests.pages.mails import kinds_to
from tests.pages.reading import fields_of, links_of, sign_in, text_of
from tests.pages.test_second_step import RECOVERY_CODE, account_of, came_in, send, set_up


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


def test_the_headers_leave_passkeys_to_the_site_itself(own_site: Flask):
    policy = own_site.test_client().get("/lv/sign-in").headers["Permissions-Policy"]
    assert "publickey-credentials" not in policy  # what is not named is the site's own


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


def test_other_recovery_codes_are_made_for_who_has_a_passkey_only(own_site: Flask):
    client, _ = with_passkey(own_site)
    token = fields_of(client.get(CODES))["csrf_token"]
    made = RECOVERY_CODE.findall(client.post(f"{CODES}/recovery", data={"csrf_token": token}).text)
    assert send(came_in(own_site), "/lv/sign-in/code", code=made[9]).status_code == 303


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


def test_at_an_address_without_a_name_nothing_of_passkeys_is_offered(own_site: Flask):
    own_site.extensions["konkurss-passkeys"] = None
    own_site.jinja_env.globals["passkeys_at"] = None
    client = came_in(own_site)
    assert "data-passkey" not in own_site.test_client().get("/lv/sign-in").text
    assert ADD not in links_of(client.get(CODES))
    assert "pārlūki piekļuves atslēgas neglabā" in text_of(client.get(ADD))
    assert client.get(ADD, headers={"Accept": "application/json"}).status_code == 404
