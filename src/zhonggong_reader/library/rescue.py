"""Saves what is intact out of a broken library. The broken file itself is never changed or deleted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import apsw
from msgspec import Struct

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library.articles import Articles
from zhonggong_reader.library.carving import carve
from zhonggong_reader.library.salvage import salvage
from zhonggong_reader.library.store import Store, beside, one
from zhonggong_reader.model import KeptArticle


class Rescued(Struct, frozen=True):
    """What came out of a broken library."""

    articles: int
    headlines: int
    """Those of the articles included, where their rows could be read."""


def rescue(broken: Path, store: Store) -> Rescued:
    """Add every article of `broken` that is intact to the library `store`, and what else can be read.

    What SQLite can still reach comes first, with what its log holds; then articles that are left in the
    bytes.
    """
    into = Articles(store)
    articles, headlines = _reachable(broken, into, store)
    for file in (broken, beside(broken, "-wal")):
        articles += into.add(carve(file)).new
    return Rescued(articles, headlines)


def _reachable(broken: Path, into: Articles, new: Store) -> tuple[int, int]:
    # Without a log of its own the file says all, and SQLite need not make files beside it.
    whole = not beside(broken, "-wal").exists()
    try:
        store = Store(broken, flags=apsw.SQLITE_OPEN_READONLY, immutable=whole)
    except LibraryError:
        return 0, 0
    try:
        return into.add(_intact(store)).new, salvage(store, new)
    finally:
        store.close()


def _intact(store: Store) -> Iterator[KeptArticle]:
    """Give the articles from the first to the first break, then from the last down to the last break."""
    articles = Articles(store)
    reached = 0
    for identity in _ids(store, "SELECT min(headline) FROM article WHERE headline > ?", 0, 1):
        kept = _get(articles, identity)
        reached = identity
        if kept:
            yield kept
    for identity in _ids(store, "SELECT max(headline) FROM article WHERE headline < ?", 2**63 - 1, -1):
        if identity <= reached:
            return
        kept = _get(articles, identity)
        if kept:
            yield kept


def _ids(store: Store, sql: str, start: int, step: Literal[1, -1]) -> Iterator[int]:
    """Give the ids that `sql` leads to, one after the other, rising or falling by `step`."""
    while True:
        try:
            with store.reading() as db:
                found = one(db, sql, (start,))[0]
        except LibraryError:
            return
        # A broken tree of pages may lead in a circle.
        if not isinstance(found, int) or (found - start) * step <= 0:
            return
        start = found
        yield start


def _get(articles: Articles, identity: int) -> KeptArticle | None:
    try:
        return articles.get(identity)
    except LibraryError:
        return None
