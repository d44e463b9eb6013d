"""Words are looked for without regard to capitals and marks, and shown as they stand."""

from hypothesis import given
from hypothesis import strategies as some

from competition.eligibility.searching import MOST_WORDS, marked, passage_in, words_in
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


def test_signs_around_words_are_not_looked_for_and_signs_inside_are():
    assert words_in("šūpoles, (tilts) – „Piemērs” 2020.–2021. a.b 100%") == [
        *("piemers", "supoles", "tilts", "2020.–2021", "a.b", "100")
    ]


def test_what_stands_between_quotation_marks_of_any_kind_is_one_phrase():
    for typed in ('"Jauniešu  līdzdalību."', "„jauniešu līdzdalību”", "“jauniešu līdzdalību”", "«jauniešu līdzdalību»"):
        assert words_in(f"{typed} tilts") == ["jauniesu lidzdalibu", "tilts"]
    assert words_in('"jauniešu tilts') == ["jauniesu", "tilts"]
    assert words_in('""') == []


def test_a_phrase_is_found_where_a_line_or_a_page_ends_between_its_words():
    for gap in ("\n", " \n", PIECE):
        text = f"Par jauniešu{gap}līdzdalību"
        assert passage_in(text, folded(text), "jauniesu lidzdalibu").found == f"jauniešu{gap}līdzdalību"


def test_what_is_looked_for_is_marked_as_it_stands_the_longest_first():
    assert marked("Tiltu tilts", ["tilt", "tiltu"]) == [("Tiltu", True), (" ", False), ("tilt", True), ("s", False)]
    assert marked("Tilts", []) == [("Tilts", False)]


@given(some.text(max_size=200), some.lists(some.text(min_size=1, max_size=5), max_size=4))
def test_marking_loses_nothing_of_a_text(text, wanted):
    assert "".join(piece for piece, _ in marked(text, words_in(" ".join(wanted)))) == text


def test_a_passage_is_the_text_as_it_stands_around_the_word_with_the_page_on_which_it_is():
    text = f"Pirmā lappuse{PIECE}Biedrība „Tilts”\n\nbūvē   Tiltu pāri kanālam"

    passage = passage_in(text, folded(text), "tiltu")

    assert passage.found == "Tiltu"
    assert passage.before.endswith("Biedrība „Tilts” būvē ")
    assert passage.behind == " pāri kanālam"
    assert passage.piece == 2


@given(some.text(max_size=400), some.text(some.characters(exclude_categories=["Z", "C"]), min_size=2, max_size=10))
def test_whatever_is_found_stands_in_the_text(text, word):
    kept, wanted = folded(text), folded(word)
    passage = passage_in(text, kept, wanted)

    assert passage.found in text
    if wanted in kept:
        assert folded(passage.found) == wanted
