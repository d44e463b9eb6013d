"""The form of a call: shown as applicants see it, changed as a file until the call is public."""

from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from app.applicant.forms import SectionForm
from app.coordinator.form_faults import SENTENCES
from app.extensions import db
from competition.call.records import FormVersion
from competition.form.reading import RESERVED, Why
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from tests.pages.conftest import draw_up_a_draft, signed_in
from tests.pages.coordinators import call_of
from tests.pages.reading import fields_of, text_of

DRAFT, PUBLIC = "/lv/desk/calls/liepaja-melnraksts/form", "/lv/desk/calls/liepaja-demo/form"
EDIT = f"{DRAFT}/edit"
SHORT = """format = "application-form/1"

[[sections]]
key = "idea"
title.lv = "Ideja"

[[sections.questions]]
key = "title"
kind = "line"
label.lv = "Nosaukums"

[[sections.questions]]
key = "ways"
kind = "choices"
label.lv = "Kā"
choices = [{ key = "camp", label.lv = "Nometnē" }, { key = "club", label.lv = "Klubā" }]
"""


def versions(app: Flask, slug: str = "liepaja-melnraksts") -> list[tuple[int, str]]:
    with app.app_context():
        rows = select(FormVersion).where(FormVersion.call_id == call_of(app, slug).id).order_by(FormVersion.version)
        return [(one.version, one.text) for one in db.session.scalars(rows)]


def test_the_form_is_shown_with_everything_that_it_asks(demo_site: Flask):
    page = text_of(signed_in(demo_site, "coordinator").get(PUBLIC))

    for question in PUMPURS.questions:
        assert question.label["lv"] in page
    for slot in PUMPURS.slots:
        assert slot.title["lv"] in page


def test_the_form_of_a_public_call_has_no_button_to_change_it_and_is_not_changed(demo_site: Flask):
    desk = signed_in(demo_site, "coordinator")

    assert "Mainīt veidlapu" not in text_of(desk.get(PUBLIC))
    assert desk.get(f"{PUBLIC}/edit").status_code == 409


def test_the_file_of_the_form_is_downloaded_as_it_is_kept(demo_site: Flask):
    answer = signed_in(demo_site, "coordinator").get("/lv/desk/calls/liepaja-demo/form.toml")

    assert answer.text == PUMPURS_TEXT
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_call_that_was_brought_in_has_no_form(demo_site: Flask):
    desk = signed_in(demo_site, "coordinator")

    assert "portālā nav veidlapas" in text_of(desk.get("/lv/desk/calls/liepaja-2020/form"))
    assert desk.get("/lv/desk/calls/liepaja-2020/form.toml").status_code == 404


def test_another_form_becomes_the_next_version_and_the_same_again_none(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")

    for _ in range(2):
        answer = desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"text": SHORT.replace("\n", "\r\n")})
        assert (answer.status_code, answer.location) == (303, f"{DRAFT}?saved=1")

    assert versions(own_demo_site) == [(1, PUMPURS_TEXT), (2, SHORT)]
    page = text_of(desk.get(DRAFT))
    assert "Nometnē" in page
    assert "Aktivitātes" not in page


def test_a_chosen_file_stands_for_the_text(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    file = (BytesIO("\ufeff".encode() + SHORT.encode()), "veidlapa.toml")

    answer = desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"file": file}, content_type="multipart/form-data")

    assert answer.status_code == 303
    assert versions(own_demo_site)[-1] == (2, SHORT)


def test_a_file_that_is_not_in_utf_8_is_refused_before_letters_are_spoilt(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    file = (BytesIO(SHORT.encode("cp1257")), "veidlapa.toml")

    answer = desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"file": file}, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "saglabājiet to kā UTF-8" in text_of(answer)
    assert len(versions(own_demo_site)) == 1


def test_no_question_can_take_the_name_of_something_that_a_section_s_form_has():
    taken = {name for name in dir(SectionForm) if name.isalpha() and name.islower()}

    assert taken <= RESERVED


def test_whatever_can_be_wrong_with_a_form_has_its_sentence():
    assert set(SENTENCES) == set(Why)


def test_what_is_wrong_with_the_check_is_said_with_its_place(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    wrong = PUMPURS_TEXT.replace('verdict = "no"', 'verdict = "nē"', 1)

    answer = desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"text": wrong})

    assert answer.status_code == 422
    said = 'pārbaudes 1. jautājums, 3. atbilde, verdict: te jābūt "yes", "no" vai "first".'
    assert said in text_of(answer)
    assert len(versions(own_demo_site)) == 1


def test_what_is_wrong_with_the_text_is_said_at_once_and_nothing_is_lost(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    wrong = SHORT.replace('"choices"', '"dzejolis"').replace('key = "idea"', 'key = "Ideja"')

    answer = desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"text": wrong})

    assert answer.status_code == 422
    said = text_of(answer)
    assert "1. sadaļa, key: „Ideja” nevar būt nosaukums" in said
    assert "1. sadaļa, 2. jautājums, kind: tāda jautājuma veida nav: „dzejolis”." in said
    assert unescape(wrong) in unescape(answer.text)
    assert len(versions(own_demo_site)) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "format: tā trūkst."),
        ('format = "application-form/1"\nformat = "x"', '2. rinda (format = "x"): no šīs vietas tekstu nevar nolasīt'),
        ("x" * 200_001, "Fails ir lielāks, nekā veidlapa drīkst būt."),
    ],
)
def test_a_text_that_is_no_form_has_its_sentence(own_demo_site: Flask, text, sentence):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")

    answer = desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"text": text})

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_the_later_of_two_windows_is_shown_both_forms(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    opened = fields_of(desk.get(EDIT))
    desk.post(EDIT, data=opened | {"text": SHORT})

    later = desk.post(EDIT, data=opened | {"text": PUMPURS_TEXT + "\n# mans"})

    assert later.status_code == 409
    assert "Nometnē" in text_of(later)
    assert "# mans" in text_of(later)
    assert len(versions(own_demo_site)) == 2


def test_changing_the_terms_leaves_the_form_as_it_was_changed(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"text": SHORT})
    terms = "/lv/desk/calls/liepaja-melnraksts/edit"

    assert desk.post(terms, data=fields_of(desk.get(terms)) | {"quota": "9"}).status_code == 303

    assert "Nometnē" in text_of(desk.get(DRAFT))
