"""The library's lists and marks for callers that must not wait: each call runs in a thread."""

from asyncio import to_thread
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Final, Literal, Protocol

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import ListedHeadline, ListView, Position, Shelf

MOST_WAITING: Final = 10_000
"""Marks that wait in memory for a library that cannot be written; the oldest of more are lost."""


class Lists(Protocol):
    """Lists of headlines by row number, wherever they come from."""

    async def open(self, shelf: Shelf) -> ListView:
        """Return `shelf` as it stands now."""
        ...

    async def page(self, view: ListView, start: int, limit: int) -> list[ListedHeadline]:
        """Return at most `limit` rows of `view` from row `start` on."""
        ...

    async def row_of(self, view: ListView, id_: int) -> int | None:
        """Return the row in which the headline stands; None where it is not in the view."""
        ...

    async def arrived(self, view: ListView) -> int:
        """Return how many headlines the shelf has gained since the view was opened."""
        ...

    async def next_unread(self, view: ListView, row: int, step: Literal[1, -1]) -> int | None:
        """Return the first unread row beyond `row` in the direction of `step`."""
        ...


class Shelves:
    """Lists of headlines by row number; see `library.headlines` for what each answer means."""

    def __init__(self, library: Library) -> None:
        self._headlines = library.headlines

    async def open(self, shelf: Shelf) -> ListView:
        """Return `shelf` as it stands now."""
        return await to_thread(self._headlines.open, shelf)

    async def page(self, view: ListView, start: int, limit: int) -> list[ListedHeadline]:
        """Return at most `limit` rows of `view` from row `start` on."""
        return await to_thread(self._headlines.page, view, start, limit)

    async def row_of(self, view: ListView, id_: int) -> int | None:
        """Return the row in which the headline stands; None where it is not in the view."""
        return await to_thread(self._headlines.row_of, view, id_)

    async def arrived(self, view: ListView) -> int:
        """Return how many headlines the shelf has gained since the view was opened."""
        return await to_thread(self._headlines.arrived, view)

    async def next_unread(self, view: ListView, row: int, step: Literal[1, -1]) -> int | None:
        """Return the first unread row beyond `row` in the direction of `step`."""
        return await to_thread(self._headlines.next_unread, view, row, step)


class Marks:
    """What the reader says of articles: read, starred, how far.

    What cannot be written (a full disk, another program that writes for long) is kept in memory, and
    written with the next mark; until then each method raises LibraryError, which says so.
    """

    def __init__(self, library: Library, now: Callable[[], datetime]) -> None:
        self._marks = library.marks
        self._now = now
        self._waiting: deque[Callable[[], object]] = deque(maxlen=MOST_WAITING)
        self._lock = Lock()

    async def read(self, ids: Sequence[int], read: bool) -> None:
        """Mark these headlines read or unread."""
        await self._write(partial(self._marks.read, ids, read, self._now()))

    async def starred(self, ids: Sequence[int], starred: bool) -> None:
        """Star these headlines or take their stars away."""
        await self._write(partial(self._marks.starred, ids, starred, self._now()))

    async def position(self, id_: int, position: Position) -> None:
        """Remember where the reader stands in an article."""
        await self._write(partial(self._marks.position, id_, position))

    async def settle(self) -> None:
        """Write what is waiting."""
        await to_thread(self._settle)

    async def _write(self, mark: Callable[[], object]) -> None:
        self._waiting.append(mark)
        await self.settle()

    def _settle(self) -> None:
        with self._lock:
            while self._waiting:
                try:
                    self._waiting[0]()
                except LibraryError as error:
                    said = tr("{what}，标记先记在内存里，会再写", what=error.what)
                    raise LibraryError(said, error.hint) from error
                self._waiting.popleft()
