"""The committee's forms: the declaration, the score sheet, reasons."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from wtforms import DecimalField, Field, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.forms import Form, choices, without_carriage_returns
from app.languages import page_language, said_plainly
from app.words import said_later as _l
from competition.application.records import Application
from competition.call.records import QualityCriterion
from scoring.sheets.operations import Points

NONE, CONFLICT = "none", "conflict"
LONGEST_REASON = 2000
MOST_KEYS = 11


class ReasonForm(Form):
    """Why something is done that is done seldom."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[InputRequired(_l("Write the reason.")), Length(max=LONGEST_REASON)],
        filters=[without_carriage_returns],
    )


def declaration_form(applications: Iterable[Application]) -> Form:
    """One question for each applicant: a conflict of interest, or none. Nothing is chosen beforehand."""
    fields = {
        f"a{one.id.hex}": RadioField(
            one.applicant_name,
            choices=choices((NONE, _l("No conflict of interest")), (CONFLICT, _l("Conflict of interest"))),
            validators=[InputRequired(_l("Choose whether there is a conflict of interest with this applicant."))],
        )
        for one in applications
    }
    return type("DeclarationForm", (Form,), fields)()


def declared_in(form: Form, answer: str) -> set[UUID]:
    """The applications for which `answer` was chosen."""
    return {UUID(field.name[1:]) for field in form if field.name.startswith("a") and field.data == answer}


class SheetForm(Form):
    """Points, reasons and notes of one sheet; its fields for the criteria are made for the call (`sheet_form`)."""

    criteria: Sequence[QualityCriterion] = ()
    notes = TextAreaField(
        _l("Notes for yourself"),
        description=_l("Nobody else sees them."),
        validators=[Optional(), Length(max=LONGEST_REASON)],
        filters=[without_carriage_returns],
    )

    def points_field(self, place: int) -> Field:
        """The field for the points of the criterion at this place."""
        return self[f"p{place}"]

    def reason_field(self, place: int) -> Field:
        """The field for the reason of the criterion at this place."""
        return self[f"r{place}"]

    def points(self) -> dict[str, Decimal]:
        """The points that are given and can be read."""
        given = {one.code: _decimal(self[f"p{place}"].data) for place, one in enumerate(self.criteria)}
        return {code: value for code, value in given.items() if value is not None}

    def reasons(self) -> dict[str, str]:
        """The reasons that are written."""
        given = {one.code: (self[f"r{place}"].data or "").strip() for place, one in enumerate(self.criteria)}
        return {code: text for code, text in given.items() if text}

    def given(self, application_id: UUID, member_id: UUID) -> Points:
        """What was filled in, as the operation takes it."""
        return Points(application_id, member_id, self.points(), reasons=self.reasons(), notes=self.notes.data or "")

    def so_far(self) -> Decimal:
        """The weighted sum of the points given so far."""
        weights = {one.code: one.weight for one in self.criteria}
        return sum((weights[code] * value for code, value in self.points().items()), Decimal())


def sheet_form(
    criteria: Sequence[QualityCriterion],
    points: Mapping[str, Decimal],
    reasons: Mapping[str, str],
    notes: str | None,
    *,
    complete: bool,
) -> SheetForm:
    """The sheet of a call with what stands on it; points for every criterion are asked where it is to be completed."""
    fields: dict[str, Any] = {"criteria": criteria}
    stands: dict[str, Any] = {"notes": notes or ""}
    for place, one in enumerate(criteria):
        fields[f"p{place}"] = _points_field(one, complete=complete)
        fields[f"r{place}"] = TextAreaField(
            _l("Reason for %(code)s", code=one.code),
            validators=[Optional(), Length(max=LONGEST_REASON)],
            filters=[without_carriage_returns],
        )
        if one.code in points:
            stands[f"p{place}"] = key_of(points[one.code])
        stands[f"r{place}"] = reasons.get(one.code, "")
    return type("CallSheetForm", (SheetForm,), fields)(data=stands)


def key_of(points: Decimal) -> str:
    """Points as they stand on a key of the scale."""
    return f"{points.normalize():f}"


def _points_field(criterion: QualityCriterion, *, complete: bool) -> Field:
    label = f"{criterion.code} {said_plainly(criterion.title, page_language())}"
    asked = InputRequired(_l("Give points for %(code)s.", code=criterion.code)) if complete else Optional()
    keys = int((criterion.maximum - criterion.minimum) / criterion.step) + 1
    if keys > MOST_KEYS:
        return DecimalField(label, places=None, validators=[asked])  # pyright: ignore[reportReturnType]
    values = [key_of(criterion.minimum + criterion.step * place) for place in range(keys)]
    return RadioField(  # pyright: ignore[reportReturnType]
        label, choices=choices(*((value, value) for value in values)), validators=[asked]
    )


def _decimal(value: object) -> Decimal | None:
    try:
        return None if value in (None, "", "None") else Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return None
