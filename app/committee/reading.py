"""An application as a PDF, and its files, for the members to whom it is open."""

from uuid import UUID

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from app.access import Do, may
from app.application_paper import hand_out_for_committee
from app.committee.blueprint import committee
from app.committee.loading import own_place
from app.costly import costly
from app.extensions import db
from app.file_pages import Opened, open_files
from app.file_search import found_files
from app.reading_log import shows, shows_many
from competition.application.records import Application
from competition.eligibility.reading import whole_reading
from competition.foundation.reading_log import Shown


@committee.get("/committee/<slug>/applications/<uuid:application_id>/application.pdf")
@may(Do.SCORE)
@shows(Shown.APPLICATION)
@costly
def application_pdf(slug: str, application_id: UUID) -> Response:
    """What the committee reads of the version that was handed in last, as a file."""
    place, session = own_place(slug), db.session()
    place.task(application_id)
    reading = whole_reading(session, application_id)
    return hand_out_for_committee(place.call, session.get_one(Application, application_id), reading)


def _find(slug: str, application_id: UUID) -> Opened:
    place = own_place(slug)
    return Opened({"call": place.call, "task": place.task(application_id)}, place.zone)


open_files(committee, "/committee/<slug>", Do.SCORE, _find, "committee/file.html")


@committee.get("/committee/<slug>/search")
@may(Do.SEE_OWN_WORK)
@shows_many
@costly
def search(slug: str) -> str | Redirect:
    """The attachments of the member's applications in which words stand."""
    place = own_place(slug)
    if place.asks_to_declare or not place.scores:
        return redirect(url_for(".call", slug=slug), 303)
    tasks = [task.application_id for task in place.work.tasks]
    return render_template("committee/search.html", call=place.call, **found_files("committee", slug, tasks))
