"""Where row number n of a list stands, and which number a row has, fast at a million rows.

A row's key is (time, headline id); lists run from the greatest key down. A few keys are remembered
with their row numbers; from the nearest of them, or from the nearer end, an index is walked that
holds all that is asked for.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import apsw

from zhonggong_reader.library.rows import fill
from zhonggong_reader.library.store import one
from zhonggong_reader.model import ListView

Key = tuple[int, int]
"""Time in microseconds and headline id."""

FIRST: Final[Key] = (2**63 - 1, 2**63 - 1)
"""Stands before every row."""
LAST: Final[Key] = (-(2**63), -(2**63))
"""Stands behind every row."""

VIEWS: Final = 8
"""Lists whose keys are remembered at a time."""
LANDMARKS: Final = 64
"""Keys remembered for one list."""

DOWN: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) <= (?, ?)
ORDER BY time DESC, headline DESC LIMIT 1 OFFSET ?
"""
UP: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) >= (?, ?)
ORDER BY time, headline LIMIT 1 OFFSET ?
"""
BETWEEN: Final = """
SELECT count(*) FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) <= (?, ?) AND (time, headline) > (?, ?)
"""
COUNT: Final = "SELECT $COUNT FROM shelf WHERE id = ?"
ARRIVED: Final = "SELECT count(*) FROM listing NOT INDEXED WHERE id > ? AND shelf = ? $FLAGS"


@dataclass(slots=True)
class _Known:
    """What is remembered of one view."""

    total: int
    """Rows of the view by now: marks change how many headlines are unread or starred."""
    keys: OrderedDict[int, Key] = field(default_factory=OrderedDict)
    """By row number, the longest unused first."""


class Numbering:
    """Turns row numbers of views into keys and back. Call it inside a transaction."""

    def __init__(self) -> None:
        self._views: OrderedDict[ListView, _Known] = OrderedDict()
        self._others: object = None
        self._own: object = None

    def trust(self, others: int, own: int) -> None:
        """Forget what may have changed since last time.

        `others` counts the changes by other processes, which can be of any kind; `own` those by
        this one, which change who is in lists of unread and starred headlines but move no row
        (`forget()` is for when they do).
        """
        if others != self._others:
            self.forget()
        elif own != self._own:
            for view in [view for view in self._views if view.shelf.unread or view.shelf.starred]:
                del self._views[view]
        self._others, self._own = others, own

    def forget(self) -> None:
        """Forget every key: rows have moved."""
        self._views.clear()

    def remember(self, db: apsw.Connection, view: ListView, shelf: int, row: int, key: Key) -> None:
        """Keep the key of `row` for later; the one longest unused goes."""
        keys = self._known(db, view, shelf).keys
        keys[row] = key
        keys.move_to_end(row)
        if len(keys) > LANDMARKS:
            keys.popitem(last=False)

    def key(self, db: apsw.Connection, view: ListView, shelf: int, row: int) -> Key | None:
        """Return the key of row number `row`; None where the list has no such row."""
        known = self._known(db, view, shelf)
        if not 0 <= row < known.total:
            return None
        marks = (*known.keys.items(), (0, FIRST), (known.total - 1, LAST))
        nearest, start = min(marks, key=lambda mark: abs(mark[0] - row))
        sql = DOWN if nearest <= row and start != LAST else UP
        key: Key | None = one(db, fill(sql, view.shelf), (shelf, view.mark, *start, abs(row - nearest)))
        if key:
            self.remember(db, view, shelf, row, key)
        return key

    def row(self, db: apsw.Connection, view: ListView, shelf: int, key: Key) -> int:
        """Return the row number of `key`, which must be of a row in the list."""
        marks = sorted(self._known(db, view, shelf).keys.items())
        above = [mark for mark in marks if mark[1] >= key]
        below = [mark for mark in marks if mark[1] < key]
        between = fill(BETWEEN, view.shelf)
        if below and not above:
            sign, (row, end) = -1, below[0]
            span = (*key, *end)
        else:
            sign, (row, start) = 1, above[-1] if above else (0, FIRST)
            span = (*start, *key)
        found: int = row + sign * one(db, between, (shelf, view.mark, *span))[0]
        self.remember(db, view, shelf, found, key)
        return found

    def _known(self, db: apsw.Connection, view: ListView, shelf: int) -> _Known:
        if view not in self._views:
            total = view.total
            if view.shelf.unread or view.shelf.starred:
                arrived: int = one(db, fill(ARRIVED, view.shelf), (view.mark, shelf))[0]
                total = one(db, fill(COUNT, view.shelf), (shelf,))[0] - arrived
            self._views[view] = _Known(total)
            if len(self._views) > VIEWS:
                self._views.popitem(last=False)
        self._views.move_to_end(view)
        return self._views[view]
