"""The forms in which a section, a question or an attachment of an application form is written, and what they make."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.changing import ChangingForm
from app.coordinator.fields import in_languages
from app.coordinator.kinds import KINDS
from app.forms import Form, Group, choices, without_carriage_returns
from app.languages import page_language, said_plainly
from app.making import MakingForm
from app.row_buttons import is_filled, rearrange, wished
from app.words import said_later as _l
from competition.form.definition import Definition, Section, Slot
from competition.form.parts import key_for
from competition.form.questions import MOST, MOST_ROWS, ONE_LINE, Choice, Column, Kind, Question, Words
from competition.form.reading import MOST_SIGNS
from competition.form.slots import ENDINGS, MOST_FILES

LABEL, HINT = 300, 1000
WITH_LENGTH = (Kind.LINE, Kind.TEXT)
WITH_ANSWERS = (Kind.CHOICE, Kind.CHOICES)
FIRST_KINDS = (Kind.TEXT, Kind.LINE, Kind.NUMBER, Kind.DAY, Kind.TICK)
"""Of which kinds the first question of a new section can be: those that need nothing else."""
ALWAYS, PERHAPS = "always", "perhaps"
Q, A, C, S, F = "q", "a", "c", "s", "f"
"""What the keys of questions, answers, columns, sections and attachments begin with whose words give none."""
WRITE_QUESTION = _l("Write the question in Latvian.")


def plain(words: str | None) -> str:
    """A text without signs that nobody sees."""
    kept = (sign for sign in words or "" if sign == "\n" or unicodedata.category(sign) != "Cc")
    return "".join(kept).strip()


def _line(label: Any, missing: Any = None) -> StringField:
    checks = [DataRequired(missing)] if missing else [Optional()]
    return StringField(label, validators=[*checks, Length(max=LABEL)], filters=[plain])


def _text(label: Any, hint: Any = "") -> TextAreaField:
    filters = [without_carriage_returns, plain]
    return TextAreaField(label, description=hint, validators=[Optional(), Length(max=HINT)], filters=filters)


class AnswerRow(Group):
    """One of the answers of a choice."""

    key = HiddenField()
    label_lv = _line(_l("Answer in Latvian"))
    label_en = _line(_l("Answer in English"))


class ColumnRow(Group):
    """A column of a table."""

    key = HiddenField()
    label_lv = _line(_l("Column in Latvian"))
    label_en = _line(_l("Column in English"))
    most = IntegerField(
        _l("Most characters"), default=ONE_LINE, validators=[InputRequired(), NumberRange(1, MOST[Kind.TEXT])]
    )
    required = BooleanField(_l("Must be filled in"), default=True)


class SectionFields(Form):
    """What a section is called."""

    title_lv = _line(_l("Name of the section in Latvian"), _l("Write the name of the section in Latvian."))
    title_en = _line(_l("Name of the section in English"))

    def section(self, old: Section) -> Section:
        """The section as typed."""
        return replace(old, title=_in_languages(self.title_lv, self.title_en))


class SectionForm(SectionFields, ChangingForm):
    """A section that is there."""


class NewSectionForm(SectionFields, MakingForm):
    """A new section with its first question."""

    label_lv = _line(_l("Its first question in Latvian"), WRITE_QUESTION)
    label_en = _line(_l("Its first question in English"))
    kind = RadioField(
        _l("How is it answered?"),
        choices=choices(*((kind.value, KINDS[kind][0]) for kind in FIRST_KINDS)),
        default=Kind.TEXT.value,
    )

    def whole(self, form: Definition) -> Section:
        """The section with its question, whose keys the form has not."""
        kind = Kind(self.kind.data)
        taken = {one.key for one in form.questions}
        key = key_for(self.label_lv.data or "", taken, Q)
        label = _in_languages(self.label_lv, self.label_en)
        question = Question(key, label, kind=kind, most=MOST.get(kind, ONE_LINE))
        own = key_for(self.title_lv.data or "", {one.key for one in form.sections}, S)
        return self.section(Section(own, "", {}, (question,)))


class QuestionFields(Form):
    """A question, whatever its kind."""

    kind = HiddenField()
    label_lv = _line(_l("Question in Latvian"), WRITE_QUESTION)
    label_en = _line(_l("Question in English"))
    hint_lv = _text(_l("Help in Latvian"), _l("Stands under the question, in small letters."))
    hint_en = _text(_l("Help in English"))
    required = BooleanField(
        _l("Must be answered"), description=_l("An application without the answer cannot be handed in.")
    )
    committee = BooleanField(
        _l("The committee reads the answer"),
        description=_l("Take the tick away for addresses, telephones, accounts: only the organiser needs them."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """The shape of what was typed; rows without anything in them are passed over."""
        is_valid = super().validate(extra_validators)
        return all([is_valid, *(_are_whole(self[name]) for name in ("choices", "columns") if name in self)])

    def question(self, old: Question) -> Question:
        """The question as typed; what the page did not ask stays."""
        kind = Kind(self.kind.data)
        most = self["most"].data if "most" in self else old.most if kind is old.kind else None
        return replace(
            old,
            kind=kind,
            label=_in_languages(self.label_lv, self.label_en),
            hint=_in_languages(self.hint_lv, self.hint_en) or None,
            required=bool(self.required.data),
            for_committee=bool(self.committee.data),
            most=most or MOST.get(kind, ONE_LINE),
            choices=tuple(Choice(key, _row_words(row)) for key, row in _rows(self, "choices", A)),
            columns=tuple(
                Column(key, _row_words(row), row.most.data or ONE_LINE, bool(row.required.data))
                for key, row in _rows(self, "columns", C)
            ),
            most_rows=self["rows"].data if "rows" in self else MOST_ROWS,
        )


class SlotFields(Form):
    """A place for an attachment."""

    title_lv = _line(_l("Name of the attachment in Latvian"), _l("Write the name of the attachment in Latvian."))
    title_en = _line(_l("Name of the attachment in English"))
    hint_lv = _text(_l("Help in Latvian"), _l("Stands under the name, in small letters."))
    hint_en = _text(_l("Help in English"))
    needed = SelectField(_l("When is it needed?"))
    most = IntegerField(
        _l("How many files, at the most"),
        description=_l(
            "From 1 to 10. When the place is full, the next file takes the place of another one, after a question."
        ),
        validators=[InputRequired(), NumberRange(1, MOST_FILES)],
    )
    kinds = SelectMultipleField(
        _l("Kinds of files"),
        description=_l("Without a tick all of them are taken."),
        choices=choices(*((one, one.upper()) for one in ENDINGS)),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )
    megabytes = IntegerField(_l("Most megabytes of a file"), validators=[Optional()])
    template = SelectField(_l("Document to be filled in for it"))

    def offer(self, form: Definition, documents: Sequence[str], largest: int) -> None:
        """Offer when it can be needed (always, where it applies, where a question is answered), and the call's
        documents, by their Latvian titles; tell how large a file can be.
        """
        answered = [
            (one.key, _l("Where this is answered: %(question)s", question=said_plainly(one.label, page_language())))
            for one in form.questions
        ]
        always = (ALWAYS, _l("Always: nothing is handed in without it"))
        self.needed.choices = choices(always, (PERHAPS, _l("Where it applies: the applicant decides")), *answered)
        self.megabytes.description = _l("From 1 to %(most)s, as the portal takes it; empty: %(most)s.", most=largest)
        self.megabytes.validators = [*self.megabytes.validators, NumberRange(1, largest)]
        named = self.template.object_data
        gone = [(named, _l("%(title)s (the call has no such document)", title=named))]
        self.template.choices = choices(
            ("", _l("The one that is called as the attachment is, if there is one")),
            *((title, title) for title in documents),
            *(gone if named and named not in documents else []),
        )

    def slot(self, old: Slot) -> Slot:
        """The attachment as typed."""
        new = replace(
            old,
            title=_in_languages(self.title_lv, self.title_en),
            when=_in_languages(self.hint_lv, self.hint_en) or None,
            most=self.most.data or 1,
            kinds=tuple(one for one in ENDINGS if one in (self.kinds.data or ())),
            megabytes=self.megabytes.data,
            template=self.template.data or None,
        )
        if len(new.kinds) == len(ENDINGS):
            new = replace(new, kinds=())
        if self.needed.data == needed_of(old):
            return new
        question = self.needed.data if self.needed.data not in (ALWAYS, PERHAPS) else None
        return replace(new, required=self.needed.data == ALWAYS, needed_with=question)


class SlotForm(SlotFields, ChangingForm):
    """An attachment that is there."""


class NewSlotForm(SlotFields, MakingForm):
    """An attachment that is not there yet."""


def question_form(kind: Kind, question: Question | None = None) -> Any:
    """The form of a question of a kind; of one that is there with what stands in it, else of a new one."""
    base = ChangingForm if question else MakingForm
    made: Any = type("QuestionForm", (QuestionFields, base), _fields_of(kind))
    values = values_of_question(question) if question else {"required": True, "committee": True}
    form = made(data={"most": MOST.get(kind, ONE_LINE), "rows": MOST_ROWS} | values | {"kind": kind.value})
    form.kind.data = kind.value
    for name in ("choices", "columns"):
        if name in form:
            form[name].flags.required = True
            if not form[name].entries:
                form[name].append_entry()
    return form


def values_of_section(section: Section) -> dict[str, Any]:
    """What stands in a section, by the names of the form's fields."""
    return _values("title", section.title)


def values_of_question(question: Question) -> dict[str, Any]:
    """What stands in a question, by the names of the form's fields: of its own kind only."""
    values = {
        "kind": question.kind.value,
        **_values("label", question.label),
        **_values("hint", question.hint),
        "required": question.required,
        "committee": question.for_committee,
    }
    if question.kind in WITH_LENGTH:
        values["most"] = question.most
    if question.kind in WITH_ANSWERS:
        values["choices"] = [{"key": one.key, **_values("label", one.label)} for one in question.choices]
    if question.kind is Kind.TABLE:
        values["columns"] = [
            {"key": one.key, **_values("label", one.label), "most": one.most, "required": one.required}
            for one in question.columns
        ]
        values["rows"] = question.most_rows
    return values


def values_of_slot(slot: Slot) -> dict[str, Any]:
    """What stands in an attachment, by the names of the form's fields."""
    return {
        **_values("title", slot.title),
        **_values("hint", slot.when),
        "needed": needed_of(slot),
        "most": slot.most,
        "kinds": list(slot.kinds),
        "megabytes": slot.megabytes,
        "template": slot.template or "",
    }


def needed_of(slot: Slot) -> str:
    """When an attachment is needed, as the form has it."""
    return ALWAYS if slot.required else slot.needed_with or PERHAPS


def rearranged(form: Any) -> str | None:
    """Do what a button of a row asks for, where one was pressed: the id of the row that is asked about, else nothing
    (""). None where none was pressed."""
    wish = wished({name for name in ("choices", "columns") if name in form})
    if wish is None:
        return None
    table = form[wish.table]
    done = rearrange(table, wish)
    if wish.action == "add":
        table.append_entry()
    if not table.entries:
        table.append_entry()
    return f"{wish.table}-{wish.place}" if done.action == "ask" else ""


def _fields_of(kind: Kind) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if kind in WITH_LENGTH:
        fields["most"] = _number(
            _l("Most characters of the answer"), MOST_SIGNS, _l("A page of text has some 3000 characters.")
        )
    if kind in WITH_ANSWERS:
        fields["choices"] = FieldList(FormField(AnswerRow), _l("Answers to choose from"))
    if kind is Kind.TABLE:
        fields["columns"] = FieldList(FormField(ColumnRow), _l("Columns of the table"))
        fields["rows"] = _number(_l("Most rows"), 100)
    return fields


def _number(label: Any, most: int, hint: Any = "") -> IntegerField:
    return IntegerField(label, description=hint, validators=[Optional(), NumberRange(1, most)])


def _are_whole(rows: Any) -> bool:
    """Whether each row in which something stands has its Latvian text, and there is one."""
    filled = filled_rows(rows)
    if not filled:
        rows.errors = [gettext("Write at least one.")]
        return False
    lacking = [row for row in filled if not row.form.label_lv.data]
    for row in lacking:
        tell_row(rows, row.form.label_lv, gettext("Write it in Latvian, too."))
    return not lacking


def tell_row(rows: Any, field: Any, sentence: str) -> None:
    """Say what is wrong beside a field of a row; the list of rows has it among its own."""
    field.errors = [*field.errors, sentence]
    rows.errors = [row.errors for row in rows.entries]


def _rows(form: Any, name: str, fallback: str) -> Iterable[tuple[str, Any]]:
    """The rows in which something stands, each with its key: its own, or one made of its words."""
    rows = [row.form for row in filled_rows(form[name])] if name in form else []
    taken = {row.key.data for row in rows if row.key.data}
    for row in rows:
        key = row.key.data or key_for(row.label_lv.data or "", taken, fallback)
        taken.add(key)
        yield key, row


def filled_rows(rows: Any) -> list[Any]:
    """The rows in which something stands; the others are passed over."""
    return [row for row in rows.entries if is_filled({name: cell for name, cell in row.data.items() if name != "key"})]


def _row_words(row: Any) -> Words:
    return _in_languages(row.label_lv, row.label_en)


def _in_languages(latvian: Any, english: Any) -> dict[str, str]:
    return in_languages(latvian.data, english.data)


def _values(name: str, words: Words | None) -> dict[str, str]:
    return {f"{name}_{code}": (words or {}).get(code, "") for code in ("lv", "en")}


def kind_asked(old: Kind | None) -> Kind | None:
    """Of which kind the form is that was sent, or asked for by its address; else `old`."""
    given = request.form.get("kind") or request.args.get("kind")
    return Kind(given) if given in list(Kind) else old
