"""What pages ask of organisers, organisations and people."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.organisation.records import Letterhead, Membership, Person


def person_by_email(session: Session, email: str) -> Person | None:
    """The person known by an e-mail address, or None."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def people_of(session: Session, organisation_id: UUID) -> list[Person]:
    """The people who work for an applicant organisation in the portal, by name: those whom its receipts reach."""
    people = select(Person).join(Membership, Membership.person_id == Person.id)
    return list(session.scalars(people.where(Membership.organisation_id == organisation_id).order_by(Person.name)))


def has_letterhead(session: Session, organiser_id: UUID) -> bool:
    """Whether it is written down what the organiser's letters carry."""
    return session.scalar(select(Letterhead.organiser_id).where(Letterhead.organiser_id == organiser_id)) is not None
