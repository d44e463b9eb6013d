"""Every route and method × every kind of person: nobody gets in where they don't belong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access import Do
from competition.foundation.clock import use_clock
from tests.access import matrix
from tests.access.matrix import PEOPLE, REVIEWED, differences, ways_of


@pytest.fixture(scope="module")
def building(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The site with the demonstration and those whom it does not have."""
    yield from matrix.built(demo_root, tmp_path_factory.mktemp("matrix"))
    use_clock(None)


@pytest.fixture(scope="module")
def clients(building: Flask) -> dict[str | None, FlaskClient]:
    return matrix.clients_of(building)


def test_everybody_meets_at_every_door_what_was_reviewed(building: Flask, clients):
    assert list(differences(building, clients, ways_of(building))) == []


def test_the_table_is_about_every_route_and_about_nothing_else(building: Flask):
    assert {way.reviewed for way in ways_of(building)} == set(REVIEWED)
    assert {do for do, _ in REVIEWED if do} == set(Do)


def test_every_kind_of_person_has_a_column():
    assert {len(row.split()) for row in REVIEWED.values()} == {len(PEOPLE)}


def test_what_is_behind_an_open_door_is_what_was_reviewed(building: Flask, clients):
    """The pages themselves, read by everybody: no other page is refused than by its door."""
    assert list(matrix.wrong_behind(clients, ways_of(building))) == []
