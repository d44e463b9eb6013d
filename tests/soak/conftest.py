"""The same browser and site as the journeys have."""

from tests.journeys.conftest import address, browser, regular, site, states, where

__all__ = ["address", "browser", "regular", "site", "states", "where"]
