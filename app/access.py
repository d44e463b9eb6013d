"""Who may do what: one table. Each view says what it lets do (`@may`); a view that does not say is closed.

A permission names the kinds of people who have it. What they have it for is what the address names: the call, the
application, the organiser (app/standing.py); an address that names none asks for somebody of the kind anywhere.
In which state of the competition something can be done is a rule of the competition, and refused there.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.acting import current_person
from app.errors import GIVEN_BACK_SCRIPT, is_given_back, wants_json
from app.proof import are_codes_required, has_second_factor, is_fresh
from app.standing import APPLICANTS, COMMITTEE, IS, Kind, Named
from competition.organisation.records import Person


class Do(StrEnum):
    """What somebody may want to do on the site."""

    SEE_PUBLIC = "see what is public"
    SEE_STYLEGUIDE = "see of what the pages are made"
    PROBE = "ask whether the site is well"
    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    SEE_ACCOUNT = "see one's own account"
    # the applicant
    ASK_WHETHER = "ask whether and how to apply in a call"
    START_APPLICATION = "begin an application in a call"
    LIST_OWN = "see the list of one's own applications"
    READ_OWN = "read an application of one's own organisation, and what became of it"
    WRITE_OWN = "write it, attach to it, begin it anew"
    HAND_IN = "hand it in, or take it back"
    # the committee
    SIT = "see where one sits on a committee"
    SEE_OWN_WORK = "see one's own work in a call"
    DECLARE = "declare a conflict of interest, or none"
    SCORE = "read applications and score them"
    LEAD = "follow the declarations and sheets, and see the ranking"
    CLOSE_SCORING = "close the scoring, or open it again"
    KEEP_MINUTES = "write the decision and the minutes down"
    # the coordinator
    COORDINATE = "hold calls of one's own organiser"
    BEGIN_CALL = "set a new call up"
    SEE_CALL = "see where a call stands, and as the public sees it"
    SET_UP_CALL = "set a call, its documents and its committee up"
    PUBLISH_CALL = "publish a call"
    AMEND_CALL = "amend a call by an order"
    LIST_APPLICATIONS = "see the applications of a call"
    READ_APPLICATION = "read an application that came in"
    REGISTER = "register what came otherwise than through the form"
    ACCEPT_LATE = "accept a late application by an act"
    WITHDRAW_FOR = "withdraw an application at the applicant's wish"
    STEP_ASIDE = "declare one's own conflict of interest with an applicant"
    LIFT_CONFLICT = "find that another's conflict of interest is none"
    CHECK_ELIGIBILITY = "check whether applications are eligible"
    ASK_TO_CLARIFY = "ask an applicant to clarify"
    FOLLOW_COMMITTEE = "follow the committee's work, and remind of it"
    SEE_RANKING = "see the ranking"
    SETTLE_TIE = "write down how a tie was settled"
    DECIDE = "enter the decision and its minutes"
    ANNOUNCE = "announce the results"
    SEND_LETTERS = "read the letters, send them and note how they went"
    TAKE_LETTERS = "take all letters of a call away as files"
    ANSWER_REQUEST = "answer who may work for an organisation for which nobody is responsible"
    WRITE_LETTERHEAD = "set what the letters carry"
    # the auditor, the administrator
    AUDIT = "look into everything that was done for one's own organiser"
    TAKE_CALL = "take everything about a call away as a file"
    ADMINISTER = "look after the installation, its people and its organisers"
    # accounts
    MAKE_ACCOUNT = "ask for an account"
    RECOVER = "choose another password by e-mail"
    CHANGE_ACCOUNT = "change one's own password and address"
    PROVE = "show once more who one is"
    CHANGE_CODES = "change one's own second factor"
    CONFIRM_ADDRESS = "confirm a new address"
    NAME_ORGANISATION = "name the organisation for which one applies, or ask to work for it"
    SEE_PEOPLE = "see the people and the details of one's own organisation"
    WRITE_DETAILS = "change the details of one's own organisation"
    INVITE = "say who works for one's own organisation, and as what: invite, answer requests, change, remove"
    ACCEPT_INVITATION = "accept an invitation"


def _of(*who: Kind) -> frozenset[Kind]:
    return frozenset(who)


_EVERYBODY, _SIGNED_IN = _of(Kind.ANYBODY), _of(Kind.SIGNED_IN)
_COORDINATOR = _of(Kind.COORDINATOR)
_SCORERS = (Kind.CHAIR, Kind.MEMBER)
_LEADING = (Kind.CHAIR, Kind.SECRETARY)

PERMISSIONS: Mapping[Do, frozenset[Kind]] = {
    Do.SEE_PUBLIC: _EVERYBODY,
    Do.SEE_STYLEGUIDE: _EVERYBODY,
    Do.PROBE: _EVERYBODY,
    Do.SIGN_IN: _EVERYBODY,
    Do.SIGN_OUT: _EVERYBODY,
    Do.SEE_ACCOUNT: _SIGNED_IN,
    Do.ASK_WHETHER: _EVERYBODY,
    Do.START_APPLICATION: _SIGNED_IN,
    Do.LIST_OWN: _of(Kind.APPLICANT),
    Do.READ_OWN: _of(Kind.APPLICANT),
    Do.WRITE_OWN: _of(Kind.WRITER),
    Do.HAND_IN: _of(Kind.WRITER),
    Do.SIT: _of(*_SCORERS, Kind.SECRETARY),
    Do.SEE_OWN_WORK: _of(*_SCORERS, Kind.SECRETARY),
    Do.DECLARE: _of(*_SCORERS),
    Do.SCORE: _of(*_SCORERS),
    Do.LEAD: _of(*_LEADING),
    Do.CLOSE_SCORING: _of(Kind.CHAIR),
    Do.KEEP_MINUTES: _of(*_LEADING),
    Do.COORDINATE: _COORDINATOR,
    Do.BEGIN_CALL: _COORDINATOR,
    Do.SEE_CALL: _COORDINATOR,
    Do.SET_UP_CALL: _COORDINATOR,
    Do.PUBLISH_CALL: _COORDINATOR,
    Do.AMEND_CALL: _COORDINATOR,
    Do.LIST_APPLICATIONS: _COORDINATOR,
    Do.READ_APPLICATION: _COORDINATOR,
    Do.REGISTER: _COORDINATOR,
    Do.ACCEPT_LATE: _COORDINATOR,
    Do.WITHDRAW_FOR: _COORDINATOR,
    Do.STEP_ASIDE: _COORDINATOR,
    Do.LIFT_CONFLICT: _COORDINATOR,
    Do.CHECK_ELIGIBILITY: _COORDINATOR,
    Do.ASK_TO_CLARIFY: _COORDINATOR,
    Do.FOLLOW_COMMITTEE: _COORDINATOR,
    Do.SEE_RANKING: _COORDINATOR,
    Do.SETTLE_TIE: _COORDINATOR,
    Do.DECIDE: _COORDINATOR,
    Do.ANNOUNCE: _COORDINATOR,
    Do.SEND_LETTERS: _COORDINATOR,
    Do.TAKE_LETTERS: _COORDINATOR,
    Do.ANSWER_REQUEST: _COORDINATOR,
    Do.WRITE_LETTERHEAD: _COORDINATOR,
    Do.AUDIT: _of(Kind.AUDITOR),
    Do.TAKE_CALL: _of(Kind.AUDITOR),
    Do.ADMINISTER: _of(Kind.ADMINISTRATOR),
    Do.MAKE_ACCOUNT: _EVERYBODY,
    Do.RECOVER: _EVERYBODY,
    Do.CHANGE_ACCOUNT: _SIGNED_IN,
    Do.PROVE: _SIGNED_IN,
    Do.CHANGE_CODES: _SIGNED_IN,
    Do.CONFIRM_ADDRESS: _EVERYBODY,
    Do.NAME_ORGANISATION: _SIGNED_IN,
    Do.SEE_PEOPLE: _of(Kind.APPLICANT),
    Do.WRITE_DETAILS: _of(Kind.WRITER),
    Do.INVITE: _of(Kind.RESPONSIBLE),
    Do.ACCEPT_INVITATION: _EVERYBODY,
}

FRESH = frozenset({Do.ANNOUNCE, Do.TAKE_LETTERS, Do.TAKE_CALL, Do.CHANGE_CODES})
"""What cannot be undone or takes personal data away: whoever does it has lately shown who they are."""
WITH_CODES = COMMITTEE | {Kind.COORDINATOR, Kind.AUDITOR, Kind.ADMINISTRATOR}
"""Who works with others' applications: where the installation requires it, with a second factor only."""

View = TypeVar("View", bound=Callable[..., Any])


def may(do: Do) -> Callable[[View], View]:
    """Write on the view who may enter: data, so that one test can read every route."""

    def mark(view: View) -> View:
        view.do = do  # pyright: ignore[reportFunctionMemberAccess]
        return view

    return mark


def asked_of(view: Callable[..., Any] | None) -> Do | None:
    """What a view lets do, or None where it does not say."""
    return getattr(view, "do", None)


def allowed(do: Do, person: Person | None, **named: Any) -> bool:
    """Whether `person` (None: whoever is not signed in) may do this with what an address has `named`: `slug`,
    `application_id`, `organisation_id`, `organiser`; where it names nothing, with anything at all."""
    return _is_any(PERMISSIONS[do], person, named)


def leads_to(endpoint: str, **named: Any) -> bool:
    """Whether whoever is here may follow a link to that page: what templates and menus ask."""
    do = asked_of(current_app.view_functions.get(endpoint))
    return do is not None and allowed(do, current_person(), **named)


def _is_any(who: Iterable[Kind], person: Person | None, named: Named) -> bool:
    if Kind.ANYBODY in who:
        return True
    return person is not None and any(IS[kind](person, named) for kind in Kind if kind in who)


def close_doors(app: Flask) -> None:
    """Let nobody into a view that the table does not open to them.

    A page that is for others is 403; one of a record that is none of theirs is not there (404).
    """

    @app.before_request
    def ask_at_the_door() -> Response | None:
        if request.endpoint is None:
            return None  # no such page, or no such method: the router answers
        do = asked_of(current_app.view_functions.get(request.endpoint))
        who = PERMISSIONS[do] if do is not None else frozenset[Kind]()
        if Kind.ANYBODY in who:
            return None
        person = current_person()
        if person is None:
            if wants_json():
                return make_response(jsonify(said=_signed_out_words()), 401)
            return sign_in_first(_wanted())
        named = request.view_args or {}
        if not _is_any(who, person, named):
            abort(_status_for(who, person, named))
        return _asked_for_proof(do, who)


def sign_in_first(wanted: str | None) -> Response:
    """The way to sign in, and from there to the address that was `wanted`."""
    return redirect(url_for("security.login", next=wanted), 303)


def _asked_for_proof(do: Do | None, who: frozenset[Kind]) -> Response | None:
    """The way to what somebody who may enter has still to show; None where nothing is lacking."""
    if who <= WITH_CODES and are_codes_required() and not has_second_factor():
        return _sent_to("accounts.codes", gettext("Not saved: the second step of signing in is needed first."))
    if do in FRESH and not is_fresh():
        return _sent_to("accounts.prove", gettext("Not saved: show first that it is you."))
    return None


def must_have_codes(person: Person) -> bool:
    """Whether a person may not be without a second factor: they work with others' applications, somewhere."""
    return are_codes_required() and _is_any(WITH_CODES, person, {})


def _sent_to(endpoint: str, said: str) -> Response:
    """The way to what is lacking, and from there back to the page."""
    if wants_json():
        return make_response(jsonify(said=said), 403)
    return redirect(url_for(endpoint, next=_page_at_hand()), 303)


def _page_at_hand() -> str | None:
    """The page that was asked for, or on which what was sent was typed; None where there is none."""
    methods = request.url_rule.methods if request.url_rule else None
    return request.full_path.rstrip("?") if methods and "GET" in methods else None


def _status_for(who: frozenset[Kind], person: Person, named: Named) -> int:
    """404 where the record is none of theirs, though others of its sort are; 403 where the page is not for them."""
    room = frozenset[Kind]().union(who, *(those for those in (APPLICANTS, COMMITTEE) if who & those))
    return 404 if not _is_any(room, person, named) and _is_any(room, person, {}) else 403


def _signed_out_words() -> str:
    if is_given_back():
        return str(GIVEN_BACK_SCRIPT)
    return gettext("Not saved: you are signed out. Copy what you typed, sign in again and paste it.")


def _wanted() -> str | None:
    """Where to go after signing in: the page that was asked for, if asking again is harmless."""
    if request.method not in {"GET", "HEAD"}:
        return None
    return request.full_path.rstrip("?")
