"""Who is who in the demonstration. Organisations, people and addresses are invented."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.accounts.operations import create_account
from competition.foundation.act import Act, Actor
from competition.organisation.details import Details, details_of, write_details
from competition.organisation.operations import Applicant, create_person, find_or_make, give_role, join
from competition.organisation.records import Organiser, Person, SigningGround, Staff, Standing

PIEMERS = Applicant("Biedrība „Piemērs”", "40008999014")
OTRS = Applicant("Biedrība „Otrs piemērs”", "40008999029")
TRESAIS = Applicant("Biedrība „Trešais piemērs”", "40008999033")
CETURTAIS = Applicant("Biedrība „Ceturtais piemērs”", "40008999048")
PIEKTAIS = Applicant("Nodibinājums „Piektais piemērs”", "40008999052")
SESTAIS = Applicant("Biedrība „Sestais piemērs”", "40008999067")


DETAILS = Details(
    address="Parauga iela 1, Liepāja, LV-3401",
    email="ngo@example.org",
    phone="+371 6000 0010",
    account="LV80BANK0000435195001",
    signatory_name="Anna Paraudziņa",
    signatory_post="valdes priekšsēdētāja",
    signatory_ground=SigningGround.STATUTES,
)
"""What the first of them has written of itself."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One account of the demonstration, and what `make run` prints beside it."""

    email: str
    name: str
    who: str


GUESTS = (
    Guest("ngo@example.org", "Anna Paraudziņa", "NGO: biedrība “Piemērs”"),
    Guest("ngo2@example.org", "Otto Paraugs", "NGO: biedrība “Otrs piemērs”"),
    Guest("reader@example.org", "Rita Paraudziņa", "NGO: only reads what “Otrs piemērs” writes"),
    Guest("new@example.org", "Nora Paraudziņa", "somebody who has asked to work for two NGOs"),
    Guest("member@example.org", "1. loceklis", "committee member"),
    Guest("member2@example.org", "2. loceklis", "committee member, in conflict with “Otrs piemērs”"),
    Guest("member3@example.org", "3. loceklis", "committee member"),
    Guest("chair@example.org", "Priekšsēdētāja Paraudziņa", "chair of the committees"),
    Guest("secretary@example.org", "Sekretārs Paraugs", "secretary of the committees"),
    Guest("coordinator@example.org", "Koordinatore Paraudziņa", "coordinator of Liepāja"),
    Guest("coordinator2@example.org", "Koordinators Paraugs", "coordinator of the second organiser"),
    Guest("auditor@example.org", "Auditore Paraudziņa", "auditor of Liepāja"),
    Guest("admin@example.org", "Administrators Paraugs", "administrator of the installation"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The keys of the demonstration's people, by the name before the @, and of its two NGOs."""

    people: dict[str, UUID]
    organisations: dict[str, UUID]

    def actor(self, name: str) -> Actor:
        """Whoever has this name, as one who acts."""
        return Actor(self.people[name])


def seat_cast(act: Act, password: str, first: Organiser, second: Organiser) -> Cast:
    """Make the people of the demonstration known, with accounts and roles; those who are known stay as they are."""
    people = {guest.email.split("@")[0]: _person(act, guest, password) for guest in GUESTS}
    roles = (
        ("coordinator", Staff.COORDINATOR, first.id),
        ("coordinator2", Staff.COORDINATOR, second.id),
        ("auditor", Staff.AUDITOR, first.id),
        ("admin", Staff.ADMINISTRATOR, None),
    )
    for name, role, organiser_id in roles:
        if not people[name].roles:
            give_role(act, people[name].id, role, organiser_id)
    organisations = {}
    for name, applicant in (("ngo", PIEMERS), ("ngo2", OTRS)):
        organisations[name] = find_or_make(act, applicant).id
        _join(act, people[name], organisations[name], Standing.OWNER)
    _join(act, people["reader"], organisations["ngo2"], Standing.READER)
    if details_of(act.session, organisations["ngo"]) is None:
        write_details(act, organisations["ngo"], DETAILS)
    return Cast({name: person.id for name, person in people.items()}, organisations)


def _join(act: Act, person: Person, organisation_id: UUID, standing: Standing) -> None:
    if not person.memberships:
        join(act, person.id, organisation_id, standing)


def _person(act: Act, guest: Guest, password: str) -> Person:
    found = act.session.scalar(select(Person).where(Person.email == guest.email))
    if found:
        return found
    person = create_person(act, guest.email, guest.name)
    create_account(act.session, person, password)
    act.note("account.created", f"person:{person.id}")
    return person
