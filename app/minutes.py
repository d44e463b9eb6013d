"""The record of the meeting that decides: one form for the coordinator, the chair and the secretary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import request
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import DateField, Field, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from app.acting import arrived
from app.extensions import db
from app.forms import choices, without_carriage_returns
from app.making import MakingForm, making
from app.refusals import refusals_to
from app.words import SEATS
from app.words import said_later as _l
from competition.application.records import Application
from competition.call.records import Call
from competition.result.records import Decision
from scoring.committee.records import CommitteeMember, Conflict
from scoring.meeting.operations import Minutes, decide, rehearse
from scoring.meeting.quorum import Votes
from scoring.meeting.records import Meeting

FOR, AGAINST = "for", "against"
REGISTER, CHANGE = "register", "change"  # what the buttons under the check ask for


class Step(StrEnum):
    """How far the record of a meeting is: to be filled in, to be looked over, registered."""

    FILL_IN = "fill in"
    LOOK_OVER = "look over"
    REGISTERED = "registered"


class MinutesForm(MakingForm):
    """When the committee met, who was there, how they voted."""

    held_on = DateField(_l("Day of the meeting"), validators=[InputRequired(_l("Choose the day of the meeting."))])
    number = StringField(
        _l("Number of the minutes"),
        validators=[InputRequired(_l("Write the number of the minutes.")), Length(max=40)],
    )
    present = SelectMultipleField(
        _l("Who was there"),
        description=_l("Tick the secretary too if they were there; the secretary does not vote."),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Choose who was at the meeting."))],
    )
    in_favour = IntegerField(
        _l("Votes in favour"),
        validators=[InputRequired(_l("Write how many votes were in favour.")), NumberRange(0, 99)],
    )
    against = IntegerField(
        _l("Votes against"), validators=[InputRequired(_l("Write how many votes were against.")), NumberRange(0, 99)]
    )
    abstained = IntegerField(
        _l("Abstained"), validators=[InputRequired(_l("Write how many abstained.")), NumberRange(0, 99)]
    )
    chair = RadioField(
        _l("The chair’s vote"),
        description=_l("It decides where the votes are equal."),
        choices=choices((FOR, _l("In favour")), (AGAINST, _l("Against"))),
        validators=[InputRequired(_l("Choose how the chair voted."))],
    )
    remarks = TextAreaField(
        _l("Remarks"), validators=[Optional(), Length(max=4000)], filters=[without_carriage_returns]
    )

    def minutes(self) -> Minutes:
        """The record as the operation takes it."""
        assert self.held_on.data is not None
        votes = Votes(
            self.in_favour.data or 0, self.against.data or 0, self.abstained.data or 0, self.chair.data == FOR
        )
        present = tuple(self.present.data or ())
        return Minutes(self.held_on.data, self.number.data or "", present, votes, self.remarks.data or None)

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, by the names of the fields: to be sent once more, unchanged."""
        return [(field.name, text) for field in self if field.type != "CSRFTokenField" for text in field.raw_data or ()]

    def beside(self) -> dict[str, Field]:
        """Beside which field each refusal belongs, by its code."""
        return {
            "meeting-in-future": self.held_on,
            "minutes-incomplete": self.number,
            "not-quorate": self.present,
            "too-many-votes": self.in_favour,
            "votes-below-zero": self.in_favour,
            "not-carried": self.in_favour,
        }


@dataclass(frozen=True, slots=True)
class SteppedOut:
    """Who took no part in deciding on an application."""

    number: str
    members: list[str]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as pages tell it: its day, its number, who was there by name and who was not, the vote in words."""

    held_on: date
    number: str
    present: list[CommitteeMember]
    absent: list[CommitteeMember]
    vote: str
    remarks: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """The decision and the meeting in which it was made; a round brought in may not tell the meeting."""

    decision: Decision
    meeting: Sitting | None


def minutes_form(members: list[CommitteeMember]) -> MinutesForm:
    """The form for a committee. Nothing is filled in beforehand: minutes say what was, not what is usual."""
    form = MinutesForm()
    form.present.choices = choices(*((one.key, _name_with_seat(one)) for one in members))
    return form


def _name_with_seat(member: CommitteeMember) -> Markup:
    return Markup('<span lang="lv">{}</span>, {}').format(member.name, SEATS[member.seat])


def take_minutes(form: MinutesForm, call: Call) -> Step:
    """Do what the form that was sent asks for: look its record over first, register it, or go on changing it.

    What speaks against it stands in the form's errors.
    """
    wanted = request.form.get("step")
    if wanted == CHANGE or not form.validate_on_submit():
        return Step.FILL_IN
    with refusals_to(form, form.beside()):
        if wanted == REGISTER:
            with making(form, Decision) as act:
                decide(act, call.id, form.minutes())
        else:
            rehearse(db.session(), call, form.minutes(), arrived())
    if form.errors:
        return Step.FILL_IN
    return Step.REGISTERED if wanted == REGISTER else Step.LOOK_OVER


def to_be_registered(minutes: Minutes, members: Sequence[CommitteeMember]) -> Sitting:
    """The meeting as it would be registered."""
    votes = minutes.votes
    return _sitting(
        minutes.held_on,
        minutes.number.strip(),
        members,
        minutes.present,
        vote_in_words(votes.in_favour, votes.against, votes.abstained),
        minutes.remarks,
    )


def left_over(form: MinutesForm, members: Sequence[CommitteeMember]) -> Sitting | None:
    """The meeting as somebody filled it in too late, when another's record had been registered; else None."""
    late = form.form_errors and form.held_on.data is not None and form.chair.data
    return to_be_registered(form.minutes(), members) if late else None


def committee_of(session: Session, call: Call) -> list[CommitteeMember]:
    """The committee in its order."""
    members = select(CommitteeMember).where(CommitteeMember.call_id == call.id).order_by(CommitteeMember.position)
    return list(session.scalars(members))


def stepped_out(session: Session, call: Call) -> list[SteppedOut]:
    """For each application with a conflict of interest, who does not take part."""
    rows = session.execute(
        select(Application.number, CommitteeMember.name)
        .join(Conflict, Conflict.application_id == Application.id)
        .join(CommitteeMember, CommitteeMember.id == Conflict.member_id)
        .where(Application.call_id == call.id)
        .order_by(Application.position, CommitteeMember.position)
    ).all()
    numbers = dict.fromkeys(number or "" for number, _ in rows)
    return [SteppedOut(number, [name for other, name in rows if other == number]) for number in numbers]


def record_of(session: Session, call: Call) -> Record | None:
    """The decision on a call with its meeting, or None."""
    decision = session.scalar(select(Decision).where(Decision.call_id == call.id))
    if decision is None:
        return None
    meeting = session.scalar(select(Meeting).where(Meeting.call_id == call.id))
    if meeting is None:
        return Record(decision, None)
    votes = vote_in_words(meeting.votes_for, meeting.votes_against, meeting.abstained)
    members = committee_of(session, call)
    return Record(decision, _sitting(meeting.held_on, meeting.number, members, meeting.present, votes, meeting.remarks))


def vote_in_words(in_favour: int, against: int, abstained: int) -> str:
    """How the committee voted, in a sentence; where the votes were equal, that the chair's decided."""
    votes = gettext(
        "%(for_)s in favour, %(against)s against, %(abstained)s abstained",
        for_=in_favour,
        against=against,
        abstained=abstained,
    )
    return gettext("%(votes)s; the chair’s vote decided", votes=votes) if in_favour == against else votes


def _sitting(
    held_on: date,
    number: str,
    members: Sequence[CommitteeMember],
    keys: Sequence[str],
    vote: str,
    remarks: str | None,
) -> Sitting:
    present = [one for one in members if one.key in keys]
    return Sitting(held_on, number, present, [one for one in members if one.key not in keys], vote, remarks)
