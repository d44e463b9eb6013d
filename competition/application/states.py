"""Where an application may go from where it stands, and who may move it there: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from competition.foundation.errors import Refusal


class State(StrEnum):
    """Where an application stands. From `approved` on it is decided."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    RESERVE = "reserve"
    REFUSED = "refused"
    LATE = "late"


UNDECIDED = (State.DRAFT, State.SUBMITTED, State.WITHDRAWN)


class Verb(StrEnum):
    """What can be done with an application."""

    SAVE = "save"
    ATTACH = "attach"
    SUBMIT = "submit"
    RECEIVE = "receive"
    WITHDRAW = "withdraw"
    ACCEPT_LATE = "accept_late"
    ADD_FILE = "add_file"
    CHECK = "check"
    ASK_TO_CLARIFY = "ask_to_clarify"
    CLARIFY = "clarify"
    DECLARE = "declare"
    SCORE = "score"
    APPROVE = "approve"
    RESERVE = "reserve"
    REFUSE = "refuse"
    TURN_AWAY = "turn_away"


class Side(StrEnum):
    """On whose side somebody acts."""

    APPLICANT = "applicant"
    COORDINATOR = "coordinator"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a verb leads, and who may say it."""

    to: State
    sides: frozenset[Side]


def _move(to: State, *sides: Side) -> Move:
    return Move(to, frozenset(sides))


_BOTH = (Side.APPLICANT, Side.COORDINATOR)

MOVES: Mapping[tuple[State, Verb], Move] = {
    (State.DRAFT, Verb.SAVE): _move(State.DRAFT, Side.APPLICANT),
    (State.DRAFT, Verb.ATTACH): _move(State.DRAFT, Side.APPLICANT),
    (State.DRAFT, Verb.SUBMIT): _move(State.SUBMITTED, Side.APPLICANT),
    (State.DRAFT, Verb.RECEIVE): _move(State.SUBMITTED, Side.COORDINATOR),
    (State.DRAFT, Verb.ACCEPT_LATE): _move(State.DRAFT, Side.COORDINATOR),
    (State.SUBMITTED, Verb.SAVE): _move(State.SUBMITTED, Side.APPLICANT),
    (State.SUBMITTED, Verb.ATTACH): _move(State.SUBMITTED, Side.APPLICANT),
    (State.SUBMITTED, Verb.SUBMIT): _move(State.SUBMITTED, Side.APPLICANT),
    (State.SUBMITTED, Verb.WITHDRAW): _move(State.WITHDRAWN, *_BOTH),
    (State.SUBMITTED, Verb.ACCEPT_LATE): _move(State.SUBMITTED, Side.COORDINATOR),
    (State.SUBMITTED, Verb.ADD_FILE): _move(State.SUBMITTED, Side.COORDINATOR),
    (State.SUBMITTED, Verb.CHECK): _move(State.SUBMITTED, Side.COORDINATOR),
    (State.SUBMITTED, Verb.ASK_TO_CLARIFY): _move(State.SUBMITTED, Side.COORDINATOR),
    (State.SUBMITTED, Verb.CLARIFY): _move(State.SUBMITTED, *_BOTH),
    (State.SUBMITTED, Verb.DECLARE): _move(State.SUBMITTED, Side.COMMITTEE),
    (State.SUBMITTED, Verb.SCORE): _move(State.SUBMITTED, Side.COMMITTEE),
    (State.SUBMITTED, Verb.APPROVE): _move(State.APPROVED, Side.COMMITTEE, Side.COORDINATOR),
    (State.SUBMITTED, Verb.RESERVE): _move(State.RESERVE, Side.COMMITTEE, Side.COORDINATOR),
    (State.SUBMITTED, Verb.REFUSE): _move(State.REFUSED, Side.COMMITTEE, Side.COORDINATOR),
    (State.SUBMITTED, Verb.TURN_AWAY): _move(State.LATE, Side.COMMITTEE, Side.COORDINATOR),
}


class WrongState(Refusal):
    """This can't be done with an application that stands where this one stands."""

    code = "wrong-state"


class Withdrawn(WrongState):
    """The application was withdrawn: it is written, attached to and handed in no more."""

    code = "withdrawn"


WRITING = frozenset({Verb.SAVE, Verb.ATTACH, Verb.SUBMIT, Verb.CLARIFY})


def require(state: State, verb: Verb) -> State:
    """The state to which `verb` leads from `state`. Raises WrongState, and of its kinds Withdrawn."""
    move = MOVES.get((state, verb))
    if move is None:
        if state is State.WITHDRAWN and verb in WRITING:
            raise Withdrawn(state=state, verb=verb)
        raise WrongState(state=state, verb=verb)
    return move.to


def discardable(state: State, *, accepted: bool) -> bool:
    """Whether an application may be taken away: a draft that no act `accepted` after the deadline."""
    return state is State.DRAFT and not accepted


def may_move(side: Side, state: State, verb: Verb) -> bool:
    """Whether somebody on this side may do this with an application in this state."""
    move = MOVES.get((state, verb))
    return move is not None and side in move.sides
