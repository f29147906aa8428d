"""Keeps the index of words in step with headlines and articles. The one owner of the table `entry`.

What changes is noted by triggers, whoever changed it (`unindexed`), and taken in before the same
transaction ends. Where that is much (an import, a library from before there was an index) it stays
noted, is taken in piece by piece when there is time, and is looked through without an index until then.
"""

from typing import Any, Final

import apsw

from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.store import Store, one

AT_ONCE: Final = 64
"""Headlines that a transaction takes in which has changed them; of more, it takes in none."""
BATCH: Final = 25
"""Headlines in one transaction of catching up: some twenty milliseconds for whoever waits."""

LATEST: Final = "SELECT id, headline FROM unindexed WHERE id > ? ORDER BY id DESC LIMIT ?"
NEWEST: Final = "SELECT coalesce(max(id), 0) FROM unindexed"


class Index:
    """Writes the index."""

    def __init__(self, store: Store, readings: Readings) -> None:
        self._store = store
        self._readings = readings
        self._left = 0
        """Up to this one, what is noted is left for later."""
        store.before_commit = self._take_in_at_once

    def behind(self) -> int:
        """Return how many headlines have still to be taken in."""
        with self._store.reading() as db:
            count: int = one(db, "SELECT count(*) FROM unindexed")[0]
        return count

    def catch_up(self, most: int = BATCH) -> int:
        """Take in at most `most` headlines, in one transaction; return how many.

        Raises LibraryError where the library cannot be written.
        """
        with self._store.writing() as db:
            noted: list[tuple[Any, ...]] = db.execute(LATEST, (0, most)).fetchall()
            if noted:
                self._take_in(db, noted)
        return len(noted)

    def start_anew(self) -> None:
        """Forget the index; everything is to be taken in again."""
        with self._store.writing() as db:
            db.execute("INSERT INTO entry (entry) VALUES ('delete-all')")
            db.execute("DELETE FROM unindexed")
            db.execute("INSERT INTO unindexed (headline) SELECT id FROM headline ORDER BY time, id")

    def _take_in_at_once(self, db: apsw.Connection) -> None:
        # Numbers of what was taken in are given again.
        if one(db, NEWEST)[0] < self._left:
            self._left = 0
        noted: list[tuple[Any, ...]] = db.execute(LATEST, (self._left, AT_ONCE + 1)).fetchall()
        if len(noted) > AT_ONCE:
            from zhonggong_reader.library.search.joining import join_by_title  # noqa: PLC0415 - not for the start

            join_by_title(db, self._left)
            self._left = noted[0][0]
        elif noted:
            self._take_in(db, noted)

    def _take_in(self, db: apsw.Connection, noted: list[tuple[Any, ...]]) -> None:
        from zhonggong_reader.library.search.entering import take_in  # noqa: PLC0415 - not for the start

        take_in(db, noted, self._readings)
