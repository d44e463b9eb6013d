"""The worker's chores by a clock that never stands still: what is due is done in the round in which it is due."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import chores, create_app
from app.chores import CHORES, OFTEN, SELDOM, Chore, Round
from app.config import read_settings
from app.extensions import db

START = datetime(2026, 11, 29, 13, 55, 0, 654_321, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class RunningClock:
    """The machine's clock as it is: no two readings of it are equal."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += TICK
        return self.at


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """A site on a database of which nobody asks anything here."""
    app = create_app(read_settings({"KONKURSS_ENV": "test"}, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> RunningClock:
    running = RunningClock()
    monkeypatch.setattr(chores, "machine_now", running)
    return running


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the chores that were done, in their order; each does nothing else."""
    names: list[str] = []

    def doing(name: str) -> Callable[..., None]:
        return lambda *_: names.append(name)

    monkeypatch.setattr(chores, "CHORES", [Chore(one.name, one.every, doing(one.name)) for one in CHORES])
    return names


def names_of(every: timedelta | None = None) -> list[str]:
    return [one.name for one in CHORES if every in {None, one.every}]


@pytest.mark.usefixtures("clock")
def test_the_first_round_does_every_chore(site: Flask, done: list[str]):
    Round(site).do()

    assert done == names_of()


def test_a_chore_is_done_again_when_its_time_has_passed_and_not_before(
    site: Flask, clock: RunningClock, done: list[str]
):
    rounds = Round(site)
    rounds.do()
    done.clear()

    clock.at = START + OFTEN - timedelta(seconds=1)
    rounds.do()
    assert done == []

    clock.at = START + OFTEN + timedelta(seconds=1)
    rounds.do()
    assert done == names_of(OFTEN)
    done.clear()

    clock.at = START + SELDOM + timedelta(seconds=1)
    rounds.do()
    assert done == names_of()
