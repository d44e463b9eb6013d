"""What the portal finds by itself for a requirement: told beside it, never decided by it.

The requirements are those of the template (RULES §3 [A]); for others the portal finds nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from competition.call.period import Window


class Sign(StrEnum):
    """What was found."""

    IN_TIME = "in_time"
    LATE = "late"
    ACCEPTED_LATE = "accepted_late"
    NUMBER_FITS = "number_fits"
    NUMBER_UNFIT = "number_unfit"
    NUMBER_MISSING = "number_missing"
    FORM_COMPLETE = "form_complete"
    FORM_GAPS = "form_gaps"
    ON_PAPER = "on_paper"
    FILES_COMPLETE = "files_complete"
    FILES_MISSING = "files_missing"
    PERIOD_FITS = "period_fits"
    PERIOD_TOO_SHORT = "period_too_short"
    PERIOD_TOO_LONG = "period_too_long"
    PERIOD_OUTSIDE = "period_outside"


GOOD = frozenset({Sign.IN_TIME, Sign.ACCEPTED_LATE, Sign.FORM_COMPLETE, Sign.FILES_COMPLETE, Sign.PERIOD_FITS})
TELLS_NOTHING = frozenset({Sign.ON_PAPER, Sign.NUMBER_MISSING, Sign.NUMBER_FITS})
"""That a number is well formed says nothing of who the applicant is: somebody looks into the register."""
WHERE_IT_APPLIES = frozenset({"1.8"})
"""Requirements of the template that do not concern every applicant."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an application. Without answers (on paper) the form and the period are not known."""

    received: datetime
    in_time: bool
    accepted_late: bool
    has_number: bool
    number_fits: bool
    has_answers: bool
    gaps: tuple[str, ...] = ()
    missing_files: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing found for the requirement with this code; `about` names questions or slots by their keys."""

    code: str
    sign: Sign
    about: tuple[str, ...] = field(default=())

    @property
    def good(self) -> bool | None:
        """Whether it speaks for the application; None where it tells nothing."""
        if self.sign in TELLS_NOTHING:
            return None
        return self.sign in GOOD


def evidence_of(facts: Facts) -> list[Evidence]:
    """What the portal finds, by the codes of the template's requirements."""
    return [
        Evidence("1.1", _time(facts)),
        Evidence("1.2", _number(facts)),
        *_form(facts),
        *([Evidence("1.7", sign) for sign in _period(facts)] if facts.has_answers else []),
    ]


def _time(facts: Facts) -> Sign:
    if not facts.in_time:
        return Sign.LATE
    return Sign.ACCEPTED_LATE if facts.accepted_late else Sign.IN_TIME


def _number(facts: Facts) -> Sign:
    if not facts.has_number:
        return Sign.NUMBER_MISSING
    return Sign.NUMBER_FITS if facts.number_fits else Sign.NUMBER_UNFIT


def _form(facts: Facts) -> Iterator[Evidence]:
    if not facts.has_answers:
        yield Evidence("1.3", Sign.ON_PAPER)
        return
    yield Evidence("1.3", Sign.FORM_GAPS if facts.gaps else Sign.FORM_COMPLETE, facts.gaps)
    files = Sign.FILES_MISSING if facts.missing_files else Sign.FILES_COMPLETE
    yield Evidence("1.5", files, facts.missing_files)


def _period(facts: Facts) -> list[Sign]:
    if facts.period is None or facts.window is None:
        return []
    (first, last), window = facts.period, facts.window
    signs = []
    if window.too_short(first, last):
        signs.append(Sign.PERIOD_TOO_SHORT)
    if window.too_long(first, last):
        signs.append(Sign.PERIOD_TOO_LONG)
    if not (window.holds(first) and window.holds(last)):
        signs.append(Sign.PERIOD_OUTSIDE)
    return signs or [Sign.PERIOD_FITS]
