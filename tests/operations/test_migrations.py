"""The history of the schema: one line, equal to the records, with every guard, on both engines."""

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from app.migrating import configured, upgrade

NEVER_CHANGED = (
    "amendment",
    "audit_event",
    "audit_head",
    "audit_place",
    "award",
    "decision",
    "decision_item",
    "declaration",
    "form_version",
    "late_acceptance",
    "meeting",
    "reading",
    "refused_attempt",
    "submission",
    "tie_order",
    "tie_order_place",
)
NEVER_DELETED = ("staff_conflict",)
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers_at(url: str) -> set[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        names = set(connection.scalars(text(TRIGGERS[engine.dialect.name])))
    engine.dispose()
    return names


def guards(*actions: str) -> set[str]:
    """Those of the tables whose rows never change, and of the one whose rows are only never deleted."""
    never = {f"{table}_{action}_guard" for table in NEVER_CHANGED for action in actions}
    return never | {f"{table}_delete_guard" for table in NEVER_DELETED}


def test_history_is_one_line():
    assert len(ScriptDirectory.from_config(configured("sqlite://")).get_heads()) == 1


def test_an_empty_database_brought_up_equals_the_records(empty_database_url):
    upgrade(empty_database_url)

    command.check(configured(empty_database_url))


def test_what_was_done_is_guarded_by_triggers(database_url):
    assert triggers_at(database_url) == guards("update", "delete")


def test_the_last_step_can_be_undone_and_redone(database_url):
    command.downgrade(configured(database_url), "-1")
    upgrade(database_url)

    command.check(configured(database_url))
    assert triggers_at(database_url) == guards("update", "delete")


def test_everything_can_be_undone(database_url):
    command.downgrade(configured(database_url), "base")

    assert triggers_at(database_url) == set()
