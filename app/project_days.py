"""What pages say of a project's days: which the call allows, and why those written do not fit."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext, ngettext

from app.formats import Case, day
from competition.call.period import Window
from competition.form.answers import Unfit
from competition.form.questions import FROM, UNTIL
from competition.foundation.clock import last_day_of


def limits_of(window: Window | None) -> Mapping[str, str]:
    """The call's limits in words, by the question under which they stand; none where the call sets none."""
    if window is None:
        return {}
    length = gettext(
        "How long a project lasts, in months: from %(least)s to %(most)s.",
        least=window.months_min,
        most=window.months_max,
    )
    return {FROM: gettext("Projects are carried out %(days)s.", days=_days_of(window)), UNTIL: length}


def days_unfit(window: Window, first: date | None, why: Unfit) -> str:
    """Why a project's days do not fit its call, and what to write. Given its first day, where that is known."""
    if why is Unfit.OUTSIDE_THE_WINDOW or first is None:
        return gettext("Choose a day %(days)s: projects are carried out then.", days=_days_of(window))
    if why is Unfit.LASTS_TOO_SHORT:
        return ngettext(
            "The project must last at least %(num)d month: %(day)s or longer.",
            "The project must last at least %(num)d months: %(day)s or longer.",
            window.months_min,
            day=_until(last_day_of(first, window.months_min)),
        )
    return ngettext(
        "The project may last %(num)d month at the most: %(day)s.",
        "The project may last %(num)d months at the most: %(day)s.",
        window.months_max,
        day=_until(last_day_of(first, window.months_max)),
    )


def days_to_choose(window: Window) -> str:
    """That the project's days are still to be chosen, and which the call allows."""
    return gettext(
        "Choose the days of the project: %(days)s, for %(least)s to %(most)s months.",
        days=_days_of(window),
        least=window.months_min,
        most=window.months_max,
    )


def _days_of(window: Window) -> str:
    first, last = day(window.begins, Case.FROM), day(window.ends, Case.UNTIL)
    return gettext("from %(first)s until %(last)s", first=first, last=last)


def _until(value: date) -> str:
    return gettext("until %(day)s", day=day(value, Case.UNTIL))
