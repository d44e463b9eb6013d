"""Receipts as they are read: the PDF of one in somebody's language, and where it is checked."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from flask_babel import force_locale, gettext, ngettext
from sqlalchemy.orm import Session

from app.acting import receipt_signer
from app.config import Settings
from app.dossier import CHANNELS
from app.formats import instant, number, size
from app.languages import said_plainly
from competition.application.reading import HandedInFile, Item, Reading, reading_of
from competition.application.receipt import Said, digest_of_answer
from competition.application.receipts import check_code, public_keys
from competition.application.records import Application
from competition.call.records import Call
from competition.form.questions import Kind
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from competition.organisation.records import Organiser
from documents.receipt import Piece, ReceiptPaper, check_address, receipt_pdf

CHOSEN = frozenset({Kind.TICK, Kind.CHOICE, Kind.CHOICES})


def portal_keys(session: Session) -> Mapping[str, str]:
    """The public keys by which receipts are checked, by their names: those that signed, and the one that signs now."""
    signer = receipt_signer()
    return {signer.key_id: signer.public, **public_keys(session)}


def set_receipt(
    session: Session, settings: Settings, language: str, application_id: UUID, version: int
) -> tuple[str, bytes]:
    """The file of a version's receipt: its name and its content. Raises NotFound where it has none that is signed."""
    reading = reading_of(session, application_id, version)
    if reading.receipt is None:
        raise NotFound(what="receipt", key=application_id)
    said = check_code(session, reading.receipt)
    application = session.get_one(Application, application_id)
    call = session.get_one(Call, application.call_id)
    organiser = session.get_one(Organiser, call.organiser_id)
    with force_locale(language):
        page = f"{settings.base_url}/{language}/verify"
        paper = _paper(reading, reading.receipt, said, call, organiser.name, page, language)
        name = gettext("receipt-%(number)s-version-%(version)s.pdf", number=said.number, version=said.version)
    return name, receipt_pdf(paper, receipt_signer())


def pieces_of(reading: Reading, language: str, *, for_others: bool = False) -> list[Piece]:
    """Every answer of a version with its digest, in the order of the form.

    `for_others`: without the digests of what the committee does not read either. A receipt is made to be shown, and
    from its digest a telephone number is found by trying them all.
    """
    kept_back = gettext("The control code is on the application’s page only.")
    return [
        Piece(
            said_plainly(item.question.label, language),
            _length(item),
            kept_back if for_others and not item.question.for_committee else digest_of_answer(item.text),
        )
        for part in reading.parts
        for item in part.items
        if item.text
    ]


def facts_of(said: Said, title: str, call: Call | None) -> list[tuple[str, str]]:
    """What the code of a receipt says, in words: (name, value). `title` is the call's."""
    place = zone(call.zone_name if call else "Europe/Riga")
    return [
        (gettext("Call"), title),
        (gettext("Number"), said.number),
        (gettext("Version"), number(said.version)),
        (gettext("Received"), instant(said.received, place, seconds=True)),
        (gettext("How it came"), str(CHANNELS[said.channel])),
    ]


def _paper(
    reading: Reading, code: str, said: Said, call: Call, organiser: str, page: str, language: str
) -> ReceiptPaper:
    facts = facts_of(said, said_plainly(call.title, language), call)
    whose = [(gettext("Applicant"), reading.applicant_name), (gettext("Title of the project"), reading.title)]
    return ReceiptPaper(
        language=language,
        organiser=organiser,
        title=gettext("Receipt of an application"),
        facts=facts[:1] + whose + facts[1:],
        digest=(gettext("Control code of the whole application (SHA-256)"), said.digest),
        answers=(gettext("Answers"), pieces_of(reading, language, for_others=True)),
        files=(gettext("Attachments"), list(_files(reading.files, language))),
        checking=(
            gettext("How to check this receipt"),
            [
                gettext("Anybody can check it at %(page)s: drop this file there, or paste the code below.", page=page),
                gettext("The portal has signed the code. If the file or the code is changed, the check shows it."),
            ],
        ),
        code=code,
        picture_says=gettext("A square code that leads to the check of this receipt"),
        check_at=check_address(page, code),
        stamp=said.received,
    )


def _files(files: list[HandedInFile], language: str) -> Iterator[Piece]:
    for one in files:
        what = said_plainly(one.title, language) if one.title else gettext("The application as it came")
        yield Piece(f"{what}: {one.file.file_name}", size(one.file.size), one.file.digest)


def _length(item: Item) -> str:
    """How long an answer is; of one that was not written but chosen nothing is said."""
    if item.question.kind in CHOSEN:
        return ""
    return ngettext("%(num)s character", "%(num)s characters", len(item.text))
