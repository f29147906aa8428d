"""Articles from elsewhere, by the batch: how many come in, and how far an import that broke off had come."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, Final

import apsw
from msgspec import Struct

from zhonggong_reader.library.editions import keep_earlier
from zhonggong_reader.library.intake import take_in_article, write_article
from zhonggong_reader.library.rows import number
from zhonggong_reader.library.sealed import Sealed, intact, seal_article
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import KeptArticle, Validators, length

BATCH: Final = 100
"""Articles that are written in one transaction."""
BATCH_CHARACTERS: Final = 2_000_000
"""Characters of articles that end a batch before it is full."""


class Added(Struct, frozen=True):
    """What became of articles that were handed in."""

    new: int = 0
    renewed: int = 0
    """The library held an older copy, or a damaged one."""
    unchanged: int = 0
    """The library's copy is as new or newer; the marks were taken over all the same."""

    def __add__(self, other: "Added") -> "Added":
        return Added(self.new + other.new, self.renewed + other.renewed, self.unchanged + other.unchanged)


class ImportMark(Struct, frozen=True):
    """A place in a file of articles: everything before it is in the library."""

    source: str
    """What the file is known by, as the importer sees fit; the library compares it and nothing else."""
    offset: int
    """Bytes before the place."""
    line: int
    """Lines before the place."""
    before: str
    """What the importer makes of the bytes right before the place, to know it again."""


class Imports:
    """Reads the marks that `take_in_all` writes with each batch."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark(self, source: str) -> ImportMark | None:
        """Return how far the import of `source` came; None where it is finished or was never begun."""
        with self._store.reading() as db:
            row: tuple[Any, ...] | None = one(
                db, "SELECT source, offset, line, before FROM import_mark WHERE source = ?", (source,)
            )
        return ImportMark(*row) if row else None

    def finished(self, source: str) -> None:
        """Forget the mark: the next import of the file begins at its first line."""
        with self._store.writing() as db:
            db.execute("DELETE FROM import_mark WHERE source = ?", (source,))


def take_in_all(store: Store, kept: Iterable[KeptArticle], reached: Callable[[], ImportMark] | None) -> Added:
    """Take in articles from elsewhere, a batch a transaction; their ids and positions are not used.

    The newer copy of an article stays; read and starred stay where either side has them. `reached` is
    asked how far the source is once a batch has been read, and its mark is kept with the batch. A
    thread packs one batch while the one before it is written.
    """
    total = Added()
    incoming = iter(kept)
    with ThreadPoolExecutor(1) as hand:
        ready: Future[_Batch] | None = None
        while True:
            articles: list[KeptArticle] = []
            try:
                articles = list(_some(incoming))
            finally:
                # Also where reading fails: what was read before holds.
                if ready and not articles:
                    total += _write(store, ready.result())
            if not articles:
                return total
            behind, ready = ready, hand.submit(_pack, articles, reached() if reached else None)
            if behind:
                total += _write(store, behind.result())


class _Batch(Struct, frozen=True):
    """Articles that are ready to be written."""

    articles: list[tuple[KeptArticle, Sealed]]
    mark: ImportMark | None


def _some(incoming: Iterator[KeptArticle]) -> Iterator[KeptArticle]:
    """Give at most BATCH articles, and hardly more than BATCH_CHARACTERS of them."""
    characters = 0
    for kept in islice(incoming, BATCH):
        yield kept
        characters += sum(map(length, kept.article.blocks))
        if characters >= BATCH_CHARACTERS:
            return


def _pack(articles: list[KeptArticle], mark: ImportMark | None) -> _Batch:
    return _Batch([(kept, seal_article(kept.article)) for kept in articles], mark)


def _write(store: Store, batch: _Batch) -> Added:
    added = Added()
    with store.writing() as db:
        for article, content in batch.articles:
            added += _add(db, article, content)
        if batch.mark:
            _keep_mark(db, batch.mark)
    return added


def _add(db: apsw.Connection, kept: KeptArticle, content: Sealed) -> Added:
    row = one(
        db,
        "SELECT a.content, a.sha256, a.fetched FROM headline AS h JOIN article AS a ON a.headline = h.id"
        " WHERE h.address = ?",
        (kept.article.address,),
    )
    fetched = number(kept.fetched)
    stays = row is not None and row[2] >= fetched and intact(*row[:2])
    identity = take_in_article(db, kept.article, kept.fetched)
    if not stays:
        keep_earlier(db, identity, kept.article, content, kept.fetched)
        write_article(db, identity, content, Validators(), kept.fetched)
    if kept.read or kept.starred:
        db.execute(
            "UPDATE headline SET read = max(read, ?1), read_when = iif(?1 > read, ?3, read_when),"
            " starred = max(starred, ?2), starred_when = iif(?2 > starred, ?3, starred_when) WHERE id = ?4",
            (kept.read, kept.starred, fetched, identity),
        )
    if row is None:
        return Added(new=1)
    return Added(unchanged=1) if stays else Added(renewed=1)


def _keep_mark(db: apsw.Connection, mark: ImportMark) -> None:
    db.execute(
        "INSERT INTO import_mark (source, offset, line, before) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (source) DO UPDATE SET offset = ?2, line = ?3, before = ?4",
        (mark.source, mark.offset, mark.line, mark.before),
    )
