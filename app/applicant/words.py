"""What the applicant's pages say of questions: why an answer does not fit, what is missing, how far a section is."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Any, Protocol

from flask import url_for
from flask_babel import gettext, ngettext

from app.languages import said
from app.project_days import days_unfit
from app.words import said_later as _l
from competition.application.own import Own
from competition.call.period import Window
from competition.form.answers import Unfit, day_in
from competition.form.definition import Section
from competition.form.questions import FROM, Kind, Question
from competition.form.several import Row, gap_in, overlong_in, rows_in

REVIEW = "review"  # after saving, back to the check

UNFIT: Mapping[Unfit, Any] = {
    Unfit.NOT_A_NUMBER: _l("Write a whole number in figures, for example 24."),
    Unfit.NOT_A_DAY: _l("Write a day that is in the calendar."),
    Unfit.NOT_A_PERIOD: _l("Write both the first and the last day, as they are in the calendar."),
    Unfit.NOT_AN_EMAIL: _l("Write an e-mail address such as name@example.org."),
    Unfit.NOT_AN_IBAN: _l("Write the account number whole, as the bank gives it: for example LV80BANK0000435195001."),
    Unfit.WRONG_DIGIT: _l("Check the account number: one of its digits is wrong."),
    Unfit.NOT_A_TELEPHONE: _l("Write one telephone number in figures, for example +371 6000 0000."),
    Unfit.MORE_THAN_ALL: _l("Write a number that is not above the number of all young people."),
    Unfit.NOT_A_CHOICE: _l("Choose one of the answers."),
    Unfit.ENDS_BEFORE_IT_BEGINS: _l("The last day cannot be before the first."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the work, as `task_list` shows it."""

    name: Any
    address: str
    state: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that keeps an application from being handed in: where it is, what it is, where to mend it."""

    where: Any
    what: Any
    address: str
    why: str


class Written(Protocol):
    """What somebody writes: what stands under a question, and when projects of the call run."""

    def answer(self, key: str) -> str:
        """What stands under a question."""
        ...

    @property
    def window(self) -> Window | None:
        """When projects of the call run, and for how long."""
        ...


def unfit_words(own: Written, question: Question, why: Unfit) -> str:
    """Why an answer does not fit, and what to write."""
    if why is Unfit.TOO_LONG:
        return gettext("This is longer than %(max)d characters: shorten it.", max=question.most)
    if question.kind is Kind.TABLE:
        return _table_words(question, rows_in(own.answer(question.key)), why)
    if why in UNFIT:
        return str(UNFIT[why])
    assert own.window is not None
    return days_unfit(own.window, day_in(own.answer(FROM)), why)


def section_address(
    own: Own,
    section: Section,
    question: Question | None = None,
    then: str | None = None,
    longer: str | None = None,
    removing: str | None = None,
    back: str | None = None,
) -> str:
    """The page of a section, at one of its questions where that is given.

    `then` is where it leads on to (REVIEW), `longer` the table that has an empty row at its end, `removing` the row
    that is asked about before it is taken away, `back` the question whose earlier text was brought back.
    """
    return url_for(
        "applicant.section",
        application_id=own.application.id,
        key=section.key,
        then=then,
        longer=longer,
        removing=removing,
        back=back,
        _anchor=question.key if question else None,
    )


def attachments_address(own: Own, slot: str | None = None) -> str:
    """The page of the attachments, at one of its slots where that is given."""
    return url_for("applicant.attachments", application_id=own.application.id, _anchor=slot)


def parts_of(own: Own) -> list[Part]:
    """The sections, the attachments and the check, each with how far it is."""
    parts = [Part(said(one.title), section_address(own, one), *_progress(own, one)) for one in own.sections]
    parts.append(Part(gettext("Attachments"), attachments_address(own), *_files_progress(own)))
    review = url_for("applicant.review", application_id=own.application.id)
    return [*parts, Part(gettext("Check and submit"), review)]


def lacks_of(own: Own, then: str | None = None) -> list[Lack]:
    """Everything that keeps the application from being handed in, in the order of the form; from there on to `then`."""
    found = []
    for section in own.sections:
        for question in section.questions:
            why = _why(own, question)
            if why:
                address = section_address(own, section, question, then)
                found.append(Lack(said(section.title), said(question.label), address, why))
    titles = {slot.key: slot.title for slot in own.slots}
    for key in own.missing_files:
        address = attachments_address(own, key)
        found.append(Lack(gettext("Attachments"), said(titles[key]), address, gettext("missing")))
    return found


def lacking_words(own: Own) -> str:
    """How much keeps the application from being handed in, in a few words; nothing where nothing does."""
    return lacking_in_words(own.missing, own.unfit, own.missing_files)


def lacking_in_words(missing: Sized, unfit: Sized, files: Sized) -> str:
    """The same of what is counted."""
    told = []
    if missing:
        told.append(ngettext("%(num)d answer missing", "%(num)d answers missing", len(missing)))
    if unfit:
        told.append(ngettext("%(num)d answer to correct", "%(num)d answers to correct", len(unfit)))
    if files:
        told.append(ngettext("%(num)d attachment missing", "%(num)d attachments missing", len(files)))
    return ", ".join(told)


def _table_words(question: Question, rows: Sequence[Row], why: Unfit) -> str:
    """Why a table does not fit, and in which row."""
    if why is Unfit.TOO_MANY_ROWS:
        return ngettext(
            "There may be %(num)d row at the most.", "There may be %(num)d rows at the most.", question.most_rows
        )
    found = gap_in(question, rows) if why is Unfit.ROW_INCOMPLETE else overlong_in(question, rows)
    assert found is not None
    row, column = found
    facts = {"row": row, "column": str(said(column.label)), "most": column.most}
    if why is Unfit.ROW_INCOMPLETE:
        return gettext("In row %(row)s fill in “%(column)s”.", **facts)
    return gettext("In row %(row)s “%(column)s” is longer than %(most)s characters: shorten it.", **facts)


def _why(own: Own, question: Question) -> str:
    if question.key in own.unfit:
        return unfit_words(own, question, own.unfit[question.key])
    return gettext("missing") if question.key in own.missing else ""


def _progress(own: Own, section: Section) -> tuple[str, str]:
    keys = {question.key for question in section.questions}
    unfit = len(keys & own.unfit.keys())
    missing = len(keys & set(own.missing))
    if unfit:
        return gettext("%(count)s to correct", count=unfit), "miss"
    begun = any(own.answer(key).strip() for key in keys)
    if missing and not begun:
        return gettext("not begun"), ""
    if missing:
        return gettext("%(count)s missing", count=missing), "miss"
    return (gettext("filled in"), "ok") if begun else (gettext("not required"), "")


def _files_progress(own: Own) -> tuple[str, str]:
    if own.missing_files:
        return gettext("%(count)s missing", count=len(own.missing_files)), "miss"
    return (gettext("attached"), "ok") if own.files else (gettext("not required"), "")
