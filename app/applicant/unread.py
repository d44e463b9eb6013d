"""What of a file of Word was not read, in words; kept in the page that compares, so that it is told until the end."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.languages import said
from app.words import said_later as _l
from competition.application.own import Own
from competition.form.carrying import Left
from documents.word_answers import Unread
from documents.word_gathering import EXCERPT
from documents.word_troubles import CERTAIN, Trouble

FAR_TOO_LONG, NOT_ASKED, MORE, MORE_UNREAD = "far_too_long", "not_asked", "more", "more_unread"
MOST_TOLD = 200
"""So much is told on one page."""
MOST_KEPT = 300_000
"""No page keeps more signs of it than this."""
WHYS: Mapping[str, Any] = {
    Trouble.NO_PLACE: _l("The place of this question is not in the file; the answer stays as it is."),
    Trouble.NO_QUESTION: _l("This stands where the form has no question."),
    Trouble.BESIDE: _l("This stands outside the place of the answer."),
    Trouble.BETWEEN: _l(
        "This stands between the question and the place of the answer; see to which question it belongs."
    ),
    Trouble.BY_CODE: _l(
        "Only the number of the question is that of the form, its words are others; see what it answers."
    ),
    Trouble.TWICE: _l("The question is in the file twice. The first place in which something is written counts."),
    Trouble.SEVERAL: _l("One answer can be chosen, but several are ticked."),
    Trouble.NO_CHOICE: _l("This is none of the answers from which one chooses."),
    Trouble.UNCLEAR: _l("It is not clear whether the box is ticked."),
    Trouble.NO_COLUMN: _l("This stands under no column of the table."),
    Trouble.NO_HEADS: _l("The first row of the table is not its head: the cells are read in the order of the columns."),
    Trouble.MERGED: _l("Cells are merged here, and it is not clear to what this belongs."),
    Trouble.STRUCK: _l("Something is struck through here; it is read all the same."),
    Trouble.PICTURE: _l("A picture or something else that is no text is here; it is not read."),
    Trouble.MARGIN: _l("This stands at the head or the foot of the pages and is not read."),
    Trouble.NOTE: _l("This is a footnote or a comment and is not read."),
    FAR_TOO_LONG: _l("What stands in the file is far too long for an answer."),
    NOT_ASKED: _l("The form of this application does not ask this any more."),
    MORE: _l("Not everything fits on one page: take these answers, and then read the file again."),
    MORE_UNREAD: _l("There is more in the file that could not be read; compare it with the form yourself."),
}
_SURE: set[str] = {*CERTAIN}


@dataclass(frozen=True, slots=True)
class Missed:
    """Something of the file that was not read: why, by its code, and how it begins; with the key of a question that the
    form still asks; `where`: the question in words.
    """

    code: str
    text: str = ""
    key: str | None = None
    where: Any = ""

    @property
    def why(self) -> Any:
        """Why, in words."""
        return WHYS[self.code]

    @property
    def is_sure(self) -> bool:
        """Whether what was read of the question is what stands there all the same."""
        return self.code in _SURE


@dataclass(frozen=True, slots=True)
class Notes:
    """What the page says of the file besides its answers: what was not read; of which application it is, where that is
    another; `another`: whether it is of another version of the form.
    """

    missed: tuple[Missed, ...] = ()
    others: tuple[str, ...] = ()
    another: bool = False

    @property
    def kept(self) -> str:
        """The same as the page keeps it."""
        missed = [[one.key, one.code, one.text, "" if one.key else str(one.where)] for one in self.missed]
        return json.dumps([missed, self.others, self.another], ensure_ascii=False)


def missed_of(own: Own, unread: Iterable[Unread], left: Iterable[Left]) -> list[Missed]:
    """What of a file was not read, and what its form asked and this one does not."""
    labels = {question.key: question.label for question in own.form.questions}
    found = [
        Missed(one.why, one.text, one.key, said(labels[one.key])) if one.key in labels else Missed(one.why, one.text)
        for one in unread
    ]
    return _as_many([*found, *(Missed(NOT_ASKED, one.text, where=said(one.question.label)) for one in left)])


def notes_in(own: Own, kept: str) -> Notes:
    """What a page kept; nothing of what no page of this site keeps."""
    labels = {question.key: question.label for question in own.form.questions}
    try:
        missed, others, another = json.loads(kept) if len(kept) <= MOST_KEPT else ([], [], False)
        found = [
            Missed(str(code), str(text)[:EXCERPT], key, said(labels[key]))
            if key in labels
            else Missed(str(code), str(text)[:EXCERPT], where=str(where)[:EXCERPT])
            for key, code, text, where in missed
            if code in WHYS
        ]
        return Notes(tuple(_as_many(found)), tuple(str(one)[:EXCERPT] for one in others[:2]), bool(another))
    except (ValueError, TypeError, RecursionError):
        return Notes()


def _as_many(missed: list[Missed]) -> list[Missed]:
    """As many as one page tells."""
    return missed if len(missed) <= MOST_TOLD else [*missed[: MOST_TOLD - 1], Missed(MORE_UNREAD)]
