"""The sheet: the application beside its scales, saved as it goes, completed by its button."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, arrived, current_person, whoever
from app.committee.blueprint import committee
from app.committee.calls import about
from app.committee.forms import SheetForm, Typed, sheet_form, typed_in
from app.committee.loading import Place, own_place
from app.errors import wants_json
from app.extensions import db
from app.formats import hour, points
from app.reading_log import shows
from app.refusals import sentence_of
from app.saving import saved_answer
from app.viewing import Files
from competition.application.states import WrongState
from competition.call.records import QualityCriterion
from competition.eligibility.operations import NotInTime
from competition.eligibility.reading import whole_reading
from competition.form.merging import marks_of
from competition.foundation.clock import zone
from competition.foundation.errors import Refusal
from competition.foundation.reading_log import Shown
from scoring.outcome import shown
from scoring.sheets.operations import (
    OffScale,
    Points,
    ReasonsMissing,
    SheetChanged,
    complete,
    save_on,
)
from scoring.sheets.own import Own, criteria_in, means_of, own_sheet
from scoring.sheets.queries import criterion_value
from scoring.sheets.rights import NotEligible, ScoringClosed, SheetCompleted, open_own_sheet

ADDRESS = "/committee/<slug>/applications/<uuid:application_id>"
FORM_ERROR, CHANGED_MEANWHILE = 422, 409
NO_MORE = (SheetCompleted, ScoringClosed, NotEligible, NotInTime, WrongState)
Answer = str | tuple[str, int] | Response


@committee.get(ADDRESS)
@may(Do.SCORE)
@shows(Shown.APPLICATION)
def sheet(slug: str, application_id: UUID) -> Answer:
    """The sheet as it stands."""
    place = own_place(slug)
    place.task(application_id)
    own = own_sheet(db.session(), place.member.id, application_id)
    criteria = criteria_in(db.session(), place.call.id, levels=True)
    return _page(place, application_id, criteria, sheet_form(criteria, own), own)


@committee.post(ADDRESS)
@may(Do.SCORE)
@shows(Shown.APPLICATION)
def complete_sheet(slug: str, application_id: UUID) -> Answer:
    """Complete the sheet and go on to the next one that is not; back to the page with what is missing."""
    place = own_place(slug)
    place.task(application_id)
    member = place.member
    criteria = criteria_in(db.session(), place.call.id, levels=True)
    form = sheet_form(criteria, Own(), request.form)
    if not place.work.over and not place.task(application_id).completed:
        form.validate()
        form.check_scales(criteria)
        if form.errors:
            return _page(place, application_id, criteria, form, Own()), FORM_ERROR
    typed = typed_in(request.form, [criterion_value(one) for one in criteria])
    try:
        with acting(current_person()) as act:
            complete(act, _points(application_id, member.id, typed, form.seen.data or ""))
    except (*NO_MORE, SheetChanged, OffScale, ReasonsMissing) as refusal:
        return _refused(slug, application_id, form, refusal)
    following, completed = own_place(slug).work.next_after(application_id), place.task(application_id).number
    if following is None:
        return redirect(url_for(".call", slug=slug, completed=completed), 303)
    return redirect(url_for(".sheet", slug=slug, application_id=following.application_id, completed=completed), 303)


@committee.post(f"{ADDRESS}/saved")
@may(Do.SCORE)
def save_sheet(slug: str, application_id: UUID) -> Answer:
    """Save what is on the sheet so far; when that was, and the marks of what stands now."""
    with acting(current_person()) as act:
        sheet = open_own_sheet(act, slug, application_id, whoever().id)
        typed = typed_in(request.form, sheet.criteria)
        saved = save_on(act, sheet, _points(application_id, sheet.member_id, typed, request.form.get("seen", "")))
    if wants_json():
        return saved_answer(
            hour(arrived().astimezone(zone(sheet.zone_name)).time().replace(second=0)),
            saved.merged.seen,
            off_scale=typed.off_scale,
            elsewhere=[_field_words(name) for name in saved.merged.stored],
        )
    if saved.merged.stored:
        form = sheet_form(criteria_in(db.session(), sheet.call_id, levels=True), Own(), request.form)
        return _refused(slug, application_id, form, SheetChanged(fields=dict(saved.merged.stored)))
    return redirect(url_for(".sheet", slug=slug, application_id=application_id, saved="1"), 303)


def _refused(slug: str, application_id: UUID, form: SheetForm, refusal: Refusal) -> tuple[str, int]:
    """The page as it stands now, with what was typed: in the form where it can still be sent, else to be copied."""
    g.refused = refusal.code
    place = own_place(slug)
    place.task(application_id)
    criteria = criteria_in(db.session(), place.call.id, levels=True)
    own = own_sheet(db.session(), place.member.id, application_id)
    typed = typed_in(request.form, [criterion_value(one) for one in criteria])
    form.form_errors.append(sentence_of(refusal))
    if isinstance(refusal, SheetChanged):
        form.seen.data = marks_of(own.fields([one.code for one in criteria]))
        _tell_changed(form, refusal)
        return _page(place, application_id, criteria, form, own), CHANGED_MEANWHILE
    texts = [text for text in (*typed.reasons.values(), typed.notes) if text]
    return _page(place, application_id, criteria, form, own, texts), CHANGED_MEANWHILE


def _tell_changed(form: SheetForm, refusal: SheetChanged) -> None:
    """Say beside each field what stands there since."""
    stands = refusal.facts["fields"]
    assert isinstance(stands, dict)
    for name, text in stands.items():
        said = points(text) if name.startswith("points-") else text
        form[name].errors = [
            gettext(
                "What stands here since: “%(text)s”. What you typed is below and takes its place as soon as you go on.",
                text=said,
            )
            if text
            else gettext("This was emptied meanwhile. What you typed is below and is kept as soon as you go on.")
        ]


def _page(
    place: Place,
    application_id: UUID,
    criteria: Sequence[QualityCriterion],
    form: SheetForm,
    own: Own,
    typed: Sequence[str] = (),
) -> str:
    task, session, call = place.task(application_id), db.session(), place.call
    tasks = place.work.tasks
    number = tasks.index(task)
    means = means_of(session, application_id) if task.completed else None
    return render_template(
        "committee/sheet.html",
        **about(place),
        task=task,
        reading=whole_reading(session, application_id),
        number=number + 1,
        previous=tasks[number - 1] if number else None,
        following=tasks[number + 1] if number + 1 < len(tasks) else None,
        form=form,
        rows=form.rows(criteria),
        own=own,
        typed=typed,
        criteria=criteria,
        so_far=_total(own, criteria) if task.completed else form.so_far(criteria),
        most=sum(one.maximum * one.weight for one in criteria),
        least=call.threshold_total,
        means={} if means is None else {code: shown(value) for code, value in means.by_code.items()},
        sheets=means.sheets if means else 0,
        mean_total=shown(means.total(criteria)) if means else "",
        file_address=Files(
            "committee.file",
            {"slug": place.slug, "application_id": application_id},
            "committee.file_look",
        ),
        just_completed=next((one.number for one in tasks if one.number == request.args.get("completed")), None),
        said_saved="saved" in request.args,
    )


def _total(own: Own, criteria: Sequence[QualityCriterion]) -> Decimal:
    return sum((own.points[one.code] * one.weight for one in criteria), Decimal())


def _points(application_id: UUID, member_id: UUID, typed: Typed, seen: str) -> Points:
    return Points(application_id, member_id, typed.points, reasons=typed.reasons, notes=typed.notes, seen=seen)


def _field_words(name: str) -> str:
    """What a field of the sheet holds, in words."""
    kind, _, code = name.partition("-")
    if kind == "points":
        return gettext("points of criterion %(code)s", code=code)
    return gettext("the reason under criterion %(code)s", code=code) if kind == "reason" else gettext("the notes")
