"""The attachments that were asked for: a place for each, what was handed in there, files more, files less."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.applicant.attachments import PAGE_AGAIN
from app.applicant.blueprint import applicant
from app.applicant.clarifying import ADDRESS, Asked, asked, opened, writing
from app.applicant.own import file_address
from app.applicant.places import Cabinet, Sent, Ways, hand_out_earlier, places_of, take, tell_of_size
from app.applicant.places import remove as take_out
from app.applicant.replacing import ask_for_earlier, ask_for_offered, ask_to_take_out
from app.extensions import db
from app.files import hand_out
from competition.application.placing import Shelf, file_with, note_of, slot_with
from competition.eligibility.answering import attach_clarifying, bring_clarifying_back, detach_clarifying
from competition.eligibility.clarifications import ever_clarifying

PAGE = f"{ADDRESS}/attachments"
WAYS = Ways(
    page="clarification_files",
    attach="attach_clarification",
    replace="replace_clarification",
    file="clarification_file",
    remove="ask_to_remove_clarification",
    earlier="earlier_clarification",
    back="bring_clarification_back",
    key="file_id",
)


@applicant.get(PAGE)
@may(Do.WRITE_OWN)
def clarification_files(application_id: UUID) -> str | Response:
    """Every place that was opened, with what is in it; where there is none, the questions."""
    found = opened(application_id)
    if not found.now.slots:
        return redirect(url_for(".clarification", application_id=application_id), 303)
    return _page(found)


@applicant.get(f"{PAGE}/to/<slot>")
@may(Do.WRITE_OWN)
def clarification_slot(application_id: UUID, slot: str) -> Response:
    """One place has no page of its own: to it among the others."""
    cabinet = _cabinet(opened(application_id))
    return redirect(cabinet.page(slot_with(cabinet.slots, slot).key), 303)


@applicant.post(f"{PAGE}/to/<slot>")
@may(Do.WRITE_OWN)
def attach_clarification(application_id: UUID, slot: str) -> Any:
    """Check files and put them into their place."""
    return take(_writing, _again, application_id, slot)


@applicant.route(f"{PAGE}/to/<slot>/replace", methods=["GET", "POST"])
@may(Do.WRITE_OWN)
def replace_clarification(application_id: UUID, slot: str) -> Any:
    """Which file of a full place is replaced by one that was sent, and replacing it."""
    return ask_for_offered(_writing, application_id, slot)


@applicant.get(f"{PAGE}/<uuid:file_id>")
@may(Do.READ_OWN)
def clarification_file(application_id: UUID, file_id: UUID) -> Response:
    """A file of the answer, as it was attached."""
    return hand_out(note_of(file_with(asked(application_id).now.files, file_id)), to_sender=True)


@applicant.get(f"{PAGE}/<uuid:file_id>/earlier")
@may(Do.WRITE_OWN)
def earlier_clarification(application_id: UUID, file_id: UUID) -> Response:
    """A file that is not in the answer any more, as it was attached."""
    return hand_out_earlier(_cabinet(asked(application_id)), file_id)


@applicant.route(f"{PAGE}/<uuid:file_id>/back", methods=["GET", "POST"])
@may(Do.WRITE_OWN)
def bring_clarification_back(application_id: UUID, file_id: UUID) -> Any:
    """The question before an earlier file is put into its place again, and doing so."""
    return ask_for_earlier(_writing, application_id, file_id)


@applicant.get(f"{PAGE}/<uuid:file_id>/remove")
@may(Do.WRITE_OWN)
def ask_to_remove_clarification(application_id: UUID, file_id: UUID) -> str:
    """The question before a file is taken out."""
    cabinet = _cabinet(opened(application_id))
    return ask_to_take_out(cabinet, file_with(cabinet.files, file_id))


@applicant.post(f"{PAGE}/<uuid:file_id>/remove")
@may(Do.WRITE_OWN)
def remove_clarification(application_id: UUID, file_id: UUID) -> Response:
    """Take a file out."""
    return take_out(_writing(application_id), file_id)


def _writing(application_id: UUID) -> Cabinet:
    return _cabinet(writing(application_id))


def _cabinet(found: Asked) -> Cabinet:
    now = found.now
    return Cabinet(
        shelf=Shelf.CLARIFICATION,
        ways=WAYS,
        one=found.one,
        slots=now.slots,
        files=now.files,
        missing=now.missing_files,
        put=attach_clarifying,
        take_out=detach_clarifying,
        bring_back=bring_clarifying_back,
        ever=lambda: ever_clarifying(db.session(), now.asked),
        before=now.handed_in,
    )


def _again(application_id: UUID, sent: Sent) -> str:
    return _page(asked(application_id), sent)


PAGE_AGAIN[f"{applicant.name}.attach_clarification"] = partial(tell_of_size, _writing, _again)


def _page(found: Asked, sent: Sent | None = None) -> str:
    one, cabinet = found.one, _cabinet(found)
    return render_template(
        "applicant/clarification_files.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        now=found.now,
        places=places_of(cabinet, sent),
        errors=sent.errors if sent else [],
        file_address=file_address(one.own),
        parts=found.parts,
        address=cabinet.page(),
    )
