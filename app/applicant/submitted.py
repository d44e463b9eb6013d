"""What was handed in, to be read and printed: in every state, also where nothing can be written any more."""

from uuid import UUID

from flask import render_template

from app.access import Do, may
from app.applicant.blueprint import applicant
from app.applicant.own import day_in_words, file_address, seen, to_the_second
from app.extensions import db
from competition.eligibility.reading import whole_reading


@applicant.get("/applications/<uuid:application_id>/submitted")
@may(Do.READ_OWN)
def submitted(application_id: UUID) -> str:
    """The version that counts, whole. Nothing is there before one was handed in."""
    one = seen(application_id)
    return render_template(
        "applicant/submitted.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        reading=whole_reading(db.session(), application_id),
        received=one.own.application.received_at if one.own.by_hand else None,
        day=day_in_words,
        instant=to_the_second(one.place),
        file_address=file_address(one.own),
    )
