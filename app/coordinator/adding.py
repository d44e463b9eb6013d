"""Adding a scan or another file to an application that was registered by hand."""

from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.config import Settings
from app.coordinator.applications import file_address
from app.coordinator.blueprint import coordinator
from app.coordinator.own import own_application
from app.extensions import db
from app.files import FILE_REFUSALS, keep_file
from app.forms import Form
from app.reading_log import shows
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application import intake
from competition.eligibility.reading import whole_reading
from competition.foundation.reading_log import Shown
from documents.kinds import ENDINGS


class FileForm(Form):
    """A file of what came by hand."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


@coordinator.route("/desk/calls/<slug>/applications/<uuid:application_id>/add-file", methods=["GET", "POST"])
@may(Do.REGISTER)
@shows(Shown.APPLICATION)
def add_file(slug: str, application_id: UUID) -> Response | tuple[str, int]:
    """Add a file to an application that was registered by hand."""
    _, known = own_application(slug, application_id)
    form = FileForm()
    if form.validate_on_submit():
        with refusals_to(form, dict.fromkeys(FILE_REFUSALS, form.file)):
            file = keep_file(form.file.data, as_it_came=True)
            with acting(current_person()) as act:
                intake.add_file(act, known.id, file)
        if not form.errors:
            return redirect(url_for(".application", slug=slug, application_id=application_id), 303)
    call, known = own_application(slug, application_id)
    settings: Settings = current_app.extensions["konkurss-settings"]
    page = render_template(
        "coordinator/add_file.html",
        call=call,
        application=known,
        form=form,
        reading=whole_reading(db.session(), known.id),
        file_address=file_address(call, known),
        kinds=ENDINGS,
        megabytes=settings.max_upload_mb,
    )
    return page, status_of(form)
