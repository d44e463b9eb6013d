"""A filled-in form of Word as it came back: whether it is one, and what stands in it. What it answers is found in
documents/word_answers.py.

The file is read in a process with limits (documents/guarded.py); nothing of it is kept.
"""

from competition.foundation.errors import Refusal
from documents.guarded import TooCostly, Unreadable, guarded
from documents.kinds import DOCX, ODT, PDF, FileCutOff, FileEmpty, kind_of
from documents.word_paper import Paper, paper_of
from documents.word_text import BROKEN, MACROS, NO_WORD, UNSAFE, word_text

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
RICH_TEXT = b"{\\rtf"


class WordFormUnknown(Refusal):
    """The file of Word is none of the portal's forms."""

    code = "word-form-unknown"


class WordFormOfAnotherCall(Refusal):
    """The file is the form of another call."""

    code = "word-form-of-another-call"


class WordIsOld(Refusal):
    """The file is of the kind that Word made until 2003."""

    code = "word-is-old"


class WordIsNone(Refusal):
    """The file is none of Word, whatever it is named."""

    code = "word-is-none"


class WordIsPdf(Refusal):
    """The file is a PDF: its places are no places to read from any more."""

    code = "word-is-pdf"


class WordIsOdt(Refusal):
    """The file is of the kind that LibreOffice makes by itself."""

    code = "word-is-odt"


class WordIsLocked(Refusal):
    """The file opens with a password only."""

    code = "word-is-locked"


class WordHasMacros(Refusal):
    """The file may hold programs."""

    code = "word-has-macros"


class WordUnsafe(Refusal):
    """The file is built so that it would cost too much to read."""

    code = "word-unsafe"


def read_word(name: str, content: bytes) -> Paper:
    """What stands in a file that somebody sent under a name.

    Raises FileEmpty, FileCutOff, WordIsNone, WordIsOld, WordIsPdf, WordIsOdt, WordIsLocked, WordHasMacros,
    WordUnsafe; and AllBusy of `guarded`.
    """
    _require_word(name, content)
    try:
        told = guarded(word_text, content)
    except TooCostly:
        raise WordUnsafe(name=name) from None
    except Unreadable:
        raise FileCutOff(name=name) from None
    if "why" in told:
        raise _REFUSED[told["why"]](name=name)
    return paper_of(told)


def _require_word(name: str, content: bytes) -> None:
    """Make sure that a file is one of Word, by its content."""
    if not content:
        raise FileEmpty(name=name)
    if content.startswith(OLD_WORD):
        raise (WordIsLocked if LOCKED in content else WordIsOld)(name=name)
    if content.startswith(RICH_TEXT):
        raise WordIsOld(name=name)
    try:
        kind = kind_of(content)
    except FileCutOff:
        raise FileCutOff(name=name) from None
    if kind is PDF:
        raise WordIsPdf(name=name)
    if kind is ODT:
        raise WordIsOdt(name=name)
    if kind is not DOCX and not content.startswith(b"PK\x03\x04"):
        raise WordIsNone(name=name)


_REFUSED: dict[str, type[Refusal]] = {
    UNSAFE: WordUnsafe,
    BROKEN: FileCutOff,
    MACROS: WordHasMacros,
    NO_WORD: WordFormUnknown,
}
