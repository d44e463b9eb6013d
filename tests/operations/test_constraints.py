"""What the rules forbid, the database forbids too: a change that can't be true, and the constraint that refuses it.

Comparing the schema (`command.check`) does not see a lost CHECK or a new word in one; this table does. Each line takes
a row that the database would take (`true_rows`), changes it, and names what refuses it.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from sqlalchemy import (
    CheckConstraint,
    Connection,
    Constraint,
    Engine,
    Enum,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    create_engine,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from app.schema import metadata
from competition.foundation.engine import WRITING, prepare_engine
from tests.conftest import ENGINES
from tests.databases import migrated_file
from tests.operations.rows import AT, LATER, Row, World, furnish, true_rows
from tests.operations.test_migrations import NEVER_CHANGED


class Line(NamedTuple):
    """A change to a true row of `table` that `refused_by` refuses."""

    refused_by: str
    table: str
    change: Callable[[World], Row]


def line(refused_by: str, table: str, change: Callable[[World], Row] | None = None, /, **changed: Any) -> Line:
    return Line(refused_by, table, change or (lambda _: changed))


def the_same(refused_by: str, table: str, *columns: str) -> Line:
    """A new row that says in `columns` what the row of the round says already."""
    return Line(refused_by, table, lambda world: {name: world.here.rows[table][name] for name in columns})


def across(refused_by: str, table: str, column: str, of: str) -> Line:
    """A row that ties something of this call to the other organiser's call."""
    return Line(refused_by, table, lambda world: {column: world.there.key(of)})


def by(world: World) -> Row:
    """Answered by somebody."""
    return {"answered_by_id": world.person["id"]}


NO_TIME = {"implementation_until_at": None, "months_min": 1, "months_max": 2}
A_ROLE = {"purpose": "role", "organisation_id": None, "standing": None, "role": "auditor", "organiser_id": uuid4()}
ANSWERED, LET = {"answered_at": AT}, {"standing": "reader"}
SENT = {"sent_at": AT, "sent_by": "post", "notified_on": AT.date(), "contest_until": LATER.date()}

LINES = [
    # one of a kind
    line("uq_organiser_slug", "organiser", lambda world: {"slug": world.organiser["slug"]}),
    line("uq_person_email", "person", lambda world: {"email": world.person["email"]}),
    line("one_account_per_person", "account", lambda world: {"person_id": world.person["id"]}),
    line("ck_account_codes_since_when", "account", code_secret="kept"),
    line("ck_account_codes_since_when", "account", code_since=AT),
    line("one_code_once", "recovery_code", digest="one"),
    line("uq_passkey_credential", "passkey", credential="one"),
    line("uq_account_email", "account", email="one@example.org"),
    line("uq_account_fs_uniquifier", "account", fs_uniquifier="one"),
    line(
        "one_organisation_per_registration_number",
        "organisation",
        lambda world: {"registration_number": world.organisation["registration_number"]},
    ),
    line("one_spelling_once", "organisation_spelling", folded="biedriba"),
    line("one_membership_once", "membership", lambda world: {"person_id": world.person["id"]}),
    line("one_role_once", "staff_role", role="auditor"),
    line("one_call_per_slug", "call", lambda world: {"slug": world.here.call["slug"]}),
    the_same("one_amendment_per_number", "amendment", "number"),
    the_same("one_version_per_document", "call_document", "version"),
    the_same("one_form_per_version", "form_version", "version"),
    the_same("one_requirement_per_code", "eligibility_criterion", "code"),
    the_same("one_criterion_per_code", "quality_criterion", "code"),
    the_same("one_criterion_per_tie_break_place", "quality_criterion", "tie_break_place"),
    the_same("one_level_per_position", "quality_level", "position"),
    the_same("one_application_per_number", "application", "number"),
    the_same("one_application_per_position", "application", "position"),
    the_same("one_answer_per_question", "answer", "application_id", "question"),
    the_same("one_revision_per_number", "revision", "number"),
    the_same("one_submission_per_version", "submission", "application_id", "version"),
    the_same("one_notice_per_deadline", "unsent_notice", "kind"),
    the_same("one_acceptance_per_application", "late_acceptance", "application_id"),
    the_same("one_finding_per_requirement", "finding", "application_id"),
    the_same("one_clarification_per_application", "clarification", "application_id"),
    the_same("one_clarifying_text_per_question", "clarifying_text", "question"),
    the_same("one_answer_per_version", "clarification_answer", "version"),
    the_same("one_member_per_key", "committee_member", "key"),
    line("one_seat_per_person", "committee_member", lambda world: {"person_id": world.person["id"]}),
    line("one_chair_per_call", "committee_member", seat="chair"),
    the_same("one_declaration_once", "declaration", "application_id", "member_id"),
    the_same("one_closure_at_a_time", "scoring_closure", "call_id"),
    the_same("one_meeting_decides", "meeting", "call_id"),
    line("pk_letter_numbering", "letter_numbering", year=2020),
    the_same("one_conflict_once", "conflict", "application_id", "member_id"),
    line(
        "one_standing_conflict",
        "staff_conflict",
        lambda world: world.here.rows["staff_conflict"] | {"id": uuid4(), "lifted_at": None, "lifted_by": None},
    ),
    the_same("one_sheet_per_member_and_application", "score_sheet", "application_id", "member_id"),
    the_same("one_sheet_per_position", "score_sheet", "position"),
    the_same("pk_score", "score", "criterion_id"),
    the_same("one_order_per_position", "tie_order", "position"),
    the_same("pk_tie_order_place", "tie_order_place", "place"),
    the_same("one_place_per_application", "tie_order_place", "application_id"),
    the_same("one_decision_per_call", "decision", "call_id", "organiser_id"),
    the_same("one_decision_per_application", "decision_item", "application_id"),
    the_same("one_award_per_application", "award", "application_id"),
    the_same("one_notice_per_application", "notice", "application_id"),
    the_same("one_letter_per_number", "notice", "number"),
    # what a row may say
    line("ck_audit_head_one_row", "audit_head", id=2, number=0, hash=""),
    line("ck_organisation_registration_number_has_11_digits", "organisation", registration_number="4000812345"),
    line("ck_staff_role_administrators_belong_to_no_organiser", "staff_role", role="administrator"),
    line("ck_staff_role_administrators_belong_to_no_organiser", "staff_role", organiser_id=None),
    line("ck_outbox_to_a_person_or_to_an_address", "outbox", person_id=None),
    line("ck_outbox_to_a_person_or_to_an_address", "outbox", address="a@example.org", language="lv"),
    line("ck_outbox_an_address_has_its_language", "outbox", person_id=None, address="a@example.org"),
    line("ck_mailed_link_ends_after_it_begins", "mailed_link", made_at=LATER, until=AT),
    line("ck_mailed_link_of_a_person_or_a_registration", "mailed_link", person_id=None),
    line("ck_mailed_link_of_a_person_or_a_registration", "mailed_link", purpose="confirm"),
    line("ck_mailed_link_only_a_registration_has_a_password", "mailed_link", password="x"),
    line("one_request_waits", "work_request", lambda world: {"person_id": world.person["id"]}),
    line("ck_work_request_ends_after_it_begins", "work_request", asked_at=LATER, until=AT),
    line("ck_work_request_answered_by_somebody", "work_request", answered_at=AT, reason="…"),
    line("ck_work_request_answered_somehow", "work_request", standing="reader"),
    line("ck_work_request_answered_somehow", "work_request", lambda world: ANSWERED | by(world)),
    line("ck_work_request_let_or_declined", "work_request", lambda world: ANSWERED | by(world) | LET | {"reason": "…"}),
    line("ck_organisation_details_account_has_the_length_of_an_iban", "organisation_details", account="LV80BANK"),
    line("ck_organisation_details_signatory_is_whole", "organisation_details", signatory_name=None),
    line("ck_organisation_details_signatory_is_whole", "organisation_details", signatory_ground=None),
    line("ck_invitation_ends_after_it_begins", "invitation", invited_at=LATER, until=AT),
    line("ck_invitation_membership_of_something", "invitation", organisation_id=None),
    line("ck_invitation_membership_has_its_standing", "invitation", standing=None),
    line("ck_invitation_seat_of_somebody", "invitation", lambda world: {"member_id": world.other_member["id"]}),
    line("ck_invitation_role_is_named", "invitation", role="administrator"),
    line("ck_invitation_administrators_belong_to_no_organiser", "invitation", **A_ROLE | {"organiser_id": None}),
    line(
        "ck_invitation_administrators_belong_to_no_organiser",
        "invitation",
        lambda world: {"organiser_id": world.organiser["id"]},
    ),
    line("ck_invitation_accepted_by_somebody", "invitation", accepted_at=AT),
    line("ck_call_award_is_positive", "call", award_amount=Decimal(0)),
    line("ck_call_quota_or_budget", "call", quota=None),
    line("ck_call_quota_or_budget", "call", budget=Decimal(1)),
    line("ck_call_quota_is_not_negative", "call", quota=-1),
    line("ck_call_budget_is_not_negative", "call", quota=None, budget=Decimal(-1)),
    line("ck_call_at_least_one_sheet", "call", minimum_sheets=0),
    line("ck_call_opens_before_its_deadline", "call", opens_at=LATER, deadline_at=AT),
    line("ck_call_implementation_is_whole", "call", implementation_from_at=AT),
    line("ck_call_implementation_is_whole", "call", implementation_from_at=AT, **NO_TIME),
    line(
        "ck_call_implementation_in_order",
        "call",
        **NO_TIME | {"implementation_from_at": LATER, "implementation_until_at": AT},
    ),
    line(
        "ck_call_months_in_order",
        "call",
        **NO_TIME | {"implementation_from_at": AT, "implementation_until_at": LATER, "months_min": 3},
    ),
    line("ck_numbering_last_is_not_negative", "numbering", last=-1),
    line("ck_amendment_numbered_from_one", "amendment", number=0),
    line("ck_unsent_notice_known_notice", "unsent_notice", kind="later"),
    line("ck_form_version_forms_from_one", "form_version", version=0),
    line("ck_call_document_size_is_not_negative", "call_document", size=-1),
    line("ck_quality_criterion_step_is_positive", "quality_criterion", step=Decimal(0)),
    line("ck_quality_criterion_scale_in_order", "quality_criterion", minimum=Decimal(6)),
    line("ck_quality_criterion_weight_is_not_negative", "quality_criterion", weight=Decimal(-1)),
    line("ck_application_numbered_once_submitted", "application", state="draft"),
    line(
        "ck_application_numbered_once_submitted",
        "application",
        **dict.fromkeys(("number", "position", "channel", "received_at")),
    ),
    line("ck_application_intake_is_whole", "application", channel=None),
    line("ck_application_intake_is_whole", "application", received_at=None),
    line("ck_application_intake_is_whole", "application", position=None),
    line("ck_application_withdrawn_at_an_instant", "application", state="withdrawn"),
    line("ck_application_withdrawn_at_an_instant", "application", withdrawn_at=LATER),
    line(
        "ck_application_withdrawn_after_receipt", "application", state="withdrawn", received_at=LATER, withdrawn_at=AT
    ),
    line("ck_application_wins_are_not_negative", "application", wins_before=-1),
    line("ck_kept_file_digest_is_a_sha256", "kept_file", digest="0"),
    line("ck_kept_file_size_is_not_negative", "kept_file", size=-1),
    line("ck_kept_file_an_infected_file_has_its_virus", "kept_file", scan="infected"),
    line("ck_kept_file_an_infected_file_has_its_virus", "kept_file", virus="Eicar"),
    line("ck_kept_file_folded_sign_by_sign", "kept_file", folded="a"),
    line("ck_attachment_size_is_not_negative", "attachment", size=-1),
    line(
        "ck_attachment_replaced_is_removed",
        "attachment",
        lambda world: {"replaced_by": world.here.key("attachment")},
    ),
    line("ck_revision_revisions_from_one", "revision", number=0),
    line("ck_revision_sitting_in_order", "revision", since=LATER),
    line("ck_revision_gone_is_not_negative", "revision", gone=-1),
    line("ck_submission_versions_from_one", "submission", version=0),
    line("ck_clarification_ends_after_it_is_asked", "clarification", asked_at=LATER),
    line("ck_clarifying_file_size_is_not_negative", "clarifying_file", size=-1),
    line(
        "ck_clarifying_file_replaced_is_removed",
        "clarifying_file",
        lambda world: {"replaced_by": world.here.key("clarifying_file")},
    ),
    line("ck_clarification_answer_answers_from_one", "clarification_answer", version=0),
    line("ck_clarification_answer_received_before_it_is_written_down", "clarification_answer", received_at=LATER),
    line("ck_notice_sent_with_its_number", "notice", number=None, dated=None, **SENT),
    line("ck_notice_numbered_and_dated", "notice", number=None),
    line("ck_notice_sending_is_whole", "notice", **SENT | {"sent_by": None}),
    line("ck_notice_sending_is_whole", "notice", **SENT | {"notified_on": None}),
    line("ck_notice_sending_is_whole", "notice", **SENT | {"contest_until": None}),
    line("ck_letter_numbering_last_is_not_negative", "letter_numbering", last=-1),
    line("ck_meeting_votes_are_not_negative", "meeting", votes_against=-1),
    line("ck_scoring_closure_reopened_for_a_reason", "scoring_closure", reopened_at=LATER),
    line("ck_scoring_closure_reopened_for_a_reason", "scoring_closure", reason="Kļūda"),
    line("ck_staff_conflict_lifted_by_somebody", "staff_conflict", lifted_at=None),
    line(
        "ck_staff_conflict_nobody_lifts_their_own",
        "staff_conflict",
        lambda world: {"lifted_by": world.person["id"]},
    ),
    # an award is the call's flat amount, no more and no less
    line("flat_amount", "award", amount=Decimal("4600.01")),
    line("flat_amount", "award", amount=Decimal("4599.99")),
    # nothing ties two organisers' calls together
    line("fk_decision_call_id_organiser_id", "decision", lambda world: {"organiser_id": _stranger(world)}),
    line("fk_notice_call_id_organiser_id", "notice", lambda world: {"organiser_id": _stranger(world)}),
    across("fk_submission_application_id_call_id", "submission", "application_id", "application"),
    across("fk_late_acceptance_application_id_call_id", "late_acceptance", "application_id", "application"),
    across("fk_clarification_application_id_call_id", "clarification", "application_id", "application"),
    *(
        line(f"fk_{table}_clarification_id_application_id", table, application_id=uuid4())
        for table in ("clarifying_text", "clarifying_file", "clarification_answer", "clarification_reminder")
    ),
    across("fk_finding_application_id_call_id", "finding", "application_id", "application"),
    across("fk_finding_criterion_id_call_id", "finding", "criterion_id", "eligibility_criterion"),
    across("fk_declaration_application_id_call_id", "declaration", "application_id", "application"),
    across("fk_declaration_member_id_call_id", "declaration", "member_id", "committee_member"),
    across("fk_conflict_application_id_call_id", "conflict", "application_id", "application"),
    across("fk_conflict_member_id_call_id", "conflict", "member_id", "committee_member"),
    across("fk_staff_conflict_application_id_call_id", "staff_conflict", "application_id", "application"),
    across("fk_score_sheet_application_id_call_id", "score_sheet", "application_id", "application"),
    across("fk_score_sheet_member_id_call_id", "score_sheet", "member_id", "committee_member"),
    across("fk_score_sheet_id_call_id", "score", "sheet_id", "score_sheet"),
    across("fk_score_criterion_id_call_id", "score", "criterion_id", "quality_criterion"),
    across("fk_tie_order_place_order_id_call_id", "tie_order_place", "order_id", "tie_order"),
    across("fk_tie_order_place_application_id_call_id", "tie_order_place", "application_id", "application"),
    across("fk_decision_item_decision_id_call_id", "decision_item", "decision_id", "decision"),
    across("fk_decision_item_application_id_call_id", "decision_item", "application_id", "application"),
    across("fk_award_application_id_call_id", "award", "application_id", "application"),
    across("fk_award_decision_id_call_id", "award", "decision_id", "decision"),
    across("fk_notice_application_id_call_id", "notice", "application_id", "application"),
    across("fk_reading_application_id_call_id", "reading", "application_id", "application"),
]


def _stranger(world: World) -> Any:
    return world.there.call["organiser_id"]


def constraints() -> dict[str, tuple[str, Constraint | Index]]:
    """Every constraint and every unique index by name, with its table."""
    found: dict[str, tuple[str, Constraint | Index]] = {}
    for table in metadata.sorted_tables:
        unique = (index for index in table.indexes if index.unique)
        for one in sorted((*table.constraints, *unique), key=lambda one: str(one.name)):
            found[str(one.name)] = (table.name, one)
    return found


CONSTRAINTS = constraints()


NO_MEMBERSHIP = {"organisation_id": None, "standing": None}
WITH: dict[tuple[str, str], Row] = {
    ("notice", "sent_by"): SENT,
    ("attachment", "replaced_by"): {"removed_at": AT},
    ("clarifying_file", "replaced_by"): {"removed_at": AT},
    ("invitation", "role"): A_ROLE,
    ("invitation", "organiser_id"): A_ROLE,
    ("invitation", "purpose"): NO_MEMBERSHIP,
    ("invitation", "member_id"): NO_MEMBERSHIP | {"purpose": "seat"},
    ("invitation", "accepted_by_id"): {"accepted_at": AT},
    ("work_request", "answered_by_id"): ANSWERED | LET,
    ("work_request", "standing"): ANSWERED | {"answered_by_id": uuid4()},
}
"""What else a row must say where a key or a word is wrong, for nothing else to be wrong with it."""


def unknown_keys() -> Iterator[Line]:
    """A key that nothing has, for every reference of one column."""
    for name, (table, one) in CONSTRAINTS.items():
        if isinstance(one, ForeignKeyConstraint) and len(one.column_keys) == 1:
            key = one.column_keys[0]
            yield line(name, table, **WITH.get((table, key), {}) | {key: uuid4()})


def unknown_words() -> Iterator[Line]:
    """A word that none of ours is, for every enumeration."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum):
                with_it = WITH.get((table.name, column.name), {})
                yield line(f"ck_{table.name}_{column.type.name}", table.name, **with_it | {column.name: "x"})


ALL_LINES = [*LINES, *unknown_keys(), *unknown_words()]


def is_carrier(one: Constraint | Index) -> bool:
    """A key that the primary key implies: it refuses nothing, composite references need it."""
    columns = {column.name for column in one.columns} if isinstance(one, UniqueConstraint) else set()
    return "id" in columns


@pytest.fixture(scope="module", params=ENGINES)
def furnished(request, tmp_path_factory) -> Iterator[tuple[Engine, World]]:
    """A database with the world in it; every case gives back what it changed."""
    if request.param == "sqlite":
        yield from _furnished(f"sqlite:///{migrated_file(tmp_path_factory.mktemp('constraints'))}")
        return
    with request.getfixturevalue("cluster").migrated() as url:
        yield from _furnished(url)


def _furnished(url: str) -> Iterator[tuple[Engine, World]]:
    engine = prepare_engine(create_engine(url, execution_options={WRITING: True}))
    try:
        with engine.begin() as connection:
            world = furnish(connection)
            insert_known_names(connection, world)
        yield engine, world
    finally:
        engine.dispose()


def insert_known_names(connection: Connection, world: World) -> None:
    """The names that the lines above give a second time."""
    accounts, members = metadata.tables["account"], metadata.tables["committee_member"]
    connection.execute(update(accounts).values(email="one@example.org", fs_uniquifier="one"))
    its_chair = members.c.id == world.here.key("committee_member")
    connection.execute(update(members).where(its_chair).values(person_id=world.person["id"]))


@pytest.fixture
def connection(furnished) -> Iterator[Connection]:
    engine, _ = furnished
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def world(furnished) -> World:
    return furnished[1]


@pytest.mark.parametrize("case", ALL_LINES, ids=lambda case: f"{case.refused_by}-{case.table}")
def test_a_change_that_cannot_be_true_is_refused_by_its_constraint(connection, world, case):
    row = true_rows(world).get(case.table, {}) | case.change(world)

    with pytest.raises(IntegrityError) as refused:
        connection.execute(insert(metadata.tables[case.table]).values(row))

    assert refuser(refused.value, connection.dialect.name) == expected_refuser(case.refused_by, connection.dialect.name)


@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables if table.name != "audit_head"])
def test_without_the_change_the_database_takes_the_row(connection, world, table):
    how_many = select(func.count()).select_from(metadata.tables[table])
    before = connection.scalar(how_many)

    connection.execute(insert(metadata.tables[table]).values(true_rows(world)[table]))

    assert connection.scalar(how_many) == before + 1


def test_every_constraint_has_its_line():
    simple_keys = {name for name, (_, one) in CONSTRAINTS.items() if is_simple_key(one)}
    carriers = {name for name, (_, one) in CONSTRAINTS.items() if is_carrier(one)}

    assert set(CONSTRAINTS) - simple_keys - carriers == {case.refused_by for case in ALL_LINES}


def is_simple_key(one: Constraint | Index) -> bool:
    return isinstance(one, PrimaryKeyConstraint) and len(one.columns) == 1


def test_every_carrier_carries_a_reference():
    carried = {
        (one.referred_table.name, frozenset(element.column.name for element in one.elements))
        for _, one in CONSTRAINTS.values()
        if isinstance(one, ForeignKeyConstraint)
    }

    for table, one in CONSTRAINTS.values():
        if is_carrier(one):
            assert (table, frozenset(column.name for column in one.columns)) in carried


@pytest.mark.parametrize("table", NEVER_CHANGED)
@pytest.mark.parametrize("action", ["UPDATE", "DELETE"])
def test_what_was_done_is_never_changed(connection, table, action):
    rows = metadata.tables[table]
    first = next(iter(rows.columns))
    statement = update(rows).values({first: first}) if action == "UPDATE" else delete(rows)

    with pytest.raises(IntegrityError) as refused:
        connection.execute(statement)

    assert f"{table} is never changed: {action} refused" in str(refused.value.orig)


def refuser(error: IntegrityError, engine: str) -> str:
    """What refused, as the engine names it."""
    if engine == "postgresql":
        return error.orig.diag.constraint_name
    return str(error.orig)


def expected_refuser(name: str, engine: str) -> str:
    """SQLite names a CHECK; of a key it names the columns, of a reference nothing."""
    if engine == "postgresql":
        return name
    table, one = CONSTRAINTS[name]
    if isinstance(one, CheckConstraint):
        return f"CHECK constraint failed: {name}"
    if isinstance(one, ForeignKeyConstraint):
        return "FOREIGN KEY constraint failed"
    columns = ", ".join(f"{table}.{column.name}" for column in one.columns)
    return f"UNIQUE constraint failed: {columns}"
