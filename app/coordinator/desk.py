"""The desk: what waits today, and the organiser's calls."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext

from app.access import Do, may
from app.acting import arrived
from app.config import HOUSE_ZONE
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_organisers
from app.coordinator.steps import address_of
from app.coordinator.troubled import troubled_at_hand, troubled_words
from app.coordinator.words import sentence_of
from app.coordinator.work_requests import requests_at_hand
from app.extensions import db
from app.formats import until_minute
from competition.application.work_requests import OpenRequest
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
        todos=[
            *_troubled(),
            *(_item(todo, calls[todo.slug]) for todo in found.todos),
            *(_request(one) for one in requests_at_hand()),
        ],
        rows=found.calls,
        guide="coordinator",
        calendar_of=calendar_of,
    )


def _troubled() -> list[Item]:
    """That something is wrong with files, where it is: before everything else."""
    count = len(troubled_at_hand())
    return [Item(troubled_words(count), {}, url_for(".troubled"), None, urgent=True)] if count else []


def _request(asked: OpenRequest) -> Item:
    return Item(
        sentence=gettext("%(name)s asks to work for an organisation", name=asked.name),
        about={"lv": asked.organisation},
        address=url_for(".work_request", request_id=asked.id),
        due=until_minute(asked.until, HOUSE_ZONE),
        urgent=False,
    )


def _item(todo: Todo, row: DeskCall) -> Item:
    return Item(
        sentence=sentence_of(todo),
        about=row.extras.round or row.call.title,
        address=address_of(todo.kind, todo.slug),
        due=calendar_of(row.call).term(todo.due) if todo.due else None,
        urgent=todo.urgent,
    )
