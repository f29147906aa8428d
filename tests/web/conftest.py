"""A server of raw bytes, a clock that needs no waiting, and a fetcher between the two."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
from rawserver import RawServer

from zhonggong_reader.web import Fetcher


class Clock:
    """Stands still until somebody sleeps; remembers for how long they did."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self._now = 1000.0

    def monotonic(self) -> float:
        return self._now

    def utc(self) -> datetime:
        return datetime(2022, 4, 28, tzinfo=UTC) + timedelta(seconds=self._now - 1000)

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self._now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def raw() -> AsyncIterator[RawServer]:
    async with RawServer() as server:
        yield server


def is_site(host: str) -> bool:
    return host == "site.example" or host.endswith(".site.example")


@pytest.fixture
async def web(raw: RawServer, clock: Clock) -> AsyncIterator[Callable[..., Fetcher]]:
    """`web(timeout=1)` makes a fetcher of site.example, for which the raw server stands in."""
    made: list[Fetcher] = []

    def make(**options: object) -> Fetcher:
        settings: dict[str, object] = {"stand_in": raw.address, "timeout": 5.0, "pause": 0.0}
        settings |= {"environ": {}, "clock": clock, "allows": is_site} | options
        made.append(Fetcher(**settings))  # type: ignore[arg-type]  # the tests' own spelling of them
        return made[-1]

    yield make
    for fetcher in made:
        await fetcher.aclose()
