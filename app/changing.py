"""Forms that change a record which another tab or another person may have changed after the form was shown.

Such a form carries marks of what stood in the record. Where something else stands there now, nothing is saved: the
page comes back with what was typed, beside it what was saved meanwhile, and a second press saves. Marks are those of
sections and sheets (competition.form.merging).
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, SelectMultipleField

from app.acting import current_person
from app.formats import hour, listed, points, short_day
from app.forms import Form, OfAnyField
from app.making import MakingForm
from competition.form.merging import BETWEEN, mark_of, marks_of
from competition.foundation.act import Act
from competition.foundation.audit import AuditEvent
from competition.foundation.base import Base
from competition.foundation.twice import ChangedMeanwhile, DoneAlready, last_change
from competition.organisation.records import Person

Values = Mapping[str, Any]


class ChangingForm(Form):
    """A form with the marks of what stood in the record when it was shown."""

    seen = HiddenField()

    def mark(self, now: Values) -> None:
        """Take the marks of what stands in the record `now`, unless the form was sent with its own."""
        if not self.is_submitted():
            self.seen.data = marks_of(self._texts(now))

    def require_fresh(self, act: Act, now: Values, about: str, *verbs: str) -> None:
        """Make sure that what stands in the record `now`, under the act's lock, is what the form had seen.

        Raises DoneAlready where it is not but what was typed stands there; else ChangedMeanwhile, with what stands
        there beside the fields. `about` and `verbs` name the events that tell who changed it.
        """
        stored, typed = self._texts(now), self._texts({name: self.data[name] for name in now})
        marks = (self.seen.data or "").split(BETWEEN)
        before = dict(zip(stored, marks, strict=True)) if len(marks) == len(stored) else {}
        if all(mark_of(text) == before.get(name) for name, text in stored.items()):
            return
        if typed == stored:
            raise DoneAlready
        for name, text in stored.items():
            if text != typed[name] and mark_of(text) != before.get(name):
                _tell(self[name], now[name], left=mark_of(typed[name]) == before.get(name))
        self.seen.data = marks_of(stored)
        raise ChangedMeanwhile(**_facts(act.session, last_change(act.session, about, *verbs)))

    def _texts(self, values: Values) -> dict[str, str]:
        """The values of fields, as texts that can be compared."""
        return {name: _text(value) for name, value in values.items() if name in self}


class FollowingForm(MakingForm):
    """A form that makes what takes the place of the last of its kind (a version, an order), with the mark of that."""

    seen = HiddenField()

    def follow(self, last: Base | None) -> None:
        """Take the mark of the `last` one that there is, unless the form was sent with its own."""
        if not self.is_submitted():
            self.seen.data = _mark_of_last(last)

    def require_last(self, session: Session, last: Base | None, about: str, *verbs: str) -> None:
        """Make sure that the `last` one that there is, is the one that the form had seen.

        Raises ChangedMeanwhile, with the mark of the last one in the form: what was typed can follow that, too. `about`
        and `verbs` name the events that tell who made it. Of the same form sent twice this is not asked.
        """
        if self.seen.data != _mark_of_last(last):
            self.seen.data = _mark_of_last(last)
            raise ChangedMeanwhile(**_facts(session, last_change(session, about, *verbs)))


def _mark_of_last(last: Base | None) -> str:
    return mark_of(str(last.__mapper__.primary_key_from_instance(last)) if last else "")


def _text(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case Decimal():
            return f"{value.normalize():f}"
        case Enum():
            return str(value.value)
        case str():
            return value.replace("\r\n", "\n").strip()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _tell(field: Field, value: Any, *, left: bool) -> None:
    """Say beside a field that it was changed. Where the form `left` it as it was, what is saved takes its place."""
    if left:
        field.process(None, value)
        field.raw_data = None
        field.errors = [OfAnyField(gettext("Changed meanwhile; what is saved stands in the field now."))]
        return
    field.errors = [OfAnyField(gettext("Changed meanwhile; what is saved stands above what you typed."))]
    vars(field)["elsewhere"] = _said(field, value)


def _said(field: Field, value: Any) -> str:
    """What is saved, as it is read."""
    if isinstance(field, BooleanField):
        return gettext("yes") if value else gettext("no")
    if value in (None, ""):
        return "–"
    if isinstance(field, SelectMultipleField):
        return listed([str(label) for code, label, *_ in field.iter_choices() if code in value])
    if isinstance(field, RadioField | SelectField):
        return next(str(label) for code, label, *_ in field.iter_choices() if code == _text(value))
    match value:
        case date():
            words = short_day(value)
        case time():
            words = hour(value)
        case Decimal():
            words = points(value)
        case list():
            words = Markup('<span class="kept" lang="lv">{}</span>').format("; ".join(map(_row, value)))
        case _:
            words = Markup('<span class="kept" lang="lv">{}</span>').format(value)
    return words


def _row(row: Mapping[str, Any]) -> str:
    """A row of a table, as it is read: its texts."""
    return ", ".join(cell for name, cell in row.items() if name != "key" and isinstance(cell, str) and cell)


def _facts(session: Session, event: AuditEvent | None) -> dict[str, object]:
    """Who changed it, and when, as far as the chain tells."""
    if event is None:
        return {"who": gettext("somebody else")}
    kind, _, key = event.actor.partition(":")
    person = session.get(Person, UUID(key)) if kind == "person" else None
    me = current_person()
    if person is not None and me is not None and person.id == me.id:
        return {"who": gettext("you, in another window"), "at": event.at}
    return {"who": person.name if person else gettext("somebody else"), "at": event.at}
