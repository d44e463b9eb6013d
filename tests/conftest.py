"""What every test may ask for: a migrated database on each engine, a session on it, and a stage to act on.

`database_url` (and whatever stands on it) runs a test once on SQLite and once on PostgreSQL.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session, sessionmaker

from app.schema import metadata
from competition.foundation.act import SYSTEM, Act, Actor, acting
from competition.foundation.base import Base
from competition.foundation.engine import prepare_engine
from competition.foundation.signing import Signer
from tests.databases import Cluster, NoPostgres, migrated_file, running_cluster
from tests.quick import build_sites_quickly
from tests.tied import look_at_statements

ENGINES = ("sqlite", "postgresql")


def pytest_collection_finish() -> None:
    """What is loaded stays to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """A command that is about to end may leave the collector of garbage off; here many tests follow."""
    yield
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def quick_sites(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sites are built quickly in all tests."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    (shared / "templates").mkdir(exist_ok=True)
    build_sites_quickly(shared / "templates")


@pytest.fixture(scope="session", autouse=True)
def statements_are_looked_at() -> None:
    """No statement asks of all rows by mistake."""
    look_at_statements()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The PostgreSQL of this run (with pytest-xdist: of this worker)."""
    try:
        with running_cluster() as running:
            yield running
    except NoPostgres as absent:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs it: {absent}")
        pytest.skip(str(absent))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database brought up to the present schema, to be copied."""
    return migrated_file(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test's SQLite database lies, one after the other."""
    return tmp_path_factory.mktemp("sqlite") / "konkurss.db"


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database, migrated and empty."""
    if request.param == "sqlite":
        place: Path = request.getfixturevalue("sqlite_place")
        for ending in ("", "-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), place)
        yield f"sqlite:///{place}"
        return
    with request.getfixturevalue("cluster").migrated() as url:
        yield url


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'konkurss.db'}"
        return
    with request.getfixturevalue("cluster").empty() as url:
        yield url


@pytest.fixture(scope="session")
def engines() -> dict[str, Engine]:
    """The engines of this process by their addresses: what they have compiled serves every test."""
    return {}


@pytest.fixture
def engine(database_url: str, engines: dict[str, Engine]) -> Iterator[Engine]:
    """An engine on the fresh database, its connections begun as the house expects."""
    engine = engines.get(database_url) or engines.setdefault(database_url, prepare_engine(create_engine(database_url)))
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session of the test's own.

    What it holds stays readable after a commit without beginning a transaction, which an act would then have to end
    (`expire_on_commit=False`, other than on the site); to see what another session changed, `expire_all()` first.
    """
    with sessionmaker(engine, expire_on_commit=False)() as session:
        yield session


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a test acts: a session, acts on it, and a look at everything that is stored."""

    session: Session

    def acting(
        self,
        at: datetime | None = None,
        actor: Actor = SYSTEM,
        *,
        brought_in: bool = False,
        signer: Signer | None = None,
    ) -> AbstractContextManager[Act]:
        """An act on the stage's session, begun like a request: what was only read before is let go."""
        self.session.rollback()
        return acting(self.session, actor, at=at, brought_in=brought_in, signer=signer)

    def everything(self, but: type[Base] | tuple[type[Base], ...] = ()) -> list[tuple[str, dict[str, Any]]]:
        """Every committed row as (table, its columns), in a fixed order, without the tables of the records `but`."""
        spared = {kind.__tablename__ for kind in (but if isinstance(but, tuple) else (but,))}
        with self._engine.connect() as connection:
            rows = [
                (table.name, dict(row))
                for table in metadata.sorted_tables
                if table.name not in spared
                for row in connection.execute(select(table)).mappings()
            ]
        return sorted(rows, key=repr)

    def another_session(self) -> Session:
        """A session on a connection of its own, for what happens at the same moment. Close it, or use it in `with`."""
        return Session(self._engine)

    @property
    def _engine(self) -> Engine:
        bind = self.session.get_bind()
        assert isinstance(bind, Engine)
        return bind


@pytest.fixture
def stage(session: Session) -> Stage:
    """A stage on a fresh database of each engine."""
    return Stage(session)
