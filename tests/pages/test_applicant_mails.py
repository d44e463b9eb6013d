"""What the applicant is told by e-mail, as it is sent."""

from email.message import EmailMessage

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.messages import compose
from competition.foundation.outbox import OutboxMessage
from tests.pages.applicants import THEIRS, address_of, press
from tests.pages.conftest import signed_in


def mail_of(app: Flask, kind: str) -> EmailMessage:
    """The newest message of a kind, in the words that are sent."""
    rows = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id.desc())
    with app.test_request_context():
        return compose(db.session(), db.session().scalars(rows).all()[0], app.extensions["konkurss-settings"])


def test_withdrawing_is_told_with_the_way_to_read_it_and_whom_to_ask(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    press(client, address_of(own_demo_site, THEIRS, "/withdraw"), address_of(own_demo_site, THEIRS, "/withdraw"))
    mail = mail_of(own_demo_site, "withdrawal")
    text = " ".join(mail.get_content().split())
    assert mail["Subject"] == "Pieteikums Nr. 2026-01 ir atsaukts"
    assert "ir atsaukts 2026. gada 15. septembrī plkst. 12.00. To nevērtēs" in text.replace("\u00a0", " ")
    assert address_of(own_demo_site, THEIRS) in text
    assert "konkurss@example.org" in text
