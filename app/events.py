"""Events of the chain as a page lists them: what happened in words, who, when, and what stands behind it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.happenings import happened
from competition.application.chain import Told

LARGEST = 2**63 - 1


def asked_before(text: str) -> int:
    """The number before which events are asked for, as an address has it.

    Raises ValueError where no event can have it: the database could not so much as be asked.
    """
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


@dataclass(frozen=True, slots=True)
class Line:
    """One event. `who` is None for the portal itself, `whom` names a person whom it is about.

    `erased`: what was told of people was erased.
    """

    number: int
    hash: str
    when: str
    iso: str
    what: str
    who: str | None
    actor: str
    application: str | None
    whom: str | None
    call_title: Mapping[str, str] | None
    address: str | None
    facts: list[tuple[str, str]]
    subject: str
    verb: str
    brought_in: bool
    erased: bool


def lines_of(
    rows: Iterable[Told], instant: Callable[[datetime], str], about: Callable[[Told], tuple[Any, str | None]]
) -> list[Line]:
    """Events as a page lists them. `about` gives an event's call (or None) and the address of what it is about."""
    return [_line(told, instant, *about(told)) for told in rows]


def _line(told: Told, instant: Callable[[datetime], str], call: Any, address: str | None) -> Line:
    event = told.event
    facts = {**event.facts, **(event.details or {})}
    return Line(
        number=event.number,
        hash=event.hash,
        when=instant(event.at),
        iso=event.at.isoformat(timespec="milliseconds"),
        what=happened(event.verb, facts),
        who=told.who,
        actor=event.actor,
        application=told.number,
        whom=told.whom,
        call_title=call.title if call else None,
        address=address,
        facts=[(name, _said(value)) for name, value in facts.items() if value is not None],
        subject=event.subject,
        verb=event.verb,
        brought_in=event.brought_in,
        erased=event.details is None and event.details_digest is not None,
    )


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
