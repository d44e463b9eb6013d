"""How connections begin: SQLite with its one writer, and foreign keys that hold.

On SQLite a transaction that reads first and writes later fails at once when another one wrote in between; whoever
will write says so at the beginning (`begin_writing`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Engine, Row, Select, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoPlace
from sqlalchemy.orm import Session

WRITING = "konkurss_writing"
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL")
PASSING = ("08", "53", "57P", "40001", "40P01", "55P03")
"""States of PostgreSQL: no connection, no room, about to end or to begin, undone for the sake of another, locked."""
PASSING_ON_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED")


def prepare_engine(engine: Engine) -> Engine:
    """Make connections of `engine` begin as the house expects; engines other than SQLite stay as they are."""
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")

    return engine


def begin_writing(session: Session) -> None:
    """Begin the session's transaction as one that will write; one that has begun goes on as it is."""
    if not session.in_transaction():
        session.connection(execution_options={WRITING: True})


def is_passing(error: BaseException | None) -> bool:
    """Whether the database could only not be asked just now, as when another one writes or it begins anew."""
    if not isinstance(error, OperationalError):
        return isinstance(error, NoPlace)
    name = getattr(error.orig, "sqlite_errorname", None)
    if name:
        return name.startswith(PASSING_ON_SQLITE)
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(PASSING)


def locks_rows(session: Session) -> bool:
    """Whether rows are locked one by one. SQLite has one writer, and an act is that writer from its beginning."""
    return session.get_bind().dialect.name != "sqlite"


def rows_of(
    session: Session, statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]], values: Mapping[str, Any]
) -> Sequence[Row[Any]]:
    """The rows of a statement that names columns only, past the records; for what is asked very often."""
    return session.connection().execute(statement, values).all()


def begin_reading(session: Session) -> None:
    """Begin the session's transaction as one whose every reading sees one and the same moment."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
