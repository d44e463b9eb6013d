"""Is an application eligible: from what was found for each requirement of its call. Call archive, outcome, step 3."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Answered(StrEnum):
    """What was found for one requirement."""

    YES = "yes"
    NO = "no"
    PENDING = "pending"


def failed(found: Mapping[str, Answered], requirements: Iterable[str]) -> list[str]:
    """The codes of the requirements that are not fulfilled, in the call's order."""
    return [code for code in requirements if found.get(code) == Answered.NO]


def is_eligible(found: Mapping[str, Answered], requirements: Iterable[str]) -> bool | None:
    """True where every requirement is fulfilled, False where one is not, None while it is not known."""
    codes = list(requirements)
    if failed(found, codes):
        return False
    return True if all(found.get(code) == Answered.YES for code in codes) else None


def answers_to(correctable: bool | None) -> list[Answered]:
    """What may be found for a requirement: where the rules say that it must not be corrected, nothing is clarified."""
    return [one for one in Answered if one != Answered.PENDING or correctable is not False]


def unreasoned(found: Mapping[str, Answered], reasons: Mapping[str, str]) -> list[str]:
    """The codes of findings that need a reason and have none: everything but a plain yes."""
    return [code for code, answered in found.items() if answered != Answered.YES and not reasons.get(code, "").strip()]
