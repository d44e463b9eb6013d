"""Hostile and odd documents of all kinds that are taken: some four hundred made one by one, two hundred by chance.

The same seed gives the same documents.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain, zip_longest
from math import gcd
from random import Random

from tests.documents.hostile_containers import CONTAINERS
from tests.documents.hostile_images import IMAGES
from tests.documents.hostile_pdfs import PDFS
from tests.documents.hostile_zips import ZIPS, document, raw_zip
from tests.documents.office import DOCUMENT, OLE, a_docx, body, paragraph, types
from tests.documents.pdfs import a_pdf, base, pdf_of, stream, words
from tests.documents.samples import ASIC, ODT, PDF, TYPES
from tests.documents.signing import FILES, Signing

_Made = tuple[str, Callable[[], bytes]]
SEED, COUNT = 20200414, 600
LONGEST = 26_000_000
ORDINARY: dict[str, Callable[[], bytes]] = {
    "pdf": a_pdf,
    "signed.pdf": PDFS["signed"],
    "docx": a_docx,
    "odt": ZIPS["plain.odt"],
    "asice": CONTAINERS["signed.asice"],
    "edoc": CONTAINERS["signed.edoc"],
    "png": IMAGES["plain.png"],
    "jpg": IMAGES["progressive.jpg"],
}
BEGINNINGS = (b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"<html>", b"MZ", OLE)
ODD_NAMES = (
    "../../etc/passwd.{}",
    "C:\\Windows\\{}.{}".format("a", "{}"),
    "a\x00b.{}",
    "\u202efdp.{}",
    "👨‍👩‍👧‍👦.{}",
    "pie\u0304teikums.{}",
    "{}",
    "a" * 300 + ".{}",
    " .{}",
    "con.{}",
    'a;b,c="d".{}',
    "<script>alert(1)</script>.{}",
)


def hostile_documents(count: int = COUNT, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """So many documents with their names; the most different ones first. None is longer than what is taken."""
    random = Random(seed)
    made = ((name, maker()) for name, maker in made_one_by_one())
    for number, (name, content) in zip(range(count), chain(made, _by_chance(random)), strict=False):
        yield (_odd(name, number) if number % 9 == 8 else name), content[:LONGEST]


def made_one_by_one() -> Iterator[_Made]:
    """All that are made one by one, of every kind in turn."""
    of_pdfs = {f"{name}.pdf": maker for name, maker in PDFS.items()}
    turns = zip_longest(*(_spread(list(each.items())) for each in (of_pdfs, ZIPS, CONTAINERS, IMAGES)))
    return (one for turn in turns for one in turn if one is not None)


def _spread(ordered: list[_Made]) -> list[_Made]:
    """The same in another order, in which neighbours, which resemble each other, are far apart."""
    size = len(ordered)
    step = next(step for step in range(size * 5 // 8, size + 2) if gcd(step, size) == 1)
    return [ordered[number * step % size] for number in range(size)]


def _odd(name: str, number: int) -> str:
    return ODD_NAMES[number // 9 % len(ODD_NAMES)].format(name.rpartition(".")[2])


def _by_chance(random: Random) -> Iterator[tuple[str, bytes]]:
    ways = (cut, flipped, changed_inside, numbers_changed, exchanged, repeated, without_a_piece, spliced, begun_anew)
    number = 0
    while True:
        way = ways[number % len(ways)]
        kind = random.choice(list(ORDINARY))
        yield f"{way.__name__} {number}.{kind.rpartition('.')[2]}", way(ORDINARY[kind](), random)
        number += 1


def cut(content: bytes, random: Random) -> bytes:
    """The beginning of it."""
    return content[: random.randrange(len(content))]


def flipped(content: bytes, random: Random) -> bytes:
    """With some bits turned."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 10, 100))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def numbers_changed(content: bytes, random: Random) -> bytes:
    """With some of its numbers very large, very small or none."""
    values = (b"0", b"-1", b"2147483647", b"4294967296", b"99999999999999999999", b"1e999", b"nan", b"")
    return re.sub(rb"\d+", lambda match: random.choice(values) if random.random() < 0.1 else match[0], content)


def exchanged(content: bytes, random: Random) -> bytes:
    """With the beginning of another kind."""
    beginning = random.choice(BEGINNINGS)
    return beginning + content[len(beginning) :]


def repeated(content: bytes, random: Random) -> bytes:
    """With a piece of it many times."""
    begin = random.randrange(len(content))
    piece = content[begin : begin + random.choice((1, 10, 200))]
    return content[:begin] + piece * random.choice((2, 100, 20_000)) + content[begin:]


def without_a_piece(content: bytes, random: Random) -> bytes:
    """Without a piece of it."""
    begin = random.randrange(len(content))
    return content[:begin] + content[begin + random.choice((1, 10, 200)) :]


def spliced(content: bytes, random: Random) -> bytes:
    """Its beginning, and the end of another."""
    other = ORDINARY[random.choice(list(ORDINARY))]()
    return content[: random.randrange(len(content))] + other[random.randrange(len(other)) :]


def begun_anew(content: bytes, random: Random) -> bytes:
    """With noise in its midst and its end as it was."""
    begin = random.randrange(len(content))
    return content[:begin] + random.randbytes(random.choice((1, 16, 5000))) + content[begin:]


def changed_inside(content: bytes, random: Random) -> bytes:
    """A package that is whole, one part of which is damaged; a PDF with a right table, an object of which is not."""
    harm = random.choice((cut, flipped, numbers_changed, repeated, without_a_piece))
    if content.startswith(b"%PDF"):
        objects = base([words("Lapa")], b"/OpenAction 40 0 R")
        damaged = random.choice(list(objects))
        packed = stream(harm(words("Lapa") * 9, random), packed=True)
        return pdf_of({**objects, 40: packed, damaged: harm(objects[damaged], random)})
    if random.random() < 0.5:
        return document(harm(body(paragraph("Labdien!") * 20), random))
    if random.random() < 0.5:
        parts = [(TYPES.encode(), harm(types(), random)), (DOCUMENT.encode(), body(paragraph("Labdien!")))]
        return raw_zip(
            random.choice((parts, [(b"mimetype", ODT), (b"content.xml", harm(body(paragraph("a")), random))]))
        )
    files = [(name.encode(), file) for name, file in FILES.items()]
    signature = harm(Signing().element(), random)
    return raw_zip(
        [(b"mimetype", ASIC), *files, (b"a.pdf", PDF), (b"META-INF/signatures0.xml", signature)], flags=0x800
    )
