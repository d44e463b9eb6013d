"""An application as a PDF: as it stands, or the version that counts; for those who write it and who read it."""

from dataclasses import replace
from datetime import datetime

from flask import Response

from app.file_names import clean_name
from app.files import download
from competition.application.channels import is_by_hand
from competition.application.own import Own
from competition.application.reading import HandedInFile, Part, Reading, parts_of
from competition.application.records import Application
from competition.call.deadline import deadline_in_force
from competition.call.records import Call
from competition.foundation.clock import zone
from documents.application_paper import ApplicationFacts, Submitted, application_pdf

MEDIA_TYPE = "application/pdf"


def hand_out_submitted(call: Call, application: Application, reading: Reading) -> Response:
    """The version that counts, to be downloaded: all of it."""
    by_hand, received = is_by_hand(reading.channel), application.received_at
    at = received if by_hand and received else reading.at
    facts = _submitted(call, application, reading, at)
    return _downloaded(facts, f"pieteikums-{reading.number}-{reading.version}.pdf")


def hand_out_for_committee(call: Call, application: Application, reading: Reading) -> Response:
    """The same, to be downloaded by a member: what the page beside the sheet says of it, and nothing more."""
    facts = _submitted(call, application, reading, deadline_in_force(call.terms).at.replace(microsecond=0))
    return _downloaded(
        replace(facts, parts=tuple(reading.for_committee), for_committee=True), f"pieteikums-{reading.number}.pdf"
    )


def hand_out_unsent(own: Own, files: list[HandedInFile]) -> Response:
    """What stands in an application that is not handed in, or is not as it stands now, with its `files`."""
    application = own.application
    parts = parts_of(own.form, application.title, own.answers)
    facts = replace(
        _facts(own.call, application, application.title, parts, files),
        at=own.at.replace(microsecond=0),
        changes=own.latest is not None,
        missing=frozenset(own.missing),
    )
    return _downloaded(facts, f"{own.call.slug}-{'labojumi' if facts.changes else 'melnraksts'}.pdf")


def _submitted(call: Call, application: Application, reading: Reading, at: datetime) -> ApplicationFacts:
    submitted = Submitted(reading.number, reading.version, at, reading.channel, reading.digest)
    facts = _facts(call, application, reading.title, reading.parts, reading.files)
    return replace(facts, at=at, submitted=submitted, clarified_at=reading.clarified_at)


def _facts(
    call: Call, application: Application, title: str, parts: list[Part], files: list[HandedInFile]
) -> ApplicationFacts:
    return ApplicationFacts(
        call_title=call.title["lv"],
        organiser=call.organiser_name,
        title=title,
        applicant_name=application.applicant_name,
        applicant_number=application.applicant_number,
        parts=tuple(parts),
        files=tuple(files),
        at=application.started_at,
        place=zone(call.zone_name),
    )


def _downloaded(facts: ApplicationFacts, name: str) -> Response:
    content = application_pdf(facts)
    return download(content, clean_name(name), MEDIA_TYPE, size=len(content))
