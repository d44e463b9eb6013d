"""The files of an application, for the members to whom it is open."""

from uuid import UUID

from flask import Response

from app.access import Do, may
from app.committee.blueprint import committee
from app.committee.loading import own_place
from app.extensions import db
from app.files import hand_out
from competition.application.reading import latest_reading


@committee.get("/committee/<slug>/applications/<uuid:application_id>/files/<digest>")
@may(Do.SCORE)
def file(slug: str, application_id: UUID, digest: str) -> Response:
    """A file of the version that was handed in last."""
    own_place(slug).task(application_id)
    return hand_out(latest_reading(db.session(), application_id).file(digest))
