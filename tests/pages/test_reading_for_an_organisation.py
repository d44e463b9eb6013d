"""Whoever only reads for an organisation: sees what it writes and what became of it, and is offered nothing else."""

from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import join
from competition.organisation.queries import person_by_email
from competition.organisation.records import Membership, Standing
from tests.pages import deciding
from tests.pages.applicants import HALF, OPEN_CALL, READY, SECOND_SEASON, THEIRS, address_of
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of, links_of, text_of

APPLY = f"/lv/calls/{OPEN_CALL}/apply"
OURS = "/lv/account/organisations/{organisation of ngo}"


class _Posts(HTMLParser):
    """Where a page's forms are sent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form" and values.get("method") == "post":
            self.found.append(values.get("action") or "")


def let_read(app: Flask, of: str) -> None:
    """Let `reader` read for the organisation of somebody else, too."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        person, theirs = (person_by_email(act.session, f"{name}@example.org") for name in ("reader", of))
        assert person is not None
        assert theirs is not None
        join(act, person.id, theirs.memberships[0].organisation_id, Standing.READER)


def standing_of(app: Flask, name: str) -> Standing:
    with app.app_context():
        person = person_by_email(db.session(), f"{name}@example.org")
        assert person is not None
        rows = select(Membership.standing).where(Membership.person_id == person.id)
        return db.session().scalars(rows).one()


def dead_ends(client: FlaskClient, page: str) -> list[str]:
    """What a page offers that whoever looks may not use."""
    shown = client.get(page)
    assert shown.status_code == 200, page
    posts = _Posts()
    posts.feed(shown.text)
    inside = {one.partition("#")[0] for one in links_of(shown) if one.startswith("/lv/")}
    return [one for one in sorted(inside) if client.get(one).status_code >= 400] + [
        one for one in posts.found if not one.endswith("/sign-out")
    ]


@pytest.mark.parametrize("carry_on", [lambda _app: None, deciding.tell], ids=["under way", "decided"])
def test_no_page_of_an_application_offers_a_reader_what_they_may_not_do(own_demo_site: Flask, carry_on):
    carry_on(own_demo_site)
    let_read(own_demo_site, "ngo")
    client = signed_in(own_demo_site, "reader")
    for title in (THEIRS, HALF, READY, SECOND_SEASON):
        one = address_of(own_demo_site, title)
        assert dead_ends(client, one) == []
        shown = [page for page in ("/review", "/receipt", "/submitted") if client.get(one + page).status_code == 200]
        assert [dead_ends(client, one + page) for page in shown] == [[]] * len(shown)


def test_the_list_of_a_reader_offers_nothing_to_begin(own_demo_site: Flask):
    client = signed_in(own_demo_site, "reader")
    assert dead_ends(client, "/lv/applications") == []
    assert APPLY not in links_of(client.get("/lv/applications"))
    assert APPLY in links_of(signed_in(own_demo_site, "ngo2").get("/lv/applications"))


def test_a_reader_is_told_who_writes(own_demo_site: Flask):
    client = signed_in(own_demo_site, "reader")
    said = text_of(client.get(address_of(own_demo_site, THEIRS)))
    assert "Šīs organizācijas pieteikumus jūs lasāt, bet nemaināt. Tos sagatavo un iesniedz: Otto Paraugs." in said
    said = text_of(client.get(APPLY))
    assert "pieteikumus sāk, sagatavo un iesniedz: Otto Paraugs." in said


def test_a_reader_reads_a_draft_as_it_stands(own_demo_site: Flask):
    let_read(own_demo_site, "ngo")
    client, one = signed_in(own_demo_site, "reader"), address_of(own_demo_site, HALF)
    assert f"{one}/review" in links_of(client.get(one))
    said = text_of(client.get(f"{one}/review"))
    assert "Pieteikums, kāds tas ir tagad" in said
    assert "Nav iesniegts." in said
    assert "Parauga iela 1, Liepāja, LV-3401" in said
    assert client.get(f"{one}/sections/aim").status_code == 403


def test_a_reader_begins_nothing_also_with_a_form_of_their_own(own_demo_site: Flask):
    client = signed_in(own_demo_site, "reader")
    with own_demo_site.app_context():
        person = person_by_email(db.session(), "reader@example.org")
        assert person is not None
        organisation = person.memberships[0].organisation_id
    token = fields_of(client.get("/lv/account"))["csrf_token"]
    before = client.get("/lv/applications").text
    answer = client.post(APPLY, data={"csrf_token": token, "organisation": str(organisation)})
    assert answer.status_code == 422
    assert client.get("/lv/applications").text == before


def test_whoever_writes_here_and_reads_there_applies_only_for_the_one(own_demo_site: Flask):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        ngo, ngo2 = (person_by_email(act.session, f"{name}@example.org") for name in ("ngo", "ngo2"))
        assert ngo is not None
        assert ngo2 is not None
        join(act, ngo.id, ngo2.memberships[0].organisation_id, Standing.READER)
    client = signed_in(own_demo_site, "ngo")
    said = text_of(client.get(APPLY))
    assert "Iesniedzējs: Biedrība" in said
    assert "Kura organizācija" not in said
    theirs = address_of(own_demo_site, THEIRS)
    assert client.get(theirs).status_code == 200
    assert client.get(f"{theirs}/sections/aim").status_code == 403
    assert client.get(f"{theirs}/withdraw").status_code == 403


def test_whoever_writes_for_two_chooses_and_each_begins_with_its_own_details(own_demo_site: Flask):
    with own_demo_site.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        ngo, ngo2 = (person_by_email(act.session, f"{name}@example.org") for name in ("ngo", "ngo2"))
        assert ngo is not None
        assert ngo2 is not None
        own, theirs = (str(one.memberships[0].organisation_id) for one in (ngo, ngo2))
        join(act, ngo.id, ngo2.memberships[0].organisation_id, Standing.EDITOR)
    client = signed_in(own_demo_site, "ngo")
    page = client.get(APPLY)
    assert {f"/lv/account/organisations/{one}/details" for one in (own, theirs)} <= set(links_of(page))
    assert 'Piemērs" 40008999014' in text_of(page)
    token = {"csrf_token": fields_of(page)["csrf_token"]}
    assert client.post(APPLY, data=token).status_code == 422
    begun = [client.post(APPLY, data=token | {"organisation": one}).location for one in (own, theirs)]
    accounts = [fields_of(client.get(f"{one}/sections/applicant"))["applicant-account"] for one in begun]
    assert accounts == ["LV80 BANK 0000 4351 9500 1", ""]
    said = text_of(client.get("/lv/applications"))
    assert "Otrs piemērs" in said
    assert said.count("Piemērs") > 1


def test_a_reader_reads_the_details_and_has_no_fields(own_demo_site: Flask):
    let_read(own_demo_site, "ngo")
    client, page = signed_in(own_demo_site, "reader"), with_keys(own_demo_site, f"{OURS}/details")
    shown = client.get(page)
    assert "LV80 BANK 0000 4351 9500 1" in text_of(shown)
    assert "account" not in fields_of(shown)
    token = fields_of(client.get("/lv/account"))["csrf_token"]
    assert client.post(page, data={"csrf_token": token}).status_code == 403


def test_an_owner_lets_a_reader_write_and_the_other_way_round(own_demo_site: Flask):
    owner, reader = signed_in(own_demo_site, "ngo2"), signed_in(own_demo_site, "reader")
    people = with_keys(own_demo_site, "/lv/account/organisations/{organisation of ngo2}")
    page = with_keys(own_demo_site, f"{people}/people/{{person reader}}/standing")
    assert page in links_of(owner.get(people))
    writing = f"{address_of(own_demo_site, THEIRS)}/sections/aim"
    typed = fields_of(owner.get(page))
    assert owner.post(page, data=typed | {"standing": "editor"}).location == people
    assert (standing_of(own_demo_site, "reader"), reader.get(writing).status_code) == (Standing.EDITOR, 200)
    later = owner.post(page, data=typed | {"standing": "owner"})
    assert (later.status_code, standing_of(own_demo_site, "reader")) == (409, Standing.EDITOR)
    assert reader.get(page).status_code == 403


def test_the_last_responsible_person_cannot_let_go(own_demo_site: Flask):
    owner = signed_in(own_demo_site, "ngo2")
    page = with_keys(own_demo_site, "/lv/account/organisations/{organisation of ngo2}/people/{person ngo2}/standing")
    answer = owner.post(page, data=fields_of(owner.get(page)) | {"standing": "reader"})
    assert answer.status_code == 409
    assert "vajadzīga vismaz viena atbildīgā persona" in text_of(answer)
    assert standing_of(own_demo_site, "ngo2") == Standing.OWNER
