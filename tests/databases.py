"""The databases that tests run on: a file of SQLite, and a PostgreSQL cluster of their own.

Each test finds a migrated database with nothing in it. On PostgreSQL copying one takes longer than most tests: there
it is emptied after a test and used again, unless the test has changed its tables or triggers. The cluster listens on a
socket in its own folder only, and ends with the process that started it, however that ends.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from app.migrating import upgrade
from app.schema import metadata
from competition.foundation.audit import BEGINNING

TEMPLATE = "migrated"
SPEED = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "shared_buffers=32MB")
COMES_UP_WITHIN = 30.0
PR_SET_PDEATHSIG = 1

# Without triggers and without looking after references: they forbid to take out what was done.
EMPTYING = "-c session_replication_role=replica -c lock_timeout=2s"
EMPTY = ";".join(
    (
        *(f'DELETE FROM "{table.name}"' for table in metadata.sorted_tables if table.name != "audit_head"),
        f"UPDATE audit_head SET number = 0, hash = '{BEGINNING}'",
    )
)
SHAPE = """
    SELECT 'column', attrelid::regclass::text, attname::text FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname::text FROM pg_constraint
    ORDER BY 1, 2, 3
"""


class NoPostgres(Exception):
    """There is no PostgreSQL to run; its text is one line for whoever reads the tests' end."""


def postgres_binaries() -> Path:
    """The folder with `initdb` and `postgres`, the newest version first. Raises NoPostgres."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = [Path(found).resolve().parent for found in (shutil.which("initdb"),) if found]
    for folder in (*reversed(installed), *on_path):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("no PostgreSQL found (Debian: apt-get install postgresql); its tests are left out")


@dataclass(slots=True)
class Cluster:
    """A running PostgreSQL, its socket in `folder`, with one migrated database to copy."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)
    _used: str | None = None

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The address of a migrated database with nothing in it; other tests get the same one before and after."""
        name = self._used = self._used or self._create(TEMPLATE)
        try:
            yield self.url(name)
        finally:
            if not self._emptied(name):
                self._used = None
                self._drop(name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database without any table, dropped at the end."""
        name = self._create("template1")
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _emptied(self, name: str) -> bool:
        """Take every row out again. False where the test has changed more than rows, or holds a lock still."""
        try:
            with psycopg.connect(self._place(name), options=EMPTYING) as connection:
                if connection.execute(SHAPE).fetchall() != self._shape():
                    return False
                connection.execute(EMPTY.encode())
        except psycopg.Error:
            return False
        return True

    def _shape(self) -> list[Any]:
        with psycopg.connect(self._place(TEMPLATE)) as connection:
            return connection.execute(SHAPE).fetchall()

    def run(self, statement: str) -> None:
        """One statement outside any transaction."""
        with psycopg.connect(self._place("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _place(self, database: str) -> str:
        return f"host={self.folder} user=postgres dbname={database}"

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self._place("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def running_cluster(settings: Sequence[str] = SPEED) -> Iterator[Cluster]:
    """A PostgreSQL of our own with its migrated template, by default one that keeps nothing safe from a power cut.

    Raises NoPostgres where no binaries are found.
    """
    binaries = postgres_binaries()
    with tempfile.TemporaryDirectory(prefix="konkurss-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        owner = _owner_of(folder)
        data = folder / "data"
        initdb = [binaries / "initdb", "--no-sync", "--auth=trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([*initdb, data], check=True, cwd=folder, stdout=subprocess.DEVNULL, user=owner, group=owner)
        options = ("listen_addresses=", f"unix_socket_directories={folder}", *settings)
        command = [binaries / "postgres", "-D", data, *(word for option in options for word in ("-c", option))]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                command,
                cwd=folder,
                stdout=log,
                stderr=log,
                user=owner,
                group=owner,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - no other thread runs yet
            )
        try:
            cluster = Cluster(folder)
            _wait_for(cluster, server)
            cluster.run(f'CREATE DATABASE "{TEMPLATE}"')
            upgrade(cluster.url(TEMPLATE))
            yield cluster
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=COMES_UP_WITHIN)


def migrated_file(folder: Path) -> Path:
    """A migrated SQLite database in one file."""
    path = folder / "migrated.db"
    upgrade(f"sqlite:///{path}")
    return path


def _owner_of(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then the folder and the server are the user postgres's."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres", "postgres")
    return "postgres"


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait_for(cluster: Cluster, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + COMES_UP_WITHIN
    while not cluster.answers():
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError((cluster.folder / "log").read_text(encoding="utf-8"))
        time.sleep(0.02)
