"""Where somebody is signed in: seen, and ended; a cookie opens nothing whose row is over."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import browsers
from competition.foundation.clock import machine_now
from tests.pages.conftest import EMAIL, PASSWORD
from tests.pages.conftest import signed_in as demo_signed_in
from tests.pages.reading import fields_of, sign_in, text_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
PAGE = "/lv/account/browsers"


def browser(site: Flask, program: str = FIREFOX) -> FlaskClient:
    """A browser that signed in."""
    client = site.test_client()
    client.environ_base["HTTP_USER_AGENT"] = program
    assert sign_in(client, EMAIL, PASSWORD).status_code == 302
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/lv/account").status_code == 200


def send(client: FlaskClient, path: str) -> int:
    return client.post(path, data={"csrf_token": fields_of(client.get("/lv/account"))["csrf_token"]}).status_code


def ways_out(client: FlaskClient) -> list[str]:
    """The addresses that sign one other browser out each, the newest browser first."""
    actions = [piece.split('"')[1] for piece in client.get(PAGE).text.split("action=")[1:]]
    return [action for action in actions if action.endswith("/end") and action != f"{PAGE}/end"]


def test_every_browser_is_named_with_its_time(own_site: Flask):
    desk = browser(own_site)
    browser(own_site, PHONE)
    told = text_of(desk.get(PAGE))
    assert "Firefox, Windows" in told
    assert "Chrome, Android" in told
    assert told.count("šis pārlūks") == 1
    assert re.search(r"kopš 20\d\d\. gada \d+\. [a-zū]+a plkst\. ", told)


def test_one_other_browser_is_signed_out_and_no_more(own_site: Flask):
    lost, kept, here = browser(own_site, PHONE), browser(own_site), browser(own_site)
    assert send(here, ways_out(here)[1]) == 303
    assert [is_in(one) for one in (lost, kept, here)] == [False, True, True]


def test_all_others_are_signed_out_at_once(own_site: Flask):
    first, second, here = browser(own_site), browser(own_site), browser(own_site)
    assert send(here, f"{PAGE}/end") == 303
    assert [is_in(one) for one in (first, second, here)] == [False, False, True]


def test_a_cookie_from_before_signing_out_opens_nothing(own_site: Flask):
    client, stolen = browser(own_site), own_site.test_client()
    cookie = client.get_cookie("konkurss")
    assert cookie
    stolen.set_cookie("konkurss", cookie.value)
    assert is_in(stolen)
    send(client, "/lv/sign-out")
    assert not is_in(stolen)


def test_nobody_ends_a_session_of_somebody_else(own_demo_site: Flask):
    theirs, mine = demo_signed_in(own_demo_site, "member2"), demo_signed_in(own_demo_site, "member3")
    demo_signed_in(own_demo_site, "member2")
    (address,) = ways_out(theirs)
    assert send(mine, address) == 303
    assert ways_out(theirs) == [address]
    assert send(theirs, address) == 303
    assert ways_out(theirs) == []


def test_a_session_lasts_a_week_at_most(own_site: Flask, monkeypatch: pytest.MonkeyPatch):
    client = browser(own_site)
    for days, expected in ((6, True), (8, False)):
        later = machine_now() + timedelta(days=days)
        monkeypatch.setattr(browsers, "machine_now", lambda later=later: later)
        assert is_in(client) is expected


def test_signing_in_again_in_one_browser_leaves_one_session(own_site: Flask):
    client = browser(own_site)
    send(client, "/lv/sign-out")
    sign_in(client, EMAIL, PASSWORD)
    assert ways_out(client) == []
