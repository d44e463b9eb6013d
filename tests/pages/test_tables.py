"""A question answered row by row: rows are added, moved and taken away without a script, and nothing is lost."""

import pytest
from flask import Flask

from competition.form.several import rows_in
from tests.pages.applicants import HALF, address_of, answers_of, write
from tests.pages.conftest import signed_in
from tests.pages.reading import fields_of, text_of

TABLE = "/sections/activities"


def names_in(site: Flask) -> list[str]:
    """The names of the activities that are stored, in their order."""
    return [row[0] for row in rows_in(answers_of(site, HALF).get("activities", ""))]


def with_rows(*names: str) -> dict[str, str]:
    """A table's rows as a page sends them: only the names of the activities are filled in."""
    return {
        f"activities-{place}-{key}": name if key == "name" else ""
        for place, name in enumerate(names)
        for key in ("name", "what", "when", "where", "people", "who")
    }


@pytest.mark.parametrize(
    ("wish", "stored", "anchor"),
    [
        ("activities add", ["Pirmā", "Otrā", "Trešā"], "?longer=activities#activities-3"),
        ("activities remove 1", ["Pirmā", "Trešā"], "#activities"),
        ("activities ask 1", ["Pirmā", "Otrā", "Trešā"], "?removing=activities-1#activities-1"),
        ("activities keep 1", ["Pirmā", "Otrā", "Trešā"], "#activities-1"),
        ("activities up 1", ["Otrā", "Pirmā", "Trešā"], "#activities-0"),
        ("activities down 1", ["Pirmā", "Trešā", "Otrā"], "#activities-2"),
        ("activities up 0", ["Pirmā", "Otrā", "Trešā"], "#activities-0"),
        ("activities down 2", ["Pirmā", "Otrā", "Trešā"], "#activities-2"),
        ("activities remove 99", ["Pirmā", "Otrā", "Trešā"], "#activities"),
    ],
)
def test_rows_are_added_moved_and_taken_away_by_buttons_and_everything_is_saved(
    own_demo_site: Flask, wish, stored, anchor
):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)

    answer = write(client, address, with_rows("Pirmā", "Otrā", "Trešā") | {"row": wish})

    assert (answer.status_code, answer.location) == (303, address + anchor)
    assert names_in(own_demo_site) == stored


def test_a_row_is_asked_about_before_it_is_taken_away(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)
    write(client, address, with_rows("Pirmā", "Otrā"))

    page = client.get(f"{address}?removing=activities-1").text

    assert page.count('value="activities remove 1"') == 1
    assert "activities remove 0" not in page
    assert "activities remove" not in client.get(address).text


@pytest.mark.parametrize(
    ("typed", "place", "lands"),
    [
        (("Pirmā", ""), 1, "#activities"),
        (("", "Pirmā", "Otrā"), 0, "#activities"),
        (("", "Pirmā", "Otrā"), 1, "?removing=activities-0#activities-0"),
        (("",), 0, "#activities"),
    ],
)
def test_an_empty_row_goes_unasked_and_takes_no_other_row_along(own_demo_site: Flask, typed, place, lands):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)

    answer = write(client, address, with_rows(*typed) | {"row": f"activities ask {place}"})

    assert answer.location == address + lands
    assert names_in(own_demo_site) == [name for name in typed if name]


def test_enter_in_a_field_presses_a_button_that_goes_on(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    page = client.get(address_of(own_demo_site, HALF, TABLE)).text

    form = page[page.index("data-save=") :]
    first = form[form.index("<button") : form.index("</button>")]
    assert "hidden" in first
    assert "Tālāk" in first


def test_an_added_row_is_there_to_be_filled_in_and_an_empty_one_is_not_kept(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)
    write(client, address, with_rows("Pirmā", " ") | {"row": "activities add"})

    assert "activities-1-name" in fields_of(client.get(f"{address}?longer=activities"))
    assert "activities-1-name" not in fields_of(client.get(address))
    assert names_in(own_demo_site) == ["Pirmā"]


@pytest.mark.parametrize(
    "wish", ["", "activities", "activities dance 1", "team up 1", "nothing add", "activities up x"]
)
def test_a_button_that_the_page_does_not_have_saves_as_the_page_s_own(own_demo_site: Flask, wish):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)

    assert write(client, address, with_rows("Pirmā", "Otrā") | {"row": wish}).status_code in {303, 422}
    assert names_in(own_demo_site) == ["Pirmā", "Otrā"]


def test_a_row_with_a_gap_is_told_by_its_number_and_its_column(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)

    answer = write(client, address, with_rows("Pirmā"))

    assert answer.status_code == 422
    assert "Aktivitātes: 1. rindā aizpildiet „Ko darīs”." in text_of(answer)


def test_the_same_table_changed_in_two_windows_is_shown_as_rows(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    address = address_of(own_demo_site, HALF, TABLE)
    opened = fields_of(client.get(address))
    client.post(address, data=opened | with_rows("Pirmā"))

    later = client.post(address, data=opened | with_rows("Cita"))

    assert later.status_code == 409
    assert fields_of(later)["activities-0-name"] == "Cita"
    assert "Pirmā" in text_of(later)
    assert names_in(own_demo_site) == ["Pirmā"]
