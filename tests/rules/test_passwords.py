"""Which passwords may be chosen."""

import pytest

from competition.organisation.passwords import PasswordLong, PasswordShort, PasswordWeak, check_password

KNOWN = ("Anna Paraudziņa", "anna.paraudzina@zalumnieki.example.org")


@pytest.mark.parametrize(
    "password",
    [
        "zirgs baterija skava",
        "kalns-tasite-42-zeme",
        "saule mēness vējš",
        "lietus tasīte kalns",
        "x7!kQ2#vLm",
        "ž" * 3 + "ābeles zied maijā",
    ],
)
def test_what_nobody_guesses_may_be_chosen_whatever_its_signs(password):
    check_password(password, *KNOWN)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordShort),
        ("x7!kQ2#vL", PasswordShort),
        ("x" * 1001, PasswordLong),
        ("x" * 1000, PasswordWeak),
        ("parole1234", PasswordWeak),
        ("Password123!", PasswordWeak),
        ("qwertyuiop", PasswordWeak),
        ("Konkurss2026", PasswordWeak),
        ("Liepāja2026", PasswordWeak),
        ("Vasara2026!", PasswordWeak),
        ("AnnaParaudziņa", PasswordWeak),
        ("zalumnieki1", PasswordWeak),
        ("Zaļumnieki1", PasswordWeak),
        ("1234567890123", PasswordWeak),
    ],
)
def test_what_is_short_or_tried_first_or_known_of_the_person_is_refused(password, refusal):
    with pytest.raises(refusal):
        check_password(password, *KNOWN)


def test_a_very_long_password_is_judged_by_its_beginning_and_takes_no_time():
    check_password("kalns tasīte " * 76)
