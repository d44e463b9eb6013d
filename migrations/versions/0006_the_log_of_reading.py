"""The log of reading; and beside the chain of events, where each of them belongs.

What the chain holds already finds its place by what it is about, as far as that is still there.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROLES = ("coordinator", "auditor", "chair", "member", "alternate", "secretary")
SHOWN = ("application", "file", "letter", "export")
SAID = ("id", "at", "person_id", "role", "shown", "call_id", "page", "piece")
# A reading is given its seal once; nothing else of it changes.
SEALING = (
    " AND ".join(f"NEW.{column} = OLD.{column}" for column in SAID)
    + " AND coalesce(CAST(NEW.application_id AS TEXT), '') = coalesce(CAST(OLD.application_id AS TEXT), '')"
    + " AND OLD.seal IS NULL AND NEW.seal IS NOT NULL"
)
GUARDS = (("reading", "UPDATE", SEALING), ("reading", "DELETE", None))
PLACE_GUARDS = (("audit_place", "UPDATE", None), ("audit_place", "DELETE", None))

EVENT = sa.table("audit_event", sa.column("number", sa.BigInteger), sa.column("subject", sa.String))
PLACE = sa.table(
    "audit_place",
    sa.column("number", sa.BigInteger),
    sa.column("organiser_id", sa.Uuid),
    sa.column("call_id", sa.Uuid),
    sa.column("application_id", sa.Uuid),
)
AT_ONCE = 1000

Row = dict[str, Any]


def guard(table: str, action: str, unless: str | None) -> None:
    """Refuse `action` on every row of `table`, unless the condition holds (as in 0002)."""
    name, refusal = f"{table}_{action.lower()}_guard", f"{table} is never changed: {action} refused"
    if op.get_bind().dialect.name == "sqlite":
        when = f"WHEN NOT ({unless}) " if unless else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    when = f"WHEN (NOT ({unless})) " if unless else ""
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW {when}EXECUTE FUNCTION refuse_change('{refusal}')"
    )


def upgrade() -> None:
    """The tables, their guards, and the places of the events that are there."""
    op.create_table(
        "reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(*ROLES, name="read_as", native_enum=False, create_constraint=True, length=11),
            nullable=False,
        ),
        sa.Column(
            "shown", sa.Enum(*SHOWN, name="shown", native_enum=False, create_constraint=True, length=11), nullable=False
        ),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("seal", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reading_person_id")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_reading_call_id")),
        sa.ForeignKeyConstraint(
            ["application_id", "call_id"],
            ["application.id", "application.call_id"],
            name=op.f("fk_reading_application_id_call_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index("ix_reading_call_id_id", "reading", ["call_id", "id"])
    op.create_index("ix_reading_application_id_id", "reading", ["application_id", "id"])
    op.create_index("ix_reading_person_id_at", "reading", ["person_id", "at"])
    op.create_index("ix_reading_seal", "reading", ["seal"])
    op.create_table(
        "audit_place",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organiser_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_place")),
    )
    for column in ("organiser_id", "call_id", "application_id"):
        op.create_index(f"ix_audit_place_{column}_number", "audit_place", [column, "number"])
    _place_events()
    for told in (*GUARDS, *PLACE_GUARDS):
        guard(*told)


def downgrade() -> None:
    """Without either."""
    for table in ("audit_place", "reading"):  # their triggers and indexes go with them
        op.drop_table(table)


def _place_events() -> None:
    bind = op.get_bind()
    places = _places(bind)
    if not places:
        return
    last = 0
    while rows := bind.execute(
        sa.select(EVENT.c.number, EVENT.c.subject).where(EVENT.c.number > last).order_by(EVENT.c.number).limit(AT_ONCE)
    ).all():
        last = rows[-1].number
        found = [{"number": row.number, **places[row.subject]} for row in rows if row.subject in places]
        if found:
            op.bulk_insert(PLACE, found)


def _places(bind: sa.Connection) -> dict[str, Row]:
    """From what an event is about to where it belongs."""
    places: dict[str, Row] = {}

    def learn(table: str, columns: tuple[str, ...], place: Callable[[Any], Row]) -> None:
        asked = sa.table(table, *(sa.column(name, sa.Uuid) for name in columns))
        for row in bind.execute(sa.select(*asked.c)):
            places[f"{table}:{row.id}"] = {"organiser_id": None, "call_id": None, "application_id": None} | place(row)

    learn("organiser", ("id",), lambda row: {"organiser_id": row.id})
    learn("call", ("id", "organiser_id"), lambda row: {"organiser_id": row.organiser_id, "call_id": row.id})
    learn("application", ("id", "call_id"), lambda row: {"call_id": row.call_id, "application_id": row.id})
    learn("committee_member", ("id", "call_id"), lambda row: {"call_id": row.call_id})
    for table in ("score_sheet", "notice"):
        learn(table, ("id", "call_id", "application_id"), _of_application)
    return places


def _of_application(row: Any) -> dict[str, UUID]:
    return {"call_id": row.call_id, "application_id": row.application_id}
