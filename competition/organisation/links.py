"""Links by e-mail: one is made, opened once within its time, and then no more.

What a link does when it is opened is done by whoever opens it, in the same act (the site's accounts).
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.entry_records import LinkPurpose, MailedLink

LASTS = {
    LinkPurpose.CONFIRM: timedelta(days=1),
    LinkPurpose.RECOVER: timedelta(hours=1),
    LinkPurpose.ADDRESS: timedelta(days=1),
}
KEPT = timedelta(days=30)
"""How long a link that is over is kept, so that whoever opens it is told so and can ask for another."""


class LinkUnknown(Refusal):
    """There is no such link: cut off by the mail program, or forgotten."""

    code = "link-unknown"


class LinkUsed(Refusal):
    """The link was used before."""

    code = "link-used"


class LinkOver(Refusal):
    """The link's time is over, or what it was for was done through another."""

    code = "link-over"


def make_link(act: Act, link: MailedLink) -> MailedLink:
    """Keep a new link from now until its time is over. Others to the same address stay good: whoever asks for links to
    an address that is not theirs ends nobody's."""
    act.session.execute(delete(MailedLink).where(MailedLink.until < act.at - KEPT))
    link.made_at, link.until = act.at, act.at + LASTS[link.purpose]
    act.add(link)
    act.note("account.link-made", link, details={"email": link.email}, purpose=link.purpose)
    return link


def end_links(act: Act, person_id: UUID, purpose: LinkPurpose) -> None:
    """Let nobody open the links of this kind that went out for a person."""
    open_ones = select(MailedLink).where(
        MailedLink.person_id == person_id, MailedLink.purpose == purpose, MailedLink.used_at.is_(None)
    )
    for link in act.session.scalars(open_ones):
        link.until = link.made_at


def read_link(session: Session, key: UUID | None, purpose: LinkPurpose, at: datetime) -> MailedLink:
    """The link that can be used now. Raises LinkUnknown, LinkUsed, LinkOver."""
    link = session.get(MailedLink, key) if key else None
    return _usable(link, purpose, at)


def use_link(act: Act, key: UUID | None, purpose: LinkPurpose) -> MailedLink:
    """The link, used from now on. Raises LinkUnknown, LinkUsed, LinkOver."""
    if key is None or act.session.get(MailedLink, key) is None:
        raise LinkUnknown
    link = _usable(act.lock(MailedLink, key), purpose, act.at)
    link.used_at = act.at
    return link


def past_link(session: Session, key: UUID | None, purpose: LinkPurpose) -> MailedLink | None:
    """A link that was not used, in time or not: another can be sent in its place."""
    link = session.get(MailedLink, key) if key else None
    return link if link is not None and link.purpose == purpose and link.used_at is None else None


def _usable(link: MailedLink | None, purpose: LinkPurpose, at: datetime) -> MailedLink:
    if link is None or link.purpose != purpose:
        raise LinkUnknown
    if link.used_at is not None:
        raise LinkUsed
    if at >= link.until:
        raise LinkOver
    return link
