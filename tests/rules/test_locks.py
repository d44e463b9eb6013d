"""The locks say what is installed, never where it comes from: that is for each machine to know."""

import json

import pytest

from app.config import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt", "tests/web/package-lock.json")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name):
    assert [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "://" in line] == []


def test_every_package_of_npm_has_its_digest():
    lock = json.loads((ROOT / "tests" / "web" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if not package.get("integrity")] == []
