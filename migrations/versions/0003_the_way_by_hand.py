"""The way of an application by hand: questions, declarations, the closing and the meeting, letters and what they carry."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FROZEN = ("declaration", "meeting")


def guard(table: str, action: str) -> None:
    """Refuse `action` (UPDATE or DELETE) on every row of `table`, as 0002 does."""
    name, refusal = f"{table}_{action.lower()}_guard", f"{table} is never changed: {action} refused"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change('{refusal}')"
        )


def release(table: str, action: str) -> None:
    """Take a guard away."""
    on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
    op.execute(f"DROP TRIGGER {table}_{action.lower()}_guard{on}")


def upgrade() -> None:
    """What the change adds."""
    op.create_table(
        "letter_numbering",
        sa.Column("organiser_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_letter_numbering_last_is_not_negative")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_letter_numbering_organiser_id")),
        sa.PrimaryKeyConstraint("organiser_id", "year", name=op.f("pk_letter_numbering")),
    )
    op.create_table(
        "letterhead",
        sa.Column("organiser_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("registration_number", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("signatory_post", sa.String(), nullable=False),
        sa.Column("signatory_name", sa.String(), nullable=False),
        sa.Column("signs_electronically", sa.Boolean(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("author_phone", sa.String(), nullable=False),
        sa.Column("author_email", sa.String(), nullable=False),
        sa.Column("contest_body", sa.String(), nullable=False),
        sa.Column("contest_address", sa.String(), nullable=False),
        sa.Column("number_pattern", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_letterhead_organiser_id")),
        sa.PrimaryKeyConstraint("organiser_id", name=op.f("pk_letterhead")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name=op.f("ck_meeting_votes_are_not_negative")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_meeting_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("call_id", name="one_meeting_decides"),
    )
    op.create_table(
        "scoring_closure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reason IS NULL)", name=op.f("ck_scoring_closure_reopened_for_a_reason")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_scoring_closure_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_closure")),
    )
    with op.batch_alter_table("scoring_closure", schema=None) as batch_op:
        batch_op.create_index(
            "one_closure_at_a_time",
            ["call_id"],
            unique=True,
            sqlite_where=sa.text("reopened_at IS NULL"),
            postgresql_where=sa.text("reopened_at IS NULL"),
        )

    op.create_table(
        "declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("in_conflict", sa.Boolean(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "call_id"],
            ["application.id", "application.call_id"],
            name=op.f("fk_declaration_application_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id", "call_id"],
            ["committee_member.id", "committee_member.call_id"],
            name=op.f("fk_declaration_member_id_call_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint("application_id", "member_id", name="one_declaration_once"),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint("one_answer_per_section", type_="unique")
        batch_op.alter_column("section", new_column_name="question")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_unique_constraint("one_answer_per_question", ["application_id", "question"])

    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("applicant_address", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("applicant_email", sa.String(), nullable=True))

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tells_points", sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table("committee_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pledged_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dated", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("facts", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "sent_by",
                sa.Enum(
                    "email",
                    "e_address",
                    "registered_post",
                    "post",
                    "by_hand",
                    name="way",
                    native_enum=False,
                    create_constraint=True,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("notified_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("in_force_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("contest_until", sa.Date(), nullable=True))
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_check_constraint("numbered_and_dated", "(number IS NULL) = (dated IS NULL)")
        batch_op.create_check_constraint(
            "sending_is_whole",
            "(sent_at IS NULL) = (sent_by IS NULL) AND (sent_at IS NULL) = (notified_on IS NULL)"
            " AND (sent_at IS NULL) = (contest_until IS NULL)",
        )

    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.Text(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("notes", sa.String(), nullable=True))
    for table in FROZEN:
        for action in ("UPDATE", "DELETE"):
            guard(table, action)


def downgrade() -> None:
    """How it is undone."""
    for table in FROZEN:
        for action in ("UPDATE", "DELETE"):
            release(table, action)
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.drop_column("notes")
        batch_op.drop_column("reasons")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notice_sending_is_whole"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_notice_numbered_and_dated"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_notice_way"), type_="check")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_column("contest_until")
        batch_op.drop_column("in_force_on")
        batch_op.drop_column("notified_on")
        batch_op.drop_column("sent_by")
        batch_op.drop_column("facts")
        batch_op.drop_column("dated")

    with op.batch_alter_table("committee_member", schema=None) as batch_op:
        batch_op.drop_column("pledged_at")

    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_column("tells_points")

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_column("removed_at")

    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_column("applicant_email")
        batch_op.drop_column("applicant_address")

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint("one_answer_per_question", type_="unique")
        batch_op.alter_column("question", new_column_name="section")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_unique_constraint("one_answer_per_section", ["application_id", "section"])

    op.drop_table("declaration")
    with op.batch_alter_table("scoring_closure", schema=None) as batch_op:
        batch_op.drop_index(
            "one_closure_at_a_time",
            sqlite_where=sa.text("reopened_at IS NULL"),
            postgresql_where=sa.text("reopened_at IS NULL"),
        )

    op.drop_table("scoring_closure")
    op.drop_table("meeting")
    op.drop_table("letterhead")
    op.drop_table("letter_numbering")
