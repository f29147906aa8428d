"""What the limits of keeping let go last comes back out of the backup, with all that hung on it.

Headlines with their marks and places, articles with their pages and earlier texts, the channels that listed
them, when they were opened, and their places in issues of the newspaper. Saved searches and the list of
watched words fill themselves.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

import apsw
from msgspec import Struct

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library.intake import enlist
from zhonggong_reader.library.rows import address_hash
from zhonggong_reader.library.sealed import intact
from zhonggong_reader.library.store import Store, one

BATCH: Final = 100
"""Headlines that come back in one transaction."""

_HEADLINE: Final = (
    *("address", "title", "channel", "source", "published", "label", "picture", "seen", "time"),
    *("read", "read_when", "starred", "starred_when", "block", "offset", "changed", "withdrawn"),
    *("failed", "failure"),
)
_ARTICLE: Final = ("content", "sha256", "etag", "last_modified", "fetched")
_PAGE: Final = ("body", "sha256", "address", "content_type", "fetched")
_EDITION: Final = ("content", "sha256", "fetched", "replaced")

_NEXT: Final = "SELECT id, address FROM headline WHERE id > ? ORDER BY id LIMIT ?"
_IS_GONE: Final = "SELECT 1 FROM cleared WHERE address = ? AND time = ?"
_SLUGS: Final = """
SELECT slug FROM listing JOIN channel ON channel.id = listing.shelf WHERE headline = ? ORDER BY listing.id
"""
_OPENED: Final = """
SELECT max(time) FROM (
  SELECT time FROM listing WHERE headline = ?1 AND shelf = -1
  UNION ALL SELECT time FROM opened WHERE headline = ?1
)
"""
_PLACES: Final = "SELECT day, number, place FROM paper_article WHERE headline = ?"
_WHOLE: Final = """
SELECT fetched, (SELECT count(*) FROM paper_article AS a WHERE a.day = p.day AND a.number = p.number)
FROM paper_page AS p WHERE day = ? AND number = ?
"""

_Place = tuple[str, int, int]
"""Day, number of the page, place on it."""


class _Gone(Struct, frozen=True):
    """A headline of the backup with all that hangs on it."""

    headline: tuple[Any, ...]
    article: Sequence[tuple[Any, ...]]
    page: Sequence[tuple[Any, ...]]
    editions: Sequence[tuple[Any, ...]]
    slugs: Sequence[str]
    opened: int | None
    places: Sequence[_Place]


def take_back(backup: Path, store: Store) -> int:
    """Take in again what went last; return how many headlines. What is damaged in the backup stays gone.

    Raises LibraryError where there is no backup that can be read, or the library cannot be written.
    """
    if not backup.exists():
        raise LibraryError(tr("没有备份 {backup}", backup=backup), tr("清理过的可以联网再取"))
    with store.reading() as db:
        last: int | None = one(db, "SELECT max(time) FROM cleared")[0]
    if last is None:
        return 0
    copy = Store(backup, flags=apsw.SQLITE_OPEN_READONLY, immutable=True)
    try:
        count = 0
        pages: set[tuple[str, int]] = set()
        gone = _gone(copy, store, last)
        while batch := list(islice(gone, BATCH)):
            with store.writing() as db:
                for each in batch:
                    pages.update((day, number) for day, number, _ in each.places)
                    count += _restore(db, each)
        _list_pages(copy, store, pages)
        return count
    finally:
        copy.close()


def _gone(copy: Store, store: Store, last: int) -> Iterator[_Gone]:
    """Give what went at the time `last`, as far as the backup has it."""
    reached = 0
    while True:
        with copy.reading() as db:
            rows: list[Any] = db.execute(_NEXT, (reached, BATCH)).fetchall()
        if not rows:
            return
        reached = rows[-1][0]
        with store.reading() as db:
            wanted = [
                identity for identity, address in rows if one(db, _IS_GONE, (address_hash(address), last))
            ]
        for identity in wanted:
            with suppress(LibraryError):
                yield _read(copy, identity)


def _read(copy: Store, identity: int) -> _Gone:
    with copy.reading() as db:
        return _Gone(
            headline=_rows(db, "headline", _HEADLINE, "id", identity)[0],
            article=_sound(_rows(db, "article", _ARTICLE, "headline", identity)),
            page=_sound(_rows(db, "page", _PAGE, "headline", identity)),
            editions=_sound(_rows(db, "edition", _EDITION, "headline", identity)),
            slugs=[slug for (slug,) in db.execute(_SLUGS, (identity,))],
            opened=one(db, _OPENED, (identity,))[0] if _columns(db, "opened") else None,
            places=list(db.execute(_PLACES, (identity,))) if _columns(db, "paper_article") else [],
        )


def _rows(
    db: apsw.Connection, table: str, columns: Sequence[str], key: str, identity: int
) -> list[tuple[Any, ...]]:
    """Return `columns` of the rows of a headline; what an older library does not have is NULL."""
    known = _columns(db, table)
    if not known:
        return []
    names = ", ".join(name if name in known else "NULL" for name in columns)
    order = " ORDER BY id" if "id" in known else ""
    sql = f"SELECT {names} FROM {table} WHERE {key} = ?{order}"  # noqa: S608 - our own names
    return db.execute(sql, (identity,)).fetchall()


def _columns(db: apsw.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def _sound(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows whose first column is what was sealed, by the second."""
    return [row for row in rows if intact(row[0], row[1])]


def _restore(db: apsw.Connection, gone: _Gone) -> bool:
    """Put a headline and all of it into the library; return whether it was not there."""
    address = gone.headline[0]
    if one(db, "SELECT 1 FROM headline WHERE address = ?", (address,)):
        return False
    _insert(db, "headline", _HEADLINE, gone.headline)
    identity = db.last_insert_rowid()
    for table, columns, rows in (
        ("article", _ARTICLE, gone.article),
        ("page", _PAGE, gone.page if gone.article else ()),
        ("edition", _EDITION, gone.editions),
    ):
        for row in rows:
            _insert(db, table, ("headline", *columns), (identity, *row))
    for slug in gone.slugs:
        if shelf := one(db, "SELECT id FROM channel WHERE slug = ?", (slug,)):
            enlist(db, shelf[0], identity)
    if gone.opened is not None:
        _insert(db, "opened", ("headline", "time"), (identity, gone.opened))
    for place in gone.places:
        db.execute(
            "INSERT INTO paper_article (day, number, place, headline) SELECT ?1, ?2, ?3, ?4"
            " WHERE EXISTS (SELECT 1 FROM paper_page WHERE day = ?1 AND number = ?2) ON CONFLICT DO NOTHING",
            (*place, identity),
        )
    db.execute("DELETE FROM cleared WHERE address = ?", (address_hash(address),))
    return True


def _insert(db: apsw.Connection, table: str, columns: Sequence[str], row: tuple[Any, ...]) -> None:
    marks = ", ".join("?" * len(columns))
    db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608 - ours


def _list_pages(copy: Store, store: Store, pages: set[tuple[str, int]]) -> None:
    """Note of pages of the newspaper with all of their articles again that they need not be listed anew."""
    for page in pages:
        with copy.reading() as db:
            fetched, count = one(db, _WHOLE, page)
        with store.writing() as db:
            if one(db, _WHOLE, page) == (None, count):
                db.execute("UPDATE paper_page SET fetched = ? WHERE day = ? AND number = ?", (fetched, *page))
