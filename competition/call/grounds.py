"""On what legal ground something is done to a call or an application: an order, a point of the rules."""

from competition.foundation.errors import Refusal

SHORTEST = 5


class GroundVague(Refusal):
    """A legal ground that nobody could find again: it has a number or a day, and more than an abbreviation."""

    code = "ground-vague"


def is_ground(text: str | None) -> bool:
    """Whether a text can name an order or a point of rules: at least five characters, at least one digit."""
    plain = (text or "").strip()
    return len(plain) >= SHORTEST and any(sign.isdigit() for sign in plain)
