"""What a completed sheet may hold."""

from fractions import Fraction

import pytest

from scoring.scale import Criterion, Fault, Kind, faults


def a_scale(code="x", lowest="0", highest="5", step="1"):
    return Criterion(code, Fraction(lowest), Fraction(highest), Fraction(step), Fraction(1))


@pytest.mark.parametrize(
    ("points", "scale", "kinds"),
    [
        ("0", a_scale(), []),
        ("5", a_scale(), []),
        ("6", a_scale(), [Kind.OFF_RANGE]),
        ("-0.000001", a_scale(), [Kind.OFF_RANGE]),
        ("2.5", a_scale(), [Kind.OFF_STEP]),
        ("2.5", a_scale(step="0.5"), []),
        ("0.3", a_scale(step="0.1"), []),
        ("1", a_scale(lowest="-2", step="1.5"), [] if (1 - -2) % 1.5 == 0 else [Kind.OFF_STEP]),
        ("0", a_scale(lowest="-2", step="1.5"), [Kind.OFF_STEP]),
        ("5", a_scale(step="2"), [Kind.OFF_STEP]),
        ("0", a_scale(highest="0", step="7"), []),
    ],
)
def test_points_lie_in_the_range_and_on_the_step_counted_from_the_lowest(points, scale, kinds):
    assert faults({"x": Fraction(points)}, [scale]) == [Fault("x", kind) for kind in kinds]


def test_every_criterion_and_no_other_in_the_order_of_the_call():
    criteria = [a_scale("b"), a_scale("a")]
    assert faults({"c": Fraction(1), "a": Fraction(9)}, criteria) == [
        Fault("b", Kind.MISSING),
        Fault("a", Kind.OFF_RANGE),
        Fault("c", Kind.UNKNOWN),
    ]
    assert faults({"a": Fraction(1), "b": Fraction(2)}, criteria) == []
