"""Roles given and taken away by the administrator, organisers renamed, failed messages tried anew."""

from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from competition.foundation.act import Actor
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.foundation.retrying import NotFailed, retry
from competition.organisation.administration import (
    LastAdministrator,
    Office,
    OwnRoles,
    RoleKnown,
    appoint,
    change_organiser,
    dismiss,
)
from competition.organisation.operations import NameMissing, OrganiserMissing, create_organiser, give_role
from competition.organisation.records import Organiser, Staff, StaffRole
from tests.builders import PUBLISHED, a_person, verbs_in
from tests.conftest import Stage


@pytest.fixture
def organiser(stage: Stage) -> UUID:
    with stage.acting(at=PUBLISHED) as act:
        return create_organiser(act, "liepaja", "Izglītības pārvalde").id


@pytest.fixture
def administrator(stage: Stage) -> Actor:
    person = a_person(stage, name="Administratore")
    with stage.acting(at=PUBLISHED) as act:
        give_role(act, person.id, Staff.ADMINISTRATOR, None)
    return Actor(person.id)


def roles_of(stage: Stage, person_id: UUID) -> list[Staff]:
    stage.session.expire_all()
    return list(stage.session.scalars(select(StaffRole.role).where(StaffRole.person_id == person_id)))


def role_key(stage: Stage, person_id: UUID) -> UUID:
    return stage.session.scalars(select(StaffRole.id).where(StaffRole.person_id == person_id)).one()


def test_a_role_is_given_and_taken_away_each_with_its_event(stage, organiser, administrator):
    person = a_person(stage)
    with stage.acting(at=PUBLISHED, actor=administrator) as act:
        appoint(act, person.id, Staff.AUDITOR, organiser)
    assert roles_of(stage, person.id) == [Staff.AUDITOR]

    key = role_key(stage, person.id)
    with stage.acting(at=PUBLISHED, actor=administrator) as act:
        dismiss(act, person.id, key)

    assert roles_of(stage, person.id) == []
    assert verbs_in(stage)[-2:] == ["role.given", "role.taken"]


def refused(stage, administrator, refusal, change):
    before = stage.everything()
    with pytest.raises(refusal), stage.acting(at=PUBLISHED, actor=administrator) as act:
        change(act)
    assert stage.everything() == before


def test_a_role_that_one_has_is_not_given_twice_nor_without_its_organiser(stage, organiser, administrator):
    person = a_person(stage)
    with stage.acting(at=PUBLISHED, actor=administrator) as act:
        appoint(act, person.id, Staff.AUDITOR, organiser)
        appoint(act, person.id, Staff.ADMINISTRATOR, None)

    refused(stage, administrator, RoleKnown, lambda act: appoint(act, person.id, Staff.AUDITOR, organiser))
    refused(stage, administrator, RoleKnown, lambda act: appoint(act, person.id, Staff.ADMINISTRATOR, None))
    refused(stage, administrator, OrganiserMissing, lambda act: appoint(act, person.id, Staff.COORDINATOR, None))
    refused(stage, administrator, NotFound, lambda act: appoint(act, person.id, Staff.COORDINATOR, uuid4()))
    refused(stage, administrator, NotFound, lambda act: appoint(act, uuid4(), Staff.COORDINATOR, organiser))


def test_nobody_changes_their_own_roles(stage, organiser, administrator):
    key = role_key(stage, administrator.person_id)

    refused(stage, administrator, OwnRoles, lambda act: appoint(act, act.actor.person_id, Staff.AUDITOR, organiser))
    refused(stage, administrator, OwnRoles, lambda act: dismiss(act, act.actor.person_id, key))


def test_the_last_administrator_stays_whoever_acts(stage, administrator):
    key = role_key(stage, administrator.person_id)
    before = stage.everything()

    with pytest.raises(LastAdministrator), stage.acting(at=PUBLISHED) as act:
        dismiss(act, administrator.person_id, key)

    assert stage.everything() == before


def test_a_role_is_taken_only_from_whom_it_is(stage, organiser, administrator):
    one, other = a_person(stage), a_person(stage, name="Cita")
    with stage.acting(at=PUBLISHED, actor=administrator) as act:
        appoint(act, one.id, Staff.AUDITOR, organiser)
    key = role_key(stage, one.id)

    refused(stage, administrator, NotFound, lambda act: dismiss(act, other.id, key))


def test_two_administrators_who_dismiss_each_other_at_once_leave_one(stage, administrator):
    other = a_person(stage, name="Otrs")
    with stage.acting(at=PUBLISHED) as act:
        give_role(act, other.id, Staff.ADMINISTRATOR, None)
    pairs = [(administrator.person_id, other.id), (other.id, administrator.person_id)]
    keys = {person_id: role_key(stage, person_id) for person_id, _ in pairs}
    stage.session.rollback()
    together, found = Barrier(2), []

    def dismiss_at_once(who: UUID, whom: UUID) -> None:
        with stage.another_session() as session:
            apart = Stage(session)
            together.wait()
            try:
                with apart.acting(at=PUBLISHED, actor=Actor(who)) as act:
                    dismiss(act, whom, keys[whom])
                found.append("dismissed")
            except Refusal as refusal:
                found.append(refusal.code)

    threads = [Thread(target=dismiss_at_once, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == ["dismissed", "last-administrator"]
    left = stage.session.scalars(select(StaffRole.role)).all()
    assert left == [Staff.ADMINISTRATOR]


def test_an_organiser_is_renamed_and_reached_otherwise(stage, organiser, administrator):
    with stage.acting(at=PUBLISHED, actor=administrator) as act:
        change_organiser(act, organiser, Office(" Jaunā pārvalde ", "birojs@example.org", "", None))

    kept = stage.session.get_one(Organiser, organiser)
    assert (kept.name, kept.email, kept.phone, kept.slug) == ("Jaunā pārvalde", "birojs@example.org", None, "liepaja")
    assert verbs_in(stage)[-1] == "organiser.changed"
    refused(stage, administrator, NameMissing, lambda act: change_organiser(act, organiser, Office("  ")))


def test_only_a_failed_message_is_tried_anew(stage, administrator):
    person = a_person(stage)
    with stage.acting(at=PUBLISHED) as act:
        act.note("test.told", "test:1")
        act.tell([person.id], "receipt")
    message = stage.session.scalars(select(OutboxMessage)).one()
    key = message.id
    refused(stage, administrator, NotFailed, lambda act: retry(act, key, PUBLISHED))
    message.state, message.tries = Delivery.FAILED, 6
    stage.session.commit()

    with stage.acting(at=PUBLISHED, actor=administrator) as act:
        retry(act, key, PUBLISHED)

    message = stage.session.get_one(OutboxMessage, key)
    assert (message.state, message.tries) == (Delivery.WAITING, 0)
    assert verbs_in(stage)[-1] == "message.retried"
