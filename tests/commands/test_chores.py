"""How often the worker's chores are done, by the machine's clock and by the installation's."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app import create_app
from app.chores import OFTEN, Chore, Round
from app.config import read_settings
from app.extensions import db
from competition.foundation import clock
from competition.foundation.clock import machine_now, use_clock


@pytest.fixture
def app(tmp_path) -> Iterator[Flask]:
    given = {"KONKURSS_ENV": "test", "KONKURSS_DATABASE_URL": f"sqlite:///{tmp_path}/k.db"}
    app = create_app(read_settings(given, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    use_clock(None)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, by name."""
    done: list[str] = []
    chore = Chore("remind", OFTEN, lambda _session, _go_on: done.append("remind"))
    monkeypatch.setattr("app.chores.CHORES", (chore,))
    return done


def test_a_chore_is_done_at_once_and_again_when_its_time_went_by(app, done, monkeypatch):
    chores, began = Round(app), machine_now()
    for gone, times in ((timedelta(), 1), (OFTEN / 2, 1), (OFTEN, 2)):
        monkeypatch.setattr(clock, "_machine_clock", lambda gone=gone: began + gone)
        use_clock(lambda: began)
        chores.do()
        assert len(done) == times


@pytest.mark.parametrize("by", [timedelta(days=18), -timedelta(days=18)])
def test_a_chore_is_done_again_as_soon_as_the_installations_clock_was_moved(app, done, by):
    chores = Round(app)
    chores.do()
    use_clock(lambda: machine_now() + by)

    chores.do()
    chores.do()

    assert done == ["remind", "remind"]
