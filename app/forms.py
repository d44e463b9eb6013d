"""What all forms share: our own sentences for what is wrong, and the list of mistakes that a page begins with.

A form checks the shape of what was typed; whether it is allowed is for the domain.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, FieldList, FormField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms import Form as WTForm
from wtforms.fields import SelectChoice  # pyright: ignore[reportAttributeAccessIssue] - newer than its stubs
from wtforms.form import BaseForm
from wtforms.validators import Length

from app.words import said_later as _l
from competition.foundation.signs import signs_in

_TOO_LONG = _l("This is longer than %(max)d characters: shorten it.")
_TOO_SHORT = _l("This is shorter than %(min)d characters.")
_CHOOSE = _l("Choose one of the answers.")

# The library's sentences that somebody who fills a form in may come to read, and ours for them.
SENTENCES: Mapping[str, Any] = {
    "This field is required.": _l("Fill this in."),
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "'%(value)s' are not valid choices for this field.": _CHOOSE,
    "Not a valid integer value.": _l("Write a whole number in figures, for example 24."),
    "Not a valid decimal value.": _l("Write a number in figures, for example 12.5."),
    "Number must be at least %(min)s.": _l("Write a number that is at least %(min)s."),
    "Number must be at most %(max)s.": _l("Write a number that is at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Write a number from %(min)s to %(max)s."),
    "Not a valid date value.": _l("Write a day that is in the calendar."),
    "Not a valid time value.": _l("Write a time of day, for example 17:00."),
    "Field cannot be longer than %(max)d character.": _TOO_LONG,
    "Field cannot be longer than %(max)d characters.": _TOO_LONG,
    "Field must be at least %(min)d character long.": _TOO_SHORT,
    "Field must be at least %(min)d characters long.": _TOO_SHORT,
    "Field must be exactly %(max)d character long.": _l("Write exactly %(max)d characters."),
    "Field must be exactly %(max)d characters long.": _l("Write exactly %(max)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Write from %(min)d to %(max)d characters."),
    "Invalid email address.": _l("Write an e-mail address such as name@example.org."),
}


class OfAnyField(str):
    """A sentence that would fit any field: where it does not stand beside its field, it needs that field's name."""

    __slots__ = ()

    def __mod__(self, facts: Any) -> "OfAnyField":
        """The same with its facts."""
        return OfAnyField(super().__mod__(facts))


class Sentences:
    """What WTForms says, in our own words; asked at the time, in the language of the page."""

    def gettext(self, text: str) -> str:
        """Our sentence for one of the library's, else the library's."""
        return OfAnyField(SENTENCES[text]) if text in SENTENCES else text

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The same for a sentence with a number."""
        return self.gettext(singular if number == 1 else plural)


class _InOurWords:
    def get_translations(self, form: BaseForm) -> Sentences:
        """Sentences in our own words."""
        return Sentences()


class Group(WTForm):
    """Fields that belong together inside a form: a row of a list, a partner. The form around it holds the token."""

    class Meta(_InOurWords):
        """How WTForms makes it."""


class Form(FlaskForm):
    """The form that every form of the site is: with a token, and with errors in our own words."""

    class Meta(_InOurWords, FlaskForm.Meta):
        """How WTForms makes it."""


def errors_of(form: BaseForm) -> list[tuple[str | None, str]]:
    """The mistakes in a form as (id to go to or None, sentence): those of the whole, then by field in their order."""
    return [*((None, str(sentence)) for sentence in form.form_errors), *_mistakes(form)]


def choices(*pairs: tuple[str, Any]) -> list[SelectChoice]:
    """Choices of a field, given as (value, what is read)."""
    return [SelectChoice(value, label) for value, label in pairs]


def name_choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """Choices that are names in Latvian, given as (value, name)."""
    return [SelectChoice(value, name, {"lang": "lv"}) for value, name in pairs]


def without_carriage_returns(text: str | None) -> str | None:
    """What was typed with each line break as one sign, as it is counted and kept. A filter for text fields."""
    return text.replace("\r\n", "\n") if text else text


class AtMost(Length):
    """A field may have so many signs, as a reader sees them: what its counter counts (counter.js)."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, form: BaseForm, field: StringField) -> None:
        """Raise ValidationError where there are more."""
        if signs_in(field.data or "") > self.max:
            super().__call__(form, field)


def _mistakes(fields: Iterable[Field], within: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The first error of each field, down to the fields of a group and the rows of a list; `within`: in which row."""
    for field in fields:
        if isinstance(field, FormField):
            together = [] if field.form.errors else [*field.errors]
            yield from ((_first_of(field), _of_field(field, error, within)) for error in together[:1])
            yield from _mistakes(field.form, within)
        elif isinstance(field, FieldList):
            yield from _of_list(field)
        elif field.errors:
            yield _anchor(field), _of_field(field, field.errors[0], within)


def _of_list(field: FieldList) -> Iterator[tuple[str, str]]:
    """The errors of the rows, and the list's own (too few, too many), which lead to its first row."""
    own = [error for error in field.errors if isinstance(error, str)]
    if own:
        yield next((_first_of(entry) for entry in field.entries), field.id), _of_field(field, own[0])
    for number, entry in enumerate(field.entries, start=1):
        within = (f"{entry.label.text} {number}",) if isinstance(entry, FormField) else ()
        yield from _mistakes([entry], within)


def _of_field(field: Field, error: Any, within: tuple[str, ...] = ()) -> str:
    """What is wrong with a field, where the field is not beside it: named where the sentence does not say which."""
    names = (*within, str(field.label.text)) if isinstance(error, OfAnyField) else within
    return named(", ".join(names), error if isinstance(error, Markup) else str(error))


def named(name: str, sentence: str) -> str:
    """A sentence for the list of mistakes with the name of its field before it; without a name, the sentence."""
    if not name:
        return sentence
    return f"{name} {sentence}" if name.endswith(("?", ".")) else f"{name}: {sentence}"


def _first_of(field: Field) -> str:
    """The id of what takes the focus first: what is not seen takes none."""
    if not isinstance(field, FormField):
        return _anchor(field)
    return _anchor(next(one for one in field.form if not isinstance(one, HiddenField)))


def _anchor(field: Field) -> str:
    """The id of what takes the focus: of a group of choices the first."""
    if isinstance(field, RadioField | SelectMultipleField):
        return next((option.id for option in field), field.id)
    return field.id
