"""What a report about the locked packages means."""

import pytest

from app.config import ROOT
from tests import audit
from tests.audit import Verdict, accepted_advisories, verdict

WELL = {"name": "flask", "version": "3.1.3", "vulns": []}
WEAK = {
    "name": "jinja2",
    "version": "3.1.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fix_versions": ["3.1.1"]}],
}
SKIPPED = {"name": "lxml", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "accepted", "said"),
    [
        ([WELL], {}, Verdict(asked=1)),
        ([WELL, WEAK], {}, Verdict(asked=2, found=["jinja2 3.1.0: PYSEC-1, mended in 3.1.1"])),
        ([WEAK], {"CVE-2026-1": "no templates of strangers"}, Verdict(asked=1)),
        ([WEAK], {"PYSEC-1": "no templates of strangers"}, Verdict(asked=1)),
        ([WELL], {"PYSEC-1": "long ago"}, Verdict(asked=1, of_no_use=["PYSEC-1"])),
        ([WELL, SKIPPED], {"PYSEC-1": "long ago"}, Verdict(asked=1, not_asked=["lxml"])),
    ],
)
def test_an_advisory_is_found_unless_it_is_accepted_and_what_was_not_asked_is_told(packages, accepted, said):
    assert verdict({"dependencies": packages}, accepted) == said


@pytest.mark.parametrize(
    ("answers", "status", "told"),
    [
        ([Verdict(asked=2), None], 0, "no advisory speaks of any of the 2 locked packages"),
        ([Verdict(asked=2, found=["jinja2"]), Verdict(asked=2)], 1, "jinja2"),
        ([None, None], 0, "WERE NOT AUDITED"),
        ([Verdict(not_asked=["lxml"]), None], 0, "not asked: lxml"),
        ([Verdict(asked=1, found=["jinja2"], not_asked=["lxml"]), None], 1, "WERE NOT AUDITED"),
    ],
)
def test_an_advisory_fails_and_a_service_that_cannot_be_asked_is_said_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answers, status, told
):
    left = list(answers)
    monkeypatch.setattr(audit, "_asked", lambda _service, _accepted: left.pop(0))
    assert audit.main() == status
    assert told in capsys.readouterr().out


def test_what_is_accepted_has_its_reason():
    accepted_advisories((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="without a reason"):
        accepted_advisories('[tool.konkurss.accepted-advisories]\nPYSEC-1 = " "')
