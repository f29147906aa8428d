"""How a headline enters the library: from a channel's list, an opened article or an import.

Works inside the transaction of whoever calls.
"""

from datetime import datetime

import apsw

from zhonggong_reader.library.rows import number
from zhonggong_reader.library.store import one
from zhonggong_reader.model import Article, Headline


def enlist(db: apsw.Connection, shelf: int, headline: int) -> bool:
    """Put the headline into the channel's list; return whether it was not there yet."""
    db.execute(
        "INSERT INTO listing (shelf, headline, time, read, starred, kept)"
        " SELECT ?, id, time, read, starred, kept FROM headline WHERE id = ?"
        " ON CONFLICT (headline, shelf) DO NOTHING",
        (shelf, headline),
    )
    return db.changes() > 0


def take_in(db: apsw.Connection, headline: Headline, seen: int) -> int:
    """Insert the headline or bring it up to date; return its id.

    What is known and not said this time stays. `seen` is in microseconds.
    """
    published = number(headline.published) if headline.published else None
    facts = (
        headline.title,
        headline.channel,
        headline.source,
        published,
        headline.label,
        headline.picture,
    )
    row = one(
        db,
        "SELECT id, title, channel, source, published, label, picture FROM headline WHERE address = ?",
        (headline.address,),
    )
    if row is None:
        return _insert(db, headline, seen)
    identity: int = row[0]
    merged = tuple(old if new is None else new for new, old in zip(facts, row[1:], strict=True))
    if merged != row[1:]:
        db.execute(
            "UPDATE headline SET title = ?, channel = ?, source = ?, published = ?, label = ?, picture = ?"
            " WHERE id = ?",
            (*merged, identity),
        )
    return identity


def _insert(db: apsw.Connection, headline: Headline, seen: int) -> int:
    """Insert a headline that is not there yet; return its id."""
    published = number(headline.published) if headline.published else None
    db.execute(
        "INSERT INTO headline (address, title, channel, source, published, label, picture, seen, time)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            headline.address,
            headline.title,
            headline.channel,
            headline.source,
            published,
            headline.label,
            headline.picture,
            seen,
            seen if published is None else published,
        ),
    )
    return db.last_insert_rowid()


def take_in_article(db: apsw.Connection, article: Article, seen: datetime) -> int:
    """Return the id of the article's headline, made or completed by what the article says.

    What a list has said stays: its times have seconds, and its words are those of the row that
    the reader chose.
    """
    published = number(article.published) if article.published else None
    row = one(db, "SELECT id FROM headline WHERE address = ?", (article.address,))
    if row:
        identity: int = row[0]
        db.execute(
            "UPDATE headline SET channel = coalesce(channel, ?), source = coalesce(source, ?),"
            " published = coalesce(published, ?) WHERE id = ?",
            (article.channel, article.source, published, identity),
        )
        return identity
    identity = insert(
        db,
        Headline(
            address=article.address,
            title=article.title,
            channel=article.channel,
            source=article.source,
            published=article.published,
        ),
        number(seen),
    )
    channel = one(db, "SELECT id FROM channel WHERE name = ? ORDER BY place LIMIT 1", (article.channel,))
    if channel:
        enlist(db, channel[0], identity)
    return identity
