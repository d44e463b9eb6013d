"""A button that is pressed twice does its work once: the second press changes nothing, and says so or leads on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.accounts.records import Account
from app.extensions import db
from competition.call.operations import FileNote
from competition.call.records import Call
from competition.eligibility.answering import attach_clarifying
from competition.foundation.act import SYSTEM, acting
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.organisation.entry_records import Invitation
from competition.organisation.operations import create_person, join
from competition.organisation.records import Person, Staff, Standing
from scoring.committee.records import CommitteeMember
from scoring.committee.staff_conflicts import step_aside
from tests.pages import clarifying, deciding
from tests.pages.conftest import DEMO_DAY, draw_up_a_draft, signed_in
from tests.pages.coordinators import EVENING, application_of, send
from tests.pages.keys import with_keys
from tests.pages.meetings import all_rows
from tests.pages.reading import fields_of

ALREADY, THERE_AND_THEN = (404, 409, 422), (303,)
HALF = "/lv/applications/{Pagalma darbnīca}"
READY = "/lv/applications/{Stāsti no mūsu ielas}"
SCORING, DESK = "/lv/committee/liepaja-demo-scoring", "/lv/desk/calls/liepaja-demo-scoring"
DRAFT, OPEN = "/lv/desk/calls/liepaja-melnraksts", "/lv/desk/calls/liepaja-demo"
OWN_NGO, SOMEBODY = "/lv/account/organisations/{organisation of ngo}", "/lv/admin/people/{person coordinator}"
REASON = {"reason": "Tā vajag."}
BESIDE = ("security_event",)  # written by trying, not by what the button does


@dataclass(frozen=True, slots=True)
class Button:
    """A button: who presses it where, what was typed and done before, and what the second press meets."""

    who: str
    page: str
    second: tuple[int, ...] = ALREADY
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    before: Callable[[Flask], object] = lambda _app: None
    to: str | None = None


def _person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()


def _beside_ngo(app: Flask) -> None:
    """Somebody else who works for the organisation of `ngo`."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        person = create_person(act, "otra@example.org", "Otra Persona")
        join(act, person.id, _person("ngo").memberships[0].organisation_id, Standing.EDITOR)


def _invited_to_ngo(app: Flask) -> None:
    page = with_keys(app, OWN_NGO)
    answer = send(signed_in(app, "ngo"), page, {"email": "jana@example.org", "standing": Standing.EDITOR.value})
    assert answer.status_code == 303


def _invited_to_a_role(app: Flask) -> None:
    typed = {"email": "jana@example.org", "role": Staff.ADMINISTRATOR.value, "organiser": ""}
    assert send(signed_in(app, "admin"), "/lv/admin/people/invite", typed).status_code == 303


def _aside(app: Flask) -> None:
    """Another coordinator has stepped aside."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        step_aside(act, application_of(app, EVENING).id, create_person(act, "cita@example.org", "Cita").id)


def _clarifying(app: Flask) -> None:
    """Something is asked of an application, and a file is attached to its answer."""
    clarifying.ask(app)
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        file = FileNote("pilnvara.pdf", "application/pdf", 1, "ab" * 32)
        attach_clarifying(act, application_of(app, EVENING).id, "power-of-attorney", file)


def _locked(app: Flask) -> None:
    with app.app_context():
        _account().active = False
        db.session.commit()


def _with_codes(app: Flask) -> None:
    with app.app_context():
        account = _account()
        account.code_secret, account.code_since, account.code_counter = "x", DEMO_DAY, 1
        db.session.commit()


def _account() -> Account:
    return db.session.scalars(select(Account).where(Account.email == "coordinator@example.org")).one()


def _failed(app: Flask) -> None:
    with app.app_context():
        message = db.session.scalars(select(OutboxMessage).limit(1)).one()
        message.state, message.last_error, message.tries = Delivery.FAILED, "550 no such mailbox", 6
        db.session.commit()


def _with_two_more_browsers(app: Flask) -> None:
    for _ in range(2):
        signed_in(app, "ngo")


def _letter_failed(app: Flask) -> None:
    """The decision's letters went out by e-mail, and came back."""
    deciding.tell(app)
    with app.app_context():
        failed = {"state": Delivery.FAILED, "last_error": "550 no such mailbox"}
        db.session.execute(update(OutboxMessage).where(OutboxMessage.kind == "decision").values(failed))
        db.session.commit()


BUTTONS: Mapping[str, Button] = {
    "accounts.end_browser": Button("ngo", "/lv/account/browsers", THERE_AND_THEN, before=_with_two_more_browsers),
    "accounts.end_other_browsers": Button(
        "ngo", "/lv/account/browsers", THERE_AND_THEN, before=_with_two_more_browsers, to="/lv/account/browsers/end"
    ),
    "accounts.remove": Button("ngo", f"{OWN_NGO}/people/{{person otra}}/remove", before=_beside_ngo),
    "accounts.take_invitation_back": Button(
        "ngo", OWN_NGO, before=_invited_to_ngo, to=f"{OWN_NGO}/invitations/KEY/back"
    ),
    "admin.codes_off": Button("admin", f"{SOMEBODY}/codes-off", before=_with_codes),
    "admin.lock": Button("admin", f"{SOMEBODY}/lock", THERE_AND_THEN),
    "admin.open_": Button("admin", f"{SOMEBODY}/open", THERE_AND_THEN, before=_locked),
    "admin.retry_message": Button(
        "admin", "/lv/admin/health", before=_failed, to="/lv/admin/health/messages/KEY/retry"
    ),
    "admin.take": Button("admin", f"{SOMEBODY}/roles/{{role coordinator}}/take"),
    "admin.take_invitation_back": Button(
        "admin", "/lv/admin/people", before=_invited_to_a_role, to="/lv/admin/people/invitations/KEY/back"
    ),
    "applicant.discard_draft": Button("ngo", f"{HALF}/discard"),
    "applicant.remove": Button(
        "ngo", f"{READY}/attachments/{{Stāsti no mūsu ielas/statuti.pdf}}/remove", THERE_AND_THEN
    ),
    "applicant.remove_clarification": Button(
        "ngo2",
        f"/lv/applications/{{{EVENING}}}/clarification/attachments/{{clarified {EVENING}/pilnvara.pdf}}/remove",
        THERE_AND_THEN,
        before=_clarifying,
    ),
    "applicant.withdraw": Button("ngo2", "/lv/applications/{Kustības laboratorija}/withdraw"),
    "committee.close": Button("chair", f"{SCORING}/chair/close", before=deciding.score),
    "committee.conflict": Button("member3", f"{SCORING}/applications/{{{EVENING}}}/conflict"),
    "committee.reopen": Button("chair", f"{SCORING}/chair/reopen", typed=REASON, before=deciding.close),
    "coordinator.declare_conflict": Button(
        "coordinator", f"{DESK}/applications/{{{EVENING}}}/conflict", THERE_AND_THEN, to=f"{DESK}/conflict"
    ),
    "coordinator.letter_again": Button(
        "coordinator",
        f"{DESK}/letters/{{Stāsti no mūsu ielas: otrā sezona}}",
        THERE_AND_THEN,
        before=_letter_failed,
        to=f"{DESK}/letters/{{Stāsti no mūsu ielas: otrā sezona}}/again",
    ),
    "coordinator.lift_conflict": Button(
        "coordinator",
        f"{DESK}/applications/{{{EVENING}}}/conflict/{{aside {EVENING}}}/lift",
        typed=REASON,
        before=_aside,
    ),
    "coordinator.move_part": Button(
        "coordinator",
        f"{DRAFT}/form",
        THERE_AND_THEN,
        typed={"to": "before aim-goal"},
        before=draw_up_a_draft,
        to=f"{DRAFT}/form/question/aim-need/move",
    ),
    "coordinator.publishing": Button("coordinator", f"{DRAFT}/publish", before=draw_up_a_draft),
    "coordinator.remind": Button("coordinator", f"{DESK}/committee", to=f"{DESK}/committee/KEY/reminder"),
    "coordinator.remove_part": Button("coordinator", f"{DRAFT}/form/question/aim-need/remove", before=draw_up_a_draft),
    "coordinator.unseat": Button("coordinator", f"{OPEN}/members/{{member liepaja-demo/m1}}/remove"),
    "coordinator.withdraw": Button("coordinator", f"{DESK}/applications/{{{EVENING}}}/withdraw"),
}


def _key(app: Flask, endpoint: str) -> str:
    """The key of what a button on a list is about."""
    found = {
        "accounts.take_invitation_back": select(Invitation.id),
        "admin.take_invitation_back": select(Invitation.id),
        "admin.retry_message": select(OutboxMessage.id).where(OutboxMessage.state == Delivery.FAILED),
        "coordinator.remind": select(CommitteeMember.id)
        .join(Call, Call.id == CommitteeMember.call_id)
        .where(Call.slug == deciding.SLUG, CommitteeMember.name == "3. loceklis"),
    }
    with app.app_context():
        return str(db.session.scalars(found[endpoint]).first())


def _first_way_out(page: TestResponse) -> str:
    """The address of the button that ends the first of the other browsers."""
    return next(piece.split('"')[1] for piece in page.text.split("action=")[1:] if "/browsers/" in piece)


def _rows(app: Flask) -> list[str]:
    return [row for row in all_rows(app) if not row.startswith(tuple(f"('{table}'" for table in BESIDE))]


def _pressed(client: FlaskClient, address: str, sent: Mapping[str, str]) -> TestResponse:
    return client.post(address, data=dict(sent))


@pytest.mark.parametrize("endpoint", BUTTONS)
def test_a_button_that_is_pressed_twice_does_its_work_once(own_demo_site: Flask, endpoint: str):
    app, button = own_demo_site, BUTTONS[endpoint]
    button.before(app)
    client, page = signed_in(app, button.who), with_keys(app, button.page)
    shown = client.get(page)
    to = button.to or button.page
    address = with_keys(app, to.replace("KEY", _key(app, endpoint)) if "KEY" in to else to)
    if endpoint == "accounts.end_browser":
        address = _first_way_out(shown)
    carried = {name: text for name, text in fields_of(shown).items() if name in {"csrf_token", "application"}}
    sent = carried | button.typed
    untouched = _rows(app)

    first = _pressed(client, address, sent)
    after = _rows(app)
    second = _pressed(client, address, sent)

    assert (first.status_code, after != untouched) == (303, True)
    assert second.status_code in button.second
    assert (second.location or first.location).partition("#")[0] == first.location.partition("#")[0]
    assert _rows(app) == after
