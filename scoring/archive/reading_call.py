"""Reads the call of an archive: who announced it, when it is open, what is awarded, what is judged.

Call archive, The file.
"""

from typing import Any

from scoring.archive import shapes
from scoring.archive.model import (
    Award,
    Call,
    EligibilityCriterion,
    Implementation,
    Level,
    Organiser,
    QualityCriterion,
    Scoring,
)
from scoring.archive.shapes import Box
from scoring.archive.times import Times

NEEDED = (
    "slug",
    "title",
    "organiser",
    "timezone",
    "opens",
    "deadline",
    "award",
    "eligibility_criteria",
    "criteria",
    "scoring",
)
OPTIONAL = ("published", "results_by", "announced", "implementation")


def read_call(value: Any, place: str, times: Times) -> Call:
    """The call, as it was published."""
    box = Box(value, place, NEEDED, OPTIONAL)
    return Call(
        slug=box.get("slug", shapes.slug),
        title=box.get("title", shapes.texts),
        organiser=_organiser(box.parts["organiser"], box.at("organiser")),
        timezone=box.get("timezone", shapes.timezone),
        published=box.maybe("published", times.beginning),
        opens=box.get("opens", times.beginning),
        deadline=box.get("deadline", times.deadline),
        results_by=box.maybe("results_by", times.end),
        announced=box.maybe("announced", times.beginning),
        implementation=_implementation(box, times) if box.has("implementation") else None,
        award=_award(box.parts["award"], box.at("award")),
        eligibility_criteria=tuple(_eligibility_criterion(*item) for item in box.items("eligibility_criteria")),
        criteria=_criteria(box),
        scoring=_scoring(box.parts["scoring"], box.at("scoring")),
        more=box.more(),
    )


def _organiser(value: Any, place: str) -> Organiser:
    box = Box(value, place, ("name",), ("slug",))
    return Organiser(name=box.get("name", shapes.text), slug=box.maybe("slug", shapes.slug), more=box.more())


def _implementation(call: Box, times: Times) -> Implementation:
    keys = ("from", "until", "months_min", "months_max")
    box = Box(call.parts["implementation"], call.at("implementation"), keys)
    months = shapes.integer_from(0)
    found = Implementation(
        starts=box.get("from", times.beginning),
        ends=box.get("until", times.end),
        months_min=box.get("months_min", months),
        months_max=box.get("months_max", months),
        more=box.more(),
    )
    if found.ends.at < found.starts.at:
        box.fail("until", "a time not before from")
    if found.months_max < found.months_min:
        box.fail("months_max", "a number not below months_min")
    return found


def _award(value: Any, place: str) -> Award:
    box = Box(value, place, ("amount", "currency"), ("available", "budget"))
    found = Award(
        amount=box.get("amount", shapes.money),
        currency=box.get("currency", shapes.currency),
        available=box.maybe("available", shapes.integer_from(0)),
        budget=box.maybe("budget", shapes.money),
        more=box.more(),
    )
    if found.amount <= 0:
        box.fail("amount", "an amount above zero")
    if found.available is None and found.budget is None:
        box.fail("available", "an integer here, or an amount at budget")
    if found.available is not None and found.budget is not None:
        box.fail("budget", "either this or available, not both")
    return found


def _eligibility_criterion(value: Any, place: str) -> EligibilityCriterion:
    box = Box(value, place, ("code", "title"), ("correctable",))
    return EligibilityCriterion(
        code=box.get("code", shapes.code),
        title=box.get("title", shapes.texts),
        correctable=box.maybe("correctable", shapes.truth),
        more=box.more(),
    )


def _criteria(call: Box) -> tuple[QualityCriterion, ...]:
    found = tuple(_quality_criterion(*item) for item in call.items("criteria"))
    if not found:
        call.fail("criteria", "at least one quality criterion")
    return found


def _quality_criterion(value: Any, place: str) -> QualityCriterion:
    box = Box(value, place, ("code", "title", "min", "max", "step", "weight"), ("threshold", "levels"))
    found = QualityCriterion(
        code=box.get("code", shapes.quality_code),
        title=box.get("title", shapes.texts),
        min=box.get("min", shapes.decimal),
        max=box.get("max", shapes.decimal),
        step=box.get("step", shapes.decimal),
        weight=box.get("weight", shapes.decimal),
        threshold=box.maybe("threshold", shapes.decimal),
        levels=tuple(_level(*item) for item in box.items_if_any("levels")),
        more=box.more(),
    )
    if found.max < found.min:
        box.fail("max", "a decimal not below min")
    if found.step <= 0:
        box.fail("step", "a decimal above zero")
    if found.weight < 0:
        box.fail("weight", "a decimal not below zero")
    return found


def _level(value: Any, place: str) -> Level:
    box = Box(value, place, ("points", "text"))
    return Level(points=box.get("points", shapes.decimal), text=box.get("text", shapes.texts), more=box.more())


def _scoring(value: Any, place: str) -> Scoring:
    box = Box(value, place, ("minimum_sheets",), ("threshold_total", "tie_break", "earlier_received_wins"))
    return Scoring(
        minimum_sheets=box.get("minimum_sheets", shapes.integer_from(1)),
        threshold_total=box.maybe("threshold_total", shapes.decimal),
        tie_break=box.each("tie_break", shapes.code),
        earlier_received_wins=box.maybe("earlier_received_wins", shapes.truth),
        more=box.more(),
    )
