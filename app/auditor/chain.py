"""The chain of events: what was done, by whom, when, page by page; and whether it still holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from app.access import Do, may
from app.auditor.blueprint import auditor
from app.auditor.loading import own_calls, own_keys
from app.auditor.searching import SearchForm, place_for, search_form, wanted_by
from app.auditor.words import fault_in_words
from app.dossier import to_the_second
from app.events import asked_before, lines_of
from app.extensions import db
from competition.application.chain import Search, events_of
from competition.call.records import Call
from competition.foundation.audit import head_of
from competition.foundation.checking import all_faults
from competition.foundation.engine import begin_reading

CHECKED_AT_ONCE = 20_000
FAULTS_SHOWN = 50


@auditor.get("/audit/chain")
@may(Do.AUDIT)
def chain() -> str:
    """The events of one's organisers, the newest first, with what is looked for."""
    calls, session = own_calls(), db.session()
    form = search_form(calls)
    place = place_for(calls, form.call.data)
    wanted = wanted_by(form, calls, place)
    before = request.args.get("before", type=asked_before)
    found = events_of(session, own_keys(), wanted, before)
    return render_template(
        "auditor/chain.html",
        form=form,
        filtered=wanted != Search(),
        lines=lines_of(found.rows, to_the_second(place), _about(calls)),
        older=further(form, found.older),
        newest=before is not None,
        head=head_of(session),
        action=url_for(".chain"),
    )


def further(form: SearchForm, before: object) -> str | None:
    """The address of the next page of a search, or None."""
    if before is None:
        return None
    kept = {one.name: request.args.get(one.name) for one in form if request.args.get(one.name)}
    return f"{request.path}?{urlencode({**kept, 'before': before})}"


def _about(calls: list[Call]) -> Callable[[Any], tuple[Call | None, str | None]]:
    """From an event to the call that it belongs to, and to the address of what it is about."""
    known = {call.id: call for call in calls}

    def about(told: Any) -> tuple[Call | None, str | None]:
        call = known.get(told.place.call_id)
        if call is None:
            return None, None
        if told.place.application_id and told.number:
            values = {"slug": call.slug, "application_id": told.place.application_id}
            return call, url_for(".application", **values)
        return call, url_for(".call", slug=call.slug)

    return about


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the chain found between two numbers; `following` is where the next one begins, or None."""

    first: int
    last: int
    faults: list[tuple[int, str]]
    more: bool
    following: int | None
    head: int
    hash: str


@auditor.get("/audit/chain/check")
@may(Do.AUDIT)
def check() -> str:
    """Follow the chain, a stretch at a time: the same check as that of `flask audit verify`."""
    return render_template(
        "auditor/check.html", checked=_checked(max(1, request.args.get("from", 1, type=int))), guide="auditor"
    )


def _checked(first: int) -> Checked:
    with Session(db.engine) as session:  # a reading of its own, which sees one and the same moment
        begin_reading(session)
        head = head_of(session)
        first = min(first, max(head.number, 1))
        last = first + CHECKED_AT_ONCE - 1
        to_the_end = last >= head.number
        faults: list[tuple[int, str]] = []
        more = False
        for fault in all_faults(session, first, None if to_the_end else last):
            if len(faults) == FAULTS_SHOWN:
                more = True
                break
            faults.append((fault.number, fault_in_words(fault.what)))
        return Checked(
            first,
            head.number if to_the_end else last,
            faults,
            more,
            None if to_the_end else last + 1,
            head.number,
            head.hash,
        )
