"""Answering what is to be clarified: the questions that were asked, saved as one goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.forms import SectionForm, named_errors, row_wish, section_form
from app.applicant.own import Seen, clock_words, day_in_words, seen
from app.applicant.words import Part, unfit_words
from app.extensions import db
from app.giving_back import gives_back
from app.languages import said
from app.project_days import limits_of
from app.question_fields import looks_of
from app.row_buttons import Action, RowWish
from app.saving import saved_answer
from competition.application.reading import Item
from competition.application.states import Verb, WrongState
from competition.eligibility.answering import save_clarifying
from competition.eligibility.clarifications import Clarifying, clarifying_of
from competition.eligibility.clarifying import require_answerable
from competition.form.merging import Merged, marks_of
from competition.form.several import rows_in
from competition.result.own import told_of

FORM_ERROR, CHANGED_MEANWHILE = 422, 409
ADDRESS = "/applications/<uuid:application_id>/clarification"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one of the person's organisations was asked to clarify, with its application."""

    one: Seen
    now: Clarifying

    @property
    def parts(self) -> list[Part]:
        """The steps of answering, each with how far it is."""
        key, now = self.one.own.application.id, self.now
        parts = []
        if now.section.questions:
            lacks = len(now.missing) + len(now.unfit)
            address = url_for(".clarification", application_id=key)
            parts.append(Part(gettext("Questions"), address, *_progress(lacks, gettext("filled in"))))
        if now.slots:
            address = url_for(".clarification_files", application_id=key)
            there = gettext("attached") if now.files else gettext("not required")
            parts.append(Part(gettext("Attachments"), address, *_progress(len(now.missing_files), there)))
        return [*parts, Part(gettext("Check and hand in"), url_for(".clarification_review", application_id=key))]


def asked(application_id: UUID) -> Asked:
    """What was asked of an application of one of the person's organisations. Raises NotFound."""
    one = seen(application_id)
    return Asked(one, clarifying_of(db.session(), application_id, one.at))


def writing(application_id: UUID) -> Asked:
    """The same where the answer may still be typed. Raises NotFound, WrongState."""
    found = asked(application_id)
    own = found.one.own
    require_answerable(own.application.state)
    if told_of(db.session(), own.application, own.call, found.one.at):
        raise WrongState(state=own.application.state, verb=Verb.CLARIFY)
    return found


def opened(application_id: UUID) -> Asked:
    """The same for a page that is opened: where the application is withdrawn, or what was decided is told, on to its
    own page.
    """
    found = asked(application_id)
    own = found.one.own
    if own.application.withdrawn_at or told_of(db.session(), own.application, own.call, found.one.at):
        abort(redirect(url_for("applicant.application", application_id=application_id), 303))
    return found


@applicant.get(ADDRESS)
@may(Do.WRITE_OWN)
def clarification(application_id: UUID) -> str | Response:
    """The questions as they stand; where only attachments were asked for, these."""
    found = opened(application_id)
    if not found.now.section.questions:
        return redirect(url_for(".clarification_files", application_id=application_id), 303)
    form = section_form(found.now.section, found.now.stored, longer=request.args.get("longer"))
    _tell_unfit(form, found.now)
    return _page(found, form)


@applicant.post(ADDRESS)
@may(Do.WRITE_OWN)
@gives_back
def keep_clarification(application_id: UUID) -> Response | tuple[str, int]:
    """Save what was typed and go on; back to the page where something does not fit."""
    form, merged, wish = _save(application_id)
    found = asked(application_id)
    form.seen.data = marks_of(found.now.stored)
    if merged.stored:
        for question in merged.stored:
            form[question].errors = [gettext("This was changed meanwhile in another window or by somebody else.")]
        return _page(found, form, conflicts=merged.stored, refused=True), CHANGED_MEANWHILE
    if wish:
        return redirect(_row_address(found, wish), 303)
    _tell_unfit(form, found.now)
    if form.errors:
        return _page(found, form, refused=True), FORM_ERROR
    return redirect(_next(found)[1], 303)


@applicant.post(f"{ADDRESS}/saved")
@may(Do.WRITE_OWN)
@gives_back
def autosave_clarification(application_id: UUID) -> Response:
    """Save what was typed so far; when that was, by the server's clock, and the marks of what stands now."""
    _, merged, _ = _save(application_id)
    found = asked(application_id)
    return saved_answer(
        clock_words(found.one.at, found.one.at, found.one.place),
        merged.seen,
        elsewhere=[str(said(one.label)) for one in found.now.section.questions if one.key in merged.stored],
        but=gettext("The answer is not handed in.") if found.now.changed else "",
    )


def _save(application_id: UUID) -> tuple[SectionForm, Merged, RowWish | None]:
    """The form as sent, what became of it beside what somebody else changed, and what a button of a table wants."""
    before = writing(application_id).now
    form = section_form(before.section, before.stored)
    wanted = row_wish(before.section)
    wish = form.rearrange(wanted) if wanted else None
    with acting(current_person()) as act:
        merged = save_clarifying(act, application_id, form.typed(before.section), form.seen.data or "")
    return form, merged, wish


def _page(found: Asked, form: SectionForm, *, conflicts: Mapping[str, str] | None = None, refused: bool = False) -> str:
    one, now = found.one, found.now
    return render_template(
        "applicant/clarification.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        now=now,
        form=form,
        looks_of=looks_of,
        removing=request.args.get("removing"),
        day_in_words=day_in_words,
        limits=limits_of(now.window),
        parts=found.parts,
        address=url_for(".clarification", application_id=one.own.application.id),
        saved_words=_saved_words(found),
        conflicts={key: Item(now.section.question(key), text) for key, text in (conflicts or {}).items()},
        errors=named_errors(form, now.section) if refused else [],
        following=_next(found)[0],
    )


def _row_address(found: Asked, wish: RowWish) -> str:
    """The page again, with the row that a button of a table wants."""
    anchor = wish.lands_at(len(rows_in(found.now.answer(wish.table))))
    longer = wish.table if wish.action is Action.ADD else None
    removing = anchor if wish.action is Action.ASK else None
    key = found.one.own.application.id
    return url_for(".clarification", application_id=key, longer=longer, removing=removing, _anchor=anchor)


def _tell_unfit(form: SectionForm, now: Clarifying) -> None:
    for question in now.section.questions:
        if why := now.unfit.get(question.key):
            form[question.key].errors = [unfit_words(now, question, why)]


def _saved_words(found: Asked) -> str | None:
    times = [one.saved_at for one in found.now.texts.values()]
    if not times:
        return None
    return gettext("Saved %(hour)s", hour=clock_words(max(times), found.one.at, found.one.place))


def _next(found: Asked) -> tuple[str, str]:
    """What comes after the questions: its name and address."""
    following = found.parts[1]
    return str(following.name), following.address


def _progress(lacks: int, otherwise: str) -> tuple[str, str]:
    return (gettext("%(count)s missing", count=lacks), "miss") if lacks else (otherwise, "ok")
