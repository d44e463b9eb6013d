"""Until when a clarification is answered, what can be asked, and who waits for whom. Source: RULES §3 [A].

Only what was asked may change, the original stays; five working days unless the coordinator gives more; once.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from competition.application.states import UNDECIDED, State, Verb, require
from competition.eligibility.evidence import Evidence, Sign
from competition.form.definition import Definition, Section, Slot
from competition.form.questions import FROM, TITLE, UNTIL, Question
from competition.form.slots import MOST_FILES
from competition.foundation.clock import Moment, day_of, instant_of, whole_of
from competition.foundation.working_days import last_working_day_before, working_day_after

WORKING_DAYS = 5
MORNING = time(9)
"""When the worker reminds, on the last working day before the term's."""
OTHER = Slot(
    "clarification",
    {"lv": "Cits dokuments, ko lūdz precizējot", "en": "Another document that is asked for"},
    required=True,
    most=MOST_FILES,
)
"""A place for what the form has none for, and for the whole answer to what was asked of an application on paper."""

_ABOUT: Mapping[str, tuple[str, ...]] = {
    "1.4": ("power-of-attorney",),
    "1.7": (FROM, UNTIL),
    "1.8": ("group", "group-consent"),
}
"""What the template's requirements are about, by the keys of the shipped form; another form may have none of these."""


class Wait(StrEnum):
    """What an application in which something is to be clarified waits for."""

    TO_ASK = "to_ask"
    ANSWER = "answer"
    FINDING = "finding"


def usual_term(asked: datetime, place: ZoneInfo) -> Moment:
    """The end of the fifth working day after the day on which it is asked."""
    return whole_of(working_day_after(day_of(asked, place), WORKING_DAYS), place)


def may_answer(until: datetime, at: datetime) -> bool:
    """Whether an answer that comes at the instant `at` is in time; the last instant of the day is."""
    return at <= until


def is_open(state: State, until: datetime, at: datetime) -> bool:
    """Whether an answer would be taken at the instant `at`, as far as the applicant may know: what was decided of the
    application tells them nothing before it is announced.
    """
    return state is not State.WITHDRAWN and may_answer(until, at)


def require_answerable(state: State) -> None:
    """Raise WrongState where the applicant cannot answer any more. While nothing is told they cannot know that it is
    decided, so an answer is taken as before.
    """
    if state in UNDECIDED:
        require(state, Verb.CLARIFY)


def reminded_at(until: date, place: ZoneInfo) -> datetime:
    """From when on an applicant who has not answered is reminded: the morning of the last working day before."""
    return instant_of(datetime.combine(last_working_day_before(until), MORNING), place)


def questions_to_ask(form: Definition) -> list[Question]:
    """What may be asked anew. Not the title: by it lists, letters and results name the application."""
    return [question for question in form.questions if question.key != TITLE]


def slots_to_ask(form: Definition) -> list[Slot]:
    """The places for files that may be opened."""
    return [*form.slots, OTHER]


def asked_section(form: Definition, keys: Iterable[str]) -> Section:
    """The questions that were asked, in the form's order, as one section of their own."""
    wanted = set(keys)
    return Section(OTHER.key, "", {}, tuple(one for one in questions_to_ask(form) if one.key in wanted))


def asked_slots(form: Definition, keys: Iterable[str]) -> list[Slot]:
    """The places that were opened, in the form's order."""
    wanted = set(keys)
    return [slot for slot in slots_to_ask(form) if slot.key in wanted]


def usual_items(codes: Iterable[str], evidence: Iterable[Evidence]) -> set[str]:
    """The keys of questions and slots that requirements with these codes are likely to be about."""
    wanted = set(codes)
    found = {key for code in wanted for key in _ABOUT.get(code, ())}
    gaps = {Sign.FORM_GAPS, Sign.FILES_MISSING}
    return found | {key for one in evidence if one.code in wanted and one.sign in gaps for key in one.about}


def missing_files(asked: Iterable[Slot], before: Iterable[str], now: Iterable[str], *, words: bool) -> list[str]:
    """The keys of the slots that were opened and need a file: those in which none was handed in `before`.

    Where nothing is asked in words, an answer without any file `now` is none: then every one of them.
    """
    slots, filled = list(asked), set(now)
    if not words and not filled:
        return [slot.key for slot in slots]
    return [slot.key for slot in slots if slot.key not in filled | set(before)]


def waits_for(
    until: datetime | None, answered: datetime | None, found: datetime | None, at: datetime, *, pending: bool
) -> Wait | None:
    """What an application waits for at the instant `at`; None where for nothing.

    `until`: its term, where something was asked; `answered`: when the last answer was written down; `found`: when
    something was found for it last; `pending`: whether something is found to be clarified.
    """
    if until is None:
        return Wait.TO_ASK if pending else None
    if answered is not None:
        return Wait.FINDING if pending or found is None or answered > found else None
    if not pending:
        return None
    return Wait.ANSWER if may_answer(until, at) else Wait.FINDING
