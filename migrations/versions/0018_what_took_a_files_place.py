"""Which file took the place of another one, of those that were removed."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("attachment", "clarifying_file")
REMOVED = "replaced_by IS NULL OR removed_at IS NOT NULL"


def upgrade() -> None:
    """Both lists of files; none of them has a trigger that SQLite would lose."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("replaced_by", sa.Uuid(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_{table}_replaced_by"), table, ["replaced_by"], ["id"])
            batch_op.create_check_constraint(op.f(f"ck_{table}_replaced_is_removed"), REMOVED)


def downgrade() -> None:
    """Without it."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_replaced_is_removed"), type_="check")
            batch_op.drop_constraint(op.f(f"fk_{table}_replaced_by"), type_="foreignkey")
            batch_op.drop_column("replaced_by")
