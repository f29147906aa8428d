"""Mends a library in place: counts that are wrong, indexes, articles of which the backup has a sound copy."""

import contextlib
import os
from pathlib import Path
from typing import Any, Final

import apsw

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library.carving import carve
from zhonggong_reader.library.rows import number
from zhonggong_reader.library.sealed import intact, seal_article
from zhonggong_reader.library.store import Store, one

BATCH: Final = 500
"""Articles that are looked at in one transaction."""

_NOT_OURS: Final = (apsw.ConstraintError, apsw.MismatchError)
"""What statements of ours raise on values that only damage can have put there."""

_COPIES: Final = """
UPDATE listing SET time = iif(shelf = -1, listing.time, h.time), read = h.read, starred = h.starred,
  kept = h.kept
FROM headline AS h WHERE h.id = listing.headline
AND ((listing.read, listing.starred, listing.kept) <> (h.read, h.starred, h.kept)
  OR (listing.shelf <> -1 AND listing.time <> h.time))
"""
"""The times of the history, shelf -1, are its own."""
_KEPT: Final = """
UPDATE headline SET kept = NOT kept
WHERE kept <> EXISTS (SELECT 1 FROM article WHERE article.headline = headline.id)
"""
_COUNT_COPIES: Final = """
SELECT count(*) FROM listing JOIN headline AS h ON h.id = listing.headline
WHERE (listing.read, listing.starred, listing.kept) <> (h.read, h.starred, h.kept)
OR (listing.shelf <> -1 AND listing.time <> h.time)
"""
_COUNT_KEPT: Final = """
SELECT count(*) FROM headline
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
    done = mend(store)
    damaged = _damaged(store)
    if damaged and backup.exists():
        done += _from_backup(store, damaged, backup)
    if damaged := damaged and _damaged(store):
        done += _from_bytes(store, damaged)
    return done


def mend(store: Store) -> list[str]:
    """Make what follows from headlines and articles follow from them again; answers as `repair` does."""
    try:
        with store.writing() as db:
            return _mend_indexes(db) + _mend_counts(db)
    except _NOT_OURS as error:
        raise store.damaged() from error


def faults_of_copies(db: apsw.Connection) -> list[str]:
    """Return where the lists do not say what the headlines say, a sentence each; changes nothing."""
    kept, copied = one(db, _COUNT_KEPT)[0], one(db, _COUNT_COPIES)[0]
    return [tr("有 {count} 条标题的状态和频道列表不符", count=kept + copied)] if kept + copied else []


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
    after = -(2**63)
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
                sql = "SELECT address, CAST(title AS BLOB) FROM headline WHERE id = ?"
                address, title = one(db, sql, (identity,)) or (None, b"")
            with copy.reading() as db:
                row = one(
                    db,
                    "SELECT a.content, a.sha256, a.fetched FROM headline AS h"
                    " JOIN article AS a ON a.headline = h.id WHERE h.address = ?",
                    (address,),
                )
            if row is None or not intact(*row[:2]):
                continue
            _replace(store, identity, row)
            done.append(
                tr("《{title}》已损坏，从备份里换上了完好的一份", title=title.decode("utf-8", "replace"))
            )
    finally:
        copy.close()
    return done


def _from_bytes(store: Store, damaged: list[int]) -> list[str]:
    """Put in the place of damaged articles what is whole in the bytes, though SQLite reads them otherwise.

    They are looked for in a copy: opening the file itself would drop SQLite's locks.
    """
    done: list[str] = []
    copy = store.path.with_name(f"{store.path.name}-looked-through-{os.getpid()}")
    with store.reading() as db:
        wanted = {
            bytes(address): identity
            for identity, address in db.execute("SELECT id, CAST(address AS BLOB) FROM headline")
            if identity in set(damaged)
        }
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        target = apsw.Connection(str(copy))
        with store.alone() as source, target.backup("main", source, "main") as pages:
            pages.step()
        target.close()
        for kept in carve(copy):
            identity = wanted.pop(kept.article.address.encode(), None)
            if identity is not None:
                _replace(store, identity, (*seal_article(kept.article), number(kept.fetched)))
                done.append(tr("《{title}》已损坏，从文件的字节里救回了", title=kept.article.title))
    except (OSError, apsw.Error) as error:
        done.append(tr("有文章已损坏，没有空间再找：{error}", error=error))
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                copy.with_name(copy.name + ending).unlink(missing_ok=True)
    return done


def _replace(store: Store, identity: int, row: tuple[bytes, bytes, int]) -> None:
    """Put content, digest and time of fetching in place."""
    with store.writing() as db:
        # Without validators the next request brings it anew.
        db.execute(
            "UPDATE article SET content = ?, sha256 = ?, fetched = ?, etag = NULL, last_modified = NULL"
            " WHERE headline = ?",
            (*row, identity),
        )
