"""Dates and instants as the file writes them, and as the canonical form does."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.foundation.clock import zone, zone_names
from scoring.archive.times import Times, instant_text, moment_text

RIGA = zone("Europe/Riga")
zones = st.sampled_from(sorted(zone_names())).map(zone)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("2020-03-24T09:12", "2020-03-24T09:12:00+02:00"),
        ("2020-03-24T09:12:30", "2020-03-24T09:12:30+02:00"),
        ("2020-03-24T09:12:30.000", "2020-03-24T09:12:30+02:00"),
        ("2020-03-24T09:12:30.120", "2020-03-24T09:12:30.12+02:00"),
        ("2020-03-24T09:12:30.000001", "2020-03-24T09:12:30.000001+02:00"),
        ("2020-03-24T09:12Z", "2020-03-24T11:12:00+02:00"),
        ("2020-03-24T09:12-00:00", "2020-03-24T11:12:00+02:00"),
        ("2020-06-24T09:12+23:59", "2020-06-23T12:13:00+03:00"),
        ("2020-06-24T09:12:00.5-10:30", "2020-06-24T22:42:00.5+03:00"),
        ("2020-03-29T03:30", "2020-03-29T04:30:00+03:00"),
        ("2020-10-25T03:30", "2020-10-25T03:30:00+03:00"),
    ],
)
def test_an_instant(written, canonical):
    assert instant_text(Times(RIGA).instant(written), RIGA) == canonical


def test_an_hour_that_comes_twice_is_the_second_for_what_is_accepted_until_then():
    times = Times(RIGA)
    assert instant_text(times.last_accepted("2020-10-25T03:30"), RIGA) == "2020-10-25T03:30:00+02:00"
    assert moment_text(times.deadline("2020-10-25T03:30"), RIGA) == "2020-10-25T03:30:00+02:00"
    assert moment_text(times.beginning("2020-10-25T03:30"), RIGA) == "2020-10-25T03:30:00+03:00"
    assert moment_text(times.end("2020-10-25T03:30"), RIGA) == "2020-10-25T03:30:00+03:00"


def test_a_day_stays_a_day():
    times = Times(RIGA)
    for read in (times.beginning, times.end, times.deadline):
        assert moment_text(read("2020-10-25"), RIGA) == "2020-10-25"
    assert times.beginning("2020-10-25").at == datetime(2020, 10, 24, 21, tzinfo=UTC)
    assert times.end("2020-10-25") == times.deadline("2020-10-25")
    assert times.deadline("2020-10-25").at == datetime(2020, 10, 25, 21, 59, 59, 999999, tzinfo=UTC)


@given(zones, st.datetimes(datetime(1990, 1, 1), datetime(2199, 12, 31, 23, 59)), st.booleans())
def test_what_is_written_is_read_as_the_same_instant(place, time, in_utc):
    read = Times(place).instant(time.isoformat() + ("Z" if in_utc else ""))
    text = instant_text(read, place)
    assert Times(place).instant(text) == read
    assert instant_text(Times(place).instant(text), place) == text


@pytest.mark.parametrize(
    "text", ["1990-01-01T00:00Z", "1990-01-01T00:00+23:59", "2199-12-31T23:59Z", "2199-12-31T23:59-23:59"]
)
@pytest.mark.parametrize("place", [RIGA, zone("America/Los_Angeles"), zone("Pacific/Kiritimati")])
def test_the_first_and_the_last_instant_that_can_be_written_come_back(text, place):
    read = Times(place).instant(text)
    assert Times(place).instant(instant_text(read, place)) == read
