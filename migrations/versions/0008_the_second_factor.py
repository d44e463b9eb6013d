"""Codes of an authenticator beside the password, and recovery codes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What the change adds."""
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code_secret", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("code_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("code_counter", sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_account_codes_since_when"), "(code_secret IS NULL) = (code_since IS NULL)"
        )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("account_id", "digest", name=op.f("one_code_once")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_account_id"), ["account_id"], unique=False)


def downgrade() -> None:
    """How it is undone."""
    op.drop_table("recovery_code")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_account_codes_since_when"), type_="check")
        batch_op.drop_column("code_counter")
        batch_op.drop_column("code_since")
        batch_op.drop_column("code_secret")
