"""The site under three scanners, as everybody in turn: wapiti, nikto and sqlmap, from packages, on loopback only.

Run by hand: make scan (or .venv/bin/python -m tests.scan --seconds 120 --only coordinator). Each role gets a fresh site
with the demonstration, because scanners send every form that they find. Ends with 1 where something of medium severity
or higher was found, 2 where a scanner is not installed.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from app.cli.demo import load_demonstration
from tests.bench.bench_pages import served
from tests.installed import installed
from tests.scan.scanners import SCANNERS, Found, Target
from tests.scan.site import ROLES, signed_in

EVERYBODY = (None, *ROLES)


def main() -> int:
    """Scan as each; say what was found."""
    asked = _asked()
    missing = [scanner.program for scanner in SCANNERS if shutil.which(scanner.program) is None]
    if missing:
        print(f"not installed: {', '.join(missing)} (Debian packages of these names)", file=sys.stderr)
        return 2
    found = []
    for role in EVERYBODY:
        if asked.only in {None, role or "nobody"}:
            found += list(_scanned(role, asked.seconds))
    serious = [one for one in found if one.serious]
    print(f"{len(found)} findings, {len(serious)} of them of medium severity or higher")
    return 1 if serious else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Scan the site as everybody.")
    parser.add_argument("--seconds", type=int, default=60, help="how long each scanner may take for each role")
    parser.add_argument("--only", choices=[role or "nobody" for role in EVERYBODY], help="as one role alone")
    return parser.parse_args()


def _scanned(role: str | None, seconds: int) -> Iterator[Found]:
    for scanner in SCANNERS:
        with tempfile.TemporaryDirectory() as name, _site(Path(name)) as connection:
            cookie = signed_in(connection, role) if role else ""
            target = Target(f"http://127.0.0.1:{connection.port}", role, cookie, Path(name), seconds)
            number = 0
            for found in scanner.scan(target):
                number += 1
                print(json.dumps(vars(found), ensure_ascii=False), flush=True)
                yield found
            print(f"{role or 'nobody'}: {scanner.program}: {number} findings", file=sys.stderr, flush=True)


@contextmanager
def _site(folder: Path) -> Iterator[HTTPConnection]:
    environment: Mapping[str, str] = installed(folder, load_demonstration)
    with served("tests.scan.site:shut()", dict(environment)) as connection:
        yield connection


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.SubprocessError as broken:
        sys.exit(f"a scanner broke: {broken}")
