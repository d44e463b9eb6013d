"""What the administrator's pages ask of people: rows of a list, and one person with everything that they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.admin.accounts import account_state
from app.second_step import ACCOUNTS, has_second_step
from competition.call.records import Call
from competition.foundation.errors import NotFound
from competition.organisation.records import Membership, Organisation, Organiser, Person, Staff, StaffRole, Standing
from scoring.committee.records import CommitteeMember
from scoring.committee.seats import Seat

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list; `open` is None where they have no account."""

    id: UUID
    name: str
    email: str
    open: bool | None
    roles: list[Staff]


@dataclass(frozen=True, slots=True)
class People:
    """A page of people, and how many there are in all."""

    rows: list[PersonRow]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // PER_PAGE))


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a person has, by its key, and with which organiser."""

    id: UUID
    role: Staff
    organiser: str | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A person with everything that they are in the portal."""

    person: Person
    open: bool | None
    codes: bool
    roles: list[Role]
    seats: list[tuple[Seat, Mapping[str, str]]]
    memberships: list[tuple[Standing, str]]


def people_found(session: Session, text: str, role: Staff | None, page: int) -> People:
    """The people whose name or address holds a text, with a role where one is named. Three queries."""
    conditions = _looked_for(text, role)
    count = session.scalar(select(func.count()).select_from(Person).where(*conditions)) or 0
    page = min(max(page, 1), max(1, -(-count // PER_PAGE)))
    rows = session.execute(
        select(Person.id, Person.name, Person.email, ACCOUNTS.c.active)
        .outerjoin(ACCOUNTS, ACCOUNTS.c.person_id == Person.id)
        .where(*conditions)
        .order_by(Person.name, Person.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    roles: dict[UUID, list[Staff]] = {}
    asked = select(StaffRole.person_id, StaffRole.role).where(StaffRole.person_id.in_([row.id for row in rows]))
    for key, one in session.execute(asked.distinct().order_by(StaffRole.role)):
        roles.setdefault(key, []).append(one)
    found = [PersonRow(row.id, row.name, row.email, row.active, roles.get(row.id, [])) for row in rows]
    return People(found, count, page)


def _looked_for(text: str, role: Staff | None) -> list[ColumnElement[bool]]:
    said = [or_(Person.name.icontains(text, autoescape=True), Person.email.icontains(text, autoescape=True))]
    having = [Person.id.in_(select(StaffRole.person_id).where(StaffRole.role == role))]
    return (said if text else []) + (having if role else [])


def whole_person(session: Session, person_id: UUID) -> Whole:
    """One person. Raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(what="person", key=person_id)
    roles: Any = session.execute(
        select(StaffRole.id, StaffRole.role, Organiser.name)
        .outerjoin(Organiser, Organiser.id == StaffRole.organiser_id)
        .where(StaffRole.person_id == person_id)
        .order_by(StaffRole.role, Organiser.name)
    )
    seats: Any = session.execute(
        select(CommitteeMember.seat, Call.title)
        .join(Call, Call.id == CommitteeMember.call_id)
        .where(CommitteeMember.person_id == person_id)
        .order_by(Call.opens_at.desc(), Call.slug)
    )
    memberships: Any = session.execute(
        select(Membership.standing, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == person_id)
        .order_by(Organisation.name)
    )
    return Whole(
        person,
        account_state(session, person_id),
        has_second_step(session, person_id),
        [Role(*row) for row in roles],
        [(seat, title) for seat, title in seats],
        [(standing, name) for standing, name in memberships],
    )


def all_organisers(session: Session) -> list[Organiser]:
    """Every organiser, by their names."""
    return list(session.scalars(select(Organiser).order_by(Organiser.name, Organiser.id)))
