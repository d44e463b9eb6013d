"""Where the processes of one server count what they answer, so that any of them can tell for all.

Each counts in a file of its own in one folder, which is the server's: named by its first process, gone with it. The
counting library looks for the folder when it is imported, so this module imports nothing of the site.
"""

import os
import shutil

from app.config import ROOT

FOLDERS = ROOT / "instance" / "metrics"
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def begin_counting(server: int) -> None:
    """Make the folder of the server that begins, by the number of its process, and clear away those of dead ones."""
    FOLDERS.mkdir(parents=True, exist_ok=True)
    for left in FOLDERS.iterdir():
        if left.name.isdecimal() and not _lives(int(left.name)):
            shutil.rmtree(left, ignore_errors=True)
    folder = FOLDERS / str(server)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    os.environ[VARIABLE] = str(folder)


def end_counting(server: int) -> None:
    """Clear the server's folder away."""
    shutil.rmtree(FOLDERS / str(server), ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
