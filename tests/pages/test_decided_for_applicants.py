"""What each applicant reads once the results are announced, whatever was decided of the application."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import join
from competition.organisation.records import Membership, Person, Standing
from tests.pages import deciding
from tests.pages.applicants import address_of
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import text_of

TITLES = {
    "Stāsti no mūsu ielas: otrā sezona": "Projekts ir apstiprināts.",
    "Vakara skolotāji": "Punktu pietiek, bet kvota ir izlietota: pieteikums ir rezervē.",
    "Robotu skola lielajiem": "Pieteikums ir noraidīts: tas neatbilst atbilstības kritērijiem",
    "Teātris bez skatuves": "Pieteikums ir noraidīts: tas nav saņēmis vajadzīgos punktus.",
    "Velosipēdu darbnīca": "",
    "Nakts basketbols": "",
}


def write_for_all(app: Flask, who: str) -> None:
    """Let somebody write for every applicant of the call, also for those who applied on paper."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        person = act.session.scalars(select(Person).where(Person.email == f"{who}@example.org")).one()
        own = set(act.session.scalars(select(Membership.organisation_id).where(Membership.person_id == person.id)))
        applicants = select(Application.organisation_id).join(Call, Call.id == Application.call_id)
        for key in set(act.session.scalars(applicants.where(Call.slug == deciding.SLUG))) - own:
            join(act, person.id, key, Standing.EDITOR)


@pytest.fixture
def told_site(own_demo_site: Flask) -> Flask:
    """The results are announced, and `ngo` writes for everybody."""
    deciding.tell(own_demo_site)
    write_for_all(own_demo_site, "ngo")
    return own_demo_site


def test_every_applicant_reads_what_was_decided(told_site: Flask, language):
    client = signed_in(told_site, "ngo")
    for title, sentence in TITLES.items():
        page = client.get(address_of(told_site, title, language=language))
        assert (page.status_code, language == "en" or sentence in text_of(page)) == (200, True), title


def test_who_is_below_the_floors_has_no_place_and_reads_which_floors_and_by_how_much(told_site: Flask):
    text = text_of(signed_in(told_site, "ngo").get(address_of(told_site, "Teātris bez skatuves")))

    assert "Vieta vērtējumā" not in text
    assert "Punkti 26,00 no 50" in text
    assert text.count("par maz: vajadzēja vismaz 3 2,00 no 5") == 2
    assert "par maz: vajadzēja vismaz 30 26,00 no 50" in text
    assert "Lēmumu var apstrīdēt viena mēneša laikā" in text
