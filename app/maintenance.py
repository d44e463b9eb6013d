"""While the installation is closed for maintenance, every page but those of monitoring says so, with 503.

Nothing is asked of the database, which may be what is being worked on.
"""

from datetime import datetime
from math import ceil

from flask import Flask, current_app, request
from flask_babel import gettext

from app.access import Do, asked_of
from app.adapters.maintenance import maintenance_at, path_of
from app.config import HOUSE_ZONE, Settings
from app.errors import advice_for, bare_page
from app.formats import Case, instant
from competition.foundation.clock import machine_now

USUAL_WAIT = 600
Answer = tuple[str, int, dict[str, str]]


def close_for_maintenance(app: Flask, settings: Settings) -> None:
    """Look before each request whether the site is closed; files are served before the site is asked."""
    path = path_of(settings)

    @app.before_request
    def say_closed() -> Answer | None:
        closed = None if _is_monitoring() else maintenance_at(path)
        if closed is None:
            return None
        left = seconds_left(closed.until, machine_now())
        page = bare_page(503, _advice(closed.until if left else None))
        return page, 503, {"Retry-After": str(left or USUAL_WAIT)}


def seconds_left(until: datetime | None, now: datetime) -> int | None:
    """Whole seconds until maintenance ends; None where nobody said, or it lasts longer than was said."""
    return ceil((until - now).total_seconds()) if until and until > now else None


def _is_monitoring() -> bool:
    return asked_of(current_app.view_functions.get(request.endpoint or "")) is Do.PROBE


def _advice(until: datetime | None) -> str:
    if until is None:
        return advice_for(503)
    when = instant(until, HOUSE_ZONE, Case.UNTIL)
    said = gettext("Maintenance lasts until %(moment)s, Riga time.", moment=when)
    waiting = gettext("If you were filling in a form, leave its page open and send it again afterwards.")
    return f"{said} {waiting}"
