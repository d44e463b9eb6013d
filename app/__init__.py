"""The site: the only package that knows Flask.

Light to import: `flask call outcome` reads only its file and does not pay for loading the site.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application with `settings`, or with those of the environment. Raises SettingsWrong."""
    from app.building import build  # noqa: PLC0415 - imported here: see the head of this module

    return build(settings)
