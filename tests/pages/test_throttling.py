"""How often something may be tried, and that nobody keeps somebody else out by trying."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits.errors import StorageError
from werkzeug.test import TestResponse

from app import create_app
from app.config import SettingsWrong
from app.throttling import INVITING, Throttle
from tests.pages.conftest import EMAIL, PASSWORD, settings_for, signed_in
from tests.pages.mails import kinds_to
from tests.pages.reading import fields_of, sign_in, text_of

HOME, SCHOOL = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def strict(own_site: Flask) -> Flask:
    """A site where the limits are those of a real installation."""
    own_site.extensions["konkurss-throttle"].factor = 1
    return own_site


def browser(app: Flask, address: str = HOME) -> FlaskClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def guess(app: Flask, times: int, email: str = EMAIL, address: str = HOME) -> list[int]:
    client = browser(app, address)
    return [sign_in(client, email, f"nepareiza-{number}").status_code for number in range(times)]


def ask(app: Flask, email: str, path: str = "/lv/forgot", address: str = HOME) -> TestResponse:
    client = browser(app, address)
    typed = {"name": "Zane Ozola", "email": email, "password": "lietus tasīte kalns"}
    return client.post(path, data=fields_of(client.get(path)) | typed)


def test_guessing_at_an_account_ends_wherever_it_comes_from(strict: Flask):
    assert guess(strict, 5) + guess(strict, 5, address=SCHOOL) == [422] * 10
    answer = sign_in(browser(strict, "192.0.2.1"), EMAIL, PASSWORD)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 15 * 60
    assert re.search(r"(14|15) minū", text_of(answer))


def test_an_address_that_nobody_has_is_counted_alike(strict: Flask):
    assert guess(strict, 11, "nobody@example.org") == [422] * 10 + [429]


def test_a_browser_that_signed_in_before_is_not_kept_out_by_others(strict: Flask):
    own = browser(strict)
    assert sign_in(own, EMAIL, PASSWORD).status_code == 302
    own.post("/lv/sign-out", data=fields_of(own.get("/lv/sign-out")))
    assert guess(strict, 11)[-1] == 429
    assert sign_in(own, EMAIL, PASSWORD).status_code == 302


def test_the_cookie_of_a_browser_counts_for_its_account_alone_and_has_its_own_limit(strict: Flask):
    own = browser(strict)
    sign_in(own, EMAIL, PASSWORD)
    own.post("/lv/sign-out", data=fields_of(own.get("/lv/sign-out")))
    assert [sign_in(own, "nobody@example.org", "x").status_code for _ in range(11)] == [422] * 10 + [429]
    assert [sign_in(own, EMAIL, "nepareiza").status_code for _ in range(11)] == [422] * 10 + [429]
    assert sign_in(browser(strict), EMAIL, PASSWORD).status_code == 302


def test_a_cookie_that_somebody_made_up_counts_for_nothing(strict: Flask):
    guess(strict, 11)
    forger = browser(strict)
    forger.set_cookie("konkurss-device", "WyJ4IixbIjAiXV0.abc.def")
    assert sign_in(forger, EMAIL, PASSWORD).status_code == 429


def test_the_cookie_is_for_this_site_alone(strict: Flask):
    answer = sign_in(browser(strict), EMAIL, PASSWORD)
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("konkurss-device=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert EMAIL not in cookie


def test_a_network_that_guesses_at_many_accounts_is_stopped_and_others_are_not(strict: Flask):
    answers = [guess(strict, 1, f"a{number}@example.org")[0] for number in range(61)]
    assert answers == [422] * 60 + [429]
    assert sign_in(browser(strict, SCHOOL), EMAIL, PASSWORD).status_code == 302


def test_signing_in_rightly_is_not_counted(strict: Flask):
    assert {sign_in(browser(strict), EMAIL, PASSWORD).status_code for _ in range(12)} == {302}


@pytest.mark.parametrize("path", ["/lv/forgot", "/lv/register"])
def test_messages_to_an_address_are_counted_whether_or_not_it_is_known(strict: Flask, path):
    for email in (EMAIL, "nobody@example.org"):
        assert [ask(strict, email, path).status_code for _ in range(6)] == [303] * 5 + [429]
        assert len(kinds_to(strict, email)) == 5


def test_one_network_asks_for_so_many_messages_and_no_more(strict: Flask):
    answers = [ask(strict, f"a{number}@example.org").status_code for number in range(61)]
    assert answers == [303] * 60 + [429]
    assert ask(strict, EMAIL, address=SCHOOL).status_code == 303


def test_invitations_to_a_committee_are_counted_as_all_others_are(own_demo_site: Flask):
    own_demo_site.extensions["konkurss-throttle"].factor = 1
    client, page = signed_in(own_demo_site, "coordinator"), "/lv/desk/calls/liepaja-demo/members"
    typed = {"name": "Jana Jauna", "seat": "member", "email": "jana@example.org"}
    assert client.post(page, data=fields_of(client.get(page)) | typed).status_code == 303
    again = next(part.split('"')[1] for part in client.get(page).text.split("action=")[1:] if "/invitation" in part)
    token = {"csrf_token": fields_of(client.get(page))["csrf_token"]}
    answers = [client.post(again, data=token).status_code for _ in range(INVITING.times)]
    assert answers == [303] * (INVITING.times - 1) + [429]


def test_neighbours_in_a_long_network_are_one_and_other_networks_are_not(strict: Flask):
    assert guess(strict, 1, address="2001:db8:1:2::1") == [422]
    with strict.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:2:ffff::9"}):
        from app.throttling import network

        assert network() == "2001:db8:1:2::/64"


def test_the_present_password_is_not_guessed_at_in_a_stolen_session(strict: Flask):
    client = browser(strict)
    sign_in(client, EMAIL, PASSWORD)
    typed = {"present": "nepareiza", "password": "lietus tasīte kalns"}
    page = fields_of(client.get("/lv/account/password"))
    answers = [client.post("/lv/account/password", data=page | typed).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_while_redis_does_not_answer_the_process_counts_by_itself(strict: Flask, monkeypatch: pytest.MonkeyPatch):
    def silent(*_: object) -> bool:
        raise StorageError(ConnectionError())

    for verb in ("hit", "test", "get_window_stats"):
        monkeypatch.setattr(strict.extensions["konkurss-throttle"].counted, verb, silent)
    assert guess(strict, 11) == [422] * 10 + [429]


def test_redis_without_its_package_stops_the_start_in_one_sentence(tmp_path, monkeypatch: pytest.MonkeyPatch):
    import builtins

    real = builtins.__import__

    def without_redis(name: str, *rest: object, **more: object) -> object:
        if name.split(".", maxsplit=1)[0] == "redis":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_redis)
    with pytest.raises(SettingsWrong, match="needs the Python package redis"):
        create_app(settings_for(tmp_path, KONKURSS_REDIS_URL="redis://127.0.0.1:6379/0"))


def test_what_is_counted_under_names_nobody(strict: Flask):
    counted: Throttle = strict.extensions["konkurss-throttle"]
    guess(strict, 1)
    assert all(EMAIL not in key and HOME not in key for key in counted.counted.storage.events)  # type: ignore[attr-defined]
    assert counted.factor == 1
