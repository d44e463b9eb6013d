"""The code of a receipt: what it says, who can have signed it, and that nothing else passes for one."""

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.application.channels import Channel
from competition.application.receipt import NotReceipt, Said, codes_in, read_code, seal
from competition.foundation.signing import Signer, from_letters, id_of, in_letters, is_signed, signer_from

SIGNER = Signer(bytes(range(32)))
OTHER = Signer(bytes(32))
KEYS = {SIGNER.key_id: SIGNER.public}
SAID = Said(
    call="liepaja-2020",
    number="2020-07",
    version=2,
    received=datetime(2020, 4, 14, 20, 59, 59, 123456, tzinfo=UTC),
    channel=Channel.ONLINE,
    digest="ab" * 32,
    key=SIGNER.key_id,
)
WORDS = st.text(min_size=1, max_size=40)
INSTANTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))


@given(WORDS, WORDS, st.integers(1, 10**6), INSTANTS, st.sampled_from(Channel))
def test_what_was_sealed_is_read_again(call, number, version, received, channel):
    said = Said(call, number, version, received, channel, "cd" * 32, SIGNER.key_id)

    assert read_code(seal(said, SIGNER), KEYS) == said


@given(st.data())
def test_a_code_with_any_one_letter_changed_is_no_receipt(data):
    code = seal(SAID, SIGNER)
    place = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.sampled_from("ABCXYZabcxyz0189-_.").filter(lambda one: one != code[place]))

    with pytest.raises(NotReceipt):
        read_code(code[:place] + letter + code[place + 1 :], KEYS)


def test_a_code_that_another_key_signed_under_our_name_is_no_receipt():
    with pytest.raises(NotReceipt):
        read_code(seal(SAID, OTHER), KEYS)


def test_a_code_that_names_a_key_nobody_knows_is_no_receipt():
    with pytest.raises(NotReceipt):
        read_code(seal(SAID, SIGNER), {})


@pytest.mark.parametrize(
    "told",
    [
        *("[]", "{}", "null", "{", '"KR1"', "[" * 3000),
        json.dumps({"call": "x"}),
        json.dumps({**dict.fromkeys(("call", "number", "digest", "key", "channel"), "x"), "version": "NaN"}),
    ],
)
def test_what_is_no_saying_of_ours_is_no_receipt_even_signed(told):
    body = f"KR1.{in_letters(told.encode())}"

    with pytest.raises(NotReceipt):
        read_code(f"{body}.{SIGNER.sign(body.encode())}", KEYS)


@given(st.text("ABCDEFabcdef012345_-", min_size=20, max_size=60), st.text("ABCDEF01_-", min_size=86, max_size=86))
def test_what_looks_like_a_code_and_was_not_signed_is_no_receipt(told, signature):
    (code,) = codes_in(f"Kods: KR1.{told}.{signature}")

    with pytest.raises(NotReceipt):
        read_code(code, KEYS)


@pytest.mark.parametrize("wrap", [20, 64, 76])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n> ", "\n| ", " \n\t", "=\n", "=\r\n"])
def test_a_code_is_found_whole_in_a_message_that_broke_its_lines(wrap, ending):
    code = seal(SAID, SIGNER)
    broken = ending.join(code[first : first + wrap] for first in range(0, len(code), wrap))

    assert codes_in(f"Kods:\n{broken}\n\nAr cieņu") == [code]


def test_a_code_that_stands_there_twice_is_one():
    code = seal(SAID, SIGNER)

    assert codes_in(f"{code} un {code}") == [code]


def test_the_signature_can_be_checked_by_others_as_the_guide_says():
    """docs/receipts.md: the letters up to the second point, and the 64 bytes after it."""
    body, _, signature = seal(SAID, SIGNER).rpartition(".")

    assert is_signed(SIGNER.public, signature, body.encode())
    assert json.loads(from_letters(body.split(".")[1])) == {
        "call": "liepaja-2020",
        "channel": "online",
        "digest": "ab" * 32,
        "key": id_of(SIGNER.public),
        "number": "2020-07",
        "received": "2020-04-14T20:59:59.123456+00:00",
        "version": 2,
    }


@pytest.mark.parametrize(
    "write",
    [
        lambda seed: base64.b64encode(seed).decode(),
        lambda seed: base64.urlsafe_b64encode(seed).decode(),
        bytes.hex,
    ],
)
def test_a_key_is_read_as_it_was_written(write):
    seed = bytes(range(220, 252))

    assert signer_from(write(seed)).seed == seed


def test_a_key_is_not_said_by_accident():
    assert str(list(SIGNER.seed[:8]))[1:-1] not in repr(SIGNER)
    assert repr(SIGNER.seed) not in repr(SIGNER)


def test_any_other_text_gives_always_the_same_key():
    text = "a long text that nobody guesses, of more than 32 signs"

    assert signer_from(text) == signer_from(text)
    assert signer_from(text).public != signer_from(text + ".").public
