"""What every record is made of: one metadata, sortable keys, and column types that neither round nor guess.

Instants are aware and in UTC; money and points are stored as integers and speak Decimal; texts in languages and
kept JSON are stored as they are. Nothing here knows Flask.
"""

import json
import secrets
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from threading import Lock
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, MetaData, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column

from competition.foundation.clock import Moment, machine_now

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every record of the installation, in one metadata."""

    metadata = MetaData(naming_convention=NAMES)


class KeyMaker:
    """Makes keys that sort in the order in which this process made them (UUID version 7, RFC 9562)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0

    def __call__(self) -> UUID:
        milliseconds = int(machine_now().timestamp() * 1000)
        fresh = milliseconds << 74 | secrets.randbits(73)
        with self._lock:
            self._last = max(fresh, self._last + 1)
            value = self._last
        time, middle, tail = value >> 74, value >> 62 & 0xFFF, value & (1 << 62) - 1
        return UUID(int=time << 80 | 7 << 76 | middle << 64 | 2 << 62 | tail)


new_key = KeyMaker()

Key = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=new_key)]


class InstantType(TypeDecorator[datetime]):
    """An aware instant, kept in UTC to the microsecond; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs its zone: {value!r}")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ScaledType(TypeDecorator[Decimal]):
    """A Decimal kept as a whole number of its smallest unit; one that does not fit the unit is refused."""

    impl = BigInteger
    cache_ok = True
    places: int

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


class MoneyType(ScaledType):
    """An amount of money, kept in cents."""

    cache_ok = True
    places = 2


class PointsType(ScaledType):
    """Points, weights and thresholds, kept in millionths of a point."""

    cache_ok = True
    places = 6


class JsonType(TypeDecorator[Any]):
    """A small value of ours, kept as JSON text: the order of its keys stays."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


Instant = Annotated[datetime, mapped_column(InstantType)]
Day = Annotated[date, mapped_column()]
Money = Annotated[Decimal, mapped_column(MoneyType)]
Points = Annotated[Decimal, mapped_column(PointsType)]
Whole = Annotated[int, mapped_column(BigInteger)]
Texts = Annotated[dict[str, str], mapped_column(JsonType)]
Kept = Annotated[Any, mapped_column(JsonType)]
RawJson = Annotated[str, mapped_column(Text)]


def one_of(words: type[StrEnum], name: str) -> Enum:
    """Column type of an enumeration: its values as text, with a CHECK named after `name`."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=max(map(len, words)),
        values_callable=lambda members: [member.value for member in members],
    )


def moment(at: datetime, day: date | None) -> Moment:
    """The moment of two columns that are always there."""
    return Moment(at, day)


def moment_or_none(at: datetime | None, day: date | None) -> Moment | None:
    """The moment of two columns: its instant, and its day where it was written as a day."""
    return None if at is None else Moment(at, day)
