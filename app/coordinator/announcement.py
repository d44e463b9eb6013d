"""The announcement: everything that becomes public or leaves the house, on one page, and then once."""

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import calendar_of, own_call
from app.extensions import db
from app.forms import Form
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.call.records import Call
from competition.organisation.records import Letterhead
from competition.result.letter_queries import LetterRow, decided_dossier, kept_facts, letter_rows
from competition.result.notices import missing_in
from competition.result.operations import announce as announce_results
from competition.result.queries import results_to_come
from documents.letters import letter_of

Answer = str | tuple[str, int] | Response
NUMBERED = frozenset({"number", "dated"})  # given at the announcement itself


class AnnouncementForm(Form):
    """That somebody has looked at what will leave the house."""

    checked = BooleanField(
        _l("I have checked the results and the letters."),
        validators=[InputRequired(_l("Check the results and the letters first, and confirm it."))],
    )


@coordinator.route("/desk/calls/<slug>/announcement", methods=["GET", "POST"])
@may(Do.ANNOUNCE)
def announcement(slug: str) -> Answer:
    """What will become public and which letters will go; the button that lets them go."""
    call = own_call(slug)
    form = AnnouncementForm()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            announce_results(act, call.id)
        if not form.errors:
            return redirect(url_for(".announcement", slug=slug), 303)
    return _page(call, form)


def _page(call: Call, form: AnnouncementForm) -> Answer:
    session, rows = db.session(), letter_rows(db.session(), call)
    context = {"call": call, "form": form, "rows": rows, "calendar": calendar_of(call)}
    if not rows:
        return render_template("coordinator/announcement.html", **context, results=None), status_of(form)
    dossier = decided_dossier(session, call)
    page = render_template(
        "coordinator/announcement.html",
        **context,
        results=results_to_come(session, call, arrived()),
        letters=[(row, letter_of(kept_facts(dossier, row))) for row in rows],
        past_portal=any(row.past_portal for row in rows),
        lacking=_lacking(call, rows),
    )
    return page, status_of(form)


def _lacking(call: Call, rows: list[LetterRow]) -> list[tuple[str, str]]:
    """What letters still lack, in words, with where it is filled in."""
    if call.announced:
        return []
    session = db.session()
    if session.get(Letterhead, call.organiser_id) is None:
        return [(gettext("The letterhead is not filled in."), url_for(".letterhead"))]
    dossier = decided_dossier(session, call)
    told: dict[str, str] = {}
    for row in rows:
        for name in set(missing_in(kept_facts(dossier, row))) - NUMBERED:
            if name.startswith("failed."):
                number = row.application.number or ""
                words = gettext("Letter to No. %(number)s: the reason for a criterion is missing.", number=number)
                told.setdefault(words, url_for(".letter", slug=call.slug, application_id=row.application.id))
            else:
                told.setdefault(gettext("The letterhead is not complete."), url_for(".letterhead"))
    return list(told.items())
