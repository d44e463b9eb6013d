"""How surely somebody is who they say: whether they lately showed it, and with a second factor where one is required.

What is asked here is asked by the doors (app/access.py); what answers it is in `app/accounts/`.
"""

from flask import current_app, request, session
from flask_login import current_user

from app.throttling import HOUR, MINUTE, throttle
from competition.foundation.clock import machine_now

PROVED = "proved"
LASTS, SENT_WITHIN = 15 * MINUTE, HOUR
"""How long it counts that somebody showed who they are: to open a page, and to send what they began in time."""


def note_proof() -> None:
    """Whoever is signed in here has just shown who they are."""
    session[PROVED] = int(machine_now().timestamp())


def is_fresh() -> bool:
    """Whether whoever is signed in showed who they are lately enough for what they ask."""
    lasts = LASTS if request.method in {"GET", "HEAD"} else SENT_WITHIN
    return machine_now().timestamp() - session.get(PROVED, 0) <= lasts * throttle().factor


def are_codes_required() -> bool:
    """Whether this installation asks everybody who works for an organiser for a second factor."""
    return current_app.config["KONKURSS_CODES_REQUIRED"]


def has_second_factor() -> bool:
    """Whether whoever is signed in came in with a second factor: where an account has one, nobody comes in without."""
    return current_user.has_second_step
