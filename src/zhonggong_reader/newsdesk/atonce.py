"""Many wishes under way at once, and no more than the web sends to one host. Knows nothing of news."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

AT_ONCE: Final = 4
"""Wishes under way at once; as many as the web sends to one host."""

Wish = TypeVar("Wish")


async def at_once(work: Callable[[Wish], Awaitable[None]], wishes: Sequence[Wish]) -> None:
    """Do `work` for every wish, AT_ONCE of them at a time; the first exception stops the rest."""
    waiting = iter(wishes)

    async def serve() -> None:
        for wish in waiting:
            await work(wish)

    hands = [asyncio.create_task(serve()) for _ in range(min(AT_ONCE, len(wishes)))]
    try:
        await asyncio.gather(*hands)
    finally:
        for hand in hands:
            hand.cancel()
        await asyncio.gather(*hands, return_exceptions=True)
