"""The command that closes the site for maintenance and opens it again."""

import json

import pytest

from app.adapters.maintenance import FILE
from competition.foundation.clock import machine_now
from tests.commands.conftest import refused

NEXT_YEAR = machine_now().year + 1


def test_on_closes_and_off_opens(flask, installation):
    closed = flask("maintenance", "on")
    assert (closed.exit_code, closed.stdout) == (
        0,
        "the site is closed until it is opened; `flask maintenance off` opens it\n",
    )
    assert json.loads((installation / "instance" / FILE).read_text()) == {"until": None}

    assert flask("maintenance", "off").stdout == "the site is open\n"
    assert not (installation / "instance" / FILE).exists()
    assert flask("maintenance", "off").stdout == "the site was not closed\n"


def test_an_end_is_rigas_wall_clock_and_may_be_said_anew(flask, installation):
    flask("maintenance", "on")

    said = flask("maintenance", "on", "--until", f"{NEXT_YEAR}-05-05T20:00")

    assert f"closed until {NEXT_YEAR}-05-05T20:00+03:00;" in said.stdout
    assert json.loads((installation / "instance" / FILE).read_text()) == {"until": f"{NEXT_YEAR}-05-05T17:00:00+00:00"}


@pytest.mark.parametrize("word", ["rīt", "2500-01-01", "2020-04-14T23:59"])
def test_what_is_no_coming_instant_is_refused(flask, installation, word):
    assert refused(flask("maintenance", "on", "--until", word)).isprintable()
    assert not (installation / "instance" / FILE).exists()
