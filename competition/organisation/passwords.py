"""Which passwords may be chosen: long enough, and not among those that are tried first. No rules on signs.

What is tried first is known without asking anybody: zxcvbn carries the passwords and words used most; what people
here begin with, and what everybody may know of this person, is given to it besides.
"""

import re
import unicodedata
from collections.abc import Iterable

from competition.foundation.errors import Refusal
from competition.foundation.signs import parted

SHORTEST, LONGEST = 10, 1000  # Argon2's wrapper takes 4096 characters, and normalising makes more of some
LEAST_SCORE = 3
JUDGED = 100  # what comes after so many signs is not looked at: judging grows faster than the text
USUAL = (
    *("konkurss", "parole", "jaunietis", "jauniesi", "jaunatne", "biedriba", "projekts", "skola", "portals"),
    *("latvija", "latvia", "riga", "liepaja", "daugavpils", "jelgava", "jurmala", "ventspils", "rezekne", "valmiera"),
    *("vasara", "rudens", "ziema", "pavasaris", "janvaris", "februaris", "marts", "aprilis", "maijs", "junijs"),
    *("julijs", "augusts", "septembris", "oktobris", "novembris", "decembris", "mana", "mans", "sveiki", "milestiba"),
)


class PasswordShort(Refusal):
    """A password has at least ten signs."""

    code = "password-short"


class PasswordLong(Refusal):
    """Nobody types a thousand signs."""

    code = "password-long"


class PasswordWeak(Refusal):
    """A password that is tried among the first, or follows from what is known of the person."""

    code = "password-weak"


def check_password(password: str, *known: str) -> None:
    """Whether somebody of whom `known` is known (their name, their address) may choose this password.

    Raises PasswordShort, PasswordLong, PasswordWeak.
    """
    if len(password) < SHORTEST:
        raise PasswordShort(least=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordLong(most=LONGEST)
    about = [*_words(known), *USUAL]
    if min(_score(text, about) for text in {password, _plain(password)}) < LEAST_SCORE:
        raise PasswordWeak


def _score(password: str, about: list[str]) -> int:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - reads its lists at once, and only who chooses a password needs them

    return zxcvbn(password[:JUDGED], user_inputs=about, max_length=JUDGED)["score"]


def _words(known: Iterable[str]) -> list[str]:
    """What is known in its words, and as people join them: "anna", "berzina", "annaberzina", "anna.berzina", …"""
    found = []
    for text in known:
        for part in (text, text.partition("@")[0]):
            words = [word for word in re.split(r"[\W_]+", _plain(part)) if word]
            found += [*words, *(mark.join(words) for mark in ("", ".", "-", "_", " "))]
    return [word for word in dict.fromkeys(found) if word]


def _plain(text: str) -> str:
    """The text in small letters without their marks, as whoever guesses tries it too."""
    parts = parted(text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).lower()
