"""Every message about accounts can be written in both languages, one subject a message, with addresses that lead on."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.account_messages import OF_ACCOUNTS
from app.extensions import db
from app.languages import LANGUAGES
from app.messages import compose
from competition.call.records import Call
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.outbox import OutboxMessage
from competition.organisation.entry_records import LinkPurpose, MailedLink
from competition.organisation.invitations import invite_staff, invite_to_organisation
from competition.organisation.links import make_link
from competition.organisation.queries import person_by_email
from competition.organisation.records import Organisation, Organiser, Person, Staff, Standing
from scoring.committee.inviting import invite_member
from scoring.committee.operations import seat
from scoring.committee.seats import Seat
from tests.pages.mails import words_of

TO = "jana@example.org"


def write(act: Act, kind: str, language: str) -> None:
    """Put a message of the kind into the outbox."""
    if kind == "invitation":
        return write_invitations(act, language)
    link = MailedLink(purpose=LinkPurpose.CONFIRM, email=TO, language=language, name="Jana", password="x")
    if kind == "address-changed":
        person = act.session.scalars(select(Person)).first()
        assert person is not None
        link = MailedLink(purpose=LinkPurpose.ADDRESS, email=TO, language=language, person_id=person.id)
    make_link(act, link)
    act.write_to(TO, language, kind, link=link.id)
    return None


def write_invitations(act: Act, language: str) -> None:
    """One to each that somebody can be invited to."""
    organisation = act.session.scalars(select(Organisation)).first()
    organiser = act.session.scalars(select(Organiser)).first()
    call = act.session.scalars(select(Call)).first()
    assert organisation is not None
    assert organiser is not None
    assert call is not None
    invite_to_organisation(act, organisation.id, TO, Standing.EDITOR, language)
    invite_staff(act, TO, Staff.AUDITOR, organiser.id, language)
    invite_staff(act, TO, Staff.ADMINISTRATOR, None, language)
    invite_member(act, seat(act, call.id, "Jana", Seat.ALTERNATE).id, TO, language)


def waiting(session: Session) -> list[OutboxMessage]:
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.mark.parametrize("kind", sorted(OF_ACCOUNTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_about_an_account_has_its_words_and_its_addresses(own_site: Flask, kind, language):
    with own_site.test_request_context():
        with acting(db.session(), SYSTEM) as act:
            write(act, kind, language)
            act.note("test.written", "test:1")
        for one in waiting(db.session()):
            mail = compose(db.session(), one, own_site.extensions["konkurss-settings"])
            text = words_of(mail)
            assert (mail["To"], mail["Content-Language"]) == (TO, language)
            assert 10 < len(mail["Subject"]) < 70
            assert text.startswith("Labdien!" if language == "lv" else "Good day,")
            routes = own_site.url_map.bind("127.0.0.1")
            for address in re.findall(r"https?://\S+", text):
                assert routes.match(urlsplit(address).path)[1]["lang"] == language
        assert person_by_email(db.session(), TO) is None
