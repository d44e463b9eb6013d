"""The record of the meeting that decides: one form for the coordinator, the chair and the secretary."""

from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import DateField, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from app.forms import Form, choices, without_carriage_returns
from app.words import said_later as _l
from competition.application.records import Application
from competition.call.records import Call
from competition.result.records import Decision
from scoring.committee.records import CommitteeMember, Conflict
from scoring.meeting.operations import Minutes
from scoring.meeting.quorum import Votes
from scoring.meeting.records import Meeting

FOR, AGAINST = "for", "against"


class MinutesForm(Form):
    """When the committee met, who was there, how they voted."""

    held_on = DateField(_l("Day of the meeting"), validators=[InputRequired(_l("Choose the day of the meeting."))])
    number = StringField(
        _l("Number of the minutes"),
        validators=[InputRequired(_l("Write the number of the minutes.")), Length(max=40)],
    )
    present = SelectMultipleField(
        _l("Who was there"),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Choose who was at the meeting."))],
    )
    in_favour = IntegerField(_l("Votes in favour"), validators=[InputRequired(), NumberRange(0, 99)])
    against = IntegerField(_l("Votes against"), validators=[InputRequired(), NumberRange(0, 99)])
    abstained = IntegerField(_l("Abstained"), validators=[InputRequired(), NumberRange(0, 99)])
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


@dataclass(frozen=True, slots=True)
class SteppedOut:
    """Who took no part in deciding on an application."""

    number: str
    members: list[str]


@dataclass(frozen=True, slots=True)
class Record:
    """The decision and the meeting in which it was made, with who was there by name."""

    decision: Decision
    meeting: Meeting | None
    present: list[CommitteeMember]
    absent: list[CommitteeMember]


def minutes_form(members: list[CommitteeMember]) -> MinutesForm:
    """The form for a committee. Nothing is filled in beforehand: minutes say what was, not what is usual."""
    form = MinutesForm()
    form.present.choices = choices(*((member.key, member.name) for member in members))
    return form


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
    members = committee_of(session, call)
    there = set(meeting.present) if meeting else set()
    present = [member for member in members if member.key in there]
    return Record(decision, meeting, present, [member for member in members if member.key not in there])


def vote_in_words(meeting: Meeting) -> str:
    """How the committee voted, in a sentence; where the votes were equal, that the chair's decided."""
    votes = gettext(
        "%(for_)s in favour, %(against)s against, %(abstained)s abstained",
        for_=meeting.votes_for,
        against=meeting.votes_against,
        abstained=meeting.abstained,
    )
    equal = meeting.votes_for == meeting.votes_against
    return gettext("%(votes)s; the chair’s vote decided", votes=votes) if equal else votes
