"""What the administrator does: roles given and taken away, organisers renamed. Who may, is asked at the door."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select

from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from competition.organisation.operations import NameMissing, give_role
from competition.organisation.records import Organiser, Person, Staff, StaffRole


class OwnRoles(Refusal):
    """Nobody changes their own roles, nor locks their own account."""

    code = "own-roles"


class RoleKnown(Refusal):
    """The person has this role already."""

    code = "role-known"


class LastAdministrator(Refusal):
    """Without an administrator nobody could give roles any more."""

    code = "last-administrator"


class AccountMissing(Refusal):
    """The person has no account, which is the site's to keep."""

    code = "account-missing"


@dataclass(frozen=True, slots=True)
class Office:
    """How an organiser is called and reached."""

    name: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None


def appoint(act: Act, person_id: UUID, role: Staff, organiser_id: UUID | None) -> StaffRole:
    """Give a person a role that they do not have. Raises NotFound, OwnRoles, RoleKnown, OrganiserMissing."""
    require_other(act, person_id)
    person = act.lock(Person, person_id)  # two clicks at once come one after the other
    has = (
        StaffRole.person_id == person.id,
        StaffRole.role == role,
        StaffRole.organiser_id.is_not_distinct_from(organiser_id),
    )
    if act.session.scalar(select(StaffRole.id).where(*has)):
        raise RoleKnown(role=role)
    if organiser_id is not None:
        act.get(Organiser, organiser_id)
    return give_role(act, person.id, role, organiser_id)


def dismiss(act: Act, person_id: UUID, role_id: UUID) -> None:
    """Take a role away. Raises NotFound, OwnRoles, LastAdministrator."""
    require_other(act, person_id)
    if act.get(StaffRole, role_id).role is Staff.ADMINISTRATOR:
        require_another_administrator(act, person_id)  # locks all in one order: two at once would wait for each other
    role = act.lock(StaffRole, role_id)
    if role.person_id != person_id:
        raise NotFound(what="staff_role", key=role_id)
    act.note("role.taken", f"person:{person_id}", role=role.role, organiser=role.organiser_id)
    act.session.delete(role)
    act.session.flush()  # what forbids it speaks here, not at the commit


def require_other(act: Act, person_id: UUID) -> None:
    """Raise OwnRoles where somebody acts upon themselves."""
    if act.actor.person_id == person_id:
        raise OwnRoles


def require_another_administrator(act: Act, person_id: UUID) -> None:
    """Raise LastAdministrator where nobody but this person administers; locks who does."""
    administrators = select(StaffRole).where(StaffRole.role == Staff.ADMINISTRATOR).order_by(StaffRole.id)
    if all(one.person_id == person_id for one in act.session.scalars(administrators.with_for_update())):
        raise LastAdministrator


def change_organiser(act: Act, organiser_id: UUID, office: Office) -> Organiser:
    """Write down how an organiser is called and reached from now on. Raises NotFound, NameMissing.

    What was published and sent keeps the name that it had.
    """
    organiser = act.lock(Organiser, organiser_id)
    if not office.name.strip():
        raise NameMissing
    told = {name: (value or "").strip() or None for name, value in asdict(office).items()}
    changed = [name for name, value in told.items() if getattr(organiser, name) != value]
    for name in changed:
        setattr(organiser, name, told[name])
    act.note("organiser.changed", organiser, changed=changed, name=organiser.name)
    return organiser
