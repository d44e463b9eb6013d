"""May we apply? Yes, no with every reason, or what to do first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.call.period import Window
from competition.form.answers import Unfit
from competition.form.check import Finding, Outcome, asked_in, judge, unanswered
from competition.form.definition import CheckAnswer, CheckQuestion, Says
from competition.form.questions import FROM, UNTIL
from competition.form.shipped import PUMPURS

WINDOW = Window(date(2020, 6, 1), date(2020, 12, 31), 3, 6)
PERIOD = PUMPURS.check[-1]
DAYS = {FROM: "2020-06-01", UNTIL: "2020-08-31"}
FINE = {"organisation": "association", "group": "none", "target-group": "at-risk", **DAYS}


def a_question(key: str) -> CheckQuestion:
    """One with an answer of each kind, each with the key of what it says."""
    return CheckQuestion(
        key, {"lv": key}, answers=tuple(CheckAnswer(one.value, {"lv": one.value}, one, {"lv": key}) for one in Says)
    )


answered = some.lists(some.sampled_from(list(Says)), min_size=1, max_size=6)


def check_of(said: list[Says]) -> tuple[list[CheckQuestion], dict[str, str]]:
    """A check of so many questions, and the answers that say this."""
    check = [a_question(f"q{place}") for place in range(len(said))]
    return check, {one.key: word.value for one, word in zip(check, said, strict=True)}


def said(answers: dict[str, str]) -> list[tuple[str, Says, Unfit | None]]:
    """What the check of the shipped form finds."""
    return [(one.question.key, one.says, one.unfit) for one in judge(PUMPURS.check, answers, WINDOW).findings]


@given(answered)
def test_one_no_is_enough_for_no_and_else_one_thing_to_do_for_first(words):
    check, answers = check_of(words)

    outcome = judge(check, answers, None)

    worst = Says.NO if Says.NO in words else Says.FIRST if Says.FIRST in words else Says.YES
    assert outcome.says is worst


@given(answered)
def test_every_reason_is_told_in_the_order_of_the_check(words):
    check, answers = check_of(words)

    outcome = judge(check, answers, None)

    for word in (Says.NO, Says.FIRST):
        keys = [one.key for one, told in zip(check, words, strict=True) if told is word]
        assert [one.question.key for one in outcome.of(word)] == keys


@given(answered, some.data())
def test_a_better_answer_never_makes_it_worse(words, data):
    order = [Says.NO, Says.FIRST, Says.YES]
    place = data.draw(some.sampled_from(range(len(words))))
    better = data.draw(some.sampled_from(order[order.index(words[place]) :]))
    before, after = (judge(*check_of(one), None).says for one in (words, [*words[:place], better, *words[place + 1 :]]))

    assert order.index(after) >= order.index(before)


odd = some.text("aā1-0 \0", max_size=12)
typed = some.fixed_dictionaries({}, optional={key: odd | some.just(text) for key, text in FINE.items()})


@given(typed)
def test_whatever_was_typed_is_judged_or_must_be_answered_otherwise(answers):
    wrong = unanswered(PUMPURS.check, answers)

    if not wrong:
        judge(PUMPURS.check, answers, WINDOW)
    assert wrong.keys() <= {*FINE}


def test_who_fits_everything_may_apply():
    assert unanswered(PUMPURS.check, FINE) == {}
    assert judge(PUMPURS.check, FINE, WINDOW) == Outcome()
    assert Outcome().says is Says.YES


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        ({"organisation": "youth-organisation"}, []),
        ({"organisation": "other"}, [("organisation", Says.NO, None)]),
        ({"organisation": "group", "group": "agreed"}, [("organisation", Says.FIRST, None)]),
        ({"group": "not-agreed"}, [("group", Says.FIRST, None)]),
        ({"target-group": "others"}, [("target-group", Says.NO, None)]),
        (
            {"organisation": "other-association", "target-group": "not-at-risk", FROM: "", UNTIL: ""},
            [
                ("organisation", Says.NO, None),
                ("target-group", Says.FIRST, None),
                ("period", Says.YES, None),
            ],
        ),
    ],
)
def test_the_shipped_check_says_what_the_rules_of_the_programme_say(change, findings):
    assert said(FINE | change) == findings


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2020-06-01", "2020-08-30", Unfit.LASTS_TOO_SHORT),
        ("2020-06-01", "2020-12-01", Unfit.LASTS_TOO_LONG),
        ("2020-05-31", "2020-09-30", Unfit.OUTSIDE_THE_WINDOW),
        ("2020-10-01", "2021-01-01", Unfit.OUTSIDE_THE_WINDOW),
        ("", "2021-01-01", Unfit.OUTSIDE_THE_WINDOW),
    ],
)
def test_days_that_do_not_fit_the_call_are_to_be_chosen_first(first, last, why):
    assert said(FINE | {FROM: first, UNTIL: last}) == [("period", Says.FIRST, why)]


@pytest.mark.parametrize(("first", "last"), [("2020-06-01", ""), ("", "2020-08-31"), ("", "  ")])
def test_days_that_are_not_chosen_yet_stand_against_nothing_and_are_told(first, last):
    days = {FROM: first, UNTIL: last}

    assert said(FINE | days) == [("period", Says.YES, None)]
    assert judge(PUMPURS.check, FINE | days, WINDOW).says is Says.YES
    to_do = judge(PUMPURS.check, FINE | {"group": "not-agreed"} | days, WINDOW)
    assert (to_do.says, [one.question.key for one in to_do.of(Says.FIRST)]) == (Says.FIRST, ["group", "period"])


@pytest.mark.parametrize("days", [DAYS, {FROM: "2020-10-03", UNTIL: "2020-12-31"} | {FROM: "2020-09-01"}])
def test_days_inside_the_window_of_the_call_say_nothing(days):
    assert said(FINE | days) == []


def test_where_the_call_does_not_say_when_projects_run_the_days_are_not_asked():
    assert asked_in(PUMPURS.check, None) == PUMPURS.check[:-1]
    assert asked_in(PUMPURS.check, WINDOW) == PUMPURS.check


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"organisation": ""}, {"organisation": Unfit.NOT_A_CHOICE}),
        ({"organisation": "Association"}, {"organisation": Unfit.NOT_A_CHOICE}),
        ({"target-group": "none"}, {"target-group": Unfit.NOT_A_CHOICE}),
        ({FROM: "1. jūnijs"}, {FROM: Unfit.NOT_A_DAY}),
        ({FROM: "2020-02-30", UNTIL: "x" * 1000}, {FROM: Unfit.NOT_A_DAY, UNTIL: Unfit.NOT_A_DAY}),
        ({UNTIL: "2020-05-31"}, {UNTIL: Unfit.ENDS_BEFORE_IT_BEGINS}),
    ],
)
def test_a_slip_is_no_answer(change, wrong):
    assert unanswered(PUMPURS.check, FINE | change) == wrong


def test_a_finding_says_by_what():
    answer = next(one for one in PUMPURS.check[0].answers if one.key == "other")

    told = Finding(PUMPURS.check[0], answer)

    assert (told.reason, told.basis.criterion) == (answer.reason, "1.2")
    assert (Finding(PERIOD).reason, Finding(PERIOD).basis.criterion) == (None, "1.7")
