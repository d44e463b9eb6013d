"""How migrations run: one transaction each, on SQLite and PostgreSQL; the caller gives the address."""

from typing import Any, Literal

import sqlalchemy
from alembic import context

from app.schema import metadata
from competition.foundation.base import InstantType, JsonType, ScaledType
from competition.foundation.engine import WRITING, prepare_engine

PLAIN = {InstantType: "sa.DateTime(timezone=True)", ScaledType: "sa.BigInteger()", JsonType: "sa.Text()"}


def plain_type(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Column types of ours as the plain types beneath them: migrations import no models."""
    if kind == "type":
        for ours, written in PLAIN.items():
            if isinstance(item, ours):
                return written
    return False


def run() -> None:
    """Bring the database at the configured address to the asked revision."""
    url = context.config.get_main_option("sqlalchemy.url") or ""
    engine = prepare_engine(sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool))
    with engine.connect().execution_options(**{WRITING: True}) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET lock_timeout = '4s'")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            render_item=plain_type,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
