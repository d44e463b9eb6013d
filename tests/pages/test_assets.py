"""What a visit costs, where everything comes from, and how the files of the look are served."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from app.assets import FOLDER, Assets
from tests.pages.conftest import ANNOUNCED, OPEN, At
from tests.pages.loading import asked_for_by, asked_for_by_file, first_visit

KB = 1024
PAGES = ("/", "/calls/liepaja-2020", "/calls/liepaja-2020/results", "/sign-in", "/sign-out", "/nav-tadas")


@pytest.mark.parametrize("path", ["/lv/calls/liepaja-2020", "/en/calls/liepaja-2020", "/lv/"])
def test_the_first_visit_takes_at_most_60_kb(client: FlaskClient, at: At, path):
    at(OPEN)
    sizes = first_visit(client, path)
    assert [name for name in sizes if name.endswith(".css")] != []
    assert sum(sizes.values()) <= 60 * KB, sizes


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_anybody_else_for_anything(client: FlaskClient, at: At, language, path):
    at(ANNOUNCED)
    asked = asked_for_by(client.get(f"/{language}{path}").text)
    asked += [one for address in asked if address.startswith("/static/") for one in asked_for_by_file(client, address)]
    assert [address for address in asked if not re.match(r"/(?!/)", address)] == []


def test_a_module_is_served_as_javascript_and_finds_those_it_imports(tmp_path: Path):
    (tmp_path / "page.js").write_text('import { day } from "./days.js";\nimport("./days.js");\n', encoding="utf-8")
    (tmp_path / "days.js").write_text("export const day = 1; // " + "x" * 2000, encoding="utf-8")
    assets = Assets(tmp_path)
    client = Client(assets.serving(nothing, tmp_path / "kept"))
    with client.get(assets.url("page.js")) as answer:
        assert answer.content_type == 'text/javascript; charset="utf-8"'
        days = assets.url("days.js").rpartition("/")[2]
        assert answer.text == f'import {{ day }} from "./{days}";\nimport("./{days}");\n'
    with client.get(assets.url("days.js"), headers={"Accept-Encoding": "br"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"


def test_a_module_has_a_new_address_when_one_that_it_imports_changes(tmp_path: Path):
    (tmp_path / "page.js").write_text('import "./days.js";', encoding="utf-8")
    (tmp_path / "days.js").write_text("1", encoding="utf-8")
    before = Assets(tmp_path)
    (tmp_path / "days.js").write_text("2", encoding="utf-8")
    after = Assets(tmp_path)
    assert before.url("page.js") != after.url("page.js")


def test_files_are_served_as_they_were_when_the_process_began(tmp_path: Path):
    (tmp_path / "a.css").write_text("a", encoding="utf-8")
    assets = Assets(tmp_path)
    client = Client(assets.serving(nothing, tmp_path / "kept"))
    (tmp_path / "a.css").write_text("another", encoding="utf-8")
    with client.get(assets.url("a.css")) as answer:
        assert answer.text == "a"


def test_pictures_are_not_packed_again(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG" + b"\0" * 2000)
    assets = Assets(tmp_path)
    with Client(assets.serving(nothing, tmp_path / "kept")).get(
        assets.url("a.png"), headers={"Accept-Encoding": "br"}
    ) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.content_type == "image/png"


def test_processes_of_one_version_share_what_is_packed_and_another_version_packs_its_own(tmp_path: Path):
    look, kept = tmp_path / "look", tmp_path / "kept"
    look.mkdir()
    for content in ("a" * 2000, "b" * 2000, "a" * 2000):
        (look / "a.css").write_text(content, encoding="utf-8")
        for assets in (Assets(look), Assets(look)):
            with Client(assets.serving(nothing, kept)).get(assets.url("a.css")) as answer:
                assert answer.text == content
    assert len(list(kept.iterdir())) == 2


def test_nothing_is_packed_before_a_file_is_asked_for(tmp_path: Path):
    Client(Assets().serving(nothing, tmp_path / "kept")).get("/")
    assert not (tmp_path / "kept").exists()


def test_only_what_is_listed_is_served(tmp_path: Path):
    assets = Assets()
    client = Client(assets.serving(nothing, tmp_path / "kept"))
    for address in ("/static/", "/static/konkurss.css", "/static/../config.py", assets.url("konkurss.css") + ".br"):
        assert client.get(address).status_code == 404
    assert client.post(assets.url("konkurss.css")).status_code == 405
    assert (FOLDER / "konkurss.css").exists()


def nothing(_environ, start_response):
    start_response("404 Not Found", [])
    return [b""]
