"""The watchdog of the event loop: it finds the turn that takes long, and tells where it stood."""

import asyncio
import signal
import time

import pytest
from watchdog import watched

LONG = 0.08


def _works(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


async def _turns() -> None:
    asyncio.get_running_loop().call_soon(_works, LONG)
    await asyncio.sleep(0)
    await asyncio.to_thread(_works, LONG)


def test_a_turn_that_takes_long_is_found_and_what_works_in_a_thread_is_none() -> None:
    with watched() as turns:
        asyncio.run(_turns())
    assert len(turns) == 1
    assert turns[0].seconds >= LONG
    assert "_works" in turns[0].what


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signal here")
def test_it_knows_where_the_turn_stood_and_leaves_the_signal_as_it_was() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with watched() as turns:
        asyncio.run(_turns())
    assert any(where.startswith("_works") for where in turns[0].seen)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before
