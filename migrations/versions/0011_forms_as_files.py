"""A call's form as a file in versions, in the place of the name of a form that the code knew."""

import hashlib
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME = "sections-1"
TEXT = (Path(__file__).parents[1] / "forms" / f"{NAME}.toml").read_text(encoding="utf-8")
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
CALL = sa.table(
    "call", sa.column("id", sa.Uuid()), sa.column("form"), sa.column("opens_at", sa.DateTime(timezone=True))
)
APPLICATION = sa.table("application", sa.column("call_id", sa.Uuid()), sa.column("form"))


def upgrade() -> None:
    """What the change adds; calls and applications that had the form keep it, as a file."""
    versions = op.create_table(
        "form_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_form_version_forms_from_one")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_form_version_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("call_id", "version", name=op.f("one_form_per_version")),
    )
    op.create_index("ix_form_version_digest", "form_version", ["digest"])
    op.add_column("application", sa.Column("form", sa.String(), nullable=True))
    calls = op.get_bind().execute(sa.select(CALL.c.id, CALL.c.opens_at).where(CALL.c.form == NAME)).all()
    if calls:
        op.bulk_insert(
            versions,
            [
                {"id": uuid4(), "call_id": key, "version": 1, "text": TEXT, "digest": DIGEST, "written_at": at}
                for key, at in calls
            ],
        )
    op.execute(CALL.update().where(CALL.c.form == NAME).values(form=DIGEST))
    op.execute(
        APPLICATION.update().values(
            form=sa.select(CALL.c.form).where(CALL.c.id == APPLICATION.c.call_id).scalar_subquery()
        )
    )
    for action in ("UPDATE", "DELETE"):
        _guard(action)


def downgrade() -> None:
    """How it is undone."""
    op.drop_column("application", "form")
    op.execute(CALL.update().where(CALL.c.form.is_not(None)).values(form=NAME))
    op.drop_table("form_version")


def _guard(action: str) -> None:
    """Refuse `action` on every version, as on what else is never changed (0002)."""
    name, refusal = f"form_version_{action.lower()}_guard", f"form_version is never changed: {action} refused"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE {action} ON form_version BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON form_version FOR EACH ROW EXECUTE FUNCTION refuse_change('{refusal}')"
    )
