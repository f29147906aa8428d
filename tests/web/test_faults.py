"""What a server or the way to it does wrong: each fault has its sentence, within its bound."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from rawserver import PAGE, Act, RawServer, drip, reply, reset, silence

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import PAGE_LIMIT, TRIES, Fetcher
from zhonggong_reader.web.pace import Clock

WWW = "https://www.site.example"
ZIPPED = gzip.compress(PAGE)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(bytes(50_000_000))

Make = Callable[..., Fetcher]

ONCE, AGAIN = 1, TRIES
FAULTS: dict[str, tuple[bytes | Act, int, str]] = {
    # Cut off in every way a body can be.
    "shorter than Content-Length": (reply(PAGE, Content_Length="500"), AGAIN, "没有收全"),
    "chunked without the last chunk": (CHUNKED + b"%x\r\n%b\r\n" % (len(PAGE), PAGE), AGAIN, "没有收全"),
    "chunk cut": (CHUNKED + b"ffff\r\n" + PAGE, AGAIN, "没有收全"),
    "closed early, no length": (reply(PAGE[:-9], Content_Length=""), AGAIN, "没有收全"),
    "cut at the origin, framed well": (reply(PAGE[:-9]), AGAIN, "没有收全"),
    "cut page without a type": (reply(PAGE[:-9], Content_Type=""), AGAIN, "没有收全"),
    "zip cut, framed well": (reply(ZIPPED[:-9], Content_Encoding="gzip"), AGAIN, "没有收全"),
    "zip cut, no length": (
        reply(ZIPPED[:-9], Content_Encoding="gzip", Content_Length=""),
        AGAIN,
        "没有收全",
    ),
    "checksum of a picture's zip cut": (
        reply(ZIPPED[:-4], Content_Type="image/png", Content_Encoding="gzip"),
        AGAIN,
        "没有收全",
    ),
    "headers cut": (b"HTTP/1.1 200 OK\r\nContent-Type: te", AGAIN, "中断"),
    "nothing said": (b"", AGAIN, "中断"),
    "reset": (reset, AGAIN, "中断"),
    "empty": (reply(b""), AGAIN, "空白"),
    # Zipped as it should not be.
    "zip damaged": (reply(ZIPPED[:10] + b"\xff" * 30, Content_Encoding="gzip"), AGAIN, "损坏"),
    "zip's checksum wrong": (reply(ZIPPED[:-8] + bytes(8), Content_Encoding="gzip"), AGAIN, "损坏"),
    "called a zip": (reply(PAGE, Content_Encoding="gzip"), AGAIN, "损坏"),
    "more behind the zip": (reply(ZIPPED + PAGE, Content_Encoding="gzip"), AGAIN, "损坏"),
    "two zips in a row": (reply(ZIPPED + ZIPPED, Content_Encoding="gzip"), AGAIN, "损坏"),
    "zipped twice": (reply(gzip.compress(ZIPPED), Content_Encoding="gzip, gzip"), ONCE, "不止一遍"),
    "zipped twice, two headers": (
        reply(gzip.compress(ZIPPED), Content_Encoding="gzip\r\nContent-Encoding: gzip"),
        ONCE,
        "不止一遍",
    ),
    "zipped twice, said once": (reply(gzip.compress(ZIPPED), Content_Encoding="gzip"), ONCE, "两遍"),
    "zipped, not said": (reply(ZIPPED), ONCE, "没有说明"),
    "brotli": (reply(b"\x0b\x02\x80abc\x03", Content_Encoding="br"), ONCE, "没有要求的压缩方式"),
    "unknown encoding": (reply(PAGE, Content_Encoding="\x85evil"), ONCE, "没有要求的压缩方式"),
    # Too much.
    "zip bomb": (reply(BOMB, Content_Encoding="gzip"), ONCE, "4 MB"),
    "large": (reply(bytes(PAGE_LIMIT + 1), Content_Type="image/jpeg"), ONCE, "4 MB"),
    "endless body": (drip(reply(Content_Length=""), b" " * 1_000_000), ONCE, "4 MB"),
    "endless zip of nothing": (
        drip(reply(Content_Length="", Content_Encoding="gzip") + ZIPPED[:10], b"\0\0\0\xff\xff" * 100_000),
        ONCE,
        "4 MB",
    ),
    "endless headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X-Y: z\r\n" * 10_000), AGAIN, "中断"),
    "endless header": (drip(b"HTTP/1.1 200 OK\r\nX: ", b"z" * 50_000), AGAIN, "中断"),
    # No HTTP, or wrong.
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", AGAIN, "中断"),
    "two lengths": (reply(PAGE, Content_Length="9\r\nContent-Length: 10"), AGAIN, "中断"),
    "length no number": (reply(PAGE, Content_Length="many"), AGAIN, "中断"),
    "chunk size no number": (CHUNKED + b"zz\r\n", AGAIN, "中断"),
    # Statuses.
    "304 unasked": (reply(status="304 Not Modified", Content_Length=""), ONCE, "没有这样问过"),
    "206 unasked": (reply(PAGE, "206 Partial Content"), ONCE, "206"),
    "204": (reply(status="204 No Content", Content_Length=""), ONCE, "204"),
    "403": (reply(PAGE, "403 Forbidden"), ONCE, "拒绝访问"),
    "407": (reply(PAGE, "407 Proxy Authentication Required"), ONCE, "代理要求"),
    "500": (reply(PAGE, "500 Internal Server Error"), ONCE, "故障"),
    "511": (reply(PAGE, "511 Network Authentication Required"), ONCE, "登录"),
    "300": (reply(PAGE, "300 Multiple Choices", Location="/x"), ONCE, "300"),
    "999": (reply(PAGE, "999 Denied"), ONCE, "故障"),
    "429": (reply(PAGE, "429 Too Many Requests"), AGAIN, "访问太多"),
    "502": (reply(PAGE, "502 Bad Gateway"), AGAIN, "502"),
    "503": (reply(PAGE, "503 Service Unavailable"), AGAIN, "503"),
    "504": (reply(PAGE, "504 Gateway Timeout"), AGAIN, "504"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_said_in_one_sentence(fault: str, raw: RawServer, web: Make) -> None:
    answer, tries, words = FAULTS[fault]
    raw.say("/", answer)
    with pytest.raises(FetchError) as error:
        await web().fetch(f"{WWW}/")
    assert words in str(error.value)
    assert raw.count("/") == tries
    # A server spoke, or was there: to be offline is something else.
    assert not error.value.offline


@pytest.mark.parametrize("fault", [name for name, (_, tries, _) in FAULTS.items() if tries == AGAIN])
async def test_what_passes_is_outlived(fault: str, raw: RawServer, web: Make) -> None:
    raw.say("/", FAULTS[fault][0], FAULTS[fault][0], reply(PAGE))
    page = await web().fetch(f"{WWW}/")
    assert isinstance(page, Page)
    assert page.body == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        reply(PAGE),
        reply(PAGE, Content_Length=""),
        CHUNKED + b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        reply(ZIPPED, Content_Encoding="gzip"),
        reply(ZIPPED, Content_Encoding="X-GZip"),
        reply(ZIPPED, Content_Encoding="identity, gzip"),
        reply(zlib.compress(PAGE), Content_Encoding="deflate"),
        reply(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate"),
        reply(PAGE, Content_Encoding="identity"),
        reply(PAGE, Content_Type=""),
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + reply(PAGE),
    ],
)
async def test_every_right_way_to_say_a_page_is_understood(answer: bytes, raw: RawServer, web: Make) -> None:
    raw.say("/", answer)
    page = await web().fetch(f"{WWW}/")
    assert isinstance(page, Page)
    assert page.body == PAGE


@pytest.mark.parametrize("answer", [silence, drip(b"", b""), drip(reply(PAGE, Content_Length="500"), b"")])
async def test_a_silent_server_is_left(answer: Act, raw: RawServer, web: Make) -> None:
    raw.say("/", answer)
    async with asyncio.timeout(5):
        with pytest.raises(FetchError, match="没有动静"):
            await web(timeout=0.2).fetch(f"{WWW}/")
    assert raw.count("/") == 1


@pytest.mark.parametrize(
    "answer", [drip(reply(Content_Length=""), b"."), drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")]
)
async def test_a_server_that_drips_is_left_when_the_time_is_up(
    answer: Act, raw: RawServer, web: Make
) -> None:
    raw.say("/", answer)
    async with asyncio.timeout(5):
        with pytest.raises(FetchError, match=r"0\.2 秒内没有取完"):
            await web(timeout=0.2).fetch(f"{WWW}/")
    assert raw.count("/") == 1


async def test_all_tries_share_one_time(raw: RawServer, web: Make, clock: Clock) -> None:
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await clock.sleep(3)
        await reset(reader, writer)

    raw.say("/", slowly)
    with pytest.raises(FetchError, match="5 秒内没有取完"):
        await web(timeout=5).fetch(f"{WWW}/")
    assert raw.count("/") == 2


async def test_a_server_that_is_not_there_means_offline(raw: RawServer, web: Make) -> None:
    fetcher = web()
    await raw.stop()
    with pytest.raises(FetchError, match="连不上；请检查网络连接") as error:
        await fetcher.fetch(f"{WWW}/")
    assert error.value.offline


async def test_a_name_that_nobody_knows_means_offline(web: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    fetcher = web(stand_in=None)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"www\.site\.example 连不上") as error:
        await fetcher.fetch(f"{WWW}/")
    assert error.value.offline


async def test_a_body_in_tiny_chunks_leaves_time_for_others(raw: RawServer, web: Make) -> None:
    raw.say("/", CHUNKED + b"1\r\n \r\n" * 3000 + b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE))
    fetch = asyncio.create_task(web().fetch(f"{WWW}/"))
    turns = 0
    while not fetch.done():
        await asyncio.sleep(0)
        turns += 1
    assert isinstance(await fetch, Page)
    assert turns > 3000


async def test_json_called_html_needs_no_closing_tag(raw: RawServer, web: Make) -> None:
    raw.say("/cms/front/search/result?query=%E5%B7%A5%E4%BC%9A", reply(b'{"status":1}'))
    page = await web().fetch(f"{WWW}/cms/front/search/result?query=工会")
    assert isinstance(page, Page)
    assert page.body == b'{"status":1}'


async def test_a_page_in_frames_or_capitals_is_whole_too(raw: RawServer, web: Make) -> None:
    body = b"\xef\xbb\xbf\r\n<HTML><FRAMESET></FRAMESET></HTML >\r\n<!-- 12 ms -->"
    raw.say("/", reply(body))
    page = await web().fetch(f"{WWW}/")
    assert isinstance(page, Page)
    assert page.body == body


async def test_headers_of_an_answer_are_data(raw: RawServer, web: Make) -> None:
    raw.say(
        "/", reply(PAGE, Content_Type="text/html; charset=\x9b31mgbk", ETag='"\xe9"', Last_Modified="x" * 600)
    )
    page = await web().fetch(f"{WWW}/")
    assert isinstance(page, Page)
    assert page.content_type == "text/html; charset=31mgbk"
    # What cannot be sent back as it is, is not kept.
    assert page.validators.etag is None
    assert page.validators.last_modified is None
