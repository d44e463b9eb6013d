"""Check the file of a call: every file by its digest, every event by its hash. Needs Python 3 and nothing else.

Pārbauda konkursa lietu: katru failu pēc tā kontrolsummas, katru notikumu pēc tā jaucējvērtības.
Vajadzīgs tikai Python 3:  python3 check.py
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAID = ("number", "at", "actor", "verb", "subject", "facts", "brought_in", "details", "previous")


def faults_of_files(folder: Path) -> Iterator[str]:
    """The files that are missing or do not give their digest."""
    for line in (folder / "digests.txt").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file():
            yield f"missing / trūkst: {name}"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"changed / mainīts: {name}"


def faults_of_events(folder: Path) -> Iterator[str]:
    """The events that do not give their hash, or do not follow the event before them where it is there, too."""
    before: dict[str, Any] = {}
    for event in json.loads((folder / "events.json").read_text(encoding="utf-8"))["events"]:
        said = {name: event[name] for name in SAID}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(text.encode()).hexdigest() != event["hash"]:
            yield f"changed / mainīts: event / notikums {event['number']}"
        follows = before and event["number"] == before["number"] + 1
        if follows and event["previous"] != before["hash"]:
            yield f"moved / pārvietots: event / notikums {event['number']}"
        before = event


def main(folder: Path) -> int:
    """Print what is wrong; 0 where nothing is."""
    found = [*faults_of_files(folder), *faults_of_events(folder)]
    sys.stdout.write("".join(f"{line}\n" for line in found) or "Everything holds. / Viss ir kārtībā.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
