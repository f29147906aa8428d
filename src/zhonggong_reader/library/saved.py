"""Searches that are kept as channels of their own: what comes later joins them by itself (`search.index`)."""

from typing import Any, Final

import apsw

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.library.intake import enlist
from zhonggong_reader.library.rows import select, text
from zhonggong_reader.library.search import BEGINNING, Place, Search
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import Channel, ListedChannel, SavedSearch
from zhonggong_reader.queries import parse
from zhonggong_reader.text import Clean, clean_line

SLUG: Final = "search:"
"""Begins the slug of every saved search; no channel of the site has a colon in its path."""

NAME_LIMIT: Final = 60
"""Characters of a name."""

_ALL: Final = """
SELECT id, name, query, filled, articles, unread FROM saved JOIN shelf USING (id)
"""


class Saved:
    """Reads and writes saved searches."""

    def __init__(self, store: Store, search: Search) -> None:
        self._store = store
        self._search = search

    def all(self) -> list[SavedSearch]:
        """Return all of them, in the order in which they were saved."""
        with self._store.reading() as db:
            return [_saved(row) for row in select(db, _ALL + "ORDER BY id")]

    def save(self, query: str, name: str | None = None) -> SavedSearch:
        """Keep `query`, which must parse, under `name`, else under its own words; it is empty until `fill`.

        One that is kept already is renamed, or stays as it is. Raises InputError where a channel or another
        search has the name.
        """
        asked = str(parse(query))
        with self._store.writing() as db:
            known = one(db, "SELECT id FROM saved WHERE query = ?", (asked,))
            if name is None:
                name = tr("“{query}”", query=asked) if _is_taken(db, asked, known) else asked
            if known:
                _rename(db, known[0], name)
            else:
                name = _free(db, name)
                db.execute("INSERT INTO shelf DEFAULT VALUES")
                db.execute(
                    "INSERT INTO saved (id, name, query) VALUES (?, ?, ?)",
                    (db.last_insert_rowid(), name, asked),
                )
            return _saved(one(db, _ALL + "WHERE query = ?", (asked,)))

    def rename(self, saved: SavedSearch, name: str) -> SavedSearch:
        """Give it another name. Raises InputError where it is none, or a channel or another search has it."""
        with self._store.writing() as db:
            _rename(db, saved.id, name)
            row = one(db, _ALL + "WHERE id = ?", (saved.id,))
        if row is None:
            raise InputError(tr("“{name}”已经去掉了", name=saved.listed.channel.name))
        return _saved(row)

    def find(self, name_or_slug: str) -> SavedSearch | None:
        """Return the one of this name or slug."""
        for each in self.all():
            if name_or_slug in (each.listed.channel.name, each.listed.channel.slug):
                return each
        return None

    def fill(self, saved: SavedSearch, place: Place = BEGINNING) -> Place | None:
        """Take the next of what is here already into it; return where to go on, None: it is whole."""
        hits, following = self._search.look(parse(saved.query), place)
        with self._store.writing() as db:
            if one(db, "SELECT 1 FROM saved WHERE id = ?", (saved.id,)) is None:
                return None
            for hit in hits:
                enlist(db, saved.id, hit.listed.id)
            if following is None:
                db.execute("UPDATE saved SET filled = 1 WHERE id = ?", (saved.id,))
        return following

    def remove(self, saved: SavedSearch) -> None:
        """Keep it no longer; what it listed stays in the library."""
        with self._store.writing() as db:
            for table, column in (("listing", "shelf"), ("span", "shelf"), ("saved", "id"), ("shelf", "id")):
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", (saved.id,))  # noqa: S608 - our names


def _rename(db: apsw.Connection, identity: int, name: str) -> None:
    db.execute("UPDATE saved SET name = ? WHERE id = ?", (_free(db, name, (identity,)), identity))


def _free(db: apsw.Connection, name: str, known: tuple[int] | None = None) -> Clean:
    """Return `name` as it is kept; raise InputError where it is none, or names something else."""
    cleaned = clean_line(name, limit=NAME_LIMIT)
    if not cleaned:
        raise InputError(tr("没有写名字"), tr("例如：手艺"))
    if _is_taken(db, cleaned, known):
        raise InputError(tr("已有叫“{name}”的频道或搜索", name=cleaned), tr("请换一个名字"))
    return cleaned


def _is_taken(db: apsw.Connection, name: str, known: tuple[int] | None) -> bool:
    """Tell whether a channel has the name, or a saved search that is not the `known` one."""
    taken = one(
        db,
        "SELECT 1 FROM channel WHERE name = ?1 OR slug = ?1 UNION ALL SELECT 1 FROM saved"
        " WHERE (name = ?1 OR 'search:' || id = ?1) AND id <> ?2",
        (name, known[0] if known else 0),
    )
    return taken is not None


def _saved(row: tuple[Any, ...]) -> SavedSearch:
    identity, name, query, filled, articles, unread = row
    channel = Channel(f"{SLUG}{identity}", text(name), "")
    listed = ListedChannel(channel=channel, articles=articles, unread=unread, fetched=None, failure=None)
    return SavedSearch(id=identity, query=text(query), is_whole=bool(filled), listed=listed)
