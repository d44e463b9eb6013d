"""The same site as the pages' tests have."""

from tests.pages.conftest import at, client, demo_root, language, own_site, site

__all__ = ["at", "client", "demo_root", "language", "own_site", "site"]
