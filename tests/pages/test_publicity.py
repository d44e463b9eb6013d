"""The programme's official pictures: those of the page's organiser, as they were supplied, never active."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from app.config import Settings, SettingsWrong, read_settings
from app.extensions import db
from app.pictures import pictures_in
from competition.call.records import Call
from tests.pages.conftest import OPEN, At, close, settings_for
from tests.pages.images import AVIF, JPG, PNG, SVG, WEBP, a_folder
from tests.pages.loading import asked_for_by
from tests.pages.reading import text_of

CALL = "/calls/liepaja-2020"
WORDS = "Eiropas Savienība. Eiropas Sociālais fonds."
Showing = Callable[[Mapping[str, bytes]], FlaskClient]


@pytest.fixture
def showing(own_site: Flask, tmp_path: Path, at: At) -> Iterator[Showing]:
    """A visitor of a site with these files, while the call of 2020 is open."""
    at(OPEN)
    settings: Settings = own_site.extensions["konkurss-settings"]
    made: list[Flask] = []

    def show(files: Mapping[str, bytes]) -> FlaskClient:
        folder = a_folder(tmp_path / "pictures", files)
        made.append(create_app(settings_for(settings.root, KONKURSS_PUBLICITY_DIR=str(folder))))
        return made[-1].test_client()

    yield show
    for app in made:
        close(app)


def pictures_on(client: FlaskClient, path: str) -> list[str]:
    found = asked_for_by(client.get(path).text)
    return [address for address in found if address.startswith("/static/publicity/")]


def test_without_the_setting_the_words_stand_alone(client: FlaskClient, at: At):
    at(OPEN)
    answer = client.get(f"/lv{CALL}")
    assert WORDS in text_of(answer)
    assert "<img" not in answer.text


@pytest.mark.parametrize(
    ("language", "alternatives"),
    [
        ("lv", ["Eiropas Savienība, Eiropas Sociālais fonds", "Ieguldījums tavā nākotnē"]),
        ("en", ["European Union, European Social Fund", "Investing in your future"]),
    ],
)
def test_a_calls_page_shows_its_organisers_pictures_above_the_words(showing: Showing, language, alternatives):
    client = showing({"liepaja/future.svg": SVG, "liepaja/eu.png": PNG, "paraugs/eu.webp": WEBP})
    page = client.get(f"/{language}{CALL}").text
    shown = page[page.index('<div class="publicity">') :]
    assert [f'alt="{words}"' in shown for words in alternatives] == [True, True]
    assert shown.count('width="24"') == shown.count('height="16"') == shown.count("<img") == 2
    eu, future = pictures_on(client, f"/{language}{CALL}")
    assert eu.startswith("/static/publicity/liepaja/eu.")
    assert future.startswith("/static/publicity/liepaja/future.")
    assert shown.index("</div>") < shown.index("PuMPuRS")


def test_pages_of_no_call_show_the_only_organisers_pictures_and_none_where_there_are_two(showing: Showing):
    alone = showing({"liepaja/eu.png": PNG})
    assert len(pictures_on(alone, "/lv/")) == len(pictures_on(alone, "/lv/nav-tadas")) == 1
    together = showing({"paraugs/eu.png": PNG})
    assert pictures_on(together, "/lv/") == []
    assert len(pictures_on(together, f"/lv{CALL}")) == 1


def test_a_call_of_an_organiser_without_pictures_shows_no_others(showing: Showing):
    client = showing({"paraugs/eu.png": PNG})
    assert pictures_on(client, f"/lv{CALL}") == []
    assert WORDS in text_of(client.get(f"/lv{CALL}"))


def test_a_call_whose_archive_named_no_organiser_by_its_slug_shows_those_of_whose_it_is(showing: Showing):
    client = showing({"liepaja/eu.png": PNG})
    with client.application.app_context():
        db.session.scalars(select(Call).where(Call.slug == "liepaja-2020")).one().organiser_slug = None
        db.session.commit()
    assert len(pictures_on(client, f"/lv{CALL}")) == 1


def test_pictures_are_kept_for_ever_and_nothing_in_them_runs(showing: Showing):
    client = showing({"liepaja/eu.svg": SVG.replace(b"<path", b"<script>alert(1)</script><path") + b" " * 1000})
    (address,) = pictures_on(client, f"/lv{CALL}")
    with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.mimetype == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "br"


def test_every_form_tells_its_size_and_the_order_is_that_of_the_programme(tmp_path: Path):
    files = {"organiser.avif": AVIF, "programme.jpg": JPG, "future.webp": WEBP, "nap2020.PNG": PNG, "eu.svg": SVG}
    a_folder(tmp_path / "liepaja", files)
    found = pictures_in(tmp_path)["liepaja"]
    assert [picture.shows for picture in found] == ["eu", "nap2020", "future", "programme", "organiser"]
    assert {(picture.width, picture.height) for picture in found} == {(24, 16)}


@pytest.mark.parametrize(
    ("said", "size"),
    [
        (b'width="24" height="16"', (24, 16)),
        (b'width="24px" height="16.4px" viewBox="0 0 1 1"', (24, 16)),
        (b'width="25.4mm" height="1in"', (96, 96)),
        (b'width="100%" height="100%" viewBox="0 0 300 200"', (300, 200)),
        (b'viewBox="-10,-10,300.2,200"', (300, 200)),
        (b'viewBox="0 0 0.5 0.25"', (1, 1)),
    ],
)
def test_a_drawing_tells_its_size_by_its_sides_or_its_view(tmp_path: Path, said, size):
    drawing = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ' + said + b"/>"
    a_folder(tmp_path, {"liepaja/eu.svg": drawing})
    (picture,) = pictures_in(tmp_path)["liepaja"]
    assert (picture.width, picture.height) == size


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (depth, b"&l%d;" % (depth - 1) * 9) for depth in range(1, 9))
HOSTILE = b'<!DOCTYPE svg [<!ENTITY l0 "1">' + LAUGHS + b']><svg xmlns="s" width="&l8;" height="1"/>'
OUTSIDE = b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]><svg xmlns="s" width="1" height="&e;"/>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("eu.png", PNG),
        ("Liepaja/eu.png", PNG),
        ("liepaja/logo.png", PNG),
        ("liepaja/EU.png", PNG),
        ("liepaja/eu.gif", b"GIF89a" + b"\0" * 20),
        ("liepaja/eu", PNG),
        ("liepaja/eu.png", b"\x89PNG" + b"\0" * 300 * 1024),
        ("liepaja/eu.png", SVG),
        ("liepaja/eu.jpg", PNG),
        ("liepaja/eu.jpg", JPG[:6]),
        ("liepaja/eu.svg", PNG),
        ("liepaja/eu.svg", b""),
        ("liepaja/eu.svg", b"<svg"),
        ("liepaja/eu.svg", b"<html width='1' height='1'/>"),
        ("liepaja/eu.svg", b"<svg/>"),
        ("liepaja/eu.svg", b"<svg width='0' height='16'/>"),
        ("liepaja/eu.svg", b"<svg width='-1' height='16'/>"),
        ("liepaja/eu.svg", b"<svg viewBox='0 0 1'/>"),
        ("liepaja/eu.svg", HOSTILE),
        ("liepaja/eu.svg", OUTSIDE),
        ("liepaja/more/eu.svg", SVG),
    ],
)
def test_what_cannot_be_shown_stops_the_start_with_one_sentence_that_names_it(tmp_path: Path, name, content):
    a_folder(tmp_path / "pictures", {name: content})
    sentence = refused(tmp_path, "pictures")
    named = [part for part in ("eu.", "logo.", "EU.", "/eu'", "Liepaja", "more") if part in sentence]
    assert named != []


def test_one_thing_is_shown_by_one_file(tmp_path: Path):
    a_folder(tmp_path / "pictures", {"liepaja/eu.png": PNG, "liepaja/eu.svg": SVG})
    assert "'liepaja/eu.svg'" in refused(tmp_path, "pictures")


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path):
    assert "'nowhere'" in refused(tmp_path, "nowhere")
    a_folder(tmp_path, {"file": b""})
    refused(tmp_path, "file")


def test_what_systems_hide_in_folders_is_passed_over(tmp_path: Path):
    a_folder(tmp_path, {".DS_Store": b"x", "liepaja/.DS_Store": b"x", "liepaja/eu.png": PNG})
    assert list(pictures_in(tmp_path)) == ["liepaja"]


def test_a_relative_folder_counts_from_the_projects_root(tmp_path: Path):
    shutil.copytree(a_folder(tmp_path / "elsewhere", {"liepaja/eu.png": PNG}), tmp_path / "look" / "pictures")
    settings = read_settings({"KONKURSS_PUBLICITY_DIR": "look/pictures"}, tmp_path)
    assert settings.publicity_dir == tmp_path / "look" / "pictures"
    assert read_settings({"KONKURSS_PUBLICITY_DIR": ""}, tmp_path).publicity_dir is None


def refused(root: Path, folder: str) -> str:
    with pytest.raises(SettingsWrong) as wrong:
        read_settings({"KONKURSS_PUBLICITY_DIR": folder}, root)
    sentence = str(wrong.value)
    assert sentence.startswith("KONKURSS_PUBLICITY_DIR")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence
