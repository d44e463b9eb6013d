"""Words are looked for without regard to capitals and marks, and shown as they stand."""

from hypothesis import given
from hypothesis import strategies as some

from competition.eligibility.searching import MOST_WORDS, passage_in, words_in
from competition.foundation.kept_files import PIECE, folded


@given(some.text())
def test_a_folded_text_has_a_sign_for_each_sign(text):
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


def test_capitals_and_marks_do_not_matter():
    assert folded("Liepāja, ŠĶĒRSIELA 5") == "liepaja, skersiela 5"


def test_short_and_repeated_words_are_left_out_and_there_are_only_so_many():
    assert words_in("  Liepāja a liepaja   tilts ") == ["liepaja", "tilts"]
    assert len(words_in(" ".join(f"vards{number}" for number in range(30)))) == MOST_WORDS
    assert words_in("") == []


def test_a_passage_is_the_text_as_it_stands_around_the_word_with_the_page_on_which_it_is():
    text = f"Pirmā lappuse{PIECE}Biedrība „Tilts”\n\nbūvē   Tiltu pāri kanālam"

    passage = passage_in(text, folded(text), "tiltu")

    assert passage.found == "Tiltu"
    assert passage.before.endswith("Biedrība „Tilts” būvē ")
    assert passage.behind == " pāri kanālam"
    assert passage.piece == 2


@given(some.text(max_size=400), some.text(min_size=2, max_size=10))
def test_whatever_is_found_stands_in_the_text(text, word):
    kept, wanted = folded(text), folded(word)
    passage = passage_in(text, kept, wanted)

    assert passage.found in text
    if wanted in kept:
        assert folded(passage.found) == wanted
