"""What is public comes compressed; what is somebody's own, or holds a token, does not."""

import gzip
from collections.abc import Callable, Mapping

import brotli
import pytest
from flask import Flask, render_template_string, session
from flask.testing import FlaskClient
from flask_wtf import FlaskForm

from app.access import Do, may
from app.extensions import db
from app.health import storage_of
from competition.call.records import Call, CallDocument
from tests.pages.conftest import ANNOUNCED, EMAIL, PASSWORD, At
from tests.pages.reading import links_of, sign_in

OPENED: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
PUBLIC = (
    "/lv/",
    "/lv/calls/liepaja-2020",
    "/en/calls/liepaja-2020",
    "/lv/calls/liepaja-2020/results",
    "/feed.atom",
    "/calls/liepaja-2020.ics",
    "/calls/liepaja-2020/archive.json",
)
WISHES = [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0.5", "gzip")]
NO_WISHES = ["", "identity", "deflate", "gzip;q=0", "br;q=0, gzip;q=0"]
# What each answer has of its own.
OF_ITS_OWN = dict.fromkeys(("Date", "X-Request-Id", "Server-Timing"))


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize(("accepted", "chosen"), WISHES)
def test_what_is_public_comes_as_the_visitors_browser_takes_it_best(
    client: FlaskClient, at: At, path, accepted, chosen
):
    at(ANNOUNCED)
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] == chosen
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert OPENED[chosen](packed.data) == plain.data
    assert {"Accept-Encoding", "Cookie"} <= set(packed.vary)


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("accepted", NO_WISHES)
def test_whoever_does_not_take_it_compressed_gets_it_plain(client: FlaskClient, at: At, path, accepted):
    at(ANNOUNCED)
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.vary
    assert answer.data == client.get(path).data


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("before", ["", "br", "gzip"])
@pytest.mark.parametrize("now", ["", "br", "gzip"])
def test_an_unchanged_answer_is_not_sent_twice_whichever_its_encoding(client: FlaskClient, at: At, path, before, now):
    at(ANNOUNCED)
    first = client.get(path, headers={"Accept-Encoding": before})
    tag = first.headers["ETag"]
    again = client.get(path, headers={"Accept-Encoding": now, "If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Accept-Encoding" in again.vary
    other = client.get(path, headers={"Accept-Encoding": now, "If-None-Match": 'W/"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("accepted", ["", "br", "gzip"])
def test_a_head_says_what_a_get_would_bring(client: FlaskClient, at: At, accepted):
    at(ANNOUNCED)
    for path in (*PUBLIC, *(link for link in links_of(client.get("/lv/")) if link.startswith("/static/"))):
        with client.get(path, headers={"Accept-Encoding": accepted}) as whole:
            head = client.head(path, headers={"Accept-Encoding": accepted})
            assert (head.status_code, head.data) == (200, b"")
            assert {**head.headers, **OF_ITS_OWN} == {**whole.headers, **OF_ITS_OWN}


def test_pages_with_a_token_and_pages_of_somebody_signed_in_are_not_compressed(own_site: Flask):
    client = own_site.test_client()
    takes = {"Accept-Encoding": "br, gzip"}
    assert "Content-Encoding" not in client.get("/lv/sign-in", headers=takes).headers
    client.get("/lv/")  # the session that began there is written once more
    assert client.get("/lv/", headers=takes).headers["Content-Encoding"] == "br"
    sign_in(client, EMAIL, PASSWORD)
    for path in ("/lv/account", "/lv/", "/lv/calls/liepaja-2020", "/feed.atom"):
        assert "Content-Encoding" not in client.get(path, headers=takes).headers


def test_a_public_page_with_a_form_is_not_compressed_however_old_its_session(own_site: Flask):
    @own_site.get("/lv/public-form")
    @may(Do.SEE_PUBLIC)
    def public_form() -> str:
        return render_template_string("{{ form.csrf_token }}" + " " * 2000, form=FlaskForm())

    client = own_site.test_client()
    for _ in range(2):  # the first answer begins the session, the second finds its token there
        answer = client.get("/lv/public-form", headers={"Accept-Encoding": "br"})
        assert "csrf_token" in answer.text
        assert "Content-Encoding" not in answer.headers


def test_a_public_answer_that_sets_a_cookie_is_not_compressed(own_site: Flask):
    @own_site.get("/lv/remembered")
    @may(Do.SEE_PUBLIC)
    def remembered() -> str:
        session["seen"] = True
        return " " * 2000

    answer = own_site.test_client().get("/lv/remembered", headers={"Accept-Encoding": "br"})
    assert "Set-Cookie" in answer.headers
    assert "Content-Encoding" not in answer.headers


def test_documents_are_streamed_as_they_are(own_site: Flask, at: At):
    content = b"%PDF " + b"0" * 1_000_000
    address = publish(own_site, content)
    at(ANNOUNCED)
    client = own_site.test_client()
    takes = {"Accept-Encoding": "br, gzip"}
    with client.get(address, headers=takes, buffered=False) as answer:
        assert answer.is_streamed
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["Content-Length"] == str(len(content))
        assert b"".join(answer.response) == content
    assert client.head(address, headers=takes).headers["Content-Length"] == str(len(content))


def publish(site: Flask, content: bytes) -> str:
    """Give the call of 2020 a text as its document; where it lies."""
    with site.app_context():
        call = db.session.query(Call).filter_by(slug="liepaja-2020").one()
        document = CallDocument(
            call_id=call.id,
            position=0,
            title={"lv": "Konkursa nolikums"},
            file_name="nolikums.txt",
            media_type="text/plain",
            size=len(content),
            digest=storage_of(site).put(content),
            in_force_from=call.opens_at,
        )
        db.session.add(document)
        db.session.commit()
        return f"/lv/calls/liepaja-2020/documents/{document.id}"


def test_errors_and_what_monitoring_asks_are_not_compressed(client: FlaskClient):
    for path in ("/lv/nav-tadas", "/lv/calls/nav-tada", "/healthz", "/readyz", "/"):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "br"}).headers


def test_the_smallest_answers_are_not_worth_it(own_site: Flask):
    @own_site.get("/lv/small")
    @may(Do.SEE_PUBLIC)
    def small() -> str:
        return "small"

    answer = own_site.test_client().get("/lv/small", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data == b"small"


def test_static_files_come_packed_and_are_kept_for_ever(client: FlaskClient):
    (address,) = [link for link in links_of(client.get("/lv/")) if link.endswith(".css")]
    with client.get(address) as answer:
        plain = answer.data
    for accepted, chosen in WISHES[:3]:
        with client.get(address, headers={"Accept-Encoding": accepted}) as packed:
            assert packed.headers["Content-Encoding"] == chosen
            assert OPENED[chosen](packed.data) == plain
            assert len(packed.data) < len(plain) / 3
            assert packed.headers["Vary"] == "Accept-Encoding"
            assert "immutable" in packed.headers["Cache-Control"]
            tag = packed.headers["ETag"]
        again = client.get(address, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
        assert (again.status_code, again.headers["ETag"]) == (304, tag)
    for accepted in NO_WISHES:
        with client.get(address, headers={"Accept-Encoding": accepted}) as answer:
            assert "Content-Encoding" not in answer.headers
            assert answer.data == plain
