"""What a file of Word has in the place of each question, in one going through it; and what stands in no place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from competition.form.questions import Kind, Question
from documents.word_asides import PICTURE
from documents.word_beginning import Beginning, Expected
from documents.word_paper import Paper, Table
from documents.word_places import LONGEST, SIGN, Named, Places, begins, end_of, plainly, tidy, without_mark
from documents.word_values import Trouble
from documents.word_words import HOW, WORDS, fixed_lines, told_under

EXCERPT = 300
WINDOW = 4
"""The words of a question stand on so many lines at the most."""
SHORTEST_HINT = 8
"""What begins with a line under a question as long as this, has something typed behind it."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read: of which question, where it is known; why; how it begins."""

    key: str | None
    why: Trouble
    text: str = ""


@dataclass(slots=True)
class Place:
    """What stands in the place of a question: its tables; lines outside of them, `before` the first table or after;
    what is told and never read (`outside`). `coded`: its words, where only its code is known.
    """

    tables: list[Table] = field(default_factory=list[Table])
    beside: list[str] = field(default_factory=list[str])
    before: bool = False
    outside: list[tuple[Trouble, str]] = field(default_factory=list[tuple[Trouble, str]])
    coded: str = ""
    again: list["Place"] = field(default_factory=list["Place"])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line outside of tables, with the question that it names; whether what follows is a table; whether it goes on in
    a paragraph; or instead of words pictures.
    """

    text: str
    named: Named | None = None
    leads: bool = False
    goes_on: bool = False
    pictures: bool = False


class Gathering:
    """What a paper has in the place of each question (`found`), and what stands in none (`strays`)."""

    def __init__(self, places: Places, expected: Expected | None = None, known: Iterable[str] = ()) -> None:
        self.found: dict[str, Place] = {}
        self.strays: list[Unread] = []
        self.others: tuple[str, ...] = ()
        self._beginning = Beginning(expected)
        self._places = places
        self._here: tuple[Question, Place] | None = None
        self._named: set[str] = set()
        self._coded: set[str] = set()
        self._waiting: list[str] = []
        self._fixed = {plainly(one) for one in (*fixed_lines(), *known, "")}
        self._under = {one.key: {plainly(line) for line in told_under(one)} for one in places.form.questions}
        self._under_any = set().union(*self._under.values())

    @property
    def known(self) -> int:
        """How many questions are known by their words."""
        return len(self.found.keys() & self._named)

    def take(self, paper: Paper) -> None:
        """Go through a paper. Words without a code are those of a question only where nothing has its code, and a code
        without the words only where nothing has these.
        """
        blocks = [block if isinstance(block, Table) else list(self._lines(block)) for block in paper.blocks]
        self._look_over(blocks)
        for block in _led(blocks, self._under_any):
            if isinstance(block, Table):
                self._flush()
                self._beginning.end()
                self._take_table(block)
            else:
                for line in block:
                    self._take_line(line)
        self._flush()
        self.others, strays = self._beginning.told()
        self.strays += [Unread(None, Trouble.NO_QUESTION, text[:EXCERPT]) for text in strays]
        self._take_apart(paper)

    def _lines(self, block: str) -> Iterator[_Line]:
        """The lines of a paragraph: those that name a question as one, however many its words take."""
        if PICTURE in block:
            yield _Line("", pictures=True)
        lines = tidy(block).split("\n")
        number = 0
        while number < len(lines):
            window = "\n".join(lines[number : number + WINDOW])[: 2 * LONGEST]
            named = self._places.question_in(window)
            yield _Line(lines[number].strip(), named, goes_on=number > 0)
            number += 1 + (window.count("\n", 0, named.end) if named else 0)

    def _look_over(self, blocks: Sequence[Table | list[_Line]]) -> None:
        """See which questions are named at all, with their codes and without."""
        for block in blocks:
            for line in self._beginnings(block):
                if line.named:
                    self._coded.add(line.named.question.key)
                elif named := self._places.question_named(line.text):
                    self._named.add(named.key)
        self._named |= self._coded

    def _beginnings(self, block: Table | list[_Line]) -> Iterable[_Line]:
        if isinstance(block, Table):
            return [_Line(_first(row), self._places.question_in(tidy(row[0]))) for row in block.rows if len(row) > 1]
        return block

    def _take_line(self, line: _Line) -> None:
        text, plain = line.text, plainly(line.text)
        if line.pictures:
            self.strays.append(Unread(self._here[0].key if self._here else None, Trouble.PICTURE))
        elif SIGN.search(text):
            self._leave()
            self._beginning.end()
            self._take_rest_of_sign(text)
        elif self._places.is_heading(text):
            self._leave()
            self._beginning.end()
        elif named := self._question_of(line, plain):
            self._flush()
            self._beginning.end()
            self._enter(*named, text)
        elif not text:
            self._take_blank()
        elif plain in self._under_any:
            self._take_hint(plain)
        elif self._here:
            self._take_beside(*self._here, text)
        elif plain in self._fixed or plainly(without_mark(text)) in self._fixed:
            self._take_fixed(plain)
        elif not self._beginning.take(text, goes_on=line.goes_on):
            self._waiting.append(text)

    def _question_of(self, line: _Line, plain: str) -> tuple[Named, bool] | None:
        """The question that a line names; whether by its code alone."""
        if line.named:
            return line.named, False
        named = self._places.question_named(line.text)
        if named and named.key not in self._coded and plain:
            return Named(named, len(line.text)), False
        coded = self._places.question_coded(line.text) if line.leads else None
        return (Named(coded, len(line.text)), True) if coded and coded.key not in self._named else None

    def _enter(self, named: Named, by_code: bool, text: str) -> None:
        place = self._open(named.question)
        place.coded = text if by_code else ""
        self._here = (named.question, place)
        if rest := self._typed(named.question, named.rest):
            place.beside.append(rest)
        if aside := self._typed(named.question, named.aside):
            place.outside.append((Trouble.BESIDE, aside))

    def _typed(self, question: Question, text: str) -> str:
        """What was typed behind the lines that stand under a question, where they begin a text."""
        hints = [one for one in self._under[question.key] | self._fixed if len(one) >= SHORTEST_HINT]
        while text and (plain := plainly(text)):
            if plain in self._under[question.key]:
                return ""
            ends = [end_of(text, one) for one in hints if begins(plain, one)]
            if not max(ends, default=0):
                return text
            text = text[max(ends) :].lstrip(" \t\n.:;,")
        return ""

    def _take_blank(self) -> None:
        if self._here and self._here[1].beside:
            self._here[1].beside.append("")

    def _take_hint(self, plain: str) -> None:
        """A line that stands under a question's words. Where it is not the words of this one that came before, or
        something came since, it is under those of another, which are gone: what follows is in no known place.
        """
        self._flush()
        if self._here:
            question, place = self._here
            if plain not in self._under[question.key] or place.tables or any(place.beside):
                self._here = None

    def _take_beside(self, question: Question, place: Place, text: str) -> None:
        typed = text if place.tables else self._typed(question, text)
        if typed == text:
            place.beside.append(text)
        elif typed:
            place.outside.append((Trouble.BESIDE, typed))

    def _take_fixed(self, plain: str) -> None:
        self._flush()
        if plain in _HOW:
            self._beginning.end()

    def _take_rest_of_sign(self, text: str) -> None:
        rest = SIGN.sub("", text).strip(" \t·.,;")
        if any(map(str.isalpha, rest)) and not _is_page(rest):
            self.strays.append(Unread(None, Trouble.NO_QUESTION, rest[:EXCERPT]))

    def _take_table(self, table: Table) -> None:
        rows = [self._row_place(row) for row in table.rows]
        labelled = sum(one is not None for one in rows)
        waits = self._here is not None and self._here[0].kind is Kind.TABLE and not self._here[1].tables
        if not labelled and self._here is None:
            labelled = sum(self._coded_row(row) is not None for row in table.rows)
        if labelled and (not waits or 2 * labelled >= len(rows)):
            self._here = None
            for number, (row, named) in enumerate(zip(table.rows, rows, strict=True)):
                self._take_row(table, number, row, named)
        elif self._here:
            self._take_box(*self._here, table)
        else:
            self._stray_table(table)

    def _take_box(self, question: Question, place: Place, table: Table) -> None:
        """A table below a question's words: its place. Another one after that is none, unless a table goes on in it."""
        if not place.tables:
            place.before = any(map(str.strip, place.beside))
            place.tables.append(table)
        elif question.kind is Kind.TABLE and table.width == place.tables[0].width:
            place.tables.append(table)
        else:
            self._stray_table(table, question.key)

    def _row_place(self, row: Sequence[str]) -> Named | None:
        """The question that stands in the first cell of a row of more than one."""
        if len(row) < 2 or self._is_fixed(row):  # noqa: PLR2004 - a place and its question
            return None
        named = self._places.question_in(tidy(row[0])[: 2 * LONGEST])
        if named:
            return named
        bare = self._places.question_named(_first(row)) or self._places.question_named(tidy(row[0]))
        return Named(bare, len(_first(row))) if bare and bare.key not in self._coded else None

    def _coded_row(self, row: Sequence[str]) -> Question | None:
        """The question whose code alone stands in a row of two cells."""
        coded = self._places.question_coded(_first(row)) if len(row) == 2 else None  # noqa: PLR2004
        return coded if coded and coded.key not in self._named else None

    def _take_row(self, table: Table, number: int, row: Sequence[str], named: Named | None) -> None:
        coded = None if named else self._coded_row(row)
        if named:
            place = self._open(named.question)
            self._take_question_cell(named, place, tidy(row[0]))
        elif coded:
            place = self._open(coded)
            place.coded = _first(row)
            self._take_question_cell(Named(coded, len(_first(row))), place, tidy(row[0]))
        else:
            self._stray(row, self._merged_question(row))
            return
        place.tables.append(Table((tuple(row[1:2]),)))
        place.outside += [(Trouble.NO_COLUMN, text) for cell in row[2:] if (text := tidy(cell))]
        place.outside += [(Trouble.MERGED, "") for cell in [*table.cells(number)][1:2] if cell.goes_on]

    def _merged_question(self, row: Sequence[str]) -> str | None:
        """The question with which its place was merged into a single cell."""
        named = self._places.question_in(tidy(row[0])[: 2 * LONGEST]) if row else None
        return named.question.key if named else None

    def _take_question_cell(self, named: Named, place: Place, text: str) -> None:
        """Tell what was typed into the cell of a question."""
        below = text[named.end :].partition("\n")[2].split("\n")
        for line in (named.rest, named.aside, *below):
            if typed := self._typed(named.question, line.strip()):
                place.outside.append((Trouble.BESIDE, typed))

    def _is_fixed(self, row: Sequence[str]) -> bool:
        return all(plainly(cell) in self._fixed for cell in row)

    def _stray_table(self, table: Table, key: str | None = None) -> None:
        """Tell a table that is the place of no answer, as one."""
        self._stray([cell for row in table.rows if not self._is_fixed(row) for cell in row], key)

    def _stray(self, row: Sequence[str], key: str | None = None) -> None:
        text = tidy("\n".join(filter(str.strip, row)))
        if any(PICTURE in cell for cell in row):
            self.strays.append(Unread(key, Trouble.PICTURE))
        if text and not self._is_fixed(row):
            self.strays.append(Unread(key, Trouble.BESIDE if key else Trouble.NO_QUESTION, text[:EXCERPT]))

    def _leave(self) -> None:
        self._flush()
        self._here = None

    def _flush(self) -> None:
        """Tell the lines that stand in no place, as one."""
        if self._waiting:
            self.strays.append(Unread(None, Trouble.NO_QUESTION, "\n".join(self._waiting)[:EXCERPT]))
            self._waiting = []

    def _take_apart(self, paper: Paper) -> None:
        """Tell what stands on every page and in notes."""
        for text in dict.fromkeys(map(tidy, paper.margins)):
            if SIGN.search(text):
                self._take_rest_of_sign(text)
            elif any(map(str.isalpha, text)) and plainly(text) not in self._fixed and not _is_page(text):
                self.strays.append(Unread(None, Trouble.MARGIN, text[:EXCERPT]))
        if any(PICTURE in text for text in paper.margins):
            self.strays.append(Unread(None, Trouble.PICTURE))
        self.strays += [Unread(None, Trouble.NOTE, text[:EXCERPT]) for one in paper.notes if (text := tidy(one))]

    def _open(self, question: Question) -> Place:
        """The place of a question; of one that is there again, another."""
        place = Place()
        if question.key in self.found:
            self.found[question.key].again.append(place)
        else:
            self.found[question.key] = place
        return place


def _led(blocks: Sequence[Table | list[_Line]], hints: set[str]) -> list[Table | list[_Line]]:
    """The same, with the lines marked that lead to a table: nothing is between but lines that stand under questions."""
    leads = False
    done: list[Table | list[_Line]] = []
    for block in reversed(blocks):
        if isinstance(block, Table):
            leads = True
            done.append(block)
            continue
        lines: list[_Line] = []
        for line in reversed(block):
            lines.append(replace(line, leads=leads))
            leads = leads and (not line.text or plainly(line.text) in hints)
        done.append(lines[::-1])
    return done[::-1]


def _first(row: Sequence[str]) -> str:
    """The first line of a row's first cell."""
    return tidy(row[0]).partition("\n")[0].strip() if row else ""


def _is_page(text: str) -> bool:
    """Whether a text is the number of a page."""
    words = {plainly(WORDS[name][language]) for name in ("page-before", "page-after") for language in HOW}
    return {word for word in plainly(text).split() if any(map(str.isalpha, word))} <= {
        part for word in words for part in word.split()
    }


_HOW = {plainly(one) for one in WORDS["how"].values()}
