"""The `flask` command on an installation of the test's own, inside this process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from app.cli import main
from app.config import read_settings
from competition.foundation.clock import use_clock

Flask = Callable[..., Result]


@pytest.fixture
def installation(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an installation with an empty, migrated database; commands run in it. Once on each engine."""
    monkeypatch.setenv("KONKURSS_ENV", "test")
    monkeypatch.setenv("KONKURSS_DATABASE_URL", database_url)
    monkeypatch.setattr("app.cli.site.read_settings", lambda environ: read_settings(environ, tmp_path))
    yield tmp_path
    use_clock(None)


@pytest.fixture
def flask(installation: Path) -> Flask:
    """Run a command: `flask("db", "current")`."""

    def run(*words: str, **options: str) -> Result:
        return CliRunner().invoke(main, words, **options)

    return run


def refused(result: Result) -> str:
    """The one line on stderr of a refused command."""
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


def all_of(session: Session, kind: type) -> list:
    """Every record of a kind, as the command left it."""
    session.rollback()
    session.expire_all()
    return session.query(kind).all()
