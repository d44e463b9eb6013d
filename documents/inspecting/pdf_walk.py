"""What the objects of a PDF would do, followed from its catalogue as programs follow them, as far as time allows.

Beside the search by names (`pdf_objects`): that sees what no table names, this sees what is packed or spelled in ways
that no search undoes, and which of two objects of a number counts.
"""

from collections import deque
from collections.abc import Iterator
from io import BytesIO
from signal import ITIMER_REAL, SIGALRM, setitimer, signal
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.inspecting.facts import Note

SECONDS, AGAIN, OBJECTS = 2.0, 0.5, 50_000
LONGEST_CHAIN = 20
PASSED_OVER = frozenset(
    {"/Parent", "/P", "/StructTreeRoot", "/StructParent", "/Metadata", "/Font", "/ColorSpace", "/Contents", "/Dest"}
)
"""Where nothing is that acts, and much that would take the time."""
FILES = frozenset({"/EF", "/EmbeddedFiles", "/RichMediaContent"})
SHOWS_A_PAGE = "/GoTo"


def what_is_reached(content: bytes) -> set[Note]:
    """What a reader should know of the objects that a PDF leads to, as far as they are reached in SECONDS;
    nothing where its tables cannot be read. For the main thread of a process.
    """
    notes = set[Note]()
    before = signal(SIGALRM, _stop)  # a single object may take long, which nothing else would end
    try:
        setitimer(ITIMER_REAL, SECONDS, AGAIN)  # Python drops what is raised while it collects garbage
        _walk(content, notes)
        setitimer(ITIMER_REAL, 0)
    except MemoryError:
        raise
    except (_Over, Exception):  # noqa: BLE001 - whatever its reader raises: it is a hint, and PDFium reads the file
        return notes
    finally:
        setitimer(ITIMER_REAL, 0)
        signal(SIGALRM, before)
    return notes


class _Over(BaseException):
    """The time is over; no reader takes this for an error of the file."""


def _stop(*_given: object) -> None:
    raise _Over


def _walk(content: bytes, notes: set[Note]) -> None:
    reader = PdfFileReader(BytesIO(content), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    if _opens_something(reader):
        notes.add(Note.OPENS_BY_ITSELF)
    for found in _dictionaries(reader):
        notes.update(_about(found))


def _dictionaries(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    """The dictionaries that the catalogue leads to, the nearest first, each once."""
    seen = set[tuple[int, int]]()
    waiting: deque[Any] = deque([generic.IndirectObject(reader.root_ref.idnum, reader.root_ref.generation, reader)])
    for _ in range(OBJECTS):
        if not waiting:
            return
        found = _plain(waiting.popleft())
        if isinstance(found, generic.IndirectObject):
            key = (found.idnum, found.generation)
            found = None if key in seen else _object(reader, found)
            seen.add(key)
        if isinstance(found, generic.DictionaryObject):
            yield found
            waiting.extend(value for name, value in dict.items(found) if name not in PASSED_OVER and _leads_on(value))
        elif isinstance(found, generic.ArrayObject):
            waiting.extend(value for value in list.__iter__(found) if _leads_on(value))


def _about(found: generic.DictionaryObject) -> Iterator[Note]:
    kind, action = _named(found, "/Subtype"), _named(found, "/S")
    if "/JS" in found or action == "/JavaScript":
        yield Note.JAVASCRIPT
    if "/AA" in found or action == "/Launch":
        yield Note.OPENS_BY_ITSELF
    if not FILES.isdisjoint(found) or _named(found, "/Type") == "/EmbeddedFile" or kind == "/RichMedia":
        yield Note.EMBEDDED_FILES
    if "/XFA" in found:
        yield Note.DYNAMIC_FORM
    if (isinstance(found, generic.StreamObject) and "/F" in found) or (kind == "/Form" and "/Ref" in found):
        yield Note.EXTERNAL_CONTENT


def _opens_something(reader: PdfFileReader) -> bool:
    """Whether more is done at the opening than to turn to a page."""
    waiting: list[Any] = [dict.get(reader.root, "/OpenAction")]
    for _ in range(LONGEST_CHAIN):
        if not waiting:
            return False
        found = _plain(waiting.pop())
        if isinstance(found, generic.IndirectObject):
            found = _object(reader, found)
        if isinstance(found, generic.DictionaryObject):
            if _named(found, "/S") != SHOWS_A_PAGE:
                return True
            following = _plain(dict.get(found, "/Next"))
            if isinstance(following, generic.IndirectObject):
                following = _object(reader, following)
            waiting.extend(list.__iter__(following) if isinstance(following, generic.ArrayObject) else [following])
    return bool(waiting)


def _object(reader: PdfFileReader, reference: generic.IndirectObject) -> Any:
    try:
        return _plain(reader.get_object(reference.reference, transparent_decrypt=False))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - an object that cannot be read leads nowhere; the others are still followed
        return None


def _plain(found: Any) -> Any:
    """An object as it is written: names and references are never encrypted."""
    return found.raw_object if isinstance(found, generic.DecryptedObjectProxy) else found


def _leads_on(value: Any) -> bool:
    plain = _plain(value)
    return isinstance(plain, generic.IndirectObject | generic.DictionaryObject | generic.ArrayObject)


def _named(found: generic.DictionaryObject, key: str) -> str | None:
    value = _plain(dict.get(found, key))
    return str(value) if isinstance(value, generic.NameObject) else None
