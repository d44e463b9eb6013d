"""The database's way to the present schema."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

ROOT = Path(__file__).resolve().parent.parent


def configured(url: str) -> Config:
    """Alembic's configuration for the database at `url` (an SQLAlchemy address)."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`."""
    command.upgrade(configured(url), revision)


@cache
def head() -> str | None:
    """The revision that this version of the site was written for."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()
