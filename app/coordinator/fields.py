"""Fields that the coordinator's forms share."""

from decimal import Decimal
from typing import Any

from wtforms import DateField, DecimalField, StringField, TextAreaField, TimeField
from wtforms.validators import Email, InputRequired, Length, Optional
from wtforms.widgets import TextInput

from app.formats import points
from app.forms import without_carriage_returns
from app.words import said_later as _l

LINE, REASON = 200, 2000


class CommaField(DecimalField):
    """A number with a decimal comma and spaces, as people write it here; typed as text: browsers take no comma."""

    widget = TextInput()

    def __init__(self, *args: Any, unreadable: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unreadable = unreadable  # what is said of what is no number; without it, what is said of any field

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the number as it was typed."""
        plain = [str(text).replace(",", ".").replace(" ", "").replace("\xa0", "") for text in valuelist]
        try:
            super().process_formdata(plain)
        except ValueError as trouble:
            raise ValueError(self.unreadable or trouble.args[0]) from trouble

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return (
            "" if self.data is None else points(f"{self.data:f}" if isinstance(self.data, Decimal) else str(self.data))
        )


def needed(sentence: Any) -> list[Any]:
    """What a field must not lack, said in a sentence of its own."""
    return [InputRequired(sentence)]


def line(label: Any, missing: Any = None, hint: Any = "", most: int = LINE) -> StringField:
    """A line of text; without a sentence for its lack it may stay empty."""
    checks = [InputRequired(missing)] if missing else [Optional()]
    return StringField(label, description=hint, validators=[*checks, Length(max=most)], filters=[_stripped])


def text(label: Any, missing: Any = None, hint: Any = "", most: int = REASON) -> TextAreaField:
    """A longer text."""
    checks = [InputRequired(missing)] if missing else [Optional()]
    filters = [without_carriage_returns, _stripped]
    return TextAreaField(label, description=hint, validators=[*checks, Length(max=most)], filters=filters)


def day(label: Any, missing: Any = None, hint: Any = "") -> DateField:
    """A day; without a sentence for its lack it may stay empty."""
    return DateField(label, description=hint, validators=[InputRequired(missing)] if missing else [Optional()])


def hour(label: Any, missing: Any = None, hint: Any = "") -> TimeField:
    """A time of day."""
    checks = [InputRequired(missing)] if missing else [Optional()]
    return TimeField(label, description=hint, format=["%H:%M", "%H:%M:%S"], validators=checks)


def email(label: Any, hint: Any = "") -> StringField:
    """An e-mail address that may stay empty."""
    return StringField(label, description=hint, validators=[Optional(), Length(max=LINE), Email()], filters=[_stripped])


def in_languages(latvian: str | None, english: str | None) -> dict[str, str]:
    """A text in the languages in which it was written."""
    return {code: words for code, words in (("lv", latvian), ("en", english)) if words}


HOUR_HINT = _l("Leave it empty if the whole day counts.")


def _stripped(words: str | None) -> str | None:
    return words.strip() if words else words
