"""A receipt as PDF: what was received, when, the digest of each piece, and the signed code. Looks: receipt.typ.

In the language of whoever asks for it: its words come with it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_L
from qrcode.image.svg import SvgPathImage

from competition.application.receipt import folded
from competition.foundation.signing import Signer
from documents.letter_pdf import set_words
from documents.sealed import empty_seal, sealed


@dataclass(frozen=True, slots=True)
class Piece:
    """An answer or a file: what it is, how large in words, and its SHA-256, or why that is not told here."""

    name: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What a receipt says. `facts` are (name, value) in their order; `check_at` is where it can be checked."""

    language: str
    organiser: str
    title: str
    facts: Sequence[tuple[str, str]]
    digest: tuple[str, str]
    answers: tuple[str, Sequence[Piece]]
    files: tuple[str, Sequence[Piece]]
    checking: tuple[str, Sequence[str]]
    code: str
    picture_says: str
    check_at: str
    stamp: datetime


def receipt_pdf(paper: ReceiptPaper, signer: Signer) -> bytes:
    """The receipt as PDF, sealed: the same receipt gives the same bytes."""
    data = asdict(paper) | {
        "lines": folded(paper.code),
        "picture": _square(paper.check_at),
        "seal": empty_seal(signer),
    }
    del data["stamp"]
    return sealed(set_words("receipt.typ", data, paper.stamp), signer)


def check_address(page: str, code: str) -> str:
    """The address at which a code is checked at once; `page` is that of the checking."""
    return f"{page}?code={code}"


def _square(address: str) -> str:
    """A picture for a phone's camera that leads to an address, as SVG."""
    square = qrcode.QRCode(error_correction=ERROR_CORRECT_L, border=0)
    square.add_data(address)
    square.make()
    written = BytesIO()
    square.make_image(SvgPathImage).save(written)
    return written.getvalue().decode()
