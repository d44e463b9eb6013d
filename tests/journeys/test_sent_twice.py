"""Every address that takes a form says what happens when it is sent twice, or from a page that is not fresh."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.access.test_doors import REVIEWED
from tests.access.test_security_table import names_in
from tests.journeys.codes import come_in
from tests.journeys.places import PLACES, Place
from tests.pages.conftest import DEMO_DAY, At
from tests.pages.keys import with_keys
from tests.pages.test_pressed_twice import BUTTONS

SEEN = {  # carries marks of what stood in the record: nothing is overwritten in silence
    "accounts.change_details",
    "accounts.standing",
    "admin.organiser",
    "applicant.bring_earlier_back",
    "applicant.keep_clarification",
    "applicant.keep_section",
    "applicant.take_from_word",
    "committee.complete_sheet",
    "coordinator.amendments",
    "coordinator.check_eligibility",
    "coordinator.edit_call",
    "coordinator.edit_form",
    "coordinator.edit_question",
    "coordinator.edit_section",
    "coordinator.edit_slot",
    "coordinator.letterhead_of",
    "coordinator.replace",
}
KEY = {  # carries the key of the record that it makes: sent twice it makes one
    "accounts.ask",
    "accounts.invite",
    "accounts.name_organisation",
    "admin.give",
    "admin.invite",
    "admin.new_organiser",
    "committee.minutes",
    "coordinator.accept",
    "coordinator.accept_unsent",
    "coordinator.amendments",
    "coordinator.ask_to_clarify",
    "coordinator.decision",
    "coordinator.documents",
    "coordinator.enter_clarification",
    "coordinator.members",
    "coordinator.new_call",
    "coordinator.new_question",
    "coordinator.new_section",
    "coordinator.new_slot",
    "coordinator.register",
    "coordinator.replace",
    "coordinator.tie",
}
FOLLOWING = {"coordinator.amendments", "coordinator.replace"}  # makes what takes the place of the last one: both
SHOWN_ELSEWHERE = {  # pages/test_minutes_pages.py, pages/test_applicant_word.py, pages/test_not_submitted.py
    "applicant.take_from_word",
    "committee.minutes",
    "coordinator.accept_unsent",
    "coordinator.decision",
}
UNSHOWN = {  # neither, and no test is asked for
    "accounts.email": "one's own address, which nobody else changes; the last one typed is meant",
    "accounts.password": "one's own password, which nobody else changes; the last one typed is meant",
    "accounts.prove": "keeps no record of anybody's",
    "applicant.read_from_word": "keeps no record of anybody's",
    "public.check_receipt": "keeps no record of anybody's",
    "security.login": "keeps no record of anybody's",
    "security.logout": "keeps no record of anybody's",
    "styleguide.files_page": "keeps no record of anybody's",
    "styleguide.form_page": "keeps no record of anybody's",
    "styleguide.save_form": "keeps no record of anybody's",
    "styleguide.sheet_page": "keeps no record of anybody's",
}
LINK = "a link that works once"
SCRIPT = "sent by a page's script with the marks of that page's form"
MAIL = "sends a message again, which is what is asked for; how often is limited"
ANSWERED_ONCE = "answered once: the same again leads on, another answer is refused"
CODE = "a code counts once; the second time it is refused"
ANSWER = "a device is asked for each answer anew, and one counts once"
PASSKEYS = "pages/test_passkeys.py"
ANSWERED = (
    "pages/test_passkey_sign_in.py::test_what_a_device_was_asked_for_counts_for_one_answer_also_with_a_copied_session"
)
CLARIFIED = "operations/test_clarifications.py"
ATTACHED, SEATED = "operations/test_attachments.py", "pages/test_committee_way.py"
PLACED = "pages/test_places_for_files.py"
LIMITED = "pages/test_throttling.py::test_messages_to_an_address_are_counted_whether_or_not_it_is_known"
INVITING = "pages/test_throttling.py::test_invitations_to_a_committee_are_counted_as_all_others_are"
OTHERS = {  # neither: why none is needed, and the test that shows it
    "accounts.accept": (LINK, "operations/test_invitations.py::test_an_invitation_gives_what_it_says_once"),
    "accounts.answer_request": (
        ANSWERED_ONCE,
        "pages/test_asking_to_work.py::test_an_owner_answers_once_and_the_same_pressed_twice_leads_on",
    ),
    "accounts.another_link": (MAIL, LIMITED),
    "accounts.code": (CODE, "pages/test_second_step.py::test_a_code_works_once"),
    "accounts.codes_off": (
        "switched off once",
        "pages/test_second_step.py::test_what_sets_it_up_or_switches_it_off_is_sent_twice_and_done_once",
    ),
    "accounts.confirm_address": (LINK, "pages/test_registering.py::test_a_link_works_once"),
    "accounts.forgot": (MAIL, LIMITED),
    "accounts.new_passkey": (
        "a passkey is kept once",
        f"{PASSKEYS}::test_a_passkey_sent_twice_is_kept_once_and_the_second_press_leads_to_what_is_set_up",
    ),
    "accounts.other_recovery_codes": (
        "makes other codes again; those shown last count",
        "pages/test_second_step.py::test_other_recovery_codes_take_the_place_of_those_from_before",
    ),
    "accounts.prove_by_passkey": (ANSWER, ANSWERED),
    "accounts.register": (
        "a second account of one address is not made; whoever asks gets another message",
        "pages/test_registering.py::test_a_known_address_gets_the_same_page_and_a_message_how_to_come_in",
    ),
    "accounts.register_again": (MAIL, LIMITED),
    "accounts.send_again": (MAIL, INVITING),
    "accounts.set_codes_up": (
        "set up once; the second time other recovery codes are shown",
        "pages/test_second_step.py::test_pressing_the_button_twice_shows_recovery_codes_that_count_and_signs_nobody_out",
    ),
    "accounts.sign_in_by_passkey": (ANSWER, ANSWERED),
    "accounts.take_another_password": (
        LINK,
        "pages/test_recovering.py::test_a_link_for_a_password_works_once_and_ends_the_others",
    ),
    "accounts.take_email": (LINK, "pages/test_recovering.py::test_another_address_counts_once_it_is_confirmed"),
    "accounts.take_passkey_away": (
        "removed once",
        f"{PASSKEYS}::test_a_removed_passkey_signs_nobody_in_and_is_told",
    ),
    "admin.send_again": (MAIL, INVITING),
    "applicant.answer": (
        "the same answer is handed in once",
        f"{CLARIFIED}::test_two_clicks_and_two_people_at_once_hand_in_one_answer",
    ),
    "applicant.attach_clarification": (
        "the same file in the same place changes nothing",
        f"{CLARIFIED}::test_a_file_is_attached_once_taken_out_once_and_stays_in_what_was_handed_in",
    ),
    "applicant.attach_file": (
        "the same file in the same slot changes nothing",
        f"{ATTACHED}::test_the_same_file_in_the_same_slot_again_changes_nothing_even_under_another_name",
    ),
    "applicant.bring_clarification_back": (
        "the same file in the same place changes nothing",
        f"{PLACED}::test_a_file_of_an_answer_is_replaced_and_brought_back_once_as_in_an_application",
    ),
    "applicant.bring_file_back": (
        "the same file in the same slot changes nothing",
        f"{PLACED}::test_an_earlier_file_is_brought_back_once_however_often_the_button_is_pressed",
    ),
    "applicant.replace_clarification": (
        "the same file in the same place changes nothing",
        f"{PLACED}::test_a_file_of_an_answer_is_replaced_and_brought_back_once_as_in_an_application",
    ),
    "applicant.replace_file": (
        "the same file in the same slot changes nothing",
        f"{PLACED}::test_replacing_pressed_twice_leads_to_the_same_and_replaces_once",
    ),
    "applicant.autosave": (
        SCRIPT,
        "pages/test_applicant_sections.py::test_saving_as_one_goes_says_that_another_window_was_faster",
    ),
    "applicant.autosave_clarification": (
        SCRIPT,
        "pages/test_clarification_answers.py::test_saving_as_one_goes_says_that_another_window_was_faster",
    ),
    "applicant.begin_application": (
        "a draft in which nothing stands is gone on with",
        "pages/test_applicant_pages.py::test_an_application_is_begun_once_however_often_the_button_is_pressed",
    ),
    "applicant.copy": (
        "a copy in which nothing was written is gone on with",
        "operations/test_drafts.py::test_copying_twice_copies_once_until_something_is_written_in_the_copy",
    ),
    "applicant.hand_in": (
        "the same content is handed in once",
        "pages/test_applicant_handing_in.py::test_handing_in_twice_is_handing_in_once",
    ),
    "committee.declaration": (
        "whoever is declared is not asked about again, and the opposite is refused",
        f"{SEATED}::test_the_same_declared_once_more_leads_on_and_the_opposite_is_not_lost_in_silence",
    ),
    "committee.save_sheet": (
        SCRIPT,
        "pages/test_committee_sheet.py::test_an_old_tab_does_not_overwrite_what_stands_and_gives_back_what_was_typed",
    ),
    "coordinator.add_file": (
        "the same file again changes nothing",
        "operations/test_intake.py::test_a_scan_is_added_to_a_paper_as_its_next_version_and_once",
    ),
    "coordinator.announcement": (
        "announced once",
        "pages/test_letters_pages.py::test_results_are_announced_once_and_a_second_time_leads_on",
    ),
    "coordinator.invite_again": (MAIL, INVITING),
    "coordinator.work_request": (
        ANSWERED_ONCE,
        "pages/test_asking_to_work.py::test_where_nobody_is_responsible_the_coordinator_answers_once",
    ),
    "coordinator.letter_sent": (
        "a letter is sent once",
        "pages/test_letters_pages.py::test_how_a_letter_went_is_written_down_once_and_its_terms_follow",
    ),
}
PRESSED = set(BUTTONS)  # a button: pressed twice it does its work once (pages/test_pressed_twice.py)


class _Forms(HTMLParser):
    """The forms of a page that are posted: their addresses and the fields that they carry unseen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.inside = values.get("method") == "post"
            if self.inside:
                self.found.append((values.get("action") or "", set()))
        elif tag == "input" and self.inside and values.get("type") == "hidden" and values.get("value"):
            self.found[-1][1].add(values.get("name") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def test_every_address_that_takes_a_form_says_what_happens_the_second_time():
    posted = {endpoint for endpoint, (_, methods, _) in REVIEWED.items() if "POST" in methods}
    said = [*sorted(SEEN | KEY), *UNSHOWN, *OTHERS, *PRESSED]
    assert (sorted(said), SEEN & KEY) == (sorted(posted), FOLLOWING)


@pytest.mark.parametrize("endpoint", OTHERS)
def test_a_reason_names_the_test_that_shows_it(endpoint: str):
    file, _, name = OTHERS[endpoint][1].partition("::")
    assert name in names_in(file)


def test_the_forms_of_every_page_carry_what_their_address_wants(site: Flask, at: At):
    at(DEMO_DAY)
    clients: dict[str, FlaskClient] = {}
    asked, lacking = set(), []
    for place in _places():
        client = clients.get(place.who or "") or _signed_in(site, place.who or "", clients)
        page = client.get("/lv" + with_keys(site, place.path))
        forms = _Forms()
        forms.feed(page.text)
        for action, carried in forms.found:
            endpoint = _endpoint_of(site, action)
            asked.add(endpoint)
            wanted = {name for name, those in (("seen", SEEN), ("key", KEY)) if endpoint in those}
            if wanted - carried:
                lacking.append((place.name, endpoint))
    assert lacking == []
    assert (SEEN | KEY) - asked == SHOWN_ELSEWHERE


def _places() -> list[Place]:
    """The pages of the demonstration's day on which somebody is signed in, each once."""
    return list(
        {(one.path, one.who): one for one in PLACES if one.who and one.at == DEMO_DAY and not one.sent}.values()
    )


def _signed_in(app: Flask, email: str, clients: dict[str, FlaskClient]) -> FlaskClient:
    """The browser of somebody, kept among `clients`."""
    clients[email] = come_in(app, email)
    return clients[email]


def _endpoint_of(app: Flask, action: str) -> str:
    try:
        return app.url_map.bind("localhost").match(urlsplit(action).path, "POST")[0]
    except HTTPException:
        return action
