"""What is known of the content of each file that was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEPT = {"attachment": "attached_at", "clarifying_file": "attached_at", "call_document": "in_force_from"}
"""The records that name contents, and when each content was sent."""


def upgrade() -> None:
    """What the change adds. What was kept before was never scanned, and is looked into by the worker."""
    op.create_table(
        "kept_file",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.Column("inspection", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column(
            "scan",
            sa.Enum(
                "not_scanned", "pending", "clean", "infected", name="scan", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("scanned_at", INSTANT, nullable=True),
        sa.Column("virus", sa.String(), nullable=True),
        sa.Column("missing_since", INSTANT, nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_kept_file_digest_is_a_sha256")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_kept_file_size_is_not_negative")),
        sa.CheckConstraint(
            "(virus IS NOT NULL) = (scan = 'infected')", name=op.f("ck_kept_file_an_infected_file_has_its_virus")
        ),
        sa.CheckConstraint("length(text) = length(folded)", name=op.f("ck_kept_file_folded_sign_by_sign")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_file")),
    )
    op.create_index(op.f("ix_kept_file_scan"), "kept_file", ["scan"])
    op.create_index(op.f("ix_kept_file_missing_since"), "kept_file", ["missing_since"])
    for table, sent_at in KEPT.items():
        op.execute(
            "INSERT INTO kept_file (digest, size, kept_at, text, folded, scan)"  # noqa: S608
            f" SELECT digest, max(size), max({sent_at}), '', '', 'not_scanned' FROM {table}"
            " WHERE length(digest) = 64 AND digest NOT IN (SELECT digest FROM kept_file) GROUP BY digest"
        )


def downgrade() -> None:
    """What the change takes away again."""
    op.drop_table("kept_file")
