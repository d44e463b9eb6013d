"""A question that asks for a first and a last day: two fields, one answer, told when only one of them stands."""

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.test import EnvironBuilder, TestResponse

from app.applicant.differing import told
from app.applicant.forms import SectionForm, named_errors, section_form
from competition.application.reading import Item
from competition.form.definition import Section
from competition.form.questions import Kind, Question
from competition.form.several import ends_text
from tests.pages.conftest import draw_up_a_draft, signed_in
from tests.pages.reading import fields_of, text_of
from tests.pages.test_form_pages import DRAFT, EDIT, SHORT, versions

CAMP = Question("camp", {"lv": "Kad notiek nometne?", "en": "When is the camp?"}, kind=Kind.PERIOD)
SECTION = Section("camp", "1", {"lv": "Nometne"}, (CAMP,))
DAYS = ends_text("2027-02-15", "2027-02-19")
FIELD = """{% from "components/forms.html" import asked, error_summary %}
{{ error_summary(errors) }}{{ asked(form.camp, question, looks_of) }}"""


def page_of(form: SectionForm, errors: object = ()) -> TestResponse:
    return answered_with(render_template_string(FIELD, form=form, errors=errors, question=CAMP, looks_of=lambda _: {}))


def answered_with(text: str) -> TestResponse:
    return TestResponse([text.encode()], "200 OK", Headers(), EnvironBuilder().get_request())


def test_both_days_stand_in_fields_of_their_own_under_the_question(own_demo_site: Flask):
    with own_demo_site.test_request_context("/lv/"):
        page = page_of(section_form(SECTION, {"camp": DAYS}))

    assert fields_of(page) == {"camp-first": "2027-02-15", "camp-last": "2027-02-19"}
    assert '<fieldset class="field"' in page.text
    assert "<legend>Kad notiek nometne?" in page.text
    assert page.text.count('type="date"') == 2


def test_what_is_no_day_is_shown_as_it_was_typed(own_demo_site: Flask):
    with own_demo_site.test_request_context("/lv/"):
        page = page_of(section_form(SECTION, {"camp": ends_text("pavasarī", "2027-02-19")}))

    assert fields_of(page)["camp-first"] == "pavasarī"
    assert page.text.count('type="date"') == 1


@pytest.mark.parametrize(
    ("first", "last", "kept"), [("2027-02-15", "2027-02-19", DAYS), ("", "", ""), ("2027-02-15", "", "2027-02-15\n")]
)
def test_both_days_are_kept_as_one_answer(own_demo_site: Flask, first, last, kept):
    typed = MultiDict({"camp-first": first, "camp-last": last, "seen": ""})
    with own_demo_site.test_request_context("/lv/", method="POST", data=typed):
        assert section_form(SECTION, {"camp": ""}).typed(SECTION) == {"camp": kept}


def test_a_page_without_the_days_leaves_them_alone(own_demo_site: Flask):
    with own_demo_site.test_request_context("/lv/", method="POST", data={"seen": ""}):
        assert section_form(SECTION, {"camp": DAYS}).typed(SECTION) == {}


def test_what_is_wrong_with_both_leads_to_the_first_of_them(own_demo_site: Flask):
    with own_demo_site.test_request_context("/lv/"):
        form = section_form(SECTION, {"camp": ends_text("2027-02-15", "")})
        form["camp"].errors = ["Ierakstiet abas dienas."]
        errors = named_errors(form, SECTION)
        page = page_of(form, errors)

    assert errors == [("camp-first", "Kad notiek nometne? Ierakstiet abas dienas.")]
    assert 'aria-describedby="camp-error"' in page.text
    assert 'id="camp-error"' in page.text


def test_a_period_is_read_and_compared_in_words(own_demo_site: Flask, language):
    item = '{% from "components/reading.html" import answered %}{{ answered(item, day) }}'
    with own_demo_site.test_request_context(f"/{language}/"):
        read = render_template_string(item, item=Item(CAMP, DAYS), day=lambda text: f"<{text}>")
        marks = [mark for mark, _ in told(CAMP, DAYS, ends_text("2027-02-15", "2027-02-20")).labels]

    assert text_of(answered_with(read)) == "<2027-02-15> – <2027-02-19>"
    assert marks == ["gone", "new"]


def test_the_desk_can_ask_for_a_period(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    desk = signed_in(own_demo_site, "coordinator")
    asked = f'{SHORT}\n[[sections.questions]]\nkey = "camp"\nkind = "period"\nlabel.lv = "Kad notiek nometne?"\n'

    assert desk.post(EDIT, data=fields_of(desk.get(EDIT)) | {"text": asked}).status_code == 303
    page = desk.get(DRAFT)
    assert 'name="camp-last"' in page.text
    assert "Pirmā un pēdējā diena" in text_of(desk.get(f"{DRAFT}/questions/camp"))
    assert versions(own_demo_site)[-1][1] == asked
