"""The articles of the library: what was understood, the page it was understood from, its validators."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library.editions import is_back, keep_earlier
from zhonggong_reader.library.imports import Added, ImportMark, take_in_all
from zhonggong_reader.library.intake import take_in_article, write_article
from zhonggong_reader.library.numbering import FIRST, LAST, of_day
from zhonggong_reader.library.rows import (
    fill,
    headline,
    maybe_moment,
    moment,
    named,
    number,
    select,
    shelf_id,
    shelf_of,
)
from zhonggong_reader.library.sealed import (
    DamagedArticle,
    intact,
    seal,
    seal_article,
    unseal,
    unseal_article,
)
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import (
    Article,
    Headline,
    KeptArticle,
    Page,
    Position,
    Shelf,
    Validators,
)

BATCH: Final = 100
"""Articles in memory at a time while many are read or written."""

MISSING: Final = """
SELECT $HEADLINE FROM listing INDEXED BY listing_missing CROSS JOIN headline AS h ON h.id = listing.headline
WHERE listing.shelf = ? AND listing.kept = 0
ORDER BY listing.time DESC, listing.headline DESC LIMIT ?
"""
KEPT_OF: Final = """
SELECT time, headline FROM listing INDEXED BY $INDEX
WHERE shelf = ? $FLAGS AND kept = 1 AND (time, headline) < (?, ?)
ORDER BY time DESC, headline DESC LIMIT ?
"""
_KEPT: Final = """
SELECT h.id, CAST(h.title AS BLOB), a.content, a.sha256, a.fetched, h.read, h.starred, h.block, h.offset,
  h.changed, h.withdrawn
FROM headline AS h JOIN article AS a ON a.headline = h.id
"""


class Articles:
    """Reads and writes articles."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(
        self, article: Article, page: Page | None, *, fetched: datetime | None = None, reread: bool = False
    ) -> int:
        """Keep the article and the page that it came from; return its id.

        `fetched` (default: when the page came) must be given where there is no page. A headline
        is made where no list has named the article. The text that was here before stays as an
        earlier edition where it differs; not where the page is only understood otherwise than
        before (`reread`). Raises InputError where the article holds what could not be read back.
        """
        when = fetched or (page.fetched if page else None)
        if when is None:
            raise ValueError("an article without a page needs the time of its fetching")
        content = seal_article(article)
        body = seal(page.body) if page else None
        with self._store.writing() as db:
            identity = take_in_article(db, article, when)
            if not reread:
                keep_earlier(db, identity, article, content, when)
            is_back(db, identity)
            write_article(db, identity, content, page.validators if page else Validators(), when)
            if page and body:
                db.execute(
                    "INSERT INTO page (headline, address, body, sha256, content_type, fetched)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (identity, page.address, *body, page.content_type, number(page.fetched)),
                )
            return identity

    def get(self, id_or_address: int | str) -> KeptArticle | None:
        """Return the article; None where it is not kept. Raises DamagedArticle."""
        where, value = named(id_or_address)
        with self._store.reading() as db:
            row = one(db, _KEPT + where, (value,))
        return _kept(row) if row else None

    def page(self, identity: int) -> Page | None:
        """Return the page that the article came from; None where none was kept. Raises DamagedArticle."""
        with self._store.reading() as db:
            row = one(
                db,
                "SELECT h.title, p.address, p.body, p.sha256, p.content_type, p.fetched,"
                " a.etag, a.last_modified"
                " FROM page AS p JOIN article AS a USING (headline) JOIN headline AS h ON h.id = p.headline"
                " WHERE p.headline = ?",
                (identity,),
            )
        if row is None:
            return None
        title, address, body, digest, content_type, fetched, etag, last_modified = row
        return Page(
            address=address,
            body=unseal(body, digest, title),
            content_type=content_type,
            validators=Validators(etag, last_modified),
            fetched=moment(fetched),
        )

    def validators(self, address: str) -> Validators | None:
        """Return what makes the next request conditional; None where no intact article is kept.

        Without the article an answer 304 would leave nothing to show (RFC 9110 section 13).
        """
        with self._store.reading() as db:
            row = one(
                db,
                "SELECT a.content, a.sha256, a.etag, a.last_modified"
                " FROM headline AS h JOIN article AS a ON a.headline = h.id WHERE h.address = ?",
                (address,),
            )
        return Validators(*row[2:]) if row and intact(*row[:2]) else None

    def unchanged(self, address: str, when: datetime) -> None:
        """Note that the article was asked for and is still the one that is here."""
        with self._store.writing() as db:
            row = one(db, "SELECT id FROM headline WHERE address = ?", (address,))
            if row:
                db.execute("UPDATE article SET fetched = ? WHERE headline = ?", (number(when), row[0]))
                is_back(db, row[0])

    def missing(self, slug: str | None, limit: int) -> list[Headline]:
        """Return at most `limit` headlines whose articles are not kept, newest first.

        Of one channel, or of the whole library for None. Raises InputError for an unknown channel.
        """
        with self._store.reading() as db:
            return [headline(row) for row in select(db, fill(MISSING), (shelf_id(db, slug), limit))]

    def each(
        self,
        of: Shelf | Iterable[int],
        problem: Callable[[LibraryError], None],
        *,
        day: date | None = None,
    ) -> Iterator[KeptArticle]:
        """Give the kept articles of a list, newest first, or those with these ids in their order.

        Of a list only those of `day` by Beijing's calendar, where one is given. Holds a few articles
        in memory and no transaction between them, so others can write meanwhile. An article that is
        damaged, or an id that is not kept, goes to `problem`.
        """
        for identity in self._kept_ids(of, day) if isinstance(of, Shelf) else of:
            try:
                kept = self.get(identity)
            except DamagedArticle as error:
                problem(error)
                continue
            if kept:
                yield kept
            else:
                problem(LibraryError(tr("书库里没有编号为 {identity} 的文章", identity=identity)))

    def add(self, kept: Iterable[KeptArticle], reached: Callable[[], ImportMark] | None = None) -> Added:
        """Take in articles from elsewhere; see `imports.take_in_all`."""
        return take_in_all(self._store, kept, reached)

    def _kept_ids(self, shelf: Shelf, day: date | None) -> Iterator[int]:
        key, last = (FIRST, LAST) if day is None else of_day(day)
        while True:
            with self._store.reading() as db:
                bindings = (shelf_of(db, shelf), *key, BATCH)
                keys: list[Any] = db.execute(fill(KEPT_OF, shelf), bindings).fetchall()
            # A broken index may hold anything, and lead in a circle.
            if not all(isinstance(part, int) for each in keys for part in each) or (keys and keys[0] >= key):
                raise self._store.damaged()
            yield from (identity for time, identity in keys if (time, identity) > last)
            if not keys or keys[-1] <= last:
                return
            key = keys[-1]


def _kept(row: tuple[Any, ...]) -> KeptArticle:
    identity, title, content, digest, fetched, read, starred, block, offset, changed, withdrawn = row
    return KeptArticle(
        id=identity,
        # Only a message names this title: that it is spoilt must not keep anyone from the article.
        article=unseal_article(content, digest, bytes(title).decode("utf-8", "replace")),
        fetched=moment(fetched),
        read=bool(read),
        starred=bool(starred),
        position=None if block is None else Position(block, offset),
        changed=maybe_moment(changed),
        withdrawn=maybe_moment(withdrawn),
    )
