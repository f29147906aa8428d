"""The media matrix as a place of its own."""

from collections.abc import Callable

import pytest
from camera import scanned
from readingroom import at, click, lines, press, reading, room, text

from zhonggong_reader.settings import Matrix, Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.card import Card
from zhonggong_reader.ui.screens.help import Help
from zhonggong_reader.ui.screens.matrix import MatrixScreen

AppMaker = Callable[..., ReaderApp]

ADDRESSES = (
    "https://www.workercn.cn/app/download.html",
    "https://weixin.sogou.com/weixin?type=1&query=%E4%B8%AD%E5%B7%A5%E7%BD%91",
    "https://weibo.com/workercn",
    "https://www.douyin.com/search/%E4%B8%AD%E5%B7%A5%E7%BD%91?type=user",
)


@pytest.mark.parametrize("key", ["M", "shift+f1", "Ｍ"])
@pytest.mark.parametrize("pane", ["h", "", "enter"], ids=["channels", "headlines", "article"])
async def test_it_opens_from_every_pane_and_leads_back(make_app: AppMaker, key: str, pane: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, *([pane] if pane else []))
        before, where = lines(app), room(pilot).pane
        await press(pilot, key)
        assert isinstance(app.screen, MatrixScreen)
        await press(pilot, "escape")
        assert (lines(app), room(pilot).pane) == (before, where)


async def test_each_entry_says_what_it_is_and_whether_it_is_a_search(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 160, 48) as pilot:
        await press(pilot, "M")
        shown = text(app)
        for address in ADDRESSES:
            assert address in shown
        assert "中工网微信号  微信公众号（平台上的搜索）" in shown
        assert lines(app)[at(app, "中工网微博号").y].split() == ["3", "中工网微博号", "微博账号"]


async def test_what_the_foot_of_the_page_says_stands_as_the_page_has_it(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "M")
        for words in (
            "亿万职工的网上家园",
            "马上体验",
            "关于我们",
            "版权声明",
            "违法和不良信息举报电话:010-84151598",
            "网络敲诈和有偿删帖举报电话:010-84151598",
            "Copyright © 2008-2023 by www.workercn.cn. all rights reserved",
        ):
            assert words in text(app)


@pytest.mark.parametrize("theme", ["paper", "night"])
async def test_where_there_is_room_a_phone_reads_all_four_codes(make_app: AppMaker, theme: str) -> None:
    app = make_app(Settings(theme=theme))
    async with reading(app, 160, 48) as pilot:
        await press(pilot, "M")
        assert sorted(scanned(app)) == sorted(ADDRESSES)


@pytest.mark.parametrize(("down", "end"), [("j", "G"), ("down", "end")])
async def test_at_80_cells_the_code_is_that_of_the_selected_entry(
    make_app: AppMaker, down: str, end: str
) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "M")
        for address in ADDRESSES:
            assert scanned(app) == [address]
            await press(pilot, down)
        await press(pilot, end)
        assert scanned(app) == ["https://www.workercn.cn/copyright/"]


async def test_on_the_smallest_screen_a_card_has_the_code(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 40, 20) as pilot:
        assert "举报电话" not in text(app)
        await press(pilot, "M", "x")
        assert scanned(app) == [ADDRESSES[0]]
        await press(pilot, "escape", "3")
        assert isinstance(app.screen, Card)
        assert scanned(app) == [ADDRESSES[2]]
        await press(pilot, "escape")
        assert "举报电话" in text(app)


@pytest.mark.parametrize("key", ["y", "ctrl+k"])
async def test_an_address_is_copied(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "M", "j", "j", key)
        assert app.clipboard == ADDRESSES[2]


@pytest.mark.parametrize("key", ["o", "f2", "enter"])
async def test_an_address_is_opened(make_app: AppMaker, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "zhonggong_reader.ui.desktop.open_url", lambda address, browser: opened.append(address)
    )
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "M", "j", "j", key)
        assert opened == [ADDRESSES[2]]


async def test_settings_and_the_pointer(make_app: AppMaker) -> None:
    app = make_app(Settings(matrix=Matrix(douyin="https://www.douyin.com/user/example")))
    async with reading(app) as pilot:
        await press(pilot, "M")
        assert "https://www.douyin.com/user/example" in text(app)
        await click(pilot, "4 抖音")
        assert scanned(app) == ["https://www.douyin.com/user/example"]
        await press(pilot, "escape", "?")
        assert isinstance(app.screen, Help)
