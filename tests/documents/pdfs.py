"""PDFs made by hand, object by object: ordinary ones and ones that no program would write."""

import zlib
from collections.abc import Mapping, Sequence

from tests.documents.samples import pdf_of

CATALOG, PAGES, FONT, FREE = 1, 2, 3, 10
"""The numbers of the objects that each has; pages and whatever else there is begin at `FREE`."""


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream, deflated where asked."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def page(contents: int, entries: bytes = b"", resources: bytes = b"") -> bytes:
    """A page of A4 whose content is that object."""
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>%s>>%s>>" % (
        PAGES,
        contents,
        FONT,
        resources,
        entries,
    )


def words(text: str) -> bytes:
    """The content of a page that says this, in letters of Western Europe."""
    said = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F 12 Tf 50 750 Td (%s) Tj ET" % said


def base(pages: Sequence[bytes], catalog: bytes = b"", count: int | None = None) -> dict[int, bytes]:
    """The objects that each file has, for pages that follow them from `FREE` on, by twos: a page, its content."""
    kids = b" ".join(b"%d 0 R" % (FREE + 2 * number) for number in range(len(pages)))
    counted = len(pages) if count is None else count
    return {
        CATALOG: b"<</Type/Catalog/Pages %d 0 R%s>>" % (PAGES, catalog),
        PAGES: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, counted),
        FONT: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        **{
            FREE + 2 * number + part: content
            for number, words_of_page in enumerate(pages)
            for part, content in enumerate((page(FREE + 2 * number + 1), stream(words_of_page)))
        },
    }


def a_pdf(*texts: str, catalog: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """An ordinary file with a page for each text."""
    return pdf_of({**base([words(text) for text in texts or ("Labdien!",)], catalog), **(more or {})})


def of_many_pages(number: int) -> bytes:
    """A file of so many pages, all with the same content."""
    kids = b" ".join(b"%d 0 R" % (FREE + one) for one in range(number))
    contents = FREE + number
    return pdf_of(
        {
            CATALOG: b"<</Type/Catalog/Pages %d 0 R>>" % PAGES,
            PAGES: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, number),
            FONT: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **{FREE + one: page(contents) for one in range(number)},
            contents: stream(words("Lapa")),
        }
    )


def in_packed_objects(hidden: bytes, catalog: bytes = b"") -> bytes:
    """A file one of whose objects stands in a deflated stream of objects, where no search of its octets finds it."""
    inside = b"50 0 " + hidden
    packed = stream(inside, b"/Type/ObjStm/N 1/First 5", packed=True)
    return a_pdf("Labdien!", catalog=catalog, more={49: packed})


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
WITH_SCRIPT = a_pdf("Labdien!", catalog=b"/OpenAction 40 0 R", more={40: SCRIPT})
WITH_SPELLED_SCRIPT = a_pdf("Labdien!", more={40: b"<</S/#4aava#53cript/J#53(app.alert(1))>>"})
WITH_PACKED_SCRIPT = in_packed_objects(SCRIPT)
WITH_NAMED_SCRIPT = a_pdf("Labdien!", catalog=b"/Names<</JavaScript<</Names[(a) 40 0 R]>>>>", more={40: SCRIPT})
TURNS_TO_A_PAGE = a_pdf("Labdien!", catalog=b"/OpenAction[10 0 R/Fit]")
TURNS_BY_A_PACKED_ACTION = in_packed_objects(b"<</S/GoTo/D[10 0 R/Fit]>>", b"/OpenAction 50 0 R")
TURNS_BY_AN_ACTION = a_pdf("Labdien!", catalog=b"/OpenAction 40 0 R", more={40: b"<</S/GoTo/D[10 0 R/Fit]>>"})
GOES_ELSEWHERE = a_pdf(
    "Labdien!",
    catalog=b"/OpenAction 40 0 R",
    more={40: b"<</S/URI/URI(http://198.51.100.1/)>>", 41: b"<</S/GoTo/D[10 0 R/Fit]>>"},
)
LAUNCHES = a_pdf("Labdien!", catalog=b"/OpenAction<</S/Launch/F(cmd.exe)>>")
WITH_A_FILE = a_pdf(
    "Labdien!",
    catalog=b"/Names<</EmbeddedFiles<</Names[(a.exe) 40 0 R]>>>>",
    more={40: b"<</Type/Filespec/F(a.exe)/EF<</F 41 0 R>>>>", 41: stream(b"MZ", b"/Type/EmbeddedFile")},
)
WITH_XFA = a_pdf("Labdien!", catalog=b"/AcroForm<</XFA 40 0 R/Fields[]>>", more={40: stream(b"<xdp/>")})
WITHOUT_PAGES = pdf_of(base([]))
WITHOUT_WORDS = pdf_of(base([b"0 0 100 100 re f"]))
