"""By the lines at its beginning a form is known as that of another application; what was typed there is told."""

from collections.abc import Callable
from typing import Any

import pytest

from documents.word_answers import Unread, WordAnswers, answers_in
from documents.word_beginning import Expected
from documents.word_troubles import Trouble
from tests.documents.forms import ANSWERS, FORM, a_file, kept, opened, paper_in

TYPED = "Tāpēc, ka jauniešiem nav kur būt."
Change = Callable[[Any], object]
OURS = Expected(("Jaunatnes projektu konkurss",), ANSWERS["title"], "Biedrība „Paraugs”")


def begun(*changes: Change, content: bytes | None = None, expected: Expected = OURS) -> WordAnswers:
    document = opened(content or a_file())
    for change in changes:
        change(document)
    return answers_in(paper_in(kept(document)), FORM, expected)


def test_a_form_of_this_application_says_so_at_its_beginning():
    assert (begun().others, begun().unread) == ((), ())
    untitled = begun(content=a_file(title="", applicant=OURS.applicant))
    assert (untitled.others, untitled.unread) == ((), ())
    empty = begun(content=a_file({}, title=None, applicant=""))
    assert (empty.others, empty.unread) == ((), ())


@pytest.mark.parametrize(
    ("title", "applicant", "others"),
    [
        ("Cits projekts", "Biedrība „Rīts”", ("Cits projekts", "Biedrība „Rīts”")),
        ("Cits projekts", OURS.applicant, ("Cits projekts",)),
        (OURS.title, "Biedrība „Rīts”", ("Biedrība „Rīts”",)),
        ("", "Biedrība „Rīts”", ("Biedrība „Rīts”",)),
    ],
)
def test_a_form_of_another_application_is_known_by_its_beginning(title, applicant, others):
    found = begun(content=a_file(title=title, applicant=applicant))

    assert (found.others, found.unread) == (others, ())


def test_a_call_that_was_renamed_makes_no_other_application():
    found = begun(expected=Expected(("Cits konkurss",), OURS.title, OURS.applicant))

    assert (found.others, found.unread) == ((), ())


def test_what_is_typed_at_the_beginning_is_told():
    found = begun(lambda document: document.paragraphs[2].insert_paragraph_before(TYPED))

    assert (found.others, found.unread) == ((), (Unread(None, Trouble.NO_QUESTION, TYPED),))
