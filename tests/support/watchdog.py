"""Watches an event loop: which of its turns took long, and what they did."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

LIMIT = 0.05
"""Seconds of the processor that one turn may take: what a reader begins to feel."""


@dataclass(frozen=True)
class Slow:
    """A turn of the loop that took long."""

    seconds: float
    """Of the processor: how busy the machine is besides does not count."""
    what: str

    def __str__(self) -> str:
        return f"{self.seconds * 1000:.0f} ms in {self.what}"


class Turns(list[Slow]):
    """The turns that took long; and the one that took longest by the clock."""

    by_the_clock: Slow | None = None
    """Its seconds are those on the wall: on a busy machine they tell of that as well."""

    def note(self, handle: asyncio.Handle, seconds: float) -> None:
        """Keep a turn that took longer by the clock than those before."""
        if self.by_the_clock is None or seconds > self.by_the_clock.seconds:
            what = _named(handle)
            if not what.endswith(" at play"):  # of the torture's own task
                self.by_the_clock = Slow(seconds, what)


@contextmanager
def watched(limit: float = LIMIT) -> Iterator[Turns]:
    """Give a list that fills with the turns of every loop that take longer than `limit`."""
    found = Turns()
    run = asyncio.events.Handle._run

    def timed(handle: asyncio.events.Handle) -> Any:
        begun, clock = time.thread_time(), time.perf_counter()
        try:
            return run(handle)
        finally:
            took = time.thread_time() - begun
            found.note(handle, time.perf_counter() - clock)
            if took > limit:
                found.append(Slow(took, _named(handle)))

    asyncio.events.Handle._run = timed  # type: ignore[assignment]
    try:
        yield found
    finally:
        asyncio.events.Handle._run = run  # type: ignore[method-assign]


def _named(handle: asyncio.events.Handle) -> str:
    """Return what a turn did: of a task, its name and where it stands."""
    callback = getattr(handle, "_callback", None)
    task = getattr(callback, "__self__", None)
    if not isinstance(task, asyncio.Task):
        return repr(callback)
    places = " < ".join(frame.f_code.co_qualname for frame in reversed(task.get_stack(limit=3)))
    return f"{task.get_name()} at {places or 'its end'}"


def slowness() -> float:
    """Return how many times slower than at rest this machine is now, at least 1."""
    begun = time.thread_time()
    total = 0
    for number in range(300_000):
        total += number & 7
    return max(1.0, (time.thread_time() - begun) / 0.02)
