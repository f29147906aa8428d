"""Channels and their lists: shown, brought up to date, announced; first starts, also without a network."""

from collections.abc import Callable

import pytest
from press import NOW, Press
from readingroom import (
    NEWEST,
    OPENING,
    SECOND,
    SITE,
    FakeWeb,
    at,
    fill,
    lines,
    press,
    reading,
    room,
    selected,
    settled,
    status,
    text,
)
from textual.pilot import Pilot

from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.library import Library
from zhonggong_reader.model import Failure, Shelf, Validators
from zhonggong_reader.settings import Channels, Settings
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
RIGHT = f"{SITE}/right/"
CHARACTER = f"{SITE}/character/"


async def in_channel(pilot: Pilot[None], name: str) -> None:
    """Go to the list of a channel."""
    await press(pilot, "h", "g")
    while (section := room(pilot).channel_list.current) and section.name != name:
        await press(pilot, "j")
    await press(pilot, "l")


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("next_", "previous"), [("]", "["), ("f6", "shift+f6"), ("】", "【")], ids=["letter", "twin", "wide"]
)
async def test_next_and_previous_channel(make_app: AppMaker, next_: str, previous: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, next_, next_, next_)
        assert "全总 2 篇" in lines(pilot.app)[0]
        assert OPENING in text(pilot.app)
        assert NEWEST not in text(pilot.app)
        await press(pilot, "enter", next_)
        assert room(pilot).pane == "headlines"
        assert "工会 3 篇" in lines(pilot.app)[0]
        await press(pilot, *[previous] * 5)
        assert "全部 12 篇" in lines(pilot.app)[0]


async def test_the_channels_tell_what_is_unread_and_what_failed(
    make_app: AppMaker, library: Library, web: FakeWeb
) -> None:
    fill(library, web)
    library.channels.failed("pl/pl", Failure("服务器出错（503）", NOW))
    ids = [listed.id for listed in library.headlines.page(library.headlines.open(Shelf("right")), 0, 3)]
    library.marks.read(ids, True, NOW)
    async with reading(make_app()) as pilot:
        column = [line[:14].split()[0] for line in lines(pilot.app)[1:9]]
        assert column == ["全部", "收藏", "阅读历史", "全总", "工会", "评论", "权益", "人物"]
        assert "评论     ! 2" in text(pilot.app)
        assert "权益        ▕" in text(pilot.app)
        await in_channel(pilot, "评论")
        assert status(pilot) == "更新失败：服务器出错（503）（刚刚）"


async def test_settings_order_and_hide_channels(make_app: AppMaker) -> None:
    settings = Settings(channels=Channels(first=("人物",), hidden=("right",)))
    async with reading(make_app(settings)) as pilot:
        names = [line.split()[0] for line in lines(pilot.app)[1:8]]
        assert names == ["全部", "收藏", "阅读历史", "人物", "全总", "工会", "评论"]


# ── Bringing up to date ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["r", "f5"])
async def test_r_fetches_the_channel_and_shows_what_came(make_app: AppMaker, web: FakeWeb, key: str) -> None:
    async with reading(make_app()) as pilot:
        await in_channel(pilot, "权益")
        web.publish(RIGHT, 1)
        await press(pilot, key)
        assert web.asked == [RIGHT]
        assert "权益 3 篇" in lines(pilot.app)[0]
        assert "第1条消息" in text(pilot.app)


@pytest.mark.parametrize("key", ["R", "ctrl+f5"])
async def test_shift_r_fetches_the_front_page_and_every_list(
    make_app: AppMaker, web: FakeWeb, key: str
) -> None:
    async with reading(make_app()) as pilot:
        await in_channel(pilot, "权益")
        await press(pilot, key)
        assert web.asked[0] == f"{SITE}/"
        assert sorted(web.asked[1:]) == sorted(
            f"{SITE}/{slug}/" for slug in ("quanzong", "acftu", "pl/pl", "right", "character")
        )
        assert "权益 2 篇" in lines(pilot.app)[0]


async def test_r_above_the_channels_fetches_all(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "r")
        assert len(web.asked) == 6


async def test_a_line_tells_what_is_being_fetched(make_app: AppMaker, web: FakeWeb) -> None:
    front, right = web.hold(f"{SITE}/"), web.hold(RIGHT)
    async with reading(make_app()) as pilot:
        await pilot.press("R")
        await front.asked.wait()
        assert status(pilot) == "正在取首页 …"
        await pilot.press("j")
        assert room(pilot).headline_list.cursor == 1
        front.release()
        await right.asked.wait()
        while "4/5" not in status(pilot):
            await pilot.pause()
        assert status(pilot) == "正在更新频道 4/5 …"
        right.release()
        await settled(pilot)
        assert status(pilot) == "列表更新于刚刚"


async def test_a_failing_channel_says_why_and_the_others_come(make_app: AppMaker, web: FakeWeb) -> None:
    web.failures[RIGHT] = FetchError("服务器出错（503）", "请稍后再试")
    web.publish(CHARACTER, 7)
    async with reading(make_app()) as pilot:
        await press(pilot, "R")
        assert "第7条消息" in text(pilot.app)
        assert "权益     ! 2" in text(pilot.app)
        await in_channel(pilot, "权益")
        assert "更新失败：服务器出错（503）" in lines(pilot.app)[0]
        assert "加班费、年休假" in text(pilot.app)
        web.failures.clear()
        await press(pilot, "r")
        assert "!" not in lines(pilot.app)[at(pilot.app, "权益").y]
        assert status(pilot) == "列表更新于刚刚"


async def test_a_page_that_is_no_list_is_a_failure_of_its_channel(make_app: AppMaker, web: FakeWeb) -> None:
    web.failures[RIGHT] = PageNotUnderstood("这一页不是频道列表", missing=("标题列表",))
    async with reading(make_app()) as pilot:
        await in_channel(pilot, "权益")
        await press(pilot, "r")
        assert "这一页不是频道列表" in lines(pilot.app)[0]


async def test_an_empty_channel_says_why_it_is_empty_after_a_failure(
    make_app: AppMaker, web: FakeWeb
) -> None:
    web.failures[RIGHT] = FetchError("服务器出错（503）", "请稍后再试")
    async with reading(make_app(filled=False)) as pilot:
        await in_channel(pilot, "权益")
        assert "服务器出错（503）" in lines(pilot.app)[2]
        assert "按 r 再试" in lines(pilot.app)[3]


async def test_an_empty_channel_that_fails_while_one_looks_at_it_says_why(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app(asks_site=False, filled=False)) as pilot:
        await in_channel(pilot, "权益")
        assert "还没有取过这里的列表" in text(pilot.app)
        web.failures[RIGHT] = FetchError("服务器出错（503）", "请稍后再试")
        await press(pilot, "r")
        assert "服务器出错（503）" in lines(pilot.app)[2]


async def test_a_refresh_moves_neither_the_selected_headline_nor_the_article(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "j", "enter", "j", "tab", "tab")
        before = selected(pilot).id, text(pilot.app).count("凌晨四点，一座万人工厂")
        web.publish(CHARACTER, 1, 2, 3)
        await press(pilot, "R")
        assert "全部 15 篇" in lines(pilot.app)[0]
        assert room(pilot).headline_list.cursor == 4
        assert (selected(pilot).id, text(pilot.app).count("凌晨四点，一座万人工厂")) == before
        assert selected(pilot).headline.title == SECOND


async def test_what_another_channel_brought_is_announced_and_shown_on_r(
    make_app: AppMaker, web: FakeWeb, library: Library
) -> None:
    """A second program fills the library while one reads; the next round finds it."""
    async with reading(make_app()) as pilot:
        before = lines(pilot.app)[1:]
        library.channels.listed("right", [Press().headline(5, title="刚刚到的一条")], Validators(), NOW)
        room(pilot).look_again()
        await settled(pilot)
        assert status(pilot) == "有 1 条新标题，按 r 显示"
        assert [line[14:] for line in lines(pilot.app)[1:]] == [line[14:] for line in before]
        assert selected(pilot).headline.title == NEWEST
        await press(pilot, "r")
        assert "刚刚到的一条" in text(pilot.app)
        assert selected(pilot).headline.title == NEWEST
        assert "新标题" not in status(pilot)


async def test_lists_that_are_old_are_fetched_by_themselves_and_announced(
    make_app: AppMaker, web: FakeWeb, library: Library
) -> None:
    fill(library, web)
    hour_ago = NOW.replace(hour=NOW.hour - 1)
    library.channels.unchanged("right", hour_ago)
    web.publish(RIGHT, 1, 2)
    async with reading(make_app()) as pilot:
        assert web.asked == [f"{SITE}/", RIGHT]
        assert status(pilot) == "有 2 条新标题，按 r 显示"
        assert selected(pilot).headline.title == NEWEST
        assert "第1条消息" not in text(pilot.app)


async def test_fresh_lists_are_left_alone(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        assert web.asked == []
        assert status(pilot) == "列表更新于刚刚"


# ── First starts, and without a network ──────────────────────────────────────────────────────────


async def test_a_first_start_fills_the_lists_by_itself(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app(filled=False)) as pilot:
        assert web.asked[0] == f"{SITE}/"
        assert "全部 12 篇" in lines(pilot.app)[0]
        assert NEWEST[:10] in lines(pilot.app)[1]
        assert "4 抖音" in lines(pilot.app)[-1]
        await press(pilot, "enter")
        assert room(pilot).article_view.kept is not None


async def test_at_a_first_start_one_reads_what_is_there_while_the_rest_comes(
    make_app: AppMaker, web: FakeWeb
) -> None:
    held = web.hold(CHARACTER)
    app = make_app(filled=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await held.asked.wait()
        while "4/5" not in status(pilot):
            await pilot.pause()
        while not room(pilot).headline_list.rows:
            await pilot.pause()
        await pilot.press("enter")
        while room(pilot).article_view.kept is None:
            await pilot.pause()
        title = room(pilot).article_view.kept
        held.release()
        await settled(pilot)
        assert room(pilot).article_view.kept == title
        assert room(pilot).pane == "article"


async def test_a_first_start_without_a_network_shows_the_sample_and_says_so(
    make_app: AppMaker, web: FakeWeb
) -> None:
    web.offline = True
    async with reading(make_app(filled=False)) as pilot:
        assert status(pilot) == "连不上中工网，先看随附的样例文章；联网后按 R 更新"
        assert OPENING in lines(pilot.app)[1]
        await press(pilot, "enter")
        assert "中工网北京4月27日电" in text(pilot.app)
        web.offline = False
        await press(pilot, "q", "R")
        assert "全部 12 篇" in lines(pilot.app)[0]
        assert "离线" not in status(pilot)


async def test_without_a_network_one_is_told_and_reads_on(
    make_app: AppMaker, web: FakeWeb, library: Library
) -> None:
    web.offline = True
    async with reading(make_app()) as pilot:
        await press(pilot, "r")
        assert "连不上中工网" in lines(pilot.app)[0]
        room(pilot).remark = None
        assert status(pilot) == "离线 · 刚刚更新"
        assert at(pilot.app, NEWEST[:10]).y == 1
        web.offline = False
        await press(pilot, "r")
        assert "离线" not in status(pilot)


async def test_the_demonstration_asks_for_nothing_by_itself(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app(filled=False, asks_site=False)) as pilot:
        assert web.asked == []
        assert "按 r 更新" in text(pilot.app)
