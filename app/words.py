"""Words said later, in the language of the page; and the one word for each seat, state and step, the same on pages, in
letters and in the tables that people export."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from scoring.committee.seats import Seat


def said_later(text: str, **facts: object) -> Any:
    """A text that is translated when it is said: a name of a field, a message, a word of a table.

    Any: the libraries that it is given to ask for a string, and take it for one.
    """
    return lazy_gettext(text, **facts)


_l = said_later  # the name by which texts are found


@dataclass(frozen=True, slots=True)
class Word:
    """A state's word and how much it wants to be seen: "good", "wait" (needs attention), "bad", "plain" or nothing."""

    text: Any  # translated when it is said
    kind: str = ""

    @property
    def label(self) -> str:
        """The word where it stands alone."""
        text = str(self.text)
        return text[:1].upper() + text[1:]


SEATS: Mapping[Seat, Any] = {
    Seat.CHAIR: _l("chair"),
    Seat.MEMBER: _l("member"),
    Seat.ALTERNATE: _l("alternate member"),
    Seat.SECRETARY: _l("secretary"),
}

STAGES: Mapping[str, Word] = {
    "open": Word(_l("Open for applications"), "good"),
    "coming": Word(_l("Opens soon")),
    "being_evaluated": Word(_l("Being evaluated"), "wait"),
    "results_announced": Word(_l("Results announced")),
}

_REFUSED = Word(_l("refused"), "bad")
_NOT_ELIGIBLE = Word(_l("not eligible"), "bad")

STATES: Mapping[str, Word] = {
    "draft": Word(_l("draft"), "plain"),
    "submitted": Word(_l("submitted"), "good"),
    "not_submitted": Word(_l("not submitted"), "bad"),
    "late": Word(_l("received late"), "bad"),
    "accepted_late": Word(_l("accepted although it came late"), "wait"),
    "withdrawn": Word(_l("withdrawn"), "plain"),
    "being_clarified": Word(_l("being clarified"), "wait"),
    "eligible": Word(_l("eligible"), "good"),
    "not_eligible": _NOT_ELIGIBLE,
    "ineligible": _NOT_ELIGIBLE,
    "being_scored": Word(_l("being scored")),
    "approved": Word(_l("approved"), "good"),
    "award": Word(_l("approved"), "good"),
    "reserve": Word(_l("in reserve"), "wait"),
    "refused": _REFUSED,
    "below_threshold": _REFUSED,
    "to_award": Word(_l("to be approved"), "good"),
    "to_refuse": Word(_l("to be refused"), "bad"),
    "tied": Word(_l("equal points"), "wait"),
    "undecided": Word(_l("not decided yet"), "plain"),
}
