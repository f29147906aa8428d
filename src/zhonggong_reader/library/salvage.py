"""What SQLite can still reach of a broken library beside its articles.

Channels, headlines with the reader's marks and places, lists, the reading history, saved searches, issues
of the newspaper, earlier texts, pages as they came, and what keeping the library small had cleared. Nothing
but the last bytes of articles has a checksum, so the rest is believed as far as it makes sense, and taken
only where the tree of pages leads to it: the site names it all again. What was done to marks, for undoing
it, is not taken along: it names headlines by numbers that they have no more.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

import apsw

from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.library.channels import Channels
from zhonggong_reader.library.intake import enlist, take_in
from zhonggong_reader.library.rows import moment
from zhonggong_reader.library.sealed import intact
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import BEIJING, Channel, Headline
from zhonggong_reader.queries import parse
from zhonggong_reader.text import clean_line

BATCH: Final = 500
"""Rows that are written in one transaction."""
_JUMPS: Final = 40
"""How often in a row a broken place is jumped over, each time twice as far."""

_PAPER_PAGE: Final = ("day", "number", "name", "address", "pdf", "fetched", "failed", "failure")
_FACTS: Final = ("title", "channel", "source", "published", "label", "picture", "seen")
_OURS: Final = (
    *("read", "read_when", "starred", "starred_when", "block", "offset", "changed", "withdrawn"),
    *("failed", "failure"),
)
_MARKS: Final = """
UPDATE headline SET read = max(read, ?), read_when = coalesce(?, read_when), starred = max(starred, ?),
  starred_when = coalesce(?, starred_when), block = coalesce(?, block), offset = coalesce(?, offset),
  changed = ?, withdrawn = ?, failed = iif(kept, NULL, ?), failure = iif(kept, NULL, ?)
WHERE id = ?
"""
_FIRST: Final = -(2**63)
_KEYS: Final = {
    "opened": "t.headline",
    "page": "t.headline",
    "cleared": "t.address",
    "paper_page": "t.day, t.number",
    "paper_article": "t.day, t.number",
}
_NO_SENSE: Final = (
    apsw.ConstraintError,
    apsw.MismatchError,
    OverflowError,
    TypeError,
    ValueError,
    InputError,
)
_OPENED: Final = """
INSERT INTO opened (headline, time) VALUES (?, ?)
ON CONFLICT (headline) DO UPDATE SET time = max(time, excluded.time)
"""

_Row = tuple[Any, ...]
_Write = Callable[[apsw.Connection, _Row], None]


def salvage(broken: Store, into: Store) -> int:
    """Take over what can be reached; return how many headlines. Raises LibraryError where `into` fails."""
    shelves = _channels(broken, into) | _saved(broken, into)

    def listed(db: apsw.Connection, row: _Row) -> None:
        shelf, address, time = row
        identity = _known(db, address)
        if shelf in shelves:
            enlist(db, shelves[shelf], identity)
        elif shelf == -1:
            db.execute(_OPENED, (identity, time))

    count = _take(broken, into, "headline", ("address", *_FACTS, *_OURS), _headline)
    for table, columns, write in (
        ("listing", ("shelf", "@address", "time"), listed),
        ("opened", ("@address", "time"), _opened),
        ("edition", ("@address", "content", "sha256", "fetched", "replaced"), _edition),
        ("page", ("@address", "address", "body", "sha256", "content_type", "fetched"), _page),
        ("cleared", ("address", "read", "time"), _cleared),
        ("paper_page", _PAPER_PAGE, _paper_page),
        ("paper_article", ("day", "number", "place", "@address"), _paper_article),
    ):
        _take(broken, into, table, columns, write)
    return count


def _channels(broken: Store, into: Store) -> dict[int, int]:
    """Take over the menu; return the new number of each old channel."""
    rows = sorted(_rows(broken, "channel", ("place", "id", "slug", "name", "address")), key=_place)
    found = {row[1]: _channel(*row[2:]) for row in rows}
    channels = {old: channel for old, channel in found.items() if channel}
    Channels(into).save(list({channel.slug: channel for channel in channels.values()}.values()))
    with into.reading() as db:
        new: dict[str, int] = dict(list(db.execute("SELECT slug, id FROM channel")))
    return {old: new[channel.slug] for old, channel in channels.items()}


def _place(row: _Row) -> int:
    return row[0] if isinstance(row[0], int) else 0


def _channel(slug: object, name: object, address: object) -> Channel | None:
    try:
        return Channel(_text(slug), clean_line(_text(name)), _address(address))
    except ValueError:
        return None


def _saved(broken: Store, into: Store) -> dict[int, int]:
    """Take over saved searches; return the new number of each old one."""
    new: dict[int, int] = {}

    def write(db: apsw.Connection, row: _Row) -> None:
        identity, name, query, filled = row
        db.execute("INSERT INTO shelf DEFAULT VALUES")
        db.execute(
            "INSERT INTO saved (id, name, query, filled) VALUES (?, ?, ?, ?)",
            (db.last_insert_rowid(), clean_line(_text(name)), str(parse(_text(query))), filled),
        )
        new[identity] = one(db, "SELECT max(id) FROM saved")[0]

    _take(broken, into, "saved", ("id", "name", "query", "filled"), write)
    return new


def _headline(db: apsw.Connection, row: _Row) -> None:
    address, title, channel, source, published, label, picture, seen, *ours = row
    headline = Headline(
        address=_address(address),
        title=clean_line(bytes(title).decode("utf-8", "replace")),
        channel=None if channel is None else clean_line(_text(channel)),
        source=None if source is None else clean_line(_text(source)),
        published=None if published is None else moment(published, BEIJING),
        label=None if label is None else clean_line(_text(label)),
        picture=None if picture is None else _address(picture),
    )
    if not headline.title:
        raise ValueError(address)
    identity = take_in(db, headline, moment(seen))
    *marks, failure = ours
    db.execute(_MARKS, (*marks, None if failure is None else clean_line(_text(failure)), identity))


def _opened(db: apsw.Connection, row: _Row) -> None:
    db.execute(_OPENED, (_known(db, row[0]), row[1]))


def _edition(db: apsw.Connection, row: _Row) -> None:
    address, content, digest, *times = row
    if not intact(content, digest):
        raise ValueError(address)
    db.execute(
        "INSERT INTO edition (headline, content, sha256, fetched, replaced) VALUES (?, ?, ?, ?, ?)",
        (_known(db, address), content, digest, *times),
    )


def _page(db: apsw.Connection, row: _Row) -> None:
    headline, address, body, digest, content_type, fetched = row
    if not intact(body, digest):
        raise ValueError(address)
    db.execute(
        "INSERT INTO page (headline, address, body, sha256, content_type, fetched) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(_known(db, headline), _address(address), body, digest),
            *(None if content_type is None else _text(content_type), fetched),
        ),
    )


def _cleared(db: apsw.Connection, row: _Row) -> None:
    db.execute("INSERT INTO cleared (address, read, time) VALUES (?, ?, ?)", row)


def _paper_page(db: apsw.Connection, row: _Row) -> None:
    day, number, name, address, pdf, fetched, failed, failure = row
    db.execute(
        "INSERT INTO paper_page (day, number, name, address, pdf, fetched, failed, failure)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(_day(day), number, None if name is None else clean_line(_text(name)), _address(address)),
            *(None if pdf is None else _address(pdf), fetched, failed),
            None if failure is None else clean_line(_text(failure)),
        ),
    )


def _paper_article(db: apsw.Connection, row: _Row) -> None:
    day, number, place, address = row
    db.execute(
        "INSERT INTO paper_article (day, number, place, headline) VALUES (?, ?, ?, ?)",
        (_day(day), number, place, _known(db, address)),
    )


def _known(db: apsw.Connection, address: object) -> int:
    """Return the id of the headline in the new library; raises ValueError where it has none."""
    row = one(db, "SELECT id FROM headline WHERE address = ?", (_address(address),))
    if row is None:
        raise ValueError(address)
    identity: int = row[0]
    return identity


def _text(stored: object) -> str:
    """Return what is a text; raises ValueError for what is none."""
    if not isinstance(stored, bytes):
        raise ValueError(stored)
    return stored.decode()


def _address(stored: object) -> str:
    text = _text(stored)
    if not text.startswith(("http://", "https://")) or not text.isascii() or not text.isprintable():
        raise ValueError(text)
    return text


def _day(stored: object) -> str:
    return date.fromisoformat(_text(stored)).isoformat()


def _take(broken: Store, into: Store, table: str, columns: Sequence[str], write: _Write) -> int:
    """Write the rows of `table`, a batch a transaction; return how many.

    A row that makes no sense, or that the new library has already, is passed over.
    """
    rows, count = _rows(broken, table, columns), 0
    while batch := list(islice(rows, BATCH)):
        with into.writing() as db:
            for row in batch:
                try:
                    with db:  # all of the row, or nothing of it
                        write(db, row)
                except _NO_SENSE:
                    continue
                count += 1
    return count


def _rows(broken: Store, table: str, columns: Sequence[str]) -> Iterator[_Row]:
    """Give `columns` of each row, in the order of the table's key; what is broken is jumped over.

    `@address` is the address of the row's headline. Texts come as bytes, so that a spoilt one stops
    nothing.
    """
    key = _KEYS.get(table, "id")
    reached, jumps = _FIRST, 0
    while jumps < _JUMPS:
        try:
            with broken.reading() as db:
                known = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
                names = ", ".join(_column(name, known) for name in columns)
                sql = f"SELECT {key}, {names} FROM {table} AS t"  # noqa: S608 - our own names
                if "," in key:  # a table without numbers is read as far as it goes
                    for row in db.execute(sql.replace(key, "0")):
                        yield row[1:]
                    return
                sql += f" WHERE {key} > ? ORDER BY {key}"
                for row in db.execute(sql, (reached + 2**jumps - 1,)):
                    if not isinstance(row[0], int) or row[0] <= reached:
                        return  # a broken tree of pages may lead in a circle
                    reached, jumps = row[0], 0
                    yield row[1:]
                return
        except LibraryError:
            if "," in key:
                return
            reached = max(reached, 0)
            jumps += 1


def _column(name: str, known: set[str]) -> str:
    """Return what reads a column; one that an older library does not have is NULL."""
    if name == "@address":
        return "(SELECT CAST(h.address AS BLOB) FROM headline AS h WHERE h.id = t.headline)"
    if name not in known:
        return "NULL"
    return f"iif(typeof(t.{name}) = 'text', CAST(t.{name} AS BLOB), t.{name})"
