"""A look through a library that seems sound: pages of the file, counts, and what articles consist of."""

from typing import Final

from msgspec import Struct

from zhonggong_reader.language import tr
from zhonggong_reader.library.repairing import faults_of_copies
from zhonggong_reader.library.rows import select, text
from zhonggong_reader.library.sealed import intact
from zhonggong_reader.library.search.entering import faults as faults_of_index
from zhonggong_reader.library.store import Store, one

SAMPLE: Final = 2_000
"""Articles whose checksum is compared; of more, this many are taken, evenly spaced."""


class Checkup(Struct, frozen=True, kw_only=True):
    """What was found."""

    channels: int
    headlines: int
    articles: int
    looked_at: int
    """Articles whose checksum was compared."""
    damaged: tuple[str, ...]
    """Titles of those that are not what was stored."""
    faults: tuple[str, ...]
    """What SQLite and the counts say is wrong; empty: nothing."""
    unindexed: int
    """Headlines that the index of words lacks so far."""
    of_index: tuple[str, ...]
    """How the index does not fit what is kept; empty: it does. It can be made anew."""


def check(store: Store) -> Checkup:
    """Check the file and a sample of its articles. Raises LibraryError where it cannot be read."""
    with store.alone() as db:
        faults = [str(row[0]) for row in db.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
        faults += [
            tr("{table} 缺少 {lacks}", table=row[0], lacks=row[2])
            for row in db.execute("PRAGMA foreign_key_check").fetchall()[:5]
        ]
    with store.reading() as db:
        channels, headlines, articles, listed = (
            one(db, sql)[0]
            for sql in (
                "SELECT count(*) FROM channel",
                "SELECT count(*) FROM headline",
                "SELECT count(*) FROM article",
                "SELECT articles FROM shelf WHERE id = 0",
            )
        )
        if listed != headlines:
            faults.append(
                tr("标题有 {headlines} 条，记的却是 {listed} 条", headlines=headlines, listed=listed)
            )
        faults += faults_of_copies(db)
        unindexed = one(db, "SELECT count(*) FROM unindexed")[0]
        of_index = faults_of_index(db)
        ids = [row[0] for row in db.execute("SELECT headline FROM article ORDER BY headline")]
    sample = ids[:: max(1, -(-len(ids) // SAMPLE))]
    damaged = []
    for identity in sample:
        # One at a time: whoever reads or writes meanwhile waits for none of the others.
        with store.reading() as db:
            rows = select(
                db,
                "SELECT content, sha256, title FROM article JOIN headline ON id = headline"
                " WHERE headline = ?",
                (identity,),
            )
        if rows and not intact(*rows[0][:2]):
            damaged.append(text(rows[0][2]))
    return Checkup(
        channels=channels,
        headlines=headlines,
        articles=articles,
        looked_at=len(sample),
        damaged=tuple(damaged),
        faults=tuple(faults),
        unindexed=unindexed,
        of_index=tuple(of_index),
    )
