"""A form's file with one part of it changed, added, moved or taken out; all else stays as it stands, with its remarks.

Whatever comes out has been read again (`reading.py`): it is the form that was wanted, or it is refused.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from competition.form.definition import Definition, Section, Slot
from competition.form.parts import Side, What, moved, numbered, place_of, with_section, without
from competition.form.pieces import Block, Path, Pieces, take_apart
from competition.form.questions import Question
from competition.form.reading import read_definition
from competition.form.saying import (
    ATTACHMENTS,
    QUESTIONS,
    SECTIONS,
    header_of,
    said_of_question,
    said_of_section,
    said_of_slot,
)
from competition.form.tables import Said, changed, written
from competition.foundation.errors import Refusal


class PartElsewhere(Refusal):
    """The part is written in the file in a way of its own, which only whoever wrote it so can change."""

    code = "form-part-elsewhere"


PATHS: dict[What, Path] = {What.SECTION: SECTIONS, What.QUESTION: QUESTIONS, What.ATTACHMENT: ATTACHMENTS}


def change_section(text: str, wanted: Section) -> str:
    """The file with the section of that key called as wanted; its questions stay.

    Raises PartMissing, PartElsewhere, FormInvalid.
    """
    form = read_definition(text)
    place = place_of(form, What.SECTION, wanted.key)
    new = replace(form.sections[place], title=wanted.title)
    return _changed(text, What.SECTION, place, said_of_section(new), with_section(form, place, new))


def change_question(text: str, wanted: Question) -> str:
    """The file with the question of that key as wanted. Raises PartMissing, PartElsewhere, FormInvalid."""
    form = read_definition(text)
    place = place_of(form, What.QUESTION, wanted.key)
    sections = tuple(
        replace(one, questions=tuple(wanted if part.key == wanted.key else part for part in one.questions))
        for one in form.sections
    )
    return _changed(text, What.QUESTION, place, said_of_question(wanted), replace(form, sections=sections))


def change_slot(text: str, wanted: Slot) -> str:
    """The file with the attachment of that key as wanted. Raises PartMissing, PartElsewhere, FormInvalid."""
    form = read_definition(text)
    place = place_of(form, What.ATTACHMENT, wanted.key)
    slots = (*form.slots[:place], wanted, *form.slots[place + 1 :])
    return _changed(text, What.ATTACHMENT, place, said_of_slot(wanted, form.usual_most), replace(form, slots=slots))


def add_section(text: str, section: Section, behind: str | None = None) -> str:
    """The file with another section and its questions: behind one, else before all. Raises as `change_section`."""
    form, pieces = _opened(text)
    place = place_of(form, What.SECTION, behind) + 1 if behind else 0
    units = pieces.units(SECTIONS)
    blocks = [_block(SECTIONS, said_of_section(section))]
    blocks += [_block(QUESTIONS, said_of_question(one)) for one in section.questions]
    at = units[place - 1].stop if place else units[0].start
    sections = (*form.sections[:place], section, *form.sections[place:])
    return _checked(pieces.with_blocks(at, blocks), replace(form, sections=numbered(sections)))


def add_question(text: str, question: Question, section: str, behind: str | None = None) -> str:
    """The file with another question in a section: behind one of its questions, else before all of them.

    Raises PartMissing, PartElsewhere, FormInvalid.
    """
    form, pieces = _opened(text)
    place = place_of(form, What.SECTION, section)
    part, unit = form.sections[place], pieces.units(SECTIONS)[place]
    keys = [one.key for one in part.questions]
    among = keys.index(behind) + 1 if behind in keys else 0
    at = pieces.units(QUESTIONS, unit)[among - 1].stop if among else unit.start + 1
    new = replace(part, questions=(*part.questions[:among], question, *part.questions[among:]))
    blocks = [_block(QUESTIONS, said_of_question(question))]
    return _checked(pieces.with_blocks(at, blocks), with_section(form, place, new))


def add_slot(text: str, slot: Slot, behind: str | None = None) -> str:
    """The file with another attachment: behind one, else before all. Raises as `change_slot`."""
    form, pieces = _opened(text)
    place = place_of(form, What.ATTACHMENT, behind) + 1 if behind else 0
    units = pieces.units(ATTACHMENTS)
    first = units[0].start if units else pieces.units(SECTIONS)[-1].stop
    blocks = [_block(ATTACHMENTS, said_of_slot(slot, form.usual_most))]
    slots = (*form.slots[:place], slot, *form.slots[place:])
    return _checked(pieces.with_blocks(units[place - 1].stop if place else first, blocks), replace(form, slots=slots))


def move(text: str, what: What, key: str, side: Side, of: str) -> str:
    """The file with a part right before or behind another of its kind; a question may leave its section for another.

    Raises PartMissing, PartElsewhere, FormInvalid (a section would be left without questions).
    """
    form, pieces = _opened(text)
    place, other = place_of(form, what, key), place_of(form, what, of)
    wanted = moved(form, what, key, side, of) if place != other else form
    if wanted == form:
        return text
    units = _units(pieces, what)
    taken, rest = pieces.taken(units[place]), pieces.without(units[place])
    at = units[other].start if side is Side.BEFORE else units[other].stop
    return _checked(rest.with_blocks(at - (len(taken) if place < other else 0), taken), wanted)


def remove(text: str, what: What, key: str) -> str:
    """The file without a part. Raises PartMissing, PartElsewhere, FormInvalid (the form cannot do without)."""
    form, pieces = _opened(text)
    unit = _units(pieces, what)[place_of(form, what, key)]
    return _checked(pieces.without(unit), without(form, what, key))


def _opened(text: str) -> tuple[Definition, Pieces]:
    """The form that a file says, and its pieces. Raises FormInvalid; PartElsewhere where a part has no header."""
    form, pieces = read_definition(text), take_apart(text)
    within = [len(pieces.units(QUESTIONS, unit)) for unit in pieces.units(SECTIONS)]
    if within != [len(one.questions) for one in form.sections] or len(pieces.units(ATTACHMENTS)) != len(form.slots):
        raise PartElsewhere
    return form, pieces


def _units(pieces: Pieces, what: What) -> list[range]:
    """The blocks of each part of a kind, in the form's order."""
    return pieces.units(PATHS[what])


def _changed(text: str, what: What, place: int, said: Said, wanted: Definition) -> str:
    _, pieces = _opened(text)
    unit = _units(pieces, what)[place]
    first, *under = pieces.blocks[unit.start : unit.stop]
    if what is What.SECTION:
        blocks = [replace(first, text=changed(first.text, said)), *under]
    else:
        blocks = _with_rows(first, under, said)
    rest = Pieces((*pieces.blocks[: unit.start], *pieces.blocks[unit.stop :]), pieces.tail)
    return _checked(rest.with_blocks(unit.start, blocks), wanted)


def _with_rows(first: Block, under: Sequence[Block], said: Said) -> list[Block]:
    """A table as it is to be, and those of its rows that are tables of their own."""
    own = sorted({one.path[-1] for one in under})
    if set(own) - said.rows.keys():
        raise PartElsewhere
    inside = replace(said, rows={name: rows for name, rows in said.rows.items() if name not in own})
    blocks = [replace(first, text=changed(first.text, inside))]
    for name in own:
        before = {_key_of(one): one for one in under if one.path[-1] == name}
        for row in said.rows[name]:
            old = before.get(str(row.leaves["key",]))
            blocks.append(replace(old, text=changed(old.text, row)) if old else _block((*first.path, name), row))
    return blocks


def _key_of(block: Block) -> str:
    found: Any = tomllib.loads(block.text)
    for name in block.path:
        found = found[name][0] if isinstance(found[name], list) else found[name]
    return str(found.get("key"))


def _block(path: Path, said: Said) -> Block:
    return Block("\n", written(header_of(path), said), path)


def _checked(pieces: Pieces, wanted: Definition) -> str:
    """The file, once it has been read again and is the form that is wanted. Raises FormInvalid, PartElsewhere."""
    text = str(pieces)
    found = read_definition(text)
    if (found.sections, found.slots) != (wanted.sections, wanted.slots) or len(found.check) != len(wanted.check):
        raise PartElsewhere
    return text
