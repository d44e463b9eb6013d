"""Does everything that was noted still hold: the chain of events, and the log of reading that it seals."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from competition.foundation.audit import Fault, faults_in
from competition.foundation.reading_log import faults_of_readings


def all_faults(session: Session, first: int = 1, last: int | None = None) -> Iterator[Fault]:
    """Every fault of the events `first` to `last`; without `last` to the end, its head included."""
    yield from faults_in(session, first, last)
    yield from faults_of_readings(session, first, last)
