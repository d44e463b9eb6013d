"""A page whose form was refused says so in its title, and is called in the crumbs as it is otherwise."""

import html
import re
from collections.abc import Mapping

import pytest
from flask import Flask

from tests.pages import deciding
from tests.pages.conftest import signed_in
from tests.pages.coordinators import send
from tests.pages.keys import with_keys

SOMEBODY, ONESELF = "/lv/admin/people/{person coordinator}", "/lv/admin/people/{person admin}"
DESK, LETTER = f"/lv{deciding.DESK}", "/letters/{Stāsti no mūsu ielas: otrā sezona}"
REFUSED: list[tuple[str, str, str, Mapping[str, str]]] = [
    ("admin", "/lv/admin/organisers/new", "", {}),
    ("admin", "/lv/admin/people/invite", "", {}),
    ("admin", SOMEBODY, "/roles", {"role": ""}),
    ("admin", f"{ONESELF}/lock", "", {}),
    ("coordinator", f"{DESK}/announcement", "", {}),
    ("coordinator", f"{DESK}{LETTER}", "/sent", {"way": "post", "day": ""}),
]


@pytest.mark.parametrize(("who", "page", "rest", "typed"), REFUSED, ids=[one[1] + one[2] for one in REFUSED])
def test_the_crumbs_of_a_refused_form_name_the_page_alone(own_demo_site: Flask, who: str, page: str, rest: str, typed):
    if who == "coordinator":
        (deciding.tell if rest else deciding.settle)(own_demo_site)
    client, address = signed_in(own_demo_site, who), with_keys(own_demo_site, page)
    before, after = client.get(address), send(client, address, typed) if not rest else None
    if after is None:
        after = client.post(address + rest, data={**_token(before.text), **typed})

    assert after.status_code in {409, 422}
    assert _title(after.text).startswith("Kļūda: ")
    assert _title(after.text) == f"Kļūda: {_title(before.text)}"
    assert _crumbs(after.text) == _crumbs(before.text)


def _token(text: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert found
    return {"csrf_token": found[1]}


def _title(text: str) -> str:
    return " ".join(html.unescape(text.partition("<title>")[2].partition("</title>")[0]).split())


def _crumbs(text: str) -> list[str]:
    nav = text.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    return [" ".join(part.split()) for part in re.findall(r">([^<>]+)<", nav) if part.strip()]
