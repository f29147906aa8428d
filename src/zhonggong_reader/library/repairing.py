"""Mends a library in place: counts that are wrong, indexes, articles of which the backup has a sound copy."""

from pathlib import Path
from typing import Any, Final

import apsw

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library.sealed import intact
from zhonggong_reader.library.store import Store, one

BATCH: Final = 500
"""Articles that are looked at in one transaction."""

_COPIES: Final = """
UPDATE listing SET time = h.time, read = h.read, starred = h.starred, kept = h.kept
FROM headline AS h WHERE h.id = listing.headline
AND (listing.time, listing.read, listing.starred, listing.kept) <> (h.time, h.read, h.starred, h.kept)
"""
_KEPT: Final = """
UPDATE headline SET kept = NOT kept
WHERE kept <> EXISTS (SELECT 1 FROM article WHERE article.headline = headline.id)
"""
_COUNTED: Final = """
SELECT shelf, time >> 39, count(*), sum(read = 0), sum(starred), sum(starred AND read = 0)
FROM listing GROUP BY 1, 2 ORDER BY 1, 2
"""
_NOTED: Final = """
SELECT shelf, span, articles, unread, starred, starred_unread FROM span WHERE articles <> 0 OR unread <> 0
ORDER BY 1, 2
"""
_SHELVES: Final = """
UPDATE shelf SET (articles, unread, starred, starred_unread) = (
  SELECT coalesce(sum(articles), 0), coalesce(sum(unread), 0), coalesce(sum(starred), 0),
    coalesce(sum(starred_unread), 0)
  FROM span WHERE span.shelf = shelf.id
)
"""
_DIFFERS: Final = """
SELECT count(*) FROM shelf WHERE (articles, unread, starred, starred_unread) <> (
  SELECT coalesce(sum(articles), 0), coalesce(sum(unread), 0), coalesce(sum(starred), 0),
    coalesce(sum(starred_unread), 0)
  FROM span WHERE span.shelf = shelf.id
)
"""


def repair(store: Store, backup: Path) -> list[str]:
    """Mend what is wrong; return what was, a sentence each.

    Raises LibraryError where the file itself is broken: the next start moves it aside and saves what is
    intact.
    """
    with store.writing() as db:
        done = _mend_indexes(db) + _mend_counts(db)
    damaged = _damaged(store)
    if damaged and backup.exists():
        done += _from_backup(store, damaged, backup)
    return done


def _mend_indexes(db: apsw.Connection) -> list[str]:
    faults = [str(row[0]) for row in db.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    if not faults:
        return []
    if not all("index" in fault.lower() for fault in faults):
        raise apsw.CorruptError(faults[0])
    db.execute("REINDEX")
    if one(db, "PRAGMA integrity_check(1)")[0] != "ok":
        raise apsw.CorruptError(faults[0])
    return [tr("重建了索引（{fault}）", fault=faults[0])]


def _mend_counts(db: apsw.Connection) -> list[str]:
    db.execute(_KEPT)
    wrong = db.changes()
    db.execute(_COPIES)
    wrong += db.changes()
    counted: list[Any] = db.execute(_COUNTED).fetchall()
    if counted != db.execute(_NOTED).fetchall():
        wrong += 1
        db.execute("UPDATE span SET articles = 0, unread = 0, starred = 0, starred_unread = 0")
        db.executemany(
            "INSERT INTO span (shelf, span, articles, unread, starred, starred_unread)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (shelf, span) DO UPDATE SET"
            " articles = ?3, unread = ?4, starred = ?5, starred_unread = ?6",
            counted,
        )
    # The triggers kept step with the spans, from wherever the shelves stood.
    wrong += one(db, _DIFFERS)[0]
    db.execute(_SHELVES)
    return [tr("重数了各频道的篇数和未读数")] if wrong else []


def _damaged(store: Store) -> list[int]:
    """Return the ids of the articles that are not what was stored."""
    found: list[int] = []
    after = 0
    while True:
        with store.reading() as db:
            rows: list[Any] = db.execute(
                "SELECT headline, content, sha256 FROM article WHERE headline > ? ORDER BY headline LIMIT ?",
                (after, BATCH),
            ).fetchall()
        if not rows:
            return found
        found += [row[0] for row in rows if not intact(row[1], row[2])]
        after = rows[-1][0]


def _from_backup(store: Store, damaged: list[int], backup: Path) -> list[str]:
    """Put sound copies out of the backup in the place of damaged articles."""
    done: list[str] = []
    try:
        copy = Store(backup, flags=apsw.SQLITE_OPEN_READONLY, immutable=True)
    except LibraryError:
        return done
    try:
        for identity in damaged:
            with store.reading() as db:
                address, title = one(db, "SELECT address, title FROM headline WHERE id = ?", (identity,))
            with copy.reading() as db:
                row = one(
                    db,
                    "SELECT a.content, a.sha256, a.fetched FROM headline AS h"
                    " JOIN article AS a ON a.headline = h.id WHERE h.address = ?",
                    (address,),
                )
            if row is None or not intact(*row[:2]):
                continue
            with store.writing() as db:
                # Without validators the next request brings it anew.
                db.execute(
                    "UPDATE article SET content = ?, sha256 = ?, fetched = ?, etag = NULL,"
                    " last_modified = NULL WHERE headline = ?",
                    (*row, identity),
                )
            done.append(tr("《{title}》已损坏，从备份里换上了完好的一份", title=title))
    finally:
        copy.close()
    return done
