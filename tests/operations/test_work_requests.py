"""Asking to work for an organisation that is known: who answers, once, and what is told to whom."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from competition.application.work_requests import (
    KEPT,
    LASTS,
    AnsweredByOwners,
    AnswerUnreasoned,
    DeclinedLately,
    OrganisationUnknown,
    OwnerNeeded,
    RequestAnswered,
    RequestOfOneself,
    RequestOver,
    WorksForItYourself,
    ask_to_work,
    decline_work,
    erase_old_requests,
    let_work,
    own_requests,
    requests_to_coordinators,
    requests_to_owners,
)
from competition.foundation.act import Actor, acting
from competition.foundation.audit import AuditEvent
from competition.foundation.clock import TICK, use_clock
from competition.foundation.errors import NotFound
from competition.foundation.outbox import OutboxMessage
from competition.foundation.twice import DoneAlready
from competition.organisation.entry_records import WorkRequest
from competition.organisation.memberships import NotOwner
from competition.organisation.operations import (
    RegistrationNumberWrong,
    create_organiser,
    create_person,
    give_role,
    join,
)
from competition.organisation.records import Membership, Organiser, Person, Staff, Standing
from tests.builders import WHILE_OPEN, a_paper, a_person, a_published_call, an_intake, an_organisation
from tests.conftest import Stage

NUMBER = "40008999014"
MESSAGE = "Esmu biedrības grāmatvede."


def a_coordinator(stage: Stage, organiser_id, name: str = "Koordinatore") -> Person:
    with stage.acting(at=WHILE_OPEN) as act:
        person = create_person(act, f"{name.lower()}@example.org", name)
        give_role(act, person.id, Staff.COORDINATOR, organiser_id)
        return person


def another_organiser(stage: Stage) -> Organiser:
    with stage.acting(at=WHILE_OPEN) as act:
        return create_organiser(act, "citur", "Citas pilsētas pārvalde")


def asked_by(stage: Stage, person: Person, at=WHILE_OPEN, number: str = NUMBER, aside=()) -> WorkRequest:
    with stage.acting(at=at, actor=Actor(person.id)) as act:
        return ask_to_work(act, person.id, number, f" {MESSAGE} ", aside)


def let(stage: Stage, by: Person, asked: WorkRequest, standing: Standing = Standing.EDITOR, at=WHILE_OPEN) -> None:
    with stage.acting(at=at, actor=Actor(by.id)) as act:
        let_work(act, asked.id, standing)


def decline(stage: Stage, by: Person, asked: WorkRequest, reason: str = "Nepazīstam.", at=WHILE_OPEN) -> None:
    with stage.acting(at=at, actor=Actor(by.id)) as act:
        decline_work(act, asked.id, reason)


def told(stage: Stage, kind: str) -> list[str]:
    rows = select(Person.name).join(OutboxMessage, OutboxMessage.person_id == Person.id)
    return sorted(stage.session.scalars(rows.where(OutboxMessage.kind == kind)))


def standing_of(stage: Stage, person: Person) -> list[Standing]:
    stage.session.rollback()
    return list(stage.session.scalars(select(Membership.standing).where(Membership.person_id == person.id)))


def test_those_who_are_responsible_are_told_and_nobody_else(stage):
    call, organisation = a_published_call(stage), an_organisation(stage, number=NUMBER)
    a_coordinator(stage, call.organiser_id)
    anna, nora = a_person(stage, organisation), a_person(stage, name="Nora")
    with stage.acting(at=WHILE_OPEN) as act:
        join(act, create_person(act, "rita@example.org", "Rita").id, organisation.id, Standing.READER)

    asked = asked_by(stage, nora)

    assert told(stage, "work-asked") == ["Anna"]
    (waiting,) = requests_to_owners(stage.session, organisation.id, WHILE_OPEN)
    assert (waiting.id, waiting.name, waiting.message) == (asked.id, "Nora", MESSAGE)
    assert requests_to_coordinators(stage.session, [call.organiser_id], WHILE_OPEN) == []
    assert standing_of(stage, nora) == []
    let(stage, anna, asked, Standing.READER)
    assert (standing_of(stage, nora), told(stage, "work-let")) == ([Standing.READER], ["Nora"])
    assert requests_to_owners(stage.session, organisation.id, WHILE_OPEN) == []


def test_the_event_holds_no_personal_data(stage):
    organisation = an_organisation(stage, number=NUMBER)
    a_person(stage, organisation)
    asked = asked_by(stage, a_person(stage, name="Nora"))

    event = stage.session.scalars(select(AuditEvent).where(AuditEvent.verb == "work.asked")).one()
    assert (event.subject, event.facts) == (f"work_request:{asked.id}", {"organisation": str(organisation.id)})
    assert event.details is None


def test_where_nobody_is_responsible_the_coordinators_are_asked_in_whose_calls_it_took_part(stage):
    call, other = a_published_call(stage), another_organiser(stage)
    ours, theirs = a_coordinator(stage, call.organiser_id), a_coordinator(stage, other.id, "Cita")
    application = a_paper(stage, call, **_paper_of(NUMBER))
    nora = a_person(stage, name="Nora")

    asked = asked_by(stage, nora)

    assert told(stage, "work-asked") == ["Koordinatore"]
    assert [one.id for one in requests_to_coordinators(stage.session, [call.organiser_id], WHILE_OPEN)] == [asked.id]
    assert requests_to_coordinators(stage.session, [other.id], WHILE_OPEN) == []
    with pytest.raises(NotFound):
        let(stage, theirs, asked, Standing.OWNER)
    with pytest.raises(OwnerNeeded):
        let(stage, ours, asked, Standing.READER)
    let(stage, ours, asked, Standing.OWNER)
    assert standing_of(stage, nora) == [Standing.OWNER]
    assert application.organisation_id == asked.organisation_id


def test_one_that_took_part_nowhere_is_for_the_coordinators_with_an_open_call_else_for_all(stage):
    call, other = a_published_call(stage), another_organiser(stage)
    a_coordinator(stage, call.organiser_id)
    a_coordinator(stage, other.id, "Cita")
    an_organisation(stage, number=NUMBER)
    nora = a_person(stage, name="Nora")

    asked_by(stage, nora)
    assert told(stage, "work-asked") == ["Koordinatore"]
    asked_by(stage, nora, at=WHILE_OPEN + timedelta(days=400))
    assert told(stage, "work-asked") == ["Cita", "Koordinatore", "Koordinatore"]


def test_whoever_stands_aside_is_not_told(stage):
    call = a_published_call(stage)
    ours, other = a_coordinator(stage, call.organiser_id), a_coordinator(stage, call.organiser_id, "Otra")
    an_organisation(stage, number=NUMBER)

    asked_by(stage, a_person(stage, name="Nora"), aside={ours.id})

    assert told(stage, "work-asked") == [other.name]


def test_asked_twice_is_one_request_and_told_once(stage):
    a_person(stage, an_organisation(stage, number=NUMBER))
    nora = a_person(stage, name="Nora")

    assert asked_by(stage, nora).id == asked_by(stage, nora, at=WHILE_OPEN + TICK).id
    assert told(stage, "work-asked") == ["Anna"]


def test_two_clicks_at_once_make_one_request(stage):
    a_person(stage, an_organisation(stage, number=NUMBER))
    nora = a_person(stage, name="Nora").id
    stage.session.commit()
    start, keys = Barrier(2), []

    def click() -> None:
        with stage.another_session() as session:
            start.wait()
            with acting(session, Actor(nora), at=WHILE_OPEN) as act:
                keys.append(ask_to_work(act, nora, NUMBER, MESSAGE).id)

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(keys)) == 1
    assert len(stage.session.scalars(select(WorkRequest.id)).all()) == 1


@pytest.mark.parametrize(
    ("number", "refusal"), [("40008999015", RegistrationNumberWrong), ("40008999029", OrganisationUnknown)]
)
def test_what_the_portal_does_not_know_cannot_be_asked_for(stage, number, refusal):
    an_organisation(stage, number=NUMBER)
    nora = a_person(stage, name="Nora")
    before = stage.everything()

    with pytest.raises(refusal):
        asked_by(stage, nora, number=number)

    assert stage.everything() == before


def test_whoever_works_for_it_does_not_ask(stage):
    anna = a_person(stage, an_organisation(stage, number=NUMBER))

    with pytest.raises(WorksForItYourself):
        asked_by(stage, anna)


def test_an_answer_is_given_once(stage):
    organisation = an_organisation(stage, number=NUMBER)
    anna, nora = a_person(stage, organisation), a_person(stage, name="Nora")
    asked = asked_by(stage, nora)
    let(stage, anna, asked)
    before = stage.everything()

    with pytest.raises(DoneAlready):
        let(stage, anna, asked)
    with pytest.raises(RequestAnswered):
        let(stage, anna, asked, Standing.OWNER)
    with pytest.raises(RequestAnswered):
        decline(stage, anna, asked)

    assert stage.everything() == before


def test_two_answers_at_once_are_one(stage):
    organisation = an_organisation(stage, number=NUMBER)
    anna, nora = a_person(stage, organisation), a_person(stage, name="Nora")
    with stage.acting(at=WHILE_OPEN) as act:
        otto = create_person(act, "otto@example.org", "Otto")
        join(act, otto.id, organisation.id, Standing.OWNER)
    asked, by = asked_by(stage, nora).id, (anna.id, otto.id)
    stage.session.commit()
    start, refused = Barrier(2), []

    def answer(person_id, verb) -> None:
        with stage.another_session() as session:
            start.wait()
            try:
                with acting(session, Actor(person_id), at=WHILE_OPEN) as act:
                    verb(act)
            except RequestAnswered as refusal:
                refused.append(refusal.code)

    verbs = (lambda act: let_work(act, asked, Standing.READER), lambda act: decline_work(act, asked, "Nē."))
    threads = [Thread(target=answer, args=pair) for pair in zip(by, verbs, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["request-answered"]
    assert len(told(stage, "work-let") + told(stage, "work-declined")) == 1


def test_a_no_has_its_reason_and_stands_for_a_month(stage):
    organisation = an_organisation(stage, number=NUMBER)
    anna, nora = a_person(stage, organisation), a_person(stage, name="Nora")
    asked = asked_by(stage, nora)
    with pytest.raises(AnswerUnreasoned):
        decline(stage, anna, asked, " ")
    decline(stage, anna, asked)

    assert (standing_of(stage, nora), told(stage, "work-declined")) == ([], ["Nora"])
    (own,) = own_requests(stage.session, nora.id, WHILE_OPEN)
    assert (own.registration_number, own.reason) == (NUMBER, "Nepazīstam.")
    with pytest.raises(DeclinedLately):
        asked_by(stage, nora, at=WHILE_OPEN + LASTS - TICK)
    assert asked_by(stage, nora, at=WHILE_OPEN + LASTS).id != asked.id


@pytest.mark.parametrize("standing", [Standing.EDITOR, Standing.READER])
def test_only_those_who_are_responsible_answer(stage, standing):
    call, organisation = a_published_call(stage), an_organisation(stage, number=NUMBER)
    coordinator = a_coordinator(stage, call.organiser_id)
    a_person(stage, organisation)
    with stage.acting(at=WHILE_OPEN) as act:
        member = create_person(act, "m@example.org", "Otrs")
        join(act, member.id, organisation.id, standing)
    nora = a_person(stage, name="Nora")
    asked = asked_by(stage, nora)
    before = stage.everything()

    with pytest.raises(NotOwner):
        let(stage, member, asked)
    with pytest.raises(AnsweredByOwners):
        let(stage, coordinator, asked, Standing.OWNER)
    with pytest.raises(AnsweredByOwners):
        let(stage, nora, asked, Standing.OWNER)

    assert stage.everything() == before


def test_nobody_lets_themselves_in_where_nobody_is_responsible(stage):
    call = a_published_call(stage)
    a_coordinator(stage, call.organiser_id)
    an_organisation(stage, number=NUMBER)
    nora = a_person(stage, name="Nora")
    asked = asked_by(stage, nora)

    with pytest.raises(RequestOfOneself):
        let(stage, nora, asked, Standing.OWNER)


def test_a_coordinator_does_not_answer_their_own_request(stage):
    call = a_published_call(stage)
    ours, other = a_coordinator(stage, call.organiser_id), a_coordinator(stage, call.organiser_id, "Otra")
    an_organisation(stage, number=NUMBER)
    asked = asked_by(stage, ours)

    assert told(stage, "work-asked") == [other.name]
    with pytest.raises(RequestOfOneself):
        let(stage, ours, asked, Standing.OWNER)
    let(stage, other, asked, Standing.OWNER)
    assert standing_of(stage, ours) == [Standing.OWNER]


def test_a_request_is_answered_in_its_time_and_erased_after_it(stage):
    organisation = an_organisation(stage, number=NUMBER)
    anna, nora = a_person(stage, organisation), a_person(stage, name="Nora")
    asked = asked_by(stage, nora)

    with pytest.raises(RequestOver):
        let(stage, anna, asked, at=WHILE_OPEN + LASTS)
    assert requests_to_owners(stage.session, organisation.id, WHILE_OPEN + LASTS) == []
    assert own_requests(stage.session, nora.id, WHILE_OPEN + LASTS) == []

    again = asked_by(stage, nora, at=WHILE_OPEN + LASTS)
    assert stage.session.scalars(select(WorkRequest.id)).all() == [again.id]
    decline(stage, anna, again, at=WHILE_OPEN + LASTS)
    over = WHILE_OPEN + LASTS + LASTS

    assert [_erased(stage, at) for at in (over, over + KEPT - TICK, over + KEPT, over + KEPT)] == [0, 0, 1, 0]
    assert stage.session.scalars(select(WorkRequest.id)).all() == []


def test_what_nobody_answered_is_erased_without_another_asking(stage):
    a_person(stage, an_organisation(stage, number=NUMBER))
    asked_by(stage, a_person(stage, name="Nora"))

    assert [_erased(stage, at) for at in (WHILE_OPEN + LASTS - TICK, WHILE_OPEN + LASTS)] == [0, 1]
    event = stage.session.scalars(select(AuditEvent).where(AuditEvent.verb == "work.erased")).one()
    assert event.facts == {"requests": 1}


def test_the_first_one_who_is_responsible_is_told_of_the_others_who_wait(stage):
    call = a_published_call(stage)
    coordinator = a_coordinator(stage, call.organiser_id)
    organisation = an_organisation(stage, number=NUMBER)
    nora, otto = a_person(stage, name="Nora"), a_person(stage, name="Otto")
    first, second = asked_by(stage, nora), asked_by(stage, otto)

    let(stage, coordinator, first, Standing.OWNER)

    assert told(stage, "work-asked") == ["Koordinatore", "Koordinatore", "Nora"]
    assert [one.id for one in requests_to_owners(stage.session, organisation.id, WHILE_OPEN)] == [second.id]
    assert requests_to_coordinators(stage.session, [call.organiser_id], WHILE_OPEN) == []
    with pytest.raises(AnsweredByOwners):
        let(stage, coordinator, second, Standing.OWNER)


def test_whoever_was_invited_meanwhile_stays_what_they_are(stage):
    organisation = an_organisation(stage, number=NUMBER)
    anna, nora = a_person(stage, organisation), a_person(stage, name="Nora")
    asked = asked_by(stage, nora)
    with stage.acting(at=WHILE_OPEN) as act:
        join(act, nora.id, organisation.id, Standing.OWNER)

    let(stage, anna, asked, Standing.READER)

    assert standing_of(stage, nora) == [Standing.OWNER]


def _erased(stage: Stage, at) -> int:
    stage.session.commit()
    use_clock(lambda: at)
    try:
        return erase_old_requests(stage.session)
    finally:
        use_clock(None)


def _paper_of(number: str):
    applicant = an_intake().applicant
    return {"applicant": type(applicant)(applicant.name, number)}
