"""The files of applications: handed out, looked at, found by their words."""

from uuid import UUID

from flask import render_template

from app.access import Do, may
from app.coordinator.blueprint import coordinator
from app.coordinator.own import own_application, own_call, place_of
from app.costly import costly
from app.extensions import db
from app.file_pages import Opened, open_files
from app.file_search import found_files
from app.reading_log import shows_many
from competition.application.queries import received_in


def _find(slug: str, application_id: UUID) -> Opened:
    call, known = own_application(slug, application_id)
    return Opened({"call": call, "application": known}, place_of(call))


open_files(
    coordinator, "/desk/calls/<slug>", Do.READ_APPLICATION, _find, "coordinator/file.html", download="application_file"
)


@coordinator.get("/desk/calls/<slug>/search")
@may(Do.LIST_APPLICATIONS)
@shows_many
@costly
def search(slug: str) -> str:
    """The attachments of a call in which words stand."""
    call = own_call(slug)
    return render_template(
        "coordinator/search.html", call=call, **found_files("coordinator", slug, received_in(db.session(), call.id))
    )
