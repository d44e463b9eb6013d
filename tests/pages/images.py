"""Small pictures, 24 by 16 pixels, in every form that publicity may have."""

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAAAHElEQVR42mNkMJ7JQA3AxEAlMGrQqEGjBo1UgwDuTADsReJsbgAAAABJRU5ErkJggg=="
)
WEBP = b64decode("UklGRj4AAABXRUJQVlA4IDIAAACwAgCdASoYABAAPzmGuVOvKSWisAgB4CcJQAAPZAAA/us2//xd2I4yeH970srrVAAAAA==")
AVIF = b64decode(
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0"
    "bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAJgAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBy"
    "cAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAGAAAABAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1h"
    "AAAAAAAAAAEAAQQBAoMEAAAALm1kYXQSAAoJGBDv7RAQ0GhAMhcdh4eFndxxxwLAAACusZybrs2/RvEijw=="
)
JPG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x11\x08\x00\x10\x00\x18\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><path d="M0 0h24v16H0z"/></svg>'


def a_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
