"""Watches an event loop: which of its turns took long, and what they did."""

import asyncio
import sys
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


@contextmanager
def watched(limit: float = LIMIT) -> Iterator[list[Slow]]:
    """Give a list that fills with the turns of every loop that take longer than `limit`."""
    found: list[Slow] = []
    run = asyncio.events.Handle._run

    def timed(handle: asyncio.events.Handle) -> Any:
        begun = time.thread_time()
        try:
            return run(handle)
        finally:
            took = time.thread_time() - begun
            if took > limit:
                found.append(Slow(took, _named(handle)))

    asyncio.events.Handle._run = timed  # type: ignore[assignment]
    try:
        yield found
    finally:
        asyncio.events.Handle._run = run  # type: ignore[method-assign]


def _named(handle: asyncio.events.Handle) -> str:
    """Return what a turn did: of a task, where it stands now."""
    callback = getattr(handle, "_callback", None)
    task = getattr(callback, "__self__", None)
    if isinstance(task, asyncio.Task):
        stack = task.get_stack(limit=3)
        places = [
            f"{frame.f_code.co_qualname if sys.version_info >= (3, 11) else frame.f_code.co_name}"
            for frame in stack
        ]
        return f"{task.get_name()} at {' < '.join(reversed(places)) or 'its end'}"
    return repr(callback)
