"""What pages ask of organisers, organisations and people."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.organisation.records import Letterhead, Person


def person_by_email(session: Session, email: str) -> Person | None:
    """The person known by an e-mail address, or None."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def has_letterhead(session: Session, organiser_id: UUID) -> bool:
    """Whether it is written down what the organiser's letters carry."""
    return session.scalar(select(Letterhead.organiser_id).where(Letterhead.organiser_id == organiser_id)) is not None
