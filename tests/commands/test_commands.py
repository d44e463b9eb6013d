"""The commands for the schema, organisers, people and the audit chain: what they do, and one line when they don't."""

import pytest
from sqlalchemy import text, update

from app.accounts.records import Account, Passkey
from competition.foundation.act import SYSTEM, acting
from competition.foundation.audit import AuditEvent, head_of
from competition.foundation.clock import now
from competition.foundation.outbox import OutboxMessage
from competition.organisation.entry_records import Invitation
from competition.organisation.operations import Applicant, find_or_make
from competition.organisation.records import Organiser, Person, Staff, StaffRole, Standing
from tests.commands.conftest import all_of, refused


@pytest.fixture
def liepaja(flask) -> None:
    assert flask("organisers", "create", "liepaja", "Liepāja").exit_code == 0


def test_an_organiser_is_created_with_its_event(flask, session):
    result = flask("organisers", "create", "liepaja", "Liepājas Izglītības pārvalde")

    assert (result.exit_code, result.stdout) == (0, "organiser liepaja is there\n")
    assert [one.name for one in all_of(session, Organiser)] == ["Liepājas Izglītības pārvalde"]
    assert [(one.verb, one.actor) for one in all_of(session, AuditEvent)] == [("organiser.created", "system")]


def test_a_second_organiser_with_the_same_slug_is_refused(flask, liepaja):
    assert refused(flask("organisers", "create", "liepaja", "Cita")) == "The short name “liepaja” is taken."


def test_a_coordinator_is_created_with_a_printed_password(flask, session, liepaja):
    result = flask("users", "create", "Anna@Example.org", "--role", "coordinator", "--organiser", "liepaja")

    assert result.exit_code == 0
    assert result.stdout.startswith("Anna@example.org may sign in; the password is ")
    (person,) = all_of(session, Person)
    assert (person.email, person.name) == ("anna@example.org", "Anna")
    assert [(one.role, one.person_id) for one in all_of(session, StaffRole)] == [(Staff.COORDINATOR, person.id)]
    assert [(one.person_id, one.active) for one in all_of(session, Account)] == [(person.id, True)]


def test_the_second_step_of_somebody_who_lost_the_phone_is_switched_off(flask, session):
    flask("users", "create", "anna@example.org", "--role", "applicant")
    assert refused(flask("users", "codes-off", "anna@example.org")) == "'anna@example.org' has no second step"
    session.execute(update(Account).values(code_secret="kept", code_since=now(), fs_uniquifier="before"))
    session.commit()

    assert flask("users", "codes-off", "Anna@Example.org").exit_code == 0

    session.expire_all()
    (account,) = all_of(session, Account)
    assert account.code_secret is None
    assert account.fs_uniquifier != "before"  # every session names it
    assert [one.kind for one in all_of(session, OutboxMessage)] == ["codes-off"]


def test_the_passkeys_of_somebody_who_lost_the_device_are_taken_away(flask, session):
    flask("users", "create", "anna@example.org", "--role", "applicant")
    (account,) = all_of(session, Account)
    kept = {"credential": "AA", "public_key": b"", "sign_count": 0, "name": "Telefons", "made_at": now()}
    session.add(Passkey(account_id=account.id, **kept))
    session.commit()

    result = flask("users", "codes-off", "anna@example.org")

    assert result.stdout == "anna@example.org signs in by the password alone; passkeys and recovery codes are off\n"
    session.expire_all()
    assert all_of(session, Passkey) == []
    assert [one.kind for one in all_of(session, OutboxMessage)] == ["codes-off"]


def test_an_applicant_needs_no_organiser_and_gets_no_role(flask, session):
    assert flask("users", "create", "ngo@example.org", "--role", "applicant").exit_code == 0

    assert all_of(session, StaffRole) == []


def test_the_administrators_role_belongs_to_no_organiser(flask, session):
    assert flask("users", "create", "root@example.org", "--role", "administrator").exit_code == 0

    assert [(one.role, one.organiser_id) for one in all_of(session, StaffRole)] == [(Staff.ADMINISTRATOR, None)]


def test_a_password_that_is_asked_for_is_not_printed(flask):
    words = ("users", "create", "ngo@example.org", "--role", "applicant", "--ask-password")

    result = flask(*words, input="saule mēness vējš\nsaule mēness vējš\n")

    assert (result.exit_code, result.stdout) == (0, "ngo@example.org may sign in\n")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("īsa", "A password has at least 10 characters: take three or four unrelated words."),
        (
            "parole1234",
            "This password is among the first that somebody would try: take three or four unrelated words.",
        ),
    ],
)
def test_a_password_that_is_asked_for_obeys_the_rule_of_all(flask, session, password, sentence):
    words = ("users", "create", "ngo@example.org", "--role", "applicant", "--ask-password")

    assert sentence in flask(*words, input=f"{password}\n{password}\n").stderr

    assert all_of(session, Person) == []


def test_somebody_is_invited_to_an_organisation_that_is_known_already(flask, session):
    with acting(session, SYSTEM) as act:
        organisation = find_or_make(act, Applicant("Biedrība „Saule”", "40008999014"))
        act.note("test.named", organisation)

    result = flask("users", "invite", "Anna@Example.org", "--organisation", "40008999014")

    assert (result.exit_code, result.stdout) == (0, "an invitation goes to anna@example.org\n")
    assert [(one.email, one.organisation_id, one.standing) for one in all_of(session, Invitation)] == [
        ("anna@example.org", organisation.id, Standing.OWNER)
    ]
    assert [(one.kind, one.address, one.language) for one in all_of(session, OutboxMessage)] == [
        ("invitation", "anna@example.org", "lv")
    ]


def test_staff_are_invited_to_their_role(flask, session, liepaja):
    words = ("--role", "coordinator", "--organiser", "liepaja", "--language", "en")

    assert flask("users", "invite", "anna@example.org", *words).exit_code == 0

    assert [(one.role, one.language) for one in all_of(session, Invitation)] == [(Staff.COORDINATOR, "en")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "say either --organisation or --role"),
        (("--organisation", "40008999014", "--role", "auditor"), "say either --organisation or --role"),
        (("--organisation", "40008999014"), "no organisation has the registration number '40008999014'"),
        (("--role", "auditor"), "This role belongs to an organiser; only the administrator’s does not."),
    ],
)
def test_an_invitation_to_nothing_is_refused(flask, session, words, sentence):
    assert refused(flask("users", "invite", "anna@example.org", *words)) == sentence

    assert all_of(session, Invitation) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "coordinator"), "This role belongs to an organiser; only the administrator’s does not."),
        (
            ("--role", "auditor", "--organiser", "nekur"),
            "no organiser has the short name 'nekur'; `flask organisers create` makes one",
        ),
    ],
)
def test_a_refused_person_leaves_nothing_behind(flask, session, words, sentence):
    assert refused(flask("users", "create", "anna@example.org", *words)) == sentence

    assert all_of(session, Person) + all_of(session, Account) + all_of(session, AuditEvent) == []


def test_what_is_no_address_is_refused(flask):
    assert refused(flask("users", "create", "anna@@example.org", "--role", "applicant")).startswith(
        "'anna@@example.org' is not an e-mail address: "
    )


def test_a_person_who_is_known_is_refused(flask):
    flask("users", "create", "anna@example.org", "--role", "applicant")

    assert refused(flask("users", "create", "anna@example.org", "--role", "applicant")) == (
        "A person with this e-mail address is known already."
    )


def test_a_whole_chain_is_told_with_its_head(flask, session, liepaja):
    result = flask("audit", "verify")

    head = head_of(session).hash
    assert result.exit_code == 0
    assert result.stdout == f"1 events, every one as it was written; the head is {head}\n"


def test_a_broken_chain_ends_with_one_and_a_line_a_fault(flask, session, liepaja):
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER audit_event_update_guard"))
    else:
        session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(text("UPDATE audit_event SET verb = 'organiser.removed'"))
    session.commit()

    result = flask("audit", "verify")

    assert (result.exit_code, result.stdout) == (1, "event 1: changed: its content does not give its hash\n")


def test_the_schema_is_told_checked_taken_back_and_brought_up(flask):
    assert flask("db", "current").stdout.endswith(" (head)\n")
    assert flask("db", "check").exit_code == 0
    assert flask("db", "downgrade", "-1").exit_code == 0
    assert "(head)" not in flask("db", "current").stdout
    assert flask("db", "upgrade").exit_code == 0
    assert flask("db", "check").exit_code == 0


def test_an_unknown_revision_is_refused(flask):
    assert refused(flask("db", "upgrade", "nekas")) == "Can't locate revision identified by 'nekas'"


def test_a_database_without_tables_is_told_in_one_line(flask, tmp_path, monkeypatch):
    monkeypatch.setenv("KONKURSS_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")

    assert refused(flask("audit", "verify")).endswith("`flask db upgrade` brings it to this version")


def test_a_wrong_setting_is_told_in_one_line(flask, monkeypatch):
    monkeypatch.setenv("KONKURSS_MAIL_URL", "pigeon://roof")

    assert refused(flask("organisers", "create", "liepaja", "Liepāja")).startswith("KONKURSS_MAIL_URL must begin with ")
