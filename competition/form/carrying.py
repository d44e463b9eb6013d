"""Answers to one version of a form, carried over to another: what still fits, and what is asked no more."""

from collections.abc import Mapping
from dataclasses import dataclass

from competition.form.definition import Definition
from competition.form.questions import Kind, Question
from competition.form.several import chosen_in, chosen_text, rows_in, rows_text

APART = {Kind.TICK, Kind.CHOICE, Kind.CHOICES, Kind.TABLE, Kind.DAY}
"""Kinds whose answers are kept in a way of their own; those of others are the text as it was typed."""


@dataclass(frozen=True, slots=True)
class Left:
    """What was answered and has no place in the other version: to which question, and the answer as it is read."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers that have a place, by the questions' keys, and those that are left."""

    answers: Mapping[str, str]
    left: tuple[Left, ...] = ()


def carried(answers: Mapping[str, str], old: Definition, new: Definition) -> Carried:
    """Answers to the `old` version as those to the `new` one; questions are the same by their keys."""
    asked = {question.key: question for question in new.questions}
    kept: dict[str, str] = {}
    left: list[Left] = []
    for question in old.questions:
        text = answers.get(question.key)
        if text is None:
            continue
        there = asked.get(question.key)
        if there is None or not _alike(question.kind, there.kind):
            left += [Left(question, _as_read(question, text))] if text else []
            continue
        kept[question.key], gone = _moved(question, there, text)
        left += [Left(question, gone)] if gone else []
    return Carried(kept, tuple(left))


def _alike(one: Kind, other: Kind) -> bool:
    return one is other or not ({one, other} & APART)


def _moved(old: Question, new: Question, text: str) -> tuple[str, str]:
    """An answer as it is kept in the other version, and what of it has no place there."""
    if new.kind is Kind.TABLE:
        return _rows_moved(old, new, text)
    if new.kind in (Kind.CHOICE, Kind.CHOICES):
        there = {choice.key for choice in new.choices}
        chosen = chosen_in(text)
        gone = chosen_text(old, (key for key in chosen if key not in there))
        return chosen_text(new, (key for key in chosen if key in there)), _as_read(old, gone)
    return text, ""


def _rows_moved(old: Question, new: Question, text: str) -> tuple[str, str]:
    places = {column.key: place for place, column in enumerate(old.columns)}
    there = {column.key for column in new.columns}
    rows = rows_in(text)
    moved = [
        [row[places[column.key]] if places.get(column.key, len(row)) < len(row) else "" for column in new.columns]
        for row in rows
    ]
    gone = [cell for row in rows for key, place in places.items() if key not in there for cell in row[place:][:1]]
    return rows_text(moved), "\n".join(filter(str.strip, gone))


def _as_read(question: Question, text: str) -> str:
    """An answer in the words in which somebody reads it."""
    if question.kind is Kind.TABLE:
        return "\n".join(", ".join(filter(str.strip, row)) for row in rows_in(text))
    labels = {choice.key: choice.label["lv"] for choice in question.choices}
    return "\n".join(labels.get(key, key) for key in chosen_in(text)) if labels else text
