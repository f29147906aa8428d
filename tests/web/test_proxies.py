"""Proxies: named by the environment as for other programs, and named when they fail."""

import asyncio
import base64
import gc
from collections.abc import Callable

import pytest
from rawserver import PAGE, RawServer, reply

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import TRIES, Fetcher
from zhonggong_reader.web.proxies import Proxies

HTTP = "http://www.site.example/"
HTTPS = "https://www.site.example/"
P = "http://proxy.example:3128"

Make = Callable[..., Fetcher]


@pytest.mark.parametrize(
    ("environ", "address", "variable"),
    [
        ({}, HTTPS, None),
        ({"HTTPS_PROXY": P}, HTTPS, "HTTPS_PROXY"),
        ({"https_proxy": P}, HTTPS, "https_proxy"),
        ({"https_proxy": P, "HTTPS_PROXY": "http://other:1"}, HTTPS, "https_proxy"),
        ({"https_proxy": "", "HTTPS_PROXY": P}, HTTPS, "HTTPS_PROXY"),
        ({"HTTPS_PROXY": P}, HTTP, None),
        ({"HTTP_PROXY": P}, HTTP, "HTTP_PROXY"),
        ({"HTTP_PROXY": P}, HTTPS, None),
        ({"ALL_PROXY": P}, HTTPS, "ALL_PROXY"),
        ({"all_proxy": P, "http_proxy": "http://other:1"}, HTTP, "http_proxy"),
        ({"all_proxy": P, "http_proxy": "http://other:1"}, HTTPS, "all_proxy"),
        # A variable that does not count may say anything.
        ({"http_proxy": "nonsense://", "https_proxy": P}, HTTPS, "https_proxy"),
        # Loopback is the proxy's own, not ours.
        ({"ALL_PROXY": P}, "http://127.0.0.1:8000/", None),
        ({"ALL_PROXY": P}, "http://[::1]:8000/", None),
        ({"ALL_PROXY": P}, "http://localhost/", None),
    ],
)
def test_the_variable_that_counts(environ: dict[str, str], address: str, variable: str | None) -> None:
    proxy = Proxies(environ).choose(address)
    assert (proxy.variable if proxy else None) == variable
    if proxy:
        assert proxy.address == environ[proxy.variable]


@pytest.mark.parametrize(
    ("listed", "straight"),
    [
        ("*", True),
        ("site.example", True),
        (".site.example", True),
        ("*.site.example", True),
        ("WWW.Site.Example", True),
        ("other.example, www.site.example", True),
        ("other.example www.site.example", True),
        ("www.site.example:443", True),
        ("www.site.example:80", False),
        ("ite.example", False),
        ("www", False),
        ("example.www.site.example", False),
        ("", False),
        (",,", False),
        (".", False),
        ("[::1]", False),
        ("::1", False),
        ("[::1]:443", False),
        ("[", False),
        (":443", False),
        ("10.0.0.0/8", False),
        ("10.0.0.0/99", False),
    ],
)
@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_what_goes_straight(listed: str, straight: bool, name: str) -> None:
    assert (Proxies({"ALL_PROXY": P, name: listed}).choose(HTTPS) is None) == straight


@pytest.mark.parametrize(
    ("listed", "address", "straight"),
    [
        ("10.0.0.0/8", "http://10.1.2.3/", True),
        ("10.1.2.3", "http://10.1.2.3/", True),
        ("10.1.2.3:80", "http://10.1.2.3/", True),
        ("10.1.2.3:8080", "http://10.1.2.3/", False),
        ("2001:db8::/32", "http://[2001:db8::7]/", True),
        ("[2001:db8::7]", "http://[2001:db8::7]/", True),
        ("[2001:db8::7]:8080", "http://[2001:db8::7]:8080/", True),
        ("[2001:db8::7]:8080", "http://[2001:db8::7]/", False),
        ("10.0.0.0/8", "http://192.0.2.1/", False),
    ],
)
def test_numbers_go_straight_by_network(listed: str, address: str, straight: bool) -> None:
    assert (Proxies({"ALL_PROXY": P, "NO_PROXY": listed}).choose(address) is None) == straight


@pytest.mark.parametrize(
    "value",
    [
        "socks4://proxy:1080",
        "ftp://proxy",
        "http://",
        "http://proxy:port",
        "http://proxy:99999",
        "http://[::1",
        "://",
        "http://pro xy:1",
        "http://proxy:0",
        "\x1b]52;;x\x07",
        "http://user:hunter2@",
    ],
)
async def test_a_proxy_that_cannot_be_is_named(value: str, web: Make) -> None:
    fetcher = web(stand_in=None, environ={"HTTPS_PROXY": value})
    with pytest.raises(FetchError, match="环境变量 HTTPS_PROXY") as error:
        await fetcher.fetch(HTTPS)
    assert "hunter2" not in str(error.value)
    assert "\x1b" not in str(error.value)


@pytest.mark.parametrize("scheme", ["http://", ""])
async def test_a_page_comes_through_a_proxy(scheme: str, raw: RawServer, web: Make) -> None:
    raw.say(HTTP, reply(PAGE))
    proxy = f"{scheme}reader:p%40ss@127.0.0.1:{raw.port}/"
    page = await web(stand_in=None, environ={"http_proxy": proxy, "NO_PROXY": "[::1]"}).fetch(HTTP)
    assert isinstance(page, Page)
    assert page.address == HTTP
    credentials = base64.b64encode(b"reader:p@ss").decode()
    assert raw.requests[0].headers["proxy-authorization"] == f"Basic {credentials}"


async def test_a_proxy_that_wants_a_password_says_so(raw: RawServer, web: Make) -> None:
    raw.say(HTTP, reply(b"", "407 Proxy Authentication Required"))
    raw.say("www.site.example:443", reply(b"", "407 Proxy Authentication Required"))
    fetcher = web(stand_in=None, environ={"ALL_PROXY": raw.address})
    with pytest.raises(FetchError, match="代理要求用户名和密码"):
        await fetcher.fetch(HTTP)
    with pytest.raises(FetchError, match="代理不肯转接；请检查网络连接和环境变量 ALL_PROXY"):
        await fetcher.fetch(HTTPS)
    assert raw.count("www.site.example:443") == 1


async def test_a_proxy_that_is_not_there_is_named_without_its_password(raw: RawServer, web: Make) -> None:
    await raw.stop()
    fetcher = web(stand_in=None, environ={"https_proxy": f"http://reader:hunter2@127.0.0.1:{raw.port}"})
    with pytest.raises(FetchError, match="环境变量 https_proxy") as error:
        await fetcher.fetch(HTTPS)
    assert error.value.offline
    assert f"127.0.0.1:{raw.port}" in str(error.value)
    assert "hunter2" not in str(error.value)


async def socks(answers: list[bytes], page: bytes) -> tuple[asyncio.Server, list[bytes]]:
    """Return a SOCKS5 server that says `answers` one after the other and then `page`, and what it heard."""
    heard: list[bytes] = []

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            heard.append(await reader.read(4096))
            writer.write(answer)
        if page:
            heard.append(await reader.read(4096))
            writer.write(page)
        await writer.drain()
        writer.close()

    return await asyncio.start_server(meet, "127.0.0.1", 0), heard


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_a_page_comes_through_socks(scheme: str, web: Make) -> None:
    server, heard = await socks([b"\x05\x00", b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50"], reply(PAGE))
    async with server:
        proxy = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        page = await web(stand_in=None, environ={"ALL_PROXY": proxy}).fetch(HTTP)
    assert isinstance(page, Page)
    # The name goes to the proxy: it is not looked up here.
    assert b"www.site.example" in heard[1]


@pytest.mark.parametrize(
    "answers",
    [
        [b"HTTP/1.1 400 Bad Request\r\n\r\n"],
        [b""],
        [b"\x05\xff"],
        [b"\x05\x00", b"\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00"],
        [b"\x05\x00", b"\x05\x63\x00\x09\x00"],
    ],
)
# The client forgets a connection that such a proxy refused, instead of closing it; the collector does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
async def test_socks_that_refuses_or_is_none_is_named(answers: list[bytes], web: Make) -> None:
    server, _ = await socks(answers, b"")
    async with server:
        proxy = f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(FetchError, match="代理不肯转接；请检查网络连接和环境变量 ALL_PROXY") as error:
            await web(stand_in=None, environ={"ALL_PROXY": proxy}).fetch(HTTP)
        assert error.value.offline
        del error
        gc.collect()


async def test_a_stand_in_on_loopback_needs_no_proxy(raw: RawServer, web: Make) -> None:
    raw.say("/", reply(PAGE))
    assert isinstance(await web(environ={"ALL_PROXY": "http://127.0.0.1:9"}).fetch(HTTPS), Page)


async def test_the_programs_own_environment_is_read_unless_another_is_given(
    raw: RawServer, web: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw.say(HTTP, reply(PAGE))
    monkeypatch.setenv("HTTP_PROXY", raw.address)
    assert isinstance(await web(stand_in=None, environ=None).fetch(HTTP), Page)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert isinstance(await web(stand_in=None, environ={"http_proxy": raw.address}).fetch(HTTP), Page)
    assert raw.count(HTTP) < TRIES
