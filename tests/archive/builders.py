"""A small valid archive, as the JSON value of its file, and ways to change one thing in it."""

import json
from copy import deepcopy
from typing import Any

from scoring.archive.model import Archive
from scoring.archive.reading import read_archive

ABSENT = object()
"""A change that takes the key away."""


def a_criterion(code: str = "2.2", **changes: Any) -> dict[str, Any]:
    """A quality criterion from 0 to 5 in whole points."""
    return {"code": code, "title": {"lv": "Saturs"}, "min": "0", "max": "5", "step": "1", "weight": "1"} | changes


def an_application(number: str = "2020-01", **changes: Any) -> dict[str, Any]:
    """An eligible application, in time."""
    return {
        "number": number,
        "title": "Kopā",
        "organisation": {"name": "Biedrība Ķirsis"},
        "channel": "online",
        "received": "2020-03-10T09:00",
        "eligibility": {"1.1": "yes"},
    } | changes


def a_sheet(application: str = "2020-01", member: str = "m1", points: str = "4", **changes: Any) -> dict[str, Any]:
    """A completed sheet for the one criterion of `an_archive`."""
    sheet = {"application": application, "member": member, "completed": "2020-04-20T10:00", "scores": {"2.2": points}}
    return sheet | changes


def an_archive() -> dict[str, Any]:
    """One application with one sheet by each of two members, and a secretary."""
    return {
        "format": "call-archive/1",
        "call": {
            "slug": "liepaja-2020",
            "title": {"lv": "Jaunatnes iniciatīvas"},
            "organiser": {"name": "Izglītības pārvalde"},
            "timezone": "Europe/Riga",
            "opens": "2020-03-01",
            "deadline": "2020-03-23",
            "award": {"amount": "4600.00", "currency": "EUR", "available": 1},
            "eligibility_criteria": [{"code": "1.1", "title": {"lv": "Laikā"}}],
            "criteria": [a_criterion()],
            "scoring": {"minimum_sheets": 1},
        },
        "committee": [
            {"key": "m1", "name": "Anna", "role": "chair"},
            {"key": "m2", "name": "Bruno", "role": "member"},
            {"key": "m3", "name": "Cilda", "role": "secretary"},
        ],
        "applications": [an_application()],
        "score_sheets": [a_sheet(), a_sheet(member="m2")],
    }


def a_full_archive() -> dict[str, Any]:
    """An archive in its canonical form with everything in it that a file may hold."""
    value = an_archive()
    call = value["call"]
    value["call"] = {
        **{key: call[key] for key in ("slug", "title", "organiser", "timezone")},
        "published": "2020-02-20",
        "opens": "2020-03-01T00:00:00.5+02:00",
        "deadline": "2020-03-23",
        "results_by": "2020-04-25",
        "announced": "2020-05-20T12:00:00+03:00",
        "implementation": {"from": "2020-06-01", "until": "2020-12-31", "months_min": 3, "months_max": 18},
        "award": {"amount": "4600.00", "currency": "EUR", "budget": "10000.00", "more": {"b": 1, "a": None}},
        "eligibility_criteria": [
            {"code": "1.1", "title": {"lv": "Laikā", "de": "In Zeit", "en": "In time"}, "correctable": False}
        ],
        "criteria": [
            a_criterion(
                step="0.5", weight="1.25", threshold="2.5", levels=[{"points": "5", "text": {"lv": "Ļoti labi"}}]
            )
        ],
        "scoring": {"minimum_sheets": 1, "threshold_total": "3", "tie_break": ["2.2"], "earlier_received_wins": True},
    }
    amendment = {
        "number": 1,
        "published": "2020-03-16T12:00:00+02:00",
        "deadline": "2020-04-14",
        "legal_basis": "Rīkojums Nr. 5",
    }
    organisation = {"name": 'Biedrība "Ķirsis"\n', "registration_number": "40008999014", "wins_before": 0}
    exception = {"until": "2020-04-15T10:00:00+03:00", "legal_basis": "APL 48", "reason": {"lv": "Traucējumi"}}
    withdrawn = an_application(organisation=organisation, received="2020-03-24T09:12:30+02:00")
    return {
        **{key: value[key] for key in ("format", "call")},
        "amendments": [amendment | {"reason": {"lv": "Ārkārtas stāvoklis"}}],
        "committee": value["committee"],
        "applications": [
            {
                **{key: part for key, part in withdrawn.items() if key != "eligibility"},
                "withdrawn": "2020-03-25T09:12:30.000001+02:00",
                "exception": exception,
                "eligibility": {"1.1": "pending"},
                "conflicts": ["m2"],
            },
            an_application("2020/02", received="2020-04-01T00:00:00+03:00"),
            an_application("C.3", received="2020-04-01T00:00:00+03:00"),
        ],
        "score_sheets": [
            {**a_sheet("2020/02", points="4.5"), "completed": "2020-04-20T10:00:00+03:00"},
            {**a_sheet("C.3", points="-7.25"), "completed": None, "more": {"note": "melnraksts"}},
        ],
        "commission": {"tie_order": [["C.3", "2020/02"], [], ["C.3"]]},
        "recorded": {"slug": "liepaja-2020", "applications": []},
        "more": {"made_up": True},
    }


def changed(path: tuple[str | int, ...], value: Any, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """The archive with one value put at `path`, or the key taken away there."""
    archive = deepcopy(given) if given is not None else an_archive()
    place: Any = archive
    for step in path[:-1]:
        place = place[step]
    if value is ABSENT:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return archive


def as_file(value: Any) -> bytes:
    """The bytes of a file that holds the value."""
    return json.dumps(value, ensure_ascii=False).encode()


def read(value: Any) -> Archive:
    """The archive that a file with this value holds."""
    return read_archive(as_file(value))
