"""What all forms share: fields only through the components, mistakes in our own words."""

import re
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from flask_babel import force_locale
from wtforms import FieldList, FormField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from app.config import ROOT
from app.forms import SENTENCES, Form, Group, Sentences, choices, errors_of

TEMPLATES = ROOT / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if path.parent.name != "components")
# What nobody who fills a form in can bring about: mistakes of ours, kinds of fields that we do not use.
NOT_READ = re.compile(
    "CSRF|IP address|Mac address|UUID|URL|field name|[Ww]eek|float|datetime|cannot be None|cannot be edited|disabled"
    "|Invalid input|Invalid value|must be equal|Date must be"
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_controls_are_written_by_the_components_only(path: Path):
    text = re.sub(r'<input type="hidden"', "", path.read_text(encoding="utf-8"))
    assert re.findall(r"<(?:input|textarea|select|label|progress)\b", text) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_form_says_where_it_goes_so_that_no_fragment_of_the_address_takes_the_focus(path: Path):
    forms = re.findall(r"<form\b[^>]*>", re.sub(r"\{\{.*?\}\}", "x", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert [form for form in forms if "action=" not in form] == []


def test_whatever_the_library_says_of_a_mistake_we_say_in_our_own_words(site):
    sources = "".join(path.read_text() for path in Path(wtforms.__file__).parent.rglob("*.py"))
    said = set(re.findall(r'gettext\(\s*"([^"]+)"', sources))
    assert {sentence for sentence in said if not NOT_READ.search(sentence)} - set(SENTENCES) == set()
    with site.test_request_context("/"), force_locale("lv"):
        assert Sentences().gettext("This field is required.") == "Aizpildiet šo lauku."
        assert Sentences().ngettext("one", "many", 2) == "many"


@pytest.mark.parametrize("sentence", sorted(SENTENCES))
def test_our_sentences_take_the_librarys_facts(site, sentence):
    facts = {"min": 1, "max": 5, "value": "x"}
    for language in ("lv", "en"):
        with site.test_request_context("/"), force_locale(language):
            assert "%(" not in str(SENTENCES[sentence]) % facts


class Partner(Group):
    name = StringField(validators=[InputRequired()])
    kind = RadioField(choices=choices(("school", "School")), validators=[InputRequired()])


class Application(Form):
    title = StringField(validators=[InputRequired()])
    first = FormField(Partner)
    partners = FieldList(FormField(Partner, "Partner"))
    words = FieldList(StringField(validators=[InputRequired()]), validators=[Length(max=2)])


def mistakes_in(site: Flask, **fields: str) -> list[tuple[str | None, str]]:
    with site.test_request_context("/", method="POST", data=fields), force_locale("en"):
        form = Application(meta={"csrf": False})
        form.validate()
        return errors_of(form)


def test_mistakes_are_found_in_groups_and_rows_and_lead_to_the_field_itself(site: Flask):
    assert mistakes_in(site, title="x", **{"partners-1-name": "y", "words-0": "a", "words-4": ""}) == [
        ("first-name", "Name: Fill this in."),
        ("first-kind-0", "Kind: Fill this in."),
        ("partners-0-kind-0", "Partner 1, Kind: Fill this in."),
        ("words-1", "Words-4: Fill this in."),
    ]


def test_a_mistake_of_a_whole_list_leads_to_its_first_row(site: Flask):
    whole = {"title": "x", "first-name": "y", "first-kind": "school"}
    rows = {f"words-{number}": "a" for number in range(3)}
    assert mistakes_in(site, **whole, **rows) == [("words-0", "Words: This is longer than 2 characters: shorten it.")]
