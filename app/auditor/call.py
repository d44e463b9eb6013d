"""A call, to be read: its applications, its ranking, its decision, its letters; and one of these at a time."""

from uuid import UUID

from flask import Response, render_template, request, url_for

from app.access import Do, may
from app.acting import arrived
from app.auditor.blueprint import auditor
from app.auditor.loading import calendar_of, own_application, own_call, own_whole_call
from app.costly import costly
from app.dossier import CHANNELS, dossier_of, to_the_second
from app.extensions import db
from app.files import download, hand_out
from app.kept_rankings import rankings
from app.letters import MEDIA_TYPES, WAYS, Format, facts_of_row, set_letter
from app.minutes import record_of, stepped_out, vote_in_words
from app.ranking_rows import ranking_view
from app.reading_log import shows, shows_many
from app.viewing import Files
from competition.call.operations import FileNote
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from competition.foundation.reading_log import Shown
from competition.result.letter_queries import letter_row, letter_rows
from documents.letters import letter_of
from scoring.meeting.desk import desk_calls
from scoring.sheets.applications import Wanted, application_list


@auditor.get("/audit/calls/<slug>")
@may(Do.AUDIT)
@shows_many
def call(slug: str) -> str:
    """Where a call stands, what came in to it, its documents."""
    known, session = own_whole_call(slug), db.session()
    (row,) = desk_calls(session, [known], arrived())
    here = url_for(".call", slug=slug)
    return render_template(
        "auditor/call.html",
        call=known,
        row=row,
        found=application_list(session, known, Wanted(), request.args.get("page", 1, type=int)),
        channels=CHANNELS,
        instant=to_the_second(zone(known.zone_name)),
        address=lambda one: f"{here}/applications/{one.id}",
        page_address=lambda page: f"{here}?page={page}",
        calendar=calendar_of(known),
    )


@auditor.get("/audit/calls/<slug>/documents/<uuid:document_id>")
@may(Do.AUDIT)
def document(slug: str, document_id: UUID) -> Response:
    """A version of a document of a call."""
    found = next((one for one in own_whole_call(slug).documents if one.id == document_id), None)
    if found is None:
        raise NotFound(what="document", key=document_id)
    return hand_out(FileNote(found.file_name, found.media_type, found.size, found.digest))


@auditor.get("/audit/calls/<slug>/applications/<uuid:application_id>")
@may(Do.AUDIT)
@shows(Shown.APPLICATION)
def application(slug: str, application_id: UUID) -> str:
    """One application with everything on it, and its story."""
    known, one = own_application(slug, application_id)
    return render_template(
        "auditor/application.html",
        **dossier_of(known, one),
        calendar=calendar_of(known),
        file_address=Files(
            "auditor.application_file", {"slug": slug, "application_id": application_id}, "auditor.file_look"
        ),
    )


@auditor.get("/audit/calls/<slug>/ranking")
@may(Do.AUDIT)
@shows_many
def ranking(slug: str) -> str:
    """The ranking, as it stands or as it was decided."""
    known, session = own_call(slug), db.session()
    page = request.args.get("page", 1, type=int)
    return render_template(
        "auditor/ranking.html",
        call=known,
        view=ranking_view(session, known, rankings.of(session, known), page),
        page_address=lambda number: url_for(".ranking", slug=slug, page=number),
    )


@auditor.get("/audit/calls/<slug>/decision")
@may(Do.AUDIT)
@shows_many
def decision(slug: str) -> str:
    """What was decided, in which meeting, who was there."""
    known, session = own_call(slug), db.session()
    return render_template(
        "auditor/decision.html",
        call=known,
        record=record_of(session, known),
        view=ranking_view(session, known, rankings.of(session, known), 1),
        stepped_out=stepped_out(session, known),
        vote=vote_in_words,
        calendar=calendar_of(known),
    )


@auditor.get("/audit/calls/<slug>/letters")
@may(Do.AUDIT)
@shows_many
def letters(slug: str) -> str:
    """The letters with their numbers, how they went, and the days that follow."""
    known = own_call(slug)
    rows = letter_rows(db.session(), known)
    return render_template(
        "auditor/letters.html",
        call=known,
        rows=rows,
        past_portal=any(row.past_portal for row in rows),
        ways=WAYS,
        calendar=calendar_of(known),
    )


@auditor.get("/audit/calls/<slug>/letters/<uuid:application_id>")
@may(Do.AUDIT)
@shows(Shown.LETTER)
def letter(slug: str, application_id: UUID) -> str:
    """One letter as it left the house, or will."""
    known, session = own_call(slug), db.session()
    row = letter_row(session, known, application_id)
    return render_template(
        "auditor/letter.html",
        call=known,
        row=row,
        letter=letter_of(facts_of_row(session, known, row)),
        ways=WAYS,
        calendar=calendar_of(known),
    )


@auditor.get("/audit/calls/<slug>/letters/<uuid:application_id>.<any(pdf, docx):suffix>")
@may(Do.AUDIT)
@shows(Shown.LETTER)
@costly
def letter_file(slug: str, application_id: UUID, suffix: Format) -> Response:
    """One letter as a file."""
    known, session = own_call(slug), db.session()
    name, content = set_letter(facts_of_row(session, known, letter_row(session, known, application_id)), suffix)
    return download(content, name, MEDIA_TYPES[suffix], size=len(content))
