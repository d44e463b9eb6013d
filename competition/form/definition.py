"""The form of a call as data: its sections, the questions in each, the attachments that it asks for, and the check that
stands before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from competition.form.questions import Question, Words


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a form: its key in the address, its number and name on paper, what is asked in it."""

    key: str
    numeral: str
    title: Words
    questions: tuple[Question, ...]

    @property
    def required(self) -> bool:
        """Whether something in it must be answered."""
        return any(question.required for question in self.questions)

    def question(self, key: str) -> Question:
        """The question with that key, which is one of its own."""
        return next(question for question in self.questions if question.key == key)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one kind of attachment: its key in the address, its words, when it is needed, what it takes.

    `needed_with`: the question whose answer makes it needed. `most`: how many files it takes; `kinds`: the endings of
    the kinds that it takes, all that the portal takes where there are none; `megabytes`: how large a file may be, as
    large as the installation takes where it is None. `template`: the Latvian title of the call's document that is to be
    filled in for it; where it is None, a document that is called as the place is.
    """

    key: str
    title: Words
    when: Words | None = None
    required: bool = False
    needed_with: str | None = None
    most: int = 1
    kinds: tuple[str, ...] = ()
    megabytes: int | None = None
    template: str | None = None


class Says(StrEnum):
    """What the check says: one may apply, one may not, or something is to be done first."""

    YES = "yes"
    NO = "no"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Basis:
    """By what the check says so: a paragraph of the rules in words, an eligibility criterion of the call by its code.

    Where it is not known, neither.
    """

    paragraph: Words | None = None
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """An answer of the check and what it says; where that is not yes, why not or what to do first."""

    key: str
    label: Words
    says: Says = Says.YES
    reason: Words | None = None
    basis: Basis = Basis()


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """A question of the check: one of its `answers`, or the project's `days`, asked in the form's own words.

    `basis`: by what the days are judged; an answer has its own.
    """

    key: str
    label: Words
    hint: Words | None = None
    answers: tuple[CheckAnswer, ...] = ()
    days: tuple[Question, ...] = ()
    basis: Basis = Basis()


@dataclass(frozen=True, slots=True)
class Definition:
    """A form. That of a call without one asks nothing. `usual_most`: how many files a place takes that does not say."""

    sections: tuple[Section, ...] = ()
    slots: tuple[Slot, ...] = ()
    check: tuple[CheckQuestion, ...] = ()
    usual_most: int = 1

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the form's order."""
        for section in self.sections:
            yield from section.questions


NO_FORM = Definition()
