"""How long `flask call outcome` takes, and how much memory, on a large round: 2,000 applications, 80,000 scores.

Run by hand: .venv/bin/python -m tests.bench.bench_outcome [APPLICATIONS [MEMBERS [CRITERIA]]]
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scoring.archive.reading import read_archive
from scoring.outcome import outcome_of

APPLICATIONS, MEMBERS, CRITERIA = 2000, 5, 8
FLASK = Path(sys.executable).with_name("flask")


def large_round(applications: int, members: int, criteria: int, seed: int = 2020) -> dict[str, object]:
    """A made-up round of that size, the same for the same seed."""
    chance = random.Random(seed)
    codes = [f"2.{place}" for place in range(1, criteria + 1)]
    keys = [f"m{place}" for place in range(1, members + 1)]
    numbers = [f"2020-{place:04d}" for place in range(1, applications + 1)]
    return {
        "format": "call-archive/1",
        "call": {
            "slug": "liels-2020",
            "title": {"lv": "Liels konkurss"},
            "organiser": {"name": "Pilsētas Izglītības pārvalde"},
            "timezone": "Europe/Riga",
            "opens": "2020-03-01",
            "deadline": "2020-04-14",
            "award": {"amount": "4600.00", "currency": "EUR", "available": applications // 10},
            "eligibility_criteria": [{"code": "1.1", "title": {"lv": "Laikā"}}],
            "criteria": [
                {"code": code, "title": {"lv": code}, "min": "0", "max": "5", "step": "0.5", "weight": "1.25"}
                for code in codes
            ],
            "scoring": {"minimum_sheets": 3, "threshold_total": "20", "tie_break": codes[:3]},
        },
        "committee": [{"key": key, "name": key, "role": "member"} for key in keys],
        "applications": [
            {
                "number": number,
                "title": f"Projekts {number}",
                "organisation": {"name": f"Biedrība {number}"},
                "channel": "online",
                "received": f"2020-04-{chance.randint(1, 13):02d}T{chance.randint(0, 23):02d}:15:30",
                "eligibility": {"1.1": "yes"},
            }
            for number in numbers
        ],
        "score_sheets": [
            {
                "application": number,
                "member": key,
                "completed": "2020-04-20T10:00",
                "scores": {code: f"{chance.randint(0, 10) / 2:g}" for code in codes},
            }
            for number in numbers
            for key in keys
        ],
    }


def main() -> None:
    """Prints what the whole process and its parts cost."""
    sizes = [int(word) for word in sys.argv[1:]]
    size = tuple(sizes) + (APPLICATIONS, MEMBERS, CRITERIA)[len(sizes) :]
    data = json.dumps(large_round(*size), ensure_ascii=False).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "round.json"
        path.write_bytes(data)
        begun = time.perf_counter()
        subprocess.run([FLASK, "call", "outcome", path], check=True, stdout=subprocess.DEVNULL)
        took = time.perf_counter() - begun
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(data) / 1e6:.1f} MB, {size[0] * size[1] * size[2]} scores")
    print(f"whole process: {usage.ru_utime + usage.ru_stime:.2f} s CPU, {took:.2f} s, {usage.ru_maxrss / 1024:.0f} MiB")
    begun = time.perf_counter()
    given = read_archive(data).round()
    read = time.perf_counter()
    outcome_of(given)
    print(f"reading {read - begun:.2f} s, outcome {time.perf_counter() - read:.2f} s")


if __name__ == "__main__":
    main()
