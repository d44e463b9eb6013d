"""What stood in an application before: every change, the newest first, and each earlier answer to be brought back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.differing import Told, told
from app.applicant.own import Seen, day_in_words, seen, written
from app.applicant.words import section_address
from app.costly import costly
from app.extensions import db
from app.forms import Form
from app.refusals import refusals_to, status_of
from competition.application.earlier import Change, Changes, change_of, changes_of
from competition.application.own import Own
from competition.application.reading import Item
from competition.application.records import Submission
from competition.application.writing import bring_back, section_of
from competition.form.definition import Section
from competition.form.merging import mark_of
from competition.form.questions import Question

ADDRESS = "/applications/<uuid:application_id>/history"


class BringBackForm(Form):
    """A button, with the mark of what stood under the question when it was shown."""

    seen = HiddenField()


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the list shows it. `handed_in`: the versions handed in between it and the one above it, the newest
    first."""

    change: Change
    section: Section
    question: Question
    told: Told
    handed_in: list[Submission]


@applicant.get(ADDRESS)
@may(Do.WRITE_OWN)
@costly
def history(application_id: UUID) -> str:
    """Every change of the application, the newest first; with `?section=` of that section only."""
    one = seen(application_id)
    section = section_of(one.own.form, request.args["section"]) if "section" in request.args else None
    keys = {question.key for question in section.questions} if section else None
    found = changes_of(db.session(), one.own, keys, request.args.get("page", 1, type=int))
    return render_template(
        "applicant/history.html",
        seen=one,
        own=one.own,
        call=one.own.call,
        page=one.page,
        section=section,
        address=section_address(one.own, section) if section else None,
        lines=list(_lines(one.own, found)),
        earliest=_handed_in(one.own, 0, found.rows[-1].version) if found.rows and found.page == found.pages else [],
        found=found,
        page_address=lambda page: _address(one.own, section, page),
        instant=_to_the_minute(one),
    )


@applicant.get(f"{ADDRESS}/<uuid:revision_id>")
@may(Do.WRITE_OWN)
@costly
def earlier(application_id: UUID, revision_id: UUID) -> str:
    """What stood under a question before a change, beside what stands there now; and the button."""
    one = seen(application_id)
    return _earlier(one, change_of(db.session(), one.own, revision_id), BringBackForm(formdata=None))


@applicant.post(f"{ADDRESS}/<uuid:revision_id>")
@may(Do.WRITE_OWN)
@costly
def bring_earlier_back(application_id: UUID, revision_id: UUID) -> Response | tuple[str, int]:
    """Write an earlier answer again, and go to it; back to the page where something else was written meanwhile."""
    written(application_id)
    form = BringBackForm()
    with refusals_to(form), acting(current_person()) as act:
        bring_back(act, application_id, revision_id, form.seen.data or "")
    one = seen(application_id)
    change = change_of(db.session(), one.own, revision_id)
    if form.errors:
        return _earlier(one, change, form), status_of(form)
    section, question = _place_of(one.own, change)
    return redirect(section_address(one.own, section, question, back=question.key), 303)


def _earlier(one: Seen, change: Change, form: BringBackForm) -> str:
    section, question = _place_of(one.own, change)
    now = one.own.answer(change.question)
    form.seen.data = mark_of(now)
    return render_template(
        "applicant/earlier.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        section=section,
        question=question,
        change=change,
        item=Item(question, change.before),
        day=day_in_words,
        stands=change.before == now,
        told=told(question, now, change.before, whole=True),
        form=form,
        instant=_to_the_minute(one),
        list_address=_address(one.own, section),
        address=section_address(one.own, section, question),
    )


def _lines(own: Own, found: Changes) -> Iterator[Line]:
    """The changes as the list shows them; each version that was handed in stands between two of them."""
    above = found.above
    for change in found.rows:
        section, question = _place_of(own, change)
        passed = _handed_in(own, change.version, above)
        yield Line(change, section, question, told(question, change.before, change.after), passed)
        above = change.version


def _handed_in(own: Own, after: int, until: int) -> list[Submission]:
    """The versions after one up to another, the newest first."""
    return [one for one in reversed(own.versions) if after < one.version <= until]


def _place_of(own: Own, change: Change) -> tuple[Section, Question]:
    """The section and the question of a change."""
    return next(
        (section, question)
        for section in own.sections
        for question in section.questions
        if question.key == change.question
    )


def _address(own: Own, section: Section | None, page: int = 1) -> str:
    return url_for(
        ".history",
        application_id=own.application.id,
        section=section.key if section else None,
        page=page if page > 1 else None,
    )


def _to_the_minute(one: Seen) -> Callable[[datetime], str]:
    return lambda at: one.calendar.instant(at.replace(second=0, microsecond=0))
