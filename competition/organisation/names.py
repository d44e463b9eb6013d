"""When two names mean the same organisation: they are alike once quotation marks, spaces and case are put aside.

And what the short name of an organiser looks like.
"""

import re

from competition.foundation.signs import composed

SLUG = re.compile(r"[a-z0-9-]{1,64}")
_MARKS = re.compile(r"""["'“”„‟«»‚‘’`]""")
_KINDS = re.compile(r"^(biedrība|nodibinājums)\s+|\s*,?\s+(biedrība|nodibinājums)$")


def fold(name: str) -> str:
    """The name as it is compared: lower case, single spaces, no quotation marks, no word for its kind at either end."""
    plain = " ".join(_MARKS.sub(" ", composed(name)).casefold().split())
    return _KINDS.sub("", plain) or plain
