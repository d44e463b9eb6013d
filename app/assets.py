"""Files that never change under their address: each is served under one that holds its digest, to be kept for ever.

They are packed, with Brotli and gzip, when the first of them is asked for, into a folder of the installation that is
named by what is in it: nothing is built beforehand, a command that serves nothing packs nothing, and processes of one
version share what the first of them packed.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from servestatic import ServeStatic
from servestatic.compress import Compressor

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
AT_THE_ROOT = {"favicon.ico", "robots.txt"}
AN_HOUR = 3600
IMPORT = re.compile(rb"""(\b(?:from|import)\s*\(?\s*["']\./)([\w.-]+\.js)(?=["'])""")


class Assets:
    """The files of the site's look and their addresses, as they were when the process began.

    `more` are files that lie elsewhere, each under the name it is asked for by.
    """

    def __init__(self, folder: Path = FOLDER, more: Mapping[str, Path] | None = None) -> None:
        own = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        self._paths = {**own, **(more or {})}
        self._contents: dict[str, bytes] = {}
        self.addresses: Mapping[str, str] = {name: PREFIX + self._fingerprinted(name) for name in self._paths}

    def url(self, name: str) -> str:
        """The address of a file, which changes with its content."""
        return self.addresses[name]

    @property
    def version(self) -> str:
        """What is unlike where any of the files is."""
        return hashlib.sha256("\n".join(self.addresses.values()).encode()).hexdigest()[:12]

    def serving(
        self, application: WSGIApplication, kept: Path, headers_too: Mapping[str, str] | None = None
    ) -> "Serving":
        """`application` behind a layer that answers for the files; they lie packed below the folder `kept`."""
        return Serving(self, application, kept, headers_too or {})

    def content(self, name: str) -> bytes:
        """A file as it is served: a module asks for those it imports by their own addresses."""
        if name not in self._contents:
            read = self._paths[name].read_bytes()
            self._contents[name] = IMPORT.sub(self._address_import, read) if name.endswith(".js") else read
        return self._contents[name]

    def digest(self, name: str) -> str:
        """What is unlike for unlike contents."""
        return hashlib.sha256(self.content(name)).hexdigest()[:12]

    def _fingerprinted(self, name: str) -> str:
        path = Path(name)
        return path.with_name(f"{path.stem}.{self.digest(name)}{path.suffix}").as_posix()

    def _address_import(self, match: re.Match[bytes]) -> bytes:
        return match[1] + self._fingerprinted(match[2].decode()).encode()


class Serving:
    """WSGI middleware that answers for the files and passes everything else on."""

    def __init__(
        self, assets: Assets, application: WSGIApplication, kept: Path, headers_too: Mapping[str, str]
    ) -> None:
        self._assets = assets
        self._headers_too = headers_too
        self._kept = kept
        self._application = application
        root = {f"/{name}": name for name in AT_THE_ROOT if name in assets.addresses}
        self._names = {address: name for name, address in assets.addresses.items()} | root

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO") in self._names
        return (self._files if asked else self._application)(environ, start_response)

    @cached_property
    def _files(self) -> ServeStatic:
        """The packed files."""
        folder = _packed(self._assets, self._kept)
        layer = ServeStatic(None, add_headers_function=self._add_headers, allow_all_origins=False, max_age=AN_HOUR)
        for address, name in self._names.items():
            layer.add_file_to_dictionary(address, str(folder / name), root=folder)
        return layer

    def _add_headers(self, headers: Headers, _path: str, address: str) -> None:
        headers["ETag"] = f'W/"{self._assets.digest(self._names[address])}"'  # weak: one for all encodings
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        for name, value in self._headers_too.items():
            headers[name] = value
        headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"  # inside an SVG only


class _Packer(Compressor):
    """Servestatic's, which remembers what it has packed: the thorough Brotli takes longer than all else."""

    compress_brotli = staticmethod(cache(Compressor.compress_brotli))


_packer = _Packer(quiet=True, use_zstd=False)


def _pack(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if _packer.should_compress(path.name):
        _packer.compress(path)


def _packed(assets: Assets, kept: Path) -> Path:
    """The folder of these files, whole: who packs at the same time as another keeps what was there first."""
    folder = kept / assets.version
    if not folder.exists():
        kept.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".", dir=kept))
        for name in assets.addresses:
            _pack(fresh / name, assets.content(name))
        try:
            fresh.rename(folder)
        except OSError:
            shutil.rmtree(fresh)
    return folder


def serve_assets(
    app: Flask, kept: Path, more: Mapping[str, Path] | None = None, headers_too: Mapping[str, str] | None = None
) -> Assets:
    """Serve the files before the site is asked; `static_url` in templates gives their addresses."""
    assets = Assets(more=more)
    app.wsgi_app = assets.serving(app.wsgi_app, kept, headers_too)
    app.jinja_env.globals["static_url"] = assets.url
    return assets
