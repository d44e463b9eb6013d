"""That people were told of applications that nobody has handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What the change adds."""
    op.create_table(
        "unsent_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('soon', 'last', 'over')", name=op.f("ck_unsent_notice_known_notice")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_unsent_notice_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_notice")),
        sa.UniqueConstraint("application_id", "kind", "deadline_at", name=op.f("one_notice_per_deadline")),
    )


def downgrade() -> None:
    """How it is undone."""
    op.drop_table("unsent_notice")
