"""Registering what came otherwise than through the portal, and accepting one application late."""

from datetime import datetime
from uuid import UUID

from flask import current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.file import MultipleFileField
from werkzeug.wrappers import Response
from wtforms import BooleanField, Field, RadioField
from wtforms.validators import InputRequired, ValidationError

from app.access import Do, may
from app.config import Settings
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import day, email, hour, in_languages, line, text
from app.coordinator.own import calendar_of, instant_at, own_application, own_call, place_of, term_of
from app.dossier import CHANNELS
from app.extensions import db
from app.files import FILE_REFUSALS, keep_file
from app.formats import instant
from app.forms import choices
from app.making import MakingForm, making, was_made
from app.reading_log import shows
from app.refusals import refusals_to, sentence_of, status_of
from app.words import said_later as _l
from competition.application.channels import Channel
from competition.application.intake import (
    Acceptance,
    AcceptedAlready,
    AcceptedTooShort,
    Intake,
    NumberOfAnother,
    accept_late,
    receive,
)
from competition.application.queries import acceptance_of, others_of
from competition.application.records import Application, LateAcceptance
from competition.call.deadline import in_time
from competition.call.grounds import GroundVague, is_ground
from competition.call.operations import FileNote
from competition.call.records import Call
from competition.foundation.clock import Moment
from competition.foundation.reading_log import Shown
from competition.organisation.operations import Applicant
from competition.organisation.queries import people_of
from competition.organisation.records import Organisation
from competition.organisation.registration_number import is_registration_number
from documents.kinds import ENDINGS

Page = str | Response | tuple[str, int]
ON_PAPER = (Channel.IN_PERSON, Channel.POST, Channel.EMAIL, Channel.E_DOCUMENT)


class IntakeForm(MakingForm):
    """What came in, as it is written into the register."""

    name = line(_l("Applicant’s name"), _l("Write the name of the applicant."))
    number = line(
        _l("Registration number"),
        hint=_l("Eleven digits. By it the portal recognises an organisation that it knows."),
        most=20,
    )
    same = BooleanField(_l("It is the same organisation: register the application as its own."))
    address = line(_l("Applicant’s address"), hint=_l("The decision is addressed to it."))
    email = email(_l("Applicant’s e-mail"))
    title = line(_l("Title of the project"), _l("Write the title of the project."), most=300)
    channel = RadioField(
        _l("How it came"),
        choices=choices(*((one.value, CHANNELS[one]) for one in ON_PAPER)),
        validators=[InputRequired(_l("Choose how it came."))],
    )
    day = day(_l("Day of receipt"), _l("Choose the day on which it was received."))
    hour = hour(
        _l("Time of receipt"),
        _l("Write the time at which it was received."),
        _l("As on the stamp or in the e-mail: 14:05 or 14:05:30."),
    )
    files = MultipleFileField(_l("The application as files (a scan, the e-document, attachments)"))

    def validate_number(self, field: Field) -> None:
        """Well formed where it is given."""
        if field.data and not is_registration_number(field.data):
            raise ValidationError(str(_l("This is not a registration number: it has eleven digits, the last checks.")))

    def is_same(self) -> bool:
        """Whether the box was ticked for the number that stands in the form now."""
        return bool(self.same.data) and self.same.raw_data == [self.number.data]

    def received(self, call: Call) -> datetime:
        """The instant of receipt."""
        assert self.day.data is not None
        assert self.hour.data is not None
        return instant_at(self.day.data, self.hour.data, place_of(call))


@coordinator.route("/desk/calls/<slug>/applications/new", methods=["GET", "POST"])
@may(Do.REGISTER)
def register(slug: str) -> Page:
    """Register an application that came on paper, by e-mail or as an e-document."""
    call, form = own_call(slug), IntakeForm()
    if form.validate_on_submit():
        beside: dict[str, Field] = {
            **dict.fromkeys(FILE_REFUSALS, form.files),
            "received-before-opening": form.day,
            "received-in-future": form.day,
            NumberOfAnother.code: form.number,
        }
        made = form.record
        with refusals_to(form, beside):
            files = tuple(keep_file(file, as_it_came=True) for file in form.files.data or [] if file)
            with making(form, Application) as act:
                receive(act, call.id, _intake(form, call, files))
        if not form.errors:
            return redirect(url_for(".registered", slug=slug, application_id=made), 303)
    settings: Settings = current_app.extensions["konkurss-settings"]
    if form.errors:
        _ask_again(form.files)
    form.same.data, form.same.render_kw = form.is_same(), {"value": form.number.data}
    page = render_template(
        "coordinator/register.html",
        call=own_call(slug),
        form=form,
        asks_same=form.same.data or g.get("refused") == NumberOfAnother.code,
        calendar=calendar_of(call),
        kinds=ENDINGS,
        megabytes=settings.max_upload_mb,
    )
    return page, status_of(form)


def _ask_again(files: Field) -> None:
    """Say beside the field that chosen files do not come back with a form that was refused."""
    if any(files.data or []) and not files.errors:
        files.errors = [gettext("Choose the files again: they were not kept, because the form was not accepted.")]


def _intake(form: IntakeForm, call: Call, files: tuple[FileNote, ...]) -> Intake:
    return Intake(
        applicant=Applicant(form.name.data or "", form.number.data or None),
        title=form.title.data or "",
        channel=Channel(form.channel.data),
        received=form.received(call),
        address=form.address.data or None,
        email=form.email.data or None,
        files=files,
        same_organisation=form.is_same(),
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>/registered")
@may(Do.READ_APPLICATION)
@shows(Shown.APPLICATION)
def registered(slug: str, application_id: UUID) -> str:
    """That an application is registered, with its number."""
    call, known = own_application(slug, application_id)
    session = db.session()
    assert known.received_at is not None
    return render_template(
        "coordinator/registered.html",
        call=call,
        application=known,
        organisation=session.get_one(Organisation, known.organisation_id),
        others=others_of(session, known),
        told=people_of(session, known.organisation_id),
        late=not in_time(call.terms, known.received_at),
        calendar=calendar_of(call),
        received=_instant(call, known.received_at),
    )


class AcceptanceForm(MakingForm):
    """Why one application is accepted after the deadline, and until when."""

    legal_basis = line(
        _l("On what ground"),
        _l("Write on what legal ground it is accepted."),
        _l("For example: the point of the rules, or the order with its day and number."),
    )
    reason_lv = text(
        _l("Why, in Latvian"),
        _l("Write why it is accepted."),
        _l("For example: the portal could not be reached, with the times. Kept with the application."),
    )
    day = day(_l("Accepted until"), _l("Choose until which day."), _l("At least the day on which it came."))
    hour = hour(_l("Hour"), hint=_l("Leave it empty if the whole day counts."))

    def validate_legal_basis(self, field: Field) -> None:
        """A ground that can be found again."""
        if not is_ground(field.data):
            raise ValidationError(sentence_of(GroundVague()))

    def acceptance(self, call: Call) -> Acceptance:
        """What was typed, as `accept_late` takes it."""
        assert self.day.data is not None
        until = term_of(self.day.data, self.hour.data, place_of(call))
        return Acceptance(until.at, self.legal_basis.data, in_languages(self.reason_lv.data, None))


@coordinator.route("/desk/calls/<slug>/applications/<uuid:application_id>/accept-late", methods=["GET", "POST"])
@may(Do.ACCEPT_LATE)
@shows(Shown.APPLICATION)
def accept(slug: str, application_id: UUID) -> Page:
    """Accept this one application after the deadline: first what it will mean, then the act."""
    call, known = own_application(slug, application_id)
    if was_made(AcceptanceForm(), LateAcceptance):
        return redirect(url_for(".application", slug=slug, application_id=application_id), 303)
    if acceptance_of(db.session(), known.id):
        raise AcceptedAlready(number=known.number)
    form, template = AcceptanceForm(), "coordinator/accept.html"
    if form.validate_on_submit():
        acceptance = form.acceptance(call)
        assert known.received_at is not None
        if "checked" in request.form:
            with (
                refusals_to(form, {"accepted-too-short": form.day, "ground-vague": form.legal_basis}),
                making(form, LateAcceptance) as act,
            ):
                accept_late(act, known.id, acceptance)
            if not form.errors:
                return redirect(url_for(".application", slug=slug, application_id=application_id), 303)
        elif acceptance.until < known.received_at:
            form.day.errors = [*form.day.errors, sentence_of(AcceptedTooShort())]
        else:
            template = "coordinator/accept_check.html"
    call, known = own_application(slug, application_id)
    assert known.received_at is not None
    page = render_template(
        template,
        call=call,
        application=known,
        form=form,
        received=_instant(call, known.received_at),
        calendar=calendar_of(call),
        until=calendar_of(call).until(_until(form, call)) if form.day.data else None,
    )
    return page, status_of(form)


def _until(form: AcceptanceForm, call: Call) -> Moment:
    assert form.day.data is not None
    return term_of(form.day.data, form.hour.data, place_of(call))


def _instant(call: Call, at: datetime) -> str:
    return instant(at, place_of(call))
