"""What a server or the way to it does wrong: each fault has its sentence, within its bound."""

import asyncio
import socket
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from faults import AGAIN, CHUNKED, FAULTS, SILENT, SLOW, ZIPPED
from rawserver import PAGE, Act, RawServer, reply, reset

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import Fetcher
from zhonggong_reader.web.pace import Clock

WWW = "https://www.site.example"
Make = Callable[..., Fetcher]


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


@pytest.mark.parametrize("answer", SILENT.values(), ids=SILENT)
async def test_a_silent_server_is_left(answer: Act, raw: RawServer, web: Make) -> None:
    raw.say("/", answer)
    async with asyncio.timeout(5):
        with pytest.raises(FetchError, match="没有动静"):
            await web(timeout=0.2).fetch(f"{WWW}/")
    assert raw.count("/") == 1


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
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
