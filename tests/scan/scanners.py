"""The three scanners: how each is called, and what it found. What leaves loopback (updates, callbacks) is off."""

import csv
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.scan.site import OUT, ROLES

MODULES = (
    "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,"
    "shellshock,sql,xss"
)
"""Wapiti's modules but those that ask servers elsewhere (ssrf, xxe), fetch lists (nikto, wapp), or only guess names."""
MEDIUM, BROKEN = 2, "Internal Server Error"
HARMLESS = {
    r"^Uncommon header": "those that guard the pages, the clock of the countdown, the request's number",
    r"^Server leaks inodes via ETags": "ETags are digests of what is sent",
    r"^Allowed HTTP Methods: [HEADOPTINSGW, ]*$": "reading, and asking what may be asked",
    r"robots\.txt": "programs that look for pages may look everywhere",
    r"^Cookie konkurss\S* created without the httponly flag": "it has HttpOnly; Nikto looks for small letters alone",
    r"potential country code": "/lv/ is the language of the pages",
}
"""What Nikto says of any such site, and why it is none of ours."""


@dataclass(frozen=True, slots=True)
class Target:
    """A site, who scans it, and for how long."""

    address: str
    role: str | None
    cookie: str
    folder: Path
    seconds: int

    @property
    def room(self) -> str:
        """Where the scan begins."""
        return self.address + (ROLES[self.role] if self.role else "/lv/")


@dataclass(frozen=True)
class Found:
    """Something that a scanner says."""

    scanner: str
    role: str
    what: str
    where: str
    serious: bool


@dataclass(frozen=True, slots=True)
class Scanner:
    """A program, and how it scans."""

    program: str
    scan: Callable[[Target], Iterator[Found]]


def _run(command: list[str], target: Target, *, grace: int = 60) -> str:
    """What a program says within its time and a little more."""
    process = subprocess.Popen(
        command,
        cwd=target.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        return process.communicate(timeout=target.seconds + grace)[0]
    except subprocess.TimeoutExpired:
        process.terminate()
        return process.communicate()[0]


def _wapiti(target: Target) -> Iterator[Found]:
    report = target.folder / "wapiti.json"
    half = str(max(10, target.seconds // 2))
    limits = [
        "--max-scan-time",
        half,
        "--max-attack-time",
        str(max(5, target.seconds // 16)),
        "--max-links-per-page",
        "60",
    ]
    cookie = ["-H", f"Cookie: {target.cookie}"] if target.cookie else []
    # a folder's scope is all below the address: the whole site, begun at the role's room
    begin = ["-u", f"{target.address}/", "-s", target.room, "--scope", "folder"]
    output = [
        "-f",
        "json",
        "-o",
        str(report),
        "--flush-session",
        "--store-session",
        str(target.folder / "wapiti"),
        "-v",
        "0",
    ]
    said = _run(["wapiti", *begin, "-m", MODULES, *cookie, *limits, *output], target, grace=target.seconds * 2)
    if not report.exists():
        raise RuntimeError(f"wapiti wrote no report: {said[-2000:]}")
    yield from findings_of(report.read_text(encoding="utf-8"), target.role or "nobody")


def findings_of(report: str, role: str) -> Iterator[Found]:
    """What a report of Wapiti says, whatever its severity.

    An error of the site (500) is serious, though Wapiti calls it an anomaly alone.
    """
    told = json.loads(report)
    for kind, findings in [*told["vulnerabilities"].items(), *told.get("anomalies", {}).items()]:
        for one in findings:
            if one["path"].endswith(OUT):
                continue  # answered by `shut`, not by the site
            serious = int(one["level"]) >= MEDIUM or kind == BROKEN
            yield Found("wapiti", role, f"{kind}: {one['info']}", one["path"], serious=serious)


def _nikto(target: Target) -> Iterator[Found]:
    report, settings = target.folder / "nikto.csv", target.folder / "nikto.conf"
    usual = Path("/etc/nikto/config.txt").read_text(encoding="utf-8") if Path("/etc/nikto/config.txt").exists() else ""
    settings.write_text(f"{usual}\nSTATIC-COOKIE={cookies_for_nikto(target.cookie)}\n", encoding="utf-8")
    address = ["-host", "127.0.0.1", "-port", target.address.rpartition(":")[2], "-root", ""]
    rest = [
        "-config",
        str(settings),
        "-ask",
        "no",
        "-maxtime",
        f"{target.seconds}s",
        "-Format",
        "csv",
        "-output",
        str(report),
    ]
    said = _run(["nikto", *address[:4], *rest], target)
    if not report.exists():
        raise RuntimeError(f"nikto wrote no report: {said[-2000:]}")
    yield from remarks_of(report.read_text(encoding="utf-8"), target.role or "nobody")


def cookies_for_nikto(header: str) -> str:
    """A header Cookie as Nikto's settings have it; written otherwise it sends none and looks as nobody."""
    pairs = (one.strip().partition("=") for one in header.split(";") if one.strip())
    return ";".join(f'"{name}"="{value}"' for name, _, value in pairs)


def remarks_of(report: str, role: str) -> Iterator[Found]:
    """What a report of Nikto says but for what is harmless; its columns before the last two are not to be relied on.

    The lines about the report and the server themselves name no page.
    """
    for row in csv.reader(report.splitlines()):
        where, what = (row[-2], row[-1]) if len(row) > 1 else ("", "")
        if where and not any(re.search(pattern, what) for pattern in HARMLESS):
            yield Found("nikto", role, what, where, serious=True)


def _sqlmap(target: Target) -> Iterator[Found]:
    told = target.folder / "sqlmap"
    where = ["-u", target.room, "--crawl", "2", "--forms", "--csrf-token", "csrf_token"]
    how = ["--batch", "--offline", "--smart", "--level", "2", "--threads", "4", "--output-dir", str(told)]
    cookie = ["--cookie", target.cookie] if target.cookie else []
    said = _run(["sqlmap", *where, *how, *cookie], target, grace=5)
    for line in said.splitlines():
        if re.search(r"is vulnerable|injectable|identified the following injection point", line) and not re.search(
            r"not (?:seem to be |be )?injectable|might not be|heuristic.*might", line
        ):
            yield Found("sqlmap", target.role or "nobody", line.strip(), target.room, serious=True)


SCANNERS = (Scanner("wapiti", _wapiti), Scanner("nikto", _nikto), Scanner("sqlmap", _sqlmap))
