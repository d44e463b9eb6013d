"""The applicant answers what is to be clarified: typed, attached, looked over, handed in, and too late."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from competition.eligibility.reminding import remind_all
from competition.foundation.clock import TICK, use_clock
from tests.pages.applicants import A_PDF, address_of, answers_of, post_file, press, token_of, write
from tests.pages.clarifying import (
    EVENING,
    QUESTIONS,
    TERM,
    TEXT,
    TOO_LATE,
    TYPED,
    answers_in,
    ask,
    files_in,
    typed_in,
)
from tests.pages.conftest import signed_in
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_applicant_mails import mail_of, text_of_mail
from tests.pages.test_one_language import foreign_pieces


@pytest.fixture
def here(own_demo_site: Flask) -> str:
    """Where an applicant answers what was asked."""
    ask(own_demo_site)
    return address_of(own_demo_site, EVENING, "/clarification")


@pytest.fixture
def client(own_demo_site: Flask) -> FlaskClient:
    return signed_in(own_demo_site, "ngo2")


def attach(client: FlaskClient, here: str, name: str = "pilnvara.pdf", content: bytes = A_PDF):
    page = f"{here}/attachments"
    slot = "power-of-attorney"
    return post_file(client, f"{page}/to/{slot}", slot, name, content, token_of(client, page))


def hand_in(client: FlaskClient, here: str):
    return press(client, f"{here}/review", f"{here}/send")


def test_the_applications_page_begins_with_what_is_to_be_clarified_and_its_term(
    own_demo_site: Flask, here, client, language
):
    page = client.get(address_of(own_demo_site, EVENING, language=language))
    said = {
        "lv": "Precizējiet pieteikumu līdz 22. septembrim (ieskaitot)",
        "en": "Clarify the application until 22 September",
    }[language]
    assert (said in text_of(page), TEXT in text_of(page)) == (True, True)
    assert here.replace("/lv/", f"/{language}/") in links_of(page)
    word = {"lv": "Precizēšanā", "en": "Being clarified"}[language]
    assert word in text_of(page)
    listed = client.get(f"/{language}/applications")
    assert word in text_of(listed)
    assert here.replace("/lv/", f"/{language}/") in links_of(listed)


def test_only_the_named_questions_open_and_begin_with_what_was_handed_in(own_demo_site: Flask, here, client):
    page = client.get(here)
    names = set(re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"', page.text))
    assert names - {"csrf_token", "seen", "q"} == set(QUESTIONS)
    assert fields_of(page)["project-place"] == answers_of(own_demo_site, EVENING)["project-place"]
    assert answers_of(own_demo_site, EVENING)["evidence"] in page.text
    assert TEXT in text_of(page)


def test_what_was_typed_is_saved_and_leads_to_the_attachments_and_on_to_the_check(own_demo_site: Flask, here, client):
    answer = write(client, here, TYPED)
    assert (answer.status_code, answer.location) == (303, f"{here}/attachments")
    assert typed_in(own_demo_site) == TYPED
    assert f"{here}/review" in links_of(client.get(f"{here}/attachments"))


def test_what_does_not_fit_is_saved_and_told_beside_its_field(own_demo_site: Flask, here, client):
    refused = write(client, here, TYPED | {"evidence": "x" * 3001})
    assert (refused.status_code, "#evidence" in links_of(refused)) == (422, True)
    assert "rakstzīmes; saīsiniet to." in text_of(refused)
    assert len(typed_in(own_demo_site)["evidence"]) == 3001


def test_saving_as_one_goes_says_that_another_window_was_faster(own_demo_site: Flask, here, client):
    fields = fields_of(client.get(here))
    sent = {"csrf_token": fields["csrf_token"], "seen": fields["seen"]}
    json = {"Accept": "application/json"}
    first = client.post(f"{here}/saved", data=sent | TYPED, headers=json)
    assert first.json["said"].endswith("12.00. Atbilde nav iesniegta.")
    second = client.post(f"{here}/saved", data=sent | TYPED | {"evidence": "Cits."}, headers=json)
    assert (second.status_code, second.json["partly"]) == (200, True)
    assert "Ar ko to pierādīsiet?" in second.json["said"]
    assert typed_in(own_demo_site) == TYPED
    pressed = client.post(here, data=sent | TYPED | {"evidence": "Cits."})
    assert (pressed.status_code, TYPED["evidence"] in text_of(pressed)) == (409, True)
    again = client.post(here, data=sent | {"seen": fields_of(pressed)["seen"]} | TYPED | {"evidence": "Cits."})
    assert (again.status_code, typed_in(own_demo_site)["evidence"]) == (303, "Cits.")


def test_a_file_is_attached_downloaded_and_taken_out_after_a_question(own_demo_site: Flask, here, client):
    assert attach(client, here).status_code == 303
    assert files_in(own_demo_site) == ["pilnvara.pdf"]
    page = client.get(f"{here}/attachments")
    remove = next(link for link in links_of(page) if link.endswith("/remove"))
    assert client.get(remove.removesuffix("/remove")).data == A_PDF
    asked = client.get(remove)
    assert "Fails tiks izņemts no atbildes." in text_of(asked)
    assert client.post(remove, data={"csrf_token": token_of(client, remove)}).status_code == 303
    assert files_in(own_demo_site) == []


@pytest.mark.parametrize(("content", "status"), [(b"", 422), (b"MZ", 422), (b"x" * (30 * 1024 * 1024), 413)])
def test_a_file_that_is_not_taken_is_told_at_its_place(own_demo_site: Flask, here, client, content, status):
    refused = attach(client, here, content=content)
    assert (refused.status_code, "#power-of-attorney-file" in links_of(refused)) == (status, True)
    assert files_in(own_demo_site) == []


def test_the_check_shows_both_and_one_press_hands_it_in(own_demo_site: Flask, here, client):
    write(client, here, TYPED)
    attach(client, here)
    review = text_of(client.get(f"{here}/review"))
    assert ("Kā iesniegts" in review, "Liepāja, Karosta" in review, "pilnvara.pdf" in review) == (True, True, True)
    assert answers_in(own_demo_site) == []

    sent = hand_in(client, here)

    assert (sent.status_code, sent.location) == (303, f"{here}/receipt")
    (one,) = answers_in(own_demo_site)
    receipt = text_of(client.get(sent.location))
    assert "Precizējums ir saņemts" in receipt
    assert ("2026-02" in receipt, "12.00.00" in receipt, one.digest in receipt) == (True, True, True)
    mail = mail_of(own_demo_site, "clarified")
    assert mail["Subject"] == "Pieteikuma Nr. 2026-02 precizējums ir saņemts"
    assert one.digest in text_of_mail(mail)
    page = text_of(client.get(address_of(own_demo_site, EVENING)))
    assert ("Mainīt atbildi (līdz 22. septembrim (ieskaitot))" in page, "Saņemts precizējums" in page) == (True, True)


def test_handing_in_twice_is_handing_in_once_and_a_change_is_the_next_answer(own_demo_site: Flask, here, client):
    write(client, here, TYPED)
    attach(client, here)
    token = token_of(client, f"{here}/review")
    for _ in range(2):
        assert client.post(f"{here}/send", data={"csrf_token": token}).status_code == 303
    assert [one.version for one in answers_in(own_demo_site)] == [1]
    assert "Atbilde ir iesniegta" in text_of(client.get(f"{here}/review"))
    write(client, here, TYPED | {"evidence": "Arī video."})
    assert "Vēlākās izmaiņas nav iesniegtas." in text_of(client.get(address_of(own_demo_site, EVENING)))
    use_clock(lambda: TERM)
    assert hand_in(client, here).status_code == 303
    assert [one.content["answers"]["evidence"] for one in answers_in(own_demo_site)] == [
        TYPED["evidence"],
        "Arī video.",
    ]
    assert "2. atbilde; turpmāk ņem vērā to" in text_of_mail(mail_of(own_demo_site, "clarified"))


def test_the_confirmation_names_the_answer_and_after_the_term_changes_are_told_to_be_not_handed_in(
    own_demo_site: Flask, here, client
):
    write(client, here, TYPED)
    attach(client, here)
    hand_in(client, here)
    assert "Atbilde Nr. 1" in text_of(client.get(f"{here}/receipt"))
    write(client, here, TYPED | {"evidence": "Arī video."})
    use_clock(lambda: TOO_LATE)

    page = text_of(client.get(address_of(own_demo_site, EVENING)))

    assert "Pieteikums ir precizēts" in page
    assert "Vēlākās izmaiņas nav iesniegtas." in page
    assert ("Apliecinājums par precizējuma saņemšanu" in page, "Apstiprinājums" in page) == (True, False)


def test_what_is_missing_is_named_and_nothing_is_handed_in(own_demo_site: Flask, here, client):
    write(client, here, TYPED | {"evidence": ""})
    refused = hand_in(client, here)
    assert refused.status_code == 422
    assert "Atbilde nav pilnīga: trūkst 1 atbildes, trūkst 1 pielikuma." in text_of(refused)
    assert {f"{here}#evidence", f"{here}/attachments#power-of-attorney"} <= set(links_of(refused))
    assert answers_in(own_demo_site) == []


@pytest.mark.parametrize(
    ("at", "status"),
    [(TERM - timedelta(seconds=1), 303), (TERM, 303), (TOO_LATE, 422), (TERM + timedelta(seconds=1), 422)],
)
def test_the_moment_that_counts_is_that_of_the_press(own_demo_site: Flask, here, client, at, status):
    write(client, here, TYPED)
    attach(client, here)
    token = token_of(client, f"{here}/review")
    use_clock(lambda: at)
    assert client.post(f"{here}/send", data={"csrf_token": token}).status_code == status
    assert len(answers_in(own_demo_site)) == (1 if status == 303 else 0)


def test_after_the_term_the_pages_say_so_plainly_and_keep_what_was_typed(own_demo_site: Flask, here, client):
    write(client, here, TYPED)
    token = token_of(client, f"{here}/review")
    use_clock(lambda: TERM + TICK)
    refused = text_of(client.post(f"{here}/send", data={"csrf_token": token}))
    assert "Precizēšanas termiņš ir beidzies" in refused
    assert "Uzrakstītais un pievienotais ir saglabāts, bet iesniegt to vairs nevar." in refused
    assert "Jūsu mēģinājums un tā laiks ir pierakstīti." in refused
    for page in (here, f"{here}/attachments", f"{here}/review", address_of(own_demo_site, EVENING)):
        answer = client.get(page)
        assert (answer.status_code, "Precizēšanas termiņš ir beidzies" in text_of(answer)) == (200, True)
    assert (fields_of(client.get(here))["project-place"], TYPED["evidence"] in client.get(here).text) == (
        TYPED["project-place"],
        True,
    )
    assert f'action="{here}/send"' not in client.get(f"{here}/review").text
    kept = write(client, here, TYPED | {"evidence": "Vēl viens."})
    assert (kept.status_code, typed_in(own_demo_site)["evidence"]) == (303, "Vēl viens.")


def test_who_has_not_answered_is_reminded_by_e_mail(own_demo_site: Flask, here):
    use_clock(lambda: TERM - timedelta(hours=30))
    with own_demo_site.app_context():
        assert remind_all(db.session()) == 1
    mail = mail_of(own_demo_site, "clarification-reminder")
    assert mail["Subject"] == "Drīz beidzas termiņš pieteikuma Nr. 2026-02 precizēšanai"
    assert (TEXT in text_of_mail(mail), here in text_of_mail(mail)) == (True, True)


@pytest.mark.parametrize("rest", ["", "/attachments", "/review", "/receipt"])
def test_nobody_else_sees_what_was_asked(own_demo_site: Flask, here, rest):
    assert signed_in(own_demo_site, "ngo").get(f"{here}{rest}").status_code == 404
    assert signed_in(own_demo_site, "coordinator").get(f"{here}{rest}").status_code == 403


@pytest.mark.parametrize("rest", ["", "/attachments", "/review", "/receipt"])
def test_where_nothing_was_asked_there_is_nothing(own_demo_site: Flask, client, rest):
    assert client.get(address_of(own_demo_site, EVENING, f"/clarification{rest}")).status_code == 404


def test_questions_alone_lead_to_the_check_and_attachments_alone_have_no_questions(own_demo_site: Flask, client):
    ask(own_demo_site, slots=())
    here = address_of(own_demo_site, EVENING, "/clarification")
    assert write(client, here, TYPED).location == f"{here}/review"
    assert client.get(f"{here}/attachments").location == here


def test_attachments_alone_open_where_no_question_was_asked(own_demo_site: Flask, client):
    ask(own_demo_site, questions=())
    here = address_of(own_demo_site, EVENING, "/clarification")
    assert client.get(here).location == f"{here}/attachments"
    assert attach(client, here).status_code == 303
    assert hand_in(client, here).status_code == 303


def test_rows_of_a_table_are_added_and_asked_about_as_in_the_form(own_demo_site: Flask, client):
    ask(own_demo_site, questions=("activities",), slots=())
    here = address_of(own_demo_site, EVENING, "/clarification")
    fields = {name: text for name, text in fields_of(client.get(here)).items() if name not in {"row", "q"}}
    rows = [name for name in fields if name.endswith("-0") or "-0-" in name]
    assert rows
    added = client.post(here, data=fields | {"row": "activities add"})
    assert (added.status_code, "longer=activities" in added.location) == (303, True)
    asked = client.post(here, data=fields | {"row": "activities ask 0"})
    assert "removing=activities-0" in asked.location
    assert "Vai izņemt" in text_of(client.get(asked.location)) or client.get(asked.location).status_code == 200


@pytest.mark.parametrize("rest", ["", "/clarification", "/clarification/attachments", "/clarification/review"])
def test_the_pages_of_an_open_clarification_speak_one_language(own_demo_site: Flask, here, client, language, rest):
    page = client.get(address_of(own_demo_site, EVENING, rest, language))
    assert (page.status_code, foreign_pieces(page.text)) == (200, [])
