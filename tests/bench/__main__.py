"""`make bench`: every measurement, as a table and as bench.json beside the Makefile."""

import json
import resource
import subprocess
import tempfile
from pathlib import Path

from app.config import ROOT
from tests.bench import bench_files, bench_letters, bench_lists, bench_pages, bench_rush, bench_sheet
from tests.bench.bench_outcome import APPLICATIONS, CRITERIA, FLASK, MEMBERS, large_round
from tests.bench.measuring import Measured, keep, table


def outcome() -> list[Measured]:
    """`flask call outcome` on a large round, and on a real one."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "round.json"
        data = large_round(APPLICATIONS, MEMBERS, CRITERIA)
        large.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        scores = f"{APPLICATIONS * MEMBERS * CRITERIA:,} scores".replace(",", " ")
        small_time, _ = _run(ROOT / "examples" / "liepaja-2020.json")
        large_time, memory = _run(large)
    return [
        Measured("flask call outcome, liepaja-2020", small_time, "s CPU"),
        Measured(f"flask call outcome, {scores}", large_time, "s CPU"),
        Measured(f"flask call outcome, {scores}", memory, "MiB"),
    ]


def _run(path: Path) -> tuple[float, float]:
    """CPU seconds of the whole process, and the most memory that any child of ours has had so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([FLASK, "call", "outcome", path], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def main() -> None:
    """Measure, show, keep."""
    pages = [*bench_pages.measure(), *bench_lists.measure(), *bench_sheet.measure()]
    evening = [*bench_rush.measure(), *bench_files.measure()]
    figures = [*outcome(), *bench_letters.measure(), *pages, *evening]
    print(table(figures))
    keep(figures, ROOT / "bench.json")


if __name__ == "__main__":
    main()
