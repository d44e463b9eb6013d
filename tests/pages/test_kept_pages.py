"""A public page is made once for everybody, and never a moment too old."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask, Response, template_rendered
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import text

from app.access import Do, may
from app.extensions import db
from app.kept_pages import KeptPages
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import TICK
from tests.pages.conftest import ANNOUNCED, EMAIL, OPEN, PASSWORD, At
from tests.pages.reading import sign_in, text_of

PAGE = "/lv/calls/liepaja-2020"


@pytest.fixture
def made(own_site: Flask) -> Iterator[list[str]]:
    """The names of the pages that were made."""
    names: list[str] = []

    def note(_app: Flask, template: object, **_more: object) -> None:
        names.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, own_site):
        yield names


def test_two_visitors_in_one_second_get_the_same_page_made_once(own_site: Flask, at: At, made: list[str]):
    at(OPEN)
    first, second = (own_site.test_client().get(PAGE) for _ in range(2))
    assert made == ["public/call.html"]
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]


def test_a_page_is_made_anew_in_the_next_second_in_another_language_and_after_anything_was_done(
    own_site: Flask, at: At, made: list[str]
):
    client = own_site.test_client()
    at(OPEN)
    client.get(PAGE)
    client.get(PAGE.replace("lv", "en"))
    client.get(f"{PAGE}?x=1")
    at(OPEN + timedelta(seconds=1))
    client.get(PAGE)
    with own_site.app_context(), acting(db.session(), SYSTEM) as act:
        act.note("something.done", "call:x")
    client.get(PAGE)
    assert made == ["public/call.html"] * 5


def test_after_the_last_accepted_instant_no_page_says_that_the_call_is_open(client: FlaskClient, at: At):
    last = OPEN.replace(day=14, hour=23, minute=59, second=59, microsecond=999_999)
    at(last)
    assert "Atvērts pieteikumiem" in text_of(client.get(PAGE))
    at(last + TICK)
    assert "Notiek vērtēšana" in text_of(client.get(PAGE))


def test_somebody_signed_in_gets_a_page_of_their_own_and_nobody_else_gets_it(own_site: Flask, at: At, made: list[str]):
    at(ANNOUNCED)
    somebody, stranger = own_site.test_client(), own_site.test_client()
    sign_in(somebody, EMAIL, PASSWORD)
    for _ in range(2):
        assert "Ilze Bērziņa" in text_of(somebody.get(PAGE))
    assert "Ilze Bērziņa" not in text_of(stranger.get(PAGE))
    assert made.count("public/call.html") == 3


def test_a_page_with_a_token_is_for_one_visitor(own_site: Flask, at: At):
    at(OPEN)

    @own_site.get("/lv/public-form")
    @may(Do.SEE_PUBLIC)
    def public_form() -> str:
        return generate_csrf()

    assert own_site.test_client().get("/lv/public-form").data != own_site.test_client().get("/lv/public-form").data


def test_what_is_downloaded_stays_a_download_even_where_it_is_a_page(own_site: Flask, at: At):
    at(OPEN)

    @own_site.get("/lv/document")
    @may(Do.SEE_PUBLIC)
    def document() -> Response:
        return Response("<h1>x</h1>", headers={"Content-Disposition": "attachment"}, mimetype="text/html")

    @own_site.get("/lv/streamed")
    @may(Do.SEE_PUBLIC)
    def streamed() -> Response:
        return Response((piece for piece in ("<h1>", "x")), mimetype="text/html")

    for path in ("/lv/document", "/lv/streamed"):
        first, second = (own_site.test_client().get(path) for _ in range(2))
        assert first.data == second.data
        assert first.headers.get("Content-Disposition") == second.headers.get("Content-Disposition")
        assert first.headers["Cache-Control"] == second.headers["Cache-Control"]


def test_a_page_that_asks_nothing_of_the_database_opens_without_it(own_site: Flask, at: At):
    at(OPEN)
    with own_site.app_context():
        db.session.execute(text("ALTER TABLE audit_head RENAME TO lost"))
        db.session.commit()
    assert own_site.test_client().get("/lv/help").status_code == 200


def test_what_is_not_there_is_looked_for_each_time(own_site: Flask, at: At, made: list[str]):
    at(OPEN)
    assert [own_site.test_client().get("/lv/calls/nav").status_code for _ in range(2)] == [404, 404]
    assert made == ["error.html"] * 2


def test_the_pages_asked_for_longest_ago_are_forgotten():
    pages = KeptPages(most=2)
    for name in "ab":
        pages.put(name, (1, 1), name.encode())
    assert pages.take("a", (1, 1)) == b"a"
    pages.put("c", (1, 1), b"c")
    assert [pages.take(name, (1, 1)) for name in "abc"] == [b"a", None, b"c"]
    assert pages.take("c", (2, 1)) is None
