"""The reader's own marks: read, starred, where one stood. Every change of a mark passes here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from zhonggong_reader.library.rows import fill, number, shelf_id
from zhonggong_reader.library.store import Store
from zhonggong_reader.model import ListView, Position, Shelf

ALL_READ: Final = """
UPDATE headline SET read = 1, read_when = ? WHERE id IN (
  SELECT headline FROM listing INDEXED BY $INDEX WHERE shelf = ? AND +id <= ? $FLAGS
)
"""


class Marks:
    """Writes marks. Ids that are not in the library are passed over."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, ids: Iterable[int], read: bool, when: datetime) -> None:
        """Mark the headlines as read or unread."""
        values = [(read, number(when) if read else None, identity, read) for identity in ids]
        with self._store.writing() as db:
            db.executemany("UPDATE headline SET read = ?, read_when = ? WHERE id = ? AND read <> ?", values)

    def starred(self, ids: Iterable[int], starred: bool, when: datetime) -> None:
        """Star the headlines or take their stars away."""
        values = [(starred, number(when) if starred else None, identity, starred) for identity in ids]
        with self._store.writing() as db:
            db.executemany(
                "UPDATE headline SET starred = ?, starred_when = ? WHERE id = ? AND starred <> ?", values
            )

    def position(self, identity: int, position: Position) -> None:
        """Keep where the reader stands in the article."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE headline SET block = ?, offset = ? WHERE id = ?",
                (position.block, position.offset, identity),
            )

    def all_read(self, of: Shelf | ListView, when: datetime) -> int:
        """Mark everything in a list as read; return how many were not.

        Of a view only what it shows: what has arrived since stays unread.
        """
        shelf, mark = (of.shelf, of.mark) if isinstance(of, ListView) else (of, 2**63 - 1)
        unread = Shelf(shelf.channel, unread=True, starred=shelf.starred)
        with self._store.writing() as db:
            db.execute(fill(ALL_READ, unread), (number(when), shelf_id(db, shelf.channel), mark))
            return db.changes()
