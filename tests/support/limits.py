"""Limits for tests whose subject waits for ever where its guard fails: they fail then, and hang nobody."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLong(AssertionError):
    """What was to be quick was not."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TookTooLong in the block after `seconds`, and behind it where the block has swallowed that.

    For the main thread, on Unix. What is written in C and begins anew when a signal comes (SQLite)
    waits on: it belongs into a process of its own.
    """
    late = TookTooLong(f"took more than {seconds} seconds")
    is_late = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_late
        is_late = True
        raise late

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if is_late:
        raise late
