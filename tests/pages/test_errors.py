"""Each kind of error has a page that says what happened, what to do next and by what number it is found in the log."""

import logging
import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import text
from werkzeug.exceptions import TooManyRequests

from app.access import Do, may
from app.errors import BUSY, STALE, STORE_AWAY, TROUBLES
from app.extensions import db
from app.formats import NBSP
from app.refusals import refusals_to
from competition.application.states import WrongState
from tests.pages.conftest import EMAIL, PASSWORD, settings_for
from tests.pages.reading import fields_of, links_of, sign_in, text_of


@pytest.fixture
def failing(own_site: Flask) -> Flask:
    """A site with pages that fail in each way: `/lv/fails/409`."""
    own_site.config["PROPAGATE_EXCEPTIONS"] = False

    @own_site.route("/<any(lv, en):lang>/fails/<int:code>", methods=["GET", "POST"])
    @may(Do.SEE_PUBLIC)
    def fails(code: int) -> str:
        abort(code)

    @own_site.get("/<any(lv, en):lang>/refused/<who>")
    @may(Do.SEE_PUBLIC)
    def refused(who: str) -> str:
        raise WrongState

    @own_site.get("/<any(lv, en):lang>/breaks")
    @may(Do.SEE_PUBLIC)
    def breaks() -> str:
        raise ZeroDivisionError

    @own_site.get("/<any(lv, en):lang>/too-often/<int:seconds>")
    @may(Do.SEE_PUBLIC)
    def too_often(seconds: int) -> str:
        raise TooManyRequests(retry_after=seconds)

    return own_site


def button_of(page: str) -> str:
    """The words of the one main button."""
    (words,) = re.findall(r'class="button"[^>]*>([^<]+)<', page)
    return words


@pytest.mark.parametrize("code", sorted(TROUBLES))
def test_every_error_says_what_happened_what_to_do_and_its_number(failing: Flask, language, code):
    answer = failing.test_client().get(f"/{language}/fails/{code}")
    with failing.test_request_context(), force_locale(language):
        happened = str(TROUBLES[code].happened)
        advice = (str(TROUBLES[code].advice) % {"largest": 25}).replace(NBSP, " ")
    said = text_of(answer)
    assert answer.status_code == code
    assert happened in said
    assert advice in said
    assert (
        said.partition({"lv": "Pieprasījuma numurs: ", "en": "Request number: "}[language])[2].split()[0]
        == (answer.headers["X-Request-Id"])
    )
    assert button_of(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_text_about_errors_is_in_both_languages(site: Flask):
    said = {}
    for language in ("lv", "en"):
        with site.test_request_context("/"), force_locale(language):
            said[language] = {
                str(words)
                for one in (*TROUBLES.values(), BUSY, STALE, STORE_AWAY)
                for words in (one.happened, one.advice)
            }
    assert said["lv"] & said["en"] == set()
    assert not set("".join(said["lv"] | said["en"])) & set("!")


@pytest.mark.parametrize("code", [401, 406, 410, 418, 502])
def test_an_error_without_a_page_of_its_own_has_that_of_its_kind(failing: Flask, code):
    answer = failing.test_client().get(f"/en/fails/{code}")
    happened = "The site could not read this request." if code < 500 else "Something went wrong on our side."
    assert answer.status_code == code
    assert happened in text_of(answer)


def test_what_is_not_there_leads_to_the_calls_and_to_help(client: FlaskClient):
    answer = client.get("/en/no-such")
    assert button_of(answer.text) == "To the list of calls"
    assert {"/en/", "/en/help"} <= set(links_of(answer))


def test_an_address_used_in_a_wrong_way_is_405_and_leads_to_its_page(client: FlaskClient):
    answer = client.post("/lv/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "Šo adresi tā nevar izmantot." in text_of(answer)
    assert button_of(answer.text) == "Atvērt lapu vēlreiz"


def test_too_much_at_once_is_413_and_names_the_largest_file(client: FlaskClient):
    answer = client.post("/lv/sign-in", data={"email": "x" * 2_200_000})
    assert answer.status_code == 413
    assert "Nosūtītais ir pārāk liels. Fails drīkst būt līdz 25 MB liels." in text_of(answer)


def test_the_largest_file_is_that_of_the_settings(failing: Flask, tmp_path):
    failing.extensions["konkurss-settings"] = settings_for(tmp_path, KONKURSS_MAX_UPLOAD_MB="7")
    assert "A file may have at most 7 MB." in text_of(failing.test_client().get("/en/fails/413"))


@pytest.mark.parametrize(
    ("seconds", "lv", "en"),
    [
        (1, "Uzgaidiet 1 minūti un", "Wait 1 minute and"),
        (60, "Uzgaidiet 1 minūti un", "Wait 1 minute and"),
        (61, "Uzgaidiet 2 minūtes un", "Wait 2 minutes and"),
        (1260, "Uzgaidiet 21 minūti un", "Wait 21 minutes and"),
    ],
)
def test_who_came_too_often_is_told_how_long_to_wait(failing: Flask, seconds, lv, en):
    client = failing.test_client()
    answer = client.get(f"/lv/too-often/{seconds}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(seconds))
    assert lv in text_of(answer)
    assert en in text_of(client.get(f"/en/too-often/{seconds}"))


def test_without_permission_one_is_told_who_one_is_and_may_come_in_as_somebody_else(failing: Flask):
    client = failing.test_client()
    sign_in(client, EMAIL, PASSWORD)
    answer = client.get("/lv/fails/403?a=b")
    assert "Jums nav tiesību atvērt šo lapu." in text_of(answer)
    assert f"Jūs izmantojat kontu {EMAIL}." in text_of(answer)
    (action,) = re.findall(r'<form method="post" action="([^"]+)"', answer.text)
    out = client.post(action, data={"csrf_token": fields_of(answer)["csrf_token"]})
    assert out.status_code == 302
    assert fields_of(client.get(out.headers["Location"]))["next"] == "/lv/fails/403?a=b"


def test_who_is_not_signed_in_is_offered_to(failing: Flask):
    answer = failing.test_client().get("/en/fails/403")
    assert button_of(answer.text) == "Sign in"
    assert "/en/sign-in?next=/en/fails/403" in links_of(answer)


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/lv//evil.example"])
def test_the_way_back_never_leads_elsewhere(client: FlaskClient, path):
    answer = client.open(path, method="POST", base_url="http://localhost")
    assert [link for link in links_of(answer) if "evil" in link and link.startswith(("//", "/\\"))] == []


def test_a_bug_is_a_page_with_the_number_under_which_it_is_logged(failing: Flask, caplog: pytest.LogCaptureFixture):
    answer = failing.test_client().get("/lv/breaks")
    assert answer.status_code == 500
    assert "Portāla darbībā radās kļūda." in text_of(answer)
    assert f"request {answer.headers['X-Request-Id']}: GET /<any(lv, en):lang>/breaks failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert button_of(answer.text) == "Mēģināt vēlreiz"


def test_a_database_that_is_gone_is_a_page_even_for_who_is_signed_in(failing: Flask, language):
    client = failing.test_client()
    sign_in(client, EMAIL, PASSWORD)
    with failing.app_context():
        db.session.execute(text("ALTER TABLE account RENAME TO gone"))
        db.session.commit()
    for path in (f"/{language}/", f"/{language}/account", f"/{language}/no-such"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert answer.headers["X-Request-Id"] in text_of(answer)


@pytest.mark.parametrize("code", [403, 409, 422, 429])
def test_what_people_ask_about_is_noted_down_without_what_stood_in_the_address(
    failing: Flask, caplog: pytest.LogCaptureFixture, code
):
    with caplog.at_level(logging.INFO):
        answer = failing.test_client().get(f"/lv/fails/{code}?email=anna@example.org")
    (record,) = [one for one in caplog.records if one.name == "app.errors"]
    number = answer.headers["X-Request-Id"]
    rule = "/<any(lv, en):lang>/fails/<int:code>"
    assert record.levelno == logging.INFO
    assert record.getMessage() == f"request {number}: GET {rule} answered {code} (no refusal)"


def test_a_refusal_is_noted_down_by_its_code(failing: Flask, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO):
        answer = failing.test_client().get("/lv/refused/anna")
    assert answer.status_code == 409
    assert "answered 409 (wrong-state)" in caplog.text
    assert "anna" not in caplog.text


def test_a_refusal_beside_a_field_is_noted_down_too(failing: Flask, caplog: pytest.LogCaptureFixture):
    class Form:
        form_errors: list[str]

    @failing.get("/lv/form")
    @may(Do.SEE_PUBLIC)
    def form_page() -> tuple[str, int]:
        form = Form()
        form.form_errors = []
        with refusals_to(form):  # pyright: ignore[reportArgumentType]
            raise WrongState
        return form.form_errors[0], 422

    with caplog.at_level(logging.INFO):
        failing.test_client().get("/lv/form")
    assert "answered 422 (wrong-state)" in caplog.text


@pytest.mark.parametrize("code", [400, 404, 405, 413])
def test_what_strangers_try_all_day_fills_no_log(failing: Flask, caplog: pytest.LogCaptureFixture, code):
    with caplog.at_level(logging.INFO):
        failing.test_client().get(f"/lv/fails/{code}")
    assert caplog.records == []


@pytest.mark.parametrize("path", ["/lv/", "/", "/healthz", "/feed.atom", "/lv/no-such", "/favicon.ico", "/lv/account"])
def test_every_answer_carries_a_number_of_its_own(client: FlaskClient, path):
    numbers = set()
    for _ in range(2):
        with client.get(path) as answer:
            assert re.fullmatch(r"[0-9a-f]{12}", answer.headers["X-Request-Id"])
            numbers.add(answer.headers["X-Request-Id"])
    assert len(numbers) == 2


def test_an_answer_that_is_not_sent_twice_carries_its_number_too(client: FlaskClient):
    first = client.get("/lv/help")
    again = client.get("/lv/help", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
