"""What the pages on requests to work for an organisation share: the form of the answer, and doing what it says."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.acting import acting, whoever
from app.config import HOUSE_ZONE
from app.formats import instant, until_minute
from app.forms import Form, choices, without_carriage_returns
from app.refusals import refusals_to
from app.words import said_later as _l
from competition.application.work_requests import OpenRequest, decline_work, let_work
from competition.organisation.records import Standing

DECLINE = "decline"
LONGEST = 1000
LETS: Mapping[Standing, Any] = {
    Standing.READER: _l("Yes: reads applications, receipts and decisions, and changes nothing"),
    Standing.EDITOR: _l("Yes: writes applications and hands them in"),
    Standing.OWNER: _l("Yes: responsible for the organisation, also invites and removes people"),
}


class AnswerForm(Form):
    """Whether somebody may work for an organisation, and as what; where not, why."""

    answer = RadioField(_l("Your answer"), validators=[InputRequired(_l("Choose an answer."))])
    reason = TextAreaField(
        _l("Reason, where the answer is no"),
        description=_l("Whoever asked reads it."),
        validators=[Length(max=LONGEST)],
        filters=[without_carriage_returns],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """A no needs its reason."""
        if self.answer.data == DECLINE and not (field.data or "").strip():
            raise StopValidation(gettext("Write why the answer is no."))


def answer_form(*standings: Standing) -> AnswerForm:
    """The form with what may be answered: what somebody may be let do, or no."""
    form = AnswerForm()
    form.answer.choices = choices(
        *((one.value, words) for one, words in LETS.items() if one in standings), (DECLINE, _l("No"))
    )
    return form


def answer(form: AnswerForm, request_id: UUID) -> None:
    """Do what the form says; where that is refused, the form tells. Raises NotFound."""
    with refusals_to(form), acting(whoever()) as act:
        if form.answer.data == DECLINE:
            decline_work(act, request_id, form.reason.data or "")
        else:
            let_work(act, request_id, Standing(form.answer.data))


def said_of(asked: OpenRequest | None) -> dict[str, str]:
    """When it was asked, and until when it can be answered, in words; nothing where it does not wait any more."""
    if asked is None:
        return {}
    at = asked.asked_at.replace(second=0)
    return {"asked": instant(at, HOUSE_ZONE), "until": until_minute(asked.until, HOUSE_ZONE)}
