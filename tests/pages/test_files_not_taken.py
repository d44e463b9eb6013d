"""Files that people send and that no place takes: told what each is and what to do with it, in the page's language."""

import re
from html import unescape
from json import loads

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.documents import office, samples
from tests.pages.applicants import HALF, address_of, files_of
from tests.pages.conftest import signed_in
from tests.pages.reading import text_of
from tests.pages.test_places_for_files import ONE, send_all, send_by_script

FOR_PICTURES_AND_PDF = "power-of-attorney"
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100


@pytest.fixture
def client(own_demo_site: Flask) -> FlaskClient:
    return signed_in(own_demo_site, "ngo")


@pytest.fixture
def here(own_demo_site: Flask) -> str:
    return address_of(own_demo_site, HALF, "/attachments")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "Statūti.doc",
            office.OLD_WORD,
            (
                "Fails „Statūti.doc” ir DOC formātā, ko nepieņem. Atveriet to, izvēlieties „Saglabāt kā” un formātu"
                " „PDF” vai „Word dokuments (.docx)”, tad izvēlieties jauno failu šeit."
            ),
        ),
        (
            "IMG_1234.jpg",
            HEIC,
            (
                "Attēls „IMG_1234.jpg” ir HEIC formātā, ko nepieņem. Atveriet to, izvēlieties „Saglabāt kā” vai"
                " „Eksportēt” un formātu JPG, tad izvēlieties jauno failu šeit."
            ),
        ),
        (
            "tāme.xlsx",
            samples.XLSX,
            (
                "Fails „tāme.xlsx” ir XLSX formātā, ko nepieņem. Atveriet to, izvēlieties „Saglabāt kā” vai „Eksportēt”"
                " un formātu PDF, tad izvēlieties jauno failu šeit."
            ),
        ),
        (
            "visi.zip",
            samples.NEITHER,
            (
                "Fails „visi.zip” ir arhīvs (ZIP), un arhīvus nepieņem. Atpakojiet to un izvēlieties tajā esošos failus"
                " pa vienam."
            ),
        ),
        (
            "foto.jpg",
            samples.PNG,
            (
                "Pēc satura „foto.jpg” ir PNG fails. Pārdēvējiet to tā, lai nosaukums beigtos ar „.png”, un izvēlieties"
                " vēlreiz."
            ),
        ),
    ],
    ids=["an old document", "a telephone's picture", "a table", "an archive", "another name"],
)
@pytest.mark.parametrize("slot", [ONE, FOR_PICTURES_AND_PDF])
def test_it_is_said_what_the_file_is_and_what_to_do_with_it(
    client: FlaskClient, own_demo_site: Flask, here: str, slot: str, name: str, content: bytes, sentence: str
):
    before = files_of(own_demo_site, HALF)

    told = send_by_script(client, here, slot, name, content)
    page = send_all(client, here, slot, [(name, content)])

    assert (told.status_code, told.get_json()["said"]) == (422, sentence)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert files_of(own_demo_site, HALF) == before


def test_a_kind_that_no_place_takes_and_nobody_knows_is_told_with_the_kinds_that_this_place_takes(
    client: FlaskClient, here: str
):
    told = send_by_script(client, here, FOR_PICTURES_AND_PDF, "kaut-kas.xyz", b"?")

    assert told.get_json()["said"].startswith("Tādus failus kā „kaut-kas.xyz” šajā vietā nepieņem")


def test_the_page_carries_for_its_script_the_sentence_that_the_server_would_say(client: FlaskClient, here: str):
    page = client.get(here).text
    carried = re.search(r'data-strangers="([^"]*)"', page)
    assert carried is not None
    sentences = {ending: said for endings, said in loads(unescape(carried[1])) for ending in endings}

    told = send_by_script(client, here, ONE, "vecs.doc", office.OLD_WORD).get_json()["said"]

    assert sentences["doc"].replace("{name}", "vecs.doc").replace("{found}", "DOC") == told
    assert {"heic", "xlsx", "zip", "rtf", "webp"} <= set(sentences)
