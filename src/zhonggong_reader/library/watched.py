"""Headlines in which a watched word (关注词) stands, listed as those of a channel are.

What comes later joins the list by itself (`search.index`). What was here before a word was watched, or
is in the list by a word that is watched no longer, is found by searching, batch by batch: whoever stops
half-way goes on at the next start.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import apsw

from zhonggong_reader.library.intake import enlist
from zhonggong_reader.library.rows import WATCHED, number, select, text
from zhonggong_reader.library.search import BEGINNING, Place, Search
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import WatchedNews
from zhonggong_reader.queries import Query, Term, tokens
from zhonggong_reader.text import Clean

TOLD: Final = 3
"""Titles that are told of what has come."""

NEWS: Final = """
SELECT h.title, count(*) OVER () FROM listing NOT INDEXED
CROSS JOIN headline AS h ON h.id = listing.headline LEFT JOIN article ON article.headline = h.id
WHERE listing.id > ?1 AND listing.shelf = ?2 AND h.read = 0
  AND (h.seen >= ?3 OR article.fetched >= ?3)
ORDER BY h.time DESC, h.id DESC LIMIT ?4
"""


class Watched:
    """Keeps the list of headlines with watched words."""

    def __init__(self, store: Store, search: Search) -> None:
        self._store = store
        self._search = search
        self._at: tuple[dict[str, str], Place] | None = None

    def take(self, words: Iterable[str]) -> None:
        """Let these words be watched from now on, and no others; `catch_up` does what follows from it.

        Case, width and script make no difference between words.
        """
        chosen = {" ".join(tokens(word)) for word in words} - {""}
        with self._store.reading() as db:
            if set(wanted(states_of(db))) == chosen:
                return
        with self._store.writing() as db:
            for word in chosen:
                db.execute(
                    "INSERT INTO watched (word, state) VALUES (?, 'coming')"
                    " ON CONFLICT (word) DO UPDATE SET state = 'coming' WHERE state = 'going'",
                    (word,),
                )
            for word in set(states_of(db)) - chosen:
                db.execute("UPDATE watched SET state = 'going' WHERE word = ?", (word,))

    def catch_up(self) -> bool:
        """Look through the next batch of what is here for words that came or went; False: nothing is left.

        Raises LibraryError where the library cannot be written.
        """
        with self._store.reading() as db:
            states = states_of(db)
        word = next((word for word, state in states.items() if state != "whole"), None)
        if word is None:
            return False
        is_going = states[word] == "going"
        others = wanted(states) if is_going else []
        query = Query((Term(Clean(word)), *(Term(Clean(other), excluded=True) for other in others)))
        place = self._at[1] if self._at and self._at[0] == states else BEGINNING
        hits, following = self._search.look(query, place)
        with self._store.writing() as db:
            if states_of(db) != states:
                return True  # another program watches other words since
            for hit in hits:
                if is_going:
                    db.execute(
                        "DELETE FROM listing WHERE shelf = ? AND headline = ?", (WATCHED, hit.listed.id)
                    )
                else:
                    enlist(db, WATCHED, hit.listed.id)
            if following is None:
                db.execute("DELETE FROM watched WHERE word = ? AND state = 'going'", (word,))
                db.execute("UPDATE watched SET state = 'whole' WHERE word = ?", (word,))
        self._at = (states, following) if following else None
        return True

    def counts(self) -> tuple[int, int]:
        """Return how many headlines are listed, and how many of these are unread."""
        with self._store.reading() as db:
            articles, unread = one(db, "SELECT articles, unread FROM shelf WHERE id = ?", (WATCHED,))
        return articles, unread

    def mark(self) -> int:
        """Return a mark for `news`: what is listed later is new."""
        with self._store.reading() as db:
            mark: int = one(db, "SELECT coalesce(max(id), 0) FROM listing")[0]
        return mark

    def news(self, mark: int, since: datetime) -> WatchedNews:
        """Return what is unread of what has come behind `mark` and was fetched at `since` or later."""
        with self._store.reading() as db:
            rows = select(db, NEWS, (mark, WATCHED, number(since), TOLD))
        return WatchedNews(rows[0][1] if rows else 0, tuple(text(title) for title, _ in rows))


def states_of(db: apsw.Connection) -> dict[str, str]:
    """Return the watched words with their states, in the order of the words."""
    rows: list[Any] = db.execute("SELECT word, state FROM watched ORDER BY word").fetchall()
    return dict(rows)


def wanted(states: dict[str, str]) -> list[str]:
    """Return the words that are to be watched."""
    return [word for word, state in states.items() if state != "going"]
