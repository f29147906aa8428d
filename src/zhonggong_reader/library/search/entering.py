"""Makes the entries of headlines, and tells whether those that the index has are the right ones.

Works inside the transaction of whoever calls.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import apsw

from zhonggong_reader.language import tr
from zhonggong_reader.library.rows import maybe_text, moment, select, text
from zhonggong_reader.library.sealed import DamagedArticle
from zhonggong_reader.library.search.joining import joins
from zhonggong_reader.library.search.passages import passages
from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.search.terms import Entry, terms
from zhonggong_reader.library.store import one
from zhonggong_reader.model import BEIJING
from zhonggong_reader.queries import fold
from zhonggong_reader.queries.pinyin import grams

SAMPLE: Final = 200
"""Headlines whose entries are looked at when the index is checked, evenly spaced."""
_NEXT: Final = """
SELECT id FROM headline AS h
WHERE id >= ? AND NOT EXISTS (SELECT 1 FROM unindexed WHERE headline = h.id) ORDER BY id LIMIT 1
"""
_HAS: Final = "SELECT 1 FROM entry WHERE entry MATCH ? AND rowid = ?"
_KNOWN: Final = """
SELECT (h.time >> 43) << 26 | h.id, h.title, h.source, h.channel, h.time, article.content, article.sha256
FROM headline AS h LEFT JOIN article ON article.headline = h.id WHERE h.id = ?
"""
_LISTED: Final = "SELECT shelf FROM listing JOIN channel ON channel.id = shelf WHERE headline = ?"


def take_in(db: apsw.Connection, noted: Sequence[tuple[Any, ...]], readings: Readings) -> None:
    """Make the entries of headlines anew.

    noted: rows of `unindexed`, number and headline, which are done with then
    """
    entries = []
    join = joins(db, readings)
    for _, headline in noted:
        number, entry = _entry(db, headline)
        readings.learn(db, fold(entry.title))
        entries.append((number, terms(entry, grams(entry.title, readings))))
        join(headline, entry)
    # The index takes rising numbers in one go.
    entries.sort()
    db.executemany("DELETE FROM entry WHERE rowid = ?", [(number,) for number, _ in entries])
    db.executemany("INSERT INTO entry (rowid, terms) VALUES (?, ?)", entries)
    before = db.total_changes()
    db.executemany("DELETE FROM unindexed WHERE id = ?", [(number,) for number, _ in noted])
    if db.total_changes() - before < len(noted):
        # What stays would be taken in for ever.
        raise apsw.CorruptError("unindexed")


def faults(db: apsw.Connection) -> list[str]:
    """Return how the index does not fit what is kept, in sentences; of its entries, a sample is looked at."""
    headlines, behind, entries = (_count(db, table) for table in ("headline", "unindexed", "entry_docsize"))
    found = []
    if not headlines - behind <= entries <= headlines:
        found.append(
            tr(
                "索引有 {entries} 项，标题有 {headlines} 条，其中 {behind} 条还没有编入",
                entries=entries,
                headlines=headlines,
                behind=behind,
            )
        )
    newest: int = one(db, "SELECT coalesce(max(id), 0) FROM headline")[0]
    sample = {one(db, _NEXT, (1 + newest * place // SAMPLE,)) for place in range(SAMPLE)} - {None}
    unfit = sum(not _fits(db, identity) for (identity,) in sample)
    if unfit:
        found.append(tr("抽查索引 {count} 项，有 {unfit} 项与文章不符", count=len(sample), unfit=unfit))
    return found


def _count(db: apsw.Connection, table: str) -> int:
    count: int = one(db, f"SELECT count(*) FROM {table}")[0]  # noqa: S608 - our own names
    return count


def _fits(db: apsw.Connection, identity: int) -> bool:
    """Tell whether the entry of a headline has the terms that it is to have."""
    number, entry = _entry(db, identity)
    made = sorted(terms(entry).split())
    match = " AND ".join(f'"{term}"' for term in made[:: 1 + len(made) // 25])
    return one(db, _HAS, (match, number)) is not None


def _entry(db: apsw.Connection, identity: int) -> tuple[int, Entry]:
    """Return the number of a headline's entry, and what belongs into it."""
    number, title, source, named, time, content, digest = select(db, _KNOWN, (identity,))[0]
    listed: list[tuple[Any, ...]] = db.execute(_LISTED, (identity,)).fetchall()
    texts: tuple[str, ...] = ()
    if content is not None:
        # Whoever opens a damaged article is told; until then it is found by its title.
        with suppress(DamagedArticle):
            texts = passages(content, digest, text(title))
    return number, Entry(
        text(title),
        texts,
        maybe_text(source),
        maybe_text(named),
        tuple(shelf for (shelf,) in listed),
        moment(time, BEIJING).date(),
    )
