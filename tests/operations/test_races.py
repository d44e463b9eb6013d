"""What happens when two people act at the same moment, on real connections of both engines."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread
from uuid import UUID

from sqlalchemy import select

from competition.application.publishing import AmendmentOrder, amend
from competition.application.records import Application, Submission
from competition.application.states import State
from competition.application.submission import CallNotOpen, save, start, submit
from competition.call.records import Call
from competition.foundation import audit
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.clock import whole_of, zone
from competition.foundation.errors import Refusal
from competition.foundation.signing import Signer
from competition.foundation.twice import DoneAlready
from competition.organisation.operations import Applicant, find_or_make
from competition.result.operations import AlreadyAnnounced, AlreadyDecided, announce
from competition.result.records import Decision, Notice
from scoring.meeting.closing import close_scoring
from scoring.meeting.operations import decide
from tests.builders import AFTERWARDS, MINUTES, a_committee, a_draft, a_published_call, a_scored_call, decide_call

RIGA = zone("Europe/Riga")
BEFORE = datetime(2020, 3, 10, 9, tzinfo=UTC)
BETWEEN = datetime(2020, 3, 24, 7, tzinfo=UTC)
AFTER = datetime(2020, 5, 1, tzinfo=UTC)
ORDER = AmendmentOrder(
    whole_of(datetime(2020, 4, 14, tzinfo=UTC).date(), RIGA), "Rīkojums Nr. 5", {"lv": "Ārkārtējā situācija"}
)


End = Refusal | DoneAlready | None


def at_once(stage, deeds: list[tuple[datetime, Callable[[Act], object]]], signer: Signer | None = None) -> list[End]:
    """Do every deed in a thread and on a connection of its own, all released at one moment; how each ended."""
    together = Barrier(len(deeds))
    ends: list[Refusal | BaseException | None] = [None] * len(deeds)

    def run(place: int, at: datetime, deed: Callable[[Act], object]) -> None:
        with stage.another_session() as session:
            together.wait(timeout=30)
            try:
                with acting(session, SYSTEM, at=at, signer=signer) as act:
                    deed(act)
            except BaseException as end:  # noqa: BLE001 - told to the test below
                ends[place] = end

    threads = [Thread(target=run, args=(place, *deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for end in ends:
        if end is not None and not isinstance(end, Refusal | DoneAlready):
            raise end
    return ends


def submitting(application_id: UUID) -> Callable[[Act], object]:
    return lambda act: submit(act, application_id)


def test_two_submissions_of_one_application_at_the_same_moment_give_one(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)

    ends = at_once(stage, [(BEFORE, submitting(draft.id))] * 4)

    assert ends == [None] * 4
    submissions = stage.session.scalars(select(Submission).where(Submission.application_id == draft.id)).all()
    assert [one.version for one in submissions] == [1]
    assert list(audit.faults_in(stage.session)) == []


def test_many_submissions_at_the_same_moment_get_each_its_own_number(stage):
    call = a_published_call(stage)
    drafts = [a_draft(stage, call, name=f"Biedrība {place}") for place in range(8)]

    ends = at_once(stage, [(BEFORE, submitting(draft.id)) for draft in drafts])

    assert ends == [None] * 8
    numbers = stage.session.scalars(select(Application.number).where(Application.call_id == call.id)).all()
    assert sorted(numbers) == [f"2020-{serial:02d}" for serial in range(1, 9)]


def test_an_amendment_that_lands_while_people_submit_never_gives_a_half_state(stage):
    call = a_published_call(stage)
    drafts = [a_draft(stage, call, name=f"Biedrība {place}") for place in range(6)]
    deeds = [(BETWEEN, submitting(draft.id)) for draft in drafts]
    deeds.insert(3, (BETWEEN, lambda act: amend(act, call.id, ORDER)))

    ends = at_once(stage, deeds)

    refused = [isinstance(end, CallNotOpen) for end in ends[:3] + ends[4:]]
    assert all(end is None or isinstance(end, CallNotOpen) for end in ends)
    assert ends[3] is None
    stage.session.expire_all()
    states = [stage.session.get(Application, draft.id).state for draft in drafts]
    assert states == [State.DRAFT if no else State.SUBMITTED for no in refused]
    verbs = stage.session.scalars(select(audit.AuditEvent.verb).order_by(audit.AuditEvent.number)).all()
    amended = verbs.index("call.amended")
    assert "application.submitted" not in verbs[:amended]
    assert verbs[amended:].count("application.submitted") == refused.count(False)
    assert list(audit.faults_in(stage.session)) == []


def test_saving_and_submitting_at_once_submits_what_was_saved_before_or_after(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call, title="Viens")

    ends = at_once(stage, [(BEFORE, lambda act: save(act, draft.id, {}, "Divi")), (BEFORE, submitting(draft.id))])

    assert ends == [None, None]
    content = stage.session.scalar(select(Submission.content).where(Submission.application_id == draft.id))
    assert content["title"] in {"Viens", "Divi"}


def test_two_decisions_at_the_same_moment_give_one(stage):
    call = a_published_call(stage)
    a_committee(stage, call)
    with stage.acting(at=AFTER) as act:
        close_scoring(act, call.id)

    ends = at_once(stage, [(AFTER, lambda act: decide(act, call.id, MINUTES))] * 3)

    assert sorted(type(end).__name__ for end in ends) == ["AlreadyDecided", "AlreadyDecided", "NoneType"]
    assert AlreadyDecided in {type(end) for end in ends}
    assert len(stage.session.scalars(select(Decision)).all()) == 1


def test_one_organisation_that_two_people_name_at_once_is_one_organisation(stage):
    applicant = Applicant("Biedrība “Abi reizē”", "40008999071")

    ends = at_once(stage, [(BEFORE, lambda act: find_or_make(act, applicant) and act.note("tried", "test:1"))] * 3)

    assert ends == [None] * 3


def test_starting_while_the_call_is_amended_waits_for_the_amendment(stage):
    call = a_published_call(stage)
    with stage.acting(at=BEFORE) as act:
        organisation_id = find_or_make(act, Applicant("Biedrība")).id

    ends = at_once(
        stage,
        [
            (BETWEEN, lambda act: amend(act, call.id, ORDER)),
            (BETWEEN, lambda act: start(act, call.id, organisation_id)),
        ],
    )

    assert ends[0] is None
    assert ends[1] is None or isinstance(ends[1], CallNotOpen)
    assert stage.session.get(Call, call.id, populate_existing=True).amendments[0].number == 1


def test_results_are_announced_once_by_two_people_at_once(stage):
    call, _ = a_scored_call(stage, {"A": ("5", "5"), "B": ("4", "4")})
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)

    ends = at_once(stage, [(AFTER, lambda act: announce(act, call.id))] * 2)

    assert sorted(type(end) for end in ends if end) == [AlreadyAnnounced]
    stage.session.expire_all()
    notices = stage.session.scalars(select(Notice).order_by(Notice.number)).all()
    assert [notice.number for notice in notices] == ["1-9/2020/1", "1-9/2020/2"]
    assert list(audit.faults_in(stage.session)) == []
