"""The complete file of a call, to be downloaded."""

from flask import Response

from app.access import Do, may
from app.auditor.blueprint import auditor
from app.auditor.loading import own_whole_call
from app.auditor.whole_file import members_of
from app.costly import costly
from app.extensions import db
from app.files import download, storage
from app.reading_log import shows
from app.streaming import made_while_sent
from competition.foundation.reading_log import Shown
from documents.zipped import streamed


@auditor.get("/audit/calls/<slug>/file.zip")
@may(Do.TAKE_CALL)
@shows(Shown.EXPORT)
@costly
def whole_file(slug: str) -> Response:
    """All that the portal keeps about a call, in one file."""
    call, session = own_whole_call(slug), db.session()
    pieces = streamed(members_of(session, storage(), call))
    return download(made_while_sent(session, pieces), f"{slug}-lieta.zip", "application/zip")
