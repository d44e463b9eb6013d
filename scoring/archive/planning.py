"""The plan of a call as its archive states it."""

from competition.call.operations import CallPlan, Criterion, Implementation, Level, OrganiserName, Requirement
from competition.foundation.signs import parted
from scoring.archive.kept import keep, keep_one
from scoring.archive.model import Archive
from scoring.archive.text import dump_value


def plan_of(archive: Archive, organiser_slug: str | None = None) -> CallPlan:
    """The call of an archive as `draw_up` takes it. `organiser_slug` stands in for the one in the file."""
    call = archive.call
    return CallPlan(
        slug=call.slug,
        title=call.title,
        opens=call.opens,
        deadline=call.deadline,
        award_amount=call.award.amount,
        currency=call.award.currency,
        quota=call.award.available,
        budget=call.award.budget,
        zone_name=call.timezone,
        results_by=call.results_by,
        implementation=_implementation_of(archive),
        requirements=requirements_of(archive),
        criteria=criteria_of(archive),
        minimum_sheets=call.scoring.minimum_sheets,
        threshold_total=call.scoring.threshold_total,
        tie_break=call.scoring.tie_break,
        earlier_received_wins=call.scoring.earlier_received_wins,
        named=OrganiserName(call.organiser.name, organiser_slug or call.organiser.slug),
        more=_more_of(archive),
        recorded=dump_value(dict(archive.recorded)) if archive.recorded else None,
    )


def requirements_of(archive: Archive) -> tuple[Requirement, ...]:
    """The eligibility criteria of an archive."""
    return tuple(
        Requirement(one.code, one.title, one.correctable, keep_one(one.more))
        for one in archive.call.eligibility_criteria
    )


def criteria_of(archive: Archive) -> tuple[Criterion, ...]:
    """The quality criteria of an archive, with their levels."""
    return tuple(
        Criterion(
            code=one.code,
            title=one.title,
            minimum=one.min,
            maximum=one.max,
            step=one.step,
            weight=one.weight,
            threshold=one.threshold,
            levels=tuple(Level(level.points, level.text, keep_one(level.more)) for level in one.levels),
            more=keep_one(one.more),
        )
        for one in archive.call.criteria
    )


def slug_from(name: str) -> str:
    """A slug for an organiser that the file names without one: Latin letters, digits and hyphens."""
    plain = parted(name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:64].strip("-") or "organiser"


def _implementation_of(archive: Archive) -> Implementation | None:
    window = archive.call.implementation
    if window is None:
        return None
    return Implementation(window.starts, window.ends, window.months_min, window.months_max)


def _more_of(archive: Archive) -> str | None:
    call = archive.call
    return keep(
        archive=archive.more,
        call=call.more,
        organiser=call.organiser.more,
        implementation=call.implementation.more if call.implementation else None,
        award=call.award.more,
        scoring=call.scoring.more,
        commission=archive.commission.more if archive.commission else None,
    )
