"""What leads out of the reader: browser, clipboard, and the cards with their codes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from camera import scanned
from readingroom import (
    NEWEST,
    OPENING,
    OPENING_ADDRESS,
    SITE,
    click,
    lines,
    press,
    reading,
    room,
    settled,
    status,
    text,
)
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from zhonggong_reader.settings import Matrix, Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.card import Card, Code

AppMaker = Callable[..., ReaderApp]
FIRST_ADDRESS = f"{SITE}/c/2026-10-05/8907680.shtml"
MATRIX = {
    "1": ("中工网客户端", "https://www.workercn.cn/app/download.html"),
    "2": ("中工网微信号", "https://weixin.sogou.com/weixin?type=1&query="),
    "3": ("中工网微博号", "https://weibo.com/workercn"),
    "4": ("中工网抖音号", "https://www.douyin.com/search/"),
}
LABELS = {"1": "客户端", "2": "微信", "3": "微博", "4": "抖音"}


class Browser:
    """A command that writes down its arguments."""

    def __init__(self, folder: Path) -> None:
        self.record = folder / "arguments.json"
        # Renamed into place, so that a test never reads half of it.
        script = (
            "import json, os, sys; "
            "path = sys.argv[1]; new = path + '.new'; "
            "file = open(new, 'w'); json.dump(sys.argv[2:], file); file.close(); os.rename(new, path)"
        )
        self.settings = Settings(browser=(sys.executable, "-c", script, str(self.record), "--new tab; $(id)"))

    async def arguments(self, pilot: Pilot[None]) -> list[str]:
        """Return what the command was given, once it was."""
        while not self.record.exists():
            await pilot.pause()
        arguments = json.loads(self.record.read_text())
        self.record.unlink()
        assert isinstance(arguments, list)
        return arguments


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(tmp_path)


# ── Browser and clipboard ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["o", "f2"])
async def test_the_browser_gets_the_address_as_its_last_argument(
    make_app: AppMaker, browser: Browser, key: str
) -> None:
    async with reading(make_app(browser.settings)) as pilot:
        await press(pilot, key)
        assert await browser.arguments(pilot) == ["--new tab; $(id)", FIRST_ADDRESS]
        assert status(pilot) == f"已交给浏览器：{FIRST_ADDRESS}"
        await press(pilot, "G", "enter", key)
        assert await browser.arguments(pilot) == ["--new tab; $(id)", OPENING_ADDRESS]


@pytest.mark.parametrize("key", ["O", "shift+f2"])
async def test_a_capital_marks_read_what_it_hands_on(make_app: AppMaker, browser: Browser, key: str) -> None:
    app = make_app(browser.settings)
    async with reading(app) as pilot:
        assert "●" in lines(app)[1]
        await press(pilot, key)
        assert (await browser.arguments(pilot))[-1] == FIRST_ADDRESS
        assert "●" not in lines(app)[1]


async def test_without_a_browser_one_is_told_of_other_ways(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    async with reading(make_app()) as pilot:
        await press(pilot, "o")
        assert status(pilot).startswith("这里没有可用的浏览器")


async def test_y_copies_the_address(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "y")
        assert app.clipboard == FIRST_ADDRESS
        assert status(pilot) == f"已复制：{FIRST_ADDRESS}"
        await press(pilot, "G", "enter", "y")
        assert app.clipboard == OPENING_ADDRESS


# ── Cards ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["x", "f10"])
@pytest.mark.parametrize("theme", ["paper", "night"])
async def test_a_phone_reads_the_address_of_the_article_from_the_screen(
    make_app: AppMaker, key: str, theme: str
) -> None:
    app = make_app(Settings(theme=theme))
    async with reading(app) as pilot:
        await press(pilot, key)
        assert NEWEST in text(app)
        assert FIRST_ADDRESS in text(app)
        assert "用手机扫码阅读这一篇" in text(app)
        assert scanned(app) == [FIRST_ADDRESS]
        await press(pilot, "escape", "G", "enter", key)
        assert OPENING in text(app)
        assert scanned(app) == [OPENING_ADDRESS]


@pytest.mark.parametrize("number", MATRIX)
@pytest.mark.parametrize("wide", [False, True], ids=["digit", "wide"])
async def test_each_entry_of_the_matrix_has_a_card(make_app: AppMaker, number: str, wide: bool) -> None:
    app = make_app()
    name, address = MATRIX[number]
    async with reading(app, 100, 34) as pilot:
        await press(pilot, chr(ord(number) + 0xFEE0) if wide else number)
        shown = text(app)
        assert name in shown
        assert address in shown
        found = scanned(app)
        assert len(found) == 1
        assert found[0].startswith(address)
        assert ("这是在该平台上的搜索" in shown) == (number in "24")


@pytest.mark.parametrize("theme", ["paper", "night"])
async def test_the_longest_code_is_read_at_80_by_24(make_app: AppMaker, theme: str) -> None:
    app = make_app(Settings(theme=theme))
    async with reading(app) as pilot:
        for number, (_, address) in MATRIX.items():
            await press(pilot, number)
            (found,) = scanned(app)
            assert found.startswith(address)
            assert "Esc 返回" in text(app)
            await press(pilot, "escape")


async def test_settings_give_the_matrix_other_addresses(make_app: AppMaker) -> None:
    app = make_app(Settings(matrix=Matrix(douyin="https://www.douyin.com/user/example")))
    async with reading(app) as pilot:
        await press(pilot, "4")
        assert scanned(app) == ["https://www.douyin.com/user/example"]
        assert "搜索" not in text(app)


async def test_a_card_copies_and_opens_its_address(make_app: AppMaker, browser: Browser) -> None:
    app = make_app(browser.settings)
    async with reading(app) as pilot:
        await press(pilot, "3", "y")
        assert app.clipboard == MATRIX["3"][1]
        assert not isinstance(app.screen, Card)
        await press(pilot, "3", "o")
        assert (await browser.arguments(pilot))[-1] == MATRIX["3"][1]
        assert not isinstance(app.screen, Card)


@pytest.mark.parametrize("key", ["escape", "q", "h", "left", "enter", "x"])
async def test_a_card_closes_and_leaves_everything_as_it_was(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "j")
        before = lines(app)
        await press(pilot, "x", key)
        assert lines(app) == before
        assert room(pilot).pane == "headlines"


async def test_on_the_smallest_screen_a_code_is_read_and_the_way_back_works(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 40, 20) as pilot:
        await press(pilot, "x")
        assert scanned(app) == [FIRST_ADDRESS]
        await press(pilot, "q")
        assert NEWEST[:8] in text(app)


async def test_where_a_code_has_no_room_the_card_says_so_and_keeps_the_address(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 60, 14) as pilot:
        await press(pilot, "x")
        assert "窗口太小，放不下二维码" in text(app)
        assert FIRST_ADDRESS in text(app)
        assert not app.screen.query(Code)


async def test_a_card_meets_a_change_of_size(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "x")
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert scanned(app) == [FIRST_ADDRESS]


# ── The pointer ──────────────────────────────────────────────────────────────────────────────────


async def test_a_click_opens_a_channel_and_a_headline(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await click(pilot, "全总")
        assert "全总 2 篇" in lines(app)[0]
        assert room(pilot).pane == "headlines"
        await click(pilot, OPENING)
        assert room(pilot).pane == "article"
        assert "中工网北京4月27日电" in text(app)


async def test_a_click_on_the_key_line_does_what_the_key_does(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await click(pilot, "s 收藏")
        assert "★" in lines(app)[1]
        await click(pilot, "回车 打开")
        assert room(pilot).pane == "article"
        await click(pilot, "q 返回")
        assert room(pilot).pane == "headlines"


@pytest.mark.parametrize("number", MATRIX)
async def test_a_click_on_the_matrix_shows_its_card(make_app: AppMaker, number: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await click(pilot, f"{number} {LABELS[number]}")
        assert MATRIX[number][0] in text(app)


async def test_a_click_beside_everything_does_nothing(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        before = lines(app)
        await pilot.click(offset=(40, 18))  # below the last headline
        await pilot.click(offset=(75, 23))  # behind the matrix
        await pilot.click(offset=(3, 0))
        await settled(pilot)
        assert lines(app) == before


async def test_the_wheel_scrolls_what_is_under_the_pointer(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 120, 12) as pilot:
        await press(pilot, "G", "enter", "h")
        view = room(pilot).article_view
        # Textual's pilot has no wheel.
        await pilot._post_mouse_events([MouseScrollDown], view, offset=(5, 5))
        await settled(pilot)
        assert view.scroll_offset.y > 0
        assert room(pilot).pane == "headlines"
        assert room(pilot).headline_list.cursor == 11
        before = room(pilot).headline_list.scroll_offset.y
        await pilot._post_mouse_events([MouseScrollUp], room(pilot).headline_list, offset=(5, 5))
        await settled(pilot)
        assert room(pilot).headline_list.scroll_offset.y < before
        assert room(pilot).headline_list.cursor == 11
