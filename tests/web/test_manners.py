"""How the reader behaves towards the site: few at once, apart, by name, and quiet when asked."""

import asyncio
import gzip
from collections.abc import Callable
from itertools import pairwise

import httpx
import pytest
from rawserver import PAGE, RawServer, drip, reply, silence

from zhonggong_reader import __version__
from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import NotFound, NotModified, Page, Validators
from zhonggong_reader.web import AT_ONCE, JITTER, PATIENCE, TRIES, Fetcher
from zhonggong_reader.web.pace import Clock, Pace, SystemClock

WWW = "https://www.site.example"
Make = Callable[..., Fetcher]


def slept(clock: Clock) -> list[float]:
    sleeps: list[float] = clock.sleeps  # type: ignore[attr-defined]  # the tests' clock
    return sleeps


async def test_a_request_says_who_asks_and_what_it_takes(raw: RawServer, web: Make) -> None:
    raw.say("/", reply(PAGE, Set_Cookie="id=1; Path=/"))
    fetcher = web()
    await fetcher.fetch(f"{WWW}/")
    await fetcher.fetch(f"{WWW}/")
    for request in raw.requests:
        assert request.method == "GET"
        assert (
            request.headers["user-agent"]
            == f"zhonggong-reader/{__version__} (terminal reader of workercn.cn)"
        )
        assert request.headers["accept-encoding"] == "gzip"
        assert not {"cookie", "referer", "authorization", "if-none-match"} & request.headers.keys()


async def test_validators_go_out_as_they_came(raw: RawServer, web: Make) -> None:
    date = "Thu, 28 Apr 2022 07:14:00 GMT"
    raw.say(
        "/",
        reply(PAGE, ETag='W/"a,b"', Last_Modified=date),
        reply(status="304 Not Modified", Content_Length=""),
    )
    fetcher = web()
    page = await fetcher.fetch(f"{WWW}/")
    assert isinstance(page, Page)
    assert page.validators == Validators('W/"a,b"', date)
    assert page.fetched.isoformat() == "2022-04-28T00:00:00+00:00"
    assert await fetcher.fetch(f"{WWW}/", page.validators) == NotModified(f"{WWW}/")
    asked = raw.requests[1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('W/"a,b"', date)


@pytest.mark.parametrize(
    "validators", [None, Validators(), Validators(etag='"\r\nX: y"'), Validators(last_modified="工会")]
)
async def test_an_answer_of_304_needs_a_question(
    validators: Validators | None, raw: RawServer, web: Make
) -> None:
    raw.say("/", reply(status="304 Not Modified", Content_Length=""))
    with pytest.raises(FetchError, match="没有这样问过"):
        await web().fetch(f"{WWW}/", validators)
    assert not {"x", "if-none-match", "if-modified-since"} & raw.requests[0].headers.keys()


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
async def test_what_is_not_there_is_a_value(status: str, raw: RawServer, web: Make) -> None:
    raw.say("/", reply(PAGE, status))
    assert await web().fetch(f"{WWW}/") == NotFound(f"{WWW}/")


async def test_a_connection_serves_many_questions(raw: RawServer, web: Make) -> None:
    raw.keep_alive = True
    raw.say("/", reply(gzip.compress(PAGE), Content_Encoding="gzip"))
    raw.say("/same", reply(status="304 Not Modified", Content_Length=""))
    fetcher = web()
    for _ in range(3):
        await fetcher.fetch(f"{WWW}/")
        await fetcher.fetch(f"{WWW}/same", Validators(etag='"1"'))
    assert raw.connections == 1


async def test_no_more_than_four_are_under_way(raw: RawServer, web: Make) -> None:
    now, most = 0, 0
    gate = asyncio.Event()

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == AT_ONCE:
            gate.set()
        # Nobody is answered before as many as may have come are here together.
        await gate.wait()
        await asyncio.sleep(0.002)
        now -= 1
        writer.write(reply(PAGE))
        await writer.drain()

    for number in range(20):
        raw.say(f"/{number}", count)
    fetcher = web()
    pages = await asyncio.gather(*(fetcher.fetch(f"{WWW}/{number}") for number in range(20)))
    assert most == AT_ONCE == 4
    assert len(pages) == 20


async def test_who_waits_for_a_place_loses_no_time(web: Make) -> None:
    now, most = 0, 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.03)
        now -= 1
        return httpx.Response(200, content=PAGE)

    # All of them together take longer than one may.
    fetcher = web(transport=httpx.MockTransport(answer), timeout=0.25)
    pages = await asyncio.gather(*(fetcher.fetch(f"{WWW}/{number}") for number in range(40)))
    assert len(pages) == 40
    assert most == AT_ONCE


async def test_questions_come_a_pause_apart_and_not_like_clockwork(web: Make, clock: Clock) -> None:
    asked: list[float] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        asked.append(clock.monotonic())
        return httpx.Response(200, content=PAGE)

    fetcher = web(pause=0.25, transport=httpx.MockTransport(answer))
    await asyncio.gather(*(fetcher.fetch(f"{WWW}/") for _ in range(9)))
    gaps = [after - before for before, after in pairwise(asked)]
    assert all(0.25 - 1e-9 <= gap <= 0.25 * (1 + JITTER) + 1e-9 for gap in gaps)
    assert len(set(gaps)) > 1
    assert len(slept(clock)) == 8  # the first is asked at once


async def test_turns_are_taken_one_by_one(clock: Clock) -> None:
    taken: list[float] = []

    async def take() -> None:
        await pace.turn()
        taken.append(clock.monotonic())

    pace = Pace(0.25, clock)
    await asyncio.gather(*(take() for _ in range(9)))
    assert all(after - before >= 0.25 - 1e-9 for before, after in pairwise(taken))


async def test_who_is_cancelled_while_waiting_takes_no_turn() -> None:
    asleep = asyncio.Event()

    class Standing(SystemClock):
        """Time stands still: who sleeps, sleeps until cancelled."""

        def monotonic(self) -> float:
            return 0.0

        async def sleep(self, seconds: float) -> None:
            waits.append(seconds)
            asleep.set()
            await asyncio.Event().wait()

    waits: list[float] = []
    pace = Pace(10, Standing())
    await pace.turn()
    for _ in range(20):
        asleep.clear()
        waiting = asyncio.create_task(pace.turn())
        await asleep.wait()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert len(waits) == 20
    assert max(waits) <= 10 * (1 + JITTER)


async def test_a_cancelled_fetch_frees_its_place_and_its_connection(raw: RawServer, web: Make) -> None:
    raw.say("/slow", drip(reply(Content_Length="9000000"), b" " * 100))
    raw.say("/mute", silence)
    raw.say("/", reply(PAGE))
    fetcher = web()
    for target in ("/slow", "/mute"):
        tasks = [asyncio.create_task(fetcher.fetch(f"{WWW}{target}")) for _ in range(AT_ONCE + 2)]
        await raw.until(lambda target=target: raw.count(target) == AT_ONCE)  # type: ignore[misc]
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(result, asyncio.CancelledError) for result in results)
        assert raw.count(target) == AT_ONCE
        # All places are free again at once.
        pages = await asyncio.gather(*(fetcher.fetch(f"{WWW}/") for _ in range(AT_ONCE)))
        assert len(pages) == AT_ONCE
    await raw.until(lambda: raw.open == 0)


async def test_a_closed_fetcher_opens_again(raw: RawServer, web: Make) -> None:
    raw.say("/", reply(PAGE))
    async with web() as fetcher:
        await fetcher.fetch(f"{WWW}/")
    assert isinstance(await fetcher.fetch(f"{WWW}/"), Page)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    "asks",
    [
        ("7", 7),
        ("0", 1),
        ("-5", None),
        ("Thu, 28 Apr 2022 00:00:09 GMT", 9),
        ("Thursday, 28-Apr-22 00:00:09 GMT", 9),
        ("Thu Apr 28 00:00:09 2022", 9),
        ("Thu, 28 Apr 2022 08:00:09 +0800", 9),
        ("Thu, 28 Apr 1922 00:00:00 GMT", 1),
        ("soon", None),
        ("², Apr", None),
        ("Thu, 99 Apr 2022 00:00:09 GMT", None),
    ],
)
async def test_the_rest_that_a_server_asks_for_is_kept(
    status: str, asks: tuple[str, float | None], raw: RawServer, web: Make, clock: Clock
) -> None:
    value, rest = asks
    raw.say("/", reply(b"", status, Retry_After=value), reply(PAGE))
    assert isinstance(await web().fetch(f"{WWW}/"), Page)
    if rest is None:
        assert sum(slept(clock)) <= 1
    else:
        assert sum(slept(clock)) == pytest.approx(rest)


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (str(int(PATIENCE) + 1), "31 秒"),
        ("120", "2 分钟"),
        ("86400", "10 分钟"),
        ("9" * 5000, "10 分钟"),
        ("Fri, 29 Apr 2122 00:00:00 GMT", "10 分钟"),
    ],
)
async def test_a_rest_beyond_patience_is_told(
    value: str, spoken: str, raw: RawServer, web: Make, clock: Clock
) -> None:
    raw.say("/", reply(b"", "429 Too Many Requests", Retry_After=value))
    raw.say("/other", reply(PAGE))
    fetcher = web()
    # The same for every page: the server is not asked again before it allows it.
    for path in ("/", "/", "/other"):
        with pytest.raises(FetchError, match=f"要求暂停访问；请在 {spoken}后再试"):
            await fetcher.fetch(WWW + path)
    assert (raw.count("/"), raw.count("/other")) == (1, 0)
    assert slept(clock) == []
    await clock.sleep(600)
    assert isinstance(await fetcher.fetch(f"{WWW}/other"), Page)


async def test_the_last_try_still_hears_the_rest_that_is_asked_for(
    raw: RawServer, web: Make, clock: Clock
) -> None:
    raw.say("/", reply(status="503 x"), reply(status="503 x"), reply(status="503 x", Retry_After="300"))
    fetcher = web()
    with pytest.raises(FetchError, match="503"):
        await fetcher.fetch(f"{WWW}/")
    with pytest.raises(FetchError, match="5 分钟"):
        await fetcher.fetch(f"{WWW}/")
    assert raw.count("/") == TRIES


async def test_tries_are_further_and_further_apart_at_most(raw: RawServer, web: Make, clock: Clock) -> None:
    raw.say("/", reply(status="502 Bad Gateway"))
    fetcher = web()
    for _ in range(30):
        before = len(slept(clock))
        with pytest.raises(FetchError):
            await fetcher.fetch(f"{WWW}/")
        first, second = slept(clock)[before:]
        assert 0 <= first <= 1
        assert 0 <= second <= 2
    assert len(set(slept(clock))) == 60
    assert max(slept(clock)) > 1


async def test_the_page_that_asks_is_named_and_makes_no_question_conditional(
    raw: RawServer, web: Make
) -> None:
    raw.say(
        "/cms/front/search/result?query=%E5%B7%A5%E4%BC%9A", reply(b"{}"), reply(status="304 Not Modified")
    )
    fetcher, address = web(), f"{WWW}/cms/front/search/result?query=工会"
    await fetcher.fetch(address, referer=f"{WWW}/search/")
    assert raw.requests[0].headers["referer"] == f"{WWW}/search/"
    with pytest.raises(FetchError, match="没有这样问过"):
        await fetcher.fetch(address, referer=f"{WWW}/search/")
