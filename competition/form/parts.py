"""The parts of a form, each named by its key: where one stands, what holds it there, and the form with one less or one
elsewhere.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from competition.form.definition import Definition, Section, Slot
from competition.form.questions import FROM, MEANT, TITLE, UNTIL, Question
from competition.form.reading import RESERVED, numeral_of
from competition.form.slots import ON_PAPER
from competition.foundation.errors import Refusal
from competition.foundation.signs import parted

LONGEST_MADE, LONGEST = 30, 40
NEVER = RESERVED | MEANT.keys() | {ON_PAPER}
"""What the program never makes a key of: names that a page has already, and keys with a meaning."""


class What(StrEnum):
    """A kind of part."""

    SECTION = "section"
    QUESTION = "question"
    ATTACHMENT = "attachment"


class Side(StrEnum):
    """On which side of another part of its kind."""

    BEFORE = "before"
    BEHIND = "behind"


class PartMissing(Refusal):
    """The form has no such part, or no longer."""

    code = "form-part-missing"


class Tie(StrEnum):
    """Why a part cannot be taken out of a form."""

    TITLE = "title"
    CHECK = "check"
    ATTACHMENT = "attachment"
    ONLY_QUESTION = "only_question"
    ONLY_SECTION = "only_section"


@dataclass(frozen=True, slots=True)
class Held:
    """What keeps a part in the form: the question that is needed, the attachment that is asked for with it."""

    by: Tie
    question: Question | None = None
    slot: Slot | None = None


def held(form: Definition, what: What, key: str) -> list[Held]:
    """What keeps a part in the form; nothing where it can be taken out. Raises PartMissing."""
    place_of(form, what, key)
    match what:
        case What.ATTACHMENT:
            return []
        case What.SECTION:
            going = list(section_of(form, key).questions)
            alone = [Held(Tie.ONLY_SECTION)] if len(form.sections) == 1 else []
        case What.QUESTION:
            section = section_with(form, key)
            going = [one for one in section.questions if one.key == key]
            alone = [Held(Tie.ONLY_QUESTION)] if len(section.questions) == 1 else []
    return [*alone, *(tie for question in going for tie in _ties(form, question))]


def _ties(form: Definition, question: Question) -> Iterator[Held]:
    if question.key == TITLE:
        yield Held(Tie.TITLE, question)
    if question.key in (FROM, UNTIL) and any(one.days for one in form.check):
        yield Held(Tie.CHECK, question)
    for slot in form.slots:
        if slot.needed_with == question.key:
            yield Held(Tie.ATTACHMENT, question, slot)


def keys_of(form: Definition, what: What) -> list[str]:
    """The keys of all parts of a kind, in the form's order."""
    match what:
        case What.SECTION:
            return [one.key for one in form.sections]
        case What.QUESTION:
            return [one.key for one in form.questions]
        case What.ATTACHMENT:
            return [one.key for one in form.slots]


def place_of(form: Definition, what: What, key: str) -> int:
    """Which in turn a part is among those of its kind in the whole form, from nought on. Raises PartMissing."""
    keys = keys_of(form, what)
    if key not in keys:
        raise PartMissing(what=what.value, key=key)
    return keys.index(key)


def section_of(form: Definition, key: str) -> Section:
    """The section with a key. Raises PartMissing."""
    return form.sections[place_of(form, What.SECTION, key)]


def slot_of(form: Definition, key: str) -> Slot:
    """The place for an attachment with a key. Raises PartMissing."""
    return form.slots[place_of(form, What.ATTACHMENT, key)]


def question_of(form: Definition, key: str) -> Question:
    """The question with a key. Raises PartMissing."""
    return section_with(form, key).question(key)


def section_with(form: Definition, question: str) -> Section:
    """The section in which a question stands. Raises PartMissing."""
    for section in form.sections:
        if any(one.key == question for one in section.questions):
            return section
    raise PartMissing(what=What.QUESTION.value, key=question)


def key_for(label: str, taken: Collection[str], fallback: str) -> str:
    """A key made of a label, other than those that are `taken`; of one without letters, of `fallback`."""
    plain = parted(label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = (
        words if len(words) <= LONGEST_MADE else words[: LONGEST_MADE + 1].rpartition("-")[0] or words[:LONGEST_MADE]
    )
    key = short if short[:1].isalpha() else f"{fallback}-{short}".strip("-")
    number, made = 1, key
    while made in taken or made in NEVER:
        number += 1
        made = f"{key}-{number}"
    return made[:LONGEST]


def with_section(form: Definition, place: int, section: Section) -> Definition:
    """The form with another section in the place of one."""
    return replace(form, sections=numbered((*form.sections[:place], section, *form.sections[place + 1 :])))


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Sections with the numbers of their places."""
    return tuple(replace(one, numeral=numeral_of(place)) for place, one in enumerate(sections, 1))


def without(form: Definition, what: What, key: str) -> Definition:
    """The form without a part."""
    match what:
        case What.SECTION:
            return replace(form, sections=numbered(tuple(one for one in form.sections if one.key != key)))
        case What.QUESTION:
            return replace(form, sections=tuple(_less(one, key) for one in form.sections))
        case What.ATTACHMENT:
            return replace(form, slots=tuple(one for one in form.slots if one.key != key))


def moved(form: Definition, what: What, key: str, side: Side, of: str) -> Definition:
    """The form with a part right before or behind another of its kind. Raises PartMissing."""
    place_of(form, what, of)
    rest = without(form, what, key)
    match what:
        case What.SECTION:
            part = section_of(form, key)
            at = place_of(rest, what, of) + (side is Side.BEHIND)
            return replace(rest, sections=numbered((*rest.sections[:at], part, *rest.sections[at:])))
        case What.QUESTION:
            asked, home = question_of(form, key), section_with(rest, of)
            at = [one.key for one in home.questions].index(of) + (side is Side.BEHIND)
            new = replace(home, questions=(*home.questions[:at], asked, *home.questions[at:]))
            return with_section(rest, rest.sections.index(home), new)
        case What.ATTACHMENT:
            slot = slot_of(form, key)
            at = place_of(rest, what, of) + (side is Side.BEHIND)
            return replace(rest, slots=(*rest.slots[:at], slot, *rest.slots[at:]))


def _less(section: Section, key: str) -> Section:
    return replace(section, questions=tuple(one for one in section.questions if one.key != key))
