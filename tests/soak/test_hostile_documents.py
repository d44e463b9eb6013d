"""Six hundred hostile and odd documents: each comes to a verdict in time, and who asks stays alive and small."""

import gc
import hashlib
import multiprocessing
from contextlib import suppress

import pytest

from documents.guarded import USUAL, Limits, TooCostly, Unreadable, guarded
from documents.inspecting.facts import Fault, Note
from documents.inspecting.views import member_of, render_page, shrink_image
from tests.documents.hostile import COUNT, SEED, hostile_documents, made_one_by_one
from tests.documents.trials import STATISTICS, Outcome, is_fit_to_keep, megabytes_held, tried

SLACK = 5
SHORT = Limits(seconds=3)
GROWTH = 120
"""Megabytes by which the asking process may grow: what it has imported and the largest documents leave behind."""


def digests(seed: int) -> list[str]:
    return [hashlib.sha256(name.encode() + content).hexdigest() for name, content in hostile_documents(COUNT, seed)]


def test_every_hostile_document_comes_to_a_verdict_in_time():
    if not STATISTICS.exists():
        pytest.skip("memory is asked of /proc, which only Linux has")
    before = megabytes_held()
    outcomes: list[Outcome] = []
    for name, content in hostile_documents():
        outcomes.append(tried(name, content, USUAL))
    del content
    gc.collect()

    assert len(outcomes) == COUNT
    assert [one.name for one in outcomes if one.seconds > USUAL.seconds + SLACK] == []
    assert [one.name for one in outcomes if not is_fit_to_keep(one.inspection)] == []
    assert {one.inspection.fault for one in outcomes} == {None, *Fault}
    assert {note for one in outcomes for note in one.inspection.notes} >= {Note.JAVASCRIPT, Note.POLYGLOT, Note.NO_TEXT}
    assert megabytes_held() - before < GROWTH
    assert [process for process in multiprocessing.active_children() if process.is_alive()] == []


def test_every_hostile_document_is_drawn_or_not():
    drawn = 0
    for name, content in hostile_documents():
        for show, given in ((render_page, (1, 800)), (shrink_image, (400,)), (member_of, ("pieteikums.pdf",))):
            with suppress(TooCostly, Unreadable):
                assert isinstance(guarded(show, content, *given, limits=SHORT), bytes), name
                drawn += 1

    assert drawn > COUNT // 10


def test_the_same_seed_gives_the_same_documents_and_another_others():
    by_hand = sum(1 for _ in made_one_by_one())
    first, other = digests(SEED), digests(SEED + 1)

    assert digests(SEED) == first
    assert len(set(first)) == COUNT
    assert first[:by_hand] == other[:by_hand]
    assert len(set(first[by_hand:]) & set(other[by_hand:])) < (COUNT - by_hand) // 10
