"""The same browser and site as the journeys have."""

from tests.journeys.conftest import address, browser, site, states, visitor

__all__ = ["address", "browser", "site", "states", "visitor"]
