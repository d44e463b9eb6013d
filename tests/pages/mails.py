"""What tests read of the messages that wait: their words as they are sent, and the links in them."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.messages import compose
from competition.foundation.outbox import OutboxMessage


def mails_of(app: Flask) -> list[tuple[str, EmailMessage]]:
    """Every message that waits with its kind, in the order in which they were written."""
    with app.test_request_context():
        waiting = db.session().scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        return [(one.kind, compose(db.session(), one, app.extensions["konkurss-settings"])) for one in waiting]


def last_mail(app: Flask, kind: str) -> EmailMessage:
    """The newest message of a kind."""
    return [mail for one, mail in mails_of(app) if one == kind][-1]


def kinds_to(app: Flask, address: str) -> list[str]:
    """What went to an address, by kind."""
    return [kind for kind, mail in mails_of(app) if mail["To"] == address]


def words_of(mail: EmailMessage) -> str:
    """What a message says, with single spaces."""
    return " ".join(mail.get_content().replace("\u00a0", " ").split())


def path_in(mail: EmailMessage, start: str) -> str:
    """The path of the link in a message that begins with `start`, after the language."""
    links = [urlsplit(found).path for found in re.findall(r"https?://\S+", mail.get_content())]
    return next(path for path in links if path[3:].startswith(start))
