"""The Nu HTML checker finds no error on any page in any state, in both languages."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from app.config import ROOT
from app.languages import LANGUAGES
from competition.foundation.clock import use_clock
from tests.journeys.codes import come_in
from tests.journeys.conftest import RESULTS
from tests.journeys.places import PLACES, Place
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of

CHECKER = ROOT / "tests" / "web" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def checker() -> list[str]:
    """The command of the checker; `make .venv/.web` installs it."""
    java = shutil.which("java")
    if java and CHECKER.exists():
        return [java, "-jar", str(CHECKER), "--format", "json", "--errors-only", "--exit-zero-always"]
    why = "no Java on this machine" if not java else "the HTML checker is not installed: make .venv/.web"
    if os.environ.get("CI"):
        pytest.fail(f"CI needs it: {why}")
    pytest.skip(why)


def as_served(site: Flask, place: Place, language: str) -> str:
    """A page as a browser without scripts gets it."""
    use_clock(lambda: place.at)
    client = come_in(site, place.who) if place.who else site.test_client()
    path = f"/{language}{with_keys(site, place.path)}"
    answer = client.get(path)
    if place.sent:
        answer = client.post(path, data={"csrf_token": fields_of(answer)["csrf_token"]})
    use_clock(None)
    assert answer.status_code == place.status
    return answer.text


def kept(site: Flask, place: Place, language: str) -> str:
    """Where a page is kept as it was served."""
    path = RESULTS / "pages" / f"{language}-{place.name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_served(site, place, language), encoding="utf-8")
    return str(path)


def test_the_html_checker_finds_no_error_anywhere(site: Flask, checker: list[str]):
    pages = [kept(site, place, language) for place in PLACES for language in LANGUAGES]
    told = subprocess.run([*checker, *pages], check=True, capture_output=True, text=True).stderr
    assert [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(told)["messages"]
    ] == []
