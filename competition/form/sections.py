"""The form of a call as data: its sections, the questions in each, and what kind of answer each wants.

The default sections are ours (RULES §7 [A]): a parameter of the call, not law. A call brought in has no form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from competition.form.default_questions import QUESTIONS, Kind, Question

__all__ = ["DEFAULT_FORM", "FORMS", "Kind", "Question", "Section", "questions_of", "sections_of"]

DEFAULT_FORM = "sections-1"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a form: its key in the address, its number and name on paper, what is asked in it."""

    key: str
    numeral: str
    title: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def required(self) -> bool:
        """Whether something in it must be answered."""
        return any(question.required for question in self.questions)


def _section(key: str, numeral: str, lv: str, en: str) -> Section:
    return Section(key, numeral, {"lv": lv, "en": en}, QUESTIONS[key])


FORMS: Mapping[str, tuple[Section, ...]] = {
    DEFAULT_FORM: (
        _section("applicant", "I", "Iesniedzējs", "Applicant"),
        _section("group", "II", "Jauniešu iniciatīvu grupa", "Youth-initiative group"),
        _section("partners", "III", "Sadarbības partneri", "Partners"),
        _section("project", "IV", "Nosaukums, norises vieta, periods", "Title, place, period"),
        _section("aim", "V", "Mērķis un pamatojums", "Aim and grounds"),
        _section("target-group", "VI", "Mērķa grupa", "Target group"),
        _section("activities", "VII", "Aktivitātes", "Activities"),
        _section("results", "VIII", "Rezultāti un pierādījumi", "Results and evidence"),
        _section("team", "IX", "Komanda", "Team"),
        _section("publicity", "X", "Publicitāte", "Publicity"),
        _section("risks", "XI", "Riski", "Risks"),
        _section("funding", "XII", "Finansējums", "Funding"),
        _section("declarations", "XIII", "Apliecinājumi", "Declarations"),
    )
}


def sections_of(form: str | None) -> tuple[Section, ...]:
    """The sections of a form by its name; none where a call has no form."""
    return FORMS[form] if form else ()


def questions_of(form: str | None) -> Iterator[Question]:
    """Every question of a form, in its order."""
    for section in sections_of(form):
        yield from section.questions
