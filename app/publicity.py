"""The programme's publicity on the pages: the official pictures of the page's organiser, with their words. RULES §5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.assets import serve_assets
from app.config import Settings
from app.headers import HSTS
from app.pictures import Picture, pictures_in

ALTERNATIVES = {
    "eu": _l("European Union, European Social Fund"),
    "nap2020": _l("National Development Plan 2020"),
    "future": _l("Investing in your future"),
    "programme": _l("PuMPuRS, the project that finances the competition"),
    "organiser": _l("Mark of the organiser"),
}


@dataclass(frozen=True, slots=True)
class Image:
    """An image as a page shows it."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Publicity:
    """The pictures of each organiser."""

    pictures: Mapping[str, Sequence[Picture]]

    @property
    def files(self) -> Mapping[str, Path]:
        """The files by the names under which they are served."""
        return {
            _served_name(slug, picture): picture.path
            for slug, pictures in self.pictures.items()
            for picture in pictures
        }

    def of(self, slug: str | None) -> list[tuple[str, Picture]]:
        """An organiser's pictures with their names; for a page of no organiser (None), those of the only one."""
        if slug is None and len(self.pictures) == 1:
            slug = next(iter(self.pictures))
        return [(_served_name(slug, picture), picture) for picture in self.pictures.get(slug or "", ())]


def _served_name(slug: str | None, picture: Picture) -> str:
    return f"publicity/{slug}/{picture.path.name}"


def serve_files(app: Flask, settings: Settings) -> None:
    """Serve the site's own files and the organisers' pictures, and give templates both."""
    publicity = Publicity(pictures_in(settings.publicity_dir) if settings.publicity_dir else {})
    headers_too = {"Strict-Transport-Security": HSTS} if settings.secure else {}
    assets = serve_assets(app, settings.instance / "static", publicity.files, headers_too)

    def publicity_images(slug: str | None = None) -> list[Image]:
        return [
            Image(assets.url(name), str(ALTERNATIVES[picture.shows]), picture.width, picture.height)
            for name, picture in publicity.of(slug)
        ]

    app.jinja_env.globals.update(publicity_images=publicity_images)
