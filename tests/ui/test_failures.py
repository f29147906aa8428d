"""Errors belong to their source: seen in its row, listed, gone through, tried again."""

from collections.abc import Callable

import pytest
from press import NOW
from readingroom import NEWEST, SECOND, SITE, FakeWeb, at, fill, lines, press, reading, room, status, text

from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Failure
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.failures import FailuresScreen

AppMaker = Callable[..., ReaderApp]
FIRST_ADDRESS = f"{SITE}/c/2026-10-05/8907680.shtml"
BUSY = FetchError("服务器出错（503）", "请稍后再试")


@pytest.fixture
def failing(web: FakeWeb, library: Library) -> FakeWeb:
    """The newest article and the channel 全总 cannot be had."""
    fill(library, web)
    library.channels.failed("quanzong", Failure(str(BUSY), NOW))
    web.failures[FIRST_ADDRESS] = BUSY
    web.failures[f"{SITE}/quanzong/"] = BUSY
    return web


@pytest.mark.usefixtures("failing")
async def test_an_article_that_failed_shows_so_in_its_row(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        assert "!" not in lines(app)[at(app, NEWEST[:8]).y].split("●")[1]
        await press(pilot, "enter", "escape")
        assert "!" in lines(app)[at(app, NEWEST[:8]).y].split("●")[1]


@pytest.mark.parametrize("key", ["!", "f9", "！"])
@pytest.mark.parametrize("pane", ["h", "", "enter"], ids=["channels", "headlines", "article"])
@pytest.mark.usefixtures("failing")
async def test_failures_are_listed_with_reason_and_time(make_app: AppMaker, key: str, pane: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "enter", "escape", *([pane] if pane else []), key)
        assert isinstance(app.screen, FailuresScreen)
        assert "失败 2 项" in lines(app)[0]
        assert lines(app)[1].split() == ["!", "全总", "刚刚"]
        assert "服务器出错（503）；请稍后再试　上次成功：刚刚" in lines(app)[2]
        assert NEWEST[:8] in lines(app)[3]
        assert "没有成功取到过" in lines(app)[4]
        await press(pilot, "escape")
        assert not isinstance(app.screen, FailuresScreen)


async def test_one_is_tried_again_and_goes_when_it_comes(make_app: AppMaker, failing: FakeWeb) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "enter", "escape", "!", "j", "r")
        assert "服务器出错（503）" in lines(app)[0]
        failing.failures.clear()
        await press(pilot, "r")
        assert "都已取到" in lines(app)[0]
        assert NEWEST[:8] not in text(app)
        assert "全总" in text(app)
        await press(pilot, "f5")
        assert "没有失败的" in text(app)
        await press(pilot, "q")
        assert "!" not in lines(app)[at(app, "全总").y][:14]


@pytest.mark.parametrize("key", ["R", "ctrl+f5"])
async def test_all_are_tried_again(make_app: AppMaker, failing: FakeWeb, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "enter", "escape", "!")
        failing.failures.clear()
        await press(pilot, key)
        assert "没有失败的" in text(app)


@pytest.mark.parametrize("key", ["e", "shift+f9", "ｅ"])
async def test_a_key_goes_to_the_next_failure_of_the_list(
    make_app: AppMaker, failing: FakeWeb, key: str
) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, key)
        assert status(pilot) == "这里没有失败的"
        await press(pilot, "enter", "escape", "G", key)
        assert room(pilot).headline_list.cursor == 0
        await press(pilot, "h", key)
        current = room(pilot).channel_list.current
        assert current is not None
        assert current.name == "全总"


async def test_offline_is_a_state_and_no_failure_of_anything(make_app: AppMaker, web: FakeWeb) -> None:
    app = make_app()
    async with reading(app) as pilot:
        web.offline = True
        await press(pilot, "R", "enter", "escape", "h")
        room(pilot).remark = None
        assert status(pilot) == "离线 · 刚刚更新"
        assert not [section.name for section in room(pilot).channel_list.sections if section.failed]
        assert SECOND[:6] in text(app)
        await press(pilot, "!")
        assert "没有失败的" in text(app)
