"""Drafts whose deadline is over, on the desk: whose they are and how it was tried, and one opened again by an act."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application, LateAcceptance
from competition.foundation.clock import use_clock
from tests.pages.applicants import HALF, OPEN_CALL, READY, address_of, deadline_of, just_after, key_of, put_clock
from tests.pages.conftest import signed_in
from tests.pages.coordinators import OPEN_DESK, send
from tests.pages.mails import last_mail, words_of
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_one_language import foreign_pieces

LIST, UNSENT = f"{OPEN_DESK}/applications", f"{OPEN_DESK}/unsent"
TYPED = {"legal_basis": "Nolikuma 12. punkts", "reason_lv": "Portāls nebija pieejams.", "hour": "12:00"}


@pytest.fixture(autouse=True)
def the_clock_goes_back():
    yield
    use_clock(None)


def accept_address(app: Flask, title: str, language: str = "lv") -> str:
    return f"/{language}/desk/calls/liepaja-demo/unsent/{key_of(app, title)}/accept-late"


def handed_in(app: Flask, title: str) -> int:
    """Press the button for submitting, from a page that one had open; what is answered."""
    ngo = signed_in(app, "ngo")
    fields = fields_of(ngo.get(address_of(app, title, "/sections/aim")))
    return ngo.post(address_of(app, title, "/submit"), data={"csrf_token": fields["csrf_token"]}).status_code


def acceptances(app: Flask) -> int:
    with app.app_context():
        return len(db.session().scalars(select(LateAcceptance)).all())


def test_the_list_leads_to_what_was_not_submitted_once_the_deadline_is_over(own_demo_site: Flask):
    before = signed_in(own_demo_site, "coordinator").get(LIST)
    assert (UNSENT in links_of(before), "2 melnraksti nav redzami" in text_of(before)) == (False, True)

    put_clock(just_after(own_demo_site, OPEN_CALL))
    after = signed_in(own_demo_site, "coordinator").get(LIST)
    assert UNSENT in links_of(after)
    assert "2 pieteikumi ir sākti, bet nav iesniegti" in text_of(after)


def test_attempts_are_shown_with_their_time_and_nothing_of_what_is_written(own_demo_site: Flask, language):
    put_clock(just_after(own_demo_site, OPEN_CALL))
    assert handed_in(own_demo_site, READY) == 422

    page = signed_in(own_demo_site, "coordinator").get(UNSENT.replace("/lv/", f"/{language}/"))

    why = {"lv": "Termiņš jau bija beidzies.", "en": "It came after the deadline."}[language]
    assert (text_of(page).count(why), "Piemērs" in page.text) == (1, True)
    assert [title for title in (READY, HALF) if title in page.text] == []
    assert foreign_pieces(page.text) == []


def test_a_draft_is_accepted_in_two_steps_and_its_people_are_told_and_can_submit_it(own_demo_site: Flask):
    put_clock(deadline_of(own_demo_site, OPEN_CALL) + timedelta(hours=1))
    day = (deadline_of(own_demo_site, OPEN_CALL) + timedelta(days=2)).date().isoformat()
    client, page = signed_in(own_demo_site, "coordinator"), accept_address(own_demo_site, READY)

    checked = send(client, page, TYPED | {"day": day})
    assert ("Vēl nekas nav ierakstīts" in text_of(checked), acceptances(own_demo_site)) == (True, 0)
    sent = {name: value for name, value in fields_of(checked).items() if name != "q"}
    for _twice in range(2):
        answer = client.post(page, data=sent)
        assert (answer.status_code, answer.location, acceptances(own_demo_site)) == (303, UNSENT, 1)
    assert client.get(page).status_code == 409
    assert "Pieņemts pēc termiņa" in text_of(client.get(UNSENT))

    mail = last_mail(own_demo_site, "accepted-late")
    assert "plkst. 12.00" in mail["Subject"]
    assert address_of(own_demo_site, READY) in words_of(mail)
    assert handed_in(own_demo_site, READY) == 303
    with own_demo_site.app_context():
        number = db.session().scalars(select(Application.number).where(Application.title == READY)).one()
    assert number is not None
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("confirmed", [{}, {"checked": "yes"}])
def test_a_time_that_is_over_is_refused_beside_its_field(own_demo_site: Flask, confirmed):
    put_clock(deadline_of(own_demo_site, OPEN_CALL) + timedelta(days=1))
    day = (deadline_of(own_demo_site, OPEN_CALL) - timedelta(days=1)).date().isoformat()
    answer = send(
        signed_in(own_demo_site, "coordinator"),
        accept_address(own_demo_site, READY),
        TYPED | {"day": day} | confirmed,
    )
    assert (answer.status_code, "#day" in links_of(answer), acceptances(own_demo_site)) == (422, True, 0)


def test_nothing_of_it_is_there_before_the_deadline(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    assert "Tādu nav" in text_of(client.get(UNSENT))
    assert client.get(accept_address(own_demo_site, READY)).status_code == 404


def test_the_pages_of_the_act_speak_one_language(own_demo_site: Flask, language):
    put_clock(just_after(own_demo_site, OPEN_CALL))
    page = signed_in(own_demo_site, "coordinator").get(accept_address(own_demo_site, HALF, language))
    assert (page.status_code, foreign_pieces(page.text)) == (200, [])
