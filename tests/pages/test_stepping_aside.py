"""A coordinator in conflict with an application: nothing of it on any page, and another coordinator does the work."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.operations import create_account
from app.extensions import db
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_person, give_role
from competition.organisation.records import Staff
from tests.pages import deciding
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, signed_in
from tests.pages.coordinators import EVENING, GREEN, OPEN_DESK, SCORING_DESK, handled, send
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.reading import sign_in as enter

PAGES = ("", "/applications", "/eligibility", "/committee", "/ranking", "/decision")


def step_aside_from(app: Flask, title: str = EVENING):
    client = signed_in(app, "coordinator")
    page = handled(app, title)
    assert f"{page}/conflict" in links_of(client.get(page))
    answer = client.post(f"{SCORING_DESK}/conflict", data=fields_of(client.get(f"{page}/conflict")))
    assert answer.status_code == 303
    return client, page


@pytest.fixture
def another(own_demo_site: Flask):
    """A second coordinator of the same organiser."""
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        person = create_person(act, "otra@example.org", "Otra Koordinatore")
        create_account(act.session, person, DEMO_PASSWORD)
        call = act.session.scalars(select(Call).where(Call.slug == "liepaja-demo-scoring")).one()
        give_role(act, person.id, Staff.COORDINATOR, call.organiser_id)
    client = own_demo_site.test_client()
    enter(client, "otra@example.org", DEMO_PASSWORD)
    return client


def test_before_declaring_one_is_told_that_nobody_else_holds_the_calls(own_demo_site: Flask):
    page = signed_in(own_demo_site, "coordinator").get(f"{handled(own_demo_site, EVENING)}/conflict")
    assert "Neviens cits organizētāja darbinieks ar konkursiem nestrādā" in text_of(page)


def test_an_application_in_conflict_is_on_no_page_of_the_coordinator(own_demo_site: Flask, another):
    client, page = step_aside_from(own_demo_site)
    for rest in PAGES:
        told = client.get(f"{SCORING_DESK}{rest}")
        assert told.status_code == 200
        assert EVENING not in text_of(told), rest
        assert not [link for link in links_of(told) if link.startswith(page)], rest
        assert "1 šī konkursa pieteikums jums netiek rādīts" in text_of(told), rest
    assert client.get(f"{SCORING_DESK}/applications?q=Vakara").status_code == 200
    assert EVENING not in text_of(client.get(f"{SCORING_DESK}/applications?q=Vakara"))


@pytest.mark.parametrize("rest", ["", "/conflict", "/eligibility", "/withdraw", "/accept-late", "/registered"])
def test_its_addresses_lead_nowhere_for_them(own_demo_site: Flask, another, rest):
    client, page = step_aside_from(own_demo_site)
    assert client.get(f"{page}{rest}").status_code == 404
    assert another.get(page).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_conflict_with_what_is_not_there_is_not_declared(own_demo_site: Flask, key: str):
    client, page = signed_in(own_demo_site, "coordinator"), handled(own_demo_site, EVENING, "/conflict")
    sent = fields_of(client.get(page)) | {"application": key}
    assert client.post(f"{SCORING_DESK}/conflict", data=sent).status_code == 404
    assert client.get(page).status_code == 200


def test_a_conflict_with_an_application_of_another_call_is_not_declared(own_demo_site: Flask):
    client, page = signed_in(own_demo_site, "coordinator"), handled(own_demo_site, EVENING, "/conflict")
    assert client.post(f"{OPEN_DESK}/conflict", data=fields_of(client.get(page))).status_code == 404
    assert client.get(page).status_code == 200


def test_numbers_leave_it_out(own_demo_site: Flask, another):
    before = text_of(another.get(f"{SCORING_DESK}/applications"))
    client, _ = step_aside_from(own_demo_site)
    after = text_of(client.get(f"{SCORING_DESK}/applications"))
    count = len(titles_in(own_demo_site))
    assert (f"{count} pieteikumi" in before, f"{count - 1} pieteikumi" in after) == (True, True)


def test_the_letters_leave_it_out_and_say_so(own_demo_site: Flask, another):
    deciding.settle(own_demo_site)
    client, _ = step_aside_from(own_demo_site, GREEN)
    assert GREEN not in text_of(client.get(f"{SCORING_DESK}/letters"))
    assert GREEN not in text_of(client.get(f"{SCORING_DESK}/announcement"))
    mine, theirs = (
        ZipFile(BytesIO(one.get(f"{SCORING_DESK}/letters.zip").data)).namelist() for one in (client, another)
    )
    assert (
        len([name for name in mine if name.endswith(".pdf")])
        == len([name for name in theirs if name.endswith(".pdf")]) - 1
    )
    assert [name for name in mine if name not in theirs] == ["nav-ieklauts.txt"]


def test_another_coordinator_sees_who_stepped_aside_and_may_find_no_conflict(own_demo_site: Flask, another):
    client, page = step_aside_from(own_demo_site)
    shown = another.get(page)
    assert "Koordinatore Paraudziņa" in text_of(shown)
    (lifting,) = [link for link in links_of(shown) if link.endswith("/lift")]
    assert send(another, lifting, {"reason": ""}).status_code == 422
    assert send(another, lifting, {"reason": "Sajaukts nosaukums."}).status_code == 303
    assert client.get(page).status_code == 200
    assert "Atzīts, ka interešu konflikta nav" in text_of(client.get(page))


def titles_in(app: Flask) -> list[str]:
    with app.app_context():
        of_call = select(Application.title).join(Call).where(Call.slug == "liepaja-demo-scoring")
        return list(db.session.scalars(of_call.where(Application.number.is_not(None))))


def figures_of(answer: TestResponse) -> list[int]:
    """The large numbers of a page: received, in time, eligible, approved."""
    return [int(number) for number in re.findall(r"<dd>\s*(\d+)\s*</dd>", answer.text)]


def test_an_application_in_conflict_is_in_no_number_of_the_ranking(own_demo_site: Flask, another):
    client, _page = step_aside_from(own_demo_site)
    received, in_time, eligible, approved = figures_of(another.get(f"{SCORING_DESK}/ranking"))
    assert figures_of(client.get(f"{SCORING_DESK}/ranking")) == [received - 1, in_time - 1, eligible - 1, approved]
