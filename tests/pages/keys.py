"""Addresses of pages whose keys are made anew with each loading: `/applications/{Pagalma darbnīca}`."""

import re
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.offered_files import To, offered
from competition.application.placing import Shelf
from competition.application.records import Application, Attachment, Revision
from competition.call.operations import FileNote
from competition.call.records import Call, CallDocument
from competition.eligibility.records import ClarifyingFile
from competition.foundation.clock import now
from competition.organisation.entry_records import WorkRequest
from competition.organisation.names import fold
from competition.organisation.records import Membership, Person, Spelling
from scoring.committee.records import CommitteeMember, StaffConflict

MARK = re.compile(r"\{([^/}]+)(?:/([^}]+))?\}")
OF_CALL, MEMBER, PERSON, ROLE = "call ", "member ", "person ", "role "
ORGANISATION, ASIDE, CHANGE, REQUEST = "organisation of ", "aside ", "change ", "request "
CLARIFIED, DIGEST, OFFER, OFFER_CLARIFYING = "clarified ", "digest ", "offer ", "offer clarifying "
NEW_FILE = FileNote("Jaunie statūti.pdf", "application/pdf", 48_000, "ef" * 32)
ANY_KEY = "00000000-0000-0000-0000-000000000000"


def with_keys(app: Flask, path: str) -> str:
    """A path with the key of each `{title of an application}`, of each `{title/name of its file}`, and of each document
    of a call, `{call SLUG/name of its file}`, of each `{member SLUG/key on its committee}`, of the `{person NAME}` with
    their `{role NAME}` and their `{organisation of NAME}`; NAME is an address, or what stands before @example.org;
    of who stepped aside from an application, `{aside TITLE}`; of who asks to work for one, `{request NAME}`; of the
    last change of an answer, `{change TITLE/question}`; of a file of its clarification, `{clarified TITLE/name}`; of a
    file, its digest, `{digest TITLE/name}`; and what offers a new file to a place, `{offer TITLE/slot}`,
    `{offer clarifying TITLE/slot}`.
    """
    if not MARK.search(path):
        return path
    with app.app_context():
        return MARK.sub(lambda mark: _key_of(mark[1], mark[2]), path)


def with_any_keys(path: str) -> str:
    """A path such as the router knows it."""
    return MARK.sub(ANY_KEY, path)


def _key_of(title: str, file_name: str | None) -> str:
    of_person: dict[str, Callable[[Person], object]] = {
        ORGANISATION: lambda person: person.memberships[0].organisation_id,
        PERSON: lambda person: person.id,
        ROLE: lambda person: person.roles[0].id,
    }
    for begins, key in of_person.items():
        if title.startswith(begins):
            return str(key(_person(title.removeprefix(begins))))
    of_title: dict[str, Callable[[str, str], str]] = {
        ASIDE: lambda title, _: _key_of_conflict(title),
        REQUEST: lambda title, _: _key_of_request(title),
        CHANGE: _key_of_change,
        OF_CALL: _key_of_document,
        MEMBER: _key_of_member,
        CLARIFIED: _key_of_clarifying_file,
        DIGEST: _digest_of_file,
        OFFER_CLARIFYING: lambda title, slot: _offer(Shelf.CLARIFICATION, title, slot),
        OFFER: lambda title, slot: _offer(Shelf.APPLICATION, title, slot),
    }
    for begins, found in of_title.items():
        if title.startswith(begins):
            return found(title.removeprefix(begins), file_name or "")
    application = db.session().scalars(select(Application.id).where(Application.title == title)).one()
    if file_name is None:
        return str(application)
    files = select(Attachment.id).where(Attachment.application_id == application, Attachment.file_name == file_name)
    return str(db.session().scalars(files).one())


def _person(name: str) -> Person:
    address = name if "@" in name else f"{name}@example.org"
    return db.session().scalars(select(Person).where(Person.email == address)).one()


def _key_of_document(slug: str, file_name: str) -> str:
    documents = select(CallDocument.id).join(Call, Call.id == CallDocument.call_id)
    found = db.session().scalars(documents.where(Call.slug == slug, CallDocument.file_name == file_name))
    return str(found.one())


def _key_of_change(title: str, question: str) -> str:
    changes = select(Revision.id).join(Application, Application.id == Revision.application_id)
    found = changes.where(Application.title == title, Revision.question == question).order_by(Revision.number.desc())
    return str(db.session().scalars(found).first())


def _key_of_conflict(title: str) -> str:
    conflicts = select(StaffConflict.id).join(Application, Application.id == StaffConflict.application_id)
    return str(db.session().scalars(conflicts.where(Application.title == title)).one())


def _key_of_request(name: str) -> str:
    requests = select(WorkRequest.id).join(Spelling, Spelling.organisation_id == WorkRequest.organisation_id)
    return str(db.session().scalars(requests.where(Spelling.folded == fold(name))).one())


def _digest_of_file(title: str, file_name: str) -> str:
    files = select(Attachment.digest).join(Application, Application.id == Attachment.application_id)
    return str(db.session().scalars(files.where(Application.title == title, Attachment.file_name == file_name)).first())


def _key_of_clarifying_file(title: str, file_name: str) -> str:
    files = select(ClarifyingFile.id).join(Application, Application.id == ClarifyingFile.application_id)
    found = db.session().scalars(files.where(Application.title == title, ClarifyingFile.file_name == file_name))
    return str(found.one())


def _offer(shelf: Shelf, title: str, slot: str) -> str:
    """A file that is offered by whoever works for the applicant from the beginning."""
    application = db.session().scalars(select(Application).where(Application.title == title)).one()
    people = select(Membership.person_id).where(Membership.organisation_id == application.organisation_id)
    person = db.session().scalars(people.order_by(Membership.id)).first()
    assert person is not None
    return offered(To(shelf.name, application.id, slot, person), NEW_FILE, now())


def _key_of_member(slug: str, key: str) -> str:
    members = select(CommitteeMember.id).join(Call, Call.id == CommitteeMember.call_id)
    return str(db.session().scalars(members.where(Call.slug == slug, CommitteeMember.key == key)).one())
