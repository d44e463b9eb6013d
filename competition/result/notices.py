"""What an official letter contains, as facts: nothing of its sentences (templates/letters/) nor its form (documents/).

Facts are frozen and go losslessly to JSON and back, so that a letter can be set again, to the byte, from what was kept.
Source: RULES §5 and §6, Administrative Procedure Law, article 67.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from competition.application.channels import Channel
from competition.foundation.clock import Moment

BODY, ADDRESS = "‹iestādei›", "‹adrese›"
CLAUSE = (
    "Šo lēmumu saskaņā ar Administratīvā procesa likuma 76. panta otro daļu un 79. panta pirmo daļu var apstrīdēt "
    f"viena mēneša laikā no tā spēkā stāšanās dienas, iesniedzot iesniegumu {BODY}, {ADDRESS}."
)
LEGAL_BASIS = ("Administratīvā procesa likuma 67. pants, 76. panta otrā daļa un 79. panta pirmā daļa",)
PUBLICITY = (
    "Eiropas Savienība",
    "Eiropas Sociālais fonds",
    "Nacionālais attīstības plāns 2020",
    "Ieguldījums tavā nākotnē",
)
CONTRACT_DAYS = 10


class NoticeKind(StrEnum):
    """What a letter tells."""

    AWARD = "award"
    RESERVE = "reserve"
    REFUSAL = "refusal"
    INELIGIBLE = "ineligible"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Head:
    """The organiser at the head of its letters; `place` answers "where": "Liepājā"."""

    name: str
    address: str
    place: str
    registration_number: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """The applicant to whom the letter goes."""

    name: str
    registration_number: str | None = None
    address: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the post, the name in print, and whether the document will be signed electronically."""

    post: str
    name: str
    electronic: bool


@dataclass(frozen=True, slots=True)
class Author:
    """Who prepared the letter and answers questions about it."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """To whom and where the decision may be contested, in the words of the organiser's lawyer.

    `body` answers "to whom" ("Parauga novada domei"), `address` "where" ("Parauga ielā 1, Paraugā, LV-0000").
    """

    body: str
    address: str
    wording: str = CLAUSE

    @property
    def clause(self) -> str:
        """The sentence as it stands in the letter."""
        return self.wording.replace(BODY, self.body).replace(ADDRESS, self.address)


@dataclass(frozen=True, slots=True)
class Failed:
    """A criterion that was not met: by its mean and the floor (quality), or for a reason (eligibility)."""

    code: str
    title: str
    mean: Fraction | None = None
    floor: Fraction | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that an official letter says.

    Points are exact; how many decimals are shown is the letter's business. `received` and `deadline` are told on the
    wall clock of `zone_name`. `call_rules` names the rules of the call; `legal_basis` are the other norms, one a line.
    `minutes` is the number of the committee's minutes, `decided_on` the day of its meeting. `accepted_late` is the
    ground on which this one application was taken in after the deadline. `number` and `dated` come with the signature;
    a letter without them is a draft.
    """

    kind: NoticeKind
    head: Head
    addressee: Addressee
    call_title: str
    call_rules: str
    application_number: str
    project_title: str
    received: datetime
    deadline: Moment
    zone_name: str
    submitted_via: Channel
    amount: Decimal
    currency: str
    contest: Contest
    signature: Signature
    number: str | None = None
    dated: date | None = None
    score: Fraction | None = None
    most_points: Fraction | None = None
    least_points: Fraction | None = None
    rank: int | None = None
    reserve_place: int | None = None
    available: int | None = None
    failed: tuple[Failed, ...] = ()
    total_failed: bool = False
    accepted_late: str | None = None
    decided_on: date | None = None
    minutes: str | None = None
    implementation: tuple[date, date] | None = None
    contract_days: int = CONTRACT_DAYS
    legal_basis: tuple[str, ...] = LEGAL_BASIS
    publicity: tuple[str, ...] = PUBLICITY
    author: Author | None = None

    def __post_init__(self) -> None:
        if faults := _contradictions(self):
            raise ValueError(f"letter {self.kind} to {self.application_number}: {', '.join(faults)}")

    @property
    def is_draft(self) -> bool:
        """Whether it still waits for its number and date."""
        return self.number is None or self.dated is None

    def as_json(self) -> dict[str, Any]:
        """The facts as plain values, to be kept."""
        return _plain(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "LetterFacts":
        """The facts that `as_json` gave; what was kept before a fact with a usual value was thought of has that value.

        Raises KeyError, TypeError, ValueError for what `as_json` never gives.
        """
        return cls(**{**kept, **{name: read(kept[name]) for name, read in _READ.items() if kept.get(name) is not None}})


def missing_in(facts: LetterFacts) -> list[str]:
    """What a letter still lacks before it may be sent, by the names of its facts; empty when nothing.

    A letter without the clause on contesting can't be sent. Source: RULES §5.
    """
    needed: dict[str, str | None] = {
        "head.name": facts.head.name,
        "head.address": facts.head.address,
        "head.place": facts.head.place,
        "addressee.name": facts.addressee.name,
        "call_rules": facts.call_rules,
        "contest.body": facts.contest.body,
        "contest.address": facts.contest.address,
        "contest.wording": facts.contest.wording,
        "signature.post": facts.signature.post,
        "signature.name": facts.signature.name,
        "number": facts.number,
        "dated": facts.dated and facts.dated.isoformat(),
    }
    missing = [name for name, value in needed.items() if not (value or "").strip()]
    missing += [f"failed.{one.code}.reason" for one in facts.failed if not _is_explained(facts.kind, one)]
    return missing


def _is_explained(kind: NoticeKind, failed: Failed) -> bool:
    return kind is not NoticeKind.INELIGIBLE or bool((failed.reason or "").strip())


def _contradictions(facts: LetterFacts) -> list[str]:
    """What the code that gathered the facts got wrong; nobody can mend it at a desk."""
    kind, quality = facts.kind, facts.kind in (NoticeKind.AWARD, NoticeKind.RESERVE, NoticeKind.REFUSAL)
    checks = {
        "received has no zone": facts.received.tzinfo is None or facts.deadline.at.tzinfo is None,
        "no score": quality and facts.score is None,
        "no reason for a refusal": kind is NoticeKind.REFUSAL and not (facts.failed or facts.total_failed),
        "total without its floor": facts.total_failed and facts.least_points is None,
        "criterion without mean and floor": kind is NoticeKind.REFUSAL
        and any(one.mean is None or one.floor is None for one in facts.failed),
        "no requirement that failed": kind is NoticeKind.INELIGIBLE and not facts.failed,
        "an award that fails": kind in (NoticeKind.AWARD, NoticeKind.RESERVE)
        and bool(facts.failed or facts.total_failed),
        "no place in the reserve": kind is NoticeKind.RESERVE and facts.reserve_place is None,
        "no term for the contract": facts.contract_days < 1,
    }
    return [fault for fault, is_so in checks.items() if is_so]


def _plain(value: Any) -> Any:
    """A value of the facts as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Fraction | Decimal | StrEnum):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _failed(kept: Mapping[str, Any]) -> Failed:
    points = {name: Fraction(kept[name]) for name in ("mean", "floor") if kept[name] is not None}
    return Failed(**{**kept, **points})


def _moment(kept: Mapping[str, Any]) -> Moment:
    day = kept["day"]
    return Moment(datetime.fromisoformat(kept["at"]), day and date.fromisoformat(day))


_READ: Mapping[str, Any] = {
    "kind": NoticeKind,
    "head": lambda kept: Head(**kept),
    "addressee": lambda kept: Addressee(**kept),
    "received": datetime.fromisoformat,
    "deadline": _moment,
    "submitted_via": Channel,
    "amount": Decimal,
    "contest": lambda kept: Contest(**kept),
    "signature": lambda kept: Signature(**kept),
    "dated": date.fromisoformat,
    "score": Fraction,
    "most_points": Fraction,
    "least_points": Fraction,
    "failed": lambda kept: tuple(_failed(one) for one in kept),
    "decided_on": date.fromisoformat,
    "implementation": lambda kept: tuple(date.fromisoformat(one) for one in kept),
    "legal_basis": tuple,
    "publicity": tuple,
    "author": lambda kept: Author(**kept),
}
