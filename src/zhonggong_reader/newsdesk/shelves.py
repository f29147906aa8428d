"""The library's lists and marks for callers that must not wait: each call runs in a thread."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, Protocol

from zhonggong_reader.library import Library
from zhonggong_reader.model import ListedHeadline, ListView, Position, Shelf


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
    """What the reader says of articles: read, starred, how far."""

    def __init__(self, library: Library, now: Callable[[], datetime]) -> None:
        self._marks = library.marks
        self._now = now

    async def read(self, ids: Sequence[int], read: bool) -> None:
        """Mark these headlines read or unread."""
        await to_thread(self._marks.read, ids, read, self._now())

    async def starred(self, ids: Sequence[int], starred: bool) -> None:
        """Star these headlines or take their stars away."""
        await to_thread(self._marks.starred, ids, starred, self._now())

    async def position(self, id_: int, position: Position) -> None:
        """Remember where the reader stands in an article."""
        await to_thread(self._marks.position, id_, position)
