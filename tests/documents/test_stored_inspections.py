"""An inspection is kept as JSON and comes back as it was; what is not exactly of the format is refused."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from documents.guarded import AllBusy, Limits, TooCostly, Unreadable
from documents.inspecting.facts import (
    Check,
    Coverage,
    Fault,
    Inspection,
    Member,
    Note,
    Reason,
    Signature,
    Stamp,
    Verdict,
)
from documents.inspecting.inspection import inspect_file
from documents.inspecting.stored import as_json, from_json
from documents.kinds import DOCX, PDF
from tests.documents.office import a_docx, paragraph

FULL = Inspection(
    fault=Fault.BOMB,
    notes=(Note.JAVASCRIPT, Note.TEXT_CUT),
    pages=3,
    text=("ā", "b"),
    members=(Member("a.pdf", 3, PDF, "ab" * 32, True), Member("b", 0, None, "cd" * 32, False)),
    signatures=(
        Signature(
            Verdict.BROKEN,
            Reason.CONTENT_CHANGED,
            "JĀNIS",
            "Biedrība",
            "Izdevējs",
            datetime(2026, 3, 2, 9, 30, 0, 5, tzinfo=UTC),
            Stamp.INTACT,
            datetime(2026, 3, 2, 9, 31, tzinfo=UTC),
            True,
            Coverage.PART,
            ("b",),
            (Check.DIGESTS,),
            (Check.TRUST_LIST,),
        ),
    ),
    width=4,
    height=5,
)


def changed(**parts: Any) -> dict[str, Any]:
    return {**as_json(FULL), **parts}


def without(given: dict[str, Any], part: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != part}


@pytest.mark.parametrize("inspection", [Inspection(), FULL], ids=["empty", "full"])
def test_an_inspection_comes_back_as_it_was(inspection):
    assert from_json(json.loads(json.dumps(as_json(inspection)))) == inspection


def test_the_fullest_inspection_of_this_test_leaves_no_part_as_it_is_without():
    assert [field.name for field in fields(Inspection) if getattr(FULL, field.name) == field.default] == []
    assert [field.name for field in fields(Signature) if getattr(FULL.signatures[0], field.name) == field.default] == [
        "coverage"
    ]


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        changed(format="inspection/1"),
        without(as_json(FULL), "format"),
        without(as_json(FULL), "notes"),
        changed(colour="red"),
        changed(fault="tired"),
        changed(notes=["javascript", "tired"]),
        changed(notes="javascript"),
        changed(pages="3"),
        changed(pages=True),
        changed(pages=3.0),
        changed(text=[1]),
        changed(members=[without(as_json(FULL)["members"][0], "size")]),
        changed(members=[{**as_json(FULL)["members"][0], "kind": "exe"}]),
        changed(members=[{**as_json(FULL)["members"][0], "covered_by_signature": 1}]),
        changed(signatures=[{**as_json(FULL)["signatures"][0], "claimed_at": "yesterday"}]),
        changed(signatures=[{**as_json(FULL)["signatures"][0], "claimed_at": "2026-03-02T09:30:00"}]),
        changed(signatures=[{**as_json(FULL)["signatures"][0], "trusted": True}]),
    ],
    ids=str,
)
def test_what_is_not_exactly_of_the_format_is_refused(given):
    with pytest.raises(ValueError, match=r"."):
        from_json(given)


def raising(error: type[Exception]) -> Callable[..., Any]:
    def work(*_given: Any, **_more: Any) -> Any:
        raise error

    return work


@pytest.mark.parametrize(("error", "fault"), [(TooCostly, Fault.TOO_COSTLY), (Unreadable, Fault.DAMAGED)])
def test_work_that_did_not_come_to_its_end_is_a_fault(monkeypatch, error, fault):
    monkeypatch.setattr("documents.inspecting.inspection.guarded", raising(error))

    assert inspect_file(PDF, b"") == Inspection(fault=fault)


def test_that_all_places_are_taken_is_told_to_who_asks(monkeypatch):
    monkeypatch.setattr("documents.inspecting.inspection.guarded", raising(AllBusy))

    with pytest.raises(AllBusy):
        inspect_file(PDF, b"")


def test_what_a_process_says_that_was_taken_over_is_no_inspection(monkeypatch):
    monkeypatch.setattr("documents.inspecting.inspection.guarded", lambda *_, **__: changed(colour="red"))

    assert inspect_file(PDF, b"") == Inspection(fault=Fault.DAMAGED)


def test_limits_are_those_of_who_asks():
    document = a_docx("".join(paragraph(f"{number} vārdi") for number in range(50_000)))

    assert inspect_file(DOCX, document).fault is None
    assert inspect_file(DOCX, document, Limits(megabytes=40)).fault in (Fault.TOO_COSTLY, Fault.DAMAGED)
