"""Who is here, when they came, and how they act."""

from contextlib import AbstractContextManager
from datetime import datetime

from flask import has_request_context, request
from flask_login import current_user

from app.extensions import db
from app.middleware import ARRIVED
from competition.foundation import act, clock
from competition.foundation.act import Act, Actor
from competition.organisation.records import Person


def arrived() -> datetime:
    """The instant at which this request reached the site; outside a request the installation's now."""
    if not has_request_context():
        return clock.now()
    return request.environ.get(ARRIVED) or clock.now()


def current_person() -> Person | None:
    """Whoever is signed in, or None."""
    return current_user.person if current_user.is_authenticated else None


def acting(person: Person | None) -> AbstractContextManager[Act]:
    """Open an act of `person` at the instant the request arrived; leaving the block commits."""
    return act.acting(db.session(), Actor(person.id if person else None), at=arrived())
