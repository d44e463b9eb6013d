"""PDFs signed by pyHanko, with our own keys and without a network; and what was done to them afterwards."""

from datetime import datetime
from functools import cache
from io import BytesIO

from asn1crypto import cms, keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.documents.pdfs import a_pdf
from tests.documents.signing import SIGNER, Signer, token_over

FIELD, LATER = "Paraksts", "Vēlāk"
Box = tuple[int, int, int, int]
WHOLE_PAGE, NOWHERE, A_CORNER = (0, 0, 595, 842), (0, 0, 0, 0), (400, 50, 550, 100)
COVERING = b"1 1 1 rg 0 0 595 842 re f 0 0 0 rg BT /F 24 Tf 50 700 Td (Apliecina 9 000 000 eiro) Tj ET"


class _Stamper(TimeStamper):
    """Somebody who stamps with a time that is given."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        assert md_algorithm == "sha256"
        return cms.ContentInfo.load(token_over(message_digest, self._at))


def _simple(signer: Signer) -> SimpleSigner:
    return SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(signer.der),
        signing_key=_key(signer),
        cert_registry=SimpleCertificateStore(),
    )


def _key(signer: Signer) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def signed(
    pdf: bytes,
    signer: Signer = SIGNER,
    field: str = FIELD,
    digest: str = "sha256",
    stamped_at: datetime | None = None,
    box: Box | None = None,
) -> bytes:
    """The file with one more signature (PAdES), a time-stamp where its time is given, and how it looks where it is."""
    stamper = _Stamper(stamped_at) if stamped_at else None
    about = PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES)
    out = BytesIO()
    place = SigFieldSpec(field, on_page=0, box=box) if box else None
    PdfSigner(about, _simple(signer), timestamper=stamper, new_field_spec=place).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf), strict=False), output=out
    )
    return out.getvalue()


@cache
def signed_once() -> bytes:
    """An ordinary signed file."""
    return signed(a_pdf("Apliecina 4600 eiro"))


def with_field(pdf: bytes, box: Box, drawn: bytes | None, inside: bool = False) -> bytes:
    """The file with one more field for a signature, and what is drawn there; with the drawing in a field inside it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    append_signature_field(writer, SigFieldSpec(LATER, on_page=0, box=box, combine_annotation=not inside))
    field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
    shown = field["/Kids"][0].get_object() if inside else field
    if drawn is None:
        shown.pop("/AP", None)
    else:
        shown["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(_form(drawn))})
    writer.update_container(shown)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def looking_otherwise(pdf: bytes) -> bytes:
    """The file with the order to draw what is filled in anew, with what letters the form says now."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    form = writer.root["/AcroForm"]
    form["/NeedAppearances"] = generic.BooleanObject(True)
    form["/DR"] = generic.DictionaryObject({generic.pdf_name("/Font"): generic.DictionaryObject()})
    writer.update_container(form)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _form(drawn: bytes) -> generic.StreamObject:
    form = generic.StreamObject(stream_data=drawn)
    form["/Type"], form["/Subtype"] = generic.pdf_name("/XObject"), generic.pdf_name("/Form")
    form["/BBox"] = generic.ArrayObject([generic.NumberObject(one) for one in WHOLE_PAGE])
    return form


def stamped(pdf: bytes, at: datetime, field: str) -> bytes:
    """The file with a time-stamp of its own."""
    out = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    PdfTimeStamper(_Stamper(at), field_name=field).timestamp_pdf(writer, "sha256", output=out)
    return out.getvalue()


def changed_inside(pdf: bytes) -> bytes:
    """A signed file, one letter of whose page is another."""
    assert b"Aplieci" in pdf
    return pdf.replace(b"Aplieci", b"Aplieko", 1)


def changed_later(pdf: bytes) -> bytes:
    """A signed file whose page says something else since."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    contents = page.raw_get("/Contents").get_object()
    contents._data = b"BT /F 12 Tf 50 750 Td (9600 eiro) Tj ET"
    contents._encoded_data = None
    writer.update_container(contents)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_other_signature(pdf: bytes) -> bytes:
    """A signed file in whose signature some octets are others."""
    place = pdf.index(b"/Contents <") + 11 if b"/Contents <" in pdf else pdf.index(b"/Contents<") + 10
    end = pdf.index(b">", place)
    last = len(pdf[place:end].rstrip(b"0"))
    changed = bytearray(pdf)
    for spot in range(place + last - 12, place + last - 4):
        changed[spot] = ord("a") if changed[spot] != ord("a") else ord("b")
    return bytes(changed)


@cache
def encrypted(owner: str, user: str) -> bytes:
    """A file that needs a password to be opened, or, where the user's is empty, to be printed."""
    writer = copy_into_new_writer(PdfFileReader(BytesIO(a_pdf("Sleptais"))))
    writer.encrypt(owner, user)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
