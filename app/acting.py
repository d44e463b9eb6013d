"""Who is here, when they came, and how they act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import current_app, has_request_context, request
from flask_login import current_user

from app.extensions import db
from app.middleware import ARRIVED
from competition.foundation import act, clock
from competition.foundation.act import Act, Actor
from competition.foundation.signing import Signer
from competition.organisation.records import Person
from scoring.committee.staff_conflicts import whole


def arrived() -> datetime:
    """The instant at which this request reached the site; outside a request the installation's now."""
    if not has_request_context():
        return clock.now()
    return request.environ.get(ARRIVED) or clock.now()


def current_person() -> Person | None:
    """Whoever is signed in, or None."""
    return current_user.person if current_user.is_authenticated else None


def whoever() -> Person:
    """Whoever is signed in, where the door has let nobody else in."""
    person = current_person()
    assert person is not None
    return person


@contextmanager
def acting(person: Person | None) -> Iterator[Act]:
    """Open an act of `person` at the instant the request arrived; leaving the block commits.

    What is kept from the person as a reader counts in what they do: rules are about all applications.
    """
    session, actor = db.session(), Actor(person.id if person else None)
    with whole(session), act.acting(session, actor, at=arrived(), signer=receipt_signer()) as opened:
        yield opened


def receipt_signer() -> Signer:
    """What signs the installation's receipts."""
    return current_app.extensions["konkurss-signer"]
