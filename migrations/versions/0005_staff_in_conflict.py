"""Conflicts of interest of those who work for an organiser. They are lifted, never deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STANDS = sa.text("lifted_at IS NULL")


def upgrade() -> None:
    """What the change adds."""
    op.create_table(
        "staff_conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_because", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_staff_conflict_lifted_by_somebody")
        ),
        sa.CheckConstraint(
            "lifted_by IS NULL OR lifted_by <> person_id", name=op.f("ck_staff_conflict_nobody_lifts_their_own")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "call_id"],
            ["application.id", "application.call_id"],
            name=op.f("fk_staff_conflict_application_id_call_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_conflict_person_id")),
        sa.ForeignKeyConstraint(["lifted_by"], ["person.id"], name=op.f("fk_staff_conflict_lifted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_conflict")),
    )
    op.create_index(op.f("ix_staff_conflict_person_id"), "staff_conflict", ["person_id"])
    op.create_index(
        "one_standing_conflict",
        "staff_conflict",
        ["application_id", "person_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    name, refusal = "staff_conflict_delete_guard", "staff_conflict is never changed: DELETE refused"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON staff_conflict BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE DELETE ON staff_conflict"
            f" FOR EACH ROW EXECUTE FUNCTION refuse_change('{refusal}')"
        )


def downgrade() -> None:
    """How it is undone."""
    op.drop_table("staff_conflict")
