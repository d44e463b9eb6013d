"""The coordinator's words: of channels, findings, what waits, what happened."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext

from app.words import said_later as _l
from competition.eligibility.evidence import Sign
from scoring.committee.readiness import Readiness
from scoring.meeting.todo import Todo, Waits
from scoring.sheets.applications import Show

SHOWN: Mapping[Show, Any] = {
    Show.ALL: _l("all"),
    Show.TO_CHECK: _l("not checked yet"),
    Show.CLARIFIED: _l("those being clarified"),
    Show.ELIGIBLE: _l("found eligible"),
    Show.NOT_ELIGIBLE: _l("found not eligible"),
    Show.LATE: _l("those that came late"),
    Show.WITHDRAWN: _l("those withdrawn"),
}
SIGNS: Mapping[Sign, Any] = {
    Sign.IN_TIME: _l("Received in time: %(received)s"),
    Sign.LATE: _l("Received after the deadline: %(received)s"),
    Sign.ACCEPTED_LATE: _l("Received after the deadline (%(received)s) and accepted by a recorded act"),
    Sign.NUMBER_FITS: _l(
        "The registration number %(number)s is well formed; whose it is, and who the applicant is, the register tells"
    ),
    Sign.NUMBER_UNFIT: _l("The registration number %(number)s cannot be right: its check digit does not fit"),
    Sign.NUMBER_MISSING: _l("No registration number is known"),
    Sign.FORM_COMPLETE: _l("Every required question of the form is answered"),
    Sign.FORM_GAPS: _l("Missing or not fitting: %(about)s"),
    Sign.ON_PAPER: _l("Not filled in through the portal: look into the file"),
    Sign.FILES_COMPLETE: _l("Every required attachment is there"),
    Sign.FILES_MISSING: _l("Missing: %(about)s"),
    Sign.PERIOD_FITS: _l("The project runs %(period)s, which fits"),
    Sign.PERIOD_TOO_SHORT: _l("The project runs %(period)s: shorter than the call allows"),
    Sign.PERIOD_TOO_LONG: _l("The project runs %(period)s: longer than the call allows"),
    Sign.PERIOD_OUTSIDE: _l("The project runs %(period)s: outside the call’s period"),
}


def committee_words(ready: Readiness) -> str:
    """Who is on a committee, counted: the secretary is no member."""
    if not ready.has_secretary:
        return ngettext("%(num)d member", "%(num)d members", ready.members)
    return ngettext("%(num)d member and a secretary", "%(num)d members and a secretary", ready.members)


def sentence_of(todo: Todo) -> str:
    """What waits, in a plain sentence."""
    return _SENTENCES[todo.kind](todo.count)


_SENTENCES: Mapping[Waits, Callable[[int], str]] = {
    Waits.RESULTS_OVERDUE: lambda _: gettext("The results were promised and are not announced yet"),
    Waits.NOT_ANNOUNCED: lambda _: gettext("The call is decided and the results are not announced yet"),
    Waits.LETTERS: lambda number: ngettext("%(num)d letter is not sent", "%(num)d letters are not sent", number),
    Waits.NOT_DECIDED: lambda _: gettext("The scoring is closed and the decision is not recorded yet"),
    Waits.TO_CHECK: lambda number: ngettext(
        "%(num)d application waits for an eligibility check",
        "%(num)d applications wait for an eligibility check",
        number,
    ),
    Waits.CLARIFIED: lambda number: ngettext(
        "%(num)d application has been clarified, or its term is over, and waits for what you find",
        "%(num)d applications have been clarified, or their term is over, and wait for what you find",
        number,
    ),
    Waits.CLARIFICATION_ENDS: lambda number: ngettext(
        "The term to clarify ends soon for %(num)d application",
        "The term to clarify ends soon for %(num)d applications",
        number,
    ),
    Waits.TO_CLARIFY: lambda number: ngettext(
        "%(num)d application is to be clarified, and its applicant is not asked yet",
        "%(num)d applications are to be clarified, and their applicants are not asked yet",
        number,
    ),
    Waits.CLARIFYING: lambda number: ngettext(
        "%(num)d applicant has been asked to clarify and has not answered yet",
        "%(num)d applicants have been asked to clarify and have not answered yet",
        number,
    ),
    Waits.NOT_DECLARED: lambda number: ngettext(
        "%(num)d member of the committee has not declared conflicts of interest",
        "%(num)d members of the committee have not declared conflicts of interest",
        number,
    ),
    Waits.NOT_BEGUN: lambda number: ngettext(
        "%(num)d member of the committee has not begun to score",
        "%(num)d members of the committee have not begun to score",
        number,
    ),
    Waits.LATE: lambda number: ngettext(
        "%(num)d application came late and has no answer yet",
        "%(num)d applications came late and have no answer yet",
        number,
    ),
    Waits.RESULTS_SOON: lambda _: gettext("The results are promised soon"),
    Waits.CLOSES_SOON: lambda _: gettext("The deadline is near"),
    Waits.DRAFT: lambda _: gettext("The call is drawn up and not published yet"),
}
