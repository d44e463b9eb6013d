"""Making organisers, people and applicant organisations known, and giving people their roles."""

import pytest
from sqlalchemy import select

from competition.foundation import audit
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import (
    AddressTaken,
    Applicant,
    NameMissing,
    OrganiserMissing,
    SlugMalformed,
    SlugTaken,
    create_organiser,
    create_person,
    find_or_make,
    give_role,
    join,
)
from competition.organisation.records import Membership, Organisation, Spelling, Staff, StaffRole, Standing
from tests.builders import PUBLISHED, a_person, an_organisation, verbs_in

NUMBER, OTHER_NUMBER = "40008999014", "40008999029"


def named(stage, name: str, number: str | None = None, *spellings: str) -> Organisation:
    with stage.acting(at=PUBLISHED) as act:
        organisation = find_or_make(act, Applicant(name, number, spellings))
        act.note("test.named", organisation)
        return organisation


def test_an_organiser_a_person_a_role_and_a_membership_are_made_known(stage):
    with stage.acting(at=PUBLISHED) as act:
        organiser = create_organiser(act, "liepaja", " Izglītības pārvalde ")
    with stage.acting(at=PUBLISHED) as act:
        person = create_person(act, " Anna@Example.ORG ", " Anna ")
    with stage.acting(at=PUBLISHED) as act:
        give_role(act, person.id, Staff.COORDINATOR, organiser.id)
    organisation = an_organisation(stage)
    with stage.acting(at=PUBLISHED) as act:
        join(act, person.id, organisation.id, Standing.OWNER)

    assert (organiser.name, person.name, person.email) == ("Izglītības pārvalde", "Anna", "anna@example.org")
    assert stage.session.scalars(select(StaffRole.role)).all() == [Staff.COORDINATOR]
    assert stage.session.scalars(select(Membership.standing)).all() == [Standing.OWNER]
    assert verbs_in(stage) == [
        "organiser.created",
        "person.created",
        "role.given",
        "organisation.created",
        "test.named",
        "membership.given",
    ]


def test_the_name_and_address_of_a_person_are_not_in_what_is_hashed(stage):
    a_person(stage, name="Anna")

    event = stage.session.scalars(select(audit.AuditEvent)).one()
    assert (event.facts, event.details) == ({}, {"email": "anna@example.org", "name": "Anna"})


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (lambda act, _: create_organiser(act, "Liepāja", "Pārvalde"), SlugMalformed),
        (lambda act, _: create_organiser(act, "x" * 65, "Pārvalde"), SlugMalformed),
        (lambda act, _: create_organiser(act, "liepaja", "Pārvalde"), SlugTaken),
        (lambda act, _: create_organiser(act, "cita", " "), NameMissing),
        (lambda act, _: create_person(act, "ANNA@example.org", "Anna"), AddressTaken),
        (lambda act, _: create_person(act, "bruno@example.org", "\t"), NameMissing),
        (lambda act, person: give_role(act, person.id, Staff.AUDITOR, None), OrganiserMissing),
    ],
    ids=[
        "capitals in a slug",
        "a long slug",
        "a slug that is taken",
        "an organiser without a name",
        "an address that is taken",
        "a person without a name",
        "an auditor of nobody",
    ],
)
def test_what_cannot_be_made_known_is_refused_and_nothing_changes(stage, deed, refusal):
    person = a_person(stage, name="Anna")
    with stage.acting(at=PUBLISHED) as act:
        create_organiser(act, "liepaja", "Pārvalde")
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=PUBLISHED) as act:
        deed(act, person)

    assert stage.everything() == before


def test_the_administrator_belongs_to_no_organiser(stage):
    person = a_person(stage)
    with stage.acting(at=PUBLISHED) as act:
        organiser = create_organiser(act, "liepaja", "Pārvalde")

    with pytest.raises(OrganiserMissing), stage.acting(at=PUBLISHED) as act:
        give_role(act, person.id, Staff.ADMINISTRATOR, organiser.id)

    with stage.acting(at=PUBLISHED) as act:
        given = give_role(act, person.id, Staff.ADMINISTRATOR, None)
    assert given.organiser_id is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Piemērs", NUMBER), ("Pavisam cits vārds", NUMBER), True),
        (("Biedrība “Piemērs”", None), ('"PIEMĒRS", biedrība', None), True),
        (("Biedrība “Piemērs”", NUMBER), ("Piemērs", None), True),
        (("Biedrība “Piemērs”", None), ("Piemērs", NUMBER), True),
        (("Piemērs", NUMBER), ("Piemērs", OTHER_NUMBER), False),
        (("Piemērs", None), ("Otrs piemērs", None), False),
        (("Radi Vidi Pats", None, "Radi Vdi Pats"), ("radi vdi pats", None), True),
        (("Radi Vidi Pats", None), ("Radi Vdi Pats", None, "Radi Vidi Pats"), True),
    ],
)
def test_an_organisation_is_known_by_its_number_else_by_a_name_that_is_alike(stage, first, second, same):
    one, other = named(stage, *first), named(stage, *second)

    assert (one.id == other.id) is same


def test_a_name_without_a_number_means_the_organisation_that_has_none_before_one_that_has(stage):
    named(stage, "Piemērs", NUMBER)
    without = Organisation(name="Piemērs", created_at=PUBLISHED, spellings=[Spelling(folded="piemērs")])
    with stage.acting(at=PUBLISHED) as act:
        act.add(without)
        act.note("test.made", without)

    assert named(stage, "Piemērs").id == without.id


def test_an_organisation_learns_its_number_and_every_spelling_once(stage):
    organisation = named(stage, "Radi Vidi Pats")

    named(stage, "Radi Vidi Pats", NUMBER, "Radi Vdi Pats")
    named(stage, "Biedrība “Radi Vdi Pats”", NUMBER)

    spellings = stage.session.scalars(select(Spelling.folded).order_by(Spelling.folded)).all()
    assert (organisation.name, organisation.registration_number) == ("Radi Vidi Pats", NUMBER)
    assert spellings == ["radi vdi pats", "radi vidi pats"]
    assert "organisation.numbered" in verbs_in(stage)


def test_an_organisation_that_somebody_else_numbered_meanwhile_keeps_that_number(stage):
    known = named(stage, "Piemērs")
    assert known.registration_number is None
    stage.session.commit()  # ends the reading and, unlike a rollback, leaves what was read as it was
    with stage.another_session() as other, acting(other, SYSTEM, at=PUBLISHED) as act:
        find_or_make(act, Applicant("Piemērs", NUMBER))

    another = named(stage, "Piemērs", OTHER_NUMBER)

    assert another.id != known.id
    numbers = stage.session.scalars(select(Organisation.registration_number).order_by(Organisation.id)).all()
    assert numbers == [NUMBER, OTHER_NUMBER]
