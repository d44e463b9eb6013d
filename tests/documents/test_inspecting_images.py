"""What is told of pictures, and what is drawn for a viewer."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from documents.guarded import Unreadable, guarded
from documents.inspecting.facts import Fault, Inspection, Note
from documents.inspecting.inspection import inspect_file
from documents.inspecting.views import member_of, render_page, shrink_image
from documents.kinds import JPEG, PNG, check_file
from tests.documents import samples
from tests.documents.hostile_images import IMAGES, png, with_segment
from tests.documents.pdfs import a_pdf, base, pdf_of
from tests.documents.signing import FILES, Signing, a_container

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(255)) * 200
ORIENTATION, MAKER, SIDEWAYS = 274, 271, 6
WITHOUT_PIXELS = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 40 + b"\xff\xd9"


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    out = BytesIO()
    made = Image.new("RGB", size, "white")
    made.paste("black", (0, 0, size[0] // 2, size[1]))
    made.save(out, form, **more)
    return out.getvalue()


def of_size(width: int, height: int) -> bytes:
    """A PNG that says it is so large."""
    head = samples.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + samples.chunk(b"IDAT", zlib.compress(b"\x00" * 99)) + samples.chunk(b"IEND", b"")
    )


def huge_jpeg() -> bytes:
    """A JPEG that says it is 65 500 × 65 500."""
    content = bytearray(picture())
    place = content.index(b"\xff\xc0")
    struct.pack_into(">HH", content, place + 5, 65500, 65500)
    return bytes(content)


def large_photograph() -> bytes:
    """A JPEG of 12 000 × 9000 that is as long as telephones make them."""
    content = bytearray(picture())
    struct.pack_into(">HH", content, content.index(b"\xff\xc0") + 5, 9000, 12_000)
    return bytes(content) + bytes(2_000_000)


@pytest.mark.parametrize(("kind", "form"), [(JPEG, "JPEG"), (PNG, "PNG")], ids=["JPEG", "PNG"])
def test_a_picture_tells_its_size(kind, form):
    assert inspect_file(kind, picture(form)) == Inspection(width=40, height=20)


@pytest.mark.parametrize(
    ("kind", "content", "fault"),
    [
        (PNG, of_size(100_000, 100_000), Fault.BOMB),
        (PNG, of_size(2**31 - 1, 2**31 - 1), Fault.BOMB),
        (JPEG, huge_jpeg(), Fault.BOMB),
        (JPEG, large_photograph(), Fault.TOO_MANY_DOTS),
        (PNG, of_size(100, 100), Fault.DAMAGED),
        (PNG, samples.PNG[:30], Fault.DAMAGED),
        (JPEG, picture()[:200], Fault.DAMAGED),
        (JPEG, b"", Fault.DAMAGED),
        (JPEG, WITHOUT_PIXELS, Fault.DAMAGED),
    ],
    ids=[
        "ten thousand million pixels",
        "as many as can be said",
        "a large JPEG",
        "a photograph of 108 million dots",
        "pixels are missing",
        "PNG cut off",
        "JPEG cut off",
        "empty",
        "without pixels",
    ],
)
def test_a_picture_of_no_use_has_its_fault(kind, content, fault):
    assert inspect_file(kind, content) == Inspection(fault=fault)


@pytest.mark.parametrize(
    "behind",
    [
        samples.DOCX,
        b"<html><script>alert(1)</script>",
        b"%PDF-1.4",
        samples.DOCX + b"\xff\xd9",
        b"Rar!\x1a\x07\x01\x00" + b"x" * 500_000 + b"\xff\xd9",
        b"7z\xbc\xaf\x27\x1c" + b"x" * 500_000 + b"\xff\xd9",
        b"MZ" + b"\x90" * 500_000 + b"\xff\xd9",
        "<script>".encode("utf-16"),
    ],
    ids=[
        "a zip",
        "a page of the web",
        "a PDF",
        "a zip before a second end",
        "a RAR before a second end",
        "a 7z before a second end",
        "a program before a second end",
        "a page of the web in wide letters",
    ],
)
@pytest.mark.parametrize(("kind", "form"), [(JPEG, "JPEG"), (PNG, "PNG")], ids=["JPEG", "PNG"])
def test_a_picture_that_is_something_else_too_is_told(kind, form, behind):
    assert inspect_file(kind, picture(form) + behind) == Inspection(notes=(Note.POLYGLOT,), width=40, height=20)


def test_a_picture_of_a_telephone_with_a_second_one_behind_is_ordinary():
    assert inspect_file(JPEG, picture() + picture()).notes == ()


@pytest.mark.parametrize("remark", [b"Rar!\x1a\x07\x01\x00" + b"x" * 4000, b"<svg onload=alert(1)>", b"%PDF-1.7"])
def test_another_format_in_a_remark_of_a_picture_is_told(remark):
    inside = [with_segment(b"\xfe", remark), png(9, 9, data=b"\x00" * 90, more=samples.chunk(b"ruRa", remark))]

    assert [inspect_file(kind, one).notes for kind, one in zip((JPEG, PNG), inside, strict=True)] == [
        (Note.POLYGLOT,),
        (Note.POLYGLOT,),
    ]


@pytest.mark.parametrize(
    ("kind", "form", "behind", "notes"),
    [
        (JPEG, "JPEG", FILM, (Note.MORE_BEHIND,)),
        (JPEG, "JPEG", b"\x00" * 3000 + b"SEFT", (Note.MORE_BEHIND,)),
        (JPEG, "JPEG", b"x" * 100 + b"SEFT", ()),
        (PNG, "PNG", b"x" * 5000 + samples.chunk(b"IEND", b""), (Note.MORE_BEHIND,)),
        (PNG, "PNG", b"\n", ()),
    ],
    ids=["a film", "what a telephone writes", "a little of it", "what was cut away", "an empty line"],
)
def test_a_picture_with_more_behind_its_end_is_taken_and_told(kind, form, behind, notes):
    content = picture(form) + behind

    assert check_file(f"a.{kind.endings[0]}", content) is kind
    assert inspect_file(kind, content) == Inspection(notes=notes, width=40, height=20)


@pytest.mark.parametrize("colours", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.9])
def test_a_part_of_a_picture_that_ends_like_a_whole_one_is_damaged(colours, part):
    out = BytesIO()
    Image.effect_noise((400, 300), 60).convert(colours).save(out, "JPEG")
    whole = out.getvalue()

    assert inspect_file(JPEG, whole).fault is None
    assert inspect_file(JPEG, whole[: int(len(whole) * part)] + b"\xff\xd9").fault is Fault.DAMAGED


@pytest.mark.parametrize("name", ["plain.jpg", "progressive.jpg", "four colours.jpg", "a telephone's two.jpg"])
def test_a_whole_picture_is_whole(name):
    assert inspect_file(JPEG, IMAGES[name]()) == Inspection(width=64, height=48)


def test_a_picture_of_sixteen_bits_of_grey_is_shown_in_its_greys():
    grey = Image.frombytes("I;16", (2000, 1000), struct.pack("<HH", 0, 0xFFFF) * 1_000_000)
    out = BytesIO()
    grey.save(out, "PNG")

    shown = Image.open(BytesIO(guarded(shrink_image, out.getvalue(), 500))).convert("L")

    assert shown.size == (500, 250)
    assert 100 < shown.getpixel((250, 125)) < 155


def test_a_smaller_picture_is_upright_and_knows_nothing_of_its_camera():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = SIDEWAYS, "Kamera"
    content = picture(size=(400, 200), exif=exif, comment=b"slepens", icc_profile=b"profils" * 20)

    smaller = guarded(shrink_image, content, 100)

    shown = Image.open(BytesIO(smaller))
    assert (shown.format, shown.size) == ("JPEG", (100, 200))
    assert not any(word in smaller for word in (b"Kamera", b"slepens", b"profils", b"Exif"))
    assert [shown.convert("1").getpixel(place) for place in ((50, 20), (50, 180))] == [0, 255]


def test_a_smaller_png_stays_one_and_keeps_what_shines_through():
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "slepens")
    out = BytesIO()
    Image.new("RGBA", (300, 100), (255, 0, 0, 0)).save(out, "PNG", pnginfo=said)

    smaller = guarded(shrink_image, out.getvalue(), 150)

    shown = Image.open(BytesIO(smaller))
    assert (shown.format, shown.size, shown.getpixel((10, 10))[3]) == ("PNG", (150, 50), 0)
    assert b"slepens" not in smaller


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16"])
def test_a_png_of_any_kind_of_colours_is_made_smaller(mode):
    out = BytesIO()
    Image.new(mode, (300, 100)).save(out, "PNG")

    assert inspect_file(PNG, out.getvalue()) == Inspection(width=300, height=100)
    assert Image.open(BytesIO(guarded(shrink_image, out.getvalue(), 150))).size == (150, 50)


@pytest.mark.parametrize("name", [name for name in IMAGES if "camera" in name])
def test_a_picture_is_made_smaller_whatever_its_camera_says(name):
    assert Image.open(BytesIO(guarded(shrink_image, IMAGES[name](), 32))).size[0] in (24, 32)


def test_a_picture_is_not_made_larger():
    assert Image.open(BytesIO(guarded(shrink_image, picture(), 4000))).size == (40, 20)


@pytest.mark.parametrize("content", [of_size(100_000, 100_000), b"", picture()[:200]])
def test_a_picture_of_no_use_is_not_made_smaller(content):
    with pytest.raises(Unreadable):
        guarded(shrink_image, content, 100)


def test_a_page_is_drawn_at_the_width_that_is_asked_for():
    drawn = Image.open(BytesIO(guarded(render_page, a_pdf("Viens", "Divi"), 2, 600)))

    assert (drawn.format, drawn.size[0]) == ("PNG", 600)
    assert drawn.convert("L").getextrema()[0] < 100


@pytest.mark.parametrize("box", [b"0 0 1 14400", b"0 0 14400 1", b"0 0 0 0", b"0 0 9e9 9e9", b"a"])
def test_a_page_of_any_shape_is_drawn_within_bounds_or_not_at_all(box):
    objects = base([b"0 0 5 5 re f"])
    content = pdf_of({**objects, 10: objects[10].replace(b"0 0 595 842", box)})
    try:
        drawn = Image.open(BytesIO(guarded(render_page, content, 1, 100_000)))
    except Unreadable:
        return

    assert drawn.size[0] * drawn.size[1] <= 8_020_000
    assert drawn.size[1] <= 10_001


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_not_drawn(page):
    with pytest.raises(Unreadable, match="IndexError"):
        guarded(render_page, a_pdf("Viens", "Divi"), page, 600)


def test_a_file_of_a_container_is_given_by_the_name_that_is_shown():
    container = a_container(Signing())

    for name, content in FILES.items():
        assert guarded(member_of, container, name) == content


@pytest.mark.parametrize("name", ["nav.txt", "mimetype", "META-INF/signatures0.xml", "../a"])
def test_no_other_file_of_a_container_is_given(name):
    with pytest.raises(Unreadable, match="KeyError"):
        guarded(member_of, a_container(Signing()), name)


def test_a_file_that_is_shown_under_another_name_is_given_by_that():
    container = a_container(files={"a\u202eb.txt": b"viens", "ab.txt": b"divi"})

    assert [guarded(member_of, container, name) for name in ("ab.txt", "ab.txt (2)")] == [b"viens", b"divi"]
