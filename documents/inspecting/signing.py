"""What signatures in PDFs and in containers have in common: whose they are, and what was asked of them."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from cryptography import x509

from competition.foundation.signs import composed
from documents.inspecting.certificates import Holder, holder_of
from documents.inspecting.facts import Check, Coverage, Reason, Signature, Stamp, Verdict

AT_MOST = 50
"""Signatures of a file that are looked at; nobody signs with more."""
REFERENCES = 500
"""References of a signature that are followed."""
LONGEST_NAME = 1024
"""Of names that are compared otherwise than letter by letter."""
OLD = ("sha1", "md5", "md2", "ripemd160")

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it tells a log what the result says
logging.getLogger("signxml").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Found:
    """What arithmetic found of a signature; `reason` says why it is not intact, `asked` what was compared for that."""

    verdict: Verdict
    reason: Reason | None = None
    asked: tuple[Check, ...] = ()


INTACT = Found(Verdict.INTACT, asked=(Check.DIGESTS, Check.ARITHMETIC, Check.COVERAGE))


def broken(reason: Reason, *asked: Check) -> Found:
    """A signature that does not hold, as was seen when this was asked."""
    return Found(Verdict.BROKEN, reason, asked)


def not_checkable(reason: Reason) -> Found:
    """A signature of which nothing can be said."""
    return Found(Verdict.NOT_CHECKABLE, reason)


def is_old(algorithm: str) -> bool:
    """Whether an algorithm, by its name or address, can be deceived today."""
    plain = algorithm.lower().replace("-", "")
    return any(old in plain for old in OLD)


def algorithms_of(signer: Any) -> Iterator[str]:
    """With what a signature in CMS (a SignerInfo) was made."""
    yield signer["digest_algorithm"]["algorithm"].native
    method = signer["signature_algorithm"]
    yield method["algorithm"].native
    if method["algorithm"].native == "rsassa_pss":
        yield method["parameters"]["hash_algorithm"]["algorithm"].native


def told(
    found: Found,
    holder: Holder | None,
    *,
    claimed_at: datetime | None = None,
    stamp: tuple[Stamp, datetime | None] = (Stamp.NONE, None),
    coverage: Coverage = Coverage.PART,
    uncovered: tuple[str, ...] = (),
) -> Signature:
    """A signature with all that is known of it. Its certificate and its time are claims, whatever is found."""
    at, stamped_at = _in_utc(claimed_at), _in_utc(stamp[1]) if stamp[0] is Stamp.INTACT else None
    times = [time for time in (at, stamped_at) if time]
    outside = any(not holder.begins <= time <= holder.ends for time in times) if holder and times else None
    asked = (*found.asked, *_asked(stamp[0], asked_validity=outside is not None))
    return Signature(
        verdict=found.verdict,
        reason=found.reason,
        signer=holder.name if holder else None,
        organisation=holder.organisation if holder else None,
        issuer=holder.issuer if holder else None,
        claimed_at=at,
        stamp=stamp[0],
        stamped_at=stamped_at,
        outside_validity=outside,
        coverage=coverage,
        uncovered=uncovered,
        checked=asked,
        unchecked=tuple(check for check in Check if check not in asked),
    )


def holder_or_none(certificate: x509.Certificate) -> Holder | None:
    """Whom a certificate names; None for one that cannot be read."""
    try:
        return holder_of(certificate)
    except (ValueError, TypeError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None


def member_named(address: str, names: tuple[str, ...]) -> str | None:
    """The member of a container that an address means: its name, as it is or with its signs escaped; else the only one
    that is the same name in other octets.
    """
    meant = [name.removeprefix("./").removeprefix("/") for name in (address, unquote(address))]
    for name in meant:
        if name in names:
            return name
    return _in_other_octets(names).get(composed(meant[-1][:LONGEST_NAME]))


@lru_cache(maxsize=8)
def _in_other_octets(names: tuple[str, ...]) -> Mapping[str, str | None]:
    """Names by how they read: composed, and as UTF-8 where a program did not say so; None where two read alike."""
    found: dict[str, str | None] = {}
    for name in names:
        for read in {*_readings(name)}:
            found[read] = None if read in found else name
    return found


def _readings(name: str) -> Iterator[str]:
    if len(name) > LONGEST_NAME:
        return
    yield composed(name)
    with suppress(UnicodeError):
        yield composed(name.encode("cp437").decode("utf-8"))


def _asked(stamp: Stamp, *, asked_validity: bool) -> tuple[Check, ...]:
    validity = (Check.VALIDITY,) if asked_validity else ()
    stamped = (Check.TIME_STAMP,) if stamp in (Stamp.INTACT, Stamp.BROKEN) else ()
    return (*validity, *stamped)


def _in_utc(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):  # at the ends of the calendar
        return None
