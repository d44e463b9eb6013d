"""What pages ask of organisers, organisations and people."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.organisation.records import WRITERS, Letterhead, Membership, Person, Staff, StaffRole


def person_by_email(session: Session, email: str) -> Person | None:
    """The person known by an e-mail address, or None."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def people_of(session: Session, organisation_id: UUID) -> list[Person]:
    """The people who work for an applicant organisation in the portal, by name: those whom its receipts reach."""
    people = select(Person).join(Membership, Membership.person_id == Person.id)
    return list(session.scalars(people.where(Membership.organisation_id == organisation_id).order_by(Person.name)))


def writers_of(session: Session, organisation_id: UUID) -> list[Person]:
    """Those of them who write its applications and hand them in, by name."""
    people = select(Person).join(Membership, Membership.person_id == Person.id)
    writing = people.where(Membership.organisation_id == organisation_id, Membership.standing.in_(WRITERS))
    return list(session.scalars(writing.order_by(Person.name)))


def has_letterhead(session: Session, organiser_id: UUID) -> bool:
    """Whether it is written down what the organiser's letters carry."""
    return session.scalar(select(Letterhead.organiser_id).where(Letterhead.organiser_id == organiser_id)) is not None


def others_with_role(session: Session, organiser_id: UUID, role: Staff, person_id: UUID) -> int:
    """How many other people have the role for an organiser."""
    others = (
        select(func.count())
        .select_from(StaffRole)
        .where(StaffRole.organiser_id == organiser_id, StaffRole.role == role, StaffRole.person_id != person_id)
    )
    return session.scalar(others) or 0
