"""Keeping the library within limits: what goes, in which order, a small batch a transaction.

Starred articles never go. By age goes what has lain here longer than the limit since it came or was
read last; what is unread, after twice that time. By number and by size the oldest go first, and no
unread one while there is a read one. What has gone is remembered by the hash of its address, so that
the lists of the site do not bring it back by themselves.
"""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any, Final

import apsw
from msgspec import Struct

from zhonggong_reader.library.rows import address_hash, number
from zhonggong_reader.library.store import Store, one

BATCH: Final = 100
"""Headlines that go in one transaction: others wait for some hundredths of a second at most."""
PAGES: Final = 256
"""Pages of the file that one step gives back to the disk."""
OWN_BYTES: Final = 700
"""Bytes of a headline without its article, its places in lists included."""
FORGET: Final = timedelta(days=400)
"""After this time no list of the site names what has gone."""

_SIZES: Final = """
SELECT h.id, h.address, h.read, coalesce(length(a.content), 0) + coalesce(length(p.body), 0)
FROM headline AS h LEFT JOIN article AS a ON a.headline = h.id LEFT JOIN page AS p ON p.headline = h.id
WHERE h.starred = 0 AND h.id > ?1 AND
"""
_IS_OLD: Final = """
iif(h.read, max(h.seen, coalesce(h.read_when, 0)) < ?2, h.seen < ?3)
"""
_ORDER: Final = " ORDER BY h.id LIMIT ?4"
OLD: Final = f"{_SIZES}{_IS_OLD}{_ORDER}"
READ: Final = f"{_SIZES} NOT ({_IS_OLD}) AND h.read = 1 {_ORDER}"
UNREAD: Final = f"{_SIZES} NOT ({_IS_OLD}) AND h.read = 0 {_ORDER}"


class Limits(Struct, frozen=True):
    """How much the library may hold; 0: as much as there is."""

    days: int = 0
    articles: int = 0
    megabytes: int = 0

    def __bool__(self) -> bool:
        return bool(self.days or self.articles or self.megabytes)


class Plan(Struct, frozen=True):
    """What goes by the limits."""

    articles: int = 0
    unread: int = 0
    """Of these, unread."""
    bytes: int = 0
    """About how much room that makes."""

    def __add__(self, other: "Plan") -> "Plan":
        return Plan(self.articles + other.articles, self.unread + other.unread, self.bytes + other.bytes)


class Keeping:
    """Decides what goes, and lets it go; gives room back to the disk; remembers when that was done."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan(self, limits: Limits, now: datetime) -> Plan:
        """Return what would go now; nothing is changed."""
        total = Plan()
        sweep = _Sweep(limits, now)
        while not sweep.ended:
            with self._store.reading() as db:
                total += _sum(sweep.batch(db))
        return total

    def clear(self, limits: Limits, now: datetime) -> Generator[Plan, None, None]:
        """Let go what the limits say, batch by batch; give after each what has gone so far.

        The caller may stop between two batches, and others read and write there.
        """
        total = Plan()
        sweep = _Sweep(limits, now)
        while not sweep.ended:
            with self._store.writing() as db:
                rows = sweep.batch(db)
                _remove(db, rows, now)
            if rows:
                total += _sum(rows)
                yield total
        with self._store.writing() as db:
            db.execute("DELETE FROM cleared WHERE time < ?", (number(now - FORGET),))

    def shrink(self) -> Generator[int, None, None]:
        """Give free pages of the file back to the disk, a few a step; give how many are left after each.

        Nothing happens to a file that was made before files could shrink by steps: see `rebuild`.
        """
        while self.shrinks_by_steps and not self._store.read_only:
            with self._store.alone() as db:
                db.execute(f"PRAGMA incremental_vacuum({PAGES})").fetchall()
                left = int(db.pragma("freelist_count"))
            yield left
            if not left:
                return

    @property
    def shrinks_by_steps(self) -> bool:
        """Whether the file can give room back little by little."""
        with self._store.alone() as db:
            return bool(db.pragma("auto_vacuum") == 2)

    def rebuild(self) -> None:
        """Write the whole file anew, once, so that it can give room back by steps from then on.

        Others read meanwhile; who writes waits. Needs as much free room on the disk as the file has.
        """
        with self._store.alone() as db:
            db.pragma("auto_vacuum", "incremental")
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def is_due(self, work: str, every: timedelta, now: datetime) -> bool:
        """Tell whether it is time again for a work on the library."""
        with self._store.reading() as db:
            row = one(db, "SELECT done FROM upkeep WHERE work = ?", (work,))
        return row is None or not 0 <= number(now) - row[0] < every // timedelta(microseconds=1)

    def done(self, work: str, now: datetime) -> None:
        """Remember that a work was done."""
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO upkeep (work, done) VALUES (?1, ?2) ON CONFLICT (work) DO UPDATE SET done = ?2",
                (work, number(now)),
            )


class _Sweep:
    """Goes over the library once: first what is too old, then what is read, then what is unread."""

    def __init__(self, limits: Limits, now: datetime) -> None:
        self._limits = limits
        age = timedelta(days=limits.days)
        old = (number(now - age), number(now - 2 * age)) if limits.days else (-(2**63), -(2**63))
        self._old: tuple[int, int] = old
        self._passes = [OLD, READ, UNREAD] if limits.articles or limits.megabytes else [OLD]
        self._after = 0
        self._over: tuple[int, int] | None = None
        """Articles and bytes above the limits, as far as they are not chosen yet."""

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to look at."""
        return not self._passes

    def batch(self, db: apsw.Connection) -> list[tuple[Any, ...]]:
        """Return the next rows that go: id, address, read, bytes. May be empty before the end."""
        if self._over is None:
            self._over = _over(db, self._limits)
        rows: list[Any] = db.execute(self._passes[0], (self._after, *self._old, BATCH)).fetchall()
        if not rows:
            self._passes.pop(0)
            self._after = 0
            return []
        self._after = rows[-1][0]
        chosen = []
        articles, size = self._over
        for row in rows:
            if self._passes[0] is not OLD and articles <= 0 and size <= 0:
                self._passes.clear()
                break
            chosen.append(row)
            articles, size = articles - 1, size - OWN_BYTES - row[3]
        self._over = articles, size
        return chosen


def _over(db: apsw.Connection, limits: Limits) -> tuple[int, int]:
    """Return by how many articles and bytes the library is above the limits; below them, less than 0."""
    articles = one(db, "SELECT articles FROM shelf WHERE id = 0")[0]
    used = (db.pragma("page_count") - db.pragma("freelist_count")) * db.pragma("page_size")
    return (
        articles - limits.articles if limits.articles else 0,
        used - limits.megabytes * 1_000_000 if limits.megabytes else 0,
    )


def _sum(rows: list[tuple[Any, ...]]) -> Plan:
    return Plan(len(rows), sum(not row[2] for row in rows), sum(OWN_BYTES + row[3] for row in rows))


def _remove(db: apsw.Connection, rows: list[tuple[Any, ...]], now: datetime) -> None:
    """Delete headlines with all that hangs on them; pages of the newspaper are to be listed anew."""
    db.executemany(
        "INSERT INTO cleared (address, read, time) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (address) DO UPDATE SET read = ?2, time = ?3",
        [(address_hash(row[1]), row[2], number(now)) for row in rows],
    )
    ids = [(row[0],) for row in rows]
    db.executemany(
        "UPDATE paper_page SET fetched = NULL WHERE (day, number) IN"
        " (SELECT day, number FROM paper_article WHERE headline = ?)",
        ids,
    )
    db.executemany("DELETE FROM headline WHERE id = ?", ids)
