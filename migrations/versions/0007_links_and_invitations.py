"""Links by e-mail, invitations, and messages to an address where nobody is known by it yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What the change adds."""
    op.create_table(
        "mailed_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("confirm", "recover", "address", name="link_purpose", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("leads_to", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'confirm') = (person_id IS NULL)", name=op.f("ck_mailed_link_of_a_person_or_a_registration")
        ),
        sa.CheckConstraint(
            "purpose = 'confirm' OR password IS NULL", name=op.f("ck_mailed_link_only_a_registration_has_a_password")
        ),
        sa.CheckConstraint("until >= made_at", name=op.f("ck_mailed_link_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mailed_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailed_link")),
    )
    with op.batch_alter_table("mailed_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailed_link_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_mailed_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("membership", "seat", "role", name="invited_to", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "standing",
            sa.Enum("owner", "member", name="standing", native_enum=False, create_constraint=True),
            nullable=True,
        ),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("organiser_id", sa.Uuid(), nullable=True),
        sa.Column(
            "role",
            sa.Enum("coordinator", "auditor", "administrator", name="staff", native_enum=False, create_constraint=True),
            nullable=True,
        ),
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(organiser_id IS NOT NULL) = (role IS NOT NULL AND role <> 'administrator')",
            name=op.f("ck_invitation_administrators_belong_to_no_organiser"),
        ),
        sa.CheckConstraint(
            "(purpose = 'membership') = (organisation_id IS NOT NULL)",
            name=op.f("ck_invitation_membership_of_something"),
        ),
        sa.CheckConstraint(
            "(purpose = 'membership') = (standing IS NOT NULL)", name=op.f("ck_invitation_membership_has_its_standing")
        ),
        sa.CheckConstraint("(purpose = 'role') = (role IS NOT NULL)", name=op.f("ck_invitation_role_is_named")),
        sa.CheckConstraint("(purpose = 'seat') = (member_id IS NOT NULL)", name=op.f("ck_invitation_seat_of_somebody")),
        sa.CheckConstraint(
            "(accepted_at IS NULL) = (accepted_by_id IS NULL)", name=op.f("ck_invitation_accepted_by_somebody")
        ),
        sa.CheckConstraint("until >= invited_at", name=op.f("ck_invitation_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["person.id"], name=op.f("fk_invitation_accepted_by_id")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"], name=op.f("fk_invitation_invited_by_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["committee_member.id"], name=op.f("fk_invitation_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_invitation_organiser_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_organisation_id"), ["organisation_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(), nullable=True))
        batch_op.alter_column("person_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_to_a_person_or_to_an_address"), "(person_id IS NULL) = (address IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_an_address_has_its_language"), "(address IS NULL) = (language IS NULL)"
        )


def downgrade() -> None:
    """How it is undone."""
    op.execute("DELETE FROM outbox WHERE person_id IS NULL")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_outbox_an_address_has_its_language"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_outbox_to_a_person_or_to_an_address"), type_="check")
        batch_op.alter_column("person_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column("language")
        batch_op.drop_column("address")

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_member_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_email"))

    op.drop_table("invitation")
    with op.batch_alter_table("mailed_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailed_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_mailed_link_email"))

    op.drop_table("mailed_link")
