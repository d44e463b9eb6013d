"""The history of the schema: one line, equal to the records, with every guard, on both engines."""

from uuid import uuid4

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, text

from app.migrating import configured, upgrade
from app.schema import metadata
from tests.operations.rows import AT

NEVER_CHANGED = (
    "amendment",
    "audit_event",
    "audit_head",
    "audit_place",
    "award",
    "clarification",
    "clarification_answer",
    "clarification_reminder",
    "decision",
    "decision_item",
    "declaration",
    "form_version",
    "late_acceptance",
    "meeting",
    "reading",
    "receipt_key",
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


def test_members_become_editors_and_whoever_only_read_is_not_let_write_when_it_is_undone(database_url):
    keys = [uuid4() for _ in range(4)]
    rows = {
        "person": [{"id": key, "name": "Anna", "email": f"{key}@example.org"} for key in keys[:2]],
        "organisation": [{"id": keys[2], "name": "Biedrība"}],
    }
    command.downgrade(configured(database_url), "0012")
    _insert(database_url, rows, created_at=AT)
    about = {"organisation_id": keys[2]}
    _insert(database_url, {"membership": [{"id": keys[0], "person_id": keys[0], "standing": "member"} | about]})

    upgrade(database_url)
    assert _standings(database_url) == ["editor"]

    _insert(database_url, {"membership": [{"id": keys[1], "person_id": keys[1], "standing": "reader"} | about]})
    command.downgrade(configured(database_url), "0012")
    assert _standings(database_url) == ["member"]


def _insert(url: str, rows: dict[str, list[dict[str, object]]], **more: object) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, these in rows.items():
            known = metadata.tables[table]
            connection.execute(insert(known), [one | more for one in these])
    engine.dispose()


def _standings(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.scalars(text("SELECT standing FROM membership")))
    engine.dispose()
    return found


def test_everything_can_be_undone(database_url):
    command.downgrade(configured(database_url), "base")

    assert triggers_at(database_url) == set()
