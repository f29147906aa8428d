"""Moving about: in the lists, in an article, between panes that fold."""

from collections.abc import Callable

import pytest
from readingroom import NEWEST, OPENING, SECOND, at, lines, press, reading, room, settled, shown_panes, text
from rich.cells import set_cell_size

from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
LAST = 11
"""The last row of the whole library: twelve headlines."""


def without_bar(line: str) -> str:
    """Return a line of an article without the scroll bar, which has the last cell."""
    return set_cell_size(line, 79).rstrip()


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_the_cursor_moves_by_rows_and_stays_in_the_list(make_app: AppMaker, down: str, up: str) -> None:
    async with reading(make_app()) as pilot:
        headlines = room(pilot).headline_list
        await press(pilot, up)
        assert headlines.cursor == 0
        await press(pilot, down, down, down, up)
        assert headlines.cursor == 2
        await press(pilot, *[down] * 12)
        assert headlines.cursor == LAST


@pytest.mark.parametrize(("top", "end"), [("g", "G"), ("home", "end")])
async def test_top_and_end(make_app: AppMaker, top: str, end: str) -> None:
    async with reading(make_app(), 80, 10) as pilot:
        headlines = room(pilot).headline_list
        await press(pilot, end)
        assert headlines.cursor == LAST
        assert OPENING in text(pilot.app)
        await press(pilot, top)
        assert headlines.cursor == 0
        assert NEWEST[:10] in text(pilot.app)


@pytest.mark.parametrize(
    ("down", "up", "rows"), [("space", "b", 7), ("pagedown", "pageup", 7), ("ctrl+d", "ctrl+u", 4)]
)
async def test_pages_of_the_list(make_app: AppMaker, down: str, up: str, rows: int) -> None:
    """A screen of ten lines shows seven headlines."""
    async with reading(make_app(), 80, 10) as pilot:
        headlines = room(pilot).headline_list
        await press(pilot, down)
        assert headlines.cursor == rows
        await press(pilot, down, down, down)
        assert headlines.cursor == LAST
        await press(pilot, up)
        assert headlines.cursor == LAST - rows


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_in_an_article_the_same_keys_move_lines(make_app: AppMaker, down: str, up: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter")
        before = lines(pilot.app)
        await press(pilot, down, down, down)
        assert without_bar(lines(pilot.app)[5]) == without_bar(before[8])
        await press(pilot, up)
        assert without_bar(lines(pilot.app)[5]) == without_bar(before[7])
        await press(pilot, up, up, up)
        assert lines(pilot.app) == before


@pytest.mark.parametrize(
    ("down", "up", "kept"), [("space", "b", 2), ("pagedown", "pageup", 2), ("ctrl+d", "ctrl+u", None)]
)
async def test_pages_of_an_article(make_app: AppMaker, down: str, up: str, kept: int | None) -> None:
    """A whole page keeps two lines in sight, half a page half of them."""
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter")
        view = room(pilot).article_view
        before = lines(pilot.app)[1:21]
        await press(pilot, down)
        after = lines(pilot.app)[1:21]
        moved = view.scroll_offset.y
        assert moved == (20 - kept if kept else 10)
        assert [*map(without_bar, after[: 20 - moved])] == [*map(without_bar, before[moved:])]
        await press(pilot, up)
        assert lines(pilot.app)[1:21] == before


@pytest.mark.parametrize(("top", "end"), [("g", "G"), ("home", "end")])
async def test_top_and_end_of_an_article(make_app: AppMaker, top: str, end: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", end)
        assert "责任编辑：李方" in text(pilot.app)
        assert OPENING not in text(pilot.app)
        await press(pilot, top)
        assert OPENING in text(pilot.app)


async def test_the_article_scrolls_while_one_stays_in_the_list(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 20) as pilot:
        await press(pilot, "G", "enter", "h")
        view = room(pilot).article_view
        await press(pilot, "ctrl+e", "ctrl+e", "ctrl+y")
        assert view.scroll_offset.y == 1
        assert room(pilot).pane == "headlines"
        assert room(pilot).headline_list.cursor == LAST


async def test_on_a_wide_screen_all_panes_stay(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        for key in ("enter", "h", "h"):
            assert shown_panes(pilot) == {"channels", "headlines", "article"}
            await press(pilot, key)


async def test_at_80_cells_an_article_takes_the_place_of_the_lists(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        assert shown_panes(pilot) == {"channels", "headlines"}
        await press(pilot, "enter")
        assert shown_panes(pilot) == {"article"}
        assert "q 返回" in lines(pilot.app)[-2]
        await press(pilot, "q")
        assert shown_panes(pilot) == {"channels", "headlines"}


async def test_at_40_cells_there_is_one_pane_and_a_way_back(make_app: AppMaker) -> None:
    async with reading(make_app(), 40, 20) as pilot:
        assert shown_panes(pilot) == {"headlines"}
        assert "q 返回" in lines(pilot.app)[-2]
        await press(pilot, "enter")
        assert shown_panes(pilot) == {"article"}
        assert "q 返回" in lines(pilot.app)[-2]
        await press(pilot, "q", "q")
        assert shown_panes(pilot) == {"channels"}
        await press(pilot, "enter")
        assert shown_panes(pilot) == {"headlines"}


async def test_a_terminal_that_changes_its_width_folds_around_the_pane_one_is_in(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "j", "enter")
        for width, panes in (
            (80, {"article"}),
            (40, {"article"}),
            (120, {"channels", "headlines", "article"}),
        ):
            await pilot.resize_terminal(width, 24)
            await settled(pilot)
            assert shown_panes(pilot) == panes
            assert SECOND[:8] in text(pilot.app)
        assert room(pilot).pane == "article"


@pytest.mark.parametrize(("right", "left"), [("l", "h"), ("right", "left"), ("enter", "escape")])
async def test_right_and_left_lead_through_the_panes(make_app: AppMaker, right: str, left: str) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, left)
        assert room(pilot).pane == "channels"
        await press(pilot, left)
        assert room(pilot).pane == "channels"
        await press(pilot, right)
        assert room(pilot).pane == "headlines"
        await press(pilot, right)
        assert room(pilot).pane == "article"
        assert room(pilot).article_view.kept is not None
        await press(pilot, right, left)
        assert room(pilot).pane == "headlines"


async def test_tab_goes_round_the_panes(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        visited = []
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab"):
            await press(pilot, key)
            visited.append(room(pilot).pane)
        assert visited == ["article", "channels", "headlines", "channels", "article"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_an_article_alone_and_back(make_app: AppMaker, size: tuple[int, int]) -> None:
    async with reading(make_app(), *size) as pilot:
        shown = shown_panes(pilot)
        await press(pilot, "enter")
        await press(pilot, "z")
        assert shown_panes(pilot) == {"article"}
        await press(pilot, "escape")
        if size[0] == 120:
            assert room(pilot).pane == "article"
            assert shown_panes(pilot) == shown
            await press(pilot, "z", "z")
            assert shown_panes(pilot) == shown
            await press(pilot, "z", "q")
            assert room(pilot).pane == "article"
            await press(pilot, "q")
        assert room(pilot).pane == "headlines"
        assert shown_panes(pilot) == shown


async def test_q_goes_back_level_by_level_and_then_leaves(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "enter", "q")
        assert room(pilot).pane == "headlines"
        await press(pilot, "q")
        assert room(pilot).pane == "channels"
        assert app.is_running
        await press(pilot, "escape")
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert app._exit
    assert app.return_code == 0


@pytest.mark.parametrize("key", ["Q", "ctrl+q"])
async def test_leaving_at_once_from_anywhere(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "enter")
        await pilot.press(key)
        await pilot.pause()
        assert app._exit
    assert app.return_code == 0


async def test_ctrl_c_says_how_to_leave_and_does_not(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "ctrl+c")
        assert app.is_running
        assert "按 Q 离开" in lines(app)[0]


@pytest.mark.parametrize("size", [(29, 20), (40, 7), (10, 3), (1, 1)])
async def test_too_small_a_screen_says_so_and_recovers(make_app: AppMaker, size: tuple[int, int]) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "j")
        await pilot.resize_terminal(*size)
        await settled(pilot)
        if size >= (22, 4):
            assert "窗口太小了" in text(pilot.app)
        assert SECOND[:4] not in text(pilot.app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert at(pilot.app, SECOND[:10]).y == 2
        assert room(pilot).headline_list.cursor == 1
