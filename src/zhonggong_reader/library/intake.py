"""How a headline or an article enters the library: from a list, an opened page or an import.

Works inside the transaction of whoever calls.
"""

from datetime import datetime

import apsw

from zhonggong_reader.library.rows import address_hash, number
from zhonggong_reader.library.sealed import Sealed
from zhonggong_reader.library.store import one
from zhonggong_reader.model import Article, Headline, Validators


def take_in(db: apsw.Connection, headline: Headline, seen: datetime) -> int:
    """Insert the headline of a list or bring it up to date; return its id.

    What is known and not said this time stays.
    """
    row = one(
        db,
        "SELECT id, title, channel, source, published, label, picture FROM headline WHERE address = ?",
        (headline.address,),
    )
    if row is None:
        return _insert(db, headline, seen)
    identity: int = row[0]
    merged = tuple(old if new is None else new for new, old in zip(_facts(headline), row[1:], strict=True))
    if merged != row[1:]:
        db.execute(
            "UPDATE headline SET title = ?, channel = ?, source = ?, published = ?, label = ?, picture = ?"
            " WHERE id = ?",
            (*merged, identity),
        )
    return identity


def is_cleared(db: apsw.Connection, address: str) -> bool:
    """Tell whether the limits of keeping took the headline away, and nobody has wished for it since."""
    return one(db, "SELECT 1 FROM cleared WHERE address = ?", (address_hash(address),)) is not None


def take_in_article(db: apsw.Connection, article: Article, seen: datetime) -> int:
    """Return the id of the article's headline, made or completed by what the article says.

    What a list has said stays: its times have seconds, and its words are those of the row that
    the reader chose. A new headline joins the list of the channel that the page names.
    """
    headline = Headline.of(article)
    row = one(db, "SELECT id FROM headline WHERE address = ?", (article.address,))
    if row:
        identity: int = row[0]
        db.execute(
            "UPDATE headline SET channel = coalesce(channel, ?), source = coalesce(source, ?),"
            " published = coalesce(published, ?) WHERE id = ?",
            (*_facts(headline)[1:4], identity),
        )
        return identity
    identity = _insert(db, headline, seen)
    channel = one(db, "SELECT id FROM channel WHERE name = ? ORDER BY place LIMIT 1", (article.channel,))
    if channel:
        enlist(db, channel[0], identity)
    return identity


def write_article(
    db: apsw.Connection, identity: int, content: Sealed, validators: Validators, when: datetime
) -> None:
    """Put the article in place of an older copy, whose page goes with it."""
    db.execute("DELETE FROM page WHERE headline = ?", (identity,))
    db.execute(
        "INSERT INTO article (headline, content, sha256, etag, last_modified, fetched)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (headline) DO UPDATE SET content = excluded.content,"
        " sha256 = excluded.sha256, etag = excluded.etag, last_modified = excluded.last_modified,"
        " fetched = excluded.fetched",
        (identity, *content, validators.etag, validators.last_modified, number(when)),
    )


def enlist(db: apsw.Connection, shelf: int, headline: int) -> bool:
    """Put the headline into the channel's list; return whether it was not there yet."""
    db.execute(
        "INSERT INTO listing (shelf, headline, time, read, starred, kept)"
        " SELECT ?, id, time, read, starred, kept FROM headline WHERE id = ?"
        " ON CONFLICT (headline, shelf) DO NOTHING",
        (shelf, headline),
    )
    return db.changes() > 0


def _insert(db: apsw.Connection, headline: Headline, seen: datetime) -> int:
    facts = _facts(headline)
    published = facts[3]
    # What was cleared away and is wished for all the same comes back as read as it was.
    gone = one(db, "DELETE FROM cleared WHERE address = ? RETURNING read", (address_hash(headline.address),))
    db.execute(
        "INSERT INTO headline (address, title, channel, source, published, label, picture, seen, time)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (headline.address, *facts, number(seen), number(seen) if published is None else published),
    )
    identity = db.last_insert_rowid()
    if gone and gone[0]:
        db.execute("UPDATE headline SET read = 1, read_when = ? WHERE id = ?", (number(seen), identity))
    return identity


def _facts(headline: Headline) -> tuple[str, str | None, str | None, int | None, str | None, str | None]:
    """Return what the site says of the headline, in the order of the table's columns."""
    return (
        headline.title,
        headline.channel,
        headline.source,
        number(headline.published) if headline.published else None,
        headline.label,
        headline.picture,
    )
