"""Answers that are made of the database while they are sent."""

from collections.abc import Iterable, Iterator

from flask import stream_with_context
from sqlalchemy.orm import Session


def made_while_sent(session: Session, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces that ask `session` as they are made; its connection is given back after the last, or when nobody reads on.

    The request ends before the first piece is made, and with it whoever else would close the session.
    """

    def made() -> Iterator[bytes]:
        try:
            yield from pieces
        finally:
            session.close()

    return stream_with_context(made())
