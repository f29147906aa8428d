"""Marks are given and taken away here, and each time it is noted what was changed, so that it can be undone.

Works inside the transaction of whoever calls. A deed of any length is done part by part, each in a
transaction of its own. What was done last is undone first, whichever program did it; what is undone
can be done again until something else is done.
"""

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import apsw
import msgspec
from msgspec.structs import replace

from zhonggong_reader.library.rows import number
from zhonggong_reader.library.store import one
from zhonggong_reader.model import Deed
from zhonggong_reader.text import Clean

BATCH: Final = 4_000
"""Headlines in a part, during which nobody else can write: about a second of a busy machine at most."""
PARTS: Final = 500
"""Parts that are kept; the oldest deeds go first."""

# $MARK is the column of the mark; that of when it was given is named after it.
DIFFERENT: Final = """
SELECT id, $MARK_when FROM headline WHERE id IN (SELECT value FROM json_each(?)) AND $MARK <> ?
"""
CHANGE: Final = """
UPDATE headline SET $MARK = ?, $MARK_when = ? WHERE id IN (SELECT value ->> 0 FROM json_each(?))
"""
PART_TO_UNDO: Final = """
SELECT number, entries, mark, given, reach, name, time, safe FROM deed_part JOIN deed ON id = deed
WHERE deed = ? AND NOT undone ORDER BY number DESC LIMIT 1
"""
PART_TO_REDO: Final = """
SELECT number, entries, mark, given, reach, name, time, safe FROM deed_part JOIN deed ON id = deed
WHERE deed = ? AND undone ORDER BY number LIMIT 1
"""
UNDO: Final = """
UPDATE headline SET $MARK = ?, $MARK_when = entry.value ->> 1
FROM json_each(?) AS entry WHERE headline.id = entry.value ->> 0 AND headline.id <= ? AND $MARK <> ?1
"""
REDO: Final = """
UPDATE headline SET $MARK = ?, $MARK_when = ?
WHERE id IN (SELECT value ->> 0 FROM json_each(?)) AND id <= ? AND $MARK <> ?1
"""


def add(
    db: apsw.Connection, deed: Deed, ids: Sequence[int], when: datetime, under: int | None = None
) -> tuple[int | None, int]:
    """Give the mark of `deed` to these headlines, or take it away; return its id and how many changed.

    `under` is the id that the first part of the same deed has returned. The id is None where nothing
    has been changed yet.
    """
    different: list[Any] = db.execute(
        _of(DIFFERENT, deed), (msgspec.json.encode(ids).decode(), deed.given)
    ).fetchall()
    if not different:
        return under, 0
    if under is None:
        under = _begin(db, deed, different[0][0], number(when))
    entries = msgspec.json.encode(different).decode()
    db.execute(_of(CHANGE, deed), (deed.given, number(when) if deed.given else None, entries))
    db.execute(
        "INSERT INTO deed_part (deed, number, entries)"
        " SELECT ?1, coalesce(max(number) + 1, 0), ?2 FROM deed_part WHERE deed = ?1",
        (under, zlib.compress(entries.encode(), 1)),
    )
    _forget_old(db)
    return under, len(different)


def stands(db: apsw.Connection, identity: int) -> bool:
    """Tell whether nobody has undone the deed, or a part of it."""
    sql = "SELECT min(NOT undone) FROM deed_part WHERE deed = ?"
    return bool(one(db, sql, (identity,))[0])


def next_to_undo(db: apsw.Connection) -> int | None:
    """Return the id of the deed that was done last; None where nothing is left to undo."""
    found: int | None = one(db, "SELECT max(deed) FROM deed_part WHERE NOT undone")[0]
    return found


def next_to_redo(db: apsw.Connection) -> int | None:
    """Return the id of the deed that was undone last; None where nothing is left to do again."""
    found: int | None = one(db, "SELECT min(deed) FROM deed_part WHERE undone")[0]
    return found


def undo(db: apsw.Connection, identity: int) -> Deed | None:
    """Undo the last part of the deed that is not undone; None where there is none.

    Returns what the deed was, with how many articles have their old mark back. What is not in the
    library any more, or has the mark already, is passed over.
    """
    part = _part(db, PART_TO_UNDO, identity)
    if part is None:
        return None
    at, deed, entries, _, safe = part
    db.execute(_of(UNDO, deed), (not deed.given, entries, safe))
    return _turned(db, identity, at, deed, undone=True)


def redo(db: apsw.Connection, identity: int) -> Deed | None:
    """Do the first part of the deed again that is undone; answers as `undo` does."""
    part = _part(db, PART_TO_REDO, identity)
    if part is None:
        return None
    at, deed, entries, time, safe = part
    db.execute(_of(REDO, deed), (deed.given, time if deed.given else None, entries, safe))
    return _turned(db, identity, at, deed, undone=False)


def _begin(db: apsw.Connection, deed: Deed, first: int, time: int) -> int:
    """Note the deed itself; what was undone before it cannot be done again."""
    db.execute("DELETE FROM deed_part WHERE undone")
    db.execute("DELETE FROM deed WHERE id NOT IN (SELECT deed FROM deed_part)")
    name = deed.name
    if name is None and deed.reach == "one":
        name = one(db, "SELECT title FROM headline WHERE id = ?", (first,))[0]
    db.execute(
        "INSERT INTO deed (mark, given, reach, name, time) VALUES (?, ?, ?, ?, ?)",
        (deed.mark, deed.given, deed.reach, name, time),
    )
    return db.last_insert_rowid()


def _forget_old(db: apsw.Connection) -> None:
    """Let the oldest deeds go, never the newest one."""
    oldest = one(db, "SELECT deed FROM deed_part ORDER BY deed DESC LIMIT 1 OFFSET ?", (PARTS - 1,))
    if oldest:
        db.execute("DELETE FROM deed WHERE id < ?", oldest)


def _part(db: apsw.Connection, sql: str, identity: int) -> tuple[int, Deed, str, int, int] | None:
    """Return the part whose turn it is: number, deed, entries, when the deed was done, its safe ids."""
    row: Any = one(db, sql, (identity,))
    if row is None:
        return None
    at, entries, mark, given, reach, name, time, safe = row
    deed = Deed(mark=mark, given=bool(given), reach=reach, name=None if name is None else Clean(name))
    return at, deed, zlib.decompress(entries).decode(), time, safe


def _turned(db: apsw.Connection, identity: int, at: int, deed: Deed, *, undone: bool) -> Deed:
    """Note that a part is undone or done again, right behind the statement that has done so."""
    articles = db.changes()
    db.execute("UPDATE deed_part SET undone = ? WHERE deed = ? AND number = ?", (undone, identity, at))
    return replace(deed, articles=articles)


def _of(sql: str, deed: Deed) -> str:
    return sql.replace("$MARK", deed.mark)
