"""Who works for an organisation as what: changed and ended by those who are responsible for it, of whom one stays."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from competition.organisation.records import Membership, Organisation, Standing


class NotOwner(Refusal):
    """Only the responsible people of an organisation invite, change and remove others."""

    code = "not-owner"


class LastOwner(Refusal):
    """An organisation keeps somebody who is responsible for it."""

    code = "last-owner"


def change_standing(act: Act, organisation_id: UUID, person_id: UUID, standing: Standing) -> None:
    """Let a person do more or less for an organisation from now on. Raises NotFound, NotOwner, LastOwner."""
    organisation, membership = _held(act, organisation_id, person_id)
    if standing is not Standing.OWNER:
        _require_another_owner(act, membership)
    before, membership.standing = membership.standing, standing
    act.note("membership.changed", organisation, person=person_id, before=before, standing=standing)


def remove_member(act: Act, organisation_id: UUID, person_id: UUID) -> None:
    """Let a person work for an organisation no more. Raises NotFound, NotOwner, LastOwner."""
    organisation, membership = _held(act, organisation_id, person_id)
    _require_another_owner(act, membership)
    act.session.delete(membership)
    act.note("membership.taken", organisation, person=person_id)


def require_owner(act: Act, organisation_id: UUID) -> None:
    """Whoever acts is responsible for the organisation, or the system. Who has nothing to do with it finds nothing.

    Raises NotFound, NotOwner.
    """
    if act.actor.person_id is None:
        return
    own = membership_of(act.session, act.actor.person_id, organisation_id)
    if own is None:
        raise NotFound(what="organisation", key=organisation_id)
    if own.standing != Standing.OWNER:
        raise NotOwner


def membership_of(session: Session, person_id: UUID, organisation_id: UUID) -> Membership | None:
    """That a person works for an organisation; None where they do not."""
    found = select(Membership).where(Membership.person_id == person_id, Membership.organisation_id == organisation_id)
    return session.scalar(found.execution_options(populate_existing=True))


def _held(act: Act, organisation_id: UUID, person_id: UUID) -> tuple[Organisation, Membership]:
    """The organisation, locked, and the person's membership in it, for an owner to change."""
    organisation = act.lock(Organisation, organisation_id)
    require_owner(act, organisation.id)
    membership = membership_of(act.session, person_id, organisation.id)
    if membership is None:
        raise NotFound(what="person", key=person_id)
    return organisation, membership


def _require_another_owner(act: Act, membership: Membership) -> None:
    owners = select(Membership.id).where(
        Membership.organisation_id == membership.organisation_id, Membership.standing == Standing.OWNER
    )
    if set(act.session.scalars(owners)) == {membership.id}:
        raise LastOwner
