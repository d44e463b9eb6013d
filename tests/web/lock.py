"""`make lock-web`: the lock of what npm installs, anew, at the newest versions that package.json allows.

It holds versions and digests, and no address: npm asks the registry that a machine is set up for.
"""

import json
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent
LOCK = FOLDER / "package-lock.json"
COMMAND = ("npm", "install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts")


def main() -> None:
    """Make the lock, and leave out whom its packages ask money for: addresses again."""
    LOCK.unlink(missing_ok=True)
    subprocess.run([*COMMAND, "--no-audit", "--no-fund", "--silent"], cwd=FOLDER, check=True)
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
