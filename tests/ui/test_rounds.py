"""What is fetched shows how far it is, can be stopped, and what came stays."""

from collections.abc import Callable

import pytest
from loopback import Site
from readingroom import SITE, FakeWeb, at, lines, press, reading, room, settled, status, text
from terminal import run_on_terminal

from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.ui import terminal_progress
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]


async def test_a_channel_that_is_still_to_come_is_marked(make_app: AppMaker, web: FakeWeb) -> None:
    app = make_app()
    async with reading(app) as pilot:
        held = web.hold(f"{SITE}/quanzong/")
        await pilot.press("R")
        await held.asked.wait()
        await pilot.pause()
        assert "⋯" in lines(app)[at(app, "全总").y][:14]
        held.release()
        await settled(pilot)
        assert "⋯" not in text(app)
        assert room(pilot).done == (0, 0)


@pytest.mark.parametrize("key", [".", "。"])
async def test_a_round_is_stopped_and_what_came_stays(make_app: AppMaker, web: FakeWeb, key: str) -> None:
    app = make_app(asks_site=False)
    async with reading(app) as pilot:
        await press(pilot, key)
        assert status(pilot) == "现在没有在取什么"
        web.publish(f"{SITE}/acftu/", 1)
        held = web.hold(f"{SITE}/quanzong/")
        await pilot.press("R")
        await held.asked.wait()
        await press(pilot, key)
        assert held.cancelled
        assert status(pilot) == "已停下，取到的都已存下"
        assert room(pilot).activity == ""
        assert "⋯" not in text(app)


async def test_escape_stops_a_round_where_it_has_nothing_else_to_do(make_app: AppMaker, web: FakeWeb) -> None:
    app = make_app(asks_site=False)
    async with reading(app) as pilot:
        held = web.hold(f"{SITE}/quanzong/")
        await pilot.press("R")
        await held.asked.wait()
        await pilot.press("escape")
        assert room(pilot).pane == "channels"
        assert not held.cancelled, "it went back a level"
        await press(pilot, "escape")
        assert held.cancelled
        assert status(pilot) == "已停下，取到的都已存下"
        await press(pilot, "escape")
        assert status(pilot) == "已停下，取到的都已存下", "nothing is under way any more"


@pytest.mark.parametrize("key", ["D", "insert"])
async def test_the_articles_of_a_channel_are_kept(make_app: AppMaker, library: Library, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "]", "]", "]", key)
        assert status(pilot) == "新存 2 篇"
        assert library.articles.missing("quanzong", 10) == []
        assert len(library.articles.missing(None, 100)) > 2


async def test_what_fails_is_told_with_the_key_that_lists_it(make_app: AppMaker, web: FakeWeb) -> None:
    web.failures[f"{SITE}/c/2022-04-28/6945203.shtml"] = FetchError("服务器出错（503）")
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "]", "]", "]", "D")
        assert status(pilot) == "新存 1 篇，失败 1 项，按 ! 查看"


async def test_keeping_is_stopped(make_app: AppMaker, web: FakeWeb) -> None:
    app = make_app()
    async with reading(app) as pilot:
        held = web.hold(f"{SITE}/c/2022-04-28/6945203.shtml")
        await press(pilot, "]", "]", "]")
        await pilot.press("D")
        await held.asked.wait()
        await press(pilot, ".")
        assert held.cancelled
        assert room(pilot).done == (0, 0)


@pytest.mark.parametrize(
    ("wish", "environ", "told"),
    [
        ("auto", {"TERM_PROGRAM": "WezTerm"}, True),
        ("auto", {"WT_SESSION": "x"}, True),
        ("auto", {"TERM_PROGRAM": "ghostty", "TMUX": "x"}, False),
        ("auto", {"TERM": "screen-256color", "WT_SESSION": "x"}, False),
        ("auto", {"TERM": "xterm-256color"}, False),
        ("always", {}, True),
        ("never", {"WT_SESSION": "x"}, False),
    ],
)
def test_only_terminals_that_are_known_are_told(
    wish: terminal_progress.Wish, environ: dict[str, str], told: bool
) -> None:
    assert terminal_progress.is_told(wish, environ) is told


@pytest.mark.parametrize(
    ("done", "total", "said"), [(1, 4, "1;25"), (4, 4, "1;100"), (5, 4, "1;100"), (0, 0, "0;0")]
)
def test_progress_is_a_part_of_a_hundred(done: int, total: int, said: str) -> None:
    assert terminal_progress.sequence(done, total) == f"\x1b]9;4;{said}\x1b\\"


def test_the_terminal_is_told_and_nothing_is_left_in_the_end(site: Site) -> None:
    shown = run_on_terminal(answers=[("列表更新于", "Q")], WT_SESSION="x")
    assert shown.code == 0
    assert "\x1b]9;4;1;" in shown.raw
    assert shown.raw.rindex(terminal_progress.END) > shown.raw.rindex("\x1b]9;4;1;")
    quiet = run_on_terminal(answers=[("列表更新于", "Q")])
    assert "\x1b]9;4" not in quiet.raw
