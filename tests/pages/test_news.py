"""The feed and the calendar: well formed, complete, silent about what is not public yet."""

from datetime import date, datetime
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient
from icalendar import Calendar

from tests.pages.conftest import ANNOUNCED, COMING, OPEN, At

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client: FlaskClient, address: str = "/feed.atom") -> list[str]:
    feed = ET.fromstring(client.get(address).data)
    return [entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry")]


def test_the_feed_tells_calls_amendments_and_results_the_newest_first(client: FlaskClient, at: At):
    at(ANNOUNCED)
    kinds = [title.partition(":")[0] for title in titles(client)]
    assert kinds[:3] == ["Rezultāti", "Grozījumi", "Izsludināts konkurss"]
    assert len(kinds) == 7
    assert titles(client, "/feed.atom?lang=en")[0].startswith("Results: Involving young people")


def test_the_feed_says_the_amount_as_the_pages_do(client: FlaskClient, at: At):
    at(ANNOUNCED)
    assert "4600,00\u00a0EUR" in client.get("/feed.atom").text
    assert "4,600.00\u00a0EUR" in client.get("/feed.atom?lang=en").text


def test_the_feed_does_not_run_ahead_of_the_clock(client: FlaskClient, at: At):
    at(COMING)
    kinds = [title.partition(":")[0] for title in titles(client)]
    assert "Grozījumi" not in kinds
    assert kinds[0] == "Izsludināts konkurss"


def test_the_feed_is_a_whole_atom_feed(client: FlaskClient, at: At):
    at(ANNOUNCED)
    answer = client.get("/feed.atom")
    feed = ET.fromstring(answer.data)
    assert answer.mimetype == "application/atom+xml"
    assert feed.tag == f"{ATOM}feed"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    instants = [datetime.fromisoformat(one.text or "") for one in feed.iter(f"{ATOM}updated")]
    assert all(instant.tzinfo for instant in instants)
    assert instants[0] == max(instants)
    links = [one.get("href", "") for one in feed.iter(f"{ATOM}link")]
    assert [link for link in links if not link.startswith("http://127.0.0.1:8000/")] == []


def test_the_calendar_has_the_opening_the_deadline_in_force_and_the_results(client: FlaskClient, at: At):
    at(OPEN)
    answer = client.get("/calls/liepaja-2020.ics")
    assert answer.mimetype == "text/calendar"
    events = {str(event["uid"]): event for event in Calendar.from_ical(answer.data).walk("VEVENT")}
    assert set(events) == {f"liepaja-2020-{kind}@konkurss" for kind in ("opens", "deadline", "results")}
    deadline = events["liepaja-2020-deadline@konkurss"]
    assert deadline.decoded("dtstart") == date(2020, 4, 14)
    assert deadline.decoded("dtend") == date(2020, 4, 15)
    assert str(deadline["summary"]).startswith("Pieteikumu termiņš: ")
    assert int(deadline["sequence"]) == 1


def test_a_deadline_with_its_hour_is_an_instant_in_the_calendar(client: FlaskClient, at: At):
    at(ANNOUNCED)
    calendar = Calendar.from_ical(client.get("/calls/liepaja-2019.ics").data)
    (deadline,) = [one for one in calendar.walk("VEVENT") if "deadline" in one["uid"]]
    assert deadline.decoded("dtstart") == datetime.fromisoformat("2019-05-20T17:00:00+03:00")


def test_until_the_announcement_the_calendar_says_when_results_are_promised(client: FlaskClient, at: At):
    for instant, day in ((OPEN, date(2020, 4, 25)), (ANNOUNCED, date(2020, 5, 20))):
        at(instant)
        calendar = Calendar.from_ical(client.get("/calls/liepaja-2020.ics").data)
        (results,) = [one for one in calendar.walk("VEVENT") if "results" in one["uid"]]
        assert results.decoded("dtstart") == day
