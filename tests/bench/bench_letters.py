"""How many letters a minute one core sets as DOCX and PDF, and whether many need more memory than a few.

Run by hand: .venv/bin/python -m tests.bench.bench_letters LETTERS
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.config import ROOT
from competition.result.notices import LetterFacts, NoticeKind
from documents.letter_files import letters_zip
from tests.bench.measuring import Measured
from tests.letters import a_letter

FEW, MANY = 50, 400
LEAST = 200
MOST_GROWTH = 16.0
STATUS = Path("/proc/self/status")


def measure() -> list[Measured]:
    """Letters a minute, and what the memory at the end of many has grown over that at the end of a few."""
    few, many = _run(FEW), _run(MANY)
    return [
        Measured("letters as DOCX and PDF, one core", MANY * 60 / many["cpu"], "1/min", least=LEAST),
        Measured(f"memory after {MANY} letters", many["memory"], "MiB"),
        Measured(f"memory after {MANY} letters, over {FEW}", many["memory"] - few["memory"], "MiB", most=MOST_GROWTH),
    ]


def _run(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.bench_letters", str(count)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def _letters(count: int) -> Iterator[LetterFacts]:
    kinds = list(NoticeKind)
    for number in range(count):
        yield a_letter(
            kinds[number % len(kinds)],
            application_number=f"2020-{number:04}",
            number=f"1-9/2020/{number}",
            project_title=f"Ielu darbnīca {number}",
        )


def main() -> None:
    """Set so many letters, and print the seconds of CPU and the memory that was held at the end."""
    begun = time.process_time()
    for piece in letters_zip(_letters(int(sys.argv[1])), ("pdf", "docx")):
        del piece
    held = next(line for line in STATUS.read_text(encoding="utf-8").splitlines() if line.startswith("VmRSS"))
    print(json.dumps({"cpu": time.process_time() - begun, "memory": int(held.split()[1]) / 1024}))


if __name__ == "__main__":
    main()
