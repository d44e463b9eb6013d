"""What becomes of a document of a stranger: refused at the door or let in, and what is found in it."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from competition.foundation.errors import Refusal
from documents.guarded import Limits
from documents.inspecting.facts import Inspection
from documents.inspecting.inspection import inspect_file
from documents.inspecting.stored import as_json, from_json
from documents.kinds import KINDS, PDF, Kind, check_file

STATISTICS = Path("/proc/self/statm")
PAGE_KILOBYTES = 4


@dataclass(frozen=True)
class Outcome:
    """What became of one: how it was refused, what is in it, and how many seconds both took."""

    name: str
    refused: str | None
    inspection: Inspection
    seconds: float


def tried(name: str, content: bytes, limits: Limits) -> Outcome:
    """What becomes of a document; one that is refused is looked into all the same, as what its name says."""
    begun = time.perf_counter()
    refused = None
    try:
        kind = check_file(name, content)
    except Refusal as refusal:
        refused, kind = refusal.code, _kind_of_name(name)
    inspection = inspect_file(kind, content, limits)
    return Outcome(name, refused, inspection, time.perf_counter() - begun)


def is_fit_to_keep(inspection: Inspection) -> bool:
    """Whether a database takes it, and it comes back as it was."""
    written = json.dumps(as_json(inspection), ensure_ascii=False)
    return "\\u0000" not in written and from_json(json.loads(written.encode())) == inspection


def megabytes_held() -> int:
    """The memory of this process."""
    return int(STATISTICS.read_text().split()[1]) * PAGE_KILOBYTES // 1024


def _kind_of_name(name: str) -> Kind:
    ending = name.rpartition(".")[2]
    return next((kind for kind in KINDS if ending in kind.endings), PDF)
