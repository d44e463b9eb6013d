"""What is ticked in the place of an answer. Only what says one thing and no other is read: whoever marks a choice in a
way of their own is told that it is not clear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from competition.form.answers import YES
from competition.form.questions import Choice, Kind, Question
from competition.form.several import chosen_text
from documents.word_asides import STRONG, STRUCK
from documents.word_places import begins, plainly, tidy, without_mark
from documents.word_ticks import BOXES, CROSSES, EITHER, TICKS
from documents.word_troubles import Trouble, Value
from documents.word_words import WORDS

_SIGN = re.compile(f"[{''.join(sorted(BOXES | TICKS))}][\ufe0e\ufe0f]?")
_BRACKET = re.compile(rf"(?:\[\s*([{CROSSES}]?)\s*\]|\(\s*([{CROSSES}]?)\s*\)|_{{2,}}([{CROSSES}]?)_*)")
_BEGINS_CROSSED = re.compile(rf"[{CROSSES}](?!\w)\s*")
_ENDS_CROSSED = re.compile(rf"\s*(?<!\w)[{CROSSES}]$")
_PARTS = re.compile(r"\s*[,;/]\s*|\s+(?:un|and)\s+")
_END = re.compile(rf"[{STRUCK}{STRONG}\s]*$")
_TOLD_MORE = (":", "(")
_YES = {plainly(one) for one in WORDS["yes"].values()}
_NO = {"nē", "ne", "no", "-"}


class Mark(Enum):
    """What stands before or after some words."""

    TICK = "tick"
    BOX = "box"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with their mark. `struck`, `strong`: they are struck through or set off from the others."""

    mark: Mark
    words: str
    struck: bool = False
    strong: bool = False


def tick_in(text: str) -> Value:
    """Whether a single box is ticked."""
    found = [one for line in text.split("\n") for one in _marked_in(line, _YES | _NO)]
    said = [(one.mark, plainly(one.words).strip(" /|")) for one in found]
    whole = tidy(text)
    if any(one.struck for one in found) and said:
        return Value(None, ((Trouble.UNCLEAR, whole),))
    match said:
        case [] | [(Mark.BOX, "")]:
            return Value("")
        case [(Mark.NONE, words)] if words in _NO:
            return Value("")
        case [(mark, words)] if words in _YES or not words:
            return Value("" if mark is Mark.BOX else YES)
        case [(Mark.TICK | Mark.BOX as mark, yes), (Mark.BOX, no)] if yes in _YES and no in _NO:
            return Value(YES if mark is Mark.TICK else "")
        case _:
            return Value(None, ((Trouble.UNCLEAR, whole),))


@dataclass(slots=True)
class _Chosen:
    """What was found in the place of a question with choices."""

    ticked: list[str]
    left_empty: list[str]
    bare: list[str]
    unclear: list[tuple[Trouble, str]]


def chosen_in_place(question: Question, text: str) -> Value:
    """What was ticked; where all boxes are gone, what was left of the answers."""
    labels = _labels(question.choices)
    whole = tidy(text)
    found = [one for line in text.split("\n") for one in _marked_in(line, labels)]
    boxes = any(one.mark is not Mark.NONE for one in found)
    chosen = _Chosen([], [], [], [])
    for one in found:
        _sort(one, labels, chosen, boxes=boxes)
    ticked = [*dict.fromkeys(chosen.ticked)]
    everything = {choice.key for choice in question.choices}
    if not boxes and chosen.bare:
        if chosen.unclear or everything <= {*chosen.bare} or _is_set_off(found):
            return Value(None, ((Trouble.UNCLEAR, whole),))
        ticked = [*dict.fromkeys(chosen.bare)]
    elif boxes and _is_doubtful(chosen, found, everything):
        chosen.unclear.append((Trouble.UNCLEAR, whole))
    if question.kind is Kind.CHOICE and len(ticked) > 1:
        return Value(None, ((Trouble.SEVERAL, whole),))
    unclear = tuple(dict.fromkeys(chosen.unclear))
    if unclear and not ticked:
        return Value(None, unclear)
    return Value(chosen_text(question, ticked), unclear)


def _is_doubtful(chosen: _Chosen, found: Sequence[Marked], everything: set[str]) -> bool:
    """Whether what is ticked may not be all that was meant: answers without their boxes, or gone with them; with two
    boxes that differ; struck through; or set off where nothing is ticked.
    """
    if chosen.bare or {*chosen.ticked} & {*chosen.left_empty}:
        return True
    if any(one.struck and one.mark is Mark.TICK for one in found):
        return True
    if chosen.ticked or chosen.unclear:
        return False
    return not everything <= {*chosen.left_empty} or _is_set_off(found)


def _is_set_off(found: Sequence[Marked]) -> bool:
    """Whether some of the lines are struck through or set off, and others are not."""
    worded = [one for one in found if plainly(one.words)]
    return len({(one.struck, one.strong) for one in worded}) > 1 or any(one.struck for one in worded)


def _sort(one: Marked, labels: dict[str, str], chosen: _Chosen, *, boxes: bool) -> None:
    """Say what some words with their mark mean."""
    plain, shown = plainly(one.words), _shown(one)
    keys = [labels[plain]] if plain in labels else _all_of(one.words, labels)
    if keys and (len(keys) == 1 or one.mark is not Mark.BOX):
        {Mark.TICK: chosen.ticked, Mark.BOX: chosen.left_empty, Mark.NONE: chosen.bare}[one.mark].extend(keys)
        return
    if not plain:
        if one.mark is Mark.TICK:
            chosen.unclear.append((Trouble.NO_CHOICE, shown))
        return
    begun = max((label for label in labels if begins(plain, label)), key=len, default="")
    if begun and one.mark is Mark.TICK:
        more = _after(one.words, begun)
        explained = more.startswith(_TOLD_MORE) and plainly(more.strip(":( )")) not in _YES | _NO
        chosen.ticked.append(labels[begun])
        chosen.unclear.append((Trouble.BESIDE if explained else Trouble.UNCLEAR, shown))
    elif boxes and any(_holds(plain, label) for label in labels):
        chosen.unclear.append((Trouble.UNCLEAR, shown))
    elif one.mark is not Mark.BOX:
        chosen.unclear.append((Trouble.NO_CHOICE, shown))


def _labels(choices: Sequence[Choice]) -> dict[str, str]:
    """The keys of answers by their words in each language, as `plainly` gives them."""
    return {plain: one.key for one in choices for label in one.label.values() if (plain := plainly(label))}


def _all_of(words: str, labels: dict[str, str]) -> list[str]:
    """The answers that some words name, with a comma or an "and" between them; none where there is anything else."""
    parts = [plainly(part) for part in _PARTS.split(tidy(words))]
    return [labels[part] for part in parts] if len(parts) > 1 and all(part in labels for part in parts) else []


def _holds(text: str, label: str) -> bool:
    return label in text if len(label) > 1 else label in text.split()


def _after(words: str, label: str) -> str:
    """What stands after an answer's words."""
    plain = tidy(words)
    end = next((n for n in range(1, len(plain) + 1) if plainly(plain[:n]) == label), len(plain))
    return plain[end:].strip()


def _shown(one: Marked) -> str:
    sign = {Mark.TICK: "☒ ", Mark.BOX: "☐ ", Mark.NONE: ""}[one.mark]
    return f"{sign}{tidy(one.words)}".strip().replace("☒ ?", EITHER)


def _marked_in(line: str, labels: dict[str, str] | set[str]) -> Iterator[Marked]:
    """The words of a line, each with its mark: before the words, or where there is one mark only, after them.

    Words between marks that stand first in their line have none.
    """
    pieces = _pieces(line)
    words = [text for _, text in pieces]
    if len(pieces) == 2 and plainly(without_mark(f"{tidy(words[0])} ")) and not plainly(words[1]):  # noqa: PLR2004
        pieces = [(pieces[1][0], words[0])]
    for mark, text in pieces:
        if mark is Mark.NONE and not plainly(without_mark(f"{tidy(text)} ")):
            continue
        yield _crossed(mark, text, labels)


def _pieces(line: str) -> list[tuple[Mark, str]]:
    """A line cut at its boxes: what is before the first has none, several without words between are one. How a box
    looks counts for the words after it.
    """
    pieces: list[tuple[Mark, str]] = []
    mark, begin, looks = Mark.NONE, 0, ""
    for found in _SIGN.finditer(line):
        between = line[begin : found.start()]
        sign = Mark.TICK if found[0][0] in TICKS else Mark.BOX
        if mark is not Mark.NONE and not plainly(between):
            mark = Mark.TICK if Mark.TICK in (mark, sign) else sign
        else:
            pieces.append((mark, looks + between))
            mark, looks = sign, ""
        looks += "".join(one for one in _END.findall(between)[0] if one in (STRUCK, STRONG))
        begin = found.end()
    return [*pieces, (mark, looks + line[begin:])]


def _crossed(mark: Mark, text: str, labels: dict[str, str] | set[str]) -> Marked:
    """Words with a box of brackets or a cross beside them, where they are none of the answers with it."""
    struck, strong = STRUCK in text, STRONG in text
    words = tidy(text)
    if plainly(words) not in labels and mark is Mark.NONE:
        words = without_mark(words)
    if plainly(words) not in labels and (found := _BRACKET.match(words)):
        mark = Mark.TICK if any(found.groups()) or mark is Mark.TICK else Mark.BOX
        words = words[found.end() :].strip()
    for cross in (_BEGINS_CROSSED, _ENDS_CROSSED):
        found = None if plainly(words) in labels else cross.search(words)
        if found and (cross is _ENDS_CROSSED or found.start() == 0):
            mark, words = Mark.TICK, f"{words[: found.start()]}{words[found.end() :]}".strip()
    return Marked(mark, words, struck, strong)
