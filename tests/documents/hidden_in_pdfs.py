"""PDFs that hide what they do from whoever searches their octets, and ones that are something else, too."""

import struct
import zlib
from base64 import a85encode
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from documents.inspecting.facts import Note
from tests.documents.pdfs import a_pdf, base, page, stream, words
from tests.documents.samples import packed, pdf_of

SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.alert)>>"
OPENS = b"/OpenAction<</S/Launch/F(cmd.exe)>>"
ACTION = b"<</S/JavaScript/JS(app.alert)>>"
ADDRESS = b"<</S/URI/URI(http://198.51.100.1/)>>"
RAR, SEVEN = b"Rar!\x1a\x07\x01\x00" + b"x" * 100, b"7z\xbc\xaf\x27\x1c" + b"x" * 100


def changed(whole: bytes, objects: Mapping[int, bytes]) -> bytes:
    """The same file with other objects, added behind its end as programs do."""
    out, before = bytearray(whole), whole.rindex(b"startxref")
    table = int(whole[before:].split()[1])
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    end = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % one for one in places.items())
    out += b"trailer\n<</Size 100/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (table, end)
    return bytes(out)


def in_objects(content: Callable[[bytes], bytes], entries: bytes) -> bytes:
    """A file whose catalogue stands in a stream of objects that is packed in this way, named by a stream of places."""
    inside = {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 50 0 R>>", 50: ACTION}
    head, body = b"", b""
    for number, one in inside.items():
        head += b"%d %d " % (number, len(body))
        body += one + b" "
    first = b"/Type/ObjStm/N %d/First %d" % (len(inside), len(head))
    plain = {number: one for number, one in base([words("Labdien!")]).items() if number not in inside}
    plain[49] = stream(content(head + body), first + entries)
    out, places = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, one in plain.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(out)
    places[51] = table
    rows = b"".join(
        struct.pack(">BLH", 2, 49, list(inside).index(number))
        if number in inside
        else struct.pack(">BLH", 1 if number in places else 0, places.get(number, 0), 0)
        for number in range(52)
    )
    out += b"51 0 obj\n%s\nendobj\n" % stream(rows, b"/Type/XRef/Size 52/W[1 4 2]/Root 1 0 R")
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % table


def with_annotation(entries: bytes, more: Mapping[int, bytes] | None = None) -> bytes:
    """A file with an annotation on its page."""
    return pdf_of({**base([words("Labdien!")]), 10: page(11, b"/Annots[<</Type/Annot%s>>]" % entries), **(more or {})})


@cache
def forbidding_printing(content: bytes) -> bytes:
    """The same, encrypted so that it opens without a password, and may not be printed."""
    writer = copy_into_new_writer(PdfFileReader(BytesIO(content)))
    writer.encrypt("īpašnieks", "")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


BOTH = {Note.JAVASCRIPT, Note.OPENS_BY_ITSELF}
HIDDEN: dict[str, tuple[Callable[[], bytes], set[Note]]] = {
    "between remarks": (lambda: a_pdf(catalog=b"\n%stream\n" + SCRIPT + b"\n%endstream\n"), BOTH),
    "a start between remarks": (
        lambda: a_pdf(catalog=b"\n%stream\n" + OPENS + b"\n%endstream\n"),
        {Note.OPENS_BY_ITSELF},
    ),
    "between texts": (lambda: a_pdf(catalog=b"/T(>>stream )" + SCRIPT + b"/U(endstream)"), BOTH),
    "objects that are not packed": (lambda: in_objects(lambda one: one, b""), BOTH),
    "objects in figures": (lambda: in_objects(lambda one: one.hex().encode() + b">", b"/Filter/ASCIIHexDecode"), BOTH),
    "objects in letters": (lambda: in_objects(lambda one: a85encode(one) + b"~>", b"/Filter/ASCII85Decode"), BOTH),
    "objects packed twice": (
        lambda: in_objects(
            lambda one: zlib.compress(zlib.compress(one)), b"/Filter[/FlateDecode/FlateDecode]/X(%s)" % (b"y" * 2000)
        ),
        BOTH,
    ),
    "an action that was changed": (
        lambda: changed(a_pdf(catalog=b"/OpenAction 40 0 R", more={40: b"[10 0 R/Fit]"}), {40: ADDRESS}),
        {Note.OPENS_BY_ITSELF},
    ),
    "an action behind a remark": (lambda: a_pdf(catalog=b"/OpenAction%a\n" + ADDRESS), {Note.OPENS_BY_ITSELF}),
    "an action after another": (
        lambda: a_pdf(catalog=b"/OpenAction<</S/GoTo/D<</A 1>>/Next 40 0 R>>", more={40: ADDRESS}),
        {Note.OPENS_BY_ITSELF},
    ),
    "a file on the page": (
        lambda: with_annotation(
            b"/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(a.exe)/EF<</F 40 0 R>>>>", {40: stream(b"MZ")}
        ),
        {Note.EMBEDDED_FILES},
    ),
    "a part of another file": (
        lambda: pdf_of(
            {
                **base([words("Labdien!")]),
                10: page(11, resources=b"/XObject<</I 40 0 R>>"),
                40: stream(b"", rb"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(\\\\198.51.100.1\\a.pdf)/Page 0>>"),
            }
        ),
        {Note.EXTERNAL_CONTENT},
    ),
    "a stream that is elsewhere": (
        lambda: pdf_of(
            {
                **base([words("Labdien!")]),
                10: page(11, resources=b"/XObject<</I 40 0 R>>"),
                40: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/F(http://198.51.100.1/a)"),
            }
        ),
        {Note.EXTERNAL_CONTENT},
    ),
    "encrypted": (
        lambda: forbidding_printing(a_pdf(catalog=b"/OpenAction 40 0 R", more={40: ACTION})),
        BOTH | {Note.RESTRICTED},
    ),
    "its actions go round": (
        lambda: a_pdf(catalog=b"/OpenAction 40 0 R", more={40: b"<</S/GoTo/D[10 0 R/Fit]/Next 40 0 R>>"}),
        {Note.OPENS_BY_ITSELF},
    ),
}
WHOLE = a_pdf()
MORE_THAN_PDFS: dict[str, Callable[[], bytes]] = {
    "a zip in a stream": lambda: a_pdf(more={40: stream(packed({"a.exe": b"MZ"}))}),
    "a RAR in a stream": lambda: a_pdf(more={40: stream(RAR)}),
    "a 7z in a stream": lambda: a_pdf(more={40: stream(SEVEN)}),
    "much behind, and an end again": lambda: WHOLE + b"MZ" + b"\x90" * 500_000 + b"\n%%EOF\n",
    "anything behind, and an end again": lambda: WHOLE + b"x" * 5000 + b"\nstartxref\n0\n%%EOF\n",
    "another PDF behind": lambda: WHOLE + a_pdf("Cits"),
    "a little of the web behind": lambda: WHOLE + b"<html><script>alert(1)</script>",
    "a page of the web after two thousand octets": lambda: WHOLE.replace(
        b"%PDF-1.7\n", b"%PDF-1.7\n%" + b"x" * 2000 + b"\n%<html><script>alert(1)</script>\n"
    ),
    "a drawing of the web": lambda: WHOLE.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<svg onload=alert(1)>\n"),
    "a mail": lambda: WHOLE.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%MIME-Version: 1.0\n"),
    "a tar": lambda: b"%PDF-1.7 " + b"\x00" * 248 + b"ustar\x0000" + b"\x00" * 250 + b"\n" + WHOLE,
    "something before": lambda: b"MZ\x90" + WHOLE,
}
ORDINARY_PDFS: dict[str, Callable[[], bytes]] = {
    "as it is": a_pdf,
    "behind a mark of the order of octets": lambda: b"\xef\xbb\xbf" + WHOLE,
    "behind an empty line": lambda: b"\r\n\r\n" + WHOLE,
    "with blanks behind": lambda: WHOLE + b"\r\n  \x00\x00",
    "with a little behind": lambda: WHOLE + b"x" * 300,
    "changed three times": lambda: changed(
        changed(changed(WHOLE, {40: b"null"}), {40: b"<</A 1>>"}), {41: stream(b"y" * 5000)}
    ),
    "with a photo": lambda: a_pdf(more={40: stream(b"\xff\xd8\xff\xe0JFIF" + b"x" * 100 + b"\xff\xd9")}),
    "with remarks that are marked up": lambda: with_annotation(
        b'/Subtype/Text/Rect[0 0 9 9]/RC(<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"/>)'
    ),
    "with a link": lambda: with_annotation(b"/Subtype/Link/Rect[0 0 9 9]/A" + ADDRESS),
    "that says where its actions are": lambda: a_pdf(catalog=b"/Lang(lv)/ViewerPreferences<</DisplayDocTitle true>>"),
}
