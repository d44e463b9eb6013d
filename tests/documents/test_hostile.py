"""Sixty of the hostile documents, the most different ones: each comes to a verdict in time (all: tests/soak)."""

import hashlib
import multiprocessing

from documents.guarded import Limits
from documents.inspecting.facts import Fault
from tests.documents.hostile import hostile_documents
from tests.documents.trials import is_fit_to_keep, tried

FEW = 60
SHORT = Limits(seconds=2)
SLACK = 5


def test_hostile_documents_come_to_a_verdict_in_time():
    outcomes = [tried(name, content, SHORT) for name, content in hostile_documents(FEW)]

    assert [one.name for one in outcomes if one.seconds > SHORT.seconds + SLACK] == []
    assert [one.name for one in outcomes if not is_fit_to_keep(one.inspection)] == []
    assert {one.inspection.fault for one in outcomes} >= {None, Fault.DAMAGED, Fault.BOMB}
    assert [process for process in multiprocessing.active_children() if process.is_alive()] == []


def test_the_same_seed_gives_the_same_documents():
    assert [(name, digest(content)) for name, content in hostile_documents(20)] == [
        (name, digest(content)) for name, content in hostile_documents(20)
    ]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
