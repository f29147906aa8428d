"""The menu, the reader's own order, and lists that are asked for again."""

import msgspec
import pytest
from toldsite import Clock, ToldSite

from zhonggong_reader.errors import FetchError, InputError, PageNotUnderstood
from zhonggong_reader.library import Library
from zhonggong_reader.model import Failure, Shelf, Validators
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Channels, Settings


async def names(desk: Newsdesk) -> list[str]:
    return [entry.channel.name for entry in await desk.channels()]


async def test_a_new_library_offers_the_certain_channels(desk: Newsdesk, told: ToldSite) -> None:
    assert await names(desk) == ["全总", "工会", "评论", "权益", "人物"]
    assert told.asked == []


async def test_the_front_page_s_menu_becomes_the_channels_in_its_order(
    desk: Newsdesk, told: ToldSite
) -> None:
    home = (told.body("/") or b"").decode()
    first = '<li><a href="https://www.workercn.cn/quanzong/">全总</a></li>'
    told.put("/", home.replace(first, "").replace("工会</a></li>", f"工会</a></li>{first}", 1).encode())
    menu = await desk.refresh_front()
    assert [channel.name for channel in menu][:2] == ["工会", "全总"]
    assert (await names(desk))[:2] == ["工会", "全总"]


async def test_a_front_page_that_fails_leaves_the_channels_as_they_are(
    desk: Newsdesk, told: ToldSite
) -> None:
    told.fail("/", "连不上", offline=True)
    with pytest.raises(FetchError, match="连不上"):
        await desk.refresh_front()
    told.mend("/")
    told.put("/", "<html><title>登录</title><body>请先登录本网络。</body></html>".encode())
    with pytest.raises(PageNotUnderstood, match="不是中工网的网页"):
        await desk.refresh_front()
    told.remove("/")
    with pytest.raises(FetchError, match="找不到"):
        await desk.refresh_front()
    assert len(await names(desk)) == 5


async def test_the_settings_say_which_come_first_and_which_are_hidden(
    library: Library, told: ToldSite, clock: Clock
) -> None:
    wishes = Channels(first=("人物", "pl/pl", "没有的"), hidden=("工会", "right"))
    desk = Newsdesk(library, told, Settings(channels=wishes), now=clock)
    assert await names(desk) == ["人物", "评论", "全总"]
    # Hidden is not forbidden: who names a channel gets it.
    assert (await desk.channel("工会")).channel.slug == "acftu"
    assert (await desk.channel("/pl/pl/")).channel.name == "评论"


async def test_an_unknown_channel_is_told_with_those_there_are(desk: Newsdesk) -> None:
    with pytest.raises(InputError, match="没有“军机处”这个频道；可用的频道：全总、工会、评论、权益、人物"):
        await desk.channel("军机处")


async def test_a_list_is_asked_for_conditionally_from_the_second_time_on(
    desk: Newsdesk, told: ToldSite, clock: Clock
) -> None:
    channel = (await desk.channel("全总")).channel
    first = await desk.refresh(channel)
    assert (first.listed, first.new) == (2, 2)
    assert told.validators["/quanzong/"] == Validators()

    clock.forward(hours=1)
    second = await desk.refresh(channel)
    assert (second.listed, second.new) == (0, 0)
    assert told.validators["/quanzong/"] != Validators()
    entry = await desk.channel("全总")
    assert (entry.fetched, entry.articles, entry.unread) == (clock.now, 2, 2)


async def test_only_what_a_list_has_gained_is_new(desk: Newsdesk, told: ToldSite) -> None:
    whole = told.body("/acftu/") or b""
    cut = whole[: whole.index(b"<li id=")] + whole[whole.index(b"</li>", whole.index(b"<li id=")) + 5 :]
    told.put("/acftu/", cut)
    channel = (await desk.channel("工会")).channel
    assert (await desk.refresh(channel)).new == 2
    told.put("/acftu/", whole)
    again = await desk.refresh(channel)
    assert (again.listed, again.new) == (3, 1)
    view = await desk.shelves.open(Shelf("acftu"))
    assert [row.headline.title[:6] for row in await desk.shelves.page(view, 0, 1)] == ["全国新增一批"]


@pytest.mark.parametrize("trouble", ["fails", "is gone", "is no list"])
async def test_what_goes_wrong_stays_with_the_channel_until_it_succeeds(
    desk: Newsdesk, told: ToldSite, clock: Clock, trouble: str
) -> None:
    channel = (await desk.channel("权益")).channel
    await desk.refresh(channel)
    before = await desk.channel("权益")
    body = told.body("/right/") or b""
    match trouble:
        case "fails":
            told.fail("/right/", "网站出错")
        case "is gone":
            told.remove("/right/")
        case _:
            told.put("/right/", "<title>权益 - 中工网</title><p>维护中</p>".encode())
    clock.forward(minutes=5)
    with pytest.raises((FetchError, PageNotUnderstood)) as failed:
        await desk.refresh(channel)
    after = await desk.channel("权益")
    assert after.failure == Failure(str(failed.value), clock.now)
    assert msgspec.structs.replace(after, failure=None) == before

    told.mend("/right/")
    told.put("/right/", body)
    await desk.refresh(channel)
    assert (await desk.channel("权益")).failure is None


@pytest.mark.parametrize(
    ("before", "since"), [(True, "上次成功是 2026年10月5日 18:00"), (False, "这个频道还没有成功取到过")]
)
async def test_a_list_without_headlines_says_when_it_last_had_some(
    desk: Newsdesk, told: ToldSite, clock: Clock, before: bool, since: str
) -> None:
    channel = (await desk.channel("权益")).channel
    if before:
        await desk.refresh(channel)
    clock.forward(days=3)
    told.put("/right/", "<title>权益 - 中工网</title><p>改版中</p>".encode())
    for _ in range(2):
        with pytest.raises(PageNotUnderstood):
            await desk.refresh(channel)
        failure = (await desk.channel("权益")).failure
        assert failure is not None
        assert failure.reason == f"列表页上没有找到新闻标题，版面可能已改版；{since}"


async def test_a_channel_gone_from_the_site_is_called_by_its_name(desk: Newsdesk, told: ToldSite) -> None:
    told.remove("/pl/pl/")
    with pytest.raises(FetchError, match="频道“评论”的页面在网站上已找不到"):
        await desk.refresh((await desk.channel("评论")).channel)


async def test_what_is_missing_is_newest_first_and_as_much_as_asked(desk: Newsdesk) -> None:
    channel = (await desk.channel("人物")).channel
    await desk.refresh(channel)
    every = await desk.missing(channel, None)
    assert [headline.address[-13:-6] for headline in every] == ["8907680", "8907655", "8902045"]
    assert await desk.missing(channel, 1) == every[:1]
    assert await desk.missing(channel, 10**30) == every
    await desk.fetch_article(every[0].address)
    assert await desk.missing(channel, None) == every[1:]
