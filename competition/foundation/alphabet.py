"""The order of the Latvian alphabet: a ā b c č d e ē f g ģ h i ī (y) j k ķ l ļ m n ņ o p r s š t u ū v z ž.

Long vowels stand with the short ones and come after them only between words that are otherwise alike; letters with a
háček or a comma are letters of their own. Quotation marks and other signs do not count. Source: CLDR, `lv`.
"""

_LETTERS = ("aā", "b", "c", "č", "d", "eē", "f", "g", "ģ", "h", "iīy", "j", "k", "ķ", "l", "ļ", "m", "n", "ņ")
_REST = ("oō", "p", "q", "r", "ŗ", "s", "š", "t", "uū", "v", "w", "x", "z", "ž")
_PLACES = {
    letter: (place, within) for place, group in enumerate((*_LETTERS, *_REST)) for within, letter in enumerate(group)
}
_FIGURES_FIRST = -1_000_000

Key = tuple[tuple[int, ...], tuple[int, ...], str]


def latvian(text: str) -> Key:
    """A key by which texts sort as in the Latvian alphabet."""
    letters = [_place(sign) for sign in " ".join(text.casefold().split()) if sign.isalnum() or sign == " "]
    return tuple(first for first, _ in letters), tuple(second for _, second in letters), text


def _place(sign: str) -> tuple[int, int]:
    if sign in _PLACES:
        return _PLACES[sign]
    if sign == " " or sign.isdigit():
        return _FIGURES_FIRST + ord(sign), 0
    return len(_PLACES) + ord(sign), 0
