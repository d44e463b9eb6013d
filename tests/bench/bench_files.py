"""Whole ways with files of a megabyte, on PostgreSQL, to a disk and to S3; and what the site's processes take by it.

Each file is looked into before it is kept, in processes of its own. The S3 is moto's, a server in Python on the same
two cores: its figure says that the way works and what it costs at the most.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random

from PIL import Image

from app.migrating import upgrade
from tests.bench.bench_rush import SAFE, Somebody, per_second, prepare, served, whole_way
from tests.bench.measuring import Measured
from tests.caller import Caller
from tests.databases import NoPostgres, running_cluster
from tests.installed import PASSWORD, installed
from tests.pages.applicants import A_PDF
from tests.pages.stores import an_s3_store

WAYS, FILES, MEGABYTE = 6, 3, 1024 * 1024
GROWS_AT_MOST = 48.0
"""Megabytes by which a process of the site may have grown after all these files."""
MARK = "unmistakable"
_serial = count(1)


def measure() -> list[Measured]:
    """The figures; none where there is no PostgreSQL."""
    try:
        with running_cluster(SAFE) as cluster:
            with cluster.empty() as database:
                figures = _measure(database, "disk", {})
            with cluster.empty() as database, an_s3_store() as store:
                return [*figures, *_measure(database, "S3 (moto)", store)]
    except NoPostgres as absent:
        print(absent)
        return []


def _measure(database: str, where: str, more: Mapping[str, str]) -> list[Measured]:
    people: list[Somebody] = []
    upgrade(database)
    with tempfile.TemporaryDirectory() as name, ExitStack() as open_lines:
        environment = installed(Path(name), lambda app: people.extend(prepare(app)), database, more)
        port = open_lines.enter_context(served(environment))
        callers = [open_lines.enter_context(Caller(port)) for _ in people[:8]]
        for caller, person in zip(callers, people, strict=False):
            caller.sign_in(person.email, PASSWORD)
        ways = [whole_way(caller, one, _content) for caller, one in zip(callers, people, strict=False)]
        for way in ways:
            way(0)
        before = _resident()
        a_second = per_second(ways, WAYS)
        after = _resident()
        grown = max(after[pid] - before.get(pid, 0.0) for pid in after)
    what = f"draft, {FILES} files of 1 MB, submission, {where}"
    return [
        Measured(what, a_second, "1/s"),
        Measured(
            f"a process of the site after {len(ways) * WAYS * FILES} such files, grown by",
            grown,
            "MB",
            most=GROWS_AT_MOST,
        ),
        Measured(f"the largest process of the site, {where}", max(after.values()), "MB"),
    ]


def _content(place: int) -> bytes:
    """The content of a file by its place: three are large."""
    return a_scan() if place < FILES else A_PDF


def a_scan() -> bytes:
    """A PDF of a megabyte with a picture in it, like no other."""
    return _SCAN.replace(MARK.encode("utf-16-be"), f"{next(_serial):012d}".encode("utf-16-be"))


def _make_scan() -> bytes:
    size, out = 1370, BytesIO()
    noise = Image.frombytes("L", (size, size), Random(7).randbytes(size * size))
    noise.save(out, "PDF", title=MARK, quality=75)
    return out.getvalue()


_SCAN = _make_scan()


def _resident() -> dict[int, float]:
    """How much memory each process of the site's server has, in megabytes."""
    found: dict[int, float] = {}
    for pid in _workers():
        said = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        found[pid] = int(said[1]) / 1024 if said else 0.0
    return found


def _workers() -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"gunicorn" in path.read_bytes():
                yield int(path.parent.name)
        except OSError:
            continue
