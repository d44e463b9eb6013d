"""Handing in, once and in time; what says so; handing in again; taking back."""

import threading

import pytest
from flask import Flask

from competition.application.states import State
from tests.pages.applicants import (
    HALF,
    OPEN_CALL,
    READY,
    SECOND_SEASON,
    THEIRS,
    address_of,
    deadline_of,
    just_after,
    press,
    put_clock,
    state_of,
    token_of,
    versions_of,
    write,
)
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import links_of, text_of


def at_review(app: Flask, title: str, language: str = "lv") -> tuple[str, str]:
    """The page before handing in, and where its button posts to."""
    return address_of(app, title, "/review", language), address_of(app, title, "/submit", language)


def test_the_check_shows_every_answer_with_the_way_to_change_it(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "ngo").get(address_of(demo_site, READY, "/review", language))
    text = text_of(page)
    assert "LV80BANK0000435195001" in text
    assert {"lv": "Viss vajadzīgais ir aizpildīts", "en": "Everything that is needed is there"}[language] in text
    assert {"lv": "Iesniegt pieteikumu", "en": "Submit the application"}[language] in text
    assert address_of(demo_site, READY, "/sections/aim", language) + "?then=review#aim-goal" in links_of(page)
    assert "statuti.pdf" in text


def test_while_something_is_missing_the_button_explains(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    write(client, address_of(own_demo_site, HALF, "/sections/target-group"), {"target-all": "daudz"})
    answer = press(client, *at_review(own_demo_site, HALF, language))
    assert answer.status_code == 422
    text = text_of(answer)
    assert {
        "lv": "Pieteikumā vēl trūkst 21 atbildes, jāizlabo 1 atbilde, trūkst 2 pielikumu.",
        "en": "The application is not complete: 21 answers missing, 1 answer to correct, 2 attachments missing.",
    }[language] in text
    assert {"lv": "Pieteikumu vēl nevar iesniegt: jānovērš 24", "en": "24 things keep"}[language] in text
    links = links_of(answer)
    assert address_of(own_demo_site, HALF, "/sections/activities", language) + "?then=review#activities" in links
    assert address_of(own_demo_site, HALF, "/sections/target-group", language) + "?then=review#target-all" in links
    assert address_of(own_demo_site, HALF, "/attachments", language) + "#statutes" in links
    assert (state_of(own_demo_site, HALF), versions_of(own_demo_site, HALF)) == (State.DRAFT, [])


def test_from_the_check_one_mends_an_answer_and_comes_back_to_the_check(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    review = address_of(own_demo_site, HALF, "/review", language)
    here = address_of(own_demo_site, HALF, "/sections/target-group?then=review", language)
    button = {"lv": "Tālāk: Pārbaudīt un iesniegt", "en": "Next: Check and submit"}[language]
    assert button in text_of(client.get(here))
    refused = write(client, here, {"target-all": "daudz"})
    assert (refused.status_code, button in text_of(refused)) == (422, True)
    assert f'action="{here}"' in refused.text
    mended = write(client, here, {"target-all": "18", "target-schools": "2. vidusskola"})
    assert (mended.status_code, mended.headers["Location"]) == (303, review)


def test_handing_in_says_the_number_the_instant_and_the_digests(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    answer = press(client, *at_review(own_demo_site, READY, language))
    receipt = address_of(own_demo_site, READY, "/receipt", language)
    assert (answer.status_code, answer.headers["Location"]) == (303, receipt)
    (version,) = versions_of(own_demo_site, READY)
    text = text_of(client.get(receipt))
    assert version.digest in text
    assert all(one["sha256"] in text for one in version.content["attachments"])
    when = {"lv": "Saņemts 2026. gada 15. septembrī plkst. 12.00", "en": "Received 15 September 2026 at 12:00"}
    assert when[language] in text
    assert version.content["number"] in text
    assert {"lv": "Labot un iesniegt vēlreiz", "en": "Change and submit again"}[language] in text


def test_handing_in_twice_is_handing_in_once(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    page, button = at_review(own_demo_site, READY)
    token = token_of(client, page)
    first, second = (client.post(button, data={"csrf_token": token}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert [one.version for one in versions_of(own_demo_site, READY)] == [1]


def test_handing_in_from_two_windows_at_once_is_handing_in_once(own_demo_site: Flask):
    windows = [signed_in(own_demo_site, "ngo") for _ in range(2)]
    page, button = at_review(own_demo_site, READY)
    tokens = [token_of(client, page) for client in windows]
    start, answers = threading.Barrier(2), []

    def click(number: int) -> None:
        start.wait()
        answers.append(windows[number].post(button, data={"csrf_token": tokens[number]}).status_code)

    clicks = [threading.Thread(target=click, args=(number,)) for number in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert answers == [303, 303]
    assert [one.version for one in versions_of(own_demo_site, READY)] == [1]


def test_at_the_last_instant_it_is_taken_and_a_microsecond_later_not(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo")
    page, button = at_review(own_demo_site, READY, language)
    token = token_of(client, page)
    put_clock(just_after(own_demo_site, OPEN_CALL))
    answer = client.post(button, data={"csrf_token": token})
    text = text_of(answer)
    assert answer.status_code == 422
    assert {"lv": "Termiņš ir beidzies", "en": "The deadline has passed"}[language] in text
    assert {"lv": "2026. gada 7. oktobrī plkst. 0.00", "en": "7 October 2026 at 0:00"}[language] in text
    assert "konkurss@example.org" in text
    assert state_of(own_demo_site, READY) == State.DRAFT
    put_clock(deadline_of(own_demo_site, OPEN_CALL))
    assert client.post(button, data={"csrf_token": token}).status_code == 303
    assert state_of(own_demo_site, READY) == State.SUBMITTED


def test_changes_count_only_once_they_are_handed_in_again(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS)
    assert "Labojumi nav iesniegti" not in text_of(client.get(here))
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    for page in ("", "/receipt", "/review", "/sections/risks"):
        assert "nav iesniegti" in text_of(client.get(f"{here}{page}"))
    assert "Labojumi nav iesniegti." in text_of(client.get("/lv/applications"))
    section = client.get(f"{here}/sections/risks")
    assert "Kamēr labojumus neiesniegsiet, ņem vērā iepriekš iesniegto." in text_of(section)
    assert f"{here}/review" in links_of(section)
    autosaved = write(client, f"{here}/sections/risks", {"risks": "Vēl cits."}, "/saved")
    assert autosaved.json["said"].endswith(". Labojumi nav iesniegti.")
    press(client, f"{here}/review", f"{here}/submit")
    assert [one.version for one in versions_of(own_demo_site, THEIRS)] == [1, 2]
    receipt = text_of(client.get(f"{here}/receipt"))
    assert "Versija 2" in receipt
    assert versions_of(own_demo_site, THEIRS)[0].digest in receipt
    assert "nav iesniegti" not in receipt


def test_going_back_to_the_check_after_handing_in_tells_that_it_is_done(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    page, button = at_review(own_demo_site, READY)
    press(client, page, button)
    again = client.get(page)
    assert "Tas ir iesniegts tā, kā šeit redzams" in text_of(again)
    assert again.headers["Cache-Control"] == "no-store"
    assert f'action="{button}"' not in again.text


def test_changes_after_the_deadline_are_told_to_be_too_late(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    put_clock(just_after(own_demo_site, OPEN_CALL))
    text = text_of(client.get(here))
    assert "Termiņš ir beidzies: ņem vērā līdz tam iesniegto." in text
    answer = press(client, f"{here}/sections/risks", f"{here}/submit")
    assert (answer.status_code, "ņem vērā iepriekš iesniegto" in text_of(answer)) == (422, True)
    assert [one.version for one in versions_of(own_demo_site, THEIRS)] == [1]


def test_opening_the_address_of_the_button_leads_to_the_check(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page, button = at_review(demo_site, READY, language)
    answer = signed_in(demo_site, "ngo").get(button)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)


def test_a_draft_has_no_receipt_and_cannot_be_withdrawn(demo_site: Flask, at):
    at(DEMO_DAY)
    client = signed_in(demo_site, "ngo")
    assert client.get(address_of(demo_site, HALF, "/receipt")).status_code == 404
    assert client.get(address_of(demo_site, HALF, "/withdraw")).status_code == 409


def test_an_application_is_withdrawn_after_a_question(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS, language=language)
    question = f"{here}/withdraw"
    assert {"lv": "Vai atsaukt pieteikumu?", "en": "Withdraw the application?"}[language] in text_of(
        client.get(question)
    )
    token = token_of(client, question)
    answer = client.post(question, data={"csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, here)
    assert {"lv": "Atsaukts", "en": "Withdrawn"}[language] in text_of(client.get(here))
    assert state_of(own_demo_site, THEIRS) == State.WITHDRAWN
    assert client.post(question, data={"csrf_token": token}).status_code == 409
    assert client.post(f"{here}/submit", data={"csrf_token": token}).status_code == 409


def test_after_the_deadline_nothing_is_withdrawn_here(own_demo_site: Flask, language):
    client = signed_in(own_demo_site, "ngo2")
    question = address_of(own_demo_site, THEIRS, "/withdraw", language)
    token = token_of(client, question)
    put_clock(just_after(own_demo_site, OPEN_CALL))
    answer = client.post(question, data={"csrf_token": token})
    assert answer.status_code == 422
    assert {"lv": "ar vēstuli organizētājam", "en": "by a letter to the organiser"}[language] in text_of(answer)
    assert state_of(own_demo_site, THEIRS) == State.SUBMITTED


@pytest.mark.parametrize("rest", ["/review", "/attachments", "/sections/aim"])
def test_what_is_being_scored_can_still_be_looked_at(demo_site: Flask, at, rest):
    at(DEMO_DAY)
    answer = signed_in(demo_site, "ngo").get(address_of(demo_site, SECOND_SEASON, rest))
    assert answer.status_code == 200
    assert "Iesniegt vēlreiz" not in text_of(answer)
