"""Which of the locked packages have a known weakness: `make audit`.

Ends with 1 where an advisory speaks of one of them that pyproject.toml does not accept with its reason. A service of
advisories that cannot be asked is said loudly and fails nothing: nobody's commit depends on somebody else's server.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.config import ROOT

LOCK = ROOT / "requirements.txt"
SERVICES = ("pypi", "osv")
AUDIT = (
    *(sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "15"),
)
LASTS_AT_MOST = 300.0


@dataclass(slots=True)
class Verdict:
    """What the advisories say."""

    asked: int = 0
    found: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)
    of_no_use: list[str] = field(default_factory=list)


def verdict(report: Mapping[str, Any], accepted: Mapping[str, str]) -> Verdict:
    """What a report of pip-audit means where the advisories `accepted` (with their reasons) are known."""
    said = Verdict()
    used: set[str] = set()
    for package in report["dependencies"]:
        if "skip_reason" in package:
            said.not_asked.append(package["name"])
            continue
        said.asked += 1
        for advisory in package["vulns"]:
            names = {advisory["id"], *advisory.get("aliases", [])}
            used |= names & set(accepted)
            if not names & set(accepted):
                mended = ", ".join(advisory["fix_versions"]) or "no version yet"
                said.found.append(f"{package['name']} {package['version']}: {advisory['id']}, mended in {mended}")
    said.of_no_use = [] if said.not_asked else sorted(set(accepted) - used)
    return said


def accepted_advisories(pyproject: str) -> dict[str, str]:
    """The advisories that are known and accepted, each with its reason. Raises ValueError where one has none."""
    accepted = tomllib.loads(pyproject).get("tool", {}).get("konkurss", {}).get("accepted-advisories", {})
    for name, reason in accepted.items():
        if not isinstance(reason, str) or not reason.strip():
            raise ValueError(f"{name} is accepted without a reason")
    return accepted


def main() -> int:
    """Ask, say what was found, and tell by the exit."""
    accepted = accepted_advisories((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    answers = [said for service in SERVICES if (said := _asked(service, accepted))]
    best = min(answers, key=lambda said: len(said.not_asked), default=None)
    found = sorted({line for said in answers for line in said.found})
    for line in found:
        print(line)
    for name in best.of_no_use if best else []:
        print(f"{name} is accepted in pyproject.toml, but nothing has it any more: take it out.")
    if best is None or best.not_asked:
        _say_loudly("no service of advisories answered" if best is None else f"not asked: {', '.join(best.not_asked)}")
    elif not found:
        print(f"no advisory speaks of any of the {best.asked} locked packages")
    return 1 if found else 0


def _asked(service: str, accepted: Mapping[str, str]) -> Verdict | None:
    """What one service says; None where it cannot be asked."""
    try:
        run = subprocess.run(
            [*AUDIT, "--vulnerability-service", service],
            capture_output=True,
            text=True,
            timeout=LASTS_AT_MOST,
            check=False,
        )
        return verdict(json.loads(run.stdout), accepted)
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None


def _say_loudly(what: str) -> None:
    lines: Sequence[str] = ("THE LOCKED PACKAGES WERE NOT AUDITED, OR NOT ALL OF THEM", what)
    print("!" * 78, *lines, "Nothing is known about these; run `make audit` where PyPI is reached.", "!" * 78, sep="\n")


if __name__ == "__main__":
    sys.exit(main())
