"""Where row number n of a list stands, and which number a row has, fast at a million rows.

A row's key is (time, headline id); lists run from the greatest key down. The counts of the spans
before a row are added up, then its own span is walked, in an index that holds all that is asked for.
Works inside the transaction of whoever calls.
"""

from datetime import date, datetime, time
from typing import Final

import apsw

from zhonggong_reader.library.rows import fill, number
from zhonggong_reader.library.store import one
from zhonggong_reader.model import BEIJING, ListView

Key = tuple[int, int]
"""Time in microseconds and headline id."""

FIRST: Final[Key] = (2**63 - 1, 2**63 - 1)
"""Stands before every row."""
LAST: Final[Key] = (-(2**63), -(2**63))
"""Stands behind every row."""


def of_day(day: date) -> tuple[Key, Key]:
    """Return the keys between which the rows of `day` stand, by Beijing's calendar."""
    midnight = datetime.combine(day, time(), BEIJING)
    begin = number(midnight)
    return (begin + _DAY, LAST[1]), (begin, LAST[1])


_DAY: Final = 24 * 60 * 60 * 1_000_000
"""Microseconds of a day; Beijing has no summer time."""

_SPAN: Final = 39
"""A span is 2 to the power of this in microseconds; the schema's triggers say the same."""

SPANS: Final = "SELECT span, $COUNT FROM span WHERE shelf = ? ORDER BY span DESC"
LATER: Final = "SELECT coalesce(sum($COUNT), 0) FROM span WHERE shelf = ? AND span > ?"
ARRIVED: Final = """
SELECT time >> 39, count(*) FROM listing NOT INDEXED WHERE id > ? AND shelf = ? $FLAGS GROUP BY 1
"""
AT: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND time <= ?
ORDER BY time DESC, headline DESC LIMIT 1 OFFSET ?
"""
BEFORE: Final = """
SELECT count(*) FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) > (?, ?) AND time <= ?
"""


def key_of(db: apsw.Connection, view: ListView, shelf: int, row: int) -> Key | None:
    """Return the key of row number `row`; None where the list has no such row."""
    if row < 0:
        return None
    arrived = arrivals(db, view, shelf)
    for span, count in list(db.execute(fill(SPANS, view.shelf), (shelf,))):
        here = count - arrived.get(span, 0)
        if row < here:
            key: Key | None = one(db, fill(AT, view.shelf), (shelf, view.mark, _end(span), row))
            return key
        row -= here
    return None


def row_of(db: apsw.Connection, view: ListView, shelf: int, key: Key) -> int:
    """Return how many rows of the list stand before `key`."""
    span = key[0] >> _SPAN
    later: int = one(db, fill(LATER, view.shelf), (shelf, span))[0]
    arrived = sum(count for when, count in arrivals(db, view, shelf).items() if when > span)
    before: int = one(db, fill(BEFORE, view.shelf), (shelf, view.mark, *key, _end(span)))[0]
    return later - arrived + before


def arrivals(db: apsw.Connection, view: ListView, shelf: int) -> dict[int, int]:
    """Return, by span, how many rows the list has that came after the view was opened."""
    return dict(list(db.execute(fill(ARRIVED, view.shelf), (view.mark, shelf))))


def _end(span: int) -> int:
    """Return the last microsecond of the span."""
    return ((span + 1) << _SPAN) - 1
