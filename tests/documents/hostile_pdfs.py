"""PDFs that mean harm to whoever reads them, each by its name."""

import zlib
from collections.abc import Callable
from functools import cache

from tests.documents import pdfs, signing
from tests.documents.hidden_in_pdfs import HIDDEN, MORE_THAN_PDFS
from tests.documents.pdfs import CATALOG, FONT, FREE, PAGES, a_pdf, base, page, pdf_of, stream, words

TEN_MEGABYTES = 10_000_000
SIGNATURE_OCTETS = 4000


def with_content(content: bytes, **more: bytes) -> bytes:
    """A file of one page with this content, and objects named by `o` and their number."""
    return pdf_of({**base([content]), **{int(name[1:]): value for name, value in more.items()}})


def with_resources(content: bytes, resources: bytes, objects: dict[int, bytes]) -> bytes:
    """A file of one page whose content uses these resources."""
    return pdf_of({**base([content]), FREE: page(FREE + 1, b"", resources), **objects})


def of_tree(pages: bytes, objects: dict[int, bytes] | None = None) -> bytes:
    """A file whose tree of pages begins so."""
    return pdf_of({**base([words("Lapa")]), PAGES: pages, **(objects or {})})


def deep_tree(depth: int) -> bytes:
    nodes = {100 + n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (101 + n) for n in range(depth)}
    return of_tree(b"<</Type/Pages/Kids[100 0 R]/Count 1>>", {**nodes, 100 + depth: page(FREE + 1)})


def packed_twice(size: int) -> bytes:
    inner = zlib.compress(zlib.compress(b"\x00" * size, 9), 9)
    filters = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(inner), inner)
    return pdf_of({**base([b""]), FREE + 1: filters})


def with_trailer(trailer: bytes) -> bytes:
    return a_pdf().replace(b"trailer\n<<", b"trailer\n<<" + trailer)


def with_image(entries: bytes, data: bytes) -> bytes:
    image = stream(data, b"/Type/XObject/Subtype/Image" + entries)
    return with_resources(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject<</I 40 0 R>>", {40: image})


def with_font(entries: bytes, objects: dict[int, bytes]) -> bytes:
    return pdf_of({**base([words("AAAA")]), FONT: b"<</Type/Font%s>>" % entries, **objects})


def self_drawing_letter() -> bytes:
    letter = stream(b"1000 0 d0 BT /F 1 Tf (A) Tj ET")
    about = (
        b"/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</A 40 0 R>>/FirstChar 65/LastChar 65"
        b"/Widths[1000]/Encoding<</Differences[65/A]>>/Resources<</Font<</F 3 0 R>>>>"
    )
    return with_font(about, {40: letter})


def form_that_draws_itself(times: int) -> bytes:
    drawing = b"/X Do " * times
    form = stream(drawing, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 40 0 R>>>>")
    return with_resources(drawing, b"/XObject<</X 40 0 R>>", {40: form})


def forms_in_forms(levels: int, times: int) -> bytes:
    """Each form draws the next one many times: drawings without end from a few octets."""
    forms = {
        40 + n: stream(
            b"/X Do " * times,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (41 + n),
        )
        for n in range(levels)
    }
    last = {40 + levels: stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}
    return with_resources(b"/X Do", b"/XObject<</X 40 0 R>>", {**forms, **last})


def with_fields(fields: bytes, objects: dict[int, bytes]) -> bytes:
    return a_pdf("Labdien!", catalog=b"/AcroForm<</SigFlags 3/Fields[%s]>>" % fields, more=objects)


def field_of(value: int) -> bytes:
    return b"<</FT/Sig/T(%d)/V %d 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>" % (value, value)


def signature(ranges: bytes, contents: bytes, format_of: bytes = b"ETSI.CAdES.detached") -> bytes:
    return b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/%s/ByteRange[%s]/Contents<%s>>>" % (format_of, ranges, contents)


def with_signature(ranges: bytes, contents: bytes = b"3080", format_of: bytes = b"ETSI.CAdES.detached") -> bytes:
    return with_fields(b"50 0 R", {50: field_of(51), 51: signature(ranges, contents, format_of)})


def of_many_signatures(number: int) -> bytes:
    numbers = range(100, 100 + 2 * number, 2)
    fields = b" ".join(b"%d 0 R" % one for one in numbers)
    objects = {one: field_of(one + 1) for one in numbers}
    return with_fields(fields, {**objects, **{one + 1: signature(b"0 9 9 9", b"3003020101") for one in numbers}})


@cache
def signed_by_hand(
    format_of: bytes = b"ETSI.CAdES.detached", inside: bytes | None = None, faults: signing.Faults | None = None
) -> bytes:
    """A file with a signature that holds, the same at each making."""
    places = b"0 0000000000 0000000000 0000000000"
    empty = with_signature(places, b"0" * 2 * SIGNATURE_OCTETS, format_of)
    gap = empty.index(b"/Contents<") + len(b"/Contents")
    again = gap + 2 * SIGNATURE_OCTETS + 2
    whole = empty.replace(places, b"0 %010d %010d %010d" % (gap, again, len(empty) - again))
    token = signing.signed_cms(
        signing.SIGNER, "data", whole[:gap] + whole[again:], inside, signing.SIGNED_AT, faults=faults
    )
    return whole[:gap] + b"<" + token.hex().encode().ljust(2 * SIGNATURE_OCTETS, b"0") + b">" + whole[again:]


def twice_loops() -> bytes:
    """Two tables of where objects begin, each of which says that the other is the earlier one."""
    first = a_pdf()
    table = first.rindex(b"xref\n0")
    second = first[table:].replace(b"trailer\n<<", b"trailer\n<</Prev %d" % table)
    start = len(first)
    second = second[: second.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % start
    return first.replace(b"trailer\n<<", b"trailer\n<</Prev %d" % start, 1) + second


def stream_of_places(entries: bytes, data: bytes) -> bytes:
    begin = a_pdf()
    start = len(begin)
    packed = zlib.compress(data)
    places = b"<</Type/XRef%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)
    return begin + b"90 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (places, start)


PDFS: dict[str, Callable[[], bytes]] = {
    "plain": a_pdf,
    "signed": signed_by_hand,
    "with a script": lambda: pdfs.WITH_SCRIPT,
    **{name: made for name, (made, _) in HIDDEN.items()},
    **MORE_THAN_PDFS,
    "packed script": lambda: pdfs.WITH_PACKED_SCRIPT,
    "launches": lambda: pdfs.LAUNCHES,
    "with a file": lambda: pdfs.WITH_A_FILE,
    "without pages": lambda: pdfs.WITHOUT_PAGES,
    "5000 pages": lambda: pdfs.of_many_pages(5000),
    "a page of a hundred thousand": lambda: pdfs.of_many_pages(100_000),
    "head alone": lambda: b"%PDF-1.7\n%%EOF",
    "head and noise": lambda: b"%PDF-9.9\n" + bytes(range(256)) * 400 + b"%%EOF",
    "arrays in arrays": lambda: a_pdf(catalog=b"/A" + b"[" * 200_000),
    "a catalogue of megabytes": lambda: a_pdf(catalog=b"/A[" + b"<</B[1 2 3]>>" * 100_000 + b"]"),
    "objects in objects": lambda: a_pdf(catalog=b"/A" + b"<</A" * 200_000),
    "closed arrays": lambda: a_pdf(catalog=b"/A" + b"[" * 5000 + b"]" * 5000),
    "arrays on the page": lambda: with_content(b"[" * 500_000 + b"] TJ"),
    "brackets on the page": lambda: with_content(b"q " * 500_000),
    "a tree that is its own child": lambda: of_tree(b"<</Type/Pages/Kids[2 0 R]/Count 9>>"),
    "a tree of two that are their own": lambda: of_tree(
        b"<</Type/Pages/Kids[40 0 R 40 0 R]/Count 99>>", {40: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>"}
    ),
    "a deep tree": lambda: deep_tree(3000),
    "a very deep tree": lambda: deep_tree(100_000),
    "a tree of nulls": lambda: of_tree(b"<</Type/Pages/Kids[%s]/Count 400>>" % (b"null " * 100_000)),
    "too high a count": lambda: pdf_of(base([words("Lapa")], count=2**31 - 1)),
    "a negative count": lambda: pdf_of(base([words("Lapa")], count=-5)),
    "450 pages that are not there": lambda: pdf_of(base([words("Lapa")], count=450)),
    "too long a stream": lambda: a_pdf().replace(b"/Length ", b"/Length 9999999999"),
    "a stream whose length is itself": lambda: with_content(b"").replace(b"/Length 0", b"/Length 11 0 R"),
    "a page that is its own content": lambda: pdf_of({**base([b""]), FREE: page(FREE)}),
    "spaces without end": lambda: pdf_of({**base([b""]), FREE + 1: stream(b" " * 200_000_000, packed=True)}),
    "noughts packed twice": lambda: packed_twice(500_000_000),
    "words without end": lambda: pdf_of(
        {**base([b""]), FREE + 1: stream(b"BT /F 1 Tf " + b"(a) Tj " * 5_000_000, packed=True)}
    ),
    "lines without end": lambda: pdf_of({**base([b""]), FREE + 1: stream(b"0 0 m 9 9 l S " * 3_000_000, packed=True)}),
    "the same long page 400 times": lambda: pdf_of(
        {
            **base([b""] * 400),
            **{FREE + 2 * n: page(2000) for n in range(400)},
            2000: stream(b"BT /F 1 Tf " + b"(a) Tj 0 1 Td " * 100_000, packed=True),
        }
    ),
    "a form that draws itself": lambda: form_that_draws_itself(1),
    "a form that draws itself often": lambda: form_that_draws_itself(50),
    "forms in forms": lambda: forms_in_forms(12, 60),
    "a letter that draws itself": self_drawing_letter,
    "a pattern that paints itself": lambda: with_resources(
        b"/Pattern cs /P scn 0 0 500 500 re f",
        b"/Pattern<</P 40 0 R>>",
        {
            40: stream(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001"
                b"/Resources<</Pattern<</P 40 0 R>>>>",
            )
        },
    ),
    "a function of functions": lambda: with_resources(
        b"/S sh",
        b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceGray/Function 40 0 R>>>>",
        {40: b"<</FunctionType 3/Domain[0 1]/Functions[40 0 R 40 0 R]/Bounds[.5]/Encode[0 1 0 1]>>"},
    ),
    "a long program of a function": lambda: with_resources(
        b"/S sh",
        b"/Shading<</S<</ShadingType 1/Domain[0 1 0 1]/ColorSpace/DeviceGray/Function 40 0 R>>>>",
        {40: stream(b"{" * 5000 + b"}" * 5000, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")},
    ),
    "a colour of itself": lambda: with_resources(
        b"/C cs 0 sc 0 0 9 9 re f", b"/ColorSpace<</C 40 0 R>>", {40: b"[/Indexed 40 0 R 255 (abc)]"}
    ),
    "letters of too long a table": lambda: with_font(
        b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 40 0 R",
        {40: stream(b"1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange " * 50_000, packed=True)},
    ),
    "letters that are noughts and halves": lambda: with_font(
        b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 40 0 R",
        {40: stream(b"2 beginbfchar <41> <0000> <42> <D800DC00D800> endbfchar")},
    ),
    "letters of noise": lambda: with_font(
        b"/Subtype/TrueType/BaseFont/A/FontDescriptor 40 0 R",
        {
            40: b"<</Type/FontDescriptor/FontName/A/FontFile2 41 0 R>>",
            41: stream(b"\x00\x01\x00\x00\xff\xff" + bytes(range(256)) * 200),
        },
    ),
    "a letter of a letter of itself": lambda: with_font(
        b"/Subtype/Type0/BaseFont/A/DescendantFonts[3 0 R]/Encoding/Identity-H", {}
    ),
    "a picture as large as can be": lambda: with_image(
        b"/Width 65535/Height 65535/ColorSpace/DeviceRGB/BitsPerComponent 16", b"abc"
    ),
    "a picture of packed noughts": lambda: with_image(
        b"/Width 20000/Height 20000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
        zlib.compress(b"\x00" * 100_000_000, 9),
    ),
    "a picture that masks itself": lambda: with_image(
        b"/Width 9/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 40 0 R", b"\x00" * 81
    ),
    "noise as JBIG2": lambda: with_image(
        b"/Width 9999/Height 9999/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", bytes(range(256)) * 40
    ),
    "noise as JPEG 2000": lambda: with_image(b"/Width 99/Height 99/Filter/JPXDecode", bytes(range(256)) * 40),
    "noise as a telefax": lambda: with_image(
        b"/Width 9/Height 9/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 999999999/Rows 999999999>>",
        b"\x00\x10" * 999,
    ),
    "a picture in the text that never ends": lambda: with_content(
        b"BI /W 99999 /H 99999 /BPC 8 /CS /G ID " + b"\x00" * 999
    ),
    "a text that never ends": lambda: with_content(b"BT /F 1 Tf (" + b"(" * 99_999),
    "a predictor of width": lambda: pdf_of(
        {
            **base([b""]),
            FREE + 1: stream(b"abc" * 99, b"/DecodeParms<</Predictor 15/Columns 2147483647/Colors 99>>", packed=True),
        }
    ),
    "many small objects": lambda: a_pdf("Labdien!", more=dict.fromkeys(range(100, 150000), b"null")),
    "objects in a stream that says too many": lambda: a_pdf(
        "Labdien!", more={49: stream(b"1 0 null", b"/Type/ObjStm/N 2147483647/First 5")}
    ),
    "objects in a stream of itself": lambda: a_pdf(
        "Labdien!", more={49: stream(b"49 0 <</Extends 49 0 R>>", b"/Type/ObjStm/N 1/First 5/Extends 49 0 R")}
    ),
    "objects in streams of noughts": lambda: a_pdf(
        "Labdien!",
        more={n: stream(b"\x00" * TEN_MEGABYTES, b"/Type/ObjStm/N 9/First 9", packed=True) for n in range(50, 70)},
    ),
    "a table before itself": lambda: with_trailer(b"/Prev %d" % a_pdf().rindex(b"xref\n0")),
    "two tables before each other": twice_loops,
    "a table far away": lambda: a_pdf().replace(b"startxref\n", b"startxref\n9999999999"),
    "a table of too many": lambda: a_pdf().replace(b"xref\n0 12", b"xref\n0 999999999"),
    "a table with objects outside": lambda: a_pdf().replace(b"00000 n", b"99999 n").replace(b"00000002", b"99999999"),
    "a stream of places that says too many": lambda: stream_of_places(
        b"/Size 2147483647/W[9 9 9]/Index[0 2147483647]/Root 1 0 R", b"\x00" * 999
    ),
    "a stream of places of no width": lambda: stream_of_places(b"/Size 99999999/W[0 0 0]/Root 1 0 R", b""),
    "a stream of places before itself": lambda: stream_of_places(
        b"/Size 9/W[1 2 1]/Root 1 0 R/Prev %d" % len(a_pdf()), b"\x00" * 36
    ),
    "a root that is not there": lambda: a_pdf().replace(b"/Root 1 0 R", b"/Root 99 0 R"),
    "a root that is a number": lambda: pdf_of({**base([b""]), CATALOG: b"42"}),
    "a root that is itself": lambda: pdf_of({**base([b""]), CATALOG: b"1 0 R"}),
    "encrypted by nothing": lambda: with_trailer(b"/Encrypt<<>>/ID[()()]"),
    "encrypted by itself": lambda: with_trailer(b"/Encrypt 1 0 R/ID[(a)(b)]"),
    "encrypted without end": lambda: with_trailer(
        b"/ID[(a)(b)]/Encrypt<</Filter/Standard/V 5/R 6/Length 999999999/P -1/O<%s>/U<%s>/OE<%s>/UE<%s>/Perms<00>>>"
        % (b"00" * 48, b"00" * 48, b"00" * 32, b"00" * 32)
    ),
    "pages of every size": lambda: pdf_of(
        {**base([b""]), FREE: page(FREE + 1, b"/MediaBox[0 0 1e38 -1e38]/UserUnit 1e30/Rotate 1")}
    ),
    "an outline that follows itself": lambda: a_pdf(
        catalog=b"/Outlines 40 0 R", more={40: b"<</First 40 0 R/Last 40 0 R/Next 40 0 R/Count 99/Title(a)>>"}
    ),
    "names that hold themselves": lambda: a_pdf(
        catalog=b"/Names<</EmbeddedFiles 40 0 R/JavaScript 40 0 R>>", more={40: b"<</Kids[40 0 R 40 0 R]>>"}
    ),
    "fields that hold themselves": lambda: with_fields(
        b"50 0 R", {50: b"<</FT/Sig/T(a)/Kids[50 0 R]/Parent 50 0 R/V<</ByteRange[0 1 2 3]>>>>"}
    ),
    "openings without end": lambda: a_pdf(catalog=b"/OpenAction 9 0 R" * 100_000),
    "openings that turn to a page": lambda: a_pdf(
        catalog=b"/OpenAction 40 0 R" * 100_000, more={39: stream(b"", b"/A" * 2_000_000), 40: b"[10 0 R/Fit]"}
    ),
    "packed objects over each other": lambda: a_pdf(
        more={49: stream(b"1 0 2 5000000 " * 5000 + b"a" * 5_000_000, b"/Type/ObjStm/N 10000/First 70000", packed=True)}
    ),
    "streams that never end": lambda: a_pdf().replace(b"endstream", b"") + b"stream\n" * 500_000 + b"%%EOF",
    "a signature over nothing": lambda: with_signature(b"0 0 0 0"),
    "a signature over what is not there": lambda: with_signature(b"0 99999999999 99999999999 99999999999"),
    "a signature over less than nothing": lambda: with_signature(b"0 -5 -9 -2147483648"),
    "a signature of one range": lambda: with_signature(b"0 10"),
    "a signature of a thousand ranges": lambda: with_signature(b"0 10 " * 1000),
    "a signature of words": lambda: with_signature(b"/a /b (c) null"),
    "a signature of nested noise": lambda: with_signature(b"0 9 9 9", b"3080" * 20_000),
    "a signature that says it is long": lambda: with_signature(b"0 9 9 9", b"3084ffffffff"),
    "a signature without anything": lambda: with_signature(b"0 9 9 9", b""),
    "a signature of an old kind": lambda: with_signature(b"0 9 9 9", b"3003020101", b"adbe.x509.rsa_sha1"),
    "a signature without attributes": lambda: signed_by_hand(faults=signing.Faults(attributes=False)),
    "a signature with a content of its own": lambda: signed_by_hand(inside=b"a"),
    "hundreds of signatures": lambda: of_many_signatures(400),
    "signed, with something behind": lambda: signed_by_hand() + b"<html><script>alert(1)</script></html>\n%%EOF",
    "signed, a letter changed": lambda: signed_by_hand().replace(b"(Labdien!)", b"(Labrit!!)"),
    "a page of the web before": lambda: b"%PDF-1.4\n<html><script>alert(1)</script></html>\n" + a_pdf(),
}
