"""Lighthouse on the pages that everybody sees, on its mobile setting; a table, and 1 where a page is not good enough.

`make lighthouse` installs it from npm (tests/web) and runs it on a demonstration of its own, on this machine only.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.web.serving import served

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
PAGES = ("/lv/", "/lv/calls/liepaja-demo", "/lv/calls/liepaja-2020/results", "/lv/styleguide", "/lv/help")
LEAST = {"accessibility": 100, "best-practices": 100, "performance": 95, "seo": 0}
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def measured(address: str) -> dict[str, int]:
    """The scores of a page, of a hundred."""
    categories = ",".join(LEAST)
    told = subprocess.run(
        [PROGRAM, address, "--quiet", "--output=json", f"--only-categories={categories}", f"--chrome-flags={CHROMIUM}"],
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
        check=True,
        capture_output=True,
    ).stdout
    scores = json.loads(told)["categories"]
    return {name: round(100 * (scores[name]["score"] or 0)) for name in LEAST}


def main() -> int:
    """Measure each page, say so, and whether all are good enough."""
    print(f"{'page':<34}" + "".join(f"{name:>16}" for name in LEAST))
    good = True
    with served() as address:
        for page in PAGES:
            scores = measured(address + page)
            good = good and all(scores[name] >= least for name, least in LEAST.items())
            print(f"{page:<34}" + "".join(f"{scores[name]:>16}" for name in LEAST), flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
