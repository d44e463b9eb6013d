"""Documents of Word and open ones that hide what they do under other names, and ordinary ones of the same looks."""

from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED

from documents.inspecting.facts import Note
from tests.documents.office import DOCUMENT, OFFICE, OLE, OPEN, W, a_docx, an_odt, body, paragraph, relations, types
from tests.documents.samples import MACROS, MAIN, TYPES, packed

LISTED = "word/_rels/document.xml.rels"
TEXT = paragraph("Labdien!")
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


def related(kind: str, target: str, more: Mapping[str, bytes] | None = None, *, outside: bool = False) -> bytes:
    """A document whose main part is related to something in this way."""
    return a_docx(more={LISTED: relations((kind, target, outside)), **(more or {})})


def typed(said: bytes, main: str = DOCUMENT, more: Mapping[str, bytes] | None = None) -> bytes:
    """A document of whose parts this is said; the package names `main` as the document."""
    parts = {TYPES: said, "_rels/.rels": relations(("officeDocument", main, False)), DOCUMENT: body(TEXT)}
    return packed({**parts, **(more or {})}, ZIP_DEFLATED)


def run(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def field(*instructions: str) -> str:
    """A paragraph with a field whose instruction stands in several runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = "".join(map(run, instructions))
    return (
        f"<w:p>{mark.format('begin')}{runs}{mark.format('separate')}<w:r><w:t>a</w:t></w:r>{mark.format('end')}</w:p>"
    )


def with_header(inside: str, name: str = "word/header1.xml") -> bytes:
    header = f"<w:hdr {W}>{inside}</w:hdr>".encode()
    return related("header", name.removeprefix("word/"), {name: header})


def with_styles(inside: str) -> bytes:
    styles = (
        f"<office:document-styles {OPEN}><office:master-styles>{inside}</office:master-styles></office:document-styles>"
    )
    return an_odt("<text:p>a</text:p>", {"styles.xml": styles.encode()})


def made_from(template: str, text: str = "a") -> bytes:
    about = (
        f'<office:document-meta {OPEN} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        f'<meta:template xlink:href="{template}"/></office:meta></office:document-meta>'
    )
    return an_odt(f"<text:p>{text}</text:p>", {"meta.xml": about.encode()})


def shown(address: str) -> bytes:
    """An open document with a picture from there."""
    return an_odt(f'<text:p>a<draw:image xlink:href="{address}"/></text:p>')


BINARY = b'<Default Extension="bin" ContentType="%s"/></Types>'
PROGRAM = types().replace(b"</Types>", BINARY % b"application/vnd.ms-office.vbaProject")
MIXED = (
    types()
    .replace(MAIN.encode(), MACROS.replace("macroE", "MacroE").encode())
    .replace(b"<Default", b"<!-- %s --><Default" % MAIN.encode(), 1)
)
DECOY_FIRST = types().replace(
    b"<Override", b'<Override PartName="/word/a.xml" ContentType="%s"/><Override' % MAIN.encode()
)
DDE = {Note.EXTERNAL_CONTENT, Note.OPENS_BY_ITSELF}
FETCHED = {Note.EXTERNAL_CONTENT}
EVENT = (
    '<office:scripts xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"><office:event-listeners>'
    '<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a.py$b?language=Python"/>'
    "</office:event-listeners></office:scripts>"
)
WITH_PROGRAMS: dict[str, Callable[[], bytes]] = {
    "macros under another name.docx": lambda: typed(PROGRAM, more={"word/a.bin": OLE}),
    "macros by a relation.docx": lambda: a_docx(
        more={
            LISTED: relations(("vbaProject", "a.bin", False)).replace(OFFICE.encode(), MICROSOFT.encode()),
            "word/a.bin": OLE,
        }
    ),
    "macros in capitals.docx": lambda: typed(MIXED),
    "macros of an object.odt": lambda: an_odt("<text:p>a</text:p>", {"Object 1/Basic/Standard/A.xml": b"<x/>"}),
}
HIDDEN: dict[str, tuple[Callable[[], bytes], set[Note]]] = {
    "an object under another name.docx": (
        lambda: related("oleObject", "media/a.bin", {"word/media/a.bin": OLE}),
        {Note.EMBEDDED_FILES},
    ),
    "a package under another name.docx": (
        lambda: related("package", "/x/a.xlsm", {"x/a.xlsm": b"PK"}),
        {Note.EMBEDDED_FILES},
    ),
    "a control under another name.docx": (
        lambda: related("control", "a.xml", {"word/a.xml": b"<x/>"}),
        {Note.EMBEDDED_FILES},
    ),
    "a page of the web.docx": (lambda: related("aFChunk", "a.html", {"word/a.html": b"<p>"}), {Note.EMBEDDED_FILES}),
    "an object in another folder.docx": (
        lambda: typed(
            types().replace(b"/word/", b"/doc/"),
            "doc/document.xml",
            {
                "doc/document.xml": body(TEXT),
                "doc/_rels/document.xml.rels": relations(("oleObject", "a.bin", False)),
                "doc/a.bin": OLE,
            },
        ),
        {Note.EMBEDDED_FILES},
    ),
    "a field in pieces.docx": (lambda: a_docx(TEXT + field("DD", 'EAUTO c:\\\\cmd.exe "/k"')), DDE),
    "a field in pieces without its marks.docx": (lambda: a_docx(f"{TEXT}<w:p>{run('DD')}{run('EAUTO c')}</w:p>"), DDE),
    "a field behind a remark.docx": (lambda: a_docx(TEXT + field("<!-- a -->DDE c")), DDE),
    "a field that never ends.docx": (
        lambda: a_docx(f'{TEXT}<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("DDE c")}</w:p>'),
        DDE,
    ),
    "a field in a header.docx": (lambda: with_header(field("DDEAUTO c")), DDE),
    "a field in a header of another name.docx": (lambda: with_header(field("DDEAUTO c"), "word/a.xml"), DDE),
    "a simple field.docx": (lambda: a_docx(TEXT + '<w:p><w:fldSimple w:instr=" dde c"/></w:p>'), DDE),
    "a linked object.docx": (lambda: a_docx(TEXT + field(r' LINK Excel.Sheet.8 "\\\\a\\b.xls" "c"')), FETCHED),
    "a database.docx": (lambda: a_docx(TEXT + field(r'DATABASE \d "\\\\a\\b"')), FETCHED),
    "a field in a field.docx": (
        lambda: a_docx(f'{TEXT}<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{field("QUOTE 68 68 69")}</w:p>'),
        FETCHED,
    ),
    "a picture from outside, in small letters.docx": (
        lambda: a_docx(
            more={LISTED: relations(("image", "http://198.51.100.1/a", True)).replace(b'"External"', b'"external"')}
        ),
        FETCHED,
    ),
    "a link that is none.docx": (
        lambda: a_docx(
            more={LISTED: relations(("hyperlink", "http://198.51.100.1/a", True)).replace(OFFICE.encode(), b"urn:x")}
        ),
        FETCHED,
    ),
    "a template on a share.docx": (
        lambda: related("attachedTemplate", "file:///\\\\198.51.100.1\\a.dotm"),
        {Note.REMOTE_TEMPLATE},
    ),
    "a script at the opening.odt": (
        lambda: an_odt(f"</office:text></office:body>{EVENT}<office:body><office:text><text:p>a</text:p>"),
        {Note.OPENS_BY_ITSELF},
    ),
    "data of another program.odt": (
        lambda: an_odt('<text:dde-connection-decl office:dde-application="cmd"/><text:p>a</text:p>'),
        {Note.OPENS_BY_ITSELF},
    ),
    "a picture in the styles.odt": (lambda: with_styles('<draw:image xlink:href="http://198.51.100.1/a"/>'), FETCHED),
    "a share.odt": (lambda: shown("\\\\198.51.100.1\\a.png"), FETCHED),
    "a blank before it.odt": (lambda: shown(" http://198.51.100.1/a"), FETCHED),
    "webdav.odt": (lambda: shown("vnd.sun.star.webdavs://198.51.100.1/a"), FETCHED),
    "a folder above.odt": (lambda: shown("..\\..\\a.png"), FETCHED),
    "a template elsewhere.odt": (lambda: made_from("http://198.51.100.1/a.ott"), {Note.REMOTE_TEMPLATE}),
    "an object under another name.odt": (
        lambda: an_odt('<text:p>a<draw:object xlink:href="./A"/></text:p>', {"A/content.xml": b"<x/>"}),
        {Note.EMBEDDED_FILES},
    ),
    "a program in it.odt": (
        lambda: an_odt('<text:p>a<draw:plugin xlink:href="./a.exe"/></text:p>', {"a.exe": b"MZ"}),
        {Note.EMBEDDED_FILES},
    ),
}
ORDINARY: dict[str, Callable[[], bytes]] = {
    "a type for all.docx": lambda: typed(
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="%s"/></Types>' % MAIN.encode()
    ),
    "capitals.docx": lambda: typed(types().replace(b"/word/document", b"/Word/Document")),
    "wide letters.docx": lambda: typed(types().decode().encode("utf-16")),
    "another document in it.docx": lambda: typed(DECOY_FIRST, more={"word/a.xml": body(paragraph("nekaitīgs"))}),
    "page numbers.docx": lambda: a_docx(TEXT[:-6] + field("PAGE").removeprefix("<w:p>").replace("<w:t>a</w:t>", "")),
    "its own template.docx": lambda: related("attachedTemplate", "file:///C:\\Users\\Anna\\Normal.dotm", outside=True),
    "a link.docx": lambda: related("hyperlink", "https://example.lv/", outside=True),
    "a picture in it.docx": lambda: related("image", "media/a.png", {"word/media/a.png": b"x"}),
    "a picture in it.odt": lambda: an_odt('<text:p>Labdien!<draw:image xlink:href="Pictures/a.png"/></text:p>'),
    "a picture of itself.odt": lambda: an_odt(
        '<text:p>Labdien!<draw:image xlink:href="data:image/png;base64,"/></text:p>'
    ),
    "its own template.odt": lambda: made_from("../../Users/Anna/a.ott", "Labdien!"),
    "a link.odt": lambda: an_odt('<text:p><text:a xlink:href="https://example.lv/">Labdien!</text:a></text:p>'),
}
