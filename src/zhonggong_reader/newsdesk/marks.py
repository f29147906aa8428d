"""What the reader says of articles, for callers that must not wait; how that can be undone.

Wishes are fulfilled in their order, each in a thread: none begins before the one before it is done.
"""

import asyncio
import threading
from asyncio import get_running_loop, to_thread
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import Deed, ListView, Position
from zhonggong_reader.text import Clean

MOST_WAITING: Final = 10_000
"""Marks that wait in memory for a library that cannot be written; the oldest of more are lost."""

Report = Callable[[Deed], object]
"""Is told how far a deed is done."""
_Wish = Callable[[], Deed | None]


class Extent(Struct, frozen=True):
    """Which rows of a list a wish is about."""

    name: Clean
    """What the reader calls the list."""
    reach: Literal["list", "above", "below"]
    row: int
    """The row that they are above or below; it is none of them."""


class Marks:
    """What the reader says of articles: read, starred, how far, and what was opened.

    What cannot be written of a single article (a full disk, another program that writes for long) is
    kept in memory, and written with the next mark; until then each method raises LibraryError, which
    says so.
    """

    def __init__(self, library: Library, now: Callable[[], datetime]) -> None:
        self._marks = library.marks
        self._now = now
        self._waiting: deque[Callable[[], object]] = deque(maxlen=MOST_WAITING)
        self._turns = asyncio.Lock()
        # Who waits may be cancelled while the thread goes on.
        self._thread = threading.Lock()

    async def read(self, ids: Sequence[int], read: bool) -> None:
        """Mark these headlines read or unread."""
        await self._write(partial(self._marks.read, ids, read, self._now()))

    async def starred(self, ids: Sequence[int], starred: bool) -> None:
        """Star these headlines or take their stars away."""
        await self._write(partial(self._marks.starred, ids, starred, self._now()))

    async def opened(self, id_: int) -> None:
        """Remember that the reader has opened an article, which is read by that."""
        await self._write(partial(self._marks.opened, id_, self._now()))

    async def position(self, id_: int, position: Position) -> None:
        """Remember where the reader stands in an article."""
        await self._write(partial(self._marks.position, id_, position))

    async def rows_read(self, ids: Sequence[int], extent: Extent) -> Deed | None:
        """Mark these headlines read, which are rows of a list that is not the library's."""
        read = partial(self._marks.read, name=extent.name, reach=extent.reach)
        return await self._do(partial(read, ids, True, self._now()))

    async def list_read(self, view: ListView, extent: Extent, report: Report) -> Deed | None:
        """Mark rows of a list of the library read."""
        read = partial(self._marks.all_read, name=extent.name, reach=extent.reach, row=extent.row)
        return await self._do(partial(read, view, self._now(), report=_here(report)))

    async def undo(self, report: Report) -> Deed | None:
        """Undo what was done to marks last; return what that was, None where nothing is left."""
        return await self._do(partial(self._marks.undo, _here(report)))

    async def redo(self, report: Report) -> Deed | None:
        """Do again what was undone last."""
        return await self._do(partial(self._marks.redo, _here(report)))

    async def settle(self) -> None:
        """Write what is waiting."""
        await self._do(lambda: None)

    async def _write(self, mark: Callable[[], object]) -> None:
        self._waiting.append(mark)
        await self.settle()

    async def _do(self, wish: _Wish) -> Deed | None:
        async with self._turns:
            return await to_thread(self._do_here, wish)

    def _do_here(self, wish: _Wish) -> Deed | None:
        """Write what is waiting, then do what is wished."""
        with self._thread:
            while self._waiting:
                try:
                    self._waiting[0]()
                except LibraryError as error:
                    said = tr("{what}，标记先记在内存里，会再写", what=error.what)
                    raise LibraryError(said, error.hint) from error
                self._waiting.popleft()
            return wish()


def _here(report: Report) -> Report:
    """Return what calls `report` in the thread of the running loop, from any other."""
    loop = get_running_loop()
    return lambda deed: loop.call_soon_threadsafe(report, deed)
