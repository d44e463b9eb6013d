"""What messages about accounts name: links with their time, and where to go on."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from app.config import HOUSE_ZONE
from app.formats import instant, until_minute
from app.languages import said_plainly
from app.offers import offer_of
from app.tokens import Opens, token_of
from competition.foundation.outbox import OutboxMessage
from competition.organisation.entry_records import Invitation, InvitedTo, MailedLink

Words = dict[str, Any]
Teller = Callable[[Session, OutboxMessage, str], Words]


def _of_link(path: str) -> Teller:
    """The words of a message with a link to a page under `path`."""

    def tell(session: Session, waiting: OutboxMessage, base: str) -> Words:
        link = session.get_one(MailedLink, UUID(str(waiting.facts["link"])))
        return {
            "page": f"{base}/{path}/{token_of(link.id, Opens.LINK)}",
            "works": until_minute(link.until, HOUSE_ZONE),
        }

    return tell


def _of_ways(_session: Session, waiting: OutboxMessage, base: str) -> Words:
    """The pages where somebody signs in, takes a new password and registers; and when it happened."""
    return {
        "sign_in": f"{base}/sign-in",
        "forgot": f"{base}/forgot",
        "register": f"{base}/register",
        "happened": instant(waiting.written_at.replace(second=0), HOUSE_ZONE),
    }


def _of_new_address(session: Session, waiting: OutboxMessage, base: str) -> Words:
    link = session.get_one(MailedLink, UUID(str(waiting.facts["link"])))
    return {"email": link.email, **_of_ways(session, waiting, base)}


def _of_invitation(session: Session, waiting: OutboxMessage, base: str) -> Words:
    invitation = session.get_one(Invitation, UUID(str(waiting.facts["invitation"])))
    offer = offer_of(session, invitation)
    return {
        "offer": offer,
        "organiser": offer.organiser,
        "contact": offer.contact,
        "second_step": offer.purpose != InvitedTo.MEMBERSHIP and current_app.config["KONKURSS_CODES_REQUIRED"],
        "of": said_plainly(offer.of, invitation.language) if isinstance(offer.of, Mapping) else offer.of,
        "page": f"{base}/invitations/{token_of(invitation.id, Opens.INVITATION)}",
        "works": until_minute(invitation.until, HOUSE_ZONE),
    }


OF_ACCOUNTS: Mapping[str, Teller] = {
    "confirm": _of_link("register"),
    "account-known": _of_ways,
    "recover": _of_link("forgot"),
    "recover-unknown": _of_ways,
    "password-changed": _of_ways,
    "codes-on": _of_ways,
    "codes-off": _of_ways,
    "app-off": _of_ways,
    "passkey-added": _of_ways,
    "passkey-removed": _of_ways,
    "recovery-code-used": _of_ways,
    "address": _of_link("account/email"),
    "address-taken": _of_ways,
    "address-asked": _of_ways,
    "address-changed": _of_new_address,
    "invitation": _of_invitation,
}
