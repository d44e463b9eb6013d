"""One section of an application a page: saved as it goes, and by its button; whatever was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.forms import SectionForm, named_errors, row_wish, section_form
from app.applicant.own import Seen, clock_words, day_in_words, opened, seen, written
from app.applicant.words import REVIEW, attachments_address, parts_of, section_address, unfit_words
from app.extensions import db
from app.giving_back import gives_back
from app.languages import said
from app.project_days import limits_of
from app.question_fields import looks_of
from app.row_buttons import Action, RowWish
from app.saving import saved_answer
from competition.application.earlier import is_brought_back
from competition.application.prefilling import ASKED
from competition.application.reading import Item
from competition.application.writing import save_section, section_of, stored_in
from competition.form.definition import Section
from competition.form.merging import Merged, marks_of
from competition.form.questions import Question
from competition.form.several import rows_in

FORM_ERROR, CHANGED_MEANWHILE = 422, 409
ADDRESS = "/applications/<uuid:application_id>/sections/<key>"


@applicant.get(ADDRESS)
@may(Do.WRITE_OWN)
def section(application_id: UUID, key: str) -> str:
    """A section as it stands."""
    one = opened(application_id)
    part = section_of(one.own.form, key)
    form = section_form(part, _stored(one, part), longer=request.args.get("longer"))
    _tell_unfit(form, one, part)
    return _page(one, part, form)


@applicant.post(ADDRESS)
@may(Do.WRITE_OWN)
@gives_back
def keep_section(application_id: UUID, key: str) -> Response | tuple[str, int]:
    """Save what was typed and go on; back to the page where something does not fit."""
    saving = _save(application_id, key)
    part, form, wish = saving.part, saving.form, saving.wish
    conflicts, one = saving.merged.stored, seen(application_id)
    if conflicts:
        form.seen.data = marks_of(_stored(one, part))
        for question in conflicts:
            form[question].errors = [gettext("This was changed meanwhile in another window or by somebody else.")]
        return _page(one, part, form, conflicts=conflicts, refused=True), CHANGED_MEANWHILE
    if wish:
        longer = wish.table if wish.action is Action.ADD else None
        anchor = wish.lands_at(len(rows_in(one.own.answer(wish.table))))
        asked = anchor if wish.action is Action.ASK else None
        address = section_address(one.own, part, then=_then(), longer=longer, removing=asked)
        return redirect(f"{address}#{anchor}", 303)
    form.seen.data = marks_of(_stored(one, part))
    _tell_unfit(form, one, part)
    if form.errors:
        return _page(one, part, form, refused=True), FORM_ERROR
    return redirect(_next(one, part)[1], 303)


@applicant.post(f"{ADDRESS}/saved")
@may(Do.WRITE_OWN)
@gives_back
def autosave(application_id: UUID, key: str) -> Response:
    """Save what was typed so far; when that was, by the server's clock, and the marks of what stands now."""
    saving = _save(application_id, key)
    merged = saving.merged
    return saved_answer(
        saving.hour,
        merged.seen,
        elsewhere=[str(said(question.label)) for question in saving.part.questions if question.key in merged.stored],
        but=gettext("The changes are not submitted.") if saving.handed_in and seen(application_id).own.changed else "",
    )


@dataclass(frozen=True, slots=True)
class _Saving:
    """A section as it was sent, what became of it beside what somebody else changed, and what a button wants.

    `hour` is when that was, in words; an application that was `handed_in` may differ from what was.
    """

    part: Section
    form: SectionForm
    merged: Merged
    wish: RowWish | None
    hour: str
    handed_in: bool


def _save(application_id: UUID, key: str) -> _Saving:
    """Save what was sent. Whatever is asked of the application afterwards is read anew."""
    before = written(application_id)
    hour, handed_in = clock_words(before.at, before.at, before.place), before.own.latest is not None
    part = section_of(before.own.form, key)
    form = section_form(part, _stored(before, part))
    wanted = row_wish(part)
    wish = form.rearrange(wanted) if wanted else None
    with acting(current_person()) as act:
        merged = save_section(act, application_id, key, form.typed(part), form.seen.data or "")
    return _Saving(part, form, merged, wish, hour, handed_in)


def _page(
    one: Seen, part: Section, form: SectionForm, *, conflicts: Mapping[str, str] | None = None, refused: bool = False
) -> str:
    return render_template(
        "applicant/section.html",
        seen=one,
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        section=part,
        form=form,
        looks_of=looks_of,
        removing=request.args.get("removing"),
        back=_back(one, part),
        from_details=any(ASKED.get(question.key) is question.kind for question in part.questions),
        day_in_words=day_in_words,
        limits=limits_of(one.own.window),
        parts=parts_of(one.own),
        address=section_address(one.own, part),
        saved_words=_saved_words(one, part),
        conflicts={question: Item(part.question(question), text) for question, text in (conflicts or {}).items()},
        errors=named_errors(form, part) if refused else [],
        following=_next(one, part)[0],
        then=_then(),
        previous=None if _then() else _previous(one, part),
    )


def _back(one: Seen, part: Section) -> Question | None:
    """The question of which an earlier answer was brought back just now, as the address says; if that is so."""
    asked = next((question for question in part.questions if question.key == request.args.get("back")), None)
    return asked if asked and is_brought_back(db.session(), one.own, asked.key) else None


def _stored(one: Seen, part: Section) -> dict[str, str]:
    return stored_in(part, one.own.application.title, one.own.answers)


def _tell_unfit(form: SectionForm, one: Seen, part: Section) -> None:
    """Say beside each field why what stands in it does not fit. What is missing is no mistake while one writes."""
    for question in part.questions:
        if why := one.own.unfit.get(question.key):
            form[question.key].errors = [unfit_words(one.own, question, why)]


def _saved_words(one: Seen, part: Section) -> str | None:
    """When something of the section was last saved."""
    times = [one.own.saved_at[question.key] for question in part.questions if question.key in one.own.saved_at]
    if not times:
        return None
    return gettext("Saved %(hour)s", hour=clock_words(max(times), one.at, one.place))


def _next(one: Seen, part: Section) -> tuple[str, str]:
    """What comes after a section: its name and address; for who came from the check, the check."""
    if _then():
        return gettext("Check and submit"), url_for(".review", application_id=one.own.application.id)
    sections = one.own.sections
    place = sections.index(part) + 1
    if place < len(sections):
        return str(said(sections[place].title)), section_address(one.own, sections[place])
    return gettext("Attachments"), attachments_address(one.own)


def _then() -> str | None:
    """REVIEW, where somebody came from the check."""
    return REVIEW if request.args.get("then") == REVIEW else None


def _previous(one: Seen, part: Section) -> tuple[str, str] | None:
    sections = one.own.sections
    place = sections.index(part)
    return (str(said(sections[place - 1].title)), section_address(one.own, sections[place - 1])) if place else None
