"""What is seen of a screen beneath another one."""

import asyncio
import gc
import weakref
from collections.abc import Callable

import pytest
from readingroom import press, reading, room, settled, text
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.over import Beneath, dimmed

AppMaker = Callable[..., ReaderApp]


def beneath(app: ReaderApp) -> list[str]:
    """Return the lines beneath, as they are drawn."""
    return [strip.text for strip in app.screen._render_cache.lines]


async def test_what_lies_beneath_is_the_screen_as_it_is(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        before = [strip.text for strip in app.screen._compositor.render_strips()]
        await press(pilot, "?")
        assert beneath(app) == before


async def test_what_lies_beneath_is_paler_and_cannot_be_clicked(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        before = [segment.style for strip in app.screen._compositor.render_strips() for segment in strip]
        await press(pilot, "?")
        seen = [segment.style for strip in app.screen._render_cache.lines for segment in strip]
        assert len(seen) == len(before)
        assert app.current_theme.background
        ground = Color.parse(app.current_theme.background)
        for bright, pale in zip(before, seen, strict=True):
            assert bright is not None
            assert pale is not None
            assert not pale.meta
            if bright.color is not None and bright.color != ground.rich_color:
                assert pale.color != bright.color


async def test_what_changes_beneath_is_seen(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "ctrl+p")
        room(pilot).say("刚刚更新了频道")
        await settled(pilot)
        assert "刚刚更新了频道" in text(app)


async def test_it_has_the_size_of_the_window(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "?")
        for size in (60, 20), (160, 50), (81, 24):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            strips = app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {size[0]}
            assert len(strips) == size[1]
            assert beneath(app) == [strip.text for strip in room(pilot)._compositor.render_strips()]


async def test_lines_are_dimmed_once(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "?")
        dimmings = []

        def dim(_: Beneath, strip: Strip) -> Strip:
            dimmings.append(strip)
            return strip

        monkeypatch.setattr(Beneath, "_dim", dim)
        app.screen.refresh(layout=True)
        await settled(pilot)
        assert dimmings == []


async def test_colours_beneath_are_those_of_the_theme(make_app: AppMaker) -> None:
    app = make_app(Settings(theme="paper"))
    async with reading(app, 120, 40) as pilot:

        def colours() -> list[list[Segment]]:
            return [list(strip) for strip in app.screen._render_cache.lines]

        await press(pilot, "?")
        by_day = colours()
        app.theme = "night"
        await settled(pilot)
        changed = colours()
        await press(pilot, "escape", "?")
        assert changed == colours() != by_day


@pytest.mark.parametrize("key", ["?", "ctrl+p", "x", "f10", "P"])
async def test_a_new_screen_is_laid_out_once_a_turn(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    turns: list[int] = []
    run, lay_out = asyncio.events.Handle._run, Screen._refresh_layout

    def turn(handle: asyncio.Handle) -> None:
        turns.append(0)
        run(handle)

    def laying_out(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        turns[-1] += screen is screen.app.screen  # which is drawn at once
        lay_out(screen, size, scroll)

    app = make_app()
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "G", "enter")
        monkeypatch.setattr(asyncio.events.Handle, "_run", turn)
        monkeypatch.setattr(Screen, "_refresh_layout", laying_out)
        await press(pilot, key)
        assert max(turns) == 1


def test_nothing_beneath_can_be_clicked() -> None:
    style = Style(
        color="#102030", bgcolor="#ffffff", bold=True, link="https://x.cn/", meta={"@click": "quit"}
    )
    seen = dimmed(style, Color.parse("#00000080"))
    assert seen is not None
    assert not seen.meta
    assert seen.link is None
    assert seen.bold
    assert seen.bgcolor != style.bgcolor
    assert dimmed(None, Color.parse("#00000080")) == Style()


@pytest.mark.parametrize("key", ["?", "ctrl+p", "x", "f10"])
async def test_a_screen_that_is_left_is_not_kept_in_memory(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "G", "enter", key)
        left = weakref.ref(app.screen)
        assert left() is not room(pilot)
        await press(pilot, "escape")
        assert app.screen is room(pilot)
        await settled(pilot)
        gc.collect()
        assert left() is None


async def test_what_a_notice_covered_is_drawn_with_all_beside_it_when_it_goes(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a Han character that was covered by half, Textual alone would draw blanks."""
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "/")
        app.notify("存下的搜索在频道栏里", timeout=600)
        while not any(toast.region for toast in app.screen.query("Toast")):
            await pilot.pause(0.01)
        await settled(pilot)
        compositor, whole = app.screen._compositor, 0
        draw = compositor.render_full_update

        def drawn(*, simplify: bool = False) -> object:
            nonlocal whole
            whole += 1
            return draw(simplify=simplify)

        monkeypatch.setattr(compositor, "render_full_update", drawn)
        app.clear_notifications()
        while app.screen.query("Toast"):
            await pilot.pause()
        await settled(pilot)
        assert whole
