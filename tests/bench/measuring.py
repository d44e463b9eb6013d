"""What a measurement is, and how measurements are shown and kept."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: what was measured, how much of what, and what it should be (None: for information)."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        """Whether it is as it should be."""
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    @property
    def target(self) -> str:
        """What it should be, as people read it."""
        if self.least is not None:
            return f"≥ {self.least:g}"
        return "" if self.most is None else f"≤ {self.most:g}"


def table(figures: Sequence[Measured]) -> str:
    """The figures as a table for the eye."""
    width = max(len(one.name) for one in figures)
    lines = [
        f"{one.name:<{width}}  {one.value:>10.2f} {one.unit:<6} {one.target:>8}  {'' if one.met else 'missed'}".rstrip()
        for one in figures
    ]
    return "\n".join(lines)


def keep(figures: Sequence[Measured], path: Path) -> None:
    """The figures as JSON, for those who compare."""
    rows = [asdict(one) | {"met": one.met} for one in figures]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
