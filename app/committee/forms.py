"""The form of a score sheet, made of the call's criteria; and what was typed into it, on its way to the sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.formats import points
from app.forms import Form, choices, without_carriage_returns
from app.languages import said
from app.words import said_later as _l
from competition.call.records import QualityCriterion
from competition.form.merging import marks_of
from scoring.scale import Criterion, fault_of, wants_reason
from scoring.sheets.own import NOTES, Own
from scoring.sheets.queries import criterion_value

MOST_KEYS = 11
NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,6})?", re.ASCII)
LONGEST_REASON, LONGEST_NOTES = 2000, 10_000
Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One criterion of the sheet: its scale, its reason, its floor in words, what its points mean."""

    criterion: QualityCriterion
    field: Field
    reason: Field
    keys: bool
    floor: str | None
    below: bool
    levels: Mapping[str, Mapping[str, str]]

    @property
    def weight(self) -> str:
        """The criterion's weight, for the script that adds up."""
        return _value(self.criterion.weight)

    @property
    def least(self) -> str | None:
        """The criterion's floor, for the script that says at once that points are below it."""
        return None if self.criterion.threshold is None else _value(self.criterion.threshold)

    @property
    def below_words(self) -> str:
        """What is said where the points are below the floor."""
        assert self.criterion.threshold is not None
        return gettext(
            "Below the minimum of %(points)s: write the reason. If the mean stays below, the application is refused.",
            points=points(self.criterion.threshold),
        )


class SheetForm(Form):
    """What every sheet has, whatever its criteria."""

    seen = HiddenField()
    notes = TextAreaField(
        _l("Private notes"),
        description=_l("Only you see them."),
        validators=[Optional(), Length(max=LONGEST_NOTES)],
        filters=[without_carriage_returns],
    )

    def rows(self, criteria: Sequence[QualityCriterion]) -> list[ScaleRow]:
        """The criteria with their fields."""
        return [
            ScaleRow(
                one,
                self[f"points-{one.code}"],
                self[f"reason-{one.code}"],
                bool(steps_of(one)),
                None if one.threshold is None else gettext("minimum %(points)s", points=points(one.threshold)),
                _is_below(self[f"points-{one.code}"].data, one),
                {_value(level.points): level.text for level in one.levels},
            )
            for one in criteria
        ]

    def so_far(self, criteria: Sequence[QualityCriterion]) -> Decimal:
        """The weighted sum of the points that are given and are on the scale."""
        given = {one.code: points_in(self[f"points-{one.code}"].data, criterion_value(one)) for one in criteria}
        return sum((value * one.weight for one in criteria if (value := given[one.code]) is not None), Decimal())

    def check_scales(self, criteria: Sequence[QualityCriterion]) -> None:
        """Say beside the fields which points are off the scale, and which need their reason."""
        for one in criteria:
            field, reason = self[f"points-{one.code}"], self[f"reason-{one.code}"]
            if field.errors:
                continue
            scale = criterion_value(one)
            given = points_in(field.data, scale)
            if given is None:
                field.errors = [off_scale_words(one)]
            elif wants_reason(Fraction(given), scale) and not (reason.data or "").strip():
                reason.errors = [_reason_words(one)]


def sheet_form(criteria: Sequence[QualityCriterion], own: Own, sent: Sent | None = None) -> SheetForm:
    """The form of a sheet with what stands on it, or with what was `sent`."""
    fields: dict[str, Any] = {}
    for one in criteria:
        fields[f"points-{one.code}"] = _scale_field(one)
        fields[f"reason-{one.code}"] = _reason_field(one)
    kind: type[SheetForm] = type("SheetForm", (SheetForm,), fields)
    if sent is not None:
        return kind(MultiDict(sent))
    stands = own.fields([one.code for one in criteria])
    shown = {name: points(text) if name.startswith("points-") else text for name, text in stands.items()}
    data = {
        name: text if not name.startswith("points-") or _keys(criteria, name) else shown[name]
        for name, text in stands.items()
    }
    form = kind(formdata=None, data={name: text or None for name, text in data.items()})
    form.seen.data = marks_of(stands)
    return form


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a sheet: points by the criteria's codes, None where the field is empty.

    Points that are off their scale are not among them: `off_scale` names their criteria.
    """

    points: Mapping[str, Decimal | None]
    reasons: Mapping[str, str]
    notes: str
    off_scale: list[str]


def typed_in(sent: Sent, criteria: Sequence[Criterion]) -> Typed:
    """What was typed."""
    given = {one.code: sent.get(f"points-{one.code}", "").strip() for one in criteria}
    on_scale = {one.code: points_in(given[one.code], one) for one in criteria}
    off_scale = [code for code, value in on_scale.items() if value is None and given[code]]
    return Typed(
        {code: value for code, value in on_scale.items() if code not in off_scale},
        {one.code: _kept(sent.get(f"reason-{one.code}"))[:LONGEST_REASON] for one in criteria},
        _kept(sent.get(NOTES))[:LONGEST_NOTES],
        off_scale,
    )


def points_in(text: str | None, criterion: Criterion) -> Decimal | None:
    """Points as somebody typed them, with a comma or a full stop; None where the scale does not have them."""
    typed = (text or "").strip()
    if not NUMBER.fullmatch(typed):  # an exponent would be a number of any length
        return None
    value = Decimal(typed.replace(",", "."))
    return None if fault_of(Fraction(value), criterion) else value


def _is_below(text: str | None, criterion: QualityCriterion) -> bool:
    """Whether points as somebody typed them are below the criterion's floor."""
    scale = criterion_value(criterion)
    given = points_in(text, scale)
    return given is not None and wants_reason(Fraction(given), scale)


def off_scale_words(criterion: QualityCriterion) -> str:
    """Which points the scale has."""
    return gettext(
        "Criterion %(code)s: from %(least)s to %(most)s points, in steps of %(step)s.",
        code=criterion.code,
        least=points(criterion.minimum),
        most=points(criterion.maximum),
        step=points(criterion.step),
    )


def _reason_words(criterion: QualityCriterion) -> str:
    """Why the points of a criterion need their reason."""
    assert criterion.threshold is not None
    return gettext(
        "Criterion %(code)s has fewer than %(least)s points: write the reason.",
        code=criterion.code,
        least=points(criterion.threshold),
    )


def steps_of(criterion: QualityCriterion) -> list[Decimal]:
    """The points of a scale that has few enough of them for a key each; none where a number is typed."""
    count = int((criterion.maximum - criterion.minimum) // criterion.step) + 1
    if count > MOST_KEYS:
        return []
    return [criterion.minimum + number * criterion.step for number in range(count)]


def _keys(criteria: Sequence[QualityCriterion], name: str) -> bool:
    return any(steps_of(one) for one in criteria if name == f"points-{one.code}")


def _scale_field(criterion: QualityCriterion) -> Any:
    label = Markup("{} {}").format(criterion.code, said(criterion.title))
    needed = InputRequired(_l("Give points for criterion %(code)s.", code=criterion.code))
    if steps := steps_of(criterion):
        return RadioField(label, choices=choices(*((_value(one), points(one)) for one in steps)), validators=[needed])
    told = _l("From %(least)s to %(most)s points", least=points(criterion.minimum), most=points(criterion.maximum))
    return StringField(label, description=told, validators=[needed])


def _reason_field(criterion: QualityCriterion) -> Any:
    told = (
        ""
        if criterion.threshold is None
        else _l("Needed where you give fewer than %(points)s points.", points=points(criterion.threshold))
    )
    return TextAreaField(
        _l("Reason under criterion %(code)s", code=criterion.code),
        description=told,
        validators=[Optional(), Length(max=LONGEST_REASON)],
        filters=[without_carriage_returns],
    )


def _value(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _kept(text: str | None) -> str:
    """A text as it is kept: databases take no NUL."""
    kept = (without_carriage_returns(text or "") or "").replace("\0", "")
    return kept if kept.strip() else ""
