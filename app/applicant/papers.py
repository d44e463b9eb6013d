"""One's own application as a PDF: as it stands, marked as not handed in, and as it was handed in."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.applicant.blueprint import applicant
from app.applicant.own import attached_files, opened, seen
from app.application_paper import hand_out_submitted, hand_out_unsent
from app.costly import costly
from app.extensions import db
from competition.eligibility.reading import whole_reading


@applicant.get("/applications/<uuid:application_id>/draft.pdf")
@may(Do.WRITE_OWN)
@costly
def draft_pdf(application_id: UUID) -> Response:
    """What stands in the form, as a file; where nothing was changed since, what was handed in."""
    one = opened(application_id)
    if one.own.latest and not one.own.changed:
        return redirect(url_for(".submitted_pdf", application_id=application_id), 303)
    return hand_out_unsent(one.own, attached_files(one.own))


@applicant.get("/applications/<uuid:application_id>/submitted.pdf")
@may(Do.READ_OWN)
@costly
def submitted_pdf(application_id: UUID) -> Response:
    """The version that counts, with what was clarified, as a file."""
    own = seen(application_id).own
    reading = whole_reading(db.session(), application_id)
    return hand_out_submitted(own.call, own.application, reading)
