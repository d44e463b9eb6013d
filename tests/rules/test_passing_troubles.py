"""Which troubles of a database pass by themselves."""

import sqlite3
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoPlace

from competition.foundation.engine import is_passing


def operational(**said: Any) -> OperationalError:
    class Told(Exception):
        pass

    error = Told()
    for name, value in said.items():
        setattr(error, name, value)
    return OperationalError("", {}, error)


@pytest.mark.parametrize(
    "error",
    [
        operational(sqlite_errorname="SQLITE_BUSY"),
        operational(sqlite_errorname="SQLITE_BUSY_SNAPSHOT"),
        operational(sqlstate=None),
        operational(sqlstate="08006"),
        operational(sqlstate="53300"),
        operational(sqlstate="57P01"),
        operational(sqlstate="40P01"),
        NoPlace(),
    ],
    ids=["busy", "written meanwhile", "unreached", "cut", "no room", "ending", "deadlock", "no place in the pool"],
)
def test_what_may_be_otherwise_in_a_moment_passes(error):
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [
        operational(sqlite_errorname="SQLITE_ERROR"),
        operational(sqlite_errorname="SQLITE_FULL"),
        operational(sqlstate="42P01"),
        IntegrityError("", {}, sqlite3.IntegrityError()),
        ZeroDivisionError(),
        None,
    ],
    ids=["no such table", "full", "no such table there", "a constraint", "a bug", "nothing"],
)
def test_what_stays_as_it_is_does_not(error):
    assert not is_passing(error)
