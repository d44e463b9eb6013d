"""What an applicant organisation keeps of itself, who may do what for it, and who asks to work for it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


UNANSWERED = sa.text("answered_at IS NULL")
WITH_STANDINGS = ("invitation", "membership")


def upgrade() -> None:
    """What the change adds."""
    op.create_table(
        "organisation_details",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("post_address", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("signatory_name", sa.String(), nullable=True),
        sa.Column("signatory_post", sa.String(), nullable=True),
        sa.Column(
            "signatory_ground",
            sa.Enum("statutes", "power_of_attorney", name="signing_ground", native_enum=False, create_constraint=True),
            nullable=True,
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(account) BETWEEN 15 AND 34",
            name=op.f("ck_organisation_details_account_has_the_length_of_an_iban"),
        ),
        sa.CheckConstraint(
            "(signatory_name IS NULL) = (signatory_post IS NULL)"
            " AND (signatory_name IS NULL) = (signatory_ground IS NULL)",
            name=op.f("ck_organisation_details_signatory_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_details_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisation_details")),
    )
    op.add_column("answer", sa.Column("from_details", sa.Boolean(), nullable=False, server_default=sa.false()))
    _rename("member", "editor", ("owner", "editor", "reader"))
    op.create_table(
        "work_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "standing",
            sa.Enum("owner", "editor", "reader", name="standing", native_enum=False, create_constraint=True),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint("until >= asked_at", name=op.f("ck_work_request_ends_after_it_begins")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_work_request_answered_by_somebody")
        ),
        sa.CheckConstraint(
            "(answered_at IS NOT NULL) = (standing IS NOT NULL OR reason IS NOT NULL)",
            name=op.f("ck_work_request_answered_somehow"),
        ),
        sa.CheckConstraint("standing IS NULL OR reason IS NULL", name=op.f("ck_work_request_let_or_declined")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_work_request_answered_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_work_request_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_request")),
    )
    op.create_index(op.f("ix_work_request_person_id"), "work_request", ["person_id"])
    op.create_index(
        "one_request_waits",
        "work_request",
        ["organisation_id", "person_id"],
        unique=True,
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )


def downgrade() -> None:
    """How it is undone."""
    op.drop_table("work_request")
    for table in map(_table, WITH_STANDINGS):  # whoever only read is not let write
        op.execute(table.delete().where(table.c.standing == "reader"))
    _rename("editor", "member", ("owner", "member"))
    op.drop_column("answer", "from_details")
    op.drop_table("organisation_details")


def _table(name: str) -> sa.TableClause:
    return sa.table(name, sa.column("standing", sa.String()))


def _rename(before: str, after: str, words: tuple[str, ...]) -> None:
    """Call a standing otherwise, and allow `words` from now on. Both tables have no triggers that would be lost."""
    allowed = ", ".join(f"'{word}'" for word in words)
    for name in WITH_STANDINGS:
        check, table = op.f(f"ck_{name}_standing"), _table(name)
        with op.batch_alter_table(name) as batch_op:
            batch_op.drop_constraint(check, type_="check")
        op.execute(table.update().where(table.c.standing == before).values(standing=after))
        with op.batch_alter_table(name) as batch_op:
            batch_op.create_check_constraint(check, f"standing IN ({allowed})")
