"""What somebody is on a committee."""

from enum import StrEnum


class Seat(StrEnum):
    """What somebody is on a committee."""

    CHAIR = "chair"
    MEMBER = "member"
    ALTERNATE = "alternate"
    SECRETARY = "secretary"
