"""The form of a call as data: its sections, the questions in each, and the attachments that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    """A place for one kind of attachment: its key in the address, its words, when it is needed.

    `needed_with`: the question whose answer makes it needed.
    """

    key: str
    title: Words
    when: Words | None = None
    required: bool = False
    needed_with: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A form. That of a call without one asks nothing."""

    sections: tuple[Section, ...] = ()
    slots: tuple[Slot, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the form's order."""
        for section in self.sections:
            yield from section.questions


NO_FORM = Definition()
