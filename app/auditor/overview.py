"""The auditor's first page: the calls of their organisers, and the ways into the chain and the log of reading."""

from flask import render_template

from app.access import Do, may
from app.acting import arrived
from app.auditor.blueprint import auditor
from app.auditor.loading import calendar_of, own_calls, own_organisers
from app.extensions import db
from scoring.meeting.desk import desk_calls


@auditor.get("/audit")
@may(Do.AUDIT)
def overview() -> str:
    """What there is to look into."""
    return render_template(
        "auditor/overview.html",
        organisers=own_organisers(),
        rows=desk_calls(db.session(), own_calls(), arrived()),
        calendar_of=calendar_of,
        guide="auditor",
    )
