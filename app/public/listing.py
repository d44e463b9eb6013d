"""In which order the list of calls shows them: what one can act on first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from competition.call.stage import Stage
from competition.result.queries import CallRow

ORDER: dict[Stage, tuple[Callable[[CallRow], Any], bool]] = {
    Stage.OPEN: (lambda row: row.deadline.at, False),
    Stage.COMING: (lambda row: row.call.opens.at, False),
    Stage.EVALUATED: (lambda row: row.deadline.at, True),
    Stage.ANNOUNCED: (lambda row: row.call.announced.at if row.call.announced else row.deadline.at, True),
}


@dataclass(frozen=True, slots=True)
class Section:
    """The calls at one stage."""

    stage: Stage
    rows: list[CallRow]


def last_closed(rows: Sequence[CallRow]) -> CallRow | None:
    """The call whose deadline passed last."""
    closed = [row for row in rows if row.stage in {Stage.EVALUATED, Stage.ANNOUNCED}]
    return max(closed, key=lambda row: row.deadline.at, default=None)


def sections_of(rows: Sequence[CallRow]) -> list[Section]:
    """The calls by stage, each section in its order; an empty one only where it says something: none is open."""
    sections = []
    for stage, (by, latest_first) in ORDER.items():
        inside = sorted((row for row in rows if row.stage == stage), key=by, reverse=latest_first)
        if inside or stage == Stage.OPEN:
            sections.append(Section(stage, inside))
    return sections
