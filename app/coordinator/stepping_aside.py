"""A coordinator in conflict steps aside from an application; another may find that there is no conflict after all."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.access import Do, may
from app.acting import acting, whoever
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_application, own_call
from app.extensions import db
from app.forms import Form, without_carriage_returns
from app.reading_log import shows
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application.records import Application
from competition.foundation.errors import NotFound
from competition.foundation.reading_log import Shown
from competition.organisation.queries import others_with_role
from competition.organisation.records import Person, Staff
from scoring.committee.records import StaffConflict
from scoring.committee.staff_conflicts import StaffConflictKnown, hidden_in, lift, step_aside

ADDRESS = "/desk/calls/<slug>/applications/<uuid:application_id>/conflict"
Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Aside:
    """Somebody of the organiser from whom an application is kept, since when."""

    conflict_id: UUID
    name: str
    since: datetime


class AsideForm(Form):
    """With which application there is a conflict of interest."""

    application = HiddenField()

    def key(self) -> UUID:
        """The application's key. Raises NotFound."""
        try:
            return UUID(self.application.data or "")
        except ValueError:
            raise NotFound(what="application", key=self.application.data) from None


class LiftForm(Form):
    """Why there is no conflict of interest after all."""

    reason = TextAreaField(
        _l("Why is there no conflict of interest?"),
        description=_l("It is kept with the records of the call."),
        validators=[InputRequired(_l("Write the reason.")), Length(max=2000)],
        filters=[without_carriage_returns],
    )


@coordinator.get(ADDRESS)
@may(Do.STEP_ASIDE)
@shows(Shown.APPLICATION)
def conflict(slug: str, application_id: UUID) -> str:
    """Ask whether the coordinator has a conflict of interest with this applicant."""
    call, application = own_application(slug, application_id)
    return render_template(
        "coordinator/conflict.html",
        call=call,
        application=application,
        form=AsideForm(application=application.id),
        others=others_with_role(db.session(), call.organiser_id, Staff.COORDINATOR, whoever().id),
    )


@coordinator.post("/desk/calls/<slug>/conflict")
@may(Do.STEP_ASIDE)
def declare_conflict(slug: str) -> Response:
    """Note that there is one. The address names the call alone: to somebody who has stepped aside that of the
    application is not there any more, and a second press leads to where the first one led."""
    call, form = own_call(slug), AsideForm()
    application_id = form.key()
    if form.validate_on_submit() and application_id not in hidden_in(db.session(), call.id):
        own_application(slug, application_id)
        with suppress(StaffConflictKnown), acting(whoever()) as act:
            step_aside(act, application_id, whoever().id)
    return redirect(url_for(".applications", slug=slug), 303)


@coordinator.route(f"{ADDRESS}/<uuid:conflict_id>/lift", methods=["GET", "POST"])
@may(Do.LIFT_CONFLICT)
@shows(Shown.APPLICATION)
def lift_conflict(slug: str, application_id: UUID, conflict_id: UUID) -> Answer:
    """Ask for the reason and let somebody else see the application again."""
    call, application = own_application(slug, application_id)
    found = next((one for one in asides_of(application) if one.conflict_id == conflict_id), None)
    if found is None:
        raise NotFound(what="conflict", key=conflict_id)
    form = LiftForm()
    if form.validate_on_submit():
        with refusals_to(form), acting(whoever()) as act:
            lift(act, conflict_id, form.reason.data or "")
        if not form.form_errors:
            return redirect(url_for(".application", slug=slug, application_id=application_id), 303)
    page = render_template(
        "coordinator/lift_conflict.html",
        call=call,
        application=application,
        aside=found,
        form=form,
        calendar=calendar_of(call),
    )
    return page, status_of(form)


def asides_of(application: Application) -> list[Aside]:
    """Who of the organiser has stepped aside from an application."""
    rows = db.session.execute(
        select(StaffConflict.id, Person.name, StaffConflict.declared_at)
        .join(Person, Person.id == StaffConflict.person_id)
        .where(StaffConflict.application_id == application.id, StaffConflict.lifted_at.is_(None))
        .order_by(StaffConflict.declared_at)
    )
    return [Aside(*row) for row in rows]
