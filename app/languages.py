"""The languages of the site: every page lives under one, `/lv/…` or `/en/…`, at the same path otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request
from flask_babel import get_locale
from markupsafe import Markup, escape

from app.config import ROOT
from app.extensions import babel

LANGUAGES = {"lv": "Latviešu", "en": "English"}
USUAL = "lv"
UNDER_LANGUAGE = f"/<any({', '.join(LANGUAGES)}):lang>"
PLACES = {"lv": "lv_LV", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Version:
    """The page at hand in one language."""

    code: str
    name: str
    path: str
    current: bool


def speak(app: Flask) -> None:
    """Make addresses carry the language, and texts follow it."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    babel.init_app(app, default_locale=USUAL, locale_selector=page_language)

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.language = (values or {}).pop("lang", None) or _from_query_or_path()

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = page_language()


def page_language() -> str:
    """The language of the page at hand: its address's, else the visitor's, else Latvian."""
    if "language" not in g or g.language is None:
        g.language = _from_query_or_path() or preferred_language()
    return g.language


def preferred_language() -> str:
    """The visitor's language, as the browser says it; Latvian where it says none of ours."""
    if not request:
        return USUAL
    return request.accept_languages.best_match(list(LANGUAGES)) or USUAL


def _from_query_or_path() -> str | None:
    """The language of an address outside the languages (`?lang=en`), or of one that no page has (`/en/no-such`)."""
    if not request:
        return None
    for word in (request.args.get("lang"), request.path.split("/")[1]):
        if word in LANGUAGES:
            return word
    return None


def versions() -> list[Version]:
    """The page at hand in each language; none for an address outside the languages."""
    first, _, rest = request.path.removeprefix("/").partition("/")
    if first not in LANGUAGES:
        return []
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    here = request.script_root
    return [Version(code, name, f"{here}/{code}/{rest}{query}", code == first) for code, name in LANGUAGES.items()]


def said(texts: Mapping[str, str]) -> Markup:
    """A text in the page's language; where it is not there, in Latvian, and marked so for those who listen."""
    language = str(get_locale())
    if texts.get(language):
        return escape(texts[language])
    return Markup('<span lang="{}">{}</span>').format(USUAL, texts.get(USUAL, ""))


def said_plainly(texts: Mapping[str, str], language: str) -> str:
    """A text in `language` or else in Latvian, for places that take no markup."""
    return texts.get(language) or texts.get(USUAL, "")
