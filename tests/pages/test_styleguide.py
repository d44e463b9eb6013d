"""The style guide: every part in every state, forms that answer as real ones do; not in production."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.words import STAGES, STATES
from tests.pages.conftest import close, settings_for
from tests.pages.reading import fields_of, text_of

GUIDE = "/lv/styleguide"
WHOLE = {
    "kind": "association",
    "participants": "24",
    "at_risk": "12",
    "how": "Uzrunās\r\nvienaudži",
    "where": "school",
    "begins": "2020-06-01",
    "ends": "2020-12-31",
    "activities-0-what": "Ielu darbnīca",
    "activities-0-people": "12",
    "activities-1-what": "Radošā nometne",
    "activities-1-people": "24",
    "contact": "biedriba@example.org",
    "true": "y",
}


def send(client: FlaskClient, path: str, **fields: object):
    token = fields_of(client.get(GUIDE + path))["csrf_token"]
    return client.post(GUIDE + path, data={"csrf_token": token, **fields}, content_type="multipart/form-data")


@pytest.mark.parametrize("path", ["", "/form", "/files", "/done", "/sheet", "/ranking", "/desk", "/desk?page=9"])
def test_every_page_of_the_guide_opens(client: FlaskClient, language: str, path: str):
    assert client.get(f"/{language}/styleguide{path}").status_code == 200


def test_the_guide_shows_every_word_of_state(client: FlaskClient, site: Flask):
    text = text_of(client.get(GUIDE))
    with site.test_request_context(GUIDE):
        site.preprocess_request()
        words = {word.label for word in (*STAGES.values(), *STATES.values())}
    assert {word for word in words if word not in text} == set()


def test_a_whole_section_leads_on(client: FlaskClient):
    answer = send(client, "/form", **WHOLE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{GUIDE}/done?what=section")


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"at_risk": "42"}, "at_risk", "Ierakstiet skaitu, kas nav lielāks par jauniešu skaitu kopā."),
        ({"participants": "daudz"}, "participants", "Ierakstiet veselu skaitli ar cipariem, piemēram, 24."),
        ({"participants": "6000"}, "participants", "Ierakstiet skaitli no 1 līdz 5000."),
        ({"kind": ""}, "kind-0", "Izvēlieties, kas piesakās."),
        ({"kind": "cits"}, "kind-0", "Izvēlieties vienu no atbildēm."),
        ({"ends": "2020-05-31"}, "ends", "Pēdējā diena nevar būt pirms pirmās."),
        ({"ends": "31.12.2020."}, "ends", "Ierakstiet derīgu datumu."),
        (
            {"activities-1-people": "daudz"},
            "activities-1-people",
            "Ierakstiet veselu skaitli ar cipariem, piemēram, 24.",
        ),
        ({"contact": "biedriba"}, "contact", "Ierakstiet e-pasta adresi, piemēram, vards@example.org."),
        ({"how": "a" * 1501}, "how", "Teksts pārsniedz 1500 rakstzīmes; saīsiniet to."),
        ({"channels": "radio"}, "channels-0", "Izvēlieties vienu no atbildēm."),
    ],
)
def test_a_mistake_is_named_at_the_top_and_at_its_field_and_what_was_typed_stays(client, change, field, sentence):
    answer = send(client, "/form", **{**WHOLE, **change})
    text = text_of(answer)
    assert answer.status_code == 422
    assert text.startswith("Kļūda: Mērķa grupa")
    assert "Jāizlabo 1 kļūda" in text
    assert text.count(sentence) == 2
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert fields_of(answer)["phone"] == ""
    assert fields_of(answer)["participants"] == {**WHOLE, **change}["participants"]


def test_a_text_at_its_limit_is_taken_however_many_lines_it_has(client: FlaskClient):
    assert send(client, "/form", **{**WHOLE, "how": "a\r\n" * 750}).status_code == 303


def test_saving_says_when_by_the_servers_clock(client: FlaskClient):
    assert send_saved(client).startswith("Saglabāts plkst.")


def send_saved(client: FlaskClient) -> str:
    token = fields_of(client.get(f"{GUIDE}/form"))["csrf_token"]
    return client.post(f"{GUIDE}/form/saved", data={"csrf_token": token}).json["said"]


def test_a_file_of_another_kind_is_refused_with_what_to_do(client: FlaskClient):
    answer = send(client, "/files", file=(BytesIO(b"GIF89a"), "attels.gif"))
    assert answer.status_code == 422
    assert "Šāda veida failu nepieņem. Saglabājiet to kā PDF / DOCX / ASICE / EDOC" in text_of(answer)
    assert send(client, "/files", file=(BytesIO(b"%PDF-1.7"), "apliecinājums.pdf")).status_code == 303


def test_a_sheet_without_points_names_each_criterion(client: FlaskClient):
    answer = send(client, "/sheet", need="4", reasons="Pamatots.")
    assert answer.status_code == 422
    assert "Jāizlabo 2 kļūdas" in text_of(answer)
    assert "4 no 50" in text_of(answer)


@pytest.mark.parametrize("points", ["abc", "NaN", "6", "1e9", "-1"])
def test_points_that_are_not_on_the_scale_are_refused_and_not_added(client: FlaskClient, points: str):
    answer = send(client, "/sheet", need="4", reach=points, lead="3", reasons="Pamatots.")
    assert answer.status_code == 422
    assert "7 no 50" in text_of(answer)


def test_a_production_has_no_style_guide(tmp_path: Path, migrated_sqlite: Path):
    (tmp_path / "instance").mkdir()
    shutil.copyfile(migrated_sqlite, tmp_path / "instance" / "konkurss.db")
    secret = "abcdefghijklmnopqrstuvwxyz0123456789"
    app = create_app(
        settings_for(tmp_path, KONKURSS_ENV="production", KONKURSS_SECRET_KEY=secret, KONKURSS_RECEIPT_KEY=secret)
    )
    answer = app.test_client().get(GUIDE)
    close(app)
    assert answer.status_code == 404
