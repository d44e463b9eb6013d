"""Every address that takes a form says what happens when it is sent twice, or from a page that is not fresh."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.access.test_doors import REVIEWED
from tests.journeys.places import PLACES, Place
from tests.pages.conftest import DEMO_DAY, PASSWORD, At
from tests.pages.keys import with_keys
from tests.pages.reading import sign_in

SEEN = {  # carries marks of what stood in the record: nothing is overwritten in silence
    "admin.organiser",
    "applicant.keep_section",
    "committee.complete_sheet",
    "coordinator.check_eligibility",
    "coordinator.edit_call",
    "coordinator.edit_form",
    "coordinator.letterhead_of",
}
KEY = {  # carries the key of the record that it makes: sent twice it makes one
    "accounts.invite",
    "accounts.name_organisation",
    "admin.give",
    "admin.invite",
    "admin.new_organiser",
    "committee.minutes",
    "coordinator.accept",
    "coordinator.amendments",
    "coordinator.decision",
    "coordinator.documents",
    "coordinator.members",
    "coordinator.new_call",
    "coordinator.register",
    "coordinator.replace",
    "coordinator.tie",
}
SHOWN_ELSEWHERE = {"committee.minutes", "coordinator.decision"}  # pages/test_minutes_pages.py
NOTHING_KEPT = "keeps no record of anybody's"
OWN = "one's own password or address, which nobody else changes; the last one typed is meant"
LINK = "a link that works once"
SCRIPT = "sent by a page's script with the marks of that page's form"
ONCE = "an operation that is refused, or changes nothing, the second time"
MAIL = "sends a message again, which is what is asked for; how often is limited"
CODE = "a code counts once; the second time it is refused"
ANSWER = "a device is asked for each answer anew; the same one counts once (pages/test_passkey_sign_in.py)"
OTHERS = {
    "accounts.code": CODE,
    "accounts.codes_off": ONCE,
    "accounts.end_browser": ONCE,
    "accounts.end_other_browsers": ONCE,
    "accounts.other_recovery_codes": "makes other codes again; those shown last count",
    "accounts.prove": NOTHING_KEPT,
    "accounts.set_codes_up": "set up once; the second time other recovery codes are shown (pages/test_second_step.py)",
    "accounts.new_passkey": "a passkey is kept once; the second time nothing is made (pages/test_passkeys.py)",
    "accounts.prove_by_passkey": ANSWER,
    "accounts.sign_in_by_passkey": ANSWER,
    "accounts.take_passkey_away": ONCE,
    "admin.codes_off": ONCE,
    "accounts.accept": LINK,
    "accounts.another_link": MAIL,
    "accounts.confirm_address": LINK,
    "accounts.email": OWN,
    "accounts.forgot": MAIL,
    "accounts.password": OWN,
    "accounts.register": "a second account of one address is not made; whoever asks gets another message",
    "accounts.register_again": MAIL,
    "accounts.remove": ONCE,
    "accounts.send_again": MAIL,
    "accounts.take_another_password": LINK,
    "accounts.take_email": LINK,
    "accounts.take_invitation_back": ONCE,
    "admin.lock": ONCE,
    "admin.open_": ONCE,
    "admin.retry_message": ONCE,
    "admin.send_again": MAIL,
    "admin.take": ONCE,
    "admin.take_invitation_back": ONCE,
    "applicant.attach_file": "the same file in the same slot changes nothing (operations/test_attachments.py)",
    "applicant.autosave": SCRIPT,
    "applicant.begin_application": "a draft in which nothing stands is gone on with (operations/test_writing.py)",
    "applicant.copy": "a copy in which nothing was written is gone on with (operations/test_drafts.py)",
    "applicant.discard_draft": ONCE,
    "applicant.hand_in": "the same content is handed in once (pages/test_applicant_handing_in.py)",
    "applicant.remove": ONCE,
    "applicant.withdraw": ONCE,
    "committee.close": ONCE,
    "committee.conflict": ONCE,
    "committee.declaration": "whoever is declared is not asked about again (operations/test_committee_races.py)",
    "committee.reopen": ONCE,
    "committee.save_sheet": SCRIPT,
    "coordinator.add_file": "the same file again changes nothing (operations/test_intake.py)",
    "coordinator.announcement": "announced once (operations/test_committee_races.py)",
    "coordinator.conflict": "refused the second time, and then not there (operations/test_staff_conflicts.py)",
    "coordinator.invite_again": MAIL,
    "coordinator.letter_again": MAIL,
    "coordinator.letter_sent": "a letter is sent once (operations/test_committee_races.py)",
    "coordinator.lift_conflict": ONCE,
    "coordinator.publishing": ONCE,
    "coordinator.remind": "one reminder a day",
    "coordinator.unseat": ONCE,
    "coordinator.withdraw": ONCE,
    "security.login": NOTHING_KEPT,
    "security.logout": NOTHING_KEPT,
    "styleguide.files_page": NOTHING_KEPT,
    "styleguide.form_page": NOTHING_KEPT,
    "styleguide.save_form": NOTHING_KEPT,
    "styleguide.sheet_page": NOTHING_KEPT,
}


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
    assert (SEEN | KEY | set(OTHERS), SEEN & KEY, (SEEN | KEY) & set(OTHERS)) == (posted, set(), set())


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
            wanted = {"seen"} if endpoint in SEEN else {"key"} if endpoint in KEY else set()
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
    clients[email] = app.test_client()
    sign_in(clients[email], email, PASSWORD)
    return clients[email]


def _endpoint_of(app: Flask, action: str) -> str:
    try:
        return app.url_map.bind("localhost").match(urlsplit(action).path, "POST")[0]
    except HTTPException:
        return action
