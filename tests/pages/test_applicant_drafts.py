"""What was handed in stays readable; a withdrawn application is copied to a new draft; a draft is deleted."""

from flask import Flask
from flask.testing import FlaskClient

from tests.pages.applicants import (
    HALF,
    OPEN_CALL,
    SECOND_SEASON,
    THEIRS,
    address_of,
    just_after,
    key_of,
    press,
    put_clock,
    versions_of,
    write,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import links_of, text_of

COPY = {"lv": "Kopēt jaunā pieteikumā", "en": "Copy to a new application"}


def withdraw(app: Flask, client: FlaskClient) -> None:
    question = address_of(app, THEIRS, "/withdraw")
    assert press(client, question, question).status_code == 303


def test_what_was_submitted_is_read_whole_with_the_applicant_and_their_number(demo_site: Flask, at, language):
    at(DEMO_DAY)
    client = signed_in(demo_site, "ngo2")
    here = address_of(demo_site, THEIRS, language=language)
    page = client.get(f"{here}/submitted")
    text = text_of(page)
    (version,) = versions_of(demo_site, THEIRS)
    assert {"lv": "Iesniegtais pieteikums", "en": "The application as submitted"}[language] in text
    assert version.content["applicant"]["registration_number"] in text
    assert version.content["answers"]["risks"] in text
    assert version.content["attachments"][0]["name"] in text
    for way in ("", "/receipt"):
        assert f"{here}/submitted" in links_of(client.get(f"{here}{way}"))


def test_what_was_submitted_is_not_what_is_being_changed(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    text = text_of(client.get(f"{here}/submitted"))
    assert "Cits risks." not in text
    assert "Labojumi nav iesniegti" in text


def test_what_is_being_scored_is_read_as_it_was_submitted(demo_site: Flask, at):
    at(DEMO_DAY)
    client = signed_in(demo_site, "ngo")
    here = address_of(demo_site, SECOND_SEASON)
    assert f"{here}/submitted" in links_of(client.get(here))
    assert client.get(f"{here}/submitted").status_code == 200


def test_what_was_brought_in_has_a_page_too(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "ngo").get(address_of(demo_site, "Ielu darbnīca", "/submitted", language))
    assert (page.status_code, "Ielu darbnīca" in text_of(page)) == (200, True)


def test_a_draft_has_nothing_submitted(demo_site: Flask, at):
    at(DEMO_DAY)
    assert signed_in(demo_site, "ngo").get(address_of(demo_site, HALF, "/submitted")).status_code == 404


def test_the_pages_of_a_withdrawn_application_lead_to_what_was_submitted(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    withdraw(own_demo_site, client)
    here = address_of(own_demo_site, THEIRS)
    for rest in ("/sections/aim", "/attachments", "/attachments/to/statutes", "/review"):
        answer = client.get(f"{here}{rest}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{here}/submitted")
    assert "Tas atsaukts 2026. gada 15. septembrī" in text_of(client.get(f"{here}/submitted"))


def test_a_withdrawn_application_is_copied_while_the_call_is_open(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS, language=language)
    assert COPY[language] not in text_of(client.get(here))
    withdraw(own_demo_site, client)
    text = text_of(client.get(here))
    assert COPY[language] in text
    assert {"lv": "Pielikumus nekopē", "en": "The attachments are not copied"}[language] in text
    answer = press(client, here, f"{here}/copy")
    assert answer.status_code == 303
    draft = answer.headers["Location"]
    assert draft != here
    review = text_of(client.get(f"{draft}/review"))
    assert THEIRS in review
    assert {"lv": "Statūti", "en": "Statutes"}[language] in review
    assert press(client, here, f"{here}/copy").headers["Location"] == draft


def test_after_the_deadline_nothing_is_copied(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    withdraw(own_demo_site, client)
    here = address_of(own_demo_site, THEIRS)
    put_clock(just_after(own_demo_site, OPEN_CALL))
    assert COPY["lv"] not in text_of(client.get(here))
    assert press(client, "/lv/sign-out", f"{here}/copy").status_code == 422


def test_a_draft_is_deleted_after_a_question(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    here = address_of(own_demo_site, HALF, language=language)
    assert f"{here}/discard" in links_of(client.get(here))
    question = text_of(client.get(f"{here}/discard"))
    assert {"lv": "Vai dzēst melnrakstu?", "en": "Delete the draft?"}[language] in question
    answer = press(client, f"{here}/discard", f"{here}/discard")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{language}/applications")
    assert HALF not in text_of(client.get(f"/{language}/applications"))
    assert client.get(here).status_code == 404


def test_what_was_submitted_cannot_be_deleted(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS)
    assert f"{here}/discard" not in links_of(client.get(here))
    assert client.get(f"{here}/discard").status_code == 409
    assert press(client, f"{here}/withdraw", f"{here}/discard").status_code == 409
    assert key_of(own_demo_site, THEIRS)
