"""The archive as values: everything that a call's file holds, typed and frozen. Call archive, The file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from competition.call.deadline import Terms
from competition.foundation.clock import Moment, zone
from scoring.outcome import Entrant, Round, Sheet
from scoring.scale import Criterion

FORMAT = "call-archive/1"

Texts = Mapping[str, str]
More = Mapping[str, Any] | None
"""What the portal knows beyond the archive's page, as text.load_value gives it; None where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organiser:
    """Who announced the call."""

    name: str
    slug: str | None = None
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """When projects may run, and for how many months."""

    starts: Moment
    ends: Moment
    months_min: int
    months_max: int
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """The flat amount, and how many of it there are: a number, or a budget to divide."""

    amount: Decimal
    currency: str
    available: int | None = None
    budget: Decimal | None = None
    more: More = None

    @property
    def places(self) -> int:
        """How many awards there are: `available`, or the budget divided by the amount, rounded down."""
        if self.available is not None:
            return self.available
        assert self.budget is not None
        return int(Fraction(self.budget) // Fraction(self.amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityCriterion:
    """What an application must meet. `correctable` is None where the file does not say: then it is not."""

    code: str
    title: Texts
    correctable: bool | None = None
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a number of points means."""

    points: Decimal
    text: Texts
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCriterion:
    """What the committee gives points for."""

    code: str
    title: Texts
    min: Decimal
    max: Decimal
    step: Decimal
    weight: Decimal
    threshold: Decimal | None = None
    levels: tuple[Level, ...] = ()
    more: More = None

    def scale(self) -> Criterion:
        """The criterion as the rules see it."""
        floor = None if self.threshold is None else exact(self.threshold)
        return Criterion(self.code, exact(self.min), exact(self.max), exact(self.step), exact(self.weight), floor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How sheets become a ranking. `earlier_received_wins` is None where the file does not say: then it does not."""

    minimum_sheets: int
    threshold_total: Decimal | None = None
    tie_break: tuple[str, ...] = ()
    earlier_received_wins: bool | None = None
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The call as it was published."""

    slug: str
    title: Texts
    organiser: Organiser
    timezone: str
    published: Moment | None = None
    opens: Moment
    deadline: Moment
    results_by: Moment | None = None
    announced: Moment | None = None
    implementation: Implementation | None = None
    award: Award
    eligibility_criteria: tuple[EligibilityCriterion, ...]
    criteria: tuple[QualityCriterion, ...]
    scoring: Scoring
    more: More = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the call's wall clocks."""
        return zone(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change of a published call, maybe of its deadline."""

    number: int
    published: datetime
    deadline: Moment | None = None
    legal_basis: str | None = None
    reason: Texts | None = None
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the committee. `role` is chair, member, alternate or secretary."""

    key: str
    name: str
    role: str
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who applies."""

    name: str
    registration_number: str | None = None
    wins_before: int | None = None
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The act that accepts one application after the deadline: the `exception` of the file."""

    until: datetime
    legal_basis: str | None = None
    reason: Texts | None = None
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application as it was received, what was found of it, and who must not score it."""

    number: str
    title: str
    organisation: Organisation
    channel: str
    received: datetime
    withdrawn: datetime | None = None
    exception: Acceptance | None = None
    eligibility: Mapping[str, str]
    conflicts: tuple[str, ...] = ()
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One member's points for one application; a draft while `completed` is None."""

    application: str
    member: str
    completed: datetime | None
    scores: Mapping[str, Decimal]
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What the commission decided beyond the points: the order within groups that are equal."""

    tie_order: tuple[tuple[str, ...], ...] = ()
    more: More = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A whole call: everything that its result depends on."""

    call: Call
    amendments: tuple[Amendment, ...] = ()
    committee: tuple[Member, ...] = ()
    applications: tuple[Application, ...] = ()
    score_sheets: tuple[ScoreSheet, ...] = ()
    commission: Commission | None = None
    recorded: Mapping[str, Any] | None = None
    more: More = None

    @property
    def terms(self) -> Terms:
        """When the call takes applications, with the deadlines that its amendments set."""
        moved_to = tuple(amendment.deadline for amendment in self.amendments if amendment.deadline)
        return Terms(self.call.opens, self.call.deadline, moved_to)

    def round(self) -> Round:
        """What the outcome depends on, and nothing else."""
        call, scoring = self.call, self.call.scoring
        return Round(
            slug=call.slug,
            terms=self.terms,
            currency=call.award.currency,
            amount=call.award.amount,
            available=call.award.places,
            eligibility_codes=tuple(criterion.code for criterion in call.eligibility_criteria),
            criteria=tuple(criterion.scale() for criterion in call.criteria),
            minimum_sheets=scoring.minimum_sheets,
            threshold_total=None if scoring.threshold_total is None else exact(scoring.threshold_total),
            tie_break=scoring.tie_break,
            earlier_received_wins=bool(scoring.earlier_received_wins),
            entrants=tuple(_entrant(application) for application in self.applications),
            sheets=self._sheets(),
            tie_orders=self.commission.tie_order if self.commission else (),
        )

    def _sheets(self) -> tuple[Sheet, ...]:
        received = {application.number: application.received for application in self.applications}
        return tuple(
            Sheet(
                application=sheet.application,
                member=sheet.member,
                completed=sheet.completed is not None,
                points={code: exact(points) for code, points in sheet.scores.items()},
                premature=sheet.completed is not None and sheet.completed < received[sheet.application],
            )
            for sheet in self.score_sheets
        )


@lru_cache(maxsize=4096)
def exact(value: Decimal) -> Fraction:
    """A decimal as a rational number."""
    return Fraction(value)


def _entrant(application: Application) -> Entrant:
    return Entrant(
        number=application.number,
        received=application.received,
        withdrawn=application.withdrawn,
        accepted_until=application.exception.until if application.exception else None,
        eligibility=application.eligibility,
        conflicts=application.conflicts,
    )
