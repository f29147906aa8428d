"""Watches an event loop: which of its turns took long, and what they did."""

import asyncio
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

LIMIT = 0.05
"""Seconds of the processor that one turn may take: what a reader begins to feel."""
GLANCE = 0.01
"""Seconds of the processor between two looks at where a turn stands, which then knows what it does."""
_DEEPEST = 8
"""Frames that a look takes, the innermost ones."""


@dataclass(frozen=True)
class Slow:
    """A turn of the loop that took long."""

    seconds: float
    """Of the processor: how busy the machine is besides does not count."""
    what: str
    seen: tuple[str, ...] = ()
    """Where it stood, look by look, the innermost function first; empty where no signal tells the time."""

    def __str__(self) -> str:
        seen = "; ".join(f"{count}× {where}" for where, count in Counter(self.seen).most_common(3))
        return f"{self.seconds * 1000:.0f} ms in {self.what}" + (f", seen at: {seen}" if seen else "")


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
    seen: list[str] = []

    with _glancing(seen) as glance:

        def timed(handle: asyncio.events.Handle) -> Any:
            seen.clear()
            glance(GLANCE)
            begun, clock = time.thread_time(), time.perf_counter()
            try:
                return run(handle)
            finally:
                took = time.thread_time() - begun
                glance(0)
                found.note(handle, time.perf_counter() - clock)
                if took > limit:
                    found.append(Slow(took, _named(handle), tuple(seen)))

        asyncio.events.Handle._run = timed  # type: ignore[assignment]
        try:
            yield found
        finally:
            asyncio.events.Handle._run = run  # type: ignore[method-assign]


@contextmanager
def _glancing(seen: list[str]) -> Iterator[Callable[[float], None]]:
    """Give what has the place of the program noted in `seen` every so many seconds; 0: no more.

    The seconds are of all threads together: a turn may be looked at that does not take long itself.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield lambda _: None
        return

    def look(_: int, frame: FrameType | None) -> None:
        names: list[str] = []
        while frame is not None and len(names) < _DEEPEST and frame.f_code.co_qualname != "Handle._run":
            names.append(frame.f_code.co_qualname)
            frame = frame.f_back
        seen.append(" < ".join(names))

    before = signal.signal(signal.SIGPROF, look)
    try:
        yield _set_timer
    finally:
        _set_timer(0)
        signal.signal(signal.SIGPROF, before)


def _set_timer(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)


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
