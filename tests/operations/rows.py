"""Rows made directly, for tests of what the database itself allows: two calls of two organisers, and one new row more
of every table that is true beside them.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert

from app.schema import metadata

AT = datetime(2020, 4, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=13)
AMOUNT = Decimal("4600.00")
DIGEST = "0" * 64
Row = dict[str, Any]

_serial = count(1)


def put(connection: Connection, table: str, row: Row) -> Row:
    """Insert the row as it is."""
    connection.execute(insert(metadata.tables[table]).values(row))
    return row


@dataclass
class Round:
    """One call's rows by table, those that others hang on."""

    call: Row
    rows: dict[str, Row] = field(default_factory=dict)

    def key(self, table: str) -> UUID:
        """The key of its row in `table`."""
        return self.rows[table]["id"]


@dataclass
class World:
    """What the database holds before a case: people, an organisation, full rounds of two organisers, a bare call."""

    person: Row
    organiser: Row
    other_organiser: Row  # without a letterhead
    organisation: Row
    here: Round
    there: Round
    bare: Round
    account: Row
    newcomer: Row  # a person who is nothing yet
    unscored: Row  # an application of `here` about which nothing else is said
    other_member: Row  # a member of `here` who has scored nothing
    other_criterion: Row  # a criterion of `here` under which nothing is scored
    unanswered: Row  # a clarification of `here` to which nothing has come, and of which nobody is reminded


def furnish(connection: Connection) -> World:
    """Put the world's rows into an empty database."""
    person = put(connection, "person", a_person())
    organisation = put(connection, "organisation", an_organisation())
    organiser = put(connection, "organiser", an_organiser())
    stranger = put(connection, "organiser", an_organiser())
    here, there, bare = (
        _hold(connection, organiser, organisation, person),
        _hold(connection, stranger, organisation, person),
        Round(put(connection, "call", a_call(organiser))),
    )
    there.rows["application"] = put(connection, "application", an_application(there.call, organisation))
    put(connection, "letterhead", a_letterhead(organiser))
    put(connection, "letter_numbering", {"organiser_id": organiser["id"], "year": 2020, "last": 1})
    put(connection, "membership", _of(person, organisation))
    account = put(connection, "account", an_account(person))
    put(connection, "recovery_code", a_recovery_code(account) | {"digest": "one"})
    put(connection, "passkey", a_passkey(account) | {"credential": "one"})
    put(
        connection,
        "staff_role",
        {"id": uuid4(), "person_id": person["id"], "role": "auditor", "organiser_id": organiser["id"]},
    )
    put(
        connection,
        "organisation_spelling",
        {"id": uuid4(), "organisation_id": organisation["id"], "folded": "biedriba"},
    )
    put(connection, "refused_attempt", a_refused_attempt(person))
    put(connection, "outbox", a_message(person))
    put(connection, "audit_event", an_event(1))
    put(connection, "audit_event", an_event(2))
    put(connection, "audit_place", {"number": 1, "organiser_id": organiser["id"]})
    put(connection, "reading", a_reading(person, here.call))
    put(connection, "receipt_key", a_receipt_key("1"))
    put(connection, "work_request", a_work_request(person, organisation))
    return World(
        person,
        organiser,
        stranger,
        organisation,
        here,
        there,
        bare,
        account,
        newcomer=put(connection, "person", a_person()),
        unscored=put(connection, "application", an_application(here.call, organisation)),
        other_member=put(connection, "committee_member", a_member(here.call)),
        other_criterion=put(connection, "quality_criterion", a_criterion(here.call, 2)),
        unanswered=_ask(connection, here, organisation),
    )


def _ask(connection: Connection, held: Round, organisation: Row) -> Row:
    """Another application of a round, of which something was asked."""
    application = put(connection, "application", an_application(held.call, organisation))
    about = {"call_id": held.call["id"], "application_id": application["id"]}
    return put(connection, "clarification", a_clarification(held.rows["submission"]) | about)


def _hold(connection: Connection, organiser: Row, organisation: Row, person: Row) -> Round:
    """A call with one row of everything."""
    held = Round(put(connection, "call", a_call(organiser)))
    call = held.call

    def keep(table: str, row: Row) -> Row:
        held.rows[table] = put(connection, table, row)
        return row

    application = keep("application", an_application(call, organisation))
    member = keep("committee_member", a_member(call) | {"seat": "chair"})
    criterion = keep("quality_criterion", a_criterion(call, 1))
    about = {"call_id": call["id"], "application_id": application["id"]}
    keep("numbering", {"call_id": call["id"], "pattern": "{year}-{serial}", "last": 1})
    keep("amendment", an_amendment(call, 1))
    keep("eligibility_criterion", a_requirement(call))
    keep("quality_level", a_level(held, 1))
    keep("call_document", a_document(held, 1))
    keep("form_version", a_form(call, 1))
    keep("answer", {"id": uuid4(), "application_id": application["id"], "question": "1", "text": "…", "saved_at": AT})
    keep("revision", a_revision(application))
    keep("attachment", a_file() | {"application_id": application["id"], "slot": "budget", "attached_at": AT})
    keep("submission", a_version() | about)
    keep("unsent_notice", a_notice_of_unsent(application))
    keep("late_acceptance", {"id": uuid4(), "until": LATER, "accepted_at": AT} | about)
    keep("finding", a_finding(held) | about)
    asked = keep("clarification", a_clarification(held.rows["submission"]) | about)
    keep("clarifying_text", {"id": uuid4()} | _of_clarification(asked) | {"question": "1", "text": "…", "saved_at": AT})
    keep("clarifying_file", a_file() | _of_clarification(asked) | {"slot": "budget", "attached_at": AT})
    keep("clarification_answer", an_answer() | _of_clarification(asked))
    keep("clarification_reminder", _of_clarification(asked) | {"told_at": AT})
    keep("declaration", a_declaration(member) | about)
    keep("meeting", a_meeting(call))
    keep("scoring_closure", {"id": uuid4(), "call_id": call["id"], "closed_at": AT})
    keep("conflict", {"id": uuid4(), "member_id": member["id"], "position": 1, "declared_at": AT} | about)
    keep("staff_conflict", {"id": uuid4(), "person_id": person["id"], "declared_at": AT} | about)
    sheet = keep(
        "score_sheet", {"id": uuid4(), "member_id": member["id"], "position": 1, "begun_at": AT, "reasons": {}} | about
    )
    keep("score", a_score(call, sheet, criterion))
    order = keep("tie_order", {"id": uuid4(), "call_id": call["id"], "position": 1, "settled_at": AT})
    keep("tie_order_place", {"order_id": order["id"], "place": 1} | about)
    decision = keep("decision", a_decision(call))
    keep("decision_item", a_ruling(decision) | about)
    keep("award", an_award(decision) | about)
    keep("notice", a_letter(call) | about)
    return held


def true_rows(world: World) -> dict[str, Row]:
    """One new row of every table that the database takes beside the world's."""
    here, call = world.here, world.here.call
    decision, order = here.rows["decision"], here.rows["tie_order"]
    about = {"call_id": call["id"], "application_id": world.unscored["id"]}
    member = {"id": uuid4(), "member_id": world.other_member["id"], "position": 2}
    answered = {"question": "2", "text": "…", "saved_at": AT}
    return {
        "account": an_account(world.newcomer),
        "amendment": an_amendment(call, 2),
        "answer": {"id": uuid4(), "application_id": world.unscored["id"]} | answered,
        "application": an_application(call, world.organisation),
        "attachment": a_file() | {"application_id": world.unscored["id"], "slot": "budget", "attached_at": AT},
        "audit_event": an_event(3),
        "audit_place": {"number": 2, "organiser_id": world.organiser["id"]},
        "award": an_award(decision) | about,
        "call": a_call(world.organiser),
        "call_document": a_document(here, 2),
        "clarification": a_clarification(here.rows["submission"]) | about,
        "clarification_answer": an_answer() | _of_clarification(here.rows["clarification"]) | {"version": 2},
        "clarification_reminder": _of_clarification(world.unanswered) | {"told_at": AT},
        "clarifying_file": a_file()
        | _of_clarification(here.rows["clarification"])
        | {"slot": "budget", "attached_at": AT},
        "clarifying_text": {"id": uuid4()}
        | _of_clarification(here.rows["clarification"])
        | {"question": "2", "text": "…", "saved_at": AT},
        "committee_member": a_member(call) | {"person_id": world.newcomer["id"]},
        "conflict": member | {"declared_at": AT} | about,
        "kept_file": a_content(),
        "declaration": a_declaration(world.other_member) | about,
        "decision": a_decision(world.bare.call),
        "decision_item": a_ruling(decision) | about,
        "eligibility_criterion": a_requirement(call),
        "finding": a_finding(here) | about,
        "form_version": a_form(call, 2),
        "receipt_key": a_receipt_key("2"),
        "invitation": an_invitation(world.organisation),
        "late_acceptance": {"id": uuid4(), "until": LATER, "accepted_at": AT} | about,
        "letter_numbering": {"organiser_id": world.organiser["id"], "year": 2021, "last": 0},
        "letterhead": a_letterhead(world.other_organiser),
        "mailed_link": a_link(world.person),
        "recovery_code": a_recovery_code(world.account),
        "signed_in": {"id": uuid4(), "account_id": world.account["id"], "mark": "u", "browser": "", "began_at": AT},
        "meeting": a_meeting(world.bare.call),
        "membership": _of(world.newcomer, world.organisation),
        "notice": a_letter(call) | about,
        "numbering": {"call_id": world.bare.call["id"], "pattern": "{year}-{serial}", "last": 0},
        "organisation": an_organisation(),
        "organisation_details": some_details(world.organisation),
        "organisation_spelling": a_spelling(world.organisation, "cita"),
        "organiser": an_organiser(),
        "outbox": a_message(world.person),
        "passkey": a_passkey(world.account),
        "person": a_person(),
        "quality_criterion": a_criterion(call, 3),
        "quality_level": a_level(here, 2),
        "reading": a_reading(world.person, call) | about,
        "refused_attempt": a_refused_attempt(world.person),
        "revision": a_revision(here.rows["application"], 2),
        "score": a_score(call, here.rows["score_sheet"], world.other_criterion),
        "scoring_closure": {"id": uuid4(), "call_id": world.bare.call["id"], "closed_at": AT},
        "score_sheet": member | {"begun_at": AT, "reasons": {}} | about,
        "staff_conflict": {"id": uuid4(), "person_id": world.person["id"], "declared_at": AT}
        | {"lifted_at": LATER, "lifted_by": world.newcomer["id"]}
        | about,
        "staff_role": a_role(world.person, world.organiser, "coordinator"),
        "submission": a_version() | about,
        "tie_order": {"id": uuid4(), "call_id": call["id"], "position": 2, "settled_at": AT},
        "tie_order_place": {"order_id": order["id"], "place": 2} | about,
        "unsent_notice": a_notice_of_unsent(here.rows["application"], "last"),
        "work_request": a_work_request(world.newcomer, world.organisation),
    }


def a_revision(application: Row, number: int = 1) -> Row:
    sitting = {"person_id": None, "since": AT, "until": AT, "gone": 0, "brought_back": False}
    return {"id": uuid4(), "application_id": application["id"], "question": "1", "number": number, "text": ""} | sitting


def a_person() -> Row:
    return {"id": uuid4(), "name": "Anna", "email": f"p{next(_serial)}@example.org", "language": "lv", "created_at": AT}


def an_account(person: Row) -> Row:
    one = next(_serial)
    names = {"email": f"a{one}@example.org", "fs_uniquifier": f"u{one}"}
    return {"id": uuid4(), "person_id": person["id"], "active": True} | names


def a_recovery_code(account: Row) -> Row:
    return {"id": uuid4(), "account_id": account["id"], "digest": f"d{next(_serial)}"}


def a_passkey(account: Row) -> Row:
    key = {"credential": f"k{next(_serial)}", "public_key": b"0", "sign_count": 0}
    return {"id": uuid4(), "account_id": account["id"], "name": "Telefons", "made_at": AT} | key


def a_role(person: Row, organiser: Row, role: str) -> Row:
    return {"id": uuid4(), "person_id": person["id"], "role": role, "organiser_id": organiser["id"]}


def an_organiser() -> Row:
    return {"id": uuid4(), "slug": f"o{next(_serial)}", "name": "Pilsēta", "created_at": AT}


def an_organisation() -> Row:
    number = f"40008{next(_serial):06}"
    return {"id": uuid4(), "name": "Biedrība", "registration_number": number, "created_at": AT}


def some_details(organisation: Row) -> Row:
    signs = {"signatory_name": "Anna", "signatory_post": "valdes locekle", "signatory_ground": "statutes"}
    return {"organisation_id": organisation["id"], "account": "LV80BANK0000435195001", "changed_at": AT} | signs


def a_spelling(organisation: Row, folded: str) -> Row:
    return {"id": uuid4(), "organisation_id": organisation["id"], "folded": folded}


def _of(person: Row, organisation: Row) -> Row:
    return {
        "id": uuid4(),
        "person_id": person["id"],
        "organisation_id": organisation["id"],
        "standing": "owner",
    }


def a_call(organiser: Row) -> Row:
    return {
        "id": uuid4(),
        "organiser_id": organiser["id"],
        "slug": f"c{next(_serial)}",
        "state": "published",
        "title": {"lv": "Konkurss"},
        "organiser_name": "Pilsēta",
        "zone_name": "Europe/Riga",
        "opens_at": AT,
        "deadline_at": LATER,
        "award_amount": AMOUNT,
        "currency": "EUR",
        "quota": 3,
        "budget": None,
        "minimum_sheets": 3,
        "publishes_archive": True,
        "publishes_refusals": False,
        "tells_points": True,
        "public_seed": b"0",
    }


def an_amendment(call: Row, number: int) -> Row:
    return {"id": uuid4(), "call_id": call["id"], "number": number, "published_at": AT, "changes": []}


def a_content() -> Row:
    """What is known of a content that was scanned."""
    known = {"size": 3, "kept_at": AT, "inspection": None, "text": "āķ", "folded": "ak", "missing_since": None}
    return known | {"digest": f"{next(_serial):064x}", "scan": "clean", "scanned_at": AT, "virus": None}


def a_file() -> Row:
    return {"id": uuid4(), "file_name": "a.pdf", "media_type": "application/pdf", "size": 1, "digest": DIGEST}


def a_notice_of_unsent(application: Row, kind: str = "soon") -> Row:
    """That its people were told that an application is not handed in."""
    return {"id": uuid4(), "application_id": application["id"], "kind": kind, "deadline_at": LATER, "told_at": AT}


def a_form(call: Row, version: int) -> Row:
    """A version of a call's form."""
    return {
        "id": uuid4(),
        "call_id": call["id"],
        "version": version,
        "text": "…",
        "digest": "f",
        "written_at": AT,
    }


def a_document(held: Round, version: int) -> Row:
    place = {"call_id": held.call["id"], "amendment_id": held.key("amendment"), "position": 1, "version": version}
    return a_file() | {"title": {"lv": "Nolikums"}, "in_force_from": AT} | place


def a_requirement(call: Row) -> Row:
    return {"id": uuid4(), "call_id": call["id"], "position": 1, "code": f"1.{next(_serial)}", "title": {"lv": "Laikā"}}


def a_criterion(call: Row, place: int) -> Row:
    scale = {"minimum": Decimal(0), "maximum": Decimal(5), "step": Decimal("0.5"), "weight": Decimal(1)}
    names = {"position": place, "tie_break_place": place, "code": f"2.{place}", "title": {"lv": "Ideja"}}
    return {"id": uuid4(), "call_id": call["id"]} | names | scale


def a_level(held: Round, position: int) -> Row:
    criterion = {"criterion_id": held.key("quality_criterion"), "position": position}
    return {"id": uuid4(), "points": Decimal(3), "text": {"lv": "Labi"}} | criterion


def an_application(call: Row, organisation: Row) -> Row:
    one = next(_serial)
    return {
        "id": uuid4(),
        "call_id": call["id"],
        "organisation_id": organisation["id"],
        "state": "submitted",
        "title": "Projekts",
        "applicant_name": "Biedrība",
        "started_at": AT,
        "number": f"2020-{one}",
        "position": one,
        "channel": "online",
        "received_at": AT,
    }


def a_version() -> Row:
    return {"id": uuid4(), "version": 1, "at": AT, "channel": "online", "content": {}, "digest": DIGEST}


def a_finding(held: Round) -> Row:
    return {"id": uuid4(), "criterion_id": held.key("eligibility_criterion"), "answered": "yes", "found_at": AT}


def a_clarification(version: Row) -> Row:
    """What was asked to be clarified of a version."""
    asked = {"text": "…", "questions": ["1"], "slots": []}
    return {
        "id": uuid4(),
        "submission_id": version["id"],
        "asked_at": AT,
        "until_at": LATER,
        "until_day": LATER.date(),
    } | asked


def an_answer() -> Row:
    """An answer to it."""
    came = {"version": 1, "at": AT, "received_at": AT, "channel": "online"}
    return {"id": uuid4(), "content": {}, "digest": DIGEST} | came


def _of_clarification(asked: Row) -> Row:
    return {"clarification_id": asked["id"], "application_id": asked["application_id"]}


def a_declaration(member: Row) -> Row:
    return {"id": uuid4(), "member_id": member["id"], "in_conflict": False, "declared_at": AT}


def a_meeting(call: Row) -> Row:
    votes = {"votes_for": 3, "votes_against": 0, "abstained": 0}
    held = {"held_on": AT.date(), "number": "1", "present": ["m1"], "recorded_at": AT}
    return {"id": uuid4(), "call_id": call["id"]} | held | votes


def a_letterhead(organiser: Row) -> Row:
    words = ("name", "address", "phone", "email", "place", "signatory_post", "signatory_name", "author_name")
    rest = ("author_phone", "author_email", "contest_body", "contest_address", "number_pattern")
    fixed = {"organiser_id": organiser["id"], "signs_electronically": False, "changed_at": AT}
    return dict.fromkeys((*words, *rest), "…") | fixed


def a_member(call: Row) -> Row:
    one = next(_serial)
    names = {"position": one, "key": f"m{one}", "name": "Loceklis", "seat": "member"}
    return {"id": uuid4(), "call_id": call["id"], "appointed_at": AT} | names


def a_score(call: Row, sheet: Row, criterion: Row) -> Row:
    keys = {"sheet_id": sheet["id"], "criterion_id": criterion["id"], "call_id": call["id"]}
    return keys | {"points": Decimal(3)}


def a_decision(call: Row) -> Row:
    owners = {"call_id": call["id"], "organiser_id": call["organiser_id"]}
    return {"id": uuid4(), "decided_at": AT, "outcome": "{}", "brought_in": False} | owners


def a_ruling(decision: Row) -> Row:
    return {"id": uuid4(), "decision_id": decision["id"], "position": 1, "verdict": "award", "reasons": []}


def an_award(decision: Row) -> Row:
    return {"id": uuid4(), "decision_id": decision["id"], "amount": AMOUNT, "granted_at": AT}


def a_letter(call: Row) -> Row:
    number = {"organiser_id": call["organiser_id"], "number": f"1-{next(_serial)}", "dated": AT.date()}
    return {"id": uuid4(), "kind": "award", "drafted_at": AT} | number


def a_message(person: Row) -> Row:
    told = {"person_id": person["id"], "kind": "receipt", "facts": {}, "state": "waiting", "tries": 0}
    return {"id": uuid4(), "written_at": AT, "next_try_at": AT} | told


def a_link(person: Row) -> Row:
    kind = {"purpose": "recover", "person_id": person["id"], "email": person["email"], "language": "lv"}
    return {"id": uuid4(), "made_at": AT, "until": LATER} | kind


def an_invitation(organisation: Row) -> Row:
    kind = {"purpose": "membership", "organisation_id": organisation["id"], "standing": "editor"}
    return {"id": uuid4(), "email": "i@example.org", "language": "lv", "invited_at": AT, "until": LATER} | kind


def a_receipt_key(digit: str) -> Row:
    return {"id": digit * 16, "public": digit * 43, "first_used_at": AT}


def a_work_request(person: Row, organisation: Row) -> Row:
    asked = {"message": "…", "asked_at": AT, "until": LATER}
    return {"id": uuid4(), "person_id": person["id"], "organisation_id": organisation["id"]} | asked


def a_refused_attempt(person: Row) -> Row:
    told = {"person_id": person["id"], "verb": "submit", "subject": "application:1", "code": "call-not-open"}
    return {"id": uuid4(), "at": AT, "facts": {}} | told


def a_reading(person: Row, call: Row) -> Row:
    told = {"role": "coordinator", "shown": "application", "page": "coordinator.application", "piece": ""}
    return {"id": uuid4(), "at": AT, "person_id": person["id"], "call_id": call["id"]} | told


def an_event(number: int) -> Row:
    told = {"actor": "system", "verb": "tried", "subject": "test:1", "facts": {}, "details": {"name": "Anna"}}
    chain = {"salt": "0", "details_digest": DIGEST, "previous": DIGEST, "hash": DIGEST}
    return {"number": number, "at": AT, "brought_in": False} | told | chain
