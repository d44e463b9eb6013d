"""What monitoring counts: answers by page and kind with their durations, the outbox, the worker, the version.

Counts are of all processes of the server together (app/counting.py); what lies in the database is asked for when
somebody comes for the figures. Nothing in them is about a person.
"""

import os
import platform
from collections.abc import Iterator
from hmac import compare_digest
from http import HTTPStatus
from importlib.metadata import version
from ipaddress import IPv6Address, ip_address

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers

from app.adapters import heartbeat
from app.config import Settings
from app.counting import VARIABLE
from app.watching import Answered
from competition.foundation.clock import now
from competition.foundation.outbox import Backlog, backlog

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
PROXIED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)

_counted = CollectorRegistry()
_answers = Histogram(
    "konkurss_request_duration_seconds",
    "Time until an answer began, by page, method and kind of status.",
    ("endpoint", "method", "status"),
    buckets=SECONDS,
    registry=_counted,
)


def count(answered: Answered) -> None:
    """Count an answer. Methods that the site does not know are one."""
    method = answered.method if answered.method in METHODS else "other"
    _answers.labels(answered.endpoint, method, f"{answered.status // 100}xx").observe(answered.seconds)


def figures(session: Session, settings: Settings, accepted: str) -> tuple[bytes, str]:
    """All figures as monitoring reads them, and in which form: the one that its header Accept likes best."""
    if VARIABLE in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    else:
        registry = CollectorRegistry()
        registry.register(_counted)  # pyright: ignore[reportArgumentType] - a registry collects as a collector does
    registry.register(_Asked(session, settings))
    encode, content_type = choose_encoder(accepted)
    return encode(registry), content_type


def refusal(settings: Settings, headers: Headers, address: str | None) -> HTTPStatus | None:
    """Why the figures are not for who asks from `address`; None where they are.

    With a token they are for whoever names it. Without one only for this machine, and then a page that is not there
    for anybody else: for nobody behind a proxy, where every visitor comes from this machine.
    """
    if settings.metrics_token:
        given = headers.get("Authorization", "").encode()
        named = compare_digest(given, f"Bearer {settings.metrics_token}".encode())
        return None if named else HTTPStatus.UNAUTHORIZED
    proxied = settings.trusted_proxies > 0 or any(name in headers for name in PROXIED)
    return None if _is_this_machine(address) and not proxied else HTTPStatus.NOT_FOUND


def _is_this_machine(address: str | None) -> bool:
    try:
        known = ip_address(address or "")
    except ValueError:
        return False
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return known.is_loopback


class _Asked(Collector):
    """What is looked up when somebody comes for it."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self._settings = settings

    def describe(self) -> list[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The figures of now."""
        build = {"version": version("konkurss"), "python": platform.python_version()}
        yield InfoMetricFamily("konkurss_build", "Which version of the site this is.", value=build)
        age = heartbeat.age_of(heartbeat.path_of(self._settings))
        if age is not None:
            name, said = "konkurss_worker_heartbeat_age_seconds", "Time since the worker's last sign of life."
            yield GaugeMetricFamily(name, said, value=age.total_seconds())
        try:
            waiting = backlog(self._session)
        except DBAPIError:
            self._session.rollback()
            waiting = None
        yield GaugeMetricFamily("konkurss_database_up", "Whether the database answers.", value=waiting is not None)
        if waiting is not None:
            yield from _of_outbox(waiting)


def _of_outbox(waiting: Backlog) -> Iterator[Metric]:
    messages = GaugeMetricFamily("konkurss_outbox_messages", "Messages that have not left.", labels=["state"])
    messages.add_metric(["waiting"], waiting.waiting)
    messages.add_metric(["failed"], waiting.failed)
    yield messages
    age = max(0.0, (now() - waiting.oldest).total_seconds()) if waiting.oldest else 0.0
    yield GaugeMetricFamily("konkurss_outbox_oldest_seconds", "Age of the oldest message that waits.", value=age)
