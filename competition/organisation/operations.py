"""Making organisers, people and applicant organisations known, and giving people their roles."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.names import SLUG, fold
from competition.organisation.records import (
    Membership,
    Organisation,
    Organiser,
    Person,
    Spelling,
    Staff,
    StaffRole,
    Standing,
)
from competition.organisation.registration_number import is_registration_number


class SlugTaken(Refusal):
    """Something else has this slug."""

    code = "slug-taken"


class SlugMalformed(Refusal):
    """A slug is 1 to 64 small letters, digits and hyphens."""

    code = "slug-malformed"


class AddressTaken(Refusal):
    """A person with this e-mail address is known already."""

    code = "address-taken"


class NameMissing(Refusal):
    """A name is needed."""

    code = "name-missing"


class OrganiserMissing(Refusal):
    """This role belongs to an organiser; the administrator's to none."""

    code = "organiser-missing"


class RegistrationNumberWrong(Refusal):
    """A registration number has eleven digits, the last of which checks the others."""

    code = "registration-number-wrong"


class OrganisationKnown(Refusal):
    """The organisation with this registration number is in the portal already: its people invite others."""

    code = "organisation-known"


@dataclass(frozen=True, slots=True)
class Applicant:
    """An applicant organisation as somebody names it."""

    name: str
    registration_number: str | None = None
    spellings: tuple[str, ...] = ()


def create_organiser(act: Act, slug: str, name: str) -> Organiser:
    """Make a municipality known. Raises SlugMalformed, SlugTaken, NameMissing."""
    if not SLUG.fullmatch(slug):
        raise SlugMalformed(slug=slug)
    if not name.strip():
        raise NameMissing
    if act.session.scalar(select(Organiser.id).where(Organiser.slug == slug)):
        raise SlugTaken(slug=slug)
    organiser = act.add(Organiser(id=act.key(), slug=slug, name=name.strip(), created_at=act.at))
    act.note("organiser.created", organiser, slug=slug, name=organiser.name)
    return organiser


def create_person(act: Act, email: str, name: str, language: str = "lv") -> Person:
    """Make a person known by their e-mail address. Raises AddressTaken, NameMissing."""
    address = email.strip().lower()
    if not name.strip():
        raise NameMissing
    if act.session.scalar(select(Person.id).where(Person.email == address)):
        raise AddressTaken(email=address)
    person = act.add(Person(email=address, name=name.strip(), language=language, created_at=act.at))
    act.note("person.created", person, details={"email": address, "name": person.name})
    return person


def give_role(act: Act, person_id: UUID, role: Staff, organiser_id: UUID | None) -> StaffRole:
    """Give a person a role with an organiser; the administrator's has none. Raises OrganiserMissing."""
    if (role == Staff.ADMINISTRATOR) != (organiser_id is None):
        raise OrganiserMissing(role=role)
    given = act.add(StaffRole(id=act.key(), person_id=person_id, role=role, organiser_id=organiser_id))
    act.note("role.given", f"person:{person_id}", role=role, organiser=organiser_id)
    return given


def join(act: Act, person_id: UUID, organisation_id: UUID, standing: Standing) -> Membership:
    """Note that a person works for an applicant organisation."""
    membership = act.add(Membership(person_id=person_id, organisation_id=organisation_id, standing=standing))
    act.note("membership.given", f"organisation:{organisation_id}", person=person_id, standing=standing)
    return membership


def name_own_organisation(act: Act, person_id: UUID, applicant: Applicant) -> Organisation:
    """A new organisation, for which the person who names it is responsible.

    Names and numbers are public: nobody comes to an organisation that is known already by knowing them. What is known
    by its name alone stays apart, for the same reason. Raises NameMissing, RegistrationNumberWrong, OrganisationKnown.
    """
    if not applicant.name.strip():
        raise NameMissing
    if not is_registration_number(applicant.registration_number or ""):
        raise RegistrationNumberWrong(number=applicant.registration_number)
    made = Organisation(
        id=act.key(),
        name=applicant.name.strip(),
        registration_number=applicant.registration_number,
        created_at=act.at,
        spellings=[],
    )
    try:
        with act.session.begin_nested():
            act.add(made)
    except IntegrityError:
        raise OrganisationKnown(number=applicant.registration_number) from None
    _learn(act, made, (made.name,))
    act.note("organisation.created", made, name=made.name, registration_number=made.registration_number)
    join(act, person_id, made.id, Standing.OWNER)
    return made


def find_or_make(act: Act, applicant: Applicant) -> Organisation:
    """The organisation that is meant: by its registration number, else by its name or a known spelling of it.

    A name that belongs to an organisation with another number means another organisation.
    """
    known = _by_number(act, applicant) or _numbered(act, _by_name(act, applicant), applicant) or _make(act, applicant)
    _learn(act, known, (applicant.name, *applicant.spellings))
    return known


def other_with_number(act: Act, applicant: Applicant) -> Organisation | None:
    """The organisation that has the applicant's registration number and is not known by the applicant's name, or None:
    then the number is mistyped, or the organisation goes by a name that is new to the portal."""
    known = _by_number(act, applicant)
    if known is None or fold(applicant.name) == fold(known.name):
        return None
    spelled = select(Spelling.id).where(Spelling.organisation_id == known.id, Spelling.folded == fold(applicant.name))
    return None if act.session.scalar(spelled) else known


def _numbered(act: Act, known: Organisation | None, applicant: Applicant) -> Organisation | None:
    """The organisation known by its name, now with its number; None where somebody else gave it another meanwhile."""
    if known is None or not applicant.registration_number:
        return known
    known = act.lock(Organisation, known.id)
    if known.registration_number is None:
        known.registration_number = applicant.registration_number
        act.note("organisation.numbered", known, registration_number=applicant.registration_number)
    return known if known.registration_number == applicant.registration_number else None


def _make(act: Act, applicant: Applicant) -> Organisation:
    """A new organisation; where somebody else made it known at the same moment, theirs."""
    made = Organisation(
        name=applicant.name, registration_number=applicant.registration_number, created_at=act.at, spellings=[]
    )
    try:
        with act.session.begin_nested():
            act.add(made)
    except IntegrityError:
        theirs = _by_number(act, applicant)
        if theirs is None:
            raise
        return theirs
    act.note("organisation.created", made, name=made.name, registration_number=made.registration_number)
    return made


def _by_number(act: Act, applicant: Applicant) -> Organisation | None:
    if not applicant.registration_number:
        return None
    return act.session.scalar(
        select(Organisation).where(Organisation.registration_number == applicant.registration_number)
    )


def _by_name(act: Act, applicant: Applicant) -> Organisation | None:
    folded = {fold(name) for name in (applicant.name, *applicant.spellings)}
    candidates = act.session.scalars(
        select(Organisation)
        .join(Spelling)
        .where(Spelling.folded.in_(folded))
        .order_by(Organisation.registration_number.is_(None).desc(), Organisation.id)
    ).all()
    if applicant.registration_number:
        candidates = [one for one in candidates if one.registration_number is None]
    return candidates[0] if candidates else None


def _learn(act: Act, organisation: Organisation, names: Iterable[str]) -> None:
    known = set(act.session.scalars(select(Spelling.folded).where(Spelling.organisation_id == organisation.id)))
    for folded in {fold(name): None for name in names}:
        if folded not in known:
            with suppress(IntegrityError), act.session.begin_nested():  # somebody else may teach it at this moment
                act.add(Spelling(organisation_id=organisation.id, folded=folded))
