"""What was found in a file, as whoever attached it is told at once: who signed it, the files inside, what was not
checked, and what others may not see of it.
"""

import hashlib
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import HtmlElement, fromstring
from sqlalchemy import update

from app.extensions import db
from competition.foundation.kept_files import KeptFile, Scan
from tests.documents.pdfs import WITH_A_FILE, WITH_XFA
from tests.documents.signed_pdfs import signed_once
from tests.documents.signing import CHANGED, NEIGHBOUR, Signing, a_container, a_signer, an_edoc
from tests.pages.applicants import A_PDF, HALF, address_of, send_file
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.reading import text_of
from tests.pages.test_places_for_files import ONE, send_by_script

LESS = (
    "Tie, kas lasa pieteikumu, var redzēt mazāk nekā jūs: izdrukājiet to jaunā PDF failā un pievienojiet jauno failu."
)
NOT_TRUSTED = "vai sertifikāta izdevējs ir Eiropas Savienības uzticamības sarakstos"


@pytest.fixture
def client(own_demo_site: Flask) -> FlaskClient:
    return signed_in(own_demo_site, "ngo")


@pytest.fixture
def here(own_demo_site: Flask) -> str:
    return address_of(own_demo_site, HALF, "/attachments")


def there(client: FlaskClient, page: str) -> HtmlElement:
    """What stands in the place."""
    return fromstring(client.get(page).text).get_element_by_id(ONE).find(".//div[@data-there]")


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Statūti.asice", a_container(Signing())),
        ("Statūti.edoc", an_edoc(Signing())),
        ("Statūti.pdf", signed_once()),
    ],
    ids=["asice", "edoc", "pdf"],
)
def test_the_signer_the_time_the_verdict_and_what_was_not_checked_stand_under_a_signed_file(
    client: FlaskClient, here: str, name: str, content: bytes
):
    send_file(client, here, ONE, name, content)

    told = words(there(client, here).find(".//details"))

    assert "JĀNIS BĒRZIŅŠ" in told
    assert "Parakstīts " in told
    assert "Paraksts ir neskarts; vai tā izdevējam var uzticēties, nav pārbaudīts." in told
    assert NOT_TRUSTED in told.partition("Nav pārbaudīts:")[2]


def test_the_files_inside_a_container_are_named_with_whether_they_are_signed(client: FlaskClient, here: str):
    bad = Signing(signer=a_signer(5, NEIGHBOUR), files=CHANGED)
    send_file(client, here, ONE, "Statūti.asice", a_container(bad))

    told = words(there(client, here).find(".//details"))

    assert "TAMM,MARI Paraksts pārbaudi neiztur: parakstītais saturs pēc tam mainīts vai trūkst." in told
    for inside in ("pieteikums.pdf", "tāme.txt"):
        assert f"{inside}, 1 KB · nav parakstīts" in told


def test_a_file_without_signatures_has_nothing_to_open(client: FlaskClient, here: str):
    send_file(client, here, ONE, "Statūti.pdf", A_PDF)

    assert there(client, here).find(".//details") is None


def test_before_a_file_takes_the_place_of_another_it_is_told_who_signed_either(client: FlaskClient, here: str):
    send_file(client, here, ONE, "Statūti.pdf", A_PDF)

    asked = send_by_script(client, here, ONE, "Statūti.asice", a_container(Signing())).get_json()["ask"]
    came = fromstring(client.get(asked).text).xpath("//section[@aria-labelledby='came']")[0]

    assert "2 faili iekšā · parakstījis: JĀNIS BĒRZIŅŠ · pārbaudīts, vēl nav pievienots" in words(came)
    assert NOT_TRUSTED in words(came)


@pytest.mark.parametrize(
    ("found", "advice"),
    [
        (
            {"scan": Scan.INFECTED, "virus": "Win.Test", "scanned_at": DEMO_DAY},
            "noņemiet to un pievienojiet failu, kurā nav vīrusa.",
        ),
        ({"missing_since": DEMO_DAY}, "Noņemiet to un pievienojiet vēlreiz."),
    ],
    ids=["a virus", "lost"],
)
def test_of_a_file_that_turns_out_to_be_of_no_use_it_is_said_what_to_do(
    client: FlaskClient, own_demo_site: Flask, here: str, found: dict[str, Any], advice: str
):
    send_file(client, here, ONE, "Statūti.pdf", A_PDF)
    assert advice not in text_of(client.get(here))

    with own_demo_site.app_context():
        digest = hashlib.sha256(A_PDF).hexdigest()
        db.session.execute(update(KeptFile).where(KeptFile.digest == digest).values(**found))
        db.session.commit()

    assert advice in text_of(client.get(here))


@pytest.mark.parametrize(("content", "less"), [(WITH_XFA, True), (WITH_A_FILE, True), (A_PDF, False)])
def test_of_a_pdf_of_which_others_see_less_it_is_said_what_to_do(
    client: FlaskClient, here: str, content: bytes, less: bool
):
    send_file(client, here, ONE, "veidlapa.pdf", content)

    assert (LESS in text_of(client.get(here))) is less
