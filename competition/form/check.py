"""May we apply? What the check before an application says: yes, no with every reason, or what to do first.

It forbids nothing, and nothing that is answered is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competition.call.period import Window
from competition.form.answers import Unfit, day_in, period_in, unfit
from competition.form.definition import Basis, CheckAnswer, CheckQuestion, Says
from competition.form.questions import FROM, UNTIL, Words


@dataclass(frozen=True, slots=True)
class Finding:
    """Why it is not yes: of which question, and the answer that was chosen.

    Of the project's days there is no answer: `unfit` says why they do not fit, None that they are not chosen yet.
    """

    question: CheckQuestion
    answer: CheckAnswer | None = None
    unfit: Unfit | None = None

    @property
    def says(self) -> Says:
        """What it says. Days that do not fit are to be done first; those not chosen yet stand against nothing."""
        if self.answer:
            return self.answer.says
        return Says.FIRST if self.unfit else Says.YES

    @property
    def reason(self) -> Words | None:
        """Why not, or what to do, in the form's words; None where the days speak for themselves."""
        return self.answer.reason if self.answer else None

    @property
    def basis(self) -> Basis:
        """By what it says so."""
        return self.answer.basis if self.answer else self.question.basis


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check says of everything that was answered, with the reasons in its order."""

    findings: tuple[Finding, ...] = ()

    @property
    def says(self) -> Says:
        """No where anything says no; else first where anything is to be done; else yes."""
        said = {one.says for one in self.findings}
        return next((word for word in (Says.NO, Says.FIRST) if word in said), Says.YES)

    def of(self, word: Says) -> list[Finding]:
        """The findings that say so; of what is to be done, also that the project's days are not chosen yet."""
        words = {word, Says.YES} if word is Says.FIRST else {word}
        return [one for one in self.findings if one.says in words]


def asked_in(check: Iterable[CheckQuestion], window: Window | None) -> tuple[CheckQuestion, ...]:
    """The questions that a call asks: the project's days only where it says when projects run."""
    return tuple(one for one in check if window is not None or not one.days)


def unanswered(check: Iterable[CheckQuestion], given: Mapping[str, str]) -> dict[str, Unfit]:
    """What must be answered otherwise before anything can be said, by the key of the question or of the day.

    `given`: the key of the chosen answer by its question's, and the days (ISO) by theirs; those may be left empty.
    """
    found: dict[str, Unfit] = {}
    for question in check:
        if question.days:
            found |= _wrong_days(given)
        elif _chosen(question, given) is None:
            found[question.key] = Unfit.NOT_A_CHOICE
    return found


def judge(check: Iterable[CheckQuestion], given: Mapping[str, str], window: Window | None) -> Outcome:
    """What the check says. Given answers as `unanswered` takes them, which finds nothing wrong with them."""
    findings = (_of_days(one, given, window) if one.days else _of_answer(one, given) for one in check)
    return Outcome(tuple(one for one in findings if one is not None))


def _chosen(question: CheckQuestion, given: Mapping[str, str]) -> CheckAnswer | None:
    return next((one for one in question.answers if one.key == given.get(question.key)), None)


def _of_answer(question: CheckQuestion, given: Mapping[str, str]) -> Finding | None:
    answer = _chosen(question, given)
    return None if answer is None or answer.says is Says.YES else Finding(question, answer)


def _of_days(question: CheckQuestion, given: Mapping[str, str], window: Window | None) -> Finding | None:
    """The first thing that does not fit of the days; that they are not chosen yet only where nothing else is wrong."""
    reasons = (unfit(day, given.get(day.key, ""), given, window) for day in question.days)
    why = next(filter(None, reasons), None)
    return Finding(question, unfit=why) if why or period_in(given) is None else None


def _wrong_days(given: Mapping[str, str]) -> dict[str, Unfit]:
    """The days that are none, or stand the wrong way round: slips, of which nothing can be said."""
    wrong = {key: Unfit.NOT_A_DAY for key in (FROM, UNTIL) if _is_no_day(given.get(key, ""))}
    both = None if wrong else period_in(given)
    return {UNTIL: Unfit.ENDS_BEFORE_IT_BEGINS} if both and both[1] < both[0] else wrong


def _is_no_day(text: str) -> bool:
    return bool(text.strip()) and day_in(text) is None
