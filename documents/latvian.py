"""Numbers as Latvian papers say them: points with their noun, money in figures and in words. Source: RULES §5, §6."""

from decimal import Decimal
from fractions import Fraction

from num2words import num2words

from competition.foundation.latvian_days import NBSP

GROUPED_FROM = 10_000
SHOWN_DECIMALS = 2
_SCALES = ((1_000_000, "miljons", "miljoni"), (1_000, "tūkstotis", "tūkstoši"), (100, "simts", "simti"))
_TEENS = range(11, 20)


def is_singular(figure: str) -> bool:
    """Whether a number is followed by a noun in the singular: 1, 21, 2,1; but 11, 2,11."""
    last = figure.partition(",")[2] or figure
    return last.endswith("1") and not last.endswith("11")


def takes_genitive(figure: str) -> bool:
    """Whether a whole number is followed by a noun in the genitive: 0, 10, 11, 30."""
    return "," not in figure and (figure.endswith("0") or int(figure[-2:]) in _TEENS)


def decimal(value: Fraction, short_of: Fraction | None = None) -> str:
    """Points as a number: "44,5", "2,75", "3"; two decimals at most, half away from zero.

    A number that is `short_of` another never looks as if it had reached it: it is cut, with as many decimals as that
    takes (2,998 and not 3).
    """
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    shown, decimals = Fraction(hundredths, 100), SHOWN_DECIMALS
    while short_of is not None and value < short_of <= shown:
        decimals += 1
        shown = Fraction(value.numerator * 10**decimals // value.denominator, 10**decimals)
    whole, rest = _split(shown, decimals)
    return f"{whole},{rest}" if rest else whole


def points(value: Fraction, short_of: Fraction | None = None) -> str:
    """Points with their noun: "1 punkts", "2,75 punkti", "30 punktu"."""
    figure = decimal(value, short_of)
    if is_singular(figure):
        return f"{figure}{NBSP}punkts"
    return f"{figure}{NBSP}{'punktu' if takes_genitive(figure) else 'punkti'}"


def needed(floor: Fraction) -> str:
    """A floor that was missed: "nepieciešami vismaz 3"."""
    figure = decimal(floor)
    return f"{'nepieciešams' if is_singular(figure) else 'nepieciešami'} vismaz{NBSP}{figure}"


def working_days(count: int) -> str:
    """A term in words of the sentence "… laikā": "10 darbdienu", "1 darbdienas"."""
    return f"{count}{NBSP}{'darbdienas' if is_singular(str(count)) else 'darbdienu'}"


def to_applications(count: int) -> str:
    """For how many: "8 pieteikumiem", "1 pieteikumam"."""
    return f"{count}{NBSP}{'pieteikumam' if is_singular(str(count)) else 'pieteikumiem'}"


def money(amount: Decimal, currency: str) -> str:
    """An amount to the cent: "4600,00 EUR", "36 800,00 EUR"."""
    whole, cents = _parted(amount)
    figure = f"{whole:,}".replace(",", NBSP) if whole >= GROUPED_FROM else str(whole)
    return f"{figure},{cents:02}{NBSP}{currency}"


def money_in_words(amount: Decimal) -> str:
    """Euros as words: "četri tūkstoši seši simti euro, 00 centi"."""
    whole, cents = _parted(amount)
    return f"{number_in_words(whole)} euro, {cents:02} {'cents' if is_singular(f'{cents:02}') else 'centi'}"


def number_in_words(number: int) -> str:
    """A number in words as papers write it, nothing left out: "viens tūkstotis viens simts divdesmit".

    Raises ValueError for a negative number.
    """
    if number < 0:
        raise ValueError(f"{number} is not to be written in words")
    words: list[str] = []
    rest = number
    for size, one, many in _SCALES:
        count, rest = divmod(rest, size)
        if count:
            words += [number_in_words(count), one if is_singular(str(count)) else many]
    if rest or not words:
        words.append(str(num2words(rest, lang="lv")))
    return " ".join(words)


def _split(value: Fraction, decimals: int) -> tuple[str, str]:
    figure = f"{value.numerator * 10**decimals // value.denominator:0{decimals + 1}d}"
    return figure[:-decimals], figure[-decimals:].rstrip("0")


def _parted(amount: Decimal) -> tuple[int, int]:
    """Whole units and cents. Raises ValueError for what is not an amount to the cent."""
    cents = amount * 100
    if cents != int(cents) or cents < 0:
        raise ValueError(f"{amount} is no amount to the cent")
    return divmod(int(cents), 100)
