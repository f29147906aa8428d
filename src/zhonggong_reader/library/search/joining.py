"""Lists that fill themselves: saved searches, and what has a watched word.

Works inside the transaction of whoever calls.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import apsw

from zhonggong_reader.library.intake import enlist
from zhonggong_reader.library.rows import WATCHED, fill, listed, select, text
from zhonggong_reader.library.search.judging import Candidate, judge
from zhonggong_reader.library.search.plan import named_channels
from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.search.terms import Entry
from zhonggong_reader.library.watched import states_of, wanted
from zhonggong_reader.queries import BREAK, parse, pattern

AT_SIGHT: Final = 1_000
"""Titles that are looked at for watched words before the index takes them in: more than any list has."""

_ROW: Final = "SELECT h.time, $LISTED FROM headline AS h WHERE h.id = ?"
_NOTED: Final = """
SELECT h.id, h.title FROM unindexed CROSS JOIN headline AS h ON h.id = unindexed.headline
WHERE unindexed.id > ? ORDER BY unindexed.id DESC LIMIT ?
"""
_OUT: Final = "DELETE FROM listing WHERE shelf = ? AND headline = ?"

Join = Callable[[int, Entry], None]
"""Takes a headline, by its id, with all that is searched of it."""


def joins(db: apsw.Connection, readings: Readings) -> Join:
    """Return what puts a headline into the lists whose words it meets, and takes it out of the others."""
    saved: list[tuple[Any, ...]] = db.execute("SELECT id, query FROM saved").fetchall()
    queries = [(shelf, parse(typed)) for shelf, typed in saved]
    states = states_of(db)
    words = wanted(states)

    def join(headline: int, entry: Entry) -> None:
        for shelf, query in queries:
            [(time, *columns)] = select(db, fill(_ROW), (headline,))
            channels = named_channels(db, query, headline, entry.named)
            candidate = Candidate(listed(tuple(columns)), time, entry.texts, channels)
            _put(db, shelf, headline, belongs=judge(query, candidate, readings) is not None)
        if states:
            body = BREAK.join(entry.texts)
            _put(db, WATCHED, headline, belongs=has_any(words, entry.title) or has_any(words, body))

    return join


def join_by_title(db: apsw.Connection, after: int) -> None:
    """Put what was noted behind number `after` into the list of watched words, as far as titles tell."""
    if words := wanted(states_of(db)):
        for headline, title in select(db, _NOTED, (after, AT_SIGHT)):
            if has_any(words, text(title)):
                enlist(db, WATCHED, headline)


def has_any(words: Sequence[str], text: str) -> bool:
    """Tell whether one of `words` stands in `text`."""
    return any(pattern(word).search(text) for word in words)


def _put(db: apsw.Connection, shelf: int, headline: int, *, belongs: bool) -> None:
    if belongs:
        enlist(db, shelf, headline)
    else:
        db.execute(_OUT, (shelf, headline))
