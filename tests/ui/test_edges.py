"""The edges between panes: taken with the mouse, moved by keys, kept, and never past what a pane needs."""

from collections.abc import Callable
from typing import Any

import pytest
from readingroom import NEWEST, lines, press, reading, room, settled, status
from terminal import run_on_terminal
from textual import events
from textual.pilot import Pilot

from zhonggong_reader import places, settings
from zhonggong_reader.settings import Panes, Settings
from zhonggong_reader.ui import folding
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
ALL = folding.visible(200, "headlines", alone=False)


def stand(pilot: Pilot[Any]) -> list[int]:
    """Return the columns in which edges stand on the screen."""
    marks = [edge for edge in room(pilot).query("Edge") if edge.display]
    return [edge.region.x for edge in marks]


async def carry(pilot: Pilot[Any], column: int, row: int) -> None:
    """Move the mouse with its button held down, for which the pilot has no word."""
    await pilot._post_mouse_events([events.MouseMove], offset=(column, row), button=1)


async def drag(pilot: Pilot[Any], edge: int, to: int) -> None:
    """Take an edge with the mouse, and let go of it in column `to`."""
    await pilot.mouse_down(offset=(stand(pilot)[edge], 5))
    await carry(pilot, (stand(pilot)[edge] + to) // 2, 9)
    await carry(pilot, to, 6)
    await pilot.mouse_up(offset=(to, 6))
    await settled(pilot)


async def test_the_mouse_drags_each_edge_and_the_file_keeps_them(make_app: AppMaker) -> None:
    places.settings().parent.mkdir(parents=True)
    places.settings().write_text("# 我的\nmeasure = 60  # 窄一些\n", "utf-8")
    async with reading(make_app(settings.read(places.settings())), 140, 30) as pilot:
        await drag(pilot, 0, 24)
        await drag(pilot, 1, 60)
        assert stand(pilot) == [24, 60]
        assert room(pilot).article_view.size.width == 79
    said = places.settings().read_text("utf-8")
    assert said.startswith("# 我的\nmeasure = 60  # 窄一些\n")
    assert "channels = 25" in said
    async with reading(make_app(settings.read(places.settings())), 140, 30) as pilot:
        assert stand(pilot) == [24, 60]


async def test_an_edge_follows_the_pointer_before_one_lets_go(make_app: AppMaker) -> None:
    async with reading(make_app(), 140, 30) as pilot:
        column = stand(pilot)[1]
        await pilot.mouse_down(offset=(column, 5))
        await carry(pilot, column + 10, 5)
        await pilot.pause()
        assert stand(pilot)[1] == column + 10
        assert lines(pilot.app)[5][:80].count("┃") == 1
        await pilot.mouse_up(offset=(column + 10, 5))
        await pilot.hover(offset=(3, 3))
        await pilot.pause()
        assert stand(pilot)[1] == column + 10
        assert "┃" not in "".join(lines(pilot.app))


async def test_two_clicks_put_an_edge_back_and_one_does_not(make_app: AppMaker) -> None:
    async with reading(make_app(Settings(panes=Panes(channels=30, headlines=60))), 140, 30) as pilot:
        first = stand(pilot)[0]
        await pilot.click(offset=(first, 5))
        assert stand(pilot)[0] == first
        await pilot.click(offset=(first, 5), times=2)
        await pilot.pause()
        assert stand(pilot)[0] == Panes().channels - 1
        await pilot.click(offset=(stand(pilot)[1], 5), times=2)
        await settled(pilot)
        assert settings.read(places.settings()).panes == Panes()


async def test_a_button_that_was_let_go_elsewhere_holds_nothing(make_app: AppMaker) -> None:
    async with reading(make_app(), 140, 30) as pilot:
        column = stand(pilot)[0]
        await pilot.mouse_down(offset=(column, 5))
        await pilot.hover(offset=(column + 9, 5))
        await carry(pilot, column + 12, 5)
        await pilot.pause()
        assert stand(pilot)[0] == column


@pytest.mark.parametrize(("left", "right"), [("-", "+"), ("shift+left", "shift+right")])
async def test_keys_move_the_edge_of_the_pane_one_is_in(make_app: AppMaker, left: str, right: str) -> None:
    async with reading(make_app(), 140, 30) as pilot:
        first, second = stand(pilot)
        await press(pilot, right)
        assert stand(pilot) == [first, second + 2]
        await press(pilot, "h", left)
        assert stand(pilot) == [first - 2, second + 2]
        await press(pilot, "l", "l", left, left, left)
        assert stand(pilot) == [first - 2, second - 4]
        assert settings.read(places.settings()).panes != Panes()
        await press(pilot, "0")
        assert stand(pilot) == [first, second]
        assert "channels" not in places.settings().read_text("utf-8")


async def test_at_80_cells_there_is_one_edge_and_on_a_phone_none(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await drag(pilot, 0, 20)
        assert stand(pilot) == [20]
        await press(pilot, "-")
        assert stand(pilot) == [18]
        await pilot.resize_terminal(40, 20)
        await settled(pilot)
        assert stand(pilot) == []
        await press(pilot, "+")
        assert "没有边界可移" in status(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert stand(pilot) == [18]


async def test_the_newspaper_follows(make_app: AppMaker) -> None:
    async with reading(make_app(), 140, 30) as pilot:
        first = stand(pilot)[0]
        await press(pilot, "P", "h", "+", "+", "escape")
        assert pilot.app.screen is room(pilot)
        assert stand(pilot)[0] == first + 4


async def test_a_file_that_is_broken_meanwhile_is_left_alone_and_the_edge_stays(make_app: AppMaker) -> None:
    async with reading(make_app(), 140, 30) as pilot:
        places.settings().parent.mkdir(parents=True)
        places.settings().write_text("measure = [", "utf-8")
        first = stand(pilot)[0]
        await press(pilot, "h", "+")
        assert stand(pilot)[0] == first + 2
        assert "config.toml" in status(pilot)
        assert places.settings().read_text("utf-8") == "measure = ["


async def test_what_was_moved_a_moment_ago_is_kept_by_leaving(make_app: AppMaker) -> None:
    async with reading(make_app(), 140, 30) as pilot:
        await pilot.press("h", "+", "Q")
    assert settings.read(places.settings()).panes.channels == Panes().channels + 2


# ── How far ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [56, 80, 107, 108, 120, 160, 250, 600])
@pytest.mark.parametrize(
    "panes", [Panes(), Panes(channels=8, headlines=15), Panes(channels=40, headlines=75)]
)
def test_every_pane_keeps_what_it_needs(width: int, panes: Panes) -> None:
    shown = folding.visible(width, "headlines", alone=False)
    stand = folding.columns(width, shown, panes)
    assert stand["channels"] + 1 >= 8
    if shown == ALL:
        assert stand["headlines"] - stand["channels"] - 1 >= folding.LEAST_HEADLINES
        assert width - stand["headlines"] - 1 >= folding.LEAST_ARTICLE - 1
    else:
        assert width - stand["channels"] - 1 >= folding.LEAST_HEADLINES


@pytest.mark.parametrize("width", [108, 131, 160, 243])
def test_an_edge_stands_where_it_was_put_and_moves_no_other(width: int) -> None:
    before = folding.columns(width, ALL, Panes())
    for column in range(50, width - 60):
        panes = folding.moved(width, ALL, Panes(), "headlines", column)
        assert folding.columns(width, ALL, panes) == {**before, "headlines": column}
    for column in range(8, 39):
        panes = folding.moved(width, ALL, Panes(), "channels", column)
        stand = folding.columns(width, ALL, panes)
        assert stand["channels"] == column
        assert stand["headlines"] == max(before["headlines"], column + 1 + folding.LEAST_HEADLINES)


@pytest.mark.parametrize(
    ("edge", "to"), [("channels", -9), ("channels", 999), ("headlines", -9), ("headlines", 999)]
)
def test_an_edge_that_is_taken_too_far_stops(edge: folding.EdgeName, to: int) -> None:
    for width in (108, 140, 300):
        panes = folding.moved(width, ALL, Panes(), edge, to)
        assert settings_take(panes)
        stand = folding.columns(width, ALL, panes)
        assert 7 <= stand["channels"] < 40
        assert stand["headlines"] <= width - folding.LEAST_ARTICLE


def settings_take(panes: Panes) -> bool:
    """Tell whether the settings would be read back with these."""
    return 8 <= panes.channels <= 40 and 15 <= panes.headlines <= 75


def test_shares_stay_when_the_window_grows() -> None:
    panes = folding.moved(120, ALL, Panes(), "headlines", 67)
    for width in (160, 240):
        stand = folding.columns(width, ALL, panes)
        share = (stand["headlines"] - stand["channels"] - 1) / (width - stand["channels"] - 1)
        assert share == pytest.approx(0.5, abs=0.01)


# ── On a real terminal ───────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("site")
def test_a_terminal_that_tells_of_the_mouse_drags_an_edge() -> None:
    """SGR mouse (DECSET 1006): `CSI < button ; column ; row M`, from 1; 32 is a move with the button held.

    All of it comes in one breath, as from a quick hand.
    """
    shown = run_on_terminal(
        columns=120,
        rows=30,
        answers=[
            (NEWEST[:10], "\x1b[<0;14;9M\x1b[<32;18;9M\x1b[<32;24;9M\x1b[<0;24;9m"),
            (" " * 23 + "┃", "Q"),
        ],
    )
    assert shown.code == 0
    assert settings.read(places.settings()).panes.channels == 24
