"""A session that ended while somebody typed: they sign in, and what they typed goes on, the shortest of it too."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages.applicants import HALF, address_of, answers_of, token_of, write
from tests.pages.conftest import DEMO_PASSWORD, signed_in
from tests.pages.reading import fields_of, links_of, sign_in, text_of

GROUP = "/sections/target-group"
TYPED = {"target-all": "24", "target-at-risk": "7", "target-how": "Vecākie aicina jaunākos.\r\nVispirms klasē."}
JSON = {"Accept": "application/json"}


def _without_session(app: Flask, here: str) -> tuple[FlaskClient, TestResponse]:
    """Somebody typed in a session that is over by now, and presses the button."""
    seen = fields_of(signed_in(app, "ngo").get(here))["seen"]
    client = app.test_client()
    return client, client.post(here, data={**TYPED, "seen": seen, "csrf_token": "no vecās sesijas"})


def _stored(app: Flask) -> dict[str, str]:
    stored = answers_of(app, HALF)
    return {name: stored.get(name, "").replace("\n", "\r\n") for name in TYPED}


def test_whoever_is_signed_out_signs_in_and_goes_on_with_all_that_was_typed(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP)
    client, asked = _without_session(own_demo_site, here)
    assert asked.status_code == 401
    assert "Sesija ir beigusies. Ierakstītais nav pazudis." in text_of(asked)
    assert f"/lv/sign-in?next={here}" in links_of(asked)
    assert {name: fields_of(asked)[name] for name in TYPED} == TYPED

    sign_in(client, "ngo@example.org", DEMO_PASSWORD)
    assert client.post(here, data=fields_of(asked)).status_code == 303
    assert _stored(own_demo_site) == TYPED


def test_whoever_has_signed_in_again_meanwhile_is_asked_once_and_it_is_saved(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP)
    client = signed_in(own_demo_site, "ngo")
    sent = {**TYPED, "seen": fields_of(client.get(here))["seen"], "csrf_token": "no vecās sesijas"}
    shown = client.post(here, data=sent)
    assert (shown.status_code, "Ierakstītais vēl nav saglabāts" in text_of(shown)) == (400, True)
    assert _stored(own_demo_site)["target-all"] == "18"

    assert client.post(here, data=fields_of(shown)).status_code == 303
    assert _stored(own_demo_site) == TYPED


def test_a_session_that_was_ended_elsewhere_loses_nothing_either(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP)
    stranger = own_demo_site.test_client()
    answer = stranger.post(here, data={**TYPED, "csrf_token": token_of(stranger, "/lv/sign-in")})
    assert (answer.status_code, fields_of(answer)["target-all"]) == (401, "24")


def test_whoever_presses_before_they_signed_in_is_told_so_and_loses_nothing(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP)
    client, asked = _without_session(own_demo_site, here)
    assert "Sesija vēl nav atsākta" not in text_of(asked)
    again = client.post(here, data=fields_of(asked))
    assert (again.status_code, "Sesija vēl nav atsākta" in text_of(again)) == (401, True)
    assert {name: fields_of(again)[name] for name in TYPED} == TYPED


def test_what_somebody_else_changed_meanwhile_is_told_after_signing_in_as_always(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP)
    client, asked = _without_session(own_demo_site, here)
    write(signed_in(own_demo_site, "ngo"), here, {"target-all": "31"})
    sign_in(client, "ngo@example.org", DEMO_PASSWORD)
    answer = client.post(here, data=fields_of(asked))
    assert (answer.status_code, "tikmēr mainīja citā logā" in text_of(answer)) == (409, True)
    assert answers_of(own_demo_site, HALF)["target-all"] == "31"


def test_what_another_site_sends_is_not_carried(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP)
    client = signed_in(own_demo_site, "ngo")
    told = [{"Sec-Fetch-Site": site} for site in ("cross-site", "same-site", "none")]
    told += [{"Origin": origin} for origin in ("https://example.org", "null")]
    for headers in told:
        answer = client.post(here, data={**TYPED, "csrf_token": "svešs"}, headers=headers)
        assert answer.status_code == 400
        assert "target-all" not in fields_of(answer)


def test_what_does_more_than_keep_text_is_never_carried(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, "/submit")
    answer = client.post(address, data={"csrf_token": "vecs", "step": "send"})
    assert (answer.status_code, "step" in fields_of(answer)) == (400, False)


def test_a_script_is_told_to_press_the_button_which_leads_to_all_this(own_demo_site: Flask):
    here = address_of(own_demo_site, HALF, GROUP) + "/saved"
    stranger = own_demo_site.test_client()
    said = "Nav saglabāts: sesija ir beigusies. Nospiediet pogu lapas beigās: ierakstītais nepazudīs."
    for token, status in (("vecs", 400), (token_of(stranger, "/lv/sign-in"), 401)):
        answer = stranger.post(here, data={**TYPED, "csrf_token": token}, headers=JSON)
        assert (answer.status_code, answer.json["said"]) == (status, said)
