"""What an applicant organisation keeps of itself: where it is reached and paid, and who signs for it."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.account_number import compact, is_account_number
from competition.organisation.letterhead import TelephoneWrong
from competition.organisation.records import Organisation, OrganisationDetails, SigningGround
from competition.organisation.telephone import is_telephone


class AccountNumberWrong(Refusal):
    """A bank account is told by its IBAN, whose check digits fit the others."""

    code = "account-number-wrong"


class SignatoryIncomplete(Refusal):
    """Whoever signs has a name, a post and a ground."""

    code = "signatory-incomplete"


@dataclass(frozen=True, slots=True)
class Details:
    """The details as somebody writes them; each may be left out, but whoever signs is told whole."""

    address: str | None = None
    post_address: str | None = None
    email: str | None = None
    phone: str | None = None
    account: str | None = None
    signatory_name: str | None = None
    signatory_post: str | None = None
    signatory_ground: SigningGround | None = None


def details_of(session: Session, organisation_id: UUID) -> OrganisationDetails | None:
    """What an organisation has written of itself; None where it has written nothing yet."""
    return session.get(OrganisationDetails, organisation_id)


def write_details(act: Act, organisation_id: UUID, details: Details) -> OrganisationDetails:
    """Set an organisation's details from now on; applications keep what stands in them.

    The event names what was changed, not what stands there. Raises NotFound, AccountNumberWrong, TelephoneWrong,
    SignatoryIncomplete.
    """
    organisation = act.lock(Organisation, organisation_id)
    told = _checked({name: _kept(value) for name, value in asdict(details).items()})
    kept = act.session.get(OrganisationDetails, organisation.id, populate_existing=True)
    kept = kept or OrganisationDetails(organisation_id=organisation.id)
    changed = sorted(name for name, value in told.items() if getattr(kept, name) != value)
    for name, value in told.items():
        setattr(kept, name, value)
    kept.changed_at = act.at
    act.add(kept)
    act.note("organisation.details-written", organisation, changed=changed)
    return kept


def _kept(value: str | None) -> str | None:
    """What was typed without the spaces around it; a ground is a word of ours."""
    return value if isinstance(value, SigningGround) else (value or "").strip() or None


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    account, phone = told["account"], told["phone"]
    if account and not is_account_number(account):
        raise AccountNumberWrong(account=account)
    if phone and not is_telephone(phone):
        raise TelephoneWrong(phone=phone)
    if len({told[name] is None for name in ("signatory_name", "signatory_post", "signatory_ground")}) > 1:
        raise SignatoryIncomplete
    return told | {"account": compact(account) if account else None}
