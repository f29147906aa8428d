"""The lists of the library: rows by number, newest first, standing still while they are read."""

import contextlib
from collections.abc import Iterator
from typing import Final, Literal

import apsw
from msgspec.structs import replace

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library.numbering import FIRST, LAST, Key, arrivals, key_of, row_of
from zhonggong_reader.library.rows import fill, listed, moment, named, select, shelf_of
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import ListedHeadline, ListView, Shelf

COUNT: Final = "SELECT $COUNT FROM shelf WHERE id = ?"
PAGE: Final = """
SELECT listing.time, $LISTED
FROM listing INDEXED BY $INDEX CROSS JOIN headline AS h ON h.id = listing.headline
WHERE listing.shelf = ? AND +listing.id <= ? $FLAGS AND (listing.time, listing.headline) <= (?, ?)
ORDER BY listing.time DESC, listing.headline DESC LIMIT ?
"""
MEMBER: Final = """
SELECT time, headline FROM listing WHERE headline = ? AND shelf = ? AND +id <= ? $FLAGS
"""
NEXT: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) < (?, ?)
ORDER BY time DESC, headline DESC LIMIT 1
"""
PREVIOUS: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) > (?, ?)
ORDER BY time, headline LIMIT 1
"""
UNSETTLED: Final = "SELECT 1 FROM headline WHERE time <> coalesce(published, seen) LIMIT 1"
SETTLE: Final = """
UPDATE headline SET time = coalesce(published, seen) WHERE time <> coalesce(published, seen)
"""
NEWLY_OPENED: Final = "SELECT 1 FROM opened LIMIT 1"
ENTER: Final = """
INSERT INTO listing (shelf, headline, time, read, starred, kept)
SELECT ?, h.id, opened.time, h.read, h.starred, h.kept
FROM opened CROSS JOIN headline AS h ON h.id = opened.headline WHERE true
ON CONFLICT (headline, shelf) DO UPDATE SET time = excluded.time
"""


class Headlines:
    """Reads lists of headlines. A list is opened as a view, then read by row numbers.

    What arrives later, times that become known later, and articles that are opened later do not move
    the rows of a view. Marks do, in views of unread or starred headlines: rows go and come at once,
    so such a view may have fewer rows than its `total`, and never shows more.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, shelf: Shelf) -> ListView:
        """Return the list as it stands now. Raises InputError where the channel is not known."""
        # A library that cannot be written shows the order it has.
        with contextlib.suppress(LibraryError):
            self._settle(shelf)
        with self._store.reading() as db:
            total = one(db, fill(COUNT, shelf), (shelf_of(db, shelf),))[0]
            mark = one(db, "SELECT coalesce(max(id), 0) FROM listing")[0]
        return ListView(shelf, total, mark)

    def page(self, view: ListView, start: int, limit: int) -> list[ListedHeadline]:
        """Return at most `limit` rows from row number `start` on."""
        limit = min(limit, view.total - start)
        with self._reading(view) as (db, shelf):
            key = key_of(db, view, shelf, start) if limit > 0 else None
            if key is None:
                return []
            rows = select(db, fill(PAGE, view.shelf), (shelf, view.mark, *key, limit))
        if view.shelf.history:
            return [replace(listed(row[1:]), opened=moment(row[0])) for row in rows]
        return [listed(row[1:]) for row in rows]

    def row_of(self, view: ListView, identity: int) -> int | None:
        """Return the row number of the headline with this id; None where the view lacks it."""
        with self._reading(view) as (db, shelf):
            key: Key | None = one(db, fill(MEMBER, view.shelf), (identity, shelf, view.mark))
            return _row(db, view, shelf, key)

    def arrived(self, view: ListView) -> int:
        """Return how many headlines have come that the view would show if it were opened now."""
        with self._reading(view) as (db, shelf):
            return sum(arrivals(db, view, shelf).values())

    def next_unread(self, view: ListView, row: int, step: Literal[1, -1]) -> int | None:
        """Return the number of the first unread row behind `row` (step 1) or before it (step -1).

        Row -1 stands before the first row, the number of rows behind the last.
        """
        unread = replace(view.shelf, unread=True)
        with self._reading(view) as (db, shelf):
            start = key_of(db, view, shelf, row) or (FIRST if row < 0 else LAST)
            sql = fill(NEXT if step == 1 else PREVIOUS, unread)
            key: Key | None = one(db, sql, (shelf, view.mark, *start))
            return _row(db, view, shelf, key)

    def find(self, id_or_address: int | str) -> ListedHeadline | None:
        """Return the headline with this id or this address."""
        where, value = named(id_or_address)
        with self._store.reading() as db:
            rows = select(db, fill("SELECT $LISTED FROM headline AS h ") + where, (value,))
        return listed(rows[0]) if rows else None

    @contextlib.contextmanager
    def _reading(self, view: ListView) -> Iterator[tuple[apsw.Connection, int]]:
        """Hold one state of the library; yields the connection and the shelf's id."""
        with self._store.reading() as db:
            yield db, shelf_of(db, view.shelf)

    def _settle(self, shelf: Shelf) -> None:
        """Put headlines into their place whose time has become known since, or that were opened since."""
        with self._store.reading() as db:
            if not one(db, NEWLY_OPENED if shelf.history else UNSETTLED):
                return
        with self._store.writing() as db:
            if shelf.history:
                db.execute(ENTER, (shelf_of(db, shelf),))
                db.execute("DELETE FROM opened")
            else:
                db.execute(SETTLE)


def _row(db: apsw.Connection, view: ListView, shelf: int, key: Key | None) -> int | None:
    """Return the row number of `key`; None where there is no key, or no such row in the view."""
    row = view.total if key is None else row_of(db, view, shelf, key)
    return row if row < view.total else None
