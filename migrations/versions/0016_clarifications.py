"""What applicants are asked to clarify, what they are answering, what they answered, and that they were reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FROZEN = ("clarification", "clarification_answer", "clarification_reminder")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What the change adds."""
    op.create_table(
        "clarification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("until_at", INSTANT, nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.CheckConstraint("until_at > asked_at", name=op.f("ck_clarification_ends_after_it_is_asked")),
        sa.ForeignKeyConstraint(
            ["application_id", "call_id"],
            ["application.id", "application.call_id"],
            name=op.f("fk_clarification_application_id_call_id"),
        ),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_clarification_submission_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_clarification_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarification")),
        sa.UniqueConstraint("id", "application_id", name=op.f("clarification_of_application")),
        sa.UniqueConstraint("application_id", name=op.f("one_clarification_per_application")),
    )
    op.create_table(
        "clarifying_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_clarification(),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        _reference("clarifying_text"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarifying_text")),
        sa.UniqueConstraint("clarification_id", "question", name=op.f("one_clarifying_text_per_question")),
    )
    op.create_table(
        "clarifying_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_clarification(),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attached_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.CheckConstraint("size >= 0", name=op.f("ck_clarifying_file_size_is_not_negative")),
        _reference("clarifying_file"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarifying_file")),
    )
    op.create_index(op.f("ix_clarifying_file_clarification_id"), "clarifying_file", ["clarification_id"])
    op.create_table(
        "clarification_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_clarification(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column(
            "channel",
            sa.Enum("online", "in_person", "post", "email", "e_document", name="answer_channel", native_enum=False),
            nullable=False,
        ),
        sa.Column("by_person", sa.Uuid(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('online', 'in_person', 'post', 'email', 'e_document')",
            name=op.f("ck_clarification_answer_answer_channel"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_clarification_answer_answers_from_one")),
        sa.CheckConstraint(
            "received_at <= at", name=op.f("ck_clarification_answer_received_before_it_is_written_down")
        ),
        _reference("clarification_answer"),
        sa.ForeignKeyConstraint(["by_person"], ["person.id"], name=op.f("fk_clarification_answer_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarification_answer")),
        sa.UniqueConstraint("clarification_id", "version", name=op.f("one_answer_per_version")),
    )
    op.create_table(
        "clarification_reminder",
        *_of_clarification(),
        sa.Column("told_at", INSTANT, nullable=False),
        _reference("clarification_reminder"),
        sa.PrimaryKeyConstraint("clarification_id", name=op.f("pk_clarification_reminder")),
    )
    for table in FROZEN:
        for action in ("UPDATE", "DELETE"):
            _guard(table, action)


def downgrade() -> None:
    """How it is undone."""
    for table in ("clarification_reminder", "clarification_answer", "clarifying_file", "clarifying_text"):
        op.drop_table(table)
    op.drop_table("clarification")


def _of_clarification() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("clarification_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
    )


def _reference(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["clarification_id", "application_id"],
        ["clarification.id", "clarification.application_id"],
        name=op.f(f"fk_{table}_clarification_id_application_id"),
    )


def _guard(table: str, action: str) -> None:
    """Refuse `action` on every row, as on what else is never changed (0002)."""
    name, refusal = f"{table}_{action.lower()}_guard", f"{table} is never changed: {action} refused"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change('{refusal}')"
    )
