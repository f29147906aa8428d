"""Going back in a channel: by the page's link, by the platform's numbering, by the search."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from toldsite import Clock, ToldSite

from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.library import Library
from zhonggong_reader.model import Channel, Page, Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.newsdesk.past import PAGES_AT_ONCE, Older

PLACE = "/right/"


@pytest.fixture
async def channel(desk: Newsdesk, told: ToldSite) -> Channel:
    """A channel whose list of today is here."""
    channel = (await desk.channel("权益")).channel
    await desk.refresh(channel)
    told.asked.clear()
    return channel


def page_of(*numbers: int, extra: str = "") -> bytes:
    items = "".join(
        f'<li><h3><a href="/c/2026-09-{number:02}/{number}.shtml">从前的第{number}条消息</a></h3></li>'
        for number in numbers
    )
    return (
        "<html><head><title>权益 - 中工网</title></head>"
        f'<body><ul class="list">{items}</ul>{extra}</body></html>'
    ).encode()


def with_extra(told: ToldSite, extra: str) -> bytes:
    body = told.body(PLACE) or b""
    assert b"</body>" in body
    return body.replace(b"</body>", extra.encode() + b"</body>")


def titles(library: Library) -> list[str]:
    view = library.headlines.open(Shelf("right"))
    return [row.headline.title for row in library.headlines.page(view, 0, view.total)]


async def test_the_page_s_own_links_lead_back(
    desk: Newsdesk, told: ToldSite, channel: Channel, library: Library
) -> None:
    told.put(PLACE, with_extra(told, '<a href="/right/index_2.shtml">下一页</a>'))
    told.put("/right/index_2.shtml", page_of(9, 8, extra='<a href="index_3.shtml">下一页</a>'))
    told.put("/right/index_3.shtml", page_of(7, extra='<a href="index_2.shtml">下一页</a>'))
    today = titles(library)
    assert await desk.past.older(channel) == Older(2, end=False)
    assert titles(library) == [*today, "从前的第9条消息", "从前的第8条消息"]
    assert await desk.past.older(channel) == Older(1, end=False)
    # The last page leads round to one behind us.
    assert await desk.past.older(channel) == Older(0, end=True)
    assert told.asked == [PLACE, "/right/index_2.shtml", "/right/index_3.shtml"]


async def test_where_nothing_leads_back_the_platform_s_numbering_is_tried(
    desk: Newsdesk, told: ToldSite, channel: Channel
) -> None:
    told.put("/right/index_2.shtml", page_of(9))
    assert await desk.past.older(channel) == Older(1, end=False)
    assert await desk.past.older(channel) == Older(0, end=True)


@pytest.mark.parametrize("what", ["gone", "front page", "no list"])
async def test_a_guess_that_leads_nowhere_is_the_end(
    desk: Newsdesk, told: ToldSite, channel: Channel, library: Library, what: str
) -> None:
    before = titles(library)
    if what == "front page":
        told.redirect("/right/index_2.shtml", "/")
    elif what == "no list":
        told.put("/right/index_2.shtml", "<html><title>出错 - 中工网</title><p>没有。</p></html>".encode())
    assert await desk.past.older(channel) == Older(0, end=True)
    assert titles(library) == before


async def test_the_search_goes_back_by_the_catalogue_from_the_oldest_day(
    desk: Newsdesk, told: ToldSite, channel: Channel, library: Library
) -> None:
    told.put(PLACE, with_extra(told, "<script>var catalogID = '215';</script>"))
    asked: list[dict[str, list[str]]] = []
    fetch = told.fetch

    async def answer(address: str, *rest: object, referer: str | None = None) -> object:
        if "/cms/front/" not in address:
            return await fetch(address)
        asked.append(parse_qs(urlsplit(address).query, keep_blank_values=True))
        number = int(asked[-1]["pageIndex"][0])
        items = [{"title": f"检索到的第{number}条消息", "url": f"/c/2026-08-0{9 - number}/{number}.shtml"}]
        data = {"total": 2, "data": items if number < 2 else []}
        body = json.dumps({"status": 1, "data": data}).encode()
        page = await fetch("https://www.workercn.cn/right/")
        assert isinstance(page, Page)
        assert referer is not None
        return Page(
            address=address,
            body=body,
            content_type="application/json",
            validators=page.validators,
            fetched=page.fetched,
        )

    told.fetch = answer  # type: ignore[method-assign,assignment]
    assert await desk.past.older(channel) == Older(1, end=False)
    assert await desk.past.older(channel) == Older(1, end=False)
    assert await desk.past.older(channel) == Older(0, end=True)
    assert titles(library)[-2:] == ["检索到的第0条消息", "检索到的第1条消息"]
    # The oldest headline of the list is of 2 October; going back does not move that day.
    assert {(q["catalogID"][0], q["endDate"][0], q["query"][0]) for q in asked} == {("215", "2026-10-02", "")}


async def test_pages_that_bring_nothing_new_are_passed_over(
    desk: Newsdesk, told: ToldSite, channel: Channel
) -> None:
    told.put(PLACE, with_extra(told, '<a href="/right/index_2.shtml">下一页</a>'))
    for number in range(2, PAGES_AT_ONCE + 4):
        link = f'<a href="/right/index_{number + 1}.shtml">下一页</a>'
        told.put(f"/right/index_{number}.shtml", page_of(1, extra=link))
    assert await desk.past.older(channel) == Older(1, end=False)
    told.asked.clear()
    assert await desk.past.older(channel) == Older(0, end=False)
    assert len(told.asked) == PAGES_AT_ONCE


async def test_what_fails_is_told_and_tried_again_at_the_same_place(
    desk: Newsdesk, told: ToldSite, channel: Channel
) -> None:
    told.put(PLACE, with_extra(told, '<a href="/right/index_2.shtml">下一页</a>'))
    told.put("/right/index_2.shtml", b"<html><title>x</title><body></body></html>")
    told.fail("/right/index_2.shtml")
    with pytest.raises(FetchError, match="连不上"):
        await desk.past.older(channel)
    told.mend("/right/index_2.shtml")
    with pytest.raises(PageNotUnderstood):
        await desk.past.older(channel)
    told.put("/right/index_2.shtml", page_of(9))
    assert await desk.past.older(channel) == Older(1, end=False)


async def test_going_back_says_nothing_of_the_list_s_freshness(
    desk: Newsdesk, told: ToldSite, channel: Channel, clock: Clock
) -> None:
    before = (await desk.channel("权益")).fetched
    clock.forward(hours=5)
    told.put("/right/index_2.shtml", page_of(9))
    await desk.past.older(channel)
    assert (await desk.channel("权益")).fetched == before
