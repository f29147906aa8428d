"""How a connection is made: the name is resolved, its addresses are looked at, and one of those is called.

Left to itself, the client resolves the name when it connects; whoever looked at the addresses before
has looked at others, if the name's server wants it so. Import it late: it imports the client.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, Final

import httpcore

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.web.names import Address, Reaches, addresses_of

HEAD_START: Final = 0.25
"""Seconds that an address has before the next one is called beside it (RFC 8305, section 8)."""


class Dialer(httpcore.AsyncNetworkBackend):
    """Connects to hosts, at addresses of theirs that `reaches` allows; None: at any."""

    def __init__(self, reaches: Reaches | None = None) -> None:
        self._reaches = reaches
        self._calls = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the client's own
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return a connection; raises what the client knows, and FetchError where none may be made."""

        async def call(address: str) -> httpcore.AsyncNetworkStream:
            return await self._calls.connect_tcp(address, port, None, local_address, socket_options)

        try:
            async with asyncio.timeout(timeout):
                return await first_of([str(address) for address in await self._addresses(host)], call)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str) -> Sequence[Address]:
        try:
            found = await addresses_of(host)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        allowed = [each for each in found if self._reaches is None or self._reaches(host, each)]
        if found and not allowed:
            raise FetchError(
                tr("{host} 的地址 {address} 不在公网上，没有去取", host=host[:80], address=found[0])
            )
        return allowed


async def first_of(
    addresses: Sequence[str], call: Callable[[str], Coroutine[Any, Any, httpcore.AsyncNetworkStream]]
) -> httpcore.AsyncNetworkStream:
    """Call `addresses` in turn, HEAD_START apart; return the first that answers, hang up on the others.

    Raises what the last of them raised, or httpcore.ConnectError where there are none.
    """
    calls: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
    waiting = list(addresses)
    failure: Exception = httpcore.ConnectError("no address")
    try:
        while waiting or calls:
            if waiting:
                calls.add(asyncio.create_task(call(waiting.pop(0))))
            done, calls = await asyncio.wait(
                calls, timeout=HEAD_START if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            for ended in done:
                try:
                    return ended.result()
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
        raise failure
    finally:
        for late in calls:
            late.cancel()
        for stream in await asyncio.gather(*calls, return_exceptions=True):
            if isinstance(stream, httpcore.AsyncNetworkStream):
                await stream.aclose()
