"""How often something may be tried: counted by the network that asks, and by whom it is about.

Counted with KONKURSS_REDIS_URL for all processes together, else by each process for itself; so too while Redis does
not answer. Names are counted under a digest: what is counted with says nothing of anybody.
"""

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, current_app, request
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from app.config import Environment, Settings, SettingsWrong
from competition.foundation.clock import machine_now

MINUTE, HOUR = 60, 3600
GENEROUS = 100
"""How many times as often things may be tried, and how much longer proof lasts, on an installation for tests."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds, counted under a name."""

    name: str
    times: int
    seconds: int


SIGN_IN_OF_NETWORK = Limit("sign-in-network", 60, 10 * MINUTE)
SIGN_IN_OF_ACCOUNT = Limit("sign-in-account", 10, 15 * MINUTE)
ASKING_OF_NETWORK = Limit("asking-network", 60, HOUR)
ASKING_OF_ADDRESS = Limit("asking-address", 5, HOUR)
INVITING = Limit("inviting", 30, HOUR)
CHECKING_OF_NETWORK = Limit("checking-network", 300, 10 * MINUTE)
ASKING_TO_WORK = Limit("asking-to-work", 10, 24 * HOUR)


class Throttle:
    """What counts for one application."""

    def __init__(self, counted: MovingWindowRateLimiter, secret: str, factor: int) -> None:
        self.counted = counted
        self.secret = secret
        self.factor = factor
        self.beside = MovingWindowRateLimiter(MemoryStorage())

    def count(self, limit: Limit, whom: str) -> None:
        """Count one more try. Raises TooManyRequests where it is one too many."""
        if not self._ask("hit", limit, whom):
            raise self._too_often(limit, whom)

    def require_room(self, limit: Limit, whom: str) -> None:
        """Raises TooManyRequests where one more try would be one too many; counts nothing."""
        if not self._ask("test", limit, whom):
            raise self._too_often(limit, whom)

    def note(self, limit: Limit, whom: str) -> None:
        """Count one more try without refusing it."""
        self._ask("hit", limit, whom)

    def _ask(self, verb: str, limit: Limit, whom: str) -> bool:
        item, key = self._item(limit), self._key(limit, whom)
        try:
            return getattr(self.counted, verb)(item, key)
        except StorageError:
            current_app.logger.warning("limits are counted by this process alone: Redis does not answer")
            return getattr(self.beside, verb)(item, key)

    def _too_often(self, limit: Limit, whom: str) -> TooManyRequests:
        now = machine_now().timestamp()  # the counter goes by the machine's clock
        try:
            ends = self.counted.get_window_stats(self._item(limit), self._key(limit, whom)).reset_time
        except StorageError:
            ends = now + limit.seconds
        wait = min(limit.seconds, max(1, round(ends - now)))
        return TooManyRequests(retry_after=wait)

    def _item(self, limit: Limit) -> RateLimitItem:
        return RateLimitItemPerSecond(limit.times * self.factor, limit.seconds, namespace="konkurss")

    def _key(self, limit: Limit, whom: str) -> str:
        told = f"{self.secret}\n{limit.name}\n{whom}"
        return hashlib.sha256(told.encode()).hexdigest()


def install_throttle(app: Flask, settings: Settings) -> None:
    """Begin to count. Raises SettingsWrong where Redis is wanted and its package is not there."""
    try:
        storage = storage_from_string(_storage(settings.redis_url), wrap_exceptions=True)
    except ConfigurationError:
        raise SettingsWrong("KONKURSS_REDIS_URL needs the Python package redis; it is not installed.") from None
    factor = GENEROUS if settings.env is Environment.TEST else 1
    app.extensions["konkurss-throttle"] = Throttle(MovingWindowRateLimiter(storage), settings.secret_key, factor)


def throttle() -> Throttle:
    """What counts for the application at hand."""
    return current_app.extensions["konkurss-throttle"]


def network() -> str:
    """The network that asks: its address; of a long one the part that a household has for itself."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address)


def _storage(redis_url: str | None) -> str:
    if redis_url is None:
        return "memory://"
    return f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url
