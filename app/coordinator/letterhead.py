"""What an organiser's letters carry: head, signature, where to contest, numbers."""

from dataclasses import fields
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, Field, StringField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.changing import ChangingForm
from app.config import HOUSE_ZONE
from app.coordinator.blueprint import coordinator
from app.coordinator.letter_sample import sample_letter
from app.coordinator.loading import own_organisers
from app.extensions import db
from app.refusals import refusals_to, sentence_of, status_of
from app.words import said_later as _l
from competition.foundation.clock import day_of
from competition.foundation.errors import NotFound
from competition.organisation.letterhead import (
    LETTER_PATTERN,
    Heading,
    RegistrationNumberWrong,
    TelephoneWrong,
    write_letterhead,
)
from competition.organisation.records import Letterhead, Organiser
from competition.organisation.registration_number import is_registration_number
from competition.organisation.telephone import is_telephone

Answer = str | tuple[str, int] | Response


def _line(label: object, hint: object = None, *, optional: bool = False) -> StringField:
    asked = Optional() if optional else InputRequired()
    return StringField(label, description=hint or "", validators=[asked, Length(max=200)])  # pyright: ignore


class LetterheadForm(ChangingForm):
    """A letterhead, as `Heading` has it."""

    name = _line(_l("Name of the organiser in full"))
    registration_number = _line(_l("Registration number"), optional=True)
    address = _line(_l("Address"))
    phone = _line(_l("Telephone"))
    email = StringField(_l("E-mail address"), validators=[InputRequired(), Email(), Length(max=200)])
    place = _line(_l("Place"), _l("As a letter says where it was written, in the locative."))
    signatory_post = _line(_l("Post of whoever signs"))
    signatory_name = _line(_l("Name of whoever signs"))
    signs_electronically = BooleanField(
        _l("Letters are signed electronically"),
        description=_l("They then say that they are signed with a secure electronic signature and hold a time stamp."),
    )
    author_name = _line(_l("Name of whoever prepares the letters"))
    author_phone = _line(_l("Telephone of whoever prepares the letters"))
    author_email = StringField(
        _l("E-mail address of whoever prepares the letters"), validators=[InputRequired(), Email(), Length(max=200)]
    )
    contest_body = _line(
        _l("To whom a decision may be contested"),
        _l("As the sentence of the clause wants it, in the dative."),
    )
    contest_address = _line(_l("Where it is handed in"), _l("As the sentence of the clause wants it, in the locative."))
    number_pattern = _line(
        _l("Pattern of the letters’ numbers"), _l("{year} stands for the year, {serial} for the number in it.")
    )

    def validate_registration_number(self, field: Field) -> None:
        """Well formed where it is given."""
        if field.data and not is_registration_number(field.data):
            raise ValidationError(sentence_of(RegistrationNumberWrong()))

    def validate_phone(self, field: Field) -> None:
        """A telephone number."""
        if not is_telephone(field.data):
            raise ValidationError(sentence_of(TelephoneWrong()))

    def validate_author_phone(self, field: Field) -> None:
        """A telephone number."""
        self.validate_phone(field)

    def heading(self) -> Heading:
        """The letterhead as the operation takes it."""
        told: dict[str, Any] = {name: value for name, value in self.data.items() if name not in {"csrf_token", "seen"}}
        return Heading(**{**told, "registration_number": self.registration_number.data or None})


@coordinator.get("/desk/letterhead")
@may(Do.WRITE_LETTERHEAD)
def letterhead() -> Response:
    """To the letterhead of the first of one's own organisers."""
    return redirect(url_for(".letterhead_of", organiser=own_organisers()[0].slug), 303)


@coordinator.route("/desk/letterhead/<organiser>", methods=["GET", "POST"])
@may(Do.WRITE_LETTERHEAD)
def letterhead_of(organiser: str) -> Answer:
    """What the letters of an organiser carry."""
    known = own_organisers()
    found = next((one for one in known if one.slug == organiser), None)
    if found is None:
        raise NotFound(what="organiser", key=organiser)
    kept = db.session.get(Letterhead, found.id)
    form = LetterheadForm(obj=kept, data=None if kept else _known_of(found))
    form.mark(_standing(kept))
    if form.validate_on_submit():
        with refusals_to(form, {"letter-pattern-wrong": form.number_pattern}), acting(current_person()) as act:
            act.lock(Organiser, found.id)
            now = _standing(act.session.get(Letterhead, found.id, populate_existing=True))
            form.require_fresh(act, now, f"organiser:{found.id}", "letterhead.written")
            write_letterhead(act, found.id, form.heading())
        if not form.errors:
            return redirect(url_for(".letterhead_of", organiser=organiser, saved=1), 303)
    page = render_template(
        "coordinator/letterhead.html",
        organiser=found,
        organisers=known,
        form=form,
        sample=sample_letter(kept, day_of(arrived(), HOUSE_ZONE)) if kept else None,
    )
    return page, status_of(form)


def _standing(kept: Letterhead | None) -> dict[str, Any]:
    """What a letterhead says, by the names of the form's fields; nothing where none is filled in."""
    return {one.name: getattr(kept, one.name, None) for one in fields(Heading)}


def _known_of(organiser: Organiser) -> dict[str, str | None]:
    return {
        "name": organiser.name,
        "address": organiser.address,
        "phone": organiser.phone,
        "email": organiser.email,
        "number_pattern": LETTER_PATTERN,
    }
