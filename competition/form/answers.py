"""What is missing in the answers, and what does not fit its question. The checklist on the page and `submit` ask this.

What does not fit is kept all the same: nothing that somebody typed is lost.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from competition.call.period import Window
from competition.form.definition import Section
from competition.form.questions import ALL, AT_RISK, FROM, TITLE, UNTIL, Kind, Question
from competition.form.several import Row, chosen_in, ends_in, gap_in, is_overlong, overlong_in, rows_in
from competition.organisation.account_number import has_wrong_digits, is_account_number
from competition.organisation.telephone import is_telephone

YES = "yes"
_NUMBER = re.compile(r"[0-9]{1,5}")


class Unfit(StrEnum):
    """Why an answer does not fit its question."""

    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DAY = "not_a_day"
    NOT_A_PERIOD = "not_a_period"
    NOT_AN_EMAIL = "not_an_email"
    NOT_AN_IBAN = "not_an_iban"
    WRONG_DIGIT = "wrong_digit"
    NOT_A_TELEPHONE = "not_a_telephone"
    MORE_THAN_ALL = "more_than_all"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    OUTSIDE_THE_WINDOW = "outside_the_window"
    LASTS_TOO_SHORT = "lasts_too_short"
    LASTS_TOO_LONG = "lasts_too_long"
    NOT_A_CHOICE = "not_a_choice"
    TOO_MANY_ROWS = "too_many_rows"
    ROW_INCOMPLETE = "row_incomplete"
    CELL_TOO_LONG = "cell_too_long"


def missing_answers(title: str, answers: Mapping[str, str], sections: Iterable[Section]) -> list[str]:
    """The keys of the questions that must still be answered, in the form's order."""
    given = {**answers, TITLE: title}
    return [
        question.key
        for section in sections
        for question in section.questions
        if question.required and not given.get(question.key, "").strip()
    ]


def unfit_answers(
    title: str, answers: Mapping[str, str], sections: Iterable[Section], window: Window | None = None
) -> dict[str, Unfit]:
    """The answers that do not fit, by their questions' keys in the form's order.

    `window`: when projects of the call run; where it is None, any days will do.
    """
    given = {**answers, TITLE: title}
    return {
        question.key: why
        for section in sections
        for question in section.questions
        if (why := unfit(question, given.get(question.key, ""), given, window))
    }


def unfit(question: Question, text: str, others: Mapping[str, str], window: Window | None = None) -> Unfit | None:
    """Why `text` does not answer the question, beside the `others`; None where it does, or where nothing stands yet.

    Every sign counts, those at both ends too, as in the number below the field (app/static/counter.js).
    """
    if not text.strip():
        return None
    if is_overlong(text, question.most):
        return Unfit.TOO_LONG
    text = text.strip() if question.kind is not Kind.PERIOD else text
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        return _of_choices(question, text)
    if question.kind is Kind.TABLE:
        return _of_rows(question, rows_in(text))
    if question.kind is Kind.PERIOD:
        return _of_ends(text)
    return _of_its_kind(question.kind, text) or _beside(question.key, text, others, window)


def number_in(text: str) -> int | None:
    """The number that stands in an answer, or None."""
    return int(text) if _NUMBER.fullmatch(text.strip()) else None


def day_in(text: str) -> date | None:
    """The day that stands in an answer (ISO), or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def period_in(answers: Mapping[str, str]) -> tuple[date, date] | None:
    """The project's first and last day, where the answers name both."""
    first, last = day_in(answers.get(FROM, "")), day_in(answers.get(UNTIL, ""))
    return (first, last) if first and last else None


def _of_its_kind(kind: Kind, text: str) -> Unfit | None:
    if kind is Kind.NUMBER and number_in(text) is None:
        return Unfit.NOT_A_NUMBER
    if kind is Kind.DAY and day_in(text) is None:
        return Unfit.NOT_A_DAY
    if kind is Kind.EMAIL and not _is_email(text):
        return Unfit.NOT_AN_EMAIL
    if kind is Kind.TELEPHONE and not is_telephone(text):
        return Unfit.NOT_A_TELEPHONE
    if kind is Kind.IBAN and not is_account_number(text):
        return Unfit.WRONG_DIGIT if has_wrong_digits(text) else Unfit.NOT_AN_IBAN
    return None


def _of_choices(question: Question, text: str) -> Unfit | None:
    chosen = [text] if question.kind is Kind.CHOICE else chosen_in(text)
    return None if {*chosen} <= {one.key for one in question.choices} else Unfit.NOT_A_CHOICE


def _of_ends(text: str) -> Unfit | None:
    first, last = map(day_in, ends_in(text))
    if first is None or last is None:
        return Unfit.NOT_A_PERIOD
    return Unfit.ENDS_BEFORE_IT_BEGINS if last < first else None


def _of_rows(question: Question, rows: list[Row]) -> Unfit | None:
    if len(rows) > question.most_rows:
        return Unfit.TOO_MANY_ROWS
    if overlong_in(question, rows):
        return Unfit.CELL_TOO_LONG
    return Unfit.ROW_INCOMPLETE if gap_in(question, rows) else None


def _beside(key: str, text: str, others: Mapping[str, str], window: Window | None) -> Unfit | None:
    if key == AT_RISK:
        some, everybody = number_in(text), number_in(others.get(ALL, ""))
        if some is not None and everybody is not None and some > everybody:
            return Unfit.MORE_THAN_ALL
    if key in (FROM, UNTIL):
        return _of_days(key, day_in(text), day_in(others.get(FROM, "")), window)
    return None


def _of_days(key: str, day: date | None, first: date | None, window: Window | None) -> Unfit | None:
    """Why a project's first or last day does not fit; how long it lasts is told of the last."""
    if key == UNTIL and day and first and day < first:
        return Unfit.ENDS_BEFORE_IT_BEGINS
    if day is None or window is None:
        return None
    if not window.holds(day):
        return Unfit.OUTSIDE_THE_WINDOW
    if key == FROM or first is None:
        return None
    if window.too_short(first, day):
        return Unfit.LASTS_TOO_SHORT
    return Unfit.LASTS_TOO_LONG if window.too_long(first, day) else None


def _is_email(text: str) -> bool:
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return found.ascii_email is not None
