"""Who gets in where: every route and method × every kind of person, as it is and as it was reviewed.

The doors are asked one by one, with the views behind them taken out: what is seen is the permission alone. What the
rooms behind an open door keep from somebody (an application in conflict) is in `BEHIND`, asked of the views themselves.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import create_app
from app.access import Do, asked_of
from app.accounts.operations import create_account
from app.extensions import db
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import use_clock
from competition.organisation.operations import create_person, give_role, join
from competition.organisation.records import Staff, Standing
from scoring.committee.operations import seat
from scoring.committee.seats import Seat
from scoring.committee.staff_conflicts import step_aside
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, close, draw_up_a_draft, settings_for
from tests.pages.reading import sign_in

SLUG, SUBJECT = "liepaja-demo-scoring", "Vakara skolotāji"
NOBODY, ASIDE, ELSEWHERE, SEATED_ELSEWHERE = "nobody", "aside", "auditor2", "elsewhere"
EDITOR = "editor"
PEOPLE: tuple[str | None, ...] = (
    None,  # whoever is not signed in
    NOBODY,  # somebody with an account and nothing else
    "ngo2",  # responsible for the applicant
    EDITOR,  # writes for the applicant
    "reader",  # only reads what the applicant writes
    "ngo",  # of another applicant
    "member3",  # of the committee
    "member2",  # of the committee, in conflict with the applicant
    "chair",
    "secretary",
    SEATED_ELSEWHERE,  # on the committees of other calls: a member of one, chair of another, secretary of a third
    "coordinator",
    "coordinator2",  # of another organiser
    ASIDE,  # coordinator of the organiser, in conflict with the applicant
    "auditor",
    ELSEWHERE,  # auditor of another organiser
    "admin",
)
OTHER_CALLS = {"citur-1": Seat.MEMBER, "citur-2": Seat.CHAIR, "citur-3": Seat.SECRETARY}
IN, SIGN_IN, FORBIDDEN, NOT_THERE = ".", "s", "f", "n"

#                      - no ow ed re an me cm ch se el co c2 as au a2 ad
EVERYBODY, SIGNED_IN = ". . . . . . . . . . . . . . . . .", "s . . . . . . . . . . . . . . . ."
APPLICANT, WRITER = "s f . . . n f f f f f f f f f f f", "s f . . f n f f f f f f f f f f f"
RESPONSIBLE = "s f . f f n f f f f f f f f f f f"
SCORER, SEAT = "s f f f f f . . . f n f f f f f f", "s f f f f f . . . . n f f f f f f"
SEATED = "s f f f f f . . . . . f f f f f f"  # in any call
LEADING, CHAIR = "s f f f f f f f . . n f f f f f f", "s f f f f f f f . f n f f f f f f"
DESK = "s f f f f f f f f f f . . . f f f"  # whatever is no call's: the coordinators of every organiser
OF_CALL = "s f f f f f f f f f f . n . f f f"
OF_APPLICATION = "s f f f f f f f f f f . n n f f f"
AUDITORS, AUDITED = "s f f f f f f f f f f f f f . . f", "s f f f f f f f f f f f f f . n f"
ADMINISTRATOR = "s f f f f f f f f f f f f f f f ."

# By what is done, and to what the address belongs: "" (nothing in particular), a call, an application, an organiser, …
REVIEWED: Mapping[tuple[Do | None, str], str] = {
    (Do.SEE_PUBLIC, ""): EVERYBODY,
    (Do.SEE_PUBLIC, "call"): EVERYBODY,
    (Do.SEE_STYLEGUIDE, ""): EVERYBODY,
    (Do.PROBE, ""): EVERYBODY,
    (Do.SIGN_IN, ""): EVERYBODY,
    (Do.SIGN_OUT, ""): EVERYBODY,
    (Do.MAKE_ACCOUNT, ""): EVERYBODY,
    (Do.RECOVER, ""): EVERYBODY,
    (Do.CONFIRM_ADDRESS, ""): EVERYBODY,
    (Do.ACCEPT_INVITATION, ""): EVERYBODY,
    (Do.SEE_ACCOUNT, ""): SIGNED_IN,
    (Do.CHANGE_ACCOUNT, ""): SIGNED_IN,
    (Do.PROVE, ""): SIGNED_IN,
    (Do.CHANGE_CODES, ""): SIGNED_IN,
    (Do.NAME_ORGANISATION, ""): SIGNED_IN,
    (Do.ASK_WHETHER, "call"): EVERYBODY,
    (Do.START_APPLICATION, "call"): SIGNED_IN,
    (Do.LIST_OWN, ""): "s f . . . . f f f f f f f f f f f",
    (Do.READ_OWN, "application"): APPLICANT,
    (Do.WRITE_OWN, "application"): WRITER,
    (Do.HAND_IN, "application"): WRITER,
    (Do.SEE_PEOPLE, "organisation"): APPLICANT,
    (Do.WRITE_DETAILS, "organisation"): WRITER,
    (Do.INVITE, "organisation"): RESPONSIBLE,
    (Do.SIT, ""): SEATED,
    (Do.SEE_OWN_WORK, "call"): SEAT,
    (Do.DECLARE, "call"): SCORER,
    (Do.DECLARE, "call, application"): SCORER,
    (Do.SCORE, "call, application"): SCORER,
    (Do.LEAD, "call"): LEADING,
    (Do.CLOSE_SCORING, "call"): CHAIR,
    (Do.KEEP_MINUTES, "call"): LEADING,
    (Do.COORDINATE, ""): DESK,
    (Do.BEGIN_CALL, ""): DESK,
    (Do.SEE_CALL, "call"): OF_CALL,
    (Do.SET_UP_CALL, "call"): OF_CALL,
    (Do.PUBLISH_CALL, "call"): OF_CALL,
    (Do.AMEND_CALL, "call"): OF_CALL,
    (Do.LIST_APPLICATIONS, "call"): OF_CALL,
    (Do.READ_APPLICATION, "call, application"): OF_APPLICATION,
    (Do.REGISTER, "call"): OF_CALL,
    (Do.REGISTER, "call, application"): OF_APPLICATION,
    (Do.ACCEPT_LATE, "call, application"): OF_APPLICATION,
    (Do.ACCEPT_LATE, "call"): OF_CALL,
    (Do.WITHDRAW_FOR, "call, application"): OF_APPLICATION,
    (Do.STEP_ASIDE, "call"): OF_CALL,
    (Do.STEP_ASIDE, "call, application"): OF_APPLICATION,
    (Do.LIFT_CONFLICT, "call, application"): OF_APPLICATION,
    (Do.CHECK_ELIGIBILITY, "call"): OF_CALL,
    (Do.CHECK_ELIGIBILITY, "call, application"): OF_APPLICATION,
    (Do.ASK_TO_CLARIFY, "call, application"): OF_APPLICATION,
    (Do.FOLLOW_COMMITTEE, "call"): OF_CALL,
    (Do.SEE_RANKING, "call"): OF_CALL,
    (Do.SETTLE_TIE, "call"): OF_CALL,
    (Do.DECIDE, "call"): OF_CALL,
    (Do.ANNOUNCE, "call"): OF_CALL,
    (Do.SEND_LETTERS, "call"): OF_CALL,
    (Do.SEND_LETTERS, "call, application"): OF_APPLICATION,
    (Do.TAKE_LETTERS, "call"): OF_CALL,
    (Do.ANSWER_REQUEST, ""): DESK,
    (Do.WRITE_LETTERHEAD, ""): DESK,
    (Do.WRITE_LETTERHEAD, "organiser"): OF_CALL,
    (Do.AUDIT, ""): AUDITORS,
    (Do.AUDIT, "call"): AUDITED,
    (Do.AUDIT, "call, application"): AUDITED,
    (Do.TAKE_CALL, "call"): AUDITED,
    (Do.ADMINISTER, ""): ADMINISTRATOR,
    (Do.ADMINISTER, "organiser"): ADMINISTRATOR,
}
# Behind an open door: an application in conflict is not there for the member.
BEHIND = {(Do.SCORE, "member2"), (Do.DECLARE, "member2")}
FROM_SIGNING_IN = {"accounts.code", "accounts.prove_by_passkey"}  # lead back: no password was given, no script asks
NAMES = {
    "slug": "call",
    "application_id": "application",
    "organiser": "organiser",
    "organisation_id": "organisation",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A route by one of its methods."""

    endpoint: str
    method: str
    address: str
    do: Do | None
    about: str

    @property
    def reviewed(self) -> tuple[Do | None, str]:
        """Under what the table has it."""
        return self.do, self.about


def built(demo_root: Path, root: Path) -> Iterator[Flask]:
    """A site with the demonstration on its day, and with those whom the demonstration does not have."""
    shutil.copytree(demo_root, root / "site")
    app = create_app(settings_for(root / "site", KONKURSS_DEMO_PASSWORD=DEMO_PASSWORD))
    use_clock(lambda: DEMO_DAY)
    seat_others(app)
    yield app
    close(app)


def seat_others(app: Flask) -> None:
    """Those whom the demonstration does not have: somebody with nothing, somebody who writes for the applicant without
    being responsible, somebody of other committees, a coordinator in conflict, another auditor."""
    for slug in OTHER_CALLS:
        draw_up_a_draft(app, slug)
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        call = act.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        strangers = select(Call.organiser_id).where(Call.organiser_id != call.organiser_id)
        people = {}
        for name in (NOBODY, EDITOR, ASIDE, ELSEWHERE, SEATED_ELSEWHERE):
            person = create_person(act, f"{name}@example.org", name)
            create_account(act.session, person, DEMO_PASSWORD)
            people[name] = person.id
        give_role(act, people[ASIDE], Staff.COORDINATOR, call.organiser_id)
        give_role(act, people[ELSEWHERE], Staff.AUDITOR, act.session.scalars(strangers).first())
        step_aside(act, _subject(), people[ASIDE])
        join(act, people[EDITOR], act.get(Application, _subject()).organisation_id, Standing.EDITOR)
        for slug, place in OTHER_CALLS.items():
            other = act.session.scalars(select(Call.id).where(Call.slug == slug)).one()
            seat(act, other, SEATED_ELSEWHERE, place, people[SEATED_ELSEWHERE])


def clients_of(app: Flask) -> dict[str | None, FlaskClient]:
    """A browser for everybody."""
    clients: dict[str | None, FlaskClient] = {}
    for who in PEOPLE:
        clients[who] = app.test_client()
        if who:
            assert sign_in(clients[who], f"{who}@example.org", DEMO_PASSWORD).status_code == 302, who
    return clients


def ways_of(app: Flask) -> list[Way]:
    """Every route by every method, about the demonstration's call that is being scored and one of its applications."""
    with app.app_context():
        subject = db.session.get_one(Application, _subject())
        values = {
            "lang": "lv",
            "slug": SLUG,
            "application_id": subject.id,
            "organisation_id": subject.organisation_id,
            "organiser": "liepaja",
        }
    return [way for rule in app.url_map.iter_rules() for way in _ways(app, rule, values)]


def _ways(app: Flask, rule: Rule, values: Mapping[str, object]) -> Iterator[Way]:
    about = ", ".join(name for argument, name in NAMES.items() if argument in rule.arguments)
    filled = {argument: values.get(argument, _any_of(argument)) for argument in rule.arguments}
    with app.test_request_context():
        address = app.url_map.bind("localhost").build(rule.endpoint, filled, method=_first_method(rule))
    do = asked_of(app.view_functions[rule.endpoint])
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        yield Way(rule.endpoint, method, address, do, about)


def _first_method(rule: Rule) -> str:
    return "GET" if "GET" in (rule.methods or set()) else "POST"


def _any_of(argument: str) -> object:
    known = {
        "suffix": "pdf",
        "digest": "ab" * 32,
        "topic": "applicant",
        "token": "x",
        "key": "project",
        "slot": "budget",
        "what": "question",
    }
    return known.get(argument, UUID(int=7))


def _subject() -> UUID:
    titled = select(Application.id).join(Call).where(Call.slug == SLUG, Application.title == SUBJECT)
    return db.session.scalars(titled).one()


@contextmanager
def doors_alone(app: Flask) -> Iterator[None]:
    """With every view taken out: whoever gets in gets an empty page. Without tokens: those are no question of who."""
    views, checks = dict(app.view_functions), app.config.get("WTF_CSRF_CHECK_DEFAULT", True)

    def emptied(do: Do | None):
        def view(**_values: object) -> str:
            return "in"

        if do is not None:
            view.do = do  # pyright: ignore[reportFunctionMemberAccess]
        return view

    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.view_functions.update({name: emptied(asked_of(view)) for name, view in views.items()})
    try:
        yield
    finally:
        app.view_functions.update(views)
        app.config["WTF_CSRF_CHECK_DEFAULT"] = checks


def outcome_of(answer: TestResponse) -> str:
    """What somebody met at a door."""
    if answer.status_code == 303 and "/sign-in" in (answer.location or ""):
        return SIGN_IN
    return {403: FORBIDDEN, 404: NOT_THERE, 200: IN}.get(answer.status_code, str(answer.status_code))


def row_of(clients: Mapping[str | None, FlaskClient], way: Way) -> str:
    """What everybody meets at one door, as the table writes it."""
    return " ".join(outcome_of(clients[who].open(way.address, method=way.method)) for who in PEOPLE)


def differences(app: Flask, clients: Mapping[str | None, FlaskClient], ways: Iterable[Way]) -> Iterator[str]:
    """Where the doors differ from what was reviewed, one after the other."""
    with doors_alone(app):
        for way in ways:
            found, wanted = row_of(clients, way), REVIEWED.get(way.reviewed)
            if found != wanted:
                yield f"{way.method} {way.endpoint} ({way.do}, {way.about}): {found} instead of {wanted}"


def wrong_behind(clients: Mapping[str | None, FlaskClient], ways: Iterable[Way]) -> Iterator[str]:
    """Where the pages themselves, opened by everybody, keep somebody out or let somebody in otherwise than reviewed."""
    for way in ways:
        if way.method == "GET":
            for who, wanted in zip(PEOPLE, REVIEWED[way.reviewed].split(), strict=True):
                yield from _met_behind(clients[who], who, way, wanted)


def _met_behind(client: FlaskClient, who: str | None, way: Way, wanted: str) -> Iterator[str]:
    answer = client.get(way.address)
    answer.close()
    met = outcome_of(answer)
    if wanted not in {IN, met}:
        yield f"{who} at {way.endpoint}: {met} instead of {wanted}"
    refused = {FORBIDDEN} if way.endpoint in FROM_SIGNING_IN else {FORBIDDEN, SIGN_IN}
    if wanted == IN and (met in refused or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR):
        yield f"{who} at {way.endpoint}: {answer.status_code} behind an open door"
    if (way.do, who) in BEHIND and way.about == "call, application" and met != NOT_THERE:
        yield f"{who} at {way.endpoint}: {met}, though it is kept from them"
