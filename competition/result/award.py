"""The award is exactly the call's amount, and all awards together stay within the call's means."""

from decimal import Decimal


def within_means(awards: int, amount: Decimal, *, available: int, budget: Decimal | None) -> bool:
    """Whether so many awards of the flat `amount` are at most the quota, and together at most the budget.

    Source: call archive, outcome, steps 9 and 10.
    """
    return awards <= available and (budget is None or awards * amount <= budget)
