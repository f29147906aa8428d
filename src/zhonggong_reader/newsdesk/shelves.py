"""The library's lists for callers that must not wait: each call runs in a thread."""

from asyncio import to_thread
from typing import Literal, Protocol

from zhonggong_reader.library import Library
from zhonggong_reader.model import Deed, ListedHeadline, ListView, Shelf
from zhonggong_reader.newsdesk.marks import Extent, Marks, Report


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

    async def mark_read(self, view: ListView, extent: Extent, report: Report) -> Deed | None:
        """Mark rows of the view as read; return what was done, None where nothing was to do."""
        ...


class Shelves:
    """Lists of headlines by row number; see `library.headlines` for what each answer means."""

    def __init__(self, library: Library, marks: Marks) -> None:
        self._headlines = library.headlines
        self._marks = marks

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

    async def mark_read(self, view: ListView, extent: Extent, report: Report) -> Deed | None:
        """Mark rows of the view as read; return what was done, None where nothing was to do."""
        return await self._marks.list_read(view, extent, report)

    async def find(self, id_or_address: int | str) -> ListedHeadline | None:
        """Return a headline with its marks; None where the library has it no more."""
        return await to_thread(self._headlines.find, id_or_address)
