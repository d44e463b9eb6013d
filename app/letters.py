"""Letters as files to be downloaded or attached: set from their facts when they are asked for."""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.words import said_later as _l
from competition.call.records import Call
from competition.foundation.errors import NotFound
from competition.result.letter_queries import LetterRow, decided_dossier, kept_facts
from competition.result.notices import LetterFacts
from competition.result.records import Notice
from competition.result.terms import Way
from documents.kinds import OFFICE
from documents.letter_docx import letter_docx
from documents.letter_files import letter_file_name
from documents.letter_pdf import letter_pdf
from documents.letters import letter_of

Format = Literal["pdf", "docx"]
WAYS: Mapping[Way, Any] = {
    Way.EMAIL: _l("by e-mail"),
    Way.E_ADDRESS: _l("by e-address"),
    Way.REGISTERED_POST: _l("by registered post"),
    Way.POST: _l("by post"),
    Way.BY_HAND: _l("by hand"),
}
MEDIA_TYPES: dict[Format, str] = {"pdf": "application/pdf", "docx": OFFICE}


def facts_of_row(session: Session, call: Call, row: LetterRow) -> LetterFacts:
    """What a letter says, as kept or as it would say now."""
    if row.notice is not None and row.notice.facts is not None:
        return LetterFacts.from_json(row.notice.facts)
    return kept_facts(decided_dossier(session, call), row)


def set_letter(facts: LetterFacts, suffix: Format) -> tuple[str, bytes]:
    """The file of a letter: its name and its content."""
    letter = letter_of(facts)
    content = letter_pdf(letter) if suffix == "pdf" else letter_docx(letter)
    return letter_file_name(facts, suffix), content


def numbered_letter(notice: Notice | None, suffix: Format) -> tuple[str, bytes]:
    """The file of a letter that has its number. Raises NotFound where there is none."""
    if notice is None or notice.facts is None:
        raise NotFound(what="letter", key=None)
    return set_letter(LetterFacts.from_json(notice.facts), suffix)
