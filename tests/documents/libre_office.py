"""LibreOffice without a window: it opens a file and saves it as another kind."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PATIENCE = 240


def converted(folder: Path, name: str, content: bytes, ending: str) -> bytes:
    """A file as LibreOffice saves it with that ending. Without it the test is left out; where CI is set it fails."""
    program = shutil.which("soffice")
    if program is None:
        absent = "soffice (Debian: libreoffice-writer-nogui) is missing"
        if os.environ.get("CI"):
            pytest.fail(f"CI needs it: {absent}")
        pytest.skip(absent)
    out = folder / f"as-{ending}"
    out.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    order = [program, home, "--headless", "--convert-to", ending, "--outdir", str(out), str(folder / name)]
    subprocess.run(order, check=True, capture_output=True, timeout=PATIENCE)
    return (out / Path(name).with_suffix(f".{ending}").name).read_bytes()
