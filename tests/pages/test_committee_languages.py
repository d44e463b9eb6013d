"""The pages of a committee whose address depends on the round: each speaks one language, in every state."""

import pytest
from flask import Flask

from tests.pages.committee_scene import FULL, one_more_applicant, send, sheet_of
from tests.pages.conftest import signed_in
from tests.pages.test_one_language import foreign_pieces


@pytest.mark.parametrize(("who", "ending", "more"), [
    ("member3", "01", ""),
    ("member3", "03", ""),
    ("member", "01", ""),
    ("member3", "01", "/conflict"),
])  # fmt: skip
def test_a_sheet_speaks_one_language(own_demo_site: Flask, language, who, ending, more):
    address = sheet_of(own_demo_site, ending).replace("/lv/", f"/{language}/") + more
    page = signed_in(own_demo_site, who).get(address)
    assert (page.status_code, foreign_pieces(page.text)) == (200, [])


def test_a_refused_sheet_speaks_one_language(own_demo_site: Flask, language):
    address = sheet_of(own_demo_site, "01").replace("/lv/", f"/{language}/")
    page = send(signed_in(own_demo_site, "member3"), address, fields={**FULL, "points-2.1": "", "points-2.2": "1"})
    assert (page.status_code, foreign_pieces(page.text)) == (422, [])


def test_a_declaration_speaks_one_language(own_demo_site: Flask, language):
    one_more_applicant(own_demo_site)
    address = f"/{language}/committee/liepaja-demo-scoring/declaration"
    client = signed_in(own_demo_site, "member3")
    pages = (client.get(address), send(client, address))
    assert [(page.status_code, foreign_pieces(page.text)) for page in pages] == [(200, []), (422, [])]
