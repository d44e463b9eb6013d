"""All awards together stay within the call's means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.call.records import Call
from competition.result.award import within_means

AMOUNT = Decimal("4600.00")

cents = st.integers(1, 10**8).map(lambda value: Decimal(value) / 100)
budgets = st.integers(0, 10**10).map(lambda value: Decimal(value) / 100)


@pytest.mark.parametrize(
    ("awards", "available", "budget", "fits"),
    [
        (0, 0, None, True),
        (8, 8, None, True),
        (9, 8, None, False),
        (2, 2, Decimal("9200.00"), True),
        (2, 2, Decimal("9199.99"), False),
        (0, 0, Decimal("0.00"), True),
        (3, 2, Decimal("99999.00"), False),
    ],
)
def test_awards_are_at_most_the_quota_and_together_at_most_the_budget(awards, available, budget, fits):
    assert within_means(awards, AMOUNT, available=available, budget=budget) is fits


@given(cents, budgets)
def test_a_budget_pays_for_as_many_awards_as_fit_and_for_no_more(amount, budget):
    call = Call(award_amount=amount, budget=budget, quota=None)

    assert within_means(call.available, amount, available=call.available, budget=budget)
    assert call.available * amount <= budget < (call.available + 1) * amount
