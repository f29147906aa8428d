"""Rows of the library to values and back: times, headlines, shelves. Pure."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

import apsw

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.library.store import one
from zhonggong_reader.model import BEIJING, Headline, ListedHeadline, Shelf
from zhonggong_reader.text import Clean, clean_line

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_EARLIEST: Final = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LATEST: Final = (datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH) // _MICROSECOND

HEADLINE: Final = "h.address, h.title, h.channel, h.source, h.published, h.label, h.picture"
"""Columns that `headline()` takes, of `headline AS h`."""
_IS_WATCHED: Final = "EXISTS (SELECT 1 FROM listing AS w WHERE w.headline = h.id AND w.shelf = -2)"
LISTED: Final = (
    f"h.id, h.read, h.starred, h.kept, h.changed, h.withdrawn, h.failure, {HEADLINE}, {_IS_WATCHED}"
)
"""Columns that `listed()` takes, of `headline AS h`; texts stand before what has a FROM of its own."""

_TEXTS: Final = re.compile(
    r"\b(?:h\.)?(?:address|title|channel|source|label|picture|failure|slug|name|query|reason|pdf)\b(?!\.)"
)
"""Columns that hold texts, as the queries of the library name them."""

_HISTORY: Final = -1
"""Id of the shelf that holds the reading history."""
WATCHED: Final = -2
"""Id of the shelf that holds the headlines with watched words."""

_PLAIN: Final = Shelf()
_VARIANTS: Final = {
    (False, False): ("listing_all", "", "articles"),
    (True, False): ("listing_unread", "AND listing.read = 0", "unread"),
    (False, True): ("listing_starred", "AND listing.starred = 1", "starred"),
    (True, True): (
        "listing_starred_unread",
        "AND listing.starred = 1 AND listing.read = 0",
        "starred_unread",
    ),
}


def fill(sql: str, shelf: Shelf = _PLAIN) -> str:
    """Return `sql` with its names in capitals replaced by columns, and by what fits the kind of `shelf`.

    `$INDEX` is the index that serves the kind, `$FLAGS` the conditions that make it (they begin
    with AND), `$COUNT` the column of `shelf` that counts it.
    """
    index, flags, count = _VARIANTS[shelf.unread, shelf.starred]
    return (
        sql.replace("$LISTED", LISTED)
        .replace("$HEADLINE", HEADLINE)
        .replace("$INDEX", index)
        .replace("$FLAGS", flags)
        .replace("$COUNT", count)
    )


def select(db: apsw.Connection, sql: str, bindings: Sequence[str | int | None] = ()) -> list[Any]:
    """Return the rows of `sql`, also where a text in one of them is spoilt and cannot be decoded.

    Texts come as bytes then, as `text()`, `headline()` and `listed()` take them: a spoilt one keeps no
    other row from the reader.
    """
    try:
        return db.execute(sql, bindings).fetchall()
    except UnicodeDecodeError:
        columns, words, rest = sql.partition("FROM")
        return db.execute(_TEXTS.sub(r"CAST(\g<0> AS BLOB)", columns) + words + rest, bindings).fetchall()


def text(stored: str | bytes) -> Clean:
    """Return a text that was cleaned before it was stored; what is left of a spoilt one."""
    if isinstance(stored, str):
        return Clean(stored)
    # In a damaged file a value may be of any type.
    return clean_line(stored.decode("utf-8", "replace")) if isinstance(stored, bytes) else Clean("")


def maybe_text(stored: str | bytes | None) -> Clean | None:
    """Return what `text` does; None for NULL."""
    return None if stored is None else text(stored)


def number(when: datetime) -> int:
    """Return `when` as the library stores it: microseconds since 1970, UTC."""
    return (when - _EPOCH) // _MICROSECOND


def moment(stored: int, zone: tzinfo = UTC) -> datetime:
    """Return the time that `number()` gave; what no calendar holds is brought to its ends."""
    within = max(_EARLIEST, min(stored, _LATEST)) if isinstance(stored, int) else 0
    return (_EPOCH + timedelta(microseconds=within)).astimezone(zone)


def address_hash(address: str) -> int:
    """Return 64 bits that stand for an address where it need not be known any more."""
    import hashlib  # noqa: PLC0415 - for what is written

    return int.from_bytes(hashlib.sha256(address.encode()).digest()[:8], "big", signed=True)


def maybe_moment(stored: int | None) -> datetime | None:
    """Return the time that `number()` gave, in UTC; None for NULL."""
    return None if stored is None else moment(stored)


def named(id_or_address: int | str) -> tuple[str, int | str]:
    """Return the condition that finds `headline AS h` by id or address, and the value to bind."""
    if isinstance(id_or_address, str):
        return "WHERE h.address = ?", id_or_address
    # Numbers beyond these cannot be bound, and these are nobody's.
    return "WHERE h.id = ?", max(-(2**63), min(id_or_address, 2**63 - 1))


def headline(row: tuple[Any, ...]) -> Headline:
    """Return the headline out of the columns HEADLINE."""
    address, title, channel, source, published, label, picture = row
    return Headline(
        address=text(address),
        title=text(title),
        channel=maybe_text(channel),
        source=maybe_text(source),
        published=None if published is None else moment(published, BEIJING),
        label=maybe_text(label),
        picture=maybe_text(picture),
    )


def listed(row: tuple[Any, ...]) -> ListedHeadline:
    """Return the row of a list out of the columns LISTED."""
    return ListedHeadline(
        id=row[0],
        headline=headline(row[7:14]),
        read=bool(row[1]),
        starred=bool(row[2]),
        cached=bool(row[3]),
        changed=maybe_moment(row[4]),
        withdrawn=maybe_moment(row[5]),
        failure=maybe_text(row[6]),
        watched=bool(row[14]),
    )


def shelf_of(connection: apsw.Connection, shelf: Shelf) -> int:
    """Return the id under which the headlines of `shelf` are listed. Raises InputError as `shelf_id` does."""
    if shelf.history:
        return _HISTORY
    return WATCHED if shelf.watched else shelf_id(connection, shelf.channel)


def shelf_id(connection: apsw.Connection, slug: str | None) -> int:
    """Return the id of the shelf of the channel `slug`; of the whole library for None.

    Raises InputError where there is no such channel.
    """
    if slug is None:
        return 0
    row = one(
        connection,
        "SELECT id FROM channel WHERE slug = ?1 UNION SELECT id FROM saved WHERE 'search:' || id = ?1",
        (slug,),
    )
    if row is None:
        raise InputError(tr("书库里没有“{slug}”这个频道", slug=slug))
    identity: int = row[0]
    return identity
