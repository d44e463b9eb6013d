"""Days and wall-clock times as instants, on the days when the clocks jump."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.foundation import clock

zones = st.sampled_from(sorted(clock.zone_names())).map(clock.zone)
days = st.dates(date(1990, 1, 1), date(2199, 12, 30))
RIGA = clock.zone("Europe/Riga")


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def wall(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "text", "first", "last"),
    [
        ("Europe/Riga", "2020-04-14T17:00", "2020-04-14T14:00Z", "2020-04-14T14:00Z"),
        ("Europe/Riga", "2020-03-29T02:59", "2020-03-29T00:59Z", "2020-03-29T00:59Z"),
        ("Europe/Riga", "2020-03-29T03:00", "2020-03-29T01:00Z", "2020-03-29T01:00Z"),
        ("Europe/Riga", "2020-03-29T03:30", "2020-03-29T01:30Z", "2020-03-29T01:30Z"),
        ("Europe/Riga", "2020-03-29T04:00", "2020-03-29T01:00Z", "2020-03-29T01:00Z"),
        ("Europe/Riga", "2020-10-25T03:00", "2020-10-25T00:00Z", "2020-10-25T01:00Z"),
        ("Europe/Riga", "2020-10-25T03:30", "2020-10-25T00:30Z", "2020-10-25T01:30Z"),
        ("Europe/Riga", "2020-10-25T04:00", "2020-10-25T02:00Z", "2020-10-25T02:00Z"),
        ("Australia/Lord_Howe", "2020-10-04T02:15", "2020-10-03T15:45Z", "2020-10-03T15:45Z"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00Z", "2011-12-30T22:00Z"),
    ],
)
def test_a_wall_clock_time_as_an_instant(zone, text, first, last):
    assert clock.instant_of(wall(text), clock.zone(zone)) == at(first)
    assert clock.instant_of(wall(text), clock.zone(zone), last=True) == at(last)


@pytest.mark.parametrize(
    ("zone", "day", "first", "last"),
    [
        ("Europe/Riga", date(2020, 4, 14), "2020-04-13T21:00Z", "2020-04-14T20:59:59.999999Z"),
        ("Europe/Riga", date(2020, 3, 29), "2020-03-28T22:00Z", "2020-03-29T20:59:59.999999Z"),
        ("Europe/Riga", date(2020, 10, 25), "2020-10-24T21:00Z", "2020-10-25T21:59:59.999999Z"),
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T03:00Z", "2018-11-05T01:59:59.999999Z"),
        ("America/Sao_Paulo", date(2018, 2, 17), "2018-02-17T02:00Z", "2018-02-18T02:59:59.999999Z"),
        ("America/Havana", date(2020, 11, 1), "2020-11-01T04:00Z", "2020-11-02T04:59:59.999999Z"),
        ("Pacific/Apia", date(2011, 12, 29), "2011-12-29T10:00Z", "2011-12-30T09:59:59.999999Z"),
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00Z", "2011-12-30T09:59:59.999999Z"),
        ("Pacific/Apia", date(2011, 12, 31), "2011-12-30T10:00Z", "2011-12-31T09:59:59.999999Z"),
    ],
)
def test_a_day_from_its_first_to_its_last_instant(zone, day, first, last):
    place = clock.zone(zone)
    assert clock.first_instant(day, place) == at(first)
    assert clock.last_instant(day, place) == at(last)
    assert clock.start_of(day, place) == clock.Moment(at(first), day)
    assert clock.whole_of(day, place) == clock.Moment(at(last), day)


@given(zones, days)
def test_a_day_begins_where_the_calendar_first_shows_it(place, day):
    first = clock.first_instant(day, place)
    skipped = place.key in {
        "Pacific/Apia",
        "Pacific/Enderbury",
        "Pacific/Kanton",
        "Pacific/Kiritimati",
        "Pacific/Kwajalein",
    }
    skipped = skipped or place.key in {"Kwajalein", "Pacific/Fakaofo"}
    assert clock.day_of(first, place) == day or skipped
    assert clock.day_of(first - clock.TICK, place) < day


@given(zones, days)
def test_the_days_of_a_zone_leave_no_instant_out_and_share_none(place, day):
    assert clock.last_instant(day, place) + clock.TICK == clock.first_instant(day + timedelta(days=1), place)


@given(zones, st.datetimes(datetime(1990, 1, 1), datetime(2199, 12, 31)))
def test_the_second_of_two_is_never_before_the_first(place, time):
    assert clock.instant_of(time, place) <= clock.instant_of(time, place, last=True)


def test_zones_are_those_of_the_package_without_the_placeless():
    assert {"Europe/Riga", "UTC", "Etc/GMT+1"} <= clock.zone_names()
    assert clock.zone_names().isdisjoint({"Factory", "localtime", "europe/riga", "posixrules"})
    with pytest.raises(KeyError):
        clock.zone("localtime")


def test_the_clock_can_be_moved_and_given_back():
    moved = at("2020-04-14T20:59:59Z")
    clock.use_clock(lambda: moved)
    try:
        assert clock.now() == moved
        assert clock.machine_now() > moved
    finally:
        clock.use_clock(None)
    assert clock.now() > moved


def test_an_instant_with_its_hour_is_kept_in_utc():
    moment = clock.exactly(datetime(2020, 4, 14, 17, tzinfo=ZoneInfo("Europe/Riga")))
    assert (moment.at.tzinfo, moment.at, moment.day) == (UTC, at("2020-04-14T14:00Z"), None)
