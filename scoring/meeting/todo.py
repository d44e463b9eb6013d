"""What waits for a coordinator today, the most urgent first: from facts about each call, without a database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from competition.foundation.clock import Moment

SOON = timedelta(days=3)
RESULTS_SOON = timedelta(days=7)
TERM_SOON = timedelta(days=2)


class Waits(StrEnum):
    """What waits, in the order of urgency."""

    RESULTS_OVERDUE = "results_overdue"
    NOT_ANNOUNCED = "not_announced"
    LETTERS = "letters"
    NOT_DECIDED = "not_decided"
    TO_CHECK = "to_check"
    CLARIFIED = "clarified"
    CLARIFICATION_ENDS = "clarification_ends"
    TO_CLARIFY = "to_clarify"
    CLARIFYING = "clarifying"
    NOT_DECLARED = "not_declared"
    NOT_BEGUN = "not_begun"
    LATE = "late"
    RESULTS_SOON = "results_soon"
    CLOSES_SOON = "closes_soon"
    DRAFT = "draft"


URGENT = frozenset(
    {
        Waits.RESULTS_OVERDUE,
        Waits.NOT_ANNOUNCED,
        Waits.CLARIFIED,
        Waits.CLARIFICATION_ENDS,
        Waits.RESULTS_SOON,
        Waits.CLOSES_SOON,
    }
)


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of a call. `to_check` and the rest count what waits; members are those who score.

    `to_clarify`: of whom nobody has asked yet; `clarifying`: the terms of those who have not answered; `clarified`: who
    wait for a finding, because the answer came or the term is over.
    """

    slug: str
    public: bool
    deadline: Moment
    results_by: Moment | None
    closed: bool = False
    decided: bool = False
    announced: bool = False
    received: int = 0
    to_check: int = 0
    to_clarify: int = 0
    clarifying: tuple[Moment, ...] = ()
    clarified: int = 0
    late: int = 0
    undeclared: int = 0
    unbegun: int = 0
    letters: int = 0
    letters_past_portal: int = 0


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do in a call: of how many, until when."""

    kind: Waits
    slug: str
    count: int = 0
    due: Moment | None = None

    @property
    def urgent(self) -> bool:
        """Whether it presses."""
        return self.kind in URGENT


def todos_of(calls: Iterable[CallFacts], at: datetime) -> list[Todo]:
    """What waits at the instant `at`: by urgency, then by the deadline of the call."""
    order = list(Waits)
    found = [(order.index(todo.kind), call.deadline.at, todo) for call in calls for todo in _of(call, at)]
    return [todo for _, _, todo in sorted(found, key=lambda one: one[:2])]


def _of(call: CallFacts, at: datetime) -> Iterator[Todo]:
    if not call.public:
        yield Todo(Waits.DRAFT, call.slug)
    elif call.announced:
        yield from _counted(call, (Waits.LETTERS, call.letters))
    elif call.decided:
        yield Todo(Waits.NOT_ANNOUNCED, call.slug, due=call.results_by)
        yield from _promised(call, at)
    elif at <= call.deadline.at:
        if call.deadline.at - at <= SOON:
            yield Todo(Waits.CLOSES_SOON, call.slug, due=call.deadline)
    else:
        yield from _evaluated(call, at)


def _evaluated(call: CallFacts, at: datetime) -> Iterator[Todo]:
    if call.closed:
        yield Todo(Waits.NOT_DECIDED, call.slug)
    yield from _counted(
        call,
        (Waits.TO_CHECK, call.to_check),
        (Waits.CLARIFIED, call.clarified),
        (Waits.TO_CLARIFY, call.to_clarify),
    )
    yield from _terms(call, at)
    yield from _counted(
        call,
        (Waits.NOT_DECLARED, call.undeclared),
        (Waits.NOT_BEGUN, 0 if call.closed else call.unbegun),
        (Waits.LATE, call.late),
    )
    yield from _promised(call, at)


def _terms(call: CallFacts, at: datetime) -> Iterator[Todo]:
    """The applicants who have not answered: those whose term ends soon, and the others."""
    soon = [term for term in call.clarifying if term.at - at <= TERM_SOON]
    later = [term for term in call.clarifying if term.at - at > TERM_SOON]
    for kind, terms in ((Waits.CLARIFICATION_ENDS, soon), (Waits.CLARIFYING, later)):
        if terms:
            yield Todo(kind, call.slug, len(terms), due=min(terms, key=lambda term: term.at))


def _counted(call: CallFacts, *counts: tuple[Waits, int]) -> Iterator[Todo]:
    return (Todo(kind, call.slug, count) for kind, count in counts if count)


def _promised(call: CallFacts, at: datetime) -> Iterator[Todo]:
    """The day by which the results were promised, near or passed."""
    if call.results_by is None:
        return
    if call.results_by.at < at:
        yield Todo(Waits.RESULTS_OVERDUE, call.slug, due=call.results_by)
    elif call.results_by.at - at <= RESULTS_SOON:
        yield Todo(Waits.RESULTS_SOON, call.slug, due=call.results_by)
