"""Naming one's organisation, inviting to it, to a role and to a seat; who may, how often, until when."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from competition.foundation.act import Actor, RefusedAttempt
from competition.foundation.audit import AuditEvent
from competition.foundation.errors import NotFound
from competition.organisation.administration import OwnRoles, RoleKnown
from competition.organisation.entry_records import Invitation, InvitedTo
from competition.organisation.invitations import (
    InvitationTakenBack,
    WorksForItAlready,
    invite_staff,
    invite_to_organisation,
    join_organisation,
    open_role_invitations,
    read_invitation,
    role_invitation,
    take_back,
    take_role,
    use_invitation,
)
from competition.organisation.links import LinkOver, LinkUnknown, LinkUsed
from competition.organisation.memberships import LastOwner, NotOwner, remove_member
from competition.organisation.operations import (
    Applicant,
    NameMissing,
    OrganisationKnown,
    OrganiserMissing,
    RegistrationNumberWrong,
    create_organiser,
    create_person,
    find_or_make,
    give_role,
    join,
    name_own_organisation,
)
from competition.organisation.records import Membership, Organisation, Person, Staff, StaffRole, Standing
from tests.builders import PUBLISHED
from tests.conftest import Stage

NUMBER, OTHER_NUMBER = "40008999014", "40008999029"
EMAIL, LATER = "jana@example.org", PUBLISHED + timedelta(days=14)


def somebody(stage: Stage, email: str) -> Person:
    with stage.acting(at=PUBLISHED) as act:
        return create_person(act, email, "Kāds")


def an_owner(stage: Stage, number: str = NUMBER, email: str = "anna@example.org"):
    """Somebody responsible for an organisation that they named, and the organisation."""
    person = somebody(stage, email)
    with stage.acting(at=PUBLISHED, actor=Actor(person.id)) as act:
        organisation = name_own_organisation(act, person.id, Applicant(" Biedrība „Saule” ", number))
    return person, organisation


def an_invitation(stage: Stage, organisation, owner, standing: Standing = Standing.EDITOR, at=PUBLISHED) -> Invitation:
    with stage.acting(at=at, actor=Actor(owner.id)) as act:
        return invite_to_organisation(act, organisation.id, EMAIL, standing)


def standings(stage: Stage) -> dict[str, Standing]:
    stage.session.expire_all()
    return {str(one.person_id): one.standing for one in stage.session.scalars(select(Membership))}


def test_whoever_names_a_new_organisation_is_responsible_for_it(stage):
    person, organisation = an_owner(stage)

    assert (organisation.name, organisation.registration_number) == ("Biedrība „Saule”", NUMBER)
    assert standings(stage) == {str(person.id): Standing.OWNER}


@pytest.mark.parametrize(
    ("applicant", "refusal"),
    [
        (Applicant("Cita", NUMBER), OrganisationKnown),
        (Applicant("Biedrība „Saule”", NUMBER), OrganisationKnown),
        (Applicant("Cita", "4000899901"), RegistrationNumberWrong),
        (Applicant("Cita", None), RegistrationNumberWrong),
        (Applicant(" ", OTHER_NUMBER), NameMissing),
    ],
)
def test_nobody_comes_to_an_organisation_by_knowing_its_number(stage, applicant, refusal):
    an_owner(stage)
    stranger = somebody(stage, "b@example.org")
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=PUBLISHED, actor=Actor(stranger.id)) as act:
        name_own_organisation(act, stranger.id, applicant)

    assert stage.everything(but=RefusedAttempt) == before


def test_nobody_comes_to_an_organisation_by_knowing_its_name(stage):
    with stage.acting(at=PUBLISHED) as act:
        known = find_or_make(act, Applicant("Biedrība „Saule”"))
        act.note("test.named", known)

    _, named = an_owner(stage)

    assert named.id != known.id


def test_an_invitation_gives_what_it_says_once(stage):
    owner, organisation = an_owner(stage)
    invitation = an_invitation(stage, organisation, owner)
    person = somebody(stage, EMAIL)
    with stage.acting(at=LATER - timedelta(microseconds=1), actor=Actor(person.id)) as act:
        join_organisation(act, use_invitation(act, invitation.id, person.id), person)

    assert standings(stage)[str(person.id)] == Standing.EDITOR
    with pytest.raises(LinkUsed), stage.acting(at=PUBLISHED, actor=Actor(person.id)) as act:
        use_invitation(act, invitation.id, person.id)
    with pytest.raises(LinkUsed), stage.acting(at=PUBLISHED, actor=Actor(owner.id)) as act:
        take_back(act, invitation.id)


def test_an_invitation_ends_after_two_weeks_and_can_be_sent_again(stage):
    owner, organisation = an_owner(stage)
    invitation = an_invitation(stage, organisation, owner)

    with pytest.raises(LinkOver):
        read_invitation(stage.session, invitation.id, LATER)

    assert an_invitation(stage, organisation, owner, at=LATER).id == invitation.id
    assert read_invitation(stage.session, invitation.id, LATER).until == LATER + timedelta(days=14)


def test_inviting_to_something_else_is_another_invitation(stage):
    owner, organisation = an_owner(stage)

    first = an_invitation(stage, organisation, owner)

    assert an_invitation(stage, organisation, owner, Standing.OWNER).id != first.id


def test_an_invitation_that_was_taken_back_is_accepted_by_nobody(stage):
    owner, organisation = an_owner(stage)
    invitation = an_invitation(stage, organisation, owner)
    with stage.acting(at=PUBLISHED, actor=Actor(owner.id)) as act:
        take_back(act, invitation.id)

    with pytest.raises(InvitationTakenBack):
        read_invitation(stage.session, invitation.id, PUBLISHED)
    assert an_invitation(stage, organisation, owner).id != invitation.id


def test_what_was_never_sent_is_unknown(stage):
    with pytest.raises(LinkUnknown):
        read_invitation(stage.session, None, PUBLISHED)


def test_only_the_responsible_invite_and_remove(stage):
    owner, organisation = an_owner(stage)
    member, stranger = somebody(stage, "m@example.org"), somebody(stage, "s@example.org")
    with stage.acting(at=PUBLISHED) as act:
        join(act, member.id, organisation.id, Standing.EDITOR)
    before = stage.everything()

    for person, refusal in ((member, NotOwner), (stranger, NotFound)):
        with pytest.raises(refusal), stage.acting(at=PUBLISHED, actor=Actor(person.id)) as act:
            invite_to_organisation(act, organisation.id, EMAIL, Standing.EDITOR)
        with pytest.raises(refusal), stage.acting(at=PUBLISHED, actor=Actor(person.id)) as act:
            remove_member(act, organisation.id, owner.id)
    with pytest.raises(WorksForItAlready), stage.acting(at=PUBLISHED, actor=Actor(owner.id)) as act:
        invite_to_organisation(act, organisation.id, "m@example.org", Standing.EDITOR)

    assert stage.everything(but=RefusedAttempt) == before


def test_somebody_stays_responsible(stage):
    owner, organisation = an_owner(stage)
    member = somebody(stage, "m@example.org")
    with stage.acting(at=PUBLISHED) as act:
        join(act, member.id, organisation.id, Standing.EDITOR)

    with pytest.raises(LastOwner), stage.acting(at=PUBLISHED, actor=Actor(owner.id)) as act:
        remove_member(act, organisation.id, owner.id)
    with stage.acting(at=PUBLISHED, actor=Actor(owner.id)) as act:
        remove_member(act, organisation.id, member.id)

    assert standings(stage) == {str(owner.id): Standing.OWNER}


def test_staff_are_invited_to_their_role(stage):
    with stage.acting(at=PUBLISHED) as act:
        organiser = create_organiser(act, "liepaja", "Liepāja")
    with stage.acting(at=PUBLISHED) as act:
        invitation = invite_staff(act, EMAIL, Staff.COORDINATOR, organiser.id)
    person = somebody(stage, EMAIL)
    with stage.acting(at=PUBLISHED, actor=Actor(person.id)) as act:
        take_role(act, use_invitation(act, invitation.id, person.id), person)

    assert invitation.purpose == InvitedTo.ROLE
    assert [(one.role, one.organiser_id) for one in stage.session.scalars(select(StaffRole))] == [
        (Staff.COORDINATOR, organiser.id)
    ]


@pytest.mark.parametrize("role", [Staff.COORDINATOR, Staff.AUDITOR])
def test_a_role_of_an_organiser_names_it(stage, role):
    with pytest.raises(OrganiserMissing), stage.acting(at=PUBLISHED) as act:
        invite_staff(act, EMAIL, role, None)


def an_organiser(stage: Stage) -> UUID:
    with stage.acting(at=PUBLISHED) as act:
        return create_organiser(act, "liepaja", "Liepāja").id


def test_nobody_is_invited_to_a_role_that_they_have_or_with_an_unknown_organiser_and_nobody_invites_themselves(stage):
    organiser, person, admin = an_organiser(stage), somebody(stage, EMAIL), somebody(stage, "admin@example.org")
    with stage.acting(at=PUBLISHED) as act:
        give_role(act, person.id, Staff.AUDITOR, organiser)
    before = stage.everything()

    for email, role, of, refusal in (
        (EMAIL, Staff.AUDITOR, organiser, RoleKnown),
        ("b@example.org", Staff.AUDITOR, uuid4(), NotFound),
        ("b@example.org", Staff.ADMINISTRATOR, organiser, OrganiserMissing),
        ("Admin@example.org", Staff.COORDINATOR, organiser, OwnRoles),
    ):
        with pytest.raises(refusal), stage.acting(at=PUBLISHED, actor=Actor(admin.id)) as act:
            invite_staff(act, email, role, of)

    assert stage.everything(but=RefusedAttempt) == before


def test_nobody_takes_a_role_by_their_own_invitation_to_another_address(stage):
    organiser, admin = an_organiser(stage), somebody(stage, "admin@example.org")
    with stage.acting(at=PUBLISHED, actor=Actor(admin.id)) as act:
        invitation = invite_staff(act, EMAIL, Staff.COORDINATOR, organiser)
    before = stage.everything()

    with pytest.raises(OwnRoles), stage.acting(at=PUBLISHED, actor=Actor(admin.id)) as act:
        take_role(act, use_invitation(act, invitation.id, admin.id), admin)

    assert stage.everything(but=RefusedAttempt) == before


def test_invitations_to_roles_stand_until_they_are_answered_or_taken_back(stage):
    organiser, admin, person = an_organiser(stage), somebody(stage, "admin@example.org"), somebody(stage, EMAIL)
    owner, organisation = an_owner(stage)
    member = an_invitation(stage, organisation, owner)
    with stage.acting(at=PUBLISHED, actor=Actor(admin.id)) as act:
        first = invite_staff(act, EMAIL, Staff.AUDITOR, organiser)
    with stage.acting(at=PUBLISHED) as act:
        second = invite_staff(act, "b@example.org", Staff.ADMINISTRATOR, None, "en")
    told = [(one.id, one.organiser, one.by) for one in open_role_invitations(stage.session)]
    assert told == [(first.id, "Liepāja", "Kāds"), (second.id, None, None)]
    assert [role_invitation(stage.session, first.id).is_over(at) for at in (PUBLISHED, LATER)] == [False, True]
    with pytest.raises(NotFound):
        role_invitation(stage.session, member.id)

    with stage.acting(at=PUBLISHED) as act:
        take_back(act, second.id)
    with stage.acting(at=PUBLISHED, actor=Actor(person.id)) as act:
        take_role(act, use_invitation(act, first.id, person.id), person)

    assert open_role_invitations(stage.session) == []


def test_what_is_hashed_of_an_invitation_names_nobody(stage):
    owner, organisation = an_owner(stage)
    an_invitation(stage, organisation, owner)

    event = stage.session.scalars(select(AuditEvent).where(AuditEvent.verb == "invitation.sent")).one()

    assert "@" not in f"{event.subject} {event.facts}"
    assert event.details == {"email": EMAIL}
    assert stage.session.scalars(select(Organisation.id)).all() == [organisation.id]
