"""What every answer says besides its page."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.pages.conftest import ANNOUNCED, OPEN, At, close, settings_for
from tests.pages.reading import links_of, sign_in

CALL = "/lv/calls/liepaja-2020"
PAGES = ("/lv/", CALL, f"{CALL}/results", "/lv/help", "/feed.atom", "/calls/liepaja-2020.ics")


@pytest.mark.parametrize("path", [*PAGES, "/lv/sign-in", "/lv/nav-tadas", "/", "/healthz", "/readyz"])
def test_every_answer_is_guarded(client: FlaskClient, at: At, path):
    at(ANNOUNCED)
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy["style-src"], policy["script-src"], policy["img-src"], policy["form-action"]} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"} <= set(
        headers["Permissions-Policy"].split(", ")
    )
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", [*PAGES, "/lv/sign-in"])
def test_no_page_needs_what_the_policy_forbids(client: FlaskClient, at: At, path):
    at(ANNOUNCED)
    page = client.get(path).text
    without_modules = re.sub(r'<script type="module" src="/static/[a-z]+\.[0-9a-f]{12}\.js"></script>', "", page)
    assert re.findall(r"<script|<style|\sstyle=|\son[a-z]+=", without_modules) == []


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_public_page_is_not_sent_twice(client: FlaskClient, at: At, path):
    at(OPEN if "results" not in path else ANNOUNCED)
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    other = client.get(path, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    assert other.data == first.data


def test_a_page_changes_its_tag_when_it_changes(client: FlaskClient, at: At):
    at(OPEN)
    first = client.get("/lv/").headers["ETag"]
    at(ANNOUNCED)
    assert client.get("/lv/", headers={"If-None-Match": first}).status_code == 200


def test_what_is_a_persons_own_is_not_kept_by_anybody(own_site: Flask):
    client = own_site.test_client()
    assert client.get("/lv/sign-in").headers["Cache-Control"] == "no-store"
    sign_in(client, "coordinator@example.org", "pārole-ķēdē")
    assert client.get("/lv/account").headers["Cache-Control"] == "no-store"
    assert client.get("/lv/").headers["Cache-Control"] == "private, no-cache"


def test_the_stylesheet_is_kept_for_ever_under_an_address_of_its_content(client: FlaskClient):
    (address,) = [link for link in links_of(client.get("/lv/")) if link.endswith(".css")]
    assert re.fullmatch(r"/static/konkurss\.[0-9a-f]{12}\.css", address)
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/static/konkurss.css").status_code == 404


def test_visitors_get_no_cookie_until_they_meet_a_form(client: FlaskClient, at: At):
    at(ANNOUNCED)
    assert [path for path in PAGES if "Set-Cookie" in client.get(path).headers] == []


def test_cookies_are_kept_from_scripts_and_other_sites(client: FlaskClient):
    cookie = client.get("/lv/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_https_cookies_are_secure_and_browsers_stay_there(tmp_path: Path, migrated_sqlite: Path):
    (tmp_path / "instance").mkdir()
    shutil.copyfile(migrated_sqlite, tmp_path / "instance" / "konkurss.db")
    app = create_app(settings_for(tmp_path, KONKURSS_BASE_URL="https://konkurss.example.org"))
    answer = app.test_client().get("/lv/sign-in", base_url="https://konkurss.example.org")
    with app.test_client().get("/favicon.ico", base_url="https://konkurss.example.org") as file:
        assert file.headers["Strict-Transport-Security"] == answer.headers["Strict-Transport-Security"]
    close(app)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["Set-Cookie"].startswith("__Host-konkurss=")
    assert "Secure" in answer.headers["Set-Cookie"]
