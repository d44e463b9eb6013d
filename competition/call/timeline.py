"""How a call goes, step by step, with what has happened and what is under way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from competition.call.amendments import amendments_at, moved_from, terms_at
from competition.call.deadline import Terms, deadline_in_force
from competition.call.records import Amendment, Call
from competition.foundation.clock import Moment, exactly


class Kind(StrEnum):
    """What a step is."""

    PUBLISHED = "published"
    OPENS = "opens"
    AMENDED = "amended"
    DEADLINE = "deadline"
    PROMISED = "results_promised"
    ANNOUNCED = "results_announced"
    CARRIED_OUT = "implementation"


class Progress(StrEnum):
    """Whether a step lies behind, is under way or lies ahead."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, and for one that lasts until when; an amendment with the deadlines it moved between."""

    kind: Kind
    when: Moment
    until: Moment | None = None
    amendment: Amendment | None = None
    moved_from: Moment | None = None
    progress: Progress = Progress.AHEAD

    @property
    def ends(self) -> datetime:
        """The instant after which it lies behind."""
        return (self.until or self.when).at


def timeline(call: Call, at: datetime, *, announced: bool) -> list[Step]:
    """The steps of a call in their order in time, as they stand and are known at the instant `at`."""
    steps = sorted(_steps(call, at, announced=announced), key=lambda step: step.when.at)
    done = [_is_done(step, at) for step in steps]
    under_way = done.index(False) if False in done else None
    return [
        replace(step, progress=Progress.DONE if done[place] else _ahead(place, under_way))
        for place, step in enumerate(steps)
    ]


def deadlines(terms: Terms) -> tuple[list[Moment], Moment]:
    """The deadlines that hold no more, each once, and the one in force."""
    in_force = deadline_in_force(terms)
    earlier = [moment for moment in (terms.deadline, *terms.moved_to[:-1]) if moment != in_force]
    return list(dict.fromkeys(earlier)), in_force


def last_move(amendments: Sequence[Amendment]) -> Amendment | None:
    """The amendment that set the deadline in force, or None."""
    return next((amendment for amendment in reversed(amendments) if amendment.deadline), None)


def _ahead(place: int, under_way: int | None) -> Progress:
    return Progress.NOW if place == under_way else Progress.AHEAD


def _is_done(step: Step, at: datetime) -> bool:
    """A promise is kept by the announcement only; everything else by the calendar."""
    return step.kind != Kind.PROMISED and step.ends <= at


def _steps(call: Call, at: datetime, *, announced: bool) -> list[Step]:
    steps = [Step(Kind.PUBLISHED, call.published)] if call.published else []
    deadline = deadline_in_force(terms_at(call, at))
    steps += [Step(Kind.OPENS, call.opens), *_amendments(call, at), Step(Kind.DEADLINE, deadline)]
    if announced and call.announced:
        steps.append(Step(Kind.ANNOUNCED, call.announced))
    elif call.results_by:
        steps.append(Step(Kind.PROMISED, call.results_by))
    if call.implementation_from and call.implementation_until:
        steps.append(Step(Kind.CARRIED_OUT, call.implementation_from, until=call.implementation_until))
    return steps


def _amendments(call: Call, at: datetime) -> list[Step]:
    return [
        Step(Kind.AMENDED, exactly(one.published_at), amendment=one, moved_from=moved_from(call, one))
        for one in amendments_at(call, at)
    ]
