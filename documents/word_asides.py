"""Signs that `word_text` puts into a text for what is no text: a picture, words struck through, words set off.

They are no signs that anybody types; `tidy` takes them out again.
"""

PICTURE, STRUCK, STRONG = "\ufffc", "\ufff9", "\ufffa"
_NONE = {ord(sign): None for sign in (PICTURE, STRUCK, STRONG)}


def without_asides(text: str) -> str:
    """A text without these signs."""
    return text.translate(_NONE)
