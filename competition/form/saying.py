"""What the tables of a form's file say of its parts (docs/forms.md)."""

from competition.form.definition import Section, Slot
from competition.form.pieces import Path
from competition.form.questions import MOST, MOST_ROWS, ONE_LINE, Choice, Column, Kind, Question, Words
from competition.form.tables import Leaves, Said, Value

SECTIONS, ATTACHMENTS = ("sections",), ("attachments",)
QUESTIONS = ("sections", "questions")
LANGUAGES = ("lv", "en")


def header_of(path: Path) -> str:
    """The header of a table of the file."""
    return f"[[{'.'.join(path)}]]"


def said_of_section(section: Section) -> Said:
    """The table of a section, without its questions."""
    return Said({("key",): section.key, **_words("title", section.title)})


def said_of_question(question: Question) -> Said:
    """The table of a question."""
    is_table = question.kind is Kind.TABLE
    leaves: Leaves = {
        ("key",): question.key,
        ("kind",): question.kind.value,
        **_words("label", question.label),
        **_words("hint", question.hint),
        ("most",): question.most,
        ("rows",): question.most_rows if is_table else None,
        ("required",): question.required,
        ("committee",): question.for_committee,
    }
    usual: dict[Path, Value] = {
        ("most",): MOST.get(question.kind, ONE_LINE),
        ("required",): True,
        ("committee",): True,
    }
    if is_table:
        usual["rows",] = MOST_ROWS
    rows = {
        "choices": [_said_of_choice(one) for one in question.choices],
        "columns": [_said_of_column(one) for one in question.columns],
    }
    return Said(leaves, usual, rows)


def said_of_slot(slot: Slot, usual_most: int) -> Said:
    """The table of an attachment in a file in which one that does not say takes `usual_most` files."""
    leaves: Leaves = {
        ("key",): slot.key,
        **_words("title", slot.title),
        **_words("hint", slot.when),
        ("required",): slot.required,
        ("needed_with",): slot.needed_with,
        ("most",): slot.most,
        ("kinds",): list(slot.kinds) or None,
        ("megabytes",): slot.megabytes,
        ("template",): slot.template,
    }
    return Said(leaves, {("required",): False, ("most",): usual_most})


def _said_of_choice(choice: Choice) -> Said:
    return Said({("key",): choice.key, **_words("label", choice.label)})


def _said_of_column(column: Column) -> Said:
    leaves = {("key",): column.key, **_words("label", column.label)}
    more: Leaves = {("most",): column.most, ("required",): column.required}
    return Said({**leaves, **more}, {("most",): ONE_LINE, ("required",): True})


def _words(name: str, words: Words | None) -> Leaves:
    return {(name, code): (words or {}).get(code) for code in LANGUAGES}
