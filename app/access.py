"""Who may do what: one table. Each view says what it lets do (`@may`); a view that does not say is closed.

State and time are not in here: they are rules of the competition.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy import bindparam, select
from werkzeug.wrappers import Response

from app.acting import current_person
from app.errors import wants_json
from app.extensions import db
from competition.foundation.engine import rows_of
from competition.organisation.records import Person, Staff, Standing
from scoring.committee.records import CommitteeMember


class Do(StrEnum):
    """What somebody may want to do on the site."""

    SEE_PUBLIC = "see what is public"
    SEE_STYLEGUIDE = "see of what the pages are made"
    PROBE = "ask whether the site is well"
    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    SEE_ACCOUNT = "see one's own account"
    START_APPLICATION = "ask whether and how to apply in a call"
    APPLY = "write and hand in applications of one's own organisation"
    SIT = "work on a committee"
    COORDINATE = "hold calls of one's own organiser"
    MAKE_ACCOUNT = "ask for an account"
    RECOVER = "choose another password by e-mail"
    CHANGE_ACCOUNT = "change one's own password and address"
    CONFIRM_ADDRESS = "confirm a new address"
    NAME_ORGANISATION = "name the organisation for which one applies"
    SEE_PEOPLE = "see the people of one's own organisation"
    INVITE = "invite people to one's own organisation, and remove them"
    ACCEPT_INVITATION = "accept an invitation"


def _anybody(_person: Person | None) -> bool:
    return True


def _signed_in(person: Person | None) -> bool:
    return person is not None


def _applies(person: Person | None) -> bool:
    return person is not None and bool(person.memberships)


_A_SEAT = select(CommitteeMember.id).where(CommitteeMember.person_id == bindparam("person_id")).limit(1)


def _sits(person: Person | None) -> bool:
    return person is not None and bool(rows_of(db.session(), _A_SEAT, {"person_id": person.id}))


def _coordinates(person: Person | None) -> bool:
    return person is not None and any(role.role == Staff.COORDINATOR for role in person.roles)


def _owns(person: Person | None) -> bool:
    return person is not None and any(one.standing == Standing.OWNER for one in person.memberships)


WHO: Mapping[Do, Callable[[Person | None], bool]] = {
    Do.SEE_PUBLIC: _anybody,
    Do.SEE_STYLEGUIDE: _anybody,
    Do.PROBE: _anybody,
    Do.SIGN_IN: _anybody,
    Do.SIGN_OUT: _anybody,
    Do.SEE_ACCOUNT: _signed_in,
    Do.START_APPLICATION: _signed_in,
    Do.APPLY: _applies,
    Do.SIT: _sits,
    Do.COORDINATE: _coordinates,
    Do.MAKE_ACCOUNT: _anybody,
    Do.RECOVER: _anybody,
    Do.CHANGE_ACCOUNT: _signed_in,
    Do.CONFIRM_ADDRESS: _anybody,
    Do.NAME_ORGANISATION: _signed_in,
    Do.SEE_PEOPLE: _applies,
    Do.INVITE: _owns,
    Do.ACCEPT_INVITATION: _anybody,
}

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


def allowed(do: Do, person: Person | None) -> bool:
    """Whether `person` (None: whoever is not signed in) may do this."""
    return WHO[do](person)


def close_doors(app: Flask) -> None:
    """Let nobody into a view that the table does not open to them."""

    @app.before_request
    def ask_at_the_door() -> Response | None:
        if request.endpoint is None:
            return None  # no such page, or no such method: the router answers
        do = asked_of(current_app.view_functions.get(request.endpoint))
        if do is not None and (WHO[do] is _anybody or allowed(do, current_person())):
            return None
        if current_person() is not None:
            abort(403)
        if wants_json():
            return make_response(jsonify(said=_signed_out_words()), 401)
        return redirect(url_for("security.login", next=_wanted()), 303)


def _signed_out_words() -> str:
    return gettext("Not saved: you are signed out. Copy what you typed, sign in again and paste it.")


def _wanted() -> str | None:
    """Where to go after signing in: the page that was asked for, if asking again is harmless."""
    if request.method not in {"GET", "HEAD"}:
        return None
    return request.full_path.rstrip("?")
