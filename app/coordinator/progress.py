"""How far the committee is."""

from flask import render_template

from app.access import Do, may
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import calendar_of, own_call
from app.extensions import db
from scoring.meeting.progress import progress_of


@coordinator.get("/desk/calls/<slug>/committee")
@may(Do.COORDINATE)
def progress(slug: str) -> str:
    """Who has declared, who has scored how much, what still lacks sheets."""
    call = own_call(slug)
    return render_template(
        "coordinator/progress.html",
        call=call,
        progress=progress_of(db.session(), call),
        calendar=calendar_of(call),
    )
