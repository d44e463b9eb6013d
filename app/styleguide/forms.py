"""Sample forms: nothing of what is typed into them is kept."""

from decimal import Decimal

from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from app.forms import AtMost, Form, Group, choices, without_carriage_returns
from app.words import said_later as _l

LONGEST_ANSWER = 1500
KINDS = ("pdf", "docx", "asice", "edoc")
TOLD_KINDS = " / ".join(KINDS).upper()
POINTS = choices(*((str(number), str(number)) for number in range(6)))


class ActivityRow(Group):
    """One activity of a project."""

    what = StringField(_l("What is done"), validators=[InputRequired(_l("Write what is done.")), Length(max=200)])
    people = IntegerField(
        _l("For how many"), validators=[InputRequired(_l("Write for how many.")), NumberRange(1, 5000)]
    )


class SectionForm(Form):
    """One section of an application, with a field of every kind."""

    kind = RadioField(
        _l("Who applies?"),
        choices=choices(
            ("youth", _l("A youth organisation")),
            ("association", _l("An association or a foundation")),
            ("group", _l("An informal group together with one of these")),
        ),
        validators=[InputRequired(_l("Choose who applies."))],
    )
    participants = IntegerField(
        _l("Young people in all"),
        description=_l("Pupils of grades 5–12 and of years 1–4 of vocational schools"),
        validators=[InputRequired(_l("Write how many young people take part.")), NumberRange(1, 5000)],
    )
    at_risk = IntegerField(
        _l("Of these, at risk of leaving school early"),
        validators=[InputRequired(_l("Write how many of them are at risk.")), NumberRange(0, 5000)],
    )
    how = TextAreaField(
        _l("How will you reach and keep the young people at risk?"),
        description=_l("For example: who invites them, who helps them get there, what they lead themselves."),
        validators=[InputRequired(_l("Write how you will reach them.")), AtMost(LONGEST_ANSWER)],
        filters=[without_carriage_returns],
    )
    where = SelectField(
        _l("Where does it take place?"),
        choices=choices(
            ("", _l("Choose")),
            ("school", _l("At a school")),
            ("centre", _l("In a youth centre")),
            ("out", _l("Outdoors")),
        ),
        validators=[InputRequired(_l("Choose where it takes place."))],
    )
    begins = DateField(_l("First day"), validators=[InputRequired(_l("Choose the first day of the project."))])
    ends = DateField(_l("Last day"), validators=[InputRequired(_l("Choose the last day of the project."))])
    activities = FieldList(FormField(ActivityRow, _l("Activity")), _l("Activities"), min_entries=2, max_entries=20)
    channels = SelectMultipleField(
        _l("How will you tell of the project?"),
        choices=choices(("school", _l("At school")), ("press", _l("In the press")), ("net", _l("On the internet"))),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )
    contact = StringField(
        _l("E-mail address for questions"), validators=[InputRequired(_l("Write an e-mail address.")), Email()]
    )
    phone = StringField(_l("Telephone"), validators=[Optional(), Length(max=30)])
    true = BooleanField(
        _l("I confirm that what is written here is true"), validators=[InputRequired(_l("Confirm that it is true."))]
    )

    def validate_at_risk(self, field: IntegerField) -> None:
        """Some of the young people are at risk: never more than all."""
        if field.data is not None and self.participants.data is not None and field.data > self.participants.data:
            raise ValidationError(_l("Write a number that is not above the number of all young people."))

    def validate_ends(self, field: DateField) -> None:
        """The last day is not before the first."""
        if field.data and self.begins.data and field.data < self.begins.data:
            raise ValidationError(_l("The last day cannot be before the first."))


class FileForm(Form):
    """One file."""

    file = FileField(
        _l("Declaration of the partner"),
        validators=[
            FileRequired(_l("Choose a file.")),
            FileAllowed(
                KINDS,
                _l("This kind of file is not taken. Save it as %(kinds)s and choose it again.", kinds=TOLD_KINDS),
            ),
        ],
    )


class SheetForm(Form):
    """A short score sheet."""

    need = RadioField(
        _l("2.1 Need and agreement with the aims"),
        choices=POINTS,
        validators=[InputRequired(_l("Give points for 2.1."))],
    )
    reach = RadioField(
        _l("2.2 Involvement of young people at risk"),
        choices=POINTS,
        validators=[InputRequired(_l("Give points for 2.2."))],
    )
    lead = RadioField(
        _l("2.3.1 Young people plan and lead"), choices=POINTS, validators=[InputRequired(_l("Give points for 2.3.1."))]
    )
    reasons = TextAreaField(
        _l("Reasons for criterion 2.2"),
        validators=[InputRequired(_l("Write the reasons for criterion 2.2.")), AtMost(LONGEST_ANSWER)],
        filters=[without_carriage_returns],
    )

    def so_far(self) -> Decimal:
        """The sum of the points that are given and are on the scale."""
        given = [field for field in (self.need, self.reach, self.lead) if field.data and not field.errors]
        return sum((Decimal(field.data) for field in given), Decimal())
