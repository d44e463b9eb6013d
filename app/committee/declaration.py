"""The declaration: confidentiality, impartiality, and of each applicant a conflict of interest or none."""

import re
from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.acting import acting, current_person
from app.committee.blueprint import committee
from app.committee.calls import about
from app.committee.loading import own_place
from app.extensions import db
from app.forms import Form, choices
from app.reading_log import shows_many
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application.records import Application
from competition.foundation.errors import NotFound
from scoring.committee.declaring import declare, require_same, still_to_declare

FREE, CONFLICT = "none", "conflict"
OF, KEY = "of-", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def declaration_form(applicants: Sequence[Application]) -> Form:
    """A form with a question for each applicant; nothing is chosen beforehand."""
    fields = {
        f"{OF}{one.id}": RadioField(
            Markup('<span lang="lv">{}</span>').format(one.applicant_name),
            choices=choices((FREE, _l("No conflict of interest")), (CONFLICT, _l("There is a conflict of interest"))),
            validators=[
                InputRequired(
                    Markup('<span lang="lv">{}</span>: {}').format(
                        one.applicant_name, gettext("choose whether there is a conflict of interest.")
                    )
                )
            ],
        )
        for one in applicants
    }
    pledge = BooleanField(
        _l("I will keep all this confidential and score impartially"),
        validators=[InputRequired(_l("Confirm confidentiality and impartiality."))],
    )
    return type("DeclarationForm", (Form,), {**fields, "pledge": pledge})()


@committee.route("/committee/<slug>/declaration", methods=["GET", "POST"])
@may(Do.DECLARE)
@shows_many
def declaration(slug: str) -> str | tuple[str, int] | Response:
    """Declare a conflict or none for each applicant of whom nothing is declared yet."""
    place = own_place(slug)
    if not place.scores:
        raise NotFound(what="declaration", key=slug)
    open_now = place.seated.may_declare(place.at)
    asked = still_to_declare(db.session(), place.member) if open_now else []
    said = _said()
    require_same(db.session(), place.member.id, conflicts=_those(said, CONFLICT), free=_those(said, FREE))
    if place.work.decided or (open_now and not asked):
        return redirect(url_for(".call", slug=slug), 303)
    form = declaration_form(asked)
    if open_now and form.validate_on_submit():
        chosen = {one.id: form[f"{OF}{one.id}"].data for one in asked}
        with refusals_to(form), acting(current_person()) as act:
            declare(
                act,
                place.member.id,
                conflicts=_those(chosen, CONFLICT),
                free=_those(chosen, FREE),
            )
        if not form.form_errors:
            return redirect(url_for(".call", slug=slug), 303)
    rows = [(one, form[f"{OF}{one.id}"]) for one in asked]
    return render_template("committee/declaration.html", **about(place), form=form, rows=rows), status_of(form)


def _said() -> dict[UUID, str]:
    """What was chosen for each applicant on the page that was sent, also of those who are not asked about any more."""
    said = {name.removeprefix(OF): text for name, text in request.form.items() if name.startswith(OF)}
    return {UUID(key): text for key, text in said.items() if KEY.fullmatch(key)}


def _those(chosen: dict[UUID, str], what: str) -> set[UUID]:
    return {key for key, said in chosen.items() if said == what}
