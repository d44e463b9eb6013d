"""A call's own page: where it stands, its numbers, its steps; and what the public sees of it."""

from uuid import UUID

from flask import Response, render_template, request
from flask_babel import gettext

from app.access import Do, may
from app.acting import arrived
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_call, own_whole_call
from app.coordinator.steps import Facts, steps_of
from app.coordinator.words import CHANNELS
from app.extensions import db
from app.files import hand_out
from app.formats import number
from competition.call.operations import FileNote
from competition.call.timeline import timeline
from competition.foundation.errors import NotFound
from competition.result.queries import draft_page
from scoring.committee.readiness import readiness_of
from scoring.meeting.desk import Figures, desk_calls


@coordinator.get("/desk/calls/<slug>")
@may(Do.SEE_CALL)
def call(slug: str) -> str:
    """Where a call stands, and its steps."""
    session, at, known = db.session(), arrived(), own_call(slug)
    (row,) = desk_calls(session, [known], at)
    facts = Facts(row, readiness_of(session, known, at), len(known.amendments))
    return render_template(
        "coordinator/call.html",
        call=known,
        row=row,
        steps=steps_of(facts),
        timeline_steps=timeline(known, at, announced=row.facts.announced),
        calendar=calendar_of(known),
        parts=_parts(row.figures),
        just_published="published" in request.args and row.facts.public,
    )


def _parts(figures: Figures) -> list[str]:
    """How the applications came, and which of them are none that will be scored."""
    came = [f"{CHANNELS[channel]}: {number(count)}" for channel, count in figures.channels.items()]
    others = [
        (figures.not_eligible, gettext("not eligible: %(number)s", number=number(figures.not_eligible))),
        (figures.late, gettext("late: %(number)s", number=number(figures.late))),
        (figures.withdrawn, gettext("withdrawn: %(number)s", number=number(figures.withdrawn))),
        (figures.drafts, gettext("being written: %(number)s", number=number(figures.drafts))),
    ]
    return came + [words for count, words in others if count]


@coordinator.get("/desk/calls/<slug>/preview")
@may(Do.SEE_CALL)
def preview(slug: str) -> str:
    """A call as the public sees it, or will see it."""
    known, at = own_whole_call(slug), arrived()
    page, calendar = draft_page(db.session(), known, at), calendar_of(known)
    return render_template(
        "coordinator/preview.html",
        page=page,
        call=known,
        calendar=calendar,
        step_calendar=calendar,
        year=None,
        document_page="coordinator.document",
    )


@coordinator.get("/desk/calls/<slug>/documents/<uuid:document_id>")
@may(Do.SEE_CALL)
def document(slug: str, document_id: UUID) -> Response:
    """A document of a call, public or not."""
    found = next((one for one in own_whole_call(slug).documents if one.id == document_id), None)
    if found is None:
        raise NotFound(what="document", key=document_id)
    return hand_out(FileNote(found.file_name, found.media_type, found.size, found.digest))
