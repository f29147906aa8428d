"""A server of faults on loopback, and every fault by its name: what is said of it, how long, how much memory.

`python -m tests.torture network --runs N` plays every case N times, what the server says cut into pieces
anew each time.
"""

import asyncio
import os
import random
import socket
import ssl
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import trustme
from faults import ASTRAY, FAULTS, RESTS, SILENT, SLOW
from rawserver import PAGE, Act, RawServer, reply

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import Anywhere, Fetcher

DEADLINE = 5.0
"""Seconds that a fetch has in a case."""
SHORT = 0.5
"""The same where a server takes whatever it is given."""
GRACE = 1.0
"""Seconds that it may take beyond that."""
MEMORY = 64 * 1024 * 1024
"""Bytes that it may take, those of the server on the same machine included."""
WWW = "https://www.site.example"

Row = tuple[str, str]
Play = Callable[["Stage"], Awaitable[object]]


@dataclass(frozen=True)
class Case:
    """A fault: what happens, and what is expected."""

    name: str
    play: Play
    words: str
    """Stand in the error; empty: a page comes."""
    deadline: float = DEADLINE


class Clock:
    """Lets rests between two tries pass at once."""

    def __init__(self) -> None:
        self._rested = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._rested

    def utc(self) -> datetime:
        return datetime(2022, 4, 28, tzinfo=UTC) + timedelta(seconds=self._rested)

    async def sleep(self, seconds: float) -> None:
        self._rested += seconds
        await asyncio.sleep(0)


class Stage:
    """What a case has: a server that says what it is told, and fetchers that ask it."""

    def __init__(self, server: RawServer, dice: random.Random, deadline: float) -> None:
        self.server = server
        self._dice = dice
        self._deadline = deadline

    def say(self, *answers: bytes | Act) -> None:
        """Answer with these, bytes cut into pieces by chance."""
        self.server.say("/", *(self._cut(each) if isinstance(each, bytes) else each for each in answers))

    def _cut(self, answer: bytes) -> bytes | Act:
        if len(answer) > 100_000:
            return answer
        cuts = sorted(self._dice.choices(range(len(answer) + 1), k=self._dice.randrange(5)))

        async def act(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for start, end in zip([0, *cuts], [*cuts, len(answer)], strict=True):
                writer.write(answer[start:end])
                await writer.drain()
                await asyncio.sleep(0)

        return act

    async def fetch(self, **options: Any) -> object:
        """Ask for the front page of a site for which the server stands in."""
        settings: dict[str, Any] = {"stand_in": self.server.address, "environ": {}, "clock": Clock()}
        settings |= {
            "timeout": self._deadline,
            "pause": 0,
            "allows": lambda host: host.endswith("site.example"),
        }
        address = options.pop("address", f"{WWW}/")
        async with Fetcher(**settings | options) as fetcher:
            return await fetcher.fetch(address)


# ── The cases ────────────────────────────────────────────────────────────────────────────────────


def answering(*answers: bytes | Act) -> Play:
    """Return a play in which the server says `answers`."""

    async def play(stage: Stage) -> object:
        stage.say(*answers)
        return await stage.fetch()

    return play


def through(**environ: str) -> Play:
    """Return a play with these variables of proxies; PORT in them is that of the server."""

    async def play(stage: Stage) -> object:
        stage.server.say("http://www.site.example/", reply(PAGE))
        named = {name: value.replace("PORT", str(stage.server.port)) for name, value in environ.items()}
        return await stage.fetch(stand_in=None, environ=named, address="http://www.site.example/")

    return play


async def offline(stage: Stage) -> object:
    await stage.server.stop()
    return await stage.fetch()


@contextmanager
def resolver(answer: Callable[[], list[str]]) -> Iterator[None]:
    """Let every name have the addresses that `answer` returns."""
    real = socket.getaddrinfo

    def resolve(host: str, port: Any, *rest: Any, **named: Any) -> Any:
        if host.replace(".", "").isdigit():
            return real(host, port, *rest, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 0)) for each in answer()]

    with mock.patch.object(socket, "getaddrinfo", resolve):
        yield


async def unknown_name(stage: Stage) -> object:
    def nobody() -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with resolver(nobody):
        return await stage.fetch(stand_in=None)


async def hanging_name_server(stage: Stage) -> object:
    over = threading.Event()

    def hang() -> list[str]:
        over.wait(30)
        return []

    with resolver(hang):
        try:
            return await stage.fetch(stand_in=None)
        finally:
            over.set()


async def name_that_leads_home(stage: Stage) -> object:
    with resolver(lambda: ["127.0.0.1"]):
        return await Anywhere(environ={}, pause=0).fetch(f"http://news.example:{stage.server.port}/")


def certified(kind: str) -> Play:
    """Return a play with a server of TLS whose certificate is of this kind."""

    async def play(stage: Stage) -> object:
        authority, stranger = trustme.CA(), trustme.CA()
        leaf = {
            "good": lambda: authority.issue_cert("127.0.0.1"),
            "of an unknown authority": lambda: stranger.issue_cert("127.0.0.1"),
            "of another host": lambda: authority.issue_cert("www.other.example"),
            "expired": lambda: authority.issue_cert("127.0.0.1", not_after=datetime(2022, 4, 28, tzinfo=UTC)),
        }[kind]()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        with tempfile.TemporaryDirectory() as folder:
            authority.cert_pem.write_to_path(str(Path(folder) / "ca.pem"))
            with mock.patch.dict(os.environ, SSL_CERT_FILE=str(Path(folder) / "ca.pem")):
                async with RawServer(context) as server:
                    server.say("/", reply(PAGE))
                    return await stage.fetch(stand_in=server.address)

    return play


async def no_tls_at_all(stage: Stage) -> object:
    return await stage.fetch(stand_in=stage.server.address.replace("http:", "https:"))


def cases() -> list[Case]:
    """Return every fault that there is."""
    busy = "429 Too Many Requests"
    replace_store = sys.platform not in ("win32", "darwin")
    return [
        *(Case(name, answering(what), words) for name, (what, _, words) in FAULTS.items()),
        *(Case(name, answering(what), "没有动静", SHORT) for name, what in SILENT.items()),
        *(Case(name, answering(what), "秒内没有取完", SHORT) for name, what in SLOW.items()),
        *(
            Case(f"redirect {name}", answering(reply(b"", "302 Found", Location=location)), words)
            for name, (location, words) in ASTRAY.items()
        ),
        *(
            Case(f"Retry-After: {name}", answering(reply(b"", busy, Retry_After=form)), words)
            for name, (form, words) in RESTS.items()
        ),
        Case("odd charset", answering(reply(PAGE, Content_Type="text/html; charset=\x9b31m-klingon")), ""),
        Case("offline", offline, "连不上"),
        Case("name that nobody knows", unknown_name, "连不上"),
        Case("name server that hangs", hanging_name_server, "等不到回应", SHORT),
        Case("public name of a private address", name_that_leads_home, "不在公网上"),
        *(
            Case(f"certificate {kind}", certified(kind), words)
            for kind, words in (
                ("good", ""),
                ("of an unknown authority", "不是受信任的机构签发的"),
                ("of another host", "不是发给这个主机的"),
                ("expired", "不在有效期内"),
            )
            if replace_store
        ),
        Case("no TLS at all", no_tls_at_all, "连不上", SHORT),
        Case("proxy", through(http_proxy="http://127.0.0.1:PORT"), ""),
        Case("proxy without a scheme", through(HTTP_PROXY="127.0.0.1:PORT"), ""),
        Case("proxy beside no_proxy=[::1]", through(ALL_PROXY="http://127.0.0.1:PORT", NO_PROXY="[::1]"), ""),
        Case("proxy that is not there", through(all_proxy="http://127.0.0.1:9"), "经代理"),
        Case("proxy of no kind", through(all_proxy="socks4://127.0.0.1:PORT"), "不是能用的代理地址"),
        Case("proxy without a host", through(http_proxy="http://"), "不是能用的代理地址"),
        Case("proxy with a control sequence", through(http_proxy="\x1b]52;;x\x07"), "不是能用的代理地址"),
        Case("SOCKS that never answers", through(all_proxy="socks5://127.0.0.1:PORT"), "秒内没有取完", SHORT),
    ]


# ── Playing them ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Played:
    """How a case went."""

    said: str
    """The error; empty: a page came."""
    seconds: float
    bytes: int
    """Memory at its highest."""

    def meets(self, case: Case) -> bool:
        """Tell whether this is what was expected, within the bounds."""
        right = case.words in self.said if case.words else not self.said
        return right and self.seconds <= case.deadline + GRACE and self.bytes <= MEMORY


@asynccontextmanager
async def staged(seed: int, deadline: float) -> AsyncIterator[Stage]:
    async with RawServer() as server:
        yield Stage(server, random.Random(seed), deadline)


async def play(case: Case, seed: int) -> Played:
    """Play a case. Whatever is no FetchError is a bug, and passes."""
    async with staged(seed, case.deadline) as stage:
        tracemalloc.start()
        begun = time.monotonic()
        try:
            said = "" if isinstance(await case.play(stage), Page) else "no page"
        except FetchError as error:
            said = str(error)
        finally:
            seconds = time.monotonic() - begun
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    return Played(said, seconds, peak)


def run(runs: int, seed: int) -> list[Row]:
    """Play every case `runs` times; return what to publish, and what was missed by its name."""
    asyncio.run(play(cases()[0], seed))  # what is imported at the first fetch belongs to no case
    longest, most = 0.0, 0
    missed: list[Row] = []
    for number in range(runs):
        for case in cases():
            played = asyncio.run(play(case, seed + number))
            longest, most = max(longest, played.seconds - case.deadline), max(most, played.bytes)
            if not played.meets(case):
                missed.append((f"missed: {case.name}", f"{played.said} ({played.seconds:.2f} s)"))
    return [
        ("network faults: cases, each played", f"{len(cases())} × {runs}"),
        ("as expected", f"{len(cases()) * runs - len(missed)}"),
        (f"longest beyond its time limit (bound: {GRACE} s)", f"{max(longest, 0):.3f} s"),
        ("most memory (bound: 64 MiB)", f"{most / 1024 / 1024:.1f} MiB"),
        *missed,
    ]
