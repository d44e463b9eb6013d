"""The desk: what waits today, and the organiser's calls."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from app.access import Do, may
from app.acting import arrived
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_organisers
from app.coordinator.steps import address_of
from app.coordinator.words import sentence_of
from app.extensions import db
from scoring.meeting.desk import DeskCall, desk_of
from scoring.meeting.todo import Todo


@dataclass(frozen=True, slots=True)
class Item:
    """One line of today's list."""

    sentence: str
    about: Mapping[str, str]
    address: str
    due: str | None
    urgent: bool


@coordinator.get("/desk")
@may(Do.COORDINATE)
def desk() -> str:
    """What waits for the coordinator today, and the calls of their organiser."""
    found = desk_of(db.session(), [one.id for one in own_organisers()], arrived())
    calls = {row.call.slug: row for row in found.calls}
    return render_template(
        "coordinator/desk.html",
        todos=[_item(todo, calls[todo.slug]) for todo in found.todos],
        rows=found.calls,
        guide="coordinator",
        calendar_of=calendar_of,
    )


def _item(todo: Todo, row: DeskCall) -> Item:
    return Item(
        sentence=sentence_of(todo),
        about=row.extras.round or row.call.title,
        address=address_of(todo.kind, todo.slug),
        due=calendar_of(row.call).term(todo.due) if todo.due else None,
        urgent=todo.urgent,
    )
