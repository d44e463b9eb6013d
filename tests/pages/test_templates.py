"""Templates use what they import, never switch escaping off and ask nothing that a view should have asked."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from app.config import ROOT

TEMPLATES = ROOT / "templates"
PATHS = sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.xml")])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_use_what_they_import_and_never_switch_escaping_off(site: Flask, path: Path):
    tree = site.jinja_env.parse(path.read_text(encoding="utf-8"))
    imported = {
        name if isinstance(name, str) else name[1] for one in tree.find_all(nodes.FromImport) for name in one.names
    }
    used = {name.name for name in tree.find_all(nodes.Name)}
    assert imported - used == set()
    assert [one.lineno for one in tree.find_all(nodes.Filter) if one.name == "safe"] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_know_no_style_no_script_no_role_and_no_clock(path: Path):
    text = path.read_text(encoding="utf-8").replace(
        '<script type="module" src="{{ static_url(script) }}"></script>', ""
    )
    roles = r"(?:coordinator|auditor)(?![./])|administrator"
    forbidden = rf"style=|<script|\bon\w+=|{roles}|session\.|\bnow\(|_at [<>]|[<>]=? \w+_at"
    assert re.findall(forbidden, text) == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").iterdir()), ids=lambda path: path.name)
def test_every_component_tells_its_contract(path: Path):
    text = path.read_text(encoding="utf-8")
    macros = re.findall(r"(?:#\}|%\}|^)\s*\n?\{% macro ", text)
    told = re.findall(r"-#\}\n\{% macro ", text)
    assert len(told) == len(re.findall(r"\{% macro ", text)) == max(len(macros), len(told))
