"""The documents of a call: the list, a new one, the next version of one."""

from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import arrived
from app.changing import FollowingForm
from app.config import Settings
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import in_languages, line
from app.coordinator.own import calendar_of, own_whole_call
from app.extensions import db
from app.files import FILE_REFUSALS, keep_file
from app.forms import Form
from app.making import MakingForm, making
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.call.documents import in_force
from competition.call.operations import add_document, last_version, replace_document
from competition.call.records import Call, CallDocument
from competition.foundation.errors import NotFound
from documents.kinds import ENDINGS

Page = str | Response | tuple[str, int]


class DocumentForm(MakingForm):
    """A document with its title."""

    title_lv = line(_l("Title in Latvian"), _l("Write the title of the document."))
    title_en = line(_l("Title in English"))
    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class VersionForm(FollowingForm):
    """The next version of a document."""

    file = FileField(_l("File of the next version"), validators=[FileRequired(_l("Choose a file."))])


@coordinator.route("/desk/calls/<slug>/documents", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def documents(slug: str) -> Page:
    """The documents of a call, and a form for another one."""
    call, form = own_whole_call(slug), DocumentForm()
    if form.validate_on_submit():
        with refusals_to(form, dict.fromkeys(FILE_REFUSALS, form.file)):
            file = keep_file(form.file.data)
            with making(form, CallDocument) as act:
                add_document(act, call.id, in_languages(form.title_lv.data, form.title_en.data), file)
        if not form.errors:
            return redirect(url_for(".documents", slug=slug), 303)
    page = _page("coordinator/documents.html", own_whole_call(slug), form)
    return page, status_of(form)


@coordinator.route("/desk/calls/<slug>/documents/<uuid:document_id>/replace", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def replace(slug: str, document_id: UUID) -> Page:
    """The next version of a document."""
    call, form = own_whole_call(slug), VersionForm()
    _require_document(call, document_id)
    if form.validate_on_submit():
        with refusals_to(form, dict.fromkeys(FILE_REFUSALS, form.file)):
            file = keep_file(form.file.data)
            with making(form, CallDocument) as act:
                act.lock(Call, call.id)
                last = last_version(act.session, document_id)
                if last.digest != file.digest:
                    form.require_last(act.session, last, f"call:{call.id}", "call.document-replaced")
                replace_document(act, document_id, file)
        if not form.errors:
            return redirect(url_for(".documents", slug=slug), 303)
    call, last = own_whole_call(slug), last_version(db.session(), document_id)
    form.follow(last)
    return _page("coordinator/replace.html", call, form, document=last), status_of(form)


def _require_document(call: Call, document_id: UUID) -> None:
    if all(one.id != document_id for one in call.documents):
        raise NotFound(what="document", key=document_id)


def _page(template: str, call: Call, form: Form, **more: object) -> str:
    settings: Settings = current_app.extensions["konkurss-settings"]
    return render_template(
        template,
        call=call,
        form=form,
        current=in_force(call.documents, arrived()),
        calendar=calendar_of(call),
        kinds=ENDINGS,
        megabytes=settings.max_upload_mb,
        **more,
    )
