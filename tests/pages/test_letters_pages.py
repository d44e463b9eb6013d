"""Announcing and letters on the coordinator's pages: what will leave the house, once, and what follows."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.extensions import db
from competition.call.records import Call
from competition.foundation.clock import use_clock
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.organisation.records import Letterhead
from competition.result.notices import LetterFacts
from competition.result.records import Notice
from competition.result.terms import Way
from tests.documents.reading import words_of_pdf
from tests.pages import deciding
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.deciding import DESK, SLUG
from tests.pages.reading import fields_of, links_of, text_of
from tests.pages.test_one_language import foreign_pieces

PAPER = "2026-03"
ONLINE = "2026-01"


def notices(app: Flask) -> dict[str, Notice]:
    """The letters of the call by the numbers of its applications."""
    keys = {key: number for number, key in deciding.numbers(app).items()}
    with app.app_context():
        rows = db.session.scalars(select(Notice).join(Call).where(Call.slug == SLUG)).all()
        db.session.expunge_all()
        return {keys[one.application_id]: one for one in rows}


def announce(app: Flask, **fields: str) -> tuple[int, str]:
    desk = signed_in(app, "coordinator")
    token = fields_of(desk.get(f"/lv{DESK}/announcement"))["csrf_token"]
    answer = desk.post(f"/lv{DESK}/announcement", data={"csrf_token": token, **fields})
    return answer.status_code, text_of(answer)


def test_the_preview_shows_what_the_public_and_each_applicant_will_get(own_demo_site: Flask):
    deciding.settle(own_demo_site)
    page = text_of(signed_in(own_demo_site, "coordinator").get(f"/lv{DESK}/announcement"))
    assert "Piešķirts kopā 9200,00 EUR" in page
    assert '2026-01 Biedrība "Piemērs" Apstiprināts pa e-pastu' in page
    assert "2026-03 Biedrība „Trešais piemērs” Apstiprināts pa pastu vai izsniedzot" in page
    assert page.count("PROJEKTS") == 6
    public = signed_in(own_demo_site, "ngo").get(f"/lv/calls/{SLUG}/results")
    assert (public.status_code, notices(own_demo_site)) == (404, {})


def test_nothing_is_announced_without_the_tick(own_demo_site: Flask):
    deciding.settle(own_demo_site)
    status, _ = announce(own_demo_site)
    assert (status, notices(own_demo_site)) == (422, {})


def test_without_a_letterhead_the_page_says_so_with_the_way_and_announces_nothing(own_demo_site: Flask):
    deciding.settle(own_demo_site)
    with own_demo_site.app_context():
        call = db.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        db.session.delete(db.session.get_one(Letterhead, call.organiser_id))
        db.session.commit()
    links = links_of(signed_in(own_demo_site, "coordinator").get(f"/lv{DESK}/announcement"))
    assert "/lv/desk/letterhead" in links
    status, page = announce(own_demo_site, checked="y")
    assert (status, notices(own_demo_site)) == (409, {})
    assert "Vispirms" in page


def test_results_are_announced_once_and_a_second_time_leads_on(own_demo_site: Flask):
    deciding.settle(own_demo_site)
    first = signed_in(own_demo_site, "coordinator")
    token = fields_of(first.get(f"/lv{DESK}/announcement"))["csrf_token"]
    form = {"csrf_token": token, "checked": "y"}
    assert first.post(f"/lv{DESK}/announcement", data=form).status_code == 303
    once = {number: one.number for number, one in notices(own_demo_site).items()}
    second = first.post(f"/lv{DESK}/announcement", data=form)
    assert second.status_code == 409
    assert f"/lv{DESK}/letters" in links_of(second)
    assert {number: one.number for number, one in notices(own_demo_site).items()} == once
    assert signed_in(own_demo_site, "ngo").get(f"/lv/calls/{SLUG}/results").status_code == 200


def test_letters_are_numbered_in_the_order_of_the_decision_and_keep_what_they_say(own_demo_site: Flask):
    deciding.tell(own_demo_site)
    kept = notices(own_demo_site)
    assert [one.number for _, one in sorted(kept.items())] == [f"1-9/2026/{serial}" for serial in range(1, 7)]
    refused, ineligible = LetterFacts.from_json(kept["2026-05"].facts), LetterFacts.from_json(kept["2026-04"].facts)
    assert [(one.code, one.mean, one.floor) for one in refused.failed] == [("2.2", 2, 3), ("2.4.3", 2, 3)]
    assert [(one.code, one.reason) for one in ineligible.failed] == [
        ("1.6", "Mērķa grupā iekļauti pieaugušie, nevis izglītojamie.")
    ]
    assert (refused.minutes, refused.decided_on, refused.total_failed) == ("4", DEMO_DAY.date(), True)


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("number", [ONLINE, PAPER, "2026-02", "2026-04", "2026-05", "2026-06"])
def test_every_letter_has_its_page_its_pdf_and_its_docx(own_demo_site: Flask, number, language):
    deciding.tell(own_demo_site)
    desk, key = signed_in(own_demo_site, "coordinator"), deciding.numbers(own_demo_site)[number]
    page = desk.get(f"/{language}{DESK}/letters/{key}")
    assert (page.status_code, foreign_pieces(page.text)) == (200, [])
    pdf, docx = (desk.get(f"/{language}{DESK}/letters/{key}.{suffix}") for suffix in ("pdf", "docx"))
    assert (pdf.data[:5], docx.data[:2]) == (b"%PDF-", b"PK")
    name = f"{number}-lemums.pdf"
    assert pdf.headers["Content-Disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert notices(own_demo_site)[number].number in words_of_pdf(pdf.data)


def test_all_letters_come_in_one_zip_in_pieces(own_demo_site: Flask):
    deciding.tell(own_demo_site)
    answer = signed_in(own_demo_site, "coordinator").get(f"/lv{DESK}/letters.zip", buffered=False)
    assert answer.is_streamed
    names = ZipFile(BytesIO(answer.data)).namelist()
    assert names == [f"2026-0{place}-lemums.{suffix}" for place in range(1, 7) for suffix in ("pdf", "docx")]


def test_the_fourteen_letters_of_the_round_of_2020_can_be_made_as_drafts(own_demo_site: Flask):
    desk = signed_in(own_demo_site, "coordinator")
    container = ZipFile(BytesIO(desk.get("/lv/desk/calls/liepaja-2020/letters.zip").data))
    drafts = [name for name in container.namelist() if name.endswith("-lemums-projekts.pdf")]
    assert len(drafts) == 14
    assert all(container.read(name)[:5] == b"%PDF-" for name in drafts)


def test_three_pages_agree_that_the_portal_sent_no_letters_for_a_round_brought_in(demo_site: Flask, at):
    at(DEMO_DAY)
    desk, call = signed_in(demo_site, "coordinator"), "/lv/desk/calls/liepaja-2020"
    steps, announced, letters = (text_of(desk.get(f"{call}{page}")) for page in ("", "/announcement", "/letters"))
    assert ("portāls nav sūtījis" in steps, "visas nosūtītas" in steps) == (True, False)
    for text in (announced, letters):
        assert "portāls tās vēstules nav ne numurējis, ne sūtījis" in text
    assert "Katrai vēstulei ir numurs un datums" not in announced
    assert ("bez numura" in letters, "melnraksts" in letters, "nav numurēta" in letters) == (True, False, False)


@pytest.mark.parametrize(
    ("way", "notified"),
    [
        (Way.BY_HAND, "15.09.2026."),
        (Way.E_ADDRESS, "17.09.2026."),
        (Way.REGISTERED_POST, "22.09.2026."),
        (Way.POST, "23.09.2026."),
    ],
)
def test_how_a_letter_went_is_written_down_once_and_its_terms_follow(own_demo_site: Flask, way, notified):
    deciding.tell(own_demo_site)
    desk, key = signed_in(own_demo_site, "coordinator"), deciding.numbers(own_demo_site)[PAPER]
    token = fields_of(desk.get(f"/lv{DESK}/letters/{key}"))["csrf_token"]
    form = {"csrf_token": token, "way": way.value, "day": DEMO_DAY.date().isoformat()}
    assert desk.post(f"/lv{DESK}/letters/{key}/sent", data=form).status_code == 303
    assert f"paziņots {notified}" in text_of(desk.get(f"/lv{DESK}/letters"))
    again = desk.post(f"/lv{DESK}/letters/{key}/sent", data=form | {"way": Way.BY_HAND.value})
    assert (again.status_code, notices(own_demo_site)[PAPER].sent_by) == (409, way)


@pytest.mark.parametrize("days", [1, -1])
def test_a_letter_goes_neither_in_the_future_nor_before_its_date(own_demo_site: Flask, days):
    deciding.tell(own_demo_site)
    desk, key = signed_in(own_demo_site, "coordinator"), deciding.numbers(own_demo_site)[PAPER]
    token = fields_of(desk.get(f"/lv{DESK}/letters/{key}"))["csrf_token"]
    day = (DEMO_DAY + timedelta(days=days)).date().isoformat()
    answer = desk.post(f"/lv{DESK}/letters/{key}/sent", data={"csrf_token": token, "way": "post", "day": day})
    assert (answer.status_code, notices(own_demo_site)[PAPER].sent_at) == (422, None)


def test_an_email_that_failed_is_shown_and_can_be_sent_again(own_demo_site: Flask):
    deciding.tell(own_demo_site)
    with own_demo_site.app_context():
        failed = {"state": Delivery.FAILED, "last_error": "550 unknown mailbox"}
        db.session.execute(update(OutboxMessage).where(OutboxMessage.kind == "decision").values(failed))
        db.session.commit()
    desk, key = signed_in(own_demo_site, "coordinator"), deciding.numbers(own_demo_site)[ONLINE]
    page = desk.get(f"/lv{DESK}/letters/{key}")
    assert "e-pasts nav nosūtīts 550 unknown mailbox" in text_of(page)
    assert page.text.count('id="csrf_token"') == 1
    token = {"csrf_token": fields_of(page)["csrf_token"]}
    assert desk.post(f"/lv{DESK}/letters/{key}/again", data=token).status_code == 303
    assert "e-pasts tiek sūtīts" in text_of(desk.get(f"/lv{DESK}/letters/{key}"))


def test_a_letterhead_is_saved_shown_and_numbers_the_letters(own_demo_site: Flask):
    deciding.settle(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    form = fields_of(desk.get("/lv/desk/letterhead/liepaja")) | {"number_pattern": "IP/{year}/{serial}"}
    wrong = desk.post("/lv/desk/letterhead/liepaja", data=form | {"number_pattern": "IP"})
    assert (wrong.status_code, "IP/2026/14" in text_of(desk.get("/lv/desk/letterhead/liepaja"))) == (422, False)
    assert desk.post("/lv/desk/letterhead/liepaja", data=form).status_code == 303
    assert "Nr. IP/2026/14" in text_of(desk.get("/lv/desk/letterhead/liepaja"))
    announce(own_demo_site, checked="y")
    assert notices(own_demo_site)[ONLINE].number == "IP/2026/1"


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_letter_of_another_organisers_call_is_not_there(own_demo_site: Flask, ending):
    deciding.tell(own_demo_site)
    use_clock(lambda: DEMO_DAY)
    key = deciding.numbers(own_demo_site)[ONLINE]
    stranger = signed_in(own_demo_site, "coordinator2")
    assert stranger.get(f"/lv{DESK}/letters/{key}{ending}").status_code == 404
    assert stranger.get(f"/lv{DESK}/letters.zip").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("registration_number", "123", "Pārbaudiet reģistrācijas numuru"),
        ("phone", "abc", "Ierakstiet vienu tālruņa numuru"),
        ("author_phone", "abc", "Ierakstiet vienu tālruņa numuru"),
    ],
)
def test_a_letterhead_with_a_number_that_cannot_be_right_is_refused(own_demo_site: Flask, field, typed, sentence):
    desk = signed_in(own_demo_site, "coordinator")
    form = fields_of(desk.get("/lv/desk/letterhead/liepaja"))
    wrong = desk.post("/lv/desk/letterhead/liepaja", data=form | {field: typed})
    assert (wrong.status_code, f"#{field}" in links_of(wrong), sentence in text_of(wrong)) == (422, True, True)


def test_the_letterhead_is_found_from_the_call_and_from_its_letters(demo_site: Flask, at):
    at(DEMO_DAY)
    desk = signed_in(demo_site, "coordinator")
    for page in ("liepaja-demo", "liepaja-demo/letters", "liepaja-2020/letters"):
        assert "/lv/desk/letterhead" in links_of(desk.get(f"/lv/desk/calls/{page}"))
