"""Texts of strangers are normalised in a time that grows with their length alone."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.foundation.signs import MOST_MARKS, composed, parted, steady

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


def test_nothing_else_normalises():
    sources = [path for folder in OURS for path in (ROOT / folder).rglob("*.py")]
    normalise = {str(path.relative_to(ROOT)) for path in sources if "unicodedata.normalize(" in path.read_text()}

    assert normalise == {
        "competition/foundation/kept_files.py",  # sign by sign
        "competition/foundation/signs.py",
    }
