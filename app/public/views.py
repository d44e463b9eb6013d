"""The pages that everybody may read: the list of calls, a call, its results, its documents."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from flask import Response, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as Answer

from app.access import Do, may
from app.acting import arrived
from app.costly import costly
from app.extensions import db
from app.files import hand_out
from app.formats import Calendar
from app.languages import UNDER_LANGUAGE, preferred_language
from app.public import verify
from app.public.blueprint import public
from app.public.listing import last_closed, sections_of
from app.word_forms import hand_out_empty
from competition.call.documents import has_form_on_paper
from competition.call.operations import FileNote
from competition.call.queries import known_call
from competition.call.records import Call, CallDocument
from competition.call.stage import Stage
from competition.call.timeline import Step
from competition.form.operations import check_of, definition_of, read_forms
from competition.foundation.audit import head_of
from competition.foundation.clock import Moment, calendar_day, zone
from competition.foundation.errors import NotFound
from competition.result.queries import CallRow, announced_call, call_page, call_rows, result_page

__all__ = ["public", "verify"]


@public.get("/")
@may(Do.SEE_PUBLIC)
def front() -> Answer:
    """To the list of calls in the visitor's language."""
    answer = redirect(url_for(".calls", lang=preferred_language()))
    answer.vary.add("Accept-Language")
    return answer


@public.get(f"{UNDER_LANGUAGE}/")
@may(Do.SEE_PUBLIC)
def calls() -> str:
    """The calls: open, coming, being evaluated, past."""
    at = arrived()
    rows = call_rows(db.session(), at)
    return render_template(
        "public/calls.html",
        sections=sections_of(rows),
        last=last_closed(rows),
        checkable=_checkable(rows),
        calendar_of=lambda call: _calendar(call, at),
    )


@public.get(f"{UNDER_LANGUAGE}/calls/<slug>")
@may(Do.SEE_PUBLIC)
def call(slug: str) -> str:
    """A call: who may apply, how much, until when, how it goes, what it is judged by."""
    at = arrived()
    page = call_page(db.session(), slug, at)
    year = _only_year(page.call, page.steps)
    return render_template(
        "public/call.html",
        page=page,
        call=page.call,
        checkable=page.stage == Stage.OPEN and bool(check_of(db.session(), page.call)),
        word_form=bool(page.call.form) and not has_form_on_paper(page.documents, _titles_of_slots(page.call)),
        calendar=_calendar(page.call, at),
        step_calendar=Calendar(zone(page.call.zone_name), year),
        year=year,
    )


@public.get(f"{UNDER_LANGUAGE}/calls/<slug>/results")
@may(Do.SEE_PUBLIC)
def results(slug: str) -> str:
    """The results of a call, once they are announced."""
    session = db.session()
    page = result_page(session, slug, arrived())
    return render_template(
        "public/results.html",
        page=page,
        call=page.call,
        calendar=Calendar(zone(page.call.zone_name)),
        head=head_of(session),
    )


@public.get(f"{UNDER_LANGUAGE}/calls/<slug>/documents/<uuid:document_id>")
@may(Do.SEE_PUBLIC)
def document(slug: str, document_id: UUID) -> Response:
    """A document of a call, as it was published."""
    session = db.session()
    known = known_call(session, slug, arrived())
    found = session.scalar(
        select(CallDocument).where(CallDocument.id == document_id, CallDocument.call_id == known.id),
    )
    if found is None:
        raise NotFound(what="document", key=document_id)
    file = FileNote(found.file_name, found.media_type, found.size, found.digest)
    return hand_out(file, for_everybody=True)


@public.get(f"{UNDER_LANGUAGE}/calls/<slug>/form.docx")
@may(Do.SEE_PUBLIC)
@costly
def form_file(slug: str) -> Response:
    """The empty form of a call as a file of Word, where it takes applications in the portal."""
    session = db.session()
    known = known_call(session, slug, arrived())
    if known.form is None:
        raise NotFound(what="form", key=slug)
    return hand_out_empty(known, definition_of(session, known.form))


@public.get("/calls/<slug>/archive.json")
@may(Do.SEE_PUBLIC)
@costly
def archive(slug: str) -> Response:
    """The public archive of a call, from which anybody recomputes its result."""
    from scoring.archive.gather import public_text  # noqa: PLC0415 - the archive's rooms are heavy and seldom asked for

    session = db.session()
    if not announced_call(session, slug, arrived()).publishes_archive:
        raise NotFound(what="archive", key=slug)
    name = f"{slug}-archive.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(public_text(session, slug), headers=headers, mimetype="application/json")


def _checkable(rows: Iterable[CallRow]) -> set[str]:
    """The open calls that have a check before an application, by their slugs; asked for at once."""
    session, open_calls = db.session(), [row.call for row in rows if row.stage == Stage.OPEN]
    read_forms(session, [one.form for one in open_calls])
    return {one.slug for one in open_calls if check_of(session, one)}


def _titles_of_slots(call: Call) -> set[str]:
    """What the call's form calls its attachments."""
    return {slot.title["lv"] for slot in definition_of(db.session(), call.form).slots}


def _calendar(call: Call, at: datetime) -> Calendar:
    """Days of a call's page: the present year goes without saying."""
    place = zone(call.zone_name)
    return Calendar(place, at.astimezone(place).year)


def _only_year(call: Call, steps: list[Step]) -> int | None:
    """The year in which the whole timeline lies, or None."""
    place = zone(call.zone_name)
    years = {calendar_day(moment, place).year for step in steps for moment in _moments(step)}
    return years.pop() if len(years) == 1 else None


def _moments(step: Step) -> list[Moment]:
    amended = step.amendment.deadline if step.amendment else None
    return [moment for moment in (step.when, step.until, step.moved_from, amended) if moment]
