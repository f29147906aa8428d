"""Time: whose turn it is to ask, and how long one fetch may keep the wire busy.

All waiting of this room happens in `Pace.turn`, through the clock that it is given.
"""

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final, Protocol

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr

JITTER: Final = 0.5
"""The gap between two requests is the pause and at most this part of it more."""
PATIENCE: Final = 30.0
"""Seconds: a longer rest is not sat out, the reader of news is told of it instead."""

_DICE = random.SystemRandom()


class Clock(Protocol):
    """Where the time comes from, and who waits for it to pass."""

    def monotonic(self) -> float:
        """Return seconds from some fixed moment."""
        ...

    def utc(self) -> datetime:
        """Return the date and time, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        ...


class SystemClock:
    """The machine's clock and the event loop's sleep."""

    def monotonic(self) -> float:
        """Return seconds from some fixed moment."""
        return time.monotonic()

    def utc(self) -> datetime:
        """Return the date and time, aware, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        await asyncio.sleep(seconds)


class Pace:
    """Hands out turns to ask, `pause` seconds or a little more apart.

    Who is cancelled while waiting takes no turn away from the others.
    """

    def __init__(self, pause: float, clock: Clock) -> None:
        self._pause = pause
        self._clock = clock
        self._free = -math.inf

    async def turn(self) -> None:
        """Wait until it is polite to ask. Raises FetchError where that is beyond PATIENCE."""
        # Again and again, because another may have taken the turn, or been told to rest, meanwhile.
        while (wait := self._free - self._clock.monotonic()) > 0:
            if wait > PATIENCE:
                raise FetchError(
                    tr("网站太忙，要求暂停访问"), tr("请在 {spoken}后再试", spoken=_spoken(wait))
                )
            await self._clock.sleep(wait)
        self._free = self._clock.monotonic() + self._pause * _DICE.uniform(1, 1 + JITTER)

    def rest(self, seconds: float) -> None:
        """Let nobody have a turn for the next `seconds`."""
        self._free = max(self._free, self._clock.monotonic() + seconds)


class Budget:
    """The seconds that one fetch may spend on the wire, all its redirects and tries together.

    Waiting for a turn costs nothing: a long queue is no fault of the server.
    """

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._left = seconds
        self._clock = clock

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Spend what the block takes; TimeoutError as soon as nothing is left."""
        started = self._clock.monotonic()
        try:
            async with asyncio.timeout(max(self._left, 0)):
                yield
        finally:
            self._left -= self._clock.monotonic() - started


def _spoken(seconds: float) -> str:
    # Rounded: who comes half a minute too early is within PATIENCE.
    return (
        tr("{seconds} 秒", seconds=round(seconds))
        if seconds <= 90
        else tr("{seconds} 分钟", seconds=round(seconds / 60))
    )
