"""Drawing up a call: everything that its rules say, before the public may see it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.days import Days, disorder, leaves_time
from competition.call.forms import put_form
from competition.call.records import Call, CallDocument, EligibilityCriterion, Numbering, QualityCriterion, QualityLevel
from competition.foundation.act import Act
from competition.foundation.clock import Moment, zone
from competition.foundation.errors import Refusal
from competition.foundation.patterns import is_pattern
from competition.organisation.operations import SLUG, SlugMalformed, SlugTaken
from competition.organisation.records import Organiser

NUMBER_PATTERN = "{year}-{serial:02d}"


class AlreadyPublished(Refusal):
    """The call is public; from now on only an amendment changes it."""

    code = "already-published"


class TermsOutOfOrder(Refusal):
    """A call's days do not follow each other; `what` names the later one of the first pair that does not."""

    code = "terms-out-of-order"


class ProjectsTooShort(Refusal):
    """Between the first and the last day of the projects there are fewer than the `months` that one lasts at least."""

    code = "projects-too-short"


class PatternWrong(Refusal):
    """A pattern of numbers has {serial} once, {year} at most once, letters, digits, full stops, slashes and hyphens."""

    code = "number-pattern-wrong"


@dataclass(frozen=True, slots=True)
class Requirement:
    """An eligibility criterion as the rules state it."""

    code: str
    title: Mapping[str, str]
    correctable: bool | None = None
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """What a number of points means."""

    points: Decimal
    text: Mapping[str, str]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A quality criterion as the rules state it."""

    code: str
    title: Mapping[str, str]
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(5)
    step: Decimal = Decimal(1)
    weight: Decimal = Decimal(1)
    threshold: Decimal | None = None
    levels: tuple[Level, ...] = ()
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Implementation:
    """The window in which projects run, and how many months they may last."""

    begins: Moment
    ends: Moment
    months_min: int
    months_max: int


@dataclass(frozen=True, slots=True)
class OrganiserName:
    """How a call names its organiser: kept with the call, since boards are renamed."""

    name: str
    slug: str | None


@dataclass(frozen=True, slots=True)
class CallPlan:
    """A call as its rules state it, with exactly one of `quota` and `budget`. `more` and `recorded` are JSON text.

    `form`: the text of its application form, checked; None where applications come otherwise.
    """

    slug: str
    title: Mapping[str, str]
    opens: Moment
    deadline: Moment
    award_amount: Decimal
    currency: str = "EUR"
    quota: int | None = None
    budget: Decimal | None = None
    zone_name: str = "Europe/Riga"
    results_by: Moment | None = None
    implementation: Implementation | None = None
    requirements: tuple[Requirement, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    minimum_sheets: int = 1
    threshold_total: Decimal | None = None
    tie_break: tuple[str, ...] = ()
    earlier_received_wins: bool | None = None
    form: str | None = None
    publishes_refusals: bool = False
    tells_points: bool = True
    number_pattern: str = NUMBER_PATTERN
    named: OrganiserName | None = None
    more: str | None = None
    recorded: str | None = None

    @property
    def days(self) -> Days:
        """Its days, to be compared with each other."""
        window = self.implementation
        begins, ends = (window.begins, window.ends) if window else (None, None)
        return Days(self.opens, self.deadline, self.results_by, begins, ends)


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file as the store has it: its name, its type by content, its size and digest."""

    file_name: str
    media_type: str
    size: int
    digest: str


def draw_up(act: Act, organiser_id: UUID, plan: CallPlan) -> Call:
    """Write a call down with its criteria; the public does not see it until it is published.

    Raises SlugMalformed, SlugTaken, PatternWrong, TermsOutOfOrder, ProjectsTooShort.
    """
    organiser = act.get(Organiser, organiser_id)
    require_fitting(act, plan)
    call = act.add(_call_of(act.key(), plan, organiser))
    act.add(Numbering(call_id=call.id, pattern=plan.number_pattern, last=0))
    write_criteria(act, call, plan)
    if plan.form is not None:
        put_form(act, call, plan.form)
    act.note("call.drawn-up", call, slug=call.slug, deadline=said(plan.deadline), award=plan.award_amount)
    return call


def require_fitting(act: Act, plan: CallPlan, of: UUID | None = None) -> None:
    """Raise what speaks against a plan: SlugMalformed, SlugTaken (by another call than `of`), PatternWrong,
    TermsOutOfOrder, ProjectsTooShort."""
    for refusal in objections(act.session, plan.slug, plan.number_pattern, of):
        raise refusal
    if act.brought_in:
        return
    if wrong := disorder(plan.days):
        raise TermsOutOfOrder(what=wrong[0])
    window = plan.implementation
    if window and not leaves_time(window.begins, window.ends, window.months_min, zone(plan.zone_name)):
        raise ProjectsTooShort(months=window.months_min)


def objections(session: Session, slug: str, pattern: str, of: UUID | None = None) -> list[Refusal]:
    """What speaks against the short name of a call and its pattern of numbers; `of`: the call that has them, if any."""
    found: list[Refusal] = []
    if not SLUG.fullmatch(slug):
        found.append(SlugMalformed(slug=slug))
    elif session.scalar(select(Call.id).where(Call.slug == slug, Call.id != of)):
        found.append(SlugTaken(slug=slug))
    if not is_pattern(pattern):
        found.append(PatternWrong(pattern=pattern))
    return found


def write_criteria(act: Act, call: Call, plan: CallPlan) -> None:
    """Write down the requirements and criteria of a call that has none."""
    for position, requirement in enumerate(plan.requirements):
        act.add(_requirement_of(call, position, requirement))
    for position, criterion in enumerate(plan.criteria):
        act.add(_criterion_of(call, position, criterion, plan.tie_break))


def said(moment: Moment) -> str:
    """A moment as events tell it: its day where it was written as a day, else its instant."""
    return moment.day.isoformat() if moment.day else moment.at.isoformat()


def add_document(act: Act, call_id: UUID, title: Mapping[str, str], file: FileNote) -> CallDocument:
    """Add a document to a call; its content is in the store under its digest."""
    call = act.lock(Call, call_id)
    taken = act.session.scalars(select(CallDocument.position).where(CallDocument.call_id == call.id)).all()
    document = act.add(_document_of(act, call, max(taken, default=-1) + 1, 1, title, file))
    act.note("call.document-added", call, document=document.id, name=file.file_name, digest=file.digest)
    return document


def replace_document(act: Act, document_id: UUID, file: FileNote) -> CallDocument:
    """Let a document be followed by its next version, in force from now on; the earlier ones stay to be read.

    The same file again changes nothing. Raises NotFound.
    """
    call_id = act.get(CallDocument, document_id).call_id
    call, before = act.lock(Call, call_id), last_version(act.session, document_id)
    if before.digest == file.digest:
        act.note("call.document-repeated", call, document=before.id, digest=file.digest)
        return before
    document = act.add(_document_of(act, call, before.position, before.version + 1, before.title, file))
    act.note(
        "call.document-replaced", call, document=document.id, before=before.id, name=file.file_name, digest=file.digest
    )
    return document


def last_version(session: Session, document_id: UUID) -> CallDocument:
    """The newest version of the document that this is a version of."""
    named = session.get_one(CallDocument, document_id)
    versions = select(CallDocument).where(
        CallDocument.call_id == named.call_id, CallDocument.position == named.position
    )
    return session.scalars(versions.order_by(CallDocument.version.desc())).first() or named


def _document_of(
    act: Act, call: Call, position: int, version: int, title: Mapping[str, str], file: FileNote
) -> CallDocument:
    return CallDocument(
        id=act.key(),
        call_id=call.id,
        position=position,
        version=version,
        title=dict(title),
        file_name=file.file_name,
        media_type=file.media_type,
        size=file.size,
        digest=file.digest,
        in_force_from=act.at,
    )


def columns_of(plan: CallPlan) -> dict[str, Any]:
    """What a plan says of the call itself, by the names of the record's attributes."""
    window = plan.implementation
    return {
        "slug": plan.slug,
        "title": dict(plan.title),
        "zone_name": plan.zone_name,
        "opens": plan.opens,
        "deadline": plan.deadline,
        "results_by": plan.results_by,
        "implementation_from": window.begins if window else None,
        "implementation_until": window.ends if window else None,
        "months_min": window.months_min if window else None,
        "months_max": window.months_max if window else None,
        "award_amount": plan.award_amount,
        "currency": plan.currency,
        "quota": plan.quota,
        "budget": plan.budget,
        "minimum_sheets": plan.minimum_sheets,
        "threshold_total": plan.threshold_total,
        "earlier_received_wins": plan.earlier_received_wins,
        "publishes_refusals": plan.publishes_refusals,
        "tells_points": plan.tells_points,
        "recorded": plan.recorded,
        "more": plan.more,
    }


def _call_of(key: UUID, plan: CallPlan, organiser: Organiser) -> Call:
    named = plan.named or OrganiserName(organiser.name, organiser.slug)
    return Call(
        id=key,
        **columns_of(plan),
        organiser_id=organiser.id,
        organiser_name=named.name,
        organiser_slug=named.slug,
        public_seed=secrets.token_bytes(32),
        amendments=[],
        eligibility_criteria=[],
        criteria=[],
        documents=[],
    )


def _requirement_of(call: Call, position: int, requirement: Requirement) -> EligibilityCriterion:
    return EligibilityCriterion(
        call=call,
        position=position,
        code=requirement.code,
        title=dict(requirement.title),
        correctable=requirement.correctable,
        more=requirement.more,
    )


def _criterion_of(call: Call, position: int, plan: Criterion, tie_break: tuple[str, ...]) -> QualityCriterion:
    levels = [
        QualityLevel(position=place, points=level.points, text=dict(level.text), more=level.more)
        for place, level in enumerate(plan.levels)
    ]
    return QualityCriterion(
        call=call,
        position=position,
        code=plan.code,
        title=dict(plan.title),
        minimum=plan.minimum,
        maximum=plan.maximum,
        step=plan.step,
        weight=plan.weight,
        threshold=plan.threshold,
        tie_break_place=tie_break.index(plan.code) if plan.code in tie_break else None,
        levels=levels,
        more=plan.more,
    )
