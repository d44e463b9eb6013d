"""Who works for an organisation as what: changed by those who are responsible, of whom one stays."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from competition.application.own import own_application, own_organisations
from competition.application.submission import submit
from competition.application.unsent import tell_of_unsent
from competition.foundation.act import Actor, acting
from competition.foundation.audit import AuditEvent
from competition.foundation.errors import NotFound
from competition.foundation.outbox import OutboxMessage
from competition.organisation.memberships import LastOwner, NotOwner, change_standing, remove_member
from competition.organisation.operations import create_person, join
from competition.organisation.queries import writers_of
from competition.organisation.records import WRITERS, Membership, Organisation, Person, Standing
from tests.builders import DEADLINE, PUBLISHED, WHILE_OPEN, a_draft, a_person, a_published_call, an_organisation
from tests.conftest import Stage


def somebody(stage: Stage, organisation: Organisation, name: str, standing: Standing) -> Person:
    with stage.acting(at=PUBLISHED) as act:
        person = create_person(act, f"{name.lower()}@example.org", name)
        join(act, person.id, organisation.id, standing)
        return person


def standings(stage: Stage) -> dict[str, Standing]:
    stage.session.expire_all()
    rows = select(Person.name, Membership.standing).join(Membership, Membership.person_id == Person.id)
    return {row.name: row.standing for row in stage.session.execute(rows)}


def change(stage: Stage, by: Person, organisation: Organisation, person: Person, standing: Standing) -> None:
    with stage.acting(at=PUBLISHED, actor=Actor(by.id)) as act:
        change_standing(act, organisation.id, person.id, standing)


def told(stage: Stage, kind: str) -> set[str]:
    rows = select(Person.name).join(OutboxMessage, OutboxMessage.person_id == Person.id)
    return set(stage.session.scalars(rows.where(OutboxMessage.kind == kind)))


def test_whoever_is_responsible_says_what_others_may_do(stage):
    organisation = an_organisation(stage)
    anna = a_person(stage, organisation)
    jana = somebody(stage, organisation, "Jana", Standing.EDITOR)

    change(stage, anna, organisation, jana, Standing.READER)

    assert standings(stage) == {"Anna": Standing.OWNER, "Jana": Standing.READER}
    event = stage.session.scalars(select(AuditEvent).where(AuditEvent.verb == "membership.changed")).one()
    assert event.facts == {"person": str(jana.id), "before": "editor", "standing": "reader"}


@pytest.mark.parametrize("standing", [Standing.EDITOR, Standing.READER])
def test_nobody_else_does(stage, standing):
    organisation = an_organisation(stage)
    anna, stranger = a_person(stage, organisation), a_person(stage, name="Otto")
    jana = somebody(stage, organisation, "Jana", standing)
    before = stage.everything()

    with pytest.raises(NotOwner):
        change(stage, jana, organisation, jana, Standing.OWNER)
    with pytest.raises(NotFound):
        change(stage, stranger, organisation, jana, Standing.OWNER)
    with pytest.raises(NotFound):
        change(stage, anna, organisation, stranger, Standing.OWNER)

    assert stage.everything() == before


def test_the_last_one_responsible_stays_responsible(stage):
    organisation = an_organisation(stage)
    anna = a_person(stage, organisation)
    jana = somebody(stage, organisation, "Jana", Standing.EDITOR)

    with pytest.raises(LastOwner):
        change(stage, anna, organisation, anna, Standing.EDITOR)
    change(stage, anna, organisation, jana, Standing.OWNER)
    change(stage, anna, organisation, anna, Standing.READER)

    assert standings(stage) == {"Anna": Standing.READER, "Jana": Standing.OWNER}


@pytest.mark.parametrize("second", ["change", "remove"])
def test_two_who_are_responsible_cannot_both_step_down_at_once(stage, second):
    organisation = an_organisation(stage)
    anna = a_person(stage, organisation)
    jana = somebody(stage, organisation, "Jana", Standing.OWNER)
    people, key, start, refused = [anna.id, jana.id], organisation.id, Barrier(2), []
    stage.session.commit()

    def step_down(person_id, how) -> None:
        with stage.another_session() as session:
            start.wait()
            try:
                with acting(session, Actor(person_id), at=PUBLISHED) as act:
                    if how == "change":
                        change_standing(act, key, person_id, Standing.READER)
                    else:
                        remove_member(act, key, person_id)
            except LastOwner as refusal:
                refused.append(refusal.code)

    threads = [Thread(target=step_down, args=pair) for pair in zip(people, ["change", second], strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["last-owner"]
    assert list(standings(stage).values()).count(Standing.OWNER) == 1


def test_a_reader_gets_receipts_and_no_reminders(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    a_person(stage, organisation)
    somebody(stage, organisation, "Edgars", Standing.EDITOR)
    somebody(stage, organisation, "Rita", Standing.READER)
    draft = a_draft(stage, call)
    with stage.acting(at=DEADLINE.at.replace(hour=0)) as act:
        tell_of_unsent(act, draft.id)
    with stage.acting(at=WHILE_OPEN) as act:
        submit(act, draft.id)

    assert told(stage, "unsent") == {"Anna", "Edgars"}
    assert told(stage, "receipt") == {"Anna", "Edgars", "Rita"}
    assert [one.name for one in writers_of(stage.session, organisation.id)] == ["Anna", "Edgars"]


def test_one_person_is_an_owner_here_and_a_reader_there(stage):
    call = a_published_call(stage)
    ours, theirs = an_organisation(stage), an_organisation(stage, "Biedrība “Otrs piemērs”")
    anna = a_person(stage, ours)
    with stage.acting(at=PUBLISHED) as act:
        join(act, anna.id, theirs.id, Standing.READER)
    drafts = [a_draft(stage, call, name=one.name, title=one.name) for one in (ours, theirs)]

    seen = [own_application(stage.session, anna.id, one.id, WHILE_OPEN) for one in drafts]
    assert [(one.may_write, one.may_discard) for one in seen] == [(True, True), (False, False)]
    assert {one.id for one in own_organisations(stage.session, anna.id)} == {ours.id, theirs.id}
    assert [one.id for one in own_organisations(stage.session, anna.id, *WRITERS)] == [ours.id]
