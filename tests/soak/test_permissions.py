"""Take the permissions away one by one: each time the matrix must see it. And the matrix in every state of a call."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import true

from app import access, standing
from app.access import PERMISSIONS, Do
from app.standing import IS, Kind
from competition.application import own as own_applications
from competition.foundation.clock import use_clock
from tests.access import matrix
from tests.access.matrix import Way
from tests.pages import deciding
from tests.pages.conftest import demo_root

__all__ = ["demo_root"]

STATES: Mapping[str, Callable[[Flask], object]] = {
    "scored": deciding.score,
    "closed": deciding.close,
    "decided": deciding.settle,
    "announced": deciding.tell,
}
OPEN_KINDS = {Kind.ANYBODY, Kind.SIGNED_IN}
GUARDED = [do for do, who in PERMISSIONS.items() if Kind.ANYBODY not in who]


@pytest.fixture(scope="module")
def building(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from matrix.built(demo_root, tmp_path_factory.mktemp("mutants"))
    use_clock(None)


@pytest.fixture(scope="module")
def clients(building: Flask) -> dict[str | None, FlaskClient]:
    return matrix.clients_of(building)


@pytest.fixture(scope="module")
def ways(building: Flask) -> list[Way]:
    return matrix.ways_of(building)


def seen(building: Flask, clients: Mapping[str | None, FlaskClient], ways: list[Way]) -> bool:
    """Whether the matrix differs from what was reviewed."""
    return next(matrix.differences(building, clients, ways), None) is not None


def test_a_route_that_loses_its_guard_is_seen(building: Flask, clients, ways):
    guarded = {way.endpoint for way in ways if way.do in GUARDED}
    missed = []
    for endpoint in sorted(guarded):
        view: Any = building.view_functions[endpoint]
        kept, view.do = view.do, Do.SEE_PUBLIC
        try:
            if not seen(building, clients, [way for way in ways if way.endpoint == endpoint]):
                missed.append(endpoint)
        finally:
            view.do = kept
    assert missed == []


@pytest.mark.parametrize("do", GUARDED)
def test_a_permission_that_is_given_to_everybody_signed_in_is_seen(building: Flask, clients, ways, monkeypatch, do):
    wider = frozenset({Kind.ANYBODY if Kind.SIGNED_IN in PERMISSIONS[do] else Kind.SIGNED_IN})
    monkeypatch.setattr(access, "PERMISSIONS", {**PERMISSIONS, do: wider})
    assert seen(building, clients, [way for way in ways if way.do is do])


@pytest.mark.parametrize(
    ("do", "kind"), [(do, kind) for do in GUARDED for kind in sorted(PERMISSIONS[do] - OPEN_KINDS)]
)
def test_a_kind_of_person_that_loses_a_permission_is_seen(building: Flask, clients, ways, monkeypatch, do, kind):
    monkeypatch.setattr(access, "PERMISSIONS", {**PERMISSIONS, do: PERMISSIONS[do] - {kind}})
    assert seen(building, clients, [way for way in ways if way.do is do])


@pytest.mark.parametrize("kind", sorted(set(IS) - OPEN_KINDS))
def test_a_kind_that_is_not_asked_for_is_seen(building: Flask, clients, ways, monkeypatch, kind):
    monkeypatch.setattr(access, "IS", {**IS, kind: lambda _person, _named: True})
    assert seen(building, clients, ways)


@pytest.mark.parametrize("kind", sorted(set(IS) - OPEN_KINDS - {Kind.ADMINISTRATOR}))
def test_a_kind_whose_record_is_not_asked_for_is_seen(building: Flask, clients, ways, monkeypatch, kind):
    real = IS[kind]
    monkeypatch.setattr(access, "IS", {**IS, kind: lambda person, _named: real(person, {})})
    assert seen(building, clients, ways)


def test_applications_of_others_that_count_as_ones_own_are_seen(building: Flask, clients, ways, monkeypatch):
    for module in (standing, own_applications):
        monkeypatch.setattr(module, "of_person", lambda _person_id, *_standings: true())
    assert seen(building, clients, ways)


def test_a_conflict_that_hides_nothing_is_seen(building: Flask, clients, ways, monkeypatch):
    monkeypatch.setattr(standing, "kept_from", lambda _session, _person_id: {})
    assert seen(building, clients, ways)


@pytest.mark.parametrize("state", STATES)
def test_in_every_state_of_a_call_nobody_gets_in_where_they_do_not_belong(demo_root: Path, tmp_path: Path, state: str):
    for app in matrix.built(demo_root, tmp_path):
        STATES[state](app)
        clients, ways = matrix.clients_of(app), matrix.ways_of(app)
        assert list(matrix.differences(app, clients, ways)) == []
        assert list(matrix.wrong_behind(clients, ways)) == []
    use_clock(None)
