"""Whatever people read goes through the catalogue: no template and no form says anything by itself."""

from pathlib import Path

import pytest
from flask import Flask

from app.config import ROOT
from tests.pages.untranslated import in_code, in_expressions, in_markup, latvian_in_code

TEMPLATES = ROOT / "templates"
APART = {"mail", "letters", "papers", "styleguide"}  # a file a language, Latvian by law, or made-up samples
PATHS = sorted(
    path
    for path in [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.xml")]
    if path.relative_to(TEMPLATES).parts[0] not in APART
)
# Commands speak English; the demonstration and the samples are made up in Latvian.
CODE = sorted(
    path
    for path in (ROOT / "app").rglob("*.py")
    if path.relative_to(ROOT / "app").parts[0] not in {"cli", "demonstration", "styleguide"}
)
# months in their cases, its own name, a letter, a program that goes with the file of a call
WRITES_LATVIAN = {"formats.py", "languages.py", "letter_sample.py", "check.py"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_says_nothing_by_itself(site: Flask, path: Path):
    source = path.read_text(encoding="utf-8")
    assert in_markup(site.jinja_env, source) == []
    assert in_expressions(site.jinja_env, source) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_gives_people_only_what_went_through_the_catalogue(path: Path):
    assert in_code(path) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_writes_no_latvian_of_its_own(path: Path):
    if path.name not in WRITES_LATVIAN:
        assert latvian_in_code(path) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Saglabāts</p>", ["Saglabāts"]),
        ("<p>{{ _('Saved') }} at last</p>", ["\ufffc at last"]),
        ("<p>{# a comment #}{% if x %}Yes{% endif %}</p>", ["Yes"]),
        ('<nav aria-label="Menu"><img alt="EU" title=\'x\'></nav>', ["Menu", "EU", "x"]),
        (
            '<input placeholder="Name"><input type="submit" value="Send"><input type="hidden" value="key">',
            ["Name", "Send"],
        ),
        ('<meta name="description" content="A call"><meta name="viewport" content="width=device-width">', ["A call"]),
        ("<p>{{ size }} KB – Konkurss · {{ x }}&nbsp;×&nbsp;2</p>", []),
        ('<p lang="lv">Nr. {{ x }} <b title="Numurs">Nr.</b> <p>Vēl</p></p><p>Out</p>', ["Out"]),
        ("<code>flask call verify {{ slug }}.json</code>", []),
        ('<a class="button quiet" href="/lv/">{{ _("Calls") }}</a>', []),
    ],
)
def test_the_net_sees_what_a_template_says_by_itself(site: Flask, source, found):
    assert in_markup(site.jinja_env, source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{{ "Saved." if x else _("Failed") }}', ["Saved."]),
        ('{% set words = {"open": "Atvērts"} %}', ["Atvērts"]),
        ('{{ macro(kind="Send now") }}', ["Send now"]),
        ('{{ ngettext("%(num)d Call", "%(num)d Calls", 2) }}{{ "button quiet" }}{{ x == "open" }}', []),
    ],
)
def test_the_net_sees_what_an_expression_says_by_itself(site: Flask, source, found):
    assert in_expressions(site.jinja_env, source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('title = StringField("Title", validators=[DataRequired("Needed"), Length(max=9, message="Long")])', 3),
        ('kind = SelectField(_l("Kind"), choices=[("a", "One"), ("b", _l("Two"))], description="Pick")', 2),
        ('flash("Saved", "good")\nflash(f"Saved {name}")\nabort(404, description="Gone")', 3),
        ('render_template("a.html", sentence="It is done", here="calls", word="Gatavs")', 2),
        ('ANSWERS = {"x": Answer("No.", 422)}', 1),
        ('flash(_("Saved"))\nabort(404)\nStringField(_l("Title"), name="title")\nRegexp("[a-z]+")', 0),
    ],
)
def test_the_net_sees_what_code_says_by_itself(tmp_path: Path, source, found):
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert len(in_code(path)) == found


def test_the_net_sees_latvian_in_code_but_not_in_what_is_told_of_it(tmp_path: Path):
    path = tmp_path / "module.py"
    path.write_text('"""Nolikums ā."""\nWORD = "Pieteikšanās"\n', encoding="utf-8")
    assert latvian_in_code(path) == ["2: Pieteikšanās"]
