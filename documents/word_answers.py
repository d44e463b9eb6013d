"""What a form of Word that came back answers, by question; and what in it could not be read, and why.

The places are known by what stands on the page (documents/word_places.py). Nothing is guessed: what stands where no
place is known, or says something that is no answer of its question, is told instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competition.form.definition import Definition
from competition.form.questions import Kind, Question
from documents.word_asides import PICTURE
from documents.word_beginning import Expected
from documents.word_gathering import EXCERPT, Gathering, Place, Unread
from documents.word_paper import Paper, Table
from documents.word_places import SIGN, FormSign, Places, tidy
from documents.word_reading import WordFormUnknown
from documents.word_troubles import Trouble
from documents.word_values import value_of

FEWEST = 3
"""Without its line a form is known by so many questions at least, and by half of those that it has."""


@dataclass(frozen=True, slots=True)
class WordAnswers:
    """What a file answers, by the questions' keys; an empty text where its place is empty. And what it did not say;
    `others`: of which application it is by its beginning, where that is another.
    """

    answers: Mapping[str, str]
    unread: tuple[Unread, ...] = ()
    others: tuple[str, ...] = ()


def sign_in(paper: Paper) -> FormSign | None:
    """Which form a file says that it is; None where its line is gone."""
    for line in paper.lines:
        found = SIGN.search(tidy(line))
        if found:
            return FormSign(found[1].lower(), found[2].lower())
    return None


def answers_in(
    paper: Paper, form: Definition, expected: Expected | None = None, known: Iterable[str] = ()
) -> WordAnswers:
    """What a file answers to the questions of a form. Raises WordFormUnknown where it is no such form.

    `expected`: what stands at the beginning of the file of this application; `known`: lines of it that the form does
    not have by itself.
    """
    gathered = Gathering(Places(form), expected, known)
    gathered.take(paper)
    count = sum(1 for _ in form.questions)
    if gathered.known < (1 if sign_in(paper) else min(count, max(FEWEST, (count + 1) // 2))):
        raise WordFormUnknown
    answers: dict[str, str] = {}
    unread: list[Unread] = []
    for question in form.questions:
        if question.key not in gathered.found:
            unread.append(Unread(question.key, Trouble.NO_PLACE))
            continue
        text, troubles = _answer(question, gathered.found[question.key])
        unread.extend(troubles)
        if text is not None:
            answers[question.key] = text
    return WordAnswers(answers, tuple(dict.fromkeys((*unread, *gathered.strays))), gathered.others)


def _answer(question: Question, place: Place) -> tuple[str | None, list[Unread]]:
    """What stands in a place, as it is stored; None where it cannot be said. The first that says anything counts."""
    told = [_said(question, one) for one in (place, *place.again)]
    first = next((one for one in told if one[0] or one[1]), told[0])
    troubles = list(first[1])
    for one in told:
        text, more = one
        if one is not first:
            troubles += more
            if text and first[0] is not None and text != first[0]:
                troubles.append(Unread(question.key, Trouble.TWICE, text[:EXCERPT]))
    return first[0], troubles


def _said(question: Question, place: Place) -> tuple[str | None, list[Unread]]:
    beside = tidy("\n".join(place.beside))
    tables = place.tables
    cells = [cell for table in tables for row in table.rows for cell in row]
    written = any(map(tidy, cells))
    if beside and question.kind is not Kind.TABLE and not written:
        tables, beside = [Table(((beside,),))], ""
    value = value_of(question, tables)
    troubles = [*value.unclear, *place.outside]
    if beside:
        troubles.append((Trouble.BETWEEN if place.before and written else Trouble.BESIDE, beside))
    if place.coded:
        troubles.append((Trouble.BY_CODE, place.coded))
    if any(PICTURE in cell for cell in cells):
        troubles.append((Trouble.PICTURE, ""))
    return value.text, [Unread(question.key, why, text[:EXCERPT]) for why, text in troubles]
