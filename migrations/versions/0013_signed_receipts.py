"""Receipts that are signed, and the public halves of the keys that signed them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What the change adds; versions that were handed in before have no receipt that is signed."""
    op.create_table(
        "receipt_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_key")),
    )
    op.add_column("submission", sa.Column("receipt", sa.String(), nullable=True))
    for action in ("UPDATE", "DELETE"):
        _guard(action)


def downgrade() -> None:
    """How it is undone."""
    op.drop_column("submission", "receipt")
    op.drop_table("receipt_key")


def _guard(action: str) -> None:
    """Refuse `action` on every key, as on what else is never changed (0002)."""
    name, refusal = f"receipt_key_{action.lower()}_guard", f"receipt_key is never changed: {action} refused"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE {action} ON receipt_key BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON receipt_key FOR EACH ROW EXECUTE FUNCTION refuse_change('{refusal}')"
    )
