"""Files that never change under their address: each is served under one that holds its digest, to be kept for ever."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from wsgiref.headers import Headers
from wsgiref.types import WSGIApplication

from flask import Flask
from servestatic import ServeStatic

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
AT_THE_ROOT = {"favicon.ico"}


class Assets:
    """The files of the site's look and their addresses, as they were when the process began."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.addresses: Mapping[str, str] = {
            path.relative_to(folder).as_posix(): _address(path, folder)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def url(self, name: str) -> str:
        """The address of a file, which changes with its content."""
        return self.addresses[name]

    def serving(self, application: WSGIApplication) -> ServeStatic:
        """`application` behind a layer that answers for the files."""
        layer = ServeStatic(application, add_headers_function=_add_headers, allow_all_origins=False, max_age=3600)
        for name, address in self.addresses.items():
            layer.add_file_to_dictionary(address, str(self.folder / name), root=str(self.folder) + "/")
        for name in AT_THE_ROOT & set(self.addresses):
            layer.add_file_to_dictionary(f"/{name}", str(self.folder / name), root=str(self.folder) + "/")
        return layer


def _address(path: Path, folder: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    name = path.relative_to(folder)
    return PREFIX + name.with_name(f"{name.stem}.{digest}{name.suffix}").as_posix()


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"  # inside an SVG only


def serve_assets(app: Flask) -> None:
    """Serve the files before the site is asked; `static_url` in templates gives their addresses."""
    assets = Assets()
    app.wsgi_app = assets.serving(app.wsgi_app)
    app.jinja_env.globals["static_url"] = assets.url
