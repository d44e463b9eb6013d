"""The ways by which an application comes in."""

from enum import StrEnum


class Channel(StrEnum):
    """The way by which an application came in."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    POST = "post"
    EMAIL = "email"
    E_DOCUMENT = "e_document"


def is_by_hand(channel: Channel | None) -> bool:
    """Whether what came by it was registered by the coordinator: otherwise than through the form."""
    return channel not in (None, Channel.ONLINE)
