"""A server that says exactly the bytes it is told to, right or wrong, for tests of the web room.

It lives on the event loop of the test. What is no HTTP at all, or comes byte by byte, or never, is
said by an *act*: a coroutine function that gets the connection after the request was read.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Self

Act = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

PAGE = "<!DOCTYPE html><html><body>全总</body></html>".encode()


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return a well-formed answer; `Retry_After="5"` adds a header, `Content_Length=""` removes it."""
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    method: str
    target: str
    """As it stands in the first line: a path with its query, to a proxy a whole address."""
    headers: Mapping[str, str]
    """Names in lower case."""


class RawServer:
    """Answers by script. Every connection is closed after one answer, unless `keep_alive` is set."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._scripts: dict[str, list[bytes | Act]] = {}
        self._connections: set[asyncio.Task[None]] = set()
        self.requests: list[Request] = []
        self.connections = 0
        self.keep_alive = False
        self._changed = asyncio.Event()
        self.port = 0

    @property
    def address(self) -> str:
        """The origin, without a final slash."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def open(self) -> int:
        """How many connections stand now."""
        return len(self._connections)

    def say(self, target: str, *answers: bytes | Act) -> None:
        """Answer requests for `target` with these, one after the other; the last one for ever."""
        self._scripts[target] = list(answers)

    def count(self, target: str) -> int:
        """Return how often `target` was asked for."""
        return sum(request.target == target for request in self.requests)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; it is looked at whenever a request comes or a connection goes."""
        async with asyncio.timeout(30):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Close the port and every connection."""
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while await self._answer(reader, writer) and self.keep_alive:
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # The client is gone, or the test is over.
        finally:
            self._connections.discard(task)
            self._changed.set()
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        method, target, _ = first.split(" ")
        fields = (line.partition(":") for line in lines)
        self.requests.append(
            Request(method, target, {name.lower(): value.strip() for name, _, value in fields})
        )
        self._changed.set()
        script = self._scripts.get(target, [reply(status="404 Not Found")])
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
        else:
            await answer(reader, writer)
        return True


def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Awaitable[None]:
    """Break the connection off: an act."""
    writer.transport.abort()
    return asyncio.sleep(0)


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client goes: an act."""
    await reader.read()


def drip(start: bytes, drop: bytes) -> Act:
    """Return an act that says `start`, then `drop` again and again until the client goes."""

    async def act(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while not reader.at_eof() and not writer.is_closing():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.002)

    return act
