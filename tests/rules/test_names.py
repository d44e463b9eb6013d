"""When two names mean the same organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.organisation.names import fold

words = st.sampled_from(["Biedrība", "nodibinājums", "Piemērs", "Čakstes", "10.", "A-B", ","])
names = st.lists(words, min_size=1).map(" ".join)


@pytest.mark.parametrize(
    "spelled",
    [
        "Radi Vidi Pats",
        "  radi   vidi\tpats ",
        "RADI VIDI PATS",
        "“Radi Vidi Pats”",
        "„Radi Vidi Pats”",
        '"Radi Vidi Pats"',
        "«Radi Vidi Pats»",
        "Biedrība “Radi Vidi Pats”",
        "biedrība Radi Vidi Pats",
        "“Radi Vidi Pats”, biedrība",
        "Radi Vidi Pats biedrība",
        "Nodibinājums “Radi Vidi Pats”",
    ],
)
def test_quotation_marks_spaces_case_and_the_kind_at_either_end_do_not_count(spelled):
    assert fold(spelled) == "radi vidi pats"


def test_letters_are_the_same_whether_composed_or_not():
    assert fold("Melngail\u0327skola") == fold("Melngaiļskola")
    assert fold("biedri\u0304ba “C\u030cakste”") == fold("Biedrība “Čakste”")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Radi Vidi Pats", "Radi Vdi Pats"),
        ("Piemērs", "Otrs piemērs"),
        ("Piemērs", "Piemers"),
        ("Melngaiļskolas atbalsta biedrība", "Melngaiļskolas atbalsta fonds"),
    ],
)
def test_other_words_are_another_name(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["Biedrība", "nodibinājums", "“Biedrība”"])
def test_a_name_that_is_only_its_kind_stays(name):
    assert fold(name) == name.strip("“”").casefold()


@given(names)
def test_case_and_quotation_marks_never_make_another_organisation(name):
    assert fold(f"“{name.upper()}”") == fold(name)
