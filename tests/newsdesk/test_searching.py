"""Searching the site: what it finds is kept, and opens like any headline."""

from pathlib import Path

import pytest
from toldsite import ToldSite

from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.newsdesk.pages import question
from zhonggong_reader.queries import marked, parse

ANSWERS = Path(__file__).parents[1] / "pages/search"
QUERY = parse("班组")
PATH = question(QUERY, 0)[0].removeprefix("https://www.workercn.cn")


async def test_what_the_site_finds_is_kept_as_headlines_with_the_site_s_words(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    await desk.channels()
    told.put(PATH, (ANSWERS / "plain.answer").read_bytes())
    found = await desk.search.on_site(QUERY)
    assert (found.total, found.last, len(found.hits)) == (37, False, 2)
    assert "\x02班组\x03" in marked(found.hits[0].snippet)
    assert library.headlines.open(Shelf("character")).total == 1
    assert library.headlines.open(Shelf("acftu")).total == 1
    assert told.referers[PATH].startswith("https://www.workercn.cn/search/")
    # The article itself is on the told site.
    kept = await desk.article(found.hits[0].listed.id)
    assert kept.article.address == found.hits[0].listed.headline.address


async def test_nothing_found_is_a_value(desk: Newsdesk, told: ToldSite) -> None:
    told.put(PATH, (ANSWERS / "nothing.answer").read_bytes())
    found = await desk.search.on_site(QUERY)
    assert (found.total, found.last, found.hits) == (0, True, ())


async def test_a_page_past_the_end_is_the_last(desk: Newsdesk, told: ToldSite) -> None:
    path = question(QUERY, 9)[0].removeprefix("https://www.workercn.cn")
    told.put(path, b'{"status":1,"data":{"total":37,"data":[]}}')
    assert (await desk.search.on_site(QUERY, 9)).last


async def test_a_search_that_is_not_answered_is_told(desk: Newsdesk, told: ToldSite) -> None:
    with pytest.raises(FetchError, match="找不到"):
        await desk.search.on_site(QUERY)
    told.put(PATH, (ANSWERS / "login.answer").read_bytes())
    with pytest.raises(PageNotUnderstood, match="看不懂"):
        await desk.search.on_site(QUERY)
    told.fail(PATH, "连不上", offline=True)
    with pytest.raises(FetchError) as caught:
        await desk.search.on_site(QUERY)
    assert caught.value.offline


async def test_the_library_is_searched_batch_by_batch(desk: Newsdesk, told: ToldSite) -> None:
    channel = (await desk.channel("权益")).channel
    await desk.refresh(channel)
    batches = [batch async for batch in desk.search.here(parse("加班费"))]
    assert [hit.listed.headline.title[:3] for batch in batches for hit in batch] == ["加班费"]
