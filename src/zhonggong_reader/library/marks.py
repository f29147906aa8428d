"""The reader's own marks: read, starred, where one stood, what was opened when.

Every change of the first two can be undone, but for what an import brings along; where one stood and
what was opened is noted as it was.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

import apsw
from msgspec.structs import replace

from zhonggong_reader.library import deeds
from zhonggong_reader.library.numbering import FIRST, LAST, key_of
from zhonggong_reader.library.rows import fill, number, shelf_of
from zhonggong_reader.library.store import Store
from zhonggong_reader.model import Deed, ListView, Position, Reach, Shelf
from zhonggong_reader.text import Clean

UNREAD: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? AND +id <= ? $FLAGS AND (time, headline) < (?, ?) AND (time, headline) > (?, ?)
ORDER BY time DESC, headline DESC LIMIT ?
"""
_EVERYTHING: Final = 2**63 - 1
"""A mark of a view that nothing is newer than."""

PAUSE: Final = 0.025
"""Seconds between two parts of a deed, in which others begin to write. SQLite has no queue: who waits asks
again, at first every 25 milliseconds at the latest, so that no pause is missed."""

Report = Callable[[Deed], object]
"""Is told how far a deed is done, after each of its parts."""
_NextIds = Callable[[apsw.Connection], Sequence[int]]
"""Returns the ids that are marked next; fewer than a batch: they are the last."""


class Marks:
    """Writes marks. Ids that are not in the library are passed over.

    What may take long is done part by part, each in a transaction; `report` is told of each. A program
    that ends half-way leaves what is done until then, and the way to undo it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(
        self,
        ids: Iterable[int],
        read: bool,
        when: datetime,
        *,
        name: Clean | None = None,
        reach: Reach = "some",
    ) -> Deed | None:
        """Mark the headlines as read or unread; `name` is what the reader calls the list that they make up.

        Returns what was done; None where nothing was to do.
        """
        return self._do_at_once(Deed(mark="read", given=read, reach=reach, name=name), ids, when)

    def starred(self, ids: Iterable[int], starred: bool, when: datetime) -> None:
        """Star the headlines or take their stars away."""
        self._do_at_once(Deed(mark="starred", given=starred, reach="some"), ids, when)

    def opened(self, identity: int, when: datetime) -> None:
        """Note that the reader has opened the article, which is read by that."""
        deed = Deed(mark="read", given=True, reach="one")
        with self._store.writing() as db:
            deeds.add(db, deed, [identity], when)
            db.execute(
                "INSERT INTO opened (headline, time) SELECT id, ?2 FROM headline WHERE id = ?1"
                " ON CONFLICT (headline) DO UPDATE SET time = excluded.time",
                (identity, number(when)),
            )

    def position(self, identity: int, position: Position) -> None:
        """Keep where the reader stands in the article."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE headline SET block = ?, offset = ? WHERE id = ?",
                (position.block, position.offset, identity),
            )

    def all_read(
        self,
        of: Shelf | ListView,
        when: datetime,
        *,
        name: Clean | None = None,
        reach: Reach = "list",
        row: int = 0,
        report: Report | None = None,
    ) -> Deed | None:
        """Mark everything in a list as read, or what stands above or below `row` of a view.

        Of a view only what it shows: what has arrived since stays unread. `name` is what the reader
        calls the list. Returns None where all of it was read.
        """
        shelf, mark = (of.shelf, of.mark) if isinstance(of, ListView) else (of, _EVERYTHING)
        unread = fill(UNREAD, replace(shelf, unread=True))
        start = end = None

        def next_ids(db: apsw.Connection) -> Sequence[int]:
            nonlocal start, end
            listed = shelf_of(db, shelf)
            if start is None or end is None:
                key = key_of(db, of, listed, row) if isinstance(of, ListView) and reach != "list" else None
                start = FIRST if reach != "below" else key or LAST
                end = LAST if reach != "above" else key or FIRST
            keys: list[Any] = db.execute(unread, (listed, mark, *start, *end, deeds.BATCH)).fetchall()
            start = keys[-1] if keys else end
            return [identity for _, identity in keys]

        return self._do(Deed(mark="read", given=True, reach=reach, name=name), next_ids, when, report)

    def undo(self, report: Report | None = None) -> Deed | None:
        """Undo what was done last and return it, with how many articles have their old mark again.

        What has nothing left to undo, because its articles are gone, is passed over. None: there is
        nothing to undo.
        """
        return self._turn(deeds.next_to_undo, deeds.undo, report)

    def redo(self, report: Report | None = None) -> Deed | None:
        """Do again what was undone last; answers as `undo` does."""
        return self._turn(deeds.next_to_redo, deeds.redo, report)

    def turns(self) -> tuple[int, int | None]:
        """Return the number of the deed that is undone next (0: none), and of that which is done again next.

        Later deeds have greater numbers.
        """
        with self._store.reading() as db:
            return deeds.next_to_undo(db) or 0, deeds.next_to_redo(db)

    def _do_at_once(self, deed: Deed, ids: Iterable[int], when: datetime) -> Deed | None:
        waiting = iter(ids)
        first = list(islice(waiting, deeds.BATCH))
        if deed.reach == "some" and len(set(first)) == 1:
            deed = replace(deed, reach="one")
        batches = iter([first])

        def next_ids(_: apsw.Connection) -> Sequence[int]:
            return next(batches, None) or list(islice(waiting, deeds.BATCH))

        return self._do(deed, next_ids, when, None)

    def _do(self, deed: Deed, next_ids: _NextIds, when: datetime, report: Report | None) -> Deed | None:
        under: int | None = None
        while True:
            with self._store.writing() as db:
                if under is not None and not deeds.stands(db, under):
                    return deed  # somebody has undone it already
                ids = next_ids(db)
                under, changed = deeds.add(db, deed, ids, when, under)
            deed = replace(deed, articles=deed.articles + changed)
            if changed and report:
                report(deed)
            if len(ids) < deeds.BATCH:
                return deed if deed.articles else None
            time.sleep(PAUSE)

    def _turn(
        self,
        choose: Callable[[apsw.Connection], int | None],
        turn: Callable[[apsw.Connection, int], Deed | None],
        report: Report | None,
    ) -> Deed | None:
        identity: int | None = None
        deed: Deed | None = None
        while True:
            with self._store.writing() as db:
                if identity is None:
                    identity = choose(db)
                part = None if identity is None else turn(db, identity)
            if identity is None or (part is None and deed):
                return deed
            if part is None:
                identity = None  # nothing was left of it: the one before it
            elif part.articles:
                deed = replace(part, articles=part.articles + (deed.articles if deed else 0))
                if report:
                    report(deed)
                time.sleep(PAUSE)
