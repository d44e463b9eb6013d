"""The record of the meeting on its way to being registered: looked over first, corrected, then there for good."""

from typing import Any

import pytest
from flask import Flask

from competition.result.records import Decision
from tests.documents.reading import words_of_pdf
from tests.pages.conftest import signed_in
from tests.pages.meetings import (
    ALL,
    BELOW,
    COMMITTEE,
    DESK,
    FIRST,
    RECORD,
    SECOND,
    SLUG,
    THIRD,
    all_rows,
    close,
    records,
    send,
    settle,
    tell,
)
from tests.pages.reading import fields_of, links_of, text_of

FILLED: dict[str, Any] = {name: value for name, value in RECORD.items() if name != "step"}
ROOMS = (("coordinator", f"{DESK}/decision"), ("secretary", f"{COMMITTEE}/minutes"))
ON_THE_WHOLE_LIST = "Balsojums ir par sarakstu kopumā; loceklis, kuram ir interešu konflikts,"


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_what_was_filled_in_is_looked_over_before_anything_is_registered(own_demo_site: Flask, who, page):
    close(own_demo_site)
    client = signed_in(own_demo_site, who)
    before = all_rows(own_demo_site)

    answer = send(client, page, **FILLED | {"present": list(ALL[:4]), "in_favour": "2", "against": "2"})

    text = text_of(answer)
    assert (answer.status_code, all_rows(own_demo_site)) == (200, before)
    assert "Pārbaudiet pirms reģistrēšanas" in text
    assert "2026. gada 15. septembris, protokols Nr. 7" in text
    assert "par – 2, pret – 2, atturas – 0; izšķīra priekšsēdētāja balss" in text
    assert "Priekšsēdētāja Paraudziņa, priekšsēdētājs" in text
    assert "ne lēmumu, ne protokola ziņas vairs nevar mainīt" in text


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_a_record_that_is_registered_twice_is_registered_once(own_demo_site: Flask, who, page):
    close(own_demo_site)
    client = signed_in(own_demo_site, who)
    kept = {name: text for name, text in fields_of(client.get(page)).items() if name in {"csrf_token", "key"}}
    sent = kept | FILLED | {"step": "register"}

    first = client.post(page, data=sent)
    after = all_rows(own_demo_site)
    second = client.post(page, data=sent)

    assert set(kept) == {"csrf_token", "key"}
    assert [(one.status_code, one.location) for one in (first, second)] == [(303, page)] * 2
    assert all_rows(own_demo_site) == after


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_going_back_to_correct_keeps_what_was_typed(own_demo_site: Flask, who, page):
    close(own_demo_site)
    client = signed_in(own_demo_site, who)
    before = all_rows(own_demo_site)

    answer = send(client, page, **FILLED | {"step": "change"})

    assert (answer.status_code, all_rows(own_demo_site)) == (200, before)
    assert 'value="2026-09-15"' in answer.text
    assert answer.text.count(" checked") == len(ALL) + 1
    assert "Sēde notika attālināti." in answer.text


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"held_on": "2026-09-16"}, "held_on", "Sēde nevar būt notikusi vēlāk nekā šodien."),
        ({"present": ["m1", "m2", "m5"]}, "present", "balsstiesīgi piedalījās 2 no 4"),
        ({"in_favour": "5"}, "in_favour", "Norādītas 5 balsis"),
        ({"in_favour": "1", "against": "2"}, "in_favour", "Balsojumā lēmums nav pieņemts"),
        ({"in_favour": ""}, "in_favour", "Ierakstiet, cik balsu bija par."),
        ({"against": ""}, "against", "Ierakstiet, cik balsu bija pret."),
        ({"abstained": ""}, "abstained", "Ierakstiet, cik balsotāju atturējās."),
    ],
)
def test_what_speaks_against_the_record_stands_at_its_field_and_above_with_a_link_to_it(
    own_demo_site: Flask, typed, field, sentence
):
    close(own_demo_site)

    answer = send(signed_in(own_demo_site, "secretary"), f"{COMMITTEE}/minutes", **FILLED | typed)

    text = text_of(answer)
    assert (answer.status_code, text.count(sentence)) == (422, 2)
    assert f'href="#{"present-0" if field == "present" else field}"' in answer.text
    assert f'id="{field}-error"' in answer.text


def test_the_form_says_beforehand_that_the_secretary_does_not_vote_and_on_what_the_vote_is(own_demo_site: Flask):
    close(own_demo_site)

    text = text_of(signed_in(own_demo_site, "secretary").get(f"{COMMITTEE}/minutes"))

    assert "sekretārs nebalso" in text
    assert ON_THE_WHOLE_LIST in text


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_after_the_decision_the_page_says_what_comes_next_and_who_does_it(own_demo_site: Flask, who, page):
    settle(own_demo_site)

    text = text_of(signed_in(own_demo_site, who).get(page))

    assert "Lēmums ir reģistrēts" in text
    assert "organizētājs paziņo rezultātus" in text
    assert "Balsojums bija par sarakstu kopumā" in text
    assert len(records(own_demo_site, Decision, ~Decision.brought_in)) == 1


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_after_the_announcement_the_page_says_that_it_is_made(own_demo_site: Flask, who, page):
    tell(own_demo_site)

    text = text_of(signed_in(own_demo_site, who).get(page))

    assert "Rezultāti paziņoti 2026. gada" in text
    assert "organizētājs paziņo rezultātus" not in text


@pytest.mark.parametrize(("who", "page"), ROOMS)
def test_the_extract_of_the_minutes_can_be_downloaded_once_they_are_registered(own_demo_site: Flask, who, page):
    settle(own_demo_site)
    client = signed_in(own_demo_site, who)

    pdf, docx = client.get(f"{page}.pdf"), client.get(f"{page}.docx")

    assert {f"{page}.pdf", f"{page}.docx"} <= set(links_of(client.get(page)))
    assert (pdf.status_code, pdf.data[:5], docx.status_code, docx.data[:2]) == (200, b"%PDF-", 200, b"PK")
    assert f"{SLUG}-protokola-izraksts.pdf" in pdf.headers["Content-Disposition"]
    words = words_of_pdf(pdf.data)
    assert "PROTOKOLA IZRAKSTS" in words
    assert "15.09.2026. Nr. 7" in words
    assert "Komisija ir lemttiesīga: balsstiesīgi piedalās 4 no 4, nepieciešami vismaz 3." in words
    assert [title for title in (FIRST, SECOND, THIRD, BELOW) if title not in words] == []


def test_before_the_decision_and_for_a_round_without_a_meeting_there_is_no_extract(own_demo_site: Flask):
    close(own_demo_site)

    assert signed_in(own_demo_site, "secretary").get(f"{COMMITTEE}/minutes.pdf").status_code == 404
    coordinator = signed_in(own_demo_site, "coordinator")
    assert coordinator.get("/lv/desk/calls/liepaja-2020/decision.pdf").status_code == 404
    assert "decision.pdf" not in coordinator.get("/lv/desk/calls/liepaja-2020/decision").text


def test_the_extract_is_not_there_for_members_who_do_not_lead_nor_for_other_organisers(own_demo_site: Flask):
    settle(own_demo_site)

    assert signed_in(own_demo_site, "member").get(f"{COMMITTEE}/minutes.pdf").status_code == 403
    assert signed_in(own_demo_site, "coordinator2").get(f"{DESK}/decision.pdf").status_code == 404


def test_the_extract_for_a_chair_in_conflict_leaves_that_application_out(own_demo_site: Flask):
    settle(own_demo_site, conflict=("m1", THIRD))

    chair = words_of_pdf(signed_in(own_demo_site, "chair").get(f"{COMMITTEE}/minutes.pdf").data)
    secretary = words_of_pdf(signed_in(own_demo_site, "secretary").get(f"{COMMITTEE}/minutes.pdf").data)

    assert (THIRD in chair, THIRD in secretary) == (False, True)
    assert "nav ziņu par 1 pieteikumu" in chair
