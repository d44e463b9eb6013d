"""What the applicant is told by e-mail, as it is sent."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.messages import compose
from competition.application.unsent import tell_all
from competition.foundation.outbox import OutboxMessage
from tests.pages.applicants import OPEN_CALL, READY, THEIRS, address_of, just_after, press, put_clock, write
from tests.pages.conftest import signed_in

UNTIL = "Pieteikumu var iesniegt līdz 2026. gada 6. oktobrim (ieskaitot)."


def mail_of(app: Flask, kind: str) -> EmailMessage:
    """The newest message of a kind, in the words that are sent."""
    rows = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id.desc())
    with app.test_request_context():
        return compose(db.session(), db.session().scalars(rows).all()[0], app.extensions["konkurss-settings"])


def text_of_mail(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert isinstance(body, EmailMessage)
    return " ".join(body.get_content().replace("\u00a0", " ").split())


def test_withdrawing_is_told_with_the_way_to_read_it_and_whom_to_ask(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    press(client, address_of(own_demo_site, THEIRS, "/withdraw"), address_of(own_demo_site, THEIRS, "/withdraw"))
    mail = mail_of(own_demo_site, "withdrawal")
    text = text_of_mail(mail)
    assert mail["Subject"] == "Pieteikums Nr. 2026-01 ir atsaukts"
    assert "ir atsaukts 2026. gada 15. septembrī plkst. 12.00. To nevērtēs" in text
    assert address_of(own_demo_site, THEIRS) in text
    assert "konkurss@example.org" in text


def test_the_receipt_says_until_when_it_can_be_changed_when_results_come_and_whom_to_ask(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    press(client, address_of(own_demo_site, READY, "/review"), address_of(own_demo_site, READY, "/submit"))
    mail = mail_of(own_demo_site, "receipt")
    text = text_of_mail(mail)
    assert mail["Subject"].endswith(" ir saņemts")
    assert "iesniegt vēlreiz vai atsaukt līdz 2026. gada 6. oktobrim (ieskaitot)." in text
    assert "Rezultātus paredzēts paziņot līdz 2026. gada" in text
    assert "konkurss@example.org" in text


def test_the_receipt_of_a_second_version_says_which_one_it_is(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")
    here = address_of(own_demo_site, THEIRS)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})
    press(client, f"{here}/review", f"{here}/submit")
    mail = mail_of(own_demo_site, "receipt")
    assert mail["Subject"] == "Pieteikums Nr. 2026-01 ir iesniegts atkārtoti, 2. versija"
    assert "2. versija saņemta 2026. gada 15. septembrī plkst. 12.00. Turpmāk ņem vērā šo versiju." in text_of_mail(
        mail
    )


@pytest.mark.parametrize(
    ("moved", "kind", "subject", "sentence"),
    [
        (-timedelta(hours=20), "unsent", "Atlikusi mazāk nekā diena: pieteikums ", UNTIL),
        (-timedelta(hours=60), "unsent", "Atlikušas mazāk nekā trīs dienas: pieteikums ", UNTIL),
        (timedelta(hours=2), "not-submitted", "Pieteikums ", "to nevērtēs. Uzrakstītais nav pazudis"),
    ],
)
def test_who_has_not_submitted_is_told_until_when_and_afterwards_what_can_be_done(
    own_demo_site: Flask, moved: timedelta, kind: str, subject: str, sentence: str
):
    put_clock(just_after(own_demo_site, OPEN_CALL) + moved)
    with own_demo_site.app_context():
        tell_all(db.session())

    mail = mail_of(own_demo_site, kind)

    text = text_of_mail(mail)
    assert (mail["Subject"].startswith(subject), mail["Subject"].endswith("nav iesniegts")) == (True, True)
    assert sentence in text
    assert "konkurss@example.org" in text
