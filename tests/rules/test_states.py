"""Where an application may go from where it stands, and who may move it there."""

from itertools import product

import pytest

from competition.application.states import MOVES, Side, State, Verb, WrongState, may_move, require

A, C, K = Side.APPLICANT, Side.COORDINATOR, Side.COMMITTEE

TABLE = {
    (State.DRAFT, Verb.SAVE): (State.DRAFT, {A}),
    (State.DRAFT, Verb.ATTACH): (State.DRAFT, {A}),
    (State.DRAFT, Verb.SUBMIT): (State.SUBMITTED, {A}),
    (State.DRAFT, Verb.RECEIVE): (State.SUBMITTED, {C}),
    (State.DRAFT, Verb.ACCEPT_LATE): (State.DRAFT, {C}),
    (State.SUBMITTED, Verb.SAVE): (State.SUBMITTED, {A}),
    (State.SUBMITTED, Verb.ATTACH): (State.SUBMITTED, {A}),
    (State.SUBMITTED, Verb.SUBMIT): (State.SUBMITTED, {A}),
    (State.SUBMITTED, Verb.WITHDRAW): (State.WITHDRAWN, {A, C}),
    (State.SUBMITTED, Verb.ACCEPT_LATE): (State.SUBMITTED, {C}),
    (State.SUBMITTED, Verb.ADD_FILE): (State.SUBMITTED, {C}),
    (State.SUBMITTED, Verb.CHECK): (State.SUBMITTED, {C}),
    (State.SUBMITTED, Verb.ASK_TO_CLARIFY): (State.SUBMITTED, {C}),
    (State.SUBMITTED, Verb.CLARIFY): (State.SUBMITTED, {A, C}),
    (State.SUBMITTED, Verb.DECLARE): (State.SUBMITTED, {K}),
    (State.SUBMITTED, Verb.SCORE): (State.SUBMITTED, {K}),
    (State.SUBMITTED, Verb.APPROVE): (State.APPROVED, {K, C}),
    (State.SUBMITTED, Verb.RESERVE): (State.RESERVE, {K, C}),
    (State.SUBMITTED, Verb.REFUSE): (State.REFUSED, {K, C}),
    (State.SUBMITTED, Verb.TURN_AWAY): (State.LATE, {K, C}),
}
"""What a reader of the rules expects: everything else is refused."""

ENDS = (State.WITHDRAWN, State.APPROVED, State.RESERVE, State.REFUSED, State.LATE)


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)), ids=lambda word: word.value)
def test_a_verb_leads_where_the_table_says_or_is_refused(state, verb):
    if (state, verb) in TABLE:
        assert require(state, verb) == TABLE[state, verb][0]
        return

    with pytest.raises(WrongState) as refused:
        require(state, verb)
    assert refused.value.facts == {"state": state, "verb": verb}


@pytest.mark.parametrize("side", Side, ids=lambda side: side.value)
def test_each_side_may_do_what_the_table_says_and_nothing_else(side):
    allowed = {(state, verb) for state, verb in product(State, Verb) if may_move(side, state, verb)}

    assert allowed == {move for move, (_, sides) in TABLE.items() if side in sides}


def test_from_an_end_nothing_leads_on():
    assert {state for state, _ in MOVES} & set(ENDS) == set()


def test_every_state_but_the_first_can_be_reached_and_every_verb_can_be_said():
    assert {move.to for move in MOVES.values()} == set(State)
    assert {verb for _, verb in MOVES} == set(Verb)
