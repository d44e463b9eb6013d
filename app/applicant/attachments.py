"""The attachments of an application: a place for each kind, what is in it, a file more, a file less."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.access import Do, leads_to, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.forms import SlotForm
from app.applicant.own import Seen, clock_words, opened, seen, written
from app.applicant.words import attachments_address, parts_of
from app.config import Settings
from app.errors import answer_error
from app.files import hand_out, keep_file
from app.refusals import refusals_to
from competition.application.attachments import UnknownSlot, attach, detach
from competition.application.own import Own, own_attachment
from competition.application.records import Attachment
from competition.call.operations import FileNote
from competition.call.records import CallDocument
from competition.form.definition import Slot
from competition.foundation.errors import Refusal
from competition.foundation.twice import DoneAlready
from documents.kinds import ENDINGS, FileTooLarge

FORM_ERROR, TOO_LARGE = 422, 413
PAGE = "/applications/<uuid:application_id>/attachments"


@dataclass(frozen=True, slots=True)
class File:
    """A file that is there, as `file_list` shows it."""

    name: str
    address: str
    size: int
    facts: list[str]
    digest: str
    remove: str | None
    note: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with its files and the form for one more; the call's document to be filled in for it, if there is one."""

    slot: Slot
    missing: bool
    files: list[File]
    form: SlotForm
    template: CallDocument | None
    added: str | None

    @property
    def field(self) -> Any:
        """The field that takes the file."""
        return self.form.file


@applicant.get(PAGE)
@may(Do.WRITE_OWN)
def attachments(application_id: UUID) -> str:
    """Every slot with what is in it."""
    return _page(opened(application_id))


@applicant.get(f"{PAGE}/to/<slot>")
@may(Do.WRITE_OWN)
def slot(application_id: UUID, slot: str) -> Response:
    """One slot has no page of its own: to its place among the others."""
    one = opened(application_id)
    return redirect(attachments_address(one.own, _slot_of(one.own, slot).key), 303)


@applicant.post(f"{PAGE}/to/<slot>")
@may(Do.WRITE_OWN)
def attach_file(application_id: UUID, slot: str) -> Response | tuple[str, int]:
    """Check a file and put it into its slot."""
    one = written(application_id)
    key = _slot_of(one.own, slot).key
    form = SlotForm(prefix=key)
    added = None
    if form.validate_on_submit():
        with refusals_to(form, form.file):
            file = keep_file(form.file.data)
            with acting(current_person()) as act:
                added = attach(act, application_id, key, file).id
    if added:
        return redirect(attachments_address(one.own, key, added), 303)
    status = TOO_LARGE if g.get("refused") == FileTooLarge.code else FORM_ERROR
    return _page(seen(application_id), {key: form}), status


@applicant.get(f"{PAGE}/<uuid:attachment_id>")
@may(Do.READ_OWN)
def attachment(application_id: UUID, attachment_id: UUID) -> Response:
    """A file of the application, as it was attached."""
    found = own_attachment(seen(application_id).own, attachment_id)
    return hand_out(FileNote(found.file_name, found.media_type, found.size, found.digest))


@applicant.get(f"{PAGE}/<uuid:attachment_id>/remove")
@may(Do.WRITE_OWN)
def ask_to_remove(application_id: UUID, attachment_id: UUID) -> str:
    """The question before a file is taken out."""
    one = opened(application_id)
    found = own_attachment(one.own, attachment_id)
    title = _slot_of(one.own, found.slot).title
    return render_template(
        "applicant/remove.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        file=found,
        title=title,
        form=FlaskForm(),
    )


@applicant.post(f"{PAGE}/<uuid:attachment_id>/remove")
@may(Do.WRITE_OWN)
def remove(application_id: UUID, attachment_id: UUID) -> Response:
    """Take a file out; a second click takes out nothing more."""
    one = written(application_id)
    slot = next((file.slot for file in one.own.files if file.id == attachment_id), None)
    with suppress(DoneAlready), acting(current_person()) as act:
        detach(act, application_id, attachment_id)
    return redirect(attachments_address(one.own, slot), 303)


@applicant.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Any:
    """A file that was not even read to its end: the page again, with the sentence at its slot.

    The door was not asked yet, so a stranger gets the answer that everybody gets.
    """
    values, here = request.view_args or {}, f"{applicant.name}.attach_file"
    if request.endpoint != here or not leads_to(here, **values):
        return answer_error(error)
    settings: Settings = current_app.extensions["konkurss-settings"]
    form = SlotForm(prefix=values["slot"], formdata=None)
    form.file.errors = [
        gettext(
            "The file is larger than %(size)s MB: save its pictures smaller, or split it.", size=settings.max_upload_mb
        )
    ]
    try:
        return _page(written(values["application_id"]), {values["slot"]: form}), TOO_LARGE
    except Refusal:
        return answer_error(error)


def _page(one: Seen, sent: dict[str, SlotForm] | None = None) -> str:
    settings: Settings = current_app.extensions["konkurss-settings"]
    places = [_place(one, slot, (sent or {}).get(slot.key)) for slot in one.own.slots]
    return render_template(
        "applicant/attachments.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        places=places,
        refused=next(iter((sent or {}).values()), None),
        parts=parts_of(one.own),
        address=attachments_address(one.own),
        kinds=ENDINGS,
        megabytes=settings.max_upload_mb,
    )


def _place(one: Seen, slot: Slot, sent: SlotForm | None) -> Place:
    files = [_file(one, file) for file in one.own.files if file.slot == slot.key]
    form = sent or SlotForm(prefix=slot.key, formdata=None)
    documents = (current.document for current in one.page.documents)
    template = next((one for one in documents if one.title.get("lv") == slot.title["lv"]), None)
    return Place(slot, slot.key in one.own.missing_files, files, form, template, _added(one, slot))


def _added(one: Seen, slot: Slot) -> str | None:
    """The name of the file that was just attached to this slot, as the address tells."""
    key = request.args.get("added")
    return next((file.file_name for file in one.own.files if file.slot == slot.key and str(file.id) == key), None)


def _file(one: Seen, file: Attachment) -> File:
    where: dict[str, Any] = {"application_id": file.application_id, "attachment_id": file.id}
    return File(
        name=file.file_name,
        address=url_for(".attachment", **where),
        size=file.size,
        facts=[gettext("attached %(hour)s", hour=clock_words(file.attached_at, one.at, one.place))],
        digest=file.digest,
        remove=url_for(".ask_to_remove", **where),
    )


def _slot_of(own: Own, key: str) -> Slot:
    """The slot with that key. Raises UnknownSlot."""
    found = next((slot for slot in own.slots if slot.key == key), None)
    if found is None:
        raise UnknownSlot(slot=key)
    return found
