"""The installation's clock: moved for every process, from where the settings say, never in production."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.moved_clock import FILE, install_clock, move_to, reset, start_anew
from app.config import read_settings
from competition.foundation import clock
from tests.commands.conftest import refused

EVENING = datetime(2020, 4, 14, 20, 59, 59, tzinfo=UTC)
A_MOMENT = timedelta(seconds=30)
KEY = "abcdefghijklmnopqrstuvwxyz0123456789"
SECRETS = {"KONKURSS_SECRET_KEY": KEY, "KONKURSS_RECEIPT_KEY": KEY[::-1]}


def settings_at(root, **more):
    return read_settings({"KONKURSS_ENV": "test"} | more, root)


def shows(instant):
    return instant <= clock.now() < instant + A_MOMENT


@pytest.fixture(autouse=True)
def _clock_given_back():
    yield
    clock.use_clock(None)


def test_a_clock_that_is_not_moved_is_the_machines(tmp_path):
    install_clock(settings_at(tmp_path))

    assert shows(clock.machine_now() - A_MOMENT / 2)


def test_a_process_that_runs_already_follows_each_move_and_the_reset(tmp_path):
    settings = settings_at(tmp_path)
    install_clock(settings)

    for instant in (EVENING, EVENING + timedelta(days=9), EVENING - timedelta(days=9)):
        move_to(settings, instant)
        assert shows(instant)

    reset(settings)
    assert shows(clock.machine_now() - A_MOMENT / 2)


def test_the_machines_own_clock_is_not_moved(tmp_path):
    install_clock(settings_at(tmp_path))
    before = clock.machine_now()

    move_to(settings_at(tmp_path), EVENING)

    assert before <= clock.machine_now() < before + A_MOMENT


def test_the_first_process_with_a_set_clock_starts_it_and_the_next_keeps_it(tmp_path):
    settings = settings_at(tmp_path, KONKURSS_CLOCK="2020-03-24T09:00+02:00")
    install_clock(settings)
    written = (tmp_path / "instance" / FILE).read_text()

    install_clock(settings)

    assert shows(datetime(2020, 3, 24, 7, tzinfo=UTC))
    assert (tmp_path / "instance" / FILE).read_text() == written


def test_a_clock_moved_since_is_kept_by_the_next_process_and_forgotten_by_the_next_start(tmp_path):
    settings = settings_at(tmp_path, KONKURSS_CLOCK="2020-03-24T09:00")
    install_clock(settings)
    move_to(settings_at(tmp_path), EVENING)

    install_clock(settings)
    assert shows(EVENING)

    start_anew(settings)
    assert shows(datetime(2020, 3, 24, 7, tzinfo=UTC))


def test_a_production_reads_no_file(tmp_path):
    move_to(settings_at(tmp_path), EVENING)

    install_clock(settings_at(tmp_path, KONKURSS_ENV="production", **SECRETS))

    assert shows(clock.machine_now() - A_MOMENT / 2)


def test_the_command_moves_tells_and_resets(flask, installation):
    moved = flask("demo", "clock", "2020-04-14T23:59")
    assert (moved.exit_code, moved.stdout) == (0, "2020-04-14T23:59:00+03:00 (moved)\n")
    assert flask("demo", "clock").stdout.startswith("2020-04-14T23:59:0")
    assert json.loads((installation / "instance" / FILE).read_text())["origin"] is None

    assert flask("demo", "clock", "reset").stdout.endswith(" (not moved)\n")
    assert not (installation / "instance" / FILE).exists()


def test_the_command_is_refused_in_production(flask, monkeypatch, installation):
    for name, value in (SECRETS | {"KONKURSS_ENV": "production"}).items():
        monkeypatch.setenv(name, value)

    assert refused(flask("demo", "clock", "2020-04-14")) == (
        "the clock is never moved in production: real calls run by the real time"
    )
    assert not (installation / "instance" / FILE).exists()


@pytest.mark.parametrize("word", ["rīt", "2020-13-01", "2020-04-14T25:00", "0001-01-01", "2500-01-01"])
def test_what_is_no_instant_is_refused(flask, installation, word):
    assert refused(flask("demo", "clock", word)).isprintable()
    assert not (installation / "instance" / FILE).exists()
