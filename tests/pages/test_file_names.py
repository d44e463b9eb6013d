"""Names of files: they keep their letters, whatever the script, and lose what deceives or does something; and how a
download tells its name.
"""

import unicodedata
from email.message import Message
from time import process_time
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.file_names import MOST_BYTES, NOT_IN_A_NAME, clean_name, disposition

PICTURE = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("statuti.pdf", "statuti.pdf"),
        ("Biedrības “Ķiršu Āžu ņēmēji” statūti.pdf", "Biedrības “Ķiršu Āžu ņēmēji” statūti.pdf"),
        ("statu\u0304ti.pdf", "statūti.pdf"),
        ("Устав общества.pdf", "Устав общества.pdf"),
        ("章程.pdf", "章程.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        (f"{PICTURE} saime.pdf", f"{PICTURE} saime.pdf"),
        ("C:\\Users\\Anna\\statuti.pdf", "statuti.pdf"),
        ("C:\\fakepath/statuti.pdf", "statuti.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("\\\\serveris\\mape\\x.pdf", "x.pdf"),
        ("a\x00b\nc\td\x7fe\x85.pdf", "abcde.pdf"),
        ("rekins\u202efdp.exe", "rekinsfdp.exe"),
        ("\u2066a\u2069\u200f\u061c\ufeff.pdf", "a.pdf"),
        ("rinda\u2028otra\u2029.pdf", "rindaotra.pdf"),
        ("puse\ud800.pdf", "puse.pdf"),
        ("u\u200b\u0304.pdf", "ū.pdf"),
        ('a<b>"c"|d?*.pdf', "abcd.pdf"),
        ("  .statuti.pdf. ", "statuti.pdf"),
        ("", "fails"),
        ("...", "fails"),
        ("..", "fails"),
        ("mape/", "mape"),
        ("\u202e\u202e", "fails"),
        ("bez galotnes", "bez galotnes"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_folders_and_signs_that_do_something(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    "name",
    [
        *("ā" * 500 + ".pdf", "ā" * 500, "a." + "b" * 500, "ā b." * 200 + "pdf", "a" * 250 + " " + ".pdf"),
        *("章" * 200 + ".pdf", PICTURE * 30 + ".pdf", "a" * 248 + " ." + "b" * 50),
    ],
)
def test_a_very_long_name_is_cut_to_what_file_systems_hold_and_keeps_its_ending(name):
    clean = clean_name(name)

    assert len(clean.encode()) <= MOST_BYTES
    assert clean.endswith(".pdf") == name.endswith(".pdf")
    assert len(clean.encode()) > MOST_BYTES - 30


@pytest.mark.parametrize(
    "name",
    [
        "a" + "\u0301\u0327" * 250_000 + ".pdf",
        "a" + "\u0301\u200b\u0327\u200b" * 125_000 + ".pdf",
        "mape/" * 100_000 + "a" * 200_000 + ".pdf",
        "mape\\" * 100_000 + "a.pdf",
        "a. " * 170_000 + ".pdf",
    ],
    ids=["marks", "marks apart", "folders and letters", "folders", "ends that are cut off"],
)
def test_a_name_as_long_as_a_form_takes_costs_nothing(name):
    begun = process_time()

    clean = clean_name(name)

    assert process_time() - begun < 1
    assert clean[0] in "aá"
    assert clean.endswith(".pdf")


def test_a_name_is_as_long_as_it_may_be_and_not_one_byte_longer():
    fits = "ā" * 125 + "b.pdf"
    assert len(fits.encode()) == MOST_BYTES

    assert clean_name(fits) == fits
    assert clean_name("b" + fits) == "b" + "ā" * 125 + ".pdf"


def test_what_is_cut_leaves_no_half_of_a_picture_or_of_a_letter():
    family, tone = clean_name("a" * 240 + PICTURE + ".pdf"), clean_name("a" * 245 + "👋🏽" + ".pdf")

    assert (family, tone) == ("a" * 240 + ".pdf", "a" * 245 + ".pdf")


@given(some.text(max_size=300) | some.text(alphabet="a.  \u0323ā\u200d👋🏽/\\:\0\u202e", max_size=300))
def test_a_clean_name_is_never_empty_nor_long_nor_a_path_and_stays_as_it_is(name):
    clean = clean_name(name)

    assert 0 < len(clean.encode()) <= MOST_BYTES
    assert NOT_IN_A_NAME.search(clean) is None
    assert clean == clean.strip(" .") == unicodedata.normalize("NFC", clean)
    assert clean_name(clean) == clean


@given(some.text(max_size=300), some.sampled_from([20, 200]))
def test_a_name_for_a_narrower_place_fits_it(name, most):
    assert 0 < len(clean_name(name, most).encode()) <= most


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("statuti.pdf", "statuti.pdf"),
        ("Statūti “A”, 100 %.pdf", "Statuti _A_, 100 _.pdf"),
        ("Устав.pdf", "fails.pdf"),
        ("章程", "fails"),
        ('a"b\\c;d.pdf', "a_b_c_d.pdf"),
        ("½ gada.pdf", "1_2 gada.pdf"),
    ],
)
def test_a_download_is_named_in_full_and_for_old_programs_in_plain_letters(name, plain):
    said = Message()
    said["Content-Disposition"] = disposition(name)

    assert said.get_content_disposition() == "attachment"
    in_full, in_ascii = disposition(name).partition("filename*=UTF-8''")[2], disposition(name)
    assert (unquote(in_full), f'filename="{plain}"' in in_ascii) == (name, True)


@given(some.text(max_size=300))
def test_a_name_never_breaks_out_of_its_header(name):
    told = disposition(clean_name(name))

    assert told.isascii()
    assert told.count('"') == 2
    assert not any(sign in told for sign in "\r\n\0")
    assert unquote(told.partition("filename*=UTF-8''")[2]) == clean_name(name)
