"""Addresses of pages whose keys are made anew with each loading: `/applications/{Pagalma darbnīca}`."""

import re
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application, Attachment
from competition.call.records import Call, CallDocument
from competition.organisation.records import Person
from scoring.committee.records import CommitteeMember, StaffConflict

MARK = re.compile(r"\{([^/}]+)(?:/([^}]+))?\}")
OF_CALL, MEMBER, PERSON, ROLE = "call ", "member ", "person ", "role "
ORGANISATION, ASIDE = "organisation of ", "aside "
ANY_KEY = "00000000-0000-0000-0000-000000000000"


def with_keys(app: Flask, path: str) -> str:
    """A path with the key of each `{title of an application}`, of each `{title/name of its file}`, and of each document
    of a call, `{call SLUG/name of its file}`, of each `{member SLUG/key on its committee}`, of the `{person NAME}` with
    their `{role NAME}` and their `{organisation of NAME}`; NAME is an address, or what stands before @example.org;
    of who stepped aside from an application, `{aside TITLE}`."""
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
    if title.startswith(ASIDE):
        return _key_of_conflict(title.removeprefix(ASIDE))
    if title.startswith(OF_CALL):
        return _key_of_document(title.removeprefix(OF_CALL), file_name or "")
    if title.startswith(MEMBER):
        return _key_of_member(title.removeprefix(MEMBER), file_name or "")
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


def _key_of_conflict(title: str) -> str:
    conflicts = select(StaffConflict.id).join(Application, Application.id == StaffConflict.application_id)
    return str(db.session().scalars(conflicts.where(Application.title == title)).one())


def _key_of_member(slug: str, key: str) -> str:
    members = select(CommitteeMember.id).join(Call, Call.id == CommitteeMember.call_id)
    return str(db.session().scalars(members.where(Call.slug == slug, CommitteeMember.key == key)).one())
