"""The statements of a search: what the index gives, what of it meets the query, and how many that are."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

import apsw
import msgspec

from zhonggong_reader.library.rows import fill, listed, select
from zhonggong_reader.library.sealed import DamagedArticle
from zhonggong_reader.library.search.entries import END, Place, headline_of
from zhonggong_reader.library.search.judging import Candidate, Judged, judge, ranked
from zhonggong_reader.library.search.passages import passages
from zhonggong_reader.library.search.plan import Plan, named_channels, plan
from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import Hit
from zhonggong_reader.queries import Query

TITLES: Final = 150
"""Entries of a batch whose titles have the words."""
TEXTS: Final = 350
"""Entries of a batch that have the words anywhere."""
SCANNED: Final = 200
"""Headlines of a batch that are looked through without the index."""

ENTRIES: Final = """
SELECT rowid FROM entry WHERE entry MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
"""
CANDIDATES: Final = """
SELECT h.time, article.content, article.sha256, $LISTED
FROM json_each(?) AS wanted CROSS JOIN headline AS h ON h.id = wanted.value
LEFT JOIN article ON article.headline = h.id
WHERE EXISTS (SELECT 1 FROM unindexed WHERE headline = h.id) = ?
"""
UNINDEXED: Final = "SELECT id, headline FROM unindexed WHERE id < ? ORDER BY id DESC LIMIT ?"
ANY_UNINDEXED: Final = "SELECT 1 FROM unindexed LIMIT 1"
COUNT: Final = "SELECT count(*) FROM entry WHERE entry MATCH ? AND rowid BETWEEN ? AND ?"


_Row = tuple[Any, ...]
"""Time, content, digest, the columns LISTED; behind them the named channels that have the headline."""


def look(store: Store, query: Query, place: Place, readings: Readings) -> tuple[list[Hit], Place | None]:
    """Return the next batch of what meets `query`, and where to go on; see `Search.look`."""
    with store.reading() as db:
        if query.of_field("pinyin"):
            readings.read(db)
        if place.titles is None and place.texts is None:
            in_titles: list[_Row] = []
            others: list[_Row] = []
            unindexed, place = _unindexed(db, query, place)
        else:
            unindexed = []
            in_titles, others, place = _indexed(db, query, place)
    judged = [
        *(each for each in _judged(query, in_titles, readings) if each.in_title),
        *(each for each in _judged(query, others, readings) if not each.in_title),
        *_judged(query, unindexed, readings),
    ]
    return ranked(judged), None if place == END else place


def count(store: Store, query: Query) -> int | None:
    """Return how many headlines meet `query`; see `Search.count`."""
    with store.reading() as db:
        how = plan(db, query)
        if not how.exact or one(db, ANY_UNINDEXED):
            return None
        total: int = one(db, COUNT, (how.match, how.first, how.last))[0]
    return total


def _judged(query: Query, rows: Iterable[_Row], readings: Readings) -> Iterator[Judged]:
    """Give those of `rows` that meet `query`."""
    for time, content, digest, *columns, channels in rows:
        found = listed(tuple(columns))
        texts: tuple[str, ...] = ()
        if content is not None:
            with suppress(DamagedArticle):
                texts = passages(content, digest, found.headline.title)
        if judged := judge(query, Candidate(found, time, texts, channels), readings):
            yield judged


def _indexed(db: apsw.Connection, query: Query, place: Place) -> tuple[list[_Row], list[_Row], Place]:
    """Return what the index gives next: titles with the words, what else has them, where to go on."""
    how = plan(db, query)
    titles, below_titles = _entries(db, how.in_title, how, place.titles, TITLES)
    texts, below_texts = _entries(db, how.match, how, place.texts, TEXTS)
    channels = frozenset(term.text for term in query.of_field("channel"))
    return (
        [(*row, channels) for row in _rows(db, titles, unindexed=False)],
        [(*row, channels) for row in _rows(db, texts, unindexed=False)],
        Place(below_titles, below_texts, place.unindexed if one(db, ANY_UNINDEXED) else None),
    )


def _entries(
    db: apsw.Connection, match: str | None, how: Plan, below: int | None, most: int
) -> tuple[list[int], int | None]:
    """Return the next headlines whose entries `match`, and the number to go on below; None: at the end."""
    if match is None or below is None:
        return [], None
    rows = db.execute(ENTRIES, (match, how.first, min(how.last, below - 1), most + 1))
    numbers: list[Any] = [number for (number,) in list(rows)]
    more = len(numbers) > most
    return [headline_of(number) for number in numbers[:most]], numbers[most - 1] if more else None


def _unindexed(db: apsw.Connection, query: Query, place: Place) -> tuple[list[_Row], Place]:
    """Return the next headlines that the index lacks, and where to go on."""
    noted: list[tuple[int, int]] = list(db.execute(UNINDEXED, (place.unindexed, SCANNED)))
    rows = []
    for row in _rows(db, (headline for _, headline in noted), unindexed=True):
        found = listed(row[3:])
        rows.append((*row, named_channels(db, query, found.id, found.headline.channel)))
    return rows, Place(None, None, noted[-1][0] if len(noted) == SCANNED else None)


def _rows(db: apsw.Connection, ids: Iterable[int], *, unindexed: bool) -> list[_Row]:
    return select(db, fill(CANDIDATES), (msgspec.json.encode([*ids]).decode(), unindexed))
