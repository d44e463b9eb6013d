"""May we apply? The check before an application. What is answered stands in the address, and is never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from app.applicant.words import UNFIT
from app.check_form import check_form, field_for, given_in, is_answered
from app.forms import OfAnyField
from app.languages import said
from app.project_days import days_to_choose, days_unfit
from app.words import said_later as _l
from competition.call.period import Window
from competition.call.queries import window_of
from competition.call.records import Call, EligibilityCriterion
from competition.form.answers import day_in
from competition.form.check import Finding, judge, unanswered
from competition.form.definition import CheckQuestion, Says
from competition.form.questions import FROM, Words

HEADINGS = {
    Says.YES: _l("Yes, you may apply"),
    Says.NO: _l("No, you may not apply in this way"),
    Says.FIRST: _l("Something has to be done first"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is not yes, and by what; the criterion is the call's own."""

    why: Any
    paragraph: Words | None
    criterion: EligibilityCriterion | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The check on its page: its questions with what was answered; and what it `says`, where it can."""

    questions: Sequence[CheckQuestion]
    form: BaseForm
    says: Says | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def heading(self) -> str:
        """What it says in a few words; before it can, what it asks."""
        return str(HEADINGS[self.says]) if self.says else gettext("May we apply?")


def checked(call: Call, check: Sequence[CheckQuestion], typed: MultiDict[str, str]) -> Checked:
    """What the check of a call says of what stands in the address; mistakes are told beside their fields."""
    window = window_of(call)
    form = check_form(check, window, typed)
    if not is_answered(check, typed):
        return Checked(check, form)
    given = given_in(form, check)
    wrong = unanswered(check, given)
    for key, why in wrong.items():
        field_for(form, check, key).errors = [OfAnyField(UNFIT[why])]
    if wrong:
        return Checked(check, form)
    outcome = judge(check, given, window)
    criteria = {one.code: one for one in call.eligibility_criteria}
    reasons = (
        Reason(
            said(one.reason) if one.reason else _days_words(one, given.get(FROM, ""), window),
            one.basis.paragraph,
            criteria.get(one.basis.criterion or ""),
        )
        for one in outcome.of(outcome.says)
    )
    return Checked(check, form, outcome.says, tuple(reasons))


def _days_words(finding: Finding, first: str, window: Window | None) -> str:
    """What is to be done about the project's days."""
    assert window is not None
    return days_unfit(window, day_in(first), finding.unfit) if finding.unfit else days_to_choose(window)
