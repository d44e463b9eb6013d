"""The attachments of an application: a place for each kind, what is in it, files more, files less."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.access import Do, leads_to, may
from app.applicant.blueprint import applicant
from app.applicant.own import Seen, opened, seen, written
from app.applicant.places import Cabinet, Sent, Ways, hand_out_earlier, places_of, take, tell_of_size
from app.applicant.places import remove as take_out
from app.applicant.replacing import ask_for_earlier, ask_for_offered, ask_to_take_out
from app.applicant.words import attachments_address, parts_of
from app.errors import answer_error
from app.extensions import db
from app.files import hand_out
from competition.application.attachments import attach, bring_back, detach, ever_attached
from competition.application.own import own_attachment
from competition.application.placing import Shelf, note_of, slot_with
from competition.foundation.errors import Refusal

TOO_LARGE = 413
PAGE = "/applications/<uuid:application_id>/attachments"
WAYS = Ways(
    page="attachments",
    attach="attach_file",
    replace="replace_file",
    file="attachment",
    remove="ask_to_remove",
    earlier="earlier_file",
    back="bring_file_back",
    key="attachment_id",
)


@applicant.get(PAGE)
@may(Do.WRITE_OWN)
def attachments(application_id: UUID) -> str:
    """Every slot with what is in it."""
    return _page(opened(application_id))


@applicant.get(f"{PAGE}/to/<slot>")
@may(Do.WRITE_OWN)
def slot(application_id: UUID, slot: str) -> Response:
    """One slot has no page of its own: to its place among the others."""
    own = opened(application_id).own
    return redirect(attachments_address(own, slot_with(own.slots, slot).key), 303)


@applicant.post(f"{PAGE}/to/<slot>")
@may(Do.WRITE_OWN)
def attach_file(application_id: UUID, slot: str) -> Any:
    """Check files and put them into their slot."""
    return take(_written, _again, application_id, slot)


@applicant.route(f"{PAGE}/to/<slot>/replace", methods=["GET", "POST"])
@may(Do.WRITE_OWN)
def replace_file(application_id: UUID, slot: str) -> Any:
    """Which file of a full slot is replaced by one that was sent, and replacing it."""
    return ask_for_offered(_written, application_id, slot)


@applicant.get(f"{PAGE}/<uuid:attachment_id>")
@may(Do.READ_OWN)
def attachment(application_id: UUID, attachment_id: UUID) -> Response:
    """A file of the application, as it was attached."""
    return hand_out(note_of(own_attachment(seen(application_id).own, attachment_id)), to_sender=True)


@applicant.get(f"{PAGE}/<uuid:attachment_id>/earlier")
@may(Do.WRITE_OWN)
def earlier_file(application_id: UUID, attachment_id: UUID) -> Response:
    """A file that is not in the application any more, as it was attached."""
    return hand_out_earlier(_cabinet(seen(application_id)), attachment_id)


@applicant.route(f"{PAGE}/<uuid:attachment_id>/back", methods=["GET", "POST"])
@may(Do.WRITE_OWN)
def bring_file_back(application_id: UUID, attachment_id: UUID) -> Any:
    """The question before an earlier file is put into its slot again, and doing so."""
    return ask_for_earlier(_written, application_id, attachment_id)


@applicant.get(f"{PAGE}/<uuid:attachment_id>/remove")
@may(Do.WRITE_OWN)
def ask_to_remove(application_id: UUID, attachment_id: UUID) -> str:
    """The question before a file is taken out."""
    cabinet = _cabinet(opened(application_id))
    return ask_to_take_out(cabinet, own_attachment(cabinet.one.own, attachment_id))


@applicant.post(f"{PAGE}/<uuid:attachment_id>/remove")
@may(Do.WRITE_OWN)
def remove(application_id: UUID, attachment_id: UUID) -> Response:
    """Take a file out."""
    return take_out(_written(application_id), attachment_id)


@applicant.errorhandler(RequestEntityTooLarge)
def tell_too_large(error: RequestEntityTooLarge) -> Any:
    """Files that were not even read to their end: the page again, with the sentence at their slot.

    The door was not asked yet, so a stranger gets the answer that everybody gets.
    """
    values, here = request.view_args or {}, request.endpoint or ""
    if here not in PAGE_AGAIN or not leads_to(here, **values):
        return answer_error(error)
    try:
        return PAGE_AGAIN[here](values), TOO_LARGE
    except Refusal:
        return answer_error(error)


def _written(application_id: UUID) -> Cabinet:
    return _cabinet(written(application_id))


def _cabinet(one: Seen) -> Cabinet:
    return Cabinet(
        shelf=Shelf.APPLICATION,
        ways=WAYS,
        one=one,
        slots=one.own.slots,
        files=one.own.files,
        missing=one.own.missing_files,
        put=attach,
        take_out=detach,
        bring_back=bring_back,
        ever=lambda: ever_attached(db.session(), one.own.application.id),
    )


def _again(application_id: UUID, sent: Sent) -> str:
    return _page(seen(application_id), sent)


PAGE_AGAIN: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    f"{applicant.name}.attach_file": partial(tell_of_size, _written, _again)
}
"""The pages on which files are chosen, by where these are sent; they are shown again with what is wrong."""


def _page(one: Seen, sent: Sent | None = None) -> str:
    return render_template(
        "applicant/attachments.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        places=places_of(_cabinet(one), sent),
        errors=sent.errors if sent else [],
        parts=parts_of(one.own),
        address=attachments_address(one.own),
    )
