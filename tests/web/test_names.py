"""Names of hosts: a public one may not lead into the home network, and none keeps anybody waiting."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import httpcore
import pytest
from rawserver import PAGE, RawServer, reply

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import Anywhere, Fetcher
from zhonggong_reader.web.dialing import first_of
from zhonggong_reader.web.names import addresses_of, in_turn, is_public_address

Resolve = Callable[..., None]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """`resolve("192.0.2.1")`: every name has these addresses from now on; returns who was asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def make(*addresses: str) -> list[str]:
        def resolver(host: str, port: object, *_: Any, **__: Any) -> list[Any]:
            if host[:1].isdigit() or ":" in host:
                return real(host, port)  # type: ignore[arg-type]
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        return asked

    return make


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1"]
)
async def test_a_public_name_that_leads_home_is_not_called(
    address: str, resolve: Callable[..., list[str]], raw: RawServer
) -> None:
    resolve(address)
    with pytest.raises(FetchError, match=rf"news\.example 的地址 {address} 不在公网上"):
        await Anywhere(environ={}, pause=0).fetch(f"http://news.example:{raw.port}/")
    assert raw.connections == 0


async def test_the_address_that_was_looked_at_is_the_one_that_is_called(
    resolve: Callable[..., list[str]], raw: RawServer
) -> None:
    """Nobody asks for the name a second time, when it may have another address."""
    asked = resolve("127.0.0.1")
    raw.say("/", reply(PAGE))
    looked: list[tuple[str, str]] = []

    def reaches(host: str, address: object) -> bool:
        looked.append((host, str(address)))
        return True

    async with Fetcher(allows=lambda _: True, environ={}, pause=0, reaches=reaches) as fetcher:
        assert isinstance(await fetcher.fetch(f"http://news.example:{raw.port}/"), Page)
    assert looked == [("news.example", "127.0.0.1")]
    assert asked == ["news.example"]


async def test_of_many_addresses_only_those_that_may_be_called_are(
    resolve: Callable[..., list[str]], raw: RawServer
) -> None:
    resolve("10.255.255.1", "127.0.0.1", "192.168.255.1")
    raw.say("/", reply(PAGE))
    allowed = ip_address("127.0.0.1")
    async with Fetcher(
        allows=lambda _: True, environ={}, pause=0, reaches=lambda _, address: address == allowed
    ) as fetcher:
        assert isinstance(await fetcher.fetch(f"http://news.example:{raw.port}/"), Page)


async def test_a_host_that_a_person_has_typed_may_be_anywhere(
    resolve: Callable[..., list[str]], raw: RawServer
) -> None:
    resolve("127.0.0.1")
    raw.say("/", reply(PAGE))
    page = await Anywhere(named="nas.example", environ={}, pause=0).fetch(f"http://nas.example:{raw.port}/")
    assert isinstance(page, Page)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("::ffff:192.168.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
        ("fe80::1%eth0", False),
        ("4000::1", False),
    ],
)
def test_addresses_of_the_public_web(address: str, public: bool) -> None:
    assert is_public_address(ip_address(address)) is public


def test_a_name_server_that_hangs_delays_neither_the_fetch_nor_the_end_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = threading.Event()

    def hanging(*_: Any, **__: Any) -> list[Any]:
        answered.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hanging)

    async def fetch() -> None:
        async with Fetcher(allows=lambda _: True, environ={}, pause=0, timeout=0.3) as fetcher:
            await fetcher.fetch("http://news.example/")

    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"连不上，等不到回应|秒内没有取完"):
        asyncio.run(fetch())
    assert time.monotonic() - begun < 10
    answered.set()


@pytest.mark.parametrize(
    "error", [socket.gaierror("no"), UnicodeError("label too long"), OSError("no route")]
)
async def test_a_name_without_an_address_is_an_error_of_the_system(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", failing)
    with pytest.raises(OSError, match=str(error)):
        await addresses_of("news.example")


# ── Several addresses ────────────────────────────────────────────────────────────────────────────


class Stream(httpcore.AsyncNetworkStream):
    def __init__(self, address: str) -> None:
        self.address = address
        self.closed = False

    async def aclose(self) -> None:
        self.closed = True


async def called(*answers: str) -> tuple[str, list[str]]:
    """Call addresses that are named for what they do; return who answered, and who was called."""
    order: list[str] = []

    async def call(address: str) -> httpcore.AsyncNetworkStream:
        order.append(address)
        if "silent" in address:
            await asyncio.Event().wait()
        if "refuses" in address:
            raise httpcore.ConnectError(address)
        return Stream(address)

    stream = await first_of(answers, call)
    assert isinstance(stream, Stream)
    assert not stream.closed
    return stream.address, order


async def test_the_first_address_that_answers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhonggong_reader.web.dialing.HEAD_START", 0.01)
    assert await called("a", "b") == ("a", ["a"])
    assert await called("refuses", "b") == ("b", ["refuses", "b"])
    assert await called("silent", "b", "c") == ("b", ["silent", "b"])
    with pytest.raises(httpcore.ConnectError, match="refuses 2"):
        await called("refuses 1", "refuses 2")
    with pytest.raises(httpcore.ConnectError):
        await called()


def test_kinds_of_addresses_take_turns() -> None:
    addresses = [ip_address(each) for each in ("::1", "::2", "::1", "127.0.0.1", "127.0.0.2", "::3")]
    assert [str(each) for each in in_turn(addresses)] == ["::1", "127.0.0.1", "::2", "127.0.0.2", "::3"]
