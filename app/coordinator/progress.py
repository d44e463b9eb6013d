"""How far the committee is, and a reminder to a member who has something left to do."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import calendar_of, own_call
from app.extensions import db
from app.forms import Form
from app.reading_log import shows_many
from app.refusals import refusals_to, status_of
from competition.call.records import Call
from scoring.meeting.progress import progress_of
from scoring.meeting.reminding import remind as send_reminder
from scoring.meeting.reminding import reminded_today, to_be_reminded

Answer = str | tuple[str, int] | Response


@coordinator.get("/desk/calls/<slug>/committee")
@may(Do.FOLLOW_COMMITTEE)
@shows_many
def progress(slug: str) -> Answer:
    """Who has declared, who has scored how much, what still lacks sheets."""
    return _page(own_call(slug), Form())


@coordinator.post("/desk/calls/<slug>/committee/<uuid:member_id>/reminder")
@may(Do.FOLLOW_COMMITTEE)
def remind(slug: str, member_id: UUID) -> Answer:
    """Remind a member by e-mail of what they have left to do."""
    call, form = own_call(slug), Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            send_reminder(act, call.id, member_id)
    if form.errors:
        return _page(own_call(slug), form)
    return redirect(url_for(".progress", slug=slug), 303)


def _page(call: Call, form: Form) -> Answer:
    session, at = db.session(), arrived()
    seen = progress_of(session, call)
    page = render_template(
        "coordinator/progress.html",
        call=call,
        form=form,
        progress=seen,
        waiting=to_be_reminded(session, call, seen, at),
        reminded=reminded_today(session, call, at),
        calendar=calendar_of(call),
    )
    return page, status_of(form)
