"""What an application begins with: the details that its organisation keeps, where the form asks for them."""

from collections.abc import Mapping

from competition.form.answers import unfit
from competition.form.definition import Definition
from competition.form.questions import ACCOUNT, ADDRESS, EMAIL, PHONE, SIGNATORY, Kind
from competition.organisation.account_number import grouped
from competition.organisation.records import OrganisationDetails

ASKED: Mapping[str, Kind] = {
    ADDRESS: Kind.LINE,
    EMAIL: Kind.EMAIL,
    PHONE: Kind.TELEPHONE,
    ACCOUNT: Kind.IBAN,
    SIGNATORY: Kind.LINE,
}
"""The questions that the details answer, and the kind that they must be of for that."""


def answers_from(details: OrganisationDetails | None, form: Definition) -> dict[str, str]:
    """The answers that the details give to questions of the form, by their keys; none that would not fit."""
    if details is None:
        return {}
    told = {
        ADDRESS: details.post_address or details.address,
        EMAIL: details.email,
        PHONE: details.phone,
        ACCOUNT: grouped(details.account) if details.account else None,
        SIGNATORY: f"{details.signatory_name}, {details.signatory_post}" if details.signatory_name else None,
    }
    return {
        one.key: text
        for one in form.questions
        if ASKED.get(one.key) is one.kind and (text := told[one.key]) and unfit(one, text, {}) is None
    }
