"""A page of a ranking with names: what the coordinator, the chair and the secretary look at."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext, ngettext
from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formats import listed, points
from app.languages import said
from competition.application.records import Application
from competition.call.ranking_rule import most_points, tie_break_of
from competition.call.records import Call, EligibilityCriterion, QualityCriterion
from scoring.committee.staff_conflicts import hidden_in
from scoring.meeting.queries import kept_from_reader
from scoring.meeting.ranking_page import Next, Ranked, Ranking, Unranked, are_equal, parted_by

PER_PAGE = 50
WORDS = {"tie": "tied"}
BEFORE = {"award": "to_award", "below_threshold": "to_refuse"}  # as long as the committee has not decided
TOTAL = "total"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """Which application a number means."""

    id: UUID
    applicant: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the ranking as the page shows it."""

    id: UUID
    number: str
    place: int | None
    applicant: str
    project: str
    points: Decimal
    shown: str
    outcome: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Aside:
    """An application that is not ranked, as the page shows it."""

    id: UUID
    number: str
    applicant: str
    project: str
    outcome: str
    why: str | None


@dataclass(frozen=True, slots=True)
class RankingView:
    """One page of the ranking, with what is needed next."""

    rows: list[Row]
    others: list[Aside]
    line_after: int | None
    free: int
    page: int
    pages: int
    most: Decimal
    floor: Decimal | None
    counts: Mapping[str, int]
    next: Next
    left_out: int
    tied: int
    undecided: int


def ranking_view(
    session: Session, call: Call, ranking: Ranking, page: int, kept_from: Collection[UUID] = ()
) -> RankingView:
    """The page of that number. A constant number of queries.

    The applications of `kept_from`, and those that the session leaves out, are neither there nor in any sum.
    """
    hidden = kept_from_reader(session, call.id, {*kept_from, *hidden_in(session, call.id)})
    seen = ranking.without(hidden) if hidden else ranking
    criteria = session.scalars(select(QualityCriterion).where(QualityCriterion.call_id == call.id)).all()
    by_code, tie_break = {one.code: one for one in criteria}, tie_break_of(criteria)
    ranked = len(seen.places)
    pages = max(1, -(-(ranked + len(seen.others)) // PER_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * PER_PAGE
    here = seen.places[first : first + PER_PAGE]
    others = seen.others[max(0, first - ranked) : max(0, first - ranked + PER_PAGE)] if len(here) < PER_PAGE else ()
    others = others[: PER_PAGE - len(here)]
    names = named(session, call, [one.number for one in (*here, *others)])
    before = [None, *seen.places][first : first + PER_PAGE]
    parted = {
        one.number: _parted(previous, one, tie_break, call)
        for previous, one in zip(before, here, strict=False)
        if previous
    }
    decided = ranking.next is Next.DONE
    line = seen.line_after - first
    return RankingView(
        rows=[
            _row(one, names[one.number], _why(one, by_code, call) or parted.get(one.number), decided=decided)
            for one in here
        ],
        others=_asides(session, call, others, names) if others else [],
        line_after=line if 0 < line <= len(here) else None,
        free=call.available - ranking.line_after,
        page=page,
        pages=pages,
        most=most_points(criteria),
        floor=call.threshold_total,
        counts=seen.counts,
        next=ranking.next,
        left_out=len(hidden),
        tied=len(seen.tied),
        undecided=len(seen.undecided),
    )


def named(session: Session, call: Call, numbers: Iterable[str]) -> dict[str, Name]:
    """Which applications of a call the numbers mean."""
    rows = session.execute(
        select(Application.number, Application.id, Application.applicant_name, Application.title).where(
            Application.call_id == call.id, Application.number.in_(list(numbers))
        )
    )
    return {number or "": Name(key, applicant, title) for number, key, applicant, title in rows}


def _row(one: Ranked, name: Name, why: str | None, *, decided: bool) -> Row:
    outcome = WORDS.get(one.verdict, one.verdict)
    return Row(
        id=name.id,
        number=one.number,
        place=one.place,
        applicant=name.applicant,
        project=name.title,
        points=Decimal(one.shown),
        shown=one.shown,
        outcome=outcome if decided else BEFORE.get(outcome, outcome),
        why=why,
    )


def _asides(session: Session, call: Call, others: Sequence[Unranked], names: Mapping[str, Name]) -> list[Aside]:
    asked = session.scalars(select(EligibilityCriterion).where(EligibilityCriterion.call_id == call.id))
    requirements = {one.code: one.title for one in asked}
    return [_aside(one, names[one.number], requirements) for one in others]


def _aside(one: Unranked, name: Name, requirements: Mapping[str, Texts]) -> Aside:
    told = Markup(", ").join(_titled(code, requirements.get(code)) for code in one.reasons)
    why = Markup("{} {}").format(ngettext("criterion", "criteria", len(one.reasons)), told) if told else None
    return Aside(name.id, one.number, name.applicant, name.title, one.verdict, why)


def _titled(code: str, title: Texts | None) -> Markup:
    """A criterion as it is said: its code with its title."""
    return Markup("{} {}").format(code, said(title)) if title else escape(code)


def _parted(better: Ranked, worse: Ranked, tie_break: Sequence[str], call: Call) -> str | None:
    """What decided between two that follow each other with equal points; None where the points did."""
    if not are_equal(better, worse):
        return None
    if code := parted_by(better, worse, tie_break):
        return gettext(
            "points equal to the one before; criterion %(code)s decided: %(more)s and %(less)s",
            code=code,
            more=points(better.means[code]),
            less=points(worse.means[code]),
        )
    if better.place == worse.place:
        equal = gettext("points equal to the one before, under criteria %(codes)s too", codes=listed(tie_break))
        return equal if tie_break else None
    if call.earlier_received_wins:
        return gettext("points equal to the one before, which was received earlier")
    return gettext("points equal to the one before; the committee put them in order")


def _why(one: Ranked, criteria: Mapping[str, QualityCriterion], call: Call) -> Markup | None:
    """Which floors were missed, and by how much."""
    told = [
        Markup("{}: {}").format(
            _titled(code, criterion.title),
            gettext("%(mean)s, needs %(floor)s", mean=points(one.means[code]), floor=points(criterion.threshold)),
        )
        for code in one.reasons
        if (criterion := criteria.get(code)) is not None and criterion.threshold is not None
    ]
    if TOTAL in one.reasons and call.threshold_total is not None:
        told.append(escape(gettext("in all: needs %(floor)s", floor=points(call.threshold_total))))
    return Markup("; ").join(told) or None
