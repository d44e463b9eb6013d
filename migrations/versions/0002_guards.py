"""Triggers that keep what was done from being changed, and the head of the audit chain.

A table rebuilt by a later migration on SQLite loses its triggers: such a migration makes them again (`guard`),
and a test counts them.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROZEN = (
    "submission",
    "amendment",
    "late_acceptance",
    "refused_attempt",
    "tie_order",
    "tie_order_place",
    "decision",
    "decision_item",
    "award",
)
BEGINNING = hashlib.sha256(b"konkurss audit chain").hexdigest()

# An event may lose its details and their salt (a person's right to be forgotten), nothing else.
ERASED_ONLY = " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in ("number", "at", "actor", "verb", "subject", "facts", "brought_in", "previous", "hash")
)
ERASING = f"{ERASED_ONLY} AND coalesce(NEW.details_digest, '') = coalesce(OLD.details_digest, '') AND NEW.details IS NULL AND NEW.salt IS NULL"
GROWING = "NEW.id = OLD.id AND NEW.number > OLD.number"


def guard(table: str, action: str, unless: str | None = None) -> None:
    """Refuse `action` (UPDATE or DELETE) on every row of `table`, unless the condition holds."""
    name = f"{table}_{action.lower()}_guard"
    refusal = f"{table} is never changed: {action} refused"
    if op.get_bind().dialect.name == "sqlite":
        when = f"WHEN NOT ({unless}) " if unless else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    when = f"WHEN (NOT ({unless})) " if unless else ""
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW {when}EXECUTE FUNCTION refuse_change('{refusal}')"
    )


def release(table: str, action: str) -> None:
    """Take a guard away."""
    name = f"{table}_{action.lower()}_guard"
    on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
    op.execute(f"DROP TRIGGER {name}{on}")


def upgrade() -> None:
    """The guards and the head of an empty chain."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in FROZEN:
        guard(table, "UPDATE")
        guard(table, "DELETE")
    guard("audit_event", "UPDATE", unless=ERASING)
    guard("audit_event", "DELETE")
    guard("audit_head", "UPDATE", unless=GROWING)
    guard("audit_head", "DELETE")
    head = sa.table("audit_head", sa.column("id"), sa.column("number"), sa.column("hash"))
    op.execute(head.insert().values(id=1, number=0, hash=BEGINNING))


def downgrade() -> None:
    """Without guards, and without a head."""
    for table in (*FROZEN, "audit_event", "audit_head"):
        release(table, "UPDATE")
        release(table, "DELETE")
    op.execute("DELETE FROM audit_head")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
