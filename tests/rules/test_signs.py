"""Texts of strangers are normalised in a time that grows with their length alone."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.foundation.signs import MOST_MARKS, composed, parted, signs_in, steady

ROOT = Path(__file__).parents[2]
OURS = ("app", "competition", "documents", "scoring")
TWO_MARKS = "\u0301\u0327"


@pytest.mark.parametrize("marks", [TWO_MARKS, "\u0f73\u0327", "\u0344\u0316", "\U0001e8d0\u0301"])
def test_marks_without_end_are_cut_before_anything_else_is_done(marks):
    assert len(composed("a" + marks * 250_000)) <= MOST_MARKS * 2
    assert len(parted("a" + marks * 250_000)) <= MOST_MARKS * 2


@pytest.mark.parametrize(
    "text", ["Šķērsoja ežu", "s\u030ce\u0304", "ng\u0303\u0323a", "각", "👩‍👩‍👧‍👦", "\u0301" * MOST_MARKS, ""]
)
def test_what_people_write_stays(text):
    assert steady(text) == text
    assert composed(text) == unicodedata.normalize("NFC", text)
    assert parted(text) == unicodedata.normalize("NFKD", text)


@given(some.text(alphabet="aē\u0301\u0327\u0345가", max_size=200))
def test_a_text_is_made_steady_once(text):
    assert steady(steady(text)) == steady(text)
    assert composed(text) == unicodedata.normalize("NFC", steady(text))


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("", 0),
        ("Žņķļģš „viens” – 4600 €", 23),
        ("e\u0304s\u030cu", 3),
        ("👩‍👩‍👧‍👦 un 🇱🇻", 6),
        ("👍🏽 1️⃣", 3),
        ("각 한국", 4),
        ("viena\nrinda\n\nun vēl", 19),
        ("a\r\nb", 3),
    ],
)
def test_signs_are_counted_as_a_reader_sees_them(text, signs):
    assert signs_in(text) == signs


@given(some.text(max_size=200))
def test_no_text_has_more_signs_than_characters(text):
    assert signs_in(text) <= len(text)
    assert signs_in(text + "\n") == signs_in(text) + (not text.endswith("\r"))


@given(some.text(alphabet=some.characters(max_codepoint=0x2FF, exclude_characters="\r"), max_size=200))
def test_of_letters_as_they_are_mostly_written_each_is_a_sign(text):
    assert signs_in(text) == len(text)


def test_nothing_else_normalises():
    sources = [path for folder in OURS for path in (ROOT / folder).rglob("*.py")]
    normalise = {str(path.relative_to(ROOT)) for path in sources if "unicodedata.normalize(" in path.read_text()}

    assert normalise == {
        "competition/foundation/kept_files.py",  # sign by sign
        "competition/foundation/signs.py",
    }
