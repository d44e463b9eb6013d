"""JSON as strictly as the contract wants it, and numbers that come out as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.archive.reading import read_archive
from scoring.archive.text import ArchiveInvalid, Lexeme, dump_pretty, dump_value, load, load_value
from tests.archive.builders import an_archive, as_file

NUMBERS = ["1.10", "1e5", "1E+5", "-0", "-0.0", "0.0", "123456789012345678901234567890", "1e999999", "7", "-7", "0"]

texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | texts | st.sampled_from(NUMBERS).map(load_value),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def problem_of(data):
    with pytest.raises(ArchiveInvalid) as caught:
        load(data)
    return str(caught.value)


@given(values)
def test_a_value_comes_back_as_it_was(value):
    assert load_value(dump_value(value)) == value
    assert load_value(dump_pretty(value)) == value


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_written_as_it_was(number):
    assert dump_value(load_value(f'{{"a":[{number}]}}')) == f'{{"a":[{number}]}}'


def test_order_and_letters_are_kept():
    assert dump_value(load_value('{"b": "ā/\\u0101\\n", "a": [ ]}')) == '{"b":"ā/ā\\n","a":[]}'


def test_pretty_text_has_two_spaces_and_a_final_newline():
    assert dump_pretty({"a": [1, {}], "b": []}) == '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}\n'


def test_plain_integers_are_integers_and_other_numbers_are_not():
    assert load_value("[5, 5.0, -0]") == [5, Lexeme("5.0"), Lexeme("-0")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "expected a JSON object, found an empty file"),
        (b" \n", "expected a JSON object, found an empty file"),
        (b"\xef\xbb\xbf{}", "expected UTF-8 without a byte-order mark"),
        ('{"a": "ā"}'.encode("utf-16"), "byte 0: expected UTF-8"),
        ('{"a": "ā"}'.encode("latin-1", "replace") + b"\xe4", "byte 10: expected UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "byte 7: expected UTF-8"),
        (b'{"a": NaN}', "expected JSON without NaN"),
        (b'{"a": -Infinity}', "expected JSON without -Infinity"),
        (b'{"a": {"b": 1, "c": 2, "b": 1}}', "a.b: expected this key once, it is given twice"),
        (b'[1, {"b": 1, "\\u0062": 1}]', "[1].b: expected this key once, it is given twice"),
        (b'{"a": ["x", "\\ud800"]}', "a[1]: expected a text without lone surrogates"),
        (b'{"a": "\\udc00\\ud800"}', "a: expected a text without lone surrogates"),
        (b'{"a": "\\u0000"}', "a: expected a text without U+0000"),
        (b'{"\\u0000": 1}', '["\\u0000"]: expected a text without U+0000'),
        (b'{"a": 1,}', "line 1, column 9: expected JSON (Expecting property name enclosed in double quotes)"),
        (b"{'a': 1}", "line 1, column 2: expected JSON (Expecting property name enclosed in double quotes)"),
        (b'{"a": 01}', "line 1, column 8: expected JSON (Expecting ',' delimiter)"),
        (b'{"a": 1} {}', "line 1, column 10: expected JSON (Extra data)"),
        (b'{"a":\n "\x01"}', "line 2, column 3: expected JSON (Invalid control character at)"),
    ],
)
def test_what_is_no_strict_json(data, problem):
    assert problem_of(data) == problem


def test_a_pair_of_surrogates_is_one_character():
    assert load(b'"\\ud83d\\ude00"') == "😀"


def test_nesting_may_be_32_deep_and_not_33():
    assert load(b"[" * 32 + b"]" * 32)
    assert problem_of(b"[" * 33 + b"]" * 33) == f"{'[0]' * 32}: expected nesting at most 32 deep"
    assert load(b'{"a":' * 32 + b"1" + b"}" * 32)
    assert problem_of(b'{"a":' * 33 + b"1" + b"}" * 33).endswith("a.a: expected nesting at most 32 deep")


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b"[", b""), (b'{"a":', b"")])
def test_a_hundred_thousand_levels_end_with_a_sentence(opening, closing):
    assert problem_of(opening * 100_000 + closing * 100_000) == "expected nesting at most 32 deep"


def test_faults_are_found_in_what_is_free_too():
    for inside in ('{"a": 1, "a": 1}', '{"a": NaN}', '{"a": "\\u0000"}', "[" * 31 + "]" * 31):
        for key in ("more", "recorded"):
            data = as_file(an_archive())[:-1] + f', "{key}": {{"x": {inside}}}}}'.encode()
            with pytest.raises(ArchiveInvalid):
                read_archive(data)


def test_a_file_that_is_cut_off_anywhere_is_refused():
    data = as_file(an_archive())
    for length in range(len(data)):
        with pytest.raises(ArchiveInvalid):
            read_archive(data[:length])


@given(st.binary(max_size=60))
def test_any_bytes_end_with_one_line(data):
    with pytest.raises(ArchiveInvalid) as caught:
        read_archive(data)
    assert len(str(caught.value).splitlines()) == 1
