"""The log of reading: who of the staff and the committee looked at what."""

from flask import render_template, request, url_for

from app.access import Do, may
from app.auditor.blueprint import auditor
from app.auditor.chain import further
from app.auditor.loading import own_calls, own_keys
from app.auditor.searching import ReadingForm, key_in, place_for, search_form, wanted_by
from app.auditor.words import READ_AS, what_was_read
from app.dossier import to_the_second
from app.extensions import db
from competition.application.chain import Search, readings_of


@auditor.get("/audit/readings")
@may(Do.AUDIT)
def readings() -> str:
    """Who read what in the calls of one's organisers, the newest first, with what is looked for."""
    calls = own_calls()
    form = search_form(calls, ReadingForm)
    place = place_for(calls, form.call.data)
    wanted = wanted_by(form, calls, place)
    found = readings_of(db.session(), own_keys(), wanted, key_in(request.args.get("before")))
    return render_template(
        "auditor/readings.html",
        form=form,
        filtered=wanted != Search(),
        rows=found.rows,
        older=further(form, found.older),
        calls={call.id: call for call in calls},
        roles=READ_AS,
        what=what_was_read,
        instant=to_the_second(place),
        action=url_for(".readings"),
        newest=request.args.get("before") is not None,
    )
