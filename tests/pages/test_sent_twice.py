"""A form that is sent twice makes one record and one event, and leads twice to the same page."""

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.extensions import db
from competition.application.records import Application
from competition.call.records import Amendment, Call, CallDocument
from competition.foundation.audit import AuditEvent
from competition.foundation.base import Base
from competition.organisation.entry_records import Invitation
from competition.organisation.records import Organisation, Organiser, StaffRole
from scoring.committee.records import CommitteeMember
from tests.pages.conftest import signed_in
from tests.pages.coordinators import A_PDF, OPEN_DESK, ORDER, PAPER, TERMS, post_files
from tests.pages.reading import fields_of

NEW_CALL, MEMBERS = "/lv/desk/new-call", f"{OPEN_DESK}/members"
PAPERS, DOCUMENTS = f"{OPEN_DESK}/applications/new", f"{OPEN_DESK}/documents"
SEAT = {"name": "Jauna Locekle", "seat": "member", "email": ""}
OFFICE = {"name": "Ventspils novads", "slug": "ventspils", "email": "", "phone": "", "address": ""}
NGO = {"number": "40008000102", "name": "Biedrība „Otrais piemērs”"}
MAKING: list[tuple[str, str, Mapping[str, str], type[Base]]] = [
    ("coordinator", NEW_CALL, TERMS, Call),
    ("coordinator", MEMBERS, SEAT, CommitteeMember),
    ("coordinator", f"{OPEN_DESK}/amendments", {**ORDER, "checked": "yes"}, Amendment),
    ("coordinator", PAPERS, PAPER, Application),
    ("admin", "/lv/admin/organisers/new", OFFICE, Organiser),
    (
        "admin",
        "/lv/admin/people/invite",
        {"email": "jauna@example.org", "role": "administrator", "organiser": ""},
        Invitation,
    ),
]


def _kept(client: FlaskClient, page: str) -> dict[str, str]:
    """What the form of a page carries unseen."""
    fields = fields_of(client.get(page))
    return {name: fields[name] for name in ("csrf_token", "key", "seen", "organiser") if name in fields}


def _count(app: Flask, kind: type[Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def _told(answers: list[TestResponse]) -> list[tuple[int, str | None]]:
    return [(one.status_code, one.location) for one in answers]


@pytest.mark.parametrize(("who", "page", "typed", "kind"), MAKING, ids=[one[1] for one in MAKING])
def test_a_form_sent_twice_makes_one_record(own_demo_site: Flask, who: str, page: str, typed, kind: type[Base]):
    client = signed_in(own_demo_site, who)
    sent = _kept(client, page) | dict(typed)
    before = _count(own_demo_site, kind)
    first = client.post(page, data=sent)
    events = _count(own_demo_site, AuditEvent)
    second = client.post(page, data=sent)
    assert _told([first, second]) == [(303, first.location)] * 2
    assert (_count(own_demo_site, kind), _count(own_demo_site, AuditEvent)) == (before + 1, events)


def test_another_text_in_a_form_that_was_sent_is_kept_and_makes_another_record_with_a_second_press(
    own_demo_site: Flask,
):
    desk = signed_in(own_demo_site, "coordinator")
    sent, before = _kept(desk, MEMBERS) | SEAT, _count(own_demo_site, CommitteeMember)
    assert desk.post(MEMBERS, data=sent).status_code == 303
    other = desk.post(MEMBERS, data=sent | {"name": "Cita Locekle"})
    assert (other.status_code, fields_of(other)["name"]) == (409, "Cita Locekle")
    assert _count(own_demo_site, CommitteeMember) == before + 1
    again = sent | {"name": "Cita Locekle", "key": fields_of(other)["key"]}
    assert desk.post(MEMBERS, data=again).status_code == 303
    assert _count(own_demo_site, CommitteeMember) == before + 2


def test_a_document_sent_twice_is_one_and_so_is_its_next_version(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    sent, before = (
        _kept(desk, DOCUMENTS) | {"title_lv": "Nolikums", "title_en": ""},
        _count(own_demo_site, CallDocument),
    )
    for _ in range(2):
        assert post_files(desk, DOCUMENTS, sent, file=("nolikums.pdf", A_PDF)).status_code == 303
    assert _count(own_demo_site, CallDocument) == before + 1
    with own_demo_site.app_context():
        last = db.session.scalars(select(CallDocument.id).order_by(CallDocument.in_force_from.desc())).first()
    page = f"{DOCUMENTS}/{last}/replace"
    sent = _kept(desk, page)
    for _ in range(2):
        assert post_files(desk, page, sent, file=("nolikums.pdf", A_PDF + b"\n")).status_code == 303
    assert _count(own_demo_site, CallDocument) == before + 2


def test_a_role_given_twice_is_given_once(own_demo_site: Flask):
    admin = signed_in(own_demo_site, "admin")
    with own_demo_site.app_context():
        person = db.session.scalars(select(StaffRole.person_id)).first()
        organiser = db.session.scalars(select(Organiser.id)).first()
    page, before = f"/lv/admin/people/{person}", _count(own_demo_site, StaffRole)
    sent = _kept(admin, page) | {"role": "auditor", "organiser": str(organiser)}
    answers = [admin.post(f"{page}/roles", data=sent) for _ in range(2)]
    assert _told(answers) == [(303, answers[0].location)] * 2
    assert _count(own_demo_site, StaffRole) == before + 1


def test_an_organisation_named_twice_is_one(own_demo_site: Flask):
    ngo, page = signed_in(own_demo_site, "ngo"), "/lv/account/organisation"
    sent, before = _kept(ngo, page) | NGO, _count(own_demo_site, Organisation)
    answers = [ngo.post(page, data=sent) for _ in range(2)]
    assert _told(answers) == [(303, answers[0].location)] * 2
    assert _count(own_demo_site, Organisation) == before + 1
