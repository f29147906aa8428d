"""Work on the library itself, when it is time for it: a backup, then what the limits of keeping let go.

The backup comes first, so that what goes is in it. All of it runs in steps, and may break off between two.
"""

import threading
from asyncio import to_thread
from collections.abc import Callable, Generator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Final, TypeVar

from zhonggong_reader.library import Library, Limits, Plan
from zhonggong_reader.settings import Keep

EVERY: Final = {"daily": timedelta(hours=20), "weekly": timedelta(days=7) - timedelta(hours=4)}
"""A little less than the setting says: who reads every day at eight has a backup every day."""
SMALL: Final = 64_000_000
"""Bytes of a file that is rebuilt by itself, so that it can shrink by steps."""
PAUSE: Final = 0.02
"""Seconds between two steps, for others."""

Step = TypeVar("Step")


def limits_of(keep: Keep) -> Limits:
    """Return the limits that the settings say."""
    return Limits(keep.days, keep.articles, keep.megabytes)


class Upkeep:
    """Does what is due, or on request."""

    def __init__(self, library: Library, keep: Keep, now: Callable[[], datetime]) -> None:
        self._library = library
        self._keep = keep
        self._now = now
        self.limits = limits_of(keep)

    async def back_up(self, *, anyway: bool = False) -> bool:
        """Copy the library if that is due, or `anyway`; return whether it was. Raises LibraryError."""
        every = EVERY.get(self._keep.backup)
        if not anyway and (every is None or not await self._is_due("backup", every)):
            return False
        await _in_steps(self._library.back_up())
        await to_thread(self._library.keeping.done, "backup", self._now())
        return True

    async def due(self) -> Plan:
        """Return what the limits let go today; nothing where they were kept today already."""
        if not self.limits or not await self._is_due("clear", EVERY["daily"]):
            return Plan()
        return await to_thread(self._library.keeping.plan, self.limits, self._now())

    async def clear(self) -> Plan:
        """Let go what the limits say, and give the room back to the disk; return what has gone."""
        keeping = self._library.keeping
        gone = await _in_steps(keeping.clear(self.limits, self._now())) or Plan()
        await to_thread(keeping.done, "clear", self._now())
        await self.shrink()
        return gone

    async def shrink(self) -> None:
        """Give free room back to the disk. A small file that cannot do that by steps is rebuilt."""
        keeping = self._library.keeping
        if await to_thread(lambda: keeping.shrinks_by_steps):
            await _in_steps(keeping.shrink())
        elif self._library.path.stat().st_size <= SMALL:
            await to_thread(keeping.rebuild)

    async def _is_due(self, work: str, every: timedelta) -> bool:
        if not self._library.writable:
            return False
        return await to_thread(self._library.keeping.is_due, work, every, self._now())


async def _in_steps(steps: Generator[Step, None, None]) -> Step | None:
    """Take all steps in one thread, with a pause between; return what the last one gave.

    Who cancels it has to wait for the step under way alone.
    """
    stop = threading.Event()

    def take() -> Step | None:
        last: Step | None = None
        with closing(steps):
            for step in steps:
                last = step
                if stop.wait(PAUSE):
                    break
        return last

    try:
        return await to_thread(take)
    finally:
        stop.set()
