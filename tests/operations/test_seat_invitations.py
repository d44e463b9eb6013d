"""Inviting a member of a committee to score in the portal: they take the seat in which they sit by name."""

import pytest
from sqlalchemy import select

from competition.foundation.act import Actor
from competition.foundation.errors import NotFound
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import AddressNotMailable, use_invitation
from competition.organisation.links import LinkUsed
from scoring.committee.inviting import invite_member, invited_to, take_seat
from scoring.committee.operations import MemberKnown, seat
from scoring.committee.records import CommitteeMember, Seat
from scoring.meeting.unseating import unseat
from tests.builders import WHILE_OPEN, a_call, a_person
from tests.conftest import Stage

EMAIL = "jana@example.org"


def invited(stage: Stage, call_id, name: str = "Jana") -> tuple[CommitteeMember, Invitation]:
    """A member by name, and the invitation to their seat."""
    with stage.acting(at=WHILE_OPEN) as act:
        member = seat(act, call_id, name, Seat.MEMBER)
        return member, invite_member(act, member.id, EMAIL)


def accept(stage: Stage, invitation: Invitation, person) -> None:
    with stage.acting(at=WHILE_OPEN, actor=Actor(person.id)) as act:
        take_seat(act, use_invitation(act, invitation.id, person.id), person)


def test_whoever_accepts_takes_the_seat_in_which_they_sit_by_name(stage):
    call, person = a_call(stage), a_person(stage, name="Jana")
    member, invitation = invited(stage, call.id)
    assert invited_to(stage.session, call.id) == {member.id: invitation}

    accept(stage, invitation, person)

    assert stage.session.scalars(select(CommitteeMember.person_id)).all() == [person.id]
    assert invited_to(stage.session, call.id) == {}
    with pytest.raises(NotFound), stage.acting(at=WHILE_OPEN) as act:
        invite_member(act, member.id, EMAIL)


def test_one_seat_is_taken_once_and_nobody_takes_two(stage):
    call, person = a_call(stage), a_person(stage, name="Jana")
    _, first = invited(stage, call.id)
    _, second = invited(stage, call.id, "Jana Otrā")
    accept(stage, first, person)

    for invitation, refusal in ((first, LinkUsed), (second, MemberKnown)):
        before = stage.everything()
        with pytest.raises(refusal):
            accept(stage, invitation, person)
        assert stage.everything() == before


def test_an_invitation_goes_with_the_seat(stage):
    call = a_call(stage)
    member, _ = invited(stage, call.id)

    with stage.acting(at=WHILE_OPEN) as act:
        unseat(act, call.id, member.id)

    stage.session.expire_all()
    assert stage.session.scalars(select(Invitation.id)).all() == []


def test_an_address_that_mail_may_not_reach_is_not_invited(stage):
    call = a_call(stage)

    with pytest.raises(AddressNotMailable), stage.acting(at=WHILE_OPEN) as act:
        invite_member(act, seat(act, call.id, "Žanis", Seat.MEMBER).id, "žanis@example.org")

    assert stage.session.scalars(select(CommitteeMember.id)).all() == []
