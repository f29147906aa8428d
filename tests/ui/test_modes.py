"""Reading modes: one column, newspaper columns, vertical lines; and one's place through all changes."""

from collections.abc import Callable

import pytest
from articles import article_of, corpus, sample_article
from press import NOW
from readingroom import lines, press, reading, room, settled, status, text
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from zhonggong_reader.model import KeptArticle, Position
from zhonggong_reader.settings import NARROWEST_MEASURE, WIDEST_MEASURE, Settings
from zhonggong_reader.typeset import source_of
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.sheet import MODES
from zhonggong_reader.ui.widgets.article_view import ArticleView

AppMaker = Callable[..., ReaderApp]
LONG = article_of(*sample_article().blocks, *corpus())


async def open_article(pilot: Pilot[None]) -> ArticleView:
    """Read a long article, alone on the screen."""
    view = room(pilot).article_view
    await press(pilot, "enter", "z")
    view.kept = KeptArticle(id=1, article=LONG, fetched=NOW, read=True, starred=False, position=None)
    await settled(pilot)
    return view


def in_sight(view: ArticleView) -> set[tuple[int, int]]:
    """Return the places of the characters that the window shows."""
    assert view._sheet is not None
    top = view.scroll_offset.y
    return {
        (piece.source.block, offset)
        for row in view._sheet.rows[top : top + view.size.height]
        for piece in (row.segments if row else ())
        if piece.source
        for offset in range(piece.source.start, piece.source.end)
    }


def is_in_sight(view: ArticleView, place: Position) -> bool:
    return (place.block, place.offset) in in_sight(view)


async def test_v_goes_through_the_modes_and_names_each(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 30) as pilot:
        view = await open_article(pilot)
        found = []
        for _ in range(3):
            await press(pilot, "v")
            found.append((view.mode, status(pilot)))
        assert found == [("columns", "版式：报纸分栏"), ("vertical", "版式：竖排"), ("column", "版式：单栏")]


async def test_columns_stand_side_by_side_and_vertical_lines_from_the_right(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 30) as pilot:
        await press(pilot, "G", "enter", "z", "v")
        beside = [line for line in lines(pilot.app)[1:] if "中工网" in line[:20] and line[40:].strip()]
        assert len(beside) == 1
        await press(pilot, "v")
        title = [line.rstrip(" ▁▂▃▄▅▆▇█")[-1:] for line in lines(pilot.app)[1:-3]]
        assert "".join(title).startswith("首届大国工匠创新交流大会开幕")


async def test_where_two_columns_have_no_room_v_says_so_and_goes_on(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        view = await open_article(pilot)
        await press(pilot, "v")
        assert view.mode == "vertical"
        assert "放不下两栏" in status(pilot)
        await press(pilot, "v")
        assert status(pilot) == "版式：单栏"


@pytest.mark.parametrize("mode", ["columns", "vertical"])
async def test_space_turns_exactly_one_page(make_app: AppMaker, mode: str) -> None:
    async with reading(make_app(), 100, 24) as pilot:
        view = await open_article(pilot)
        await press(pilot, *("v" if mode == "columns" else "vv"))
        assert view.mode == mode
        seen: list[set[tuple[int, int]]] = [in_sight(view)]
        while not view.at_end:
            await press(pilot, "space")
            seen.append(in_sight(view))
            assert view.scroll_offset.y == (len(seen) - 1) * view.size.height
        assert len(seen) > 3
        assert sum(map(len, seen)) == len(set().union(*seen))  # nothing twice
        assert set().union(*seen) >= {
            (block, offset)
            for block in range(len(LONG.blocks))
            for offset, character in enumerate(source_of(LONG, block))
            if character.isalnum()
        }
        for page in reversed(seen[:-1]):
            await press(pilot, "b")
            assert in_sight(view) == page
        await press(pilot, "j", "k", "down", "pagedown", "ctrl+u", "up")
        assert in_sight(view) == seen[0]
        await press(pilot, "G")
        assert in_sight(view) == seen[-1]


async def test_the_wheel_turns_pages_too(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 24) as pilot:
        view = await open_article(pilot)
        await press(pilot, "v")
        for event, page in ((MouseScrollDown, 1), (MouseScrollDown, 2), (MouseScrollUp, 1)):
            await pilot._post_mouse_events([event], offset=(50, 10))
            await settled(pilot)
            assert view.scroll_offset.y == page * view.size.height


async def test_behind_the_last_page_comes_the_next_unread_article(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 24) as pilot:
        await press(pilot, "enter", "z", "v")
        view = room(pilot).article_view
        first = view.kept
        while not view.at_end:
            await press(pilot, "space")
        assert view.kept is first
        await press(pilot, "space")
        assert view.kept is not None
        assert first is not None
        assert view.kept.id != first.id
        assert view.mode == "columns"
        assert view.scroll_offset.y == 0


@pytest.mark.parametrize("key", ["<", "＜"])
async def test_lines_grow_shorter_and_longer_within_bounds(make_app: AppMaker, key: str) -> None:
    wider = ">" if key == "<" else "＞"
    async with reading(make_app(), 120, 24) as pilot:
        view = await open_article(pilot)
        assert view.measure == 72
        await press(pilot, key)
        assert view.measure == 68
        assert status(pilot) == "每行最多 34 字"
        assert view._sheet is not None
        assert view._sheet.width == 68
        await press(pilot, *[key] * 15)
        assert view.measure == NARROWEST_MEASURE
        await press(pilot, *[wider] * 25)
        assert view.measure == WIDEST_MEASURE
        assert view._sheet.width == WIDEST_MEASURE


# ── The place ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("start", MODES)
async def test_the_place_is_kept_through_every_change(make_app: AppMaker, start: str) -> None:
    async with reading(make_app(), 100, 30) as pilot:
        view = await open_article(pilot)
        await press(pilot, *"v" * MODES.index(start))
        await press(pilot, "space", "space", *(["j"] * 3 if start == "column" else []))
        place = view.reading_place
        assert place.block > 0
        assert is_in_sight(view, place)
        for key in ("v", "v", "<", "ctrl+t", "z", "v", ">", "v", "z", "v", "v", "y", "x", "escape"):
            await press(pilot, key)
            assert view.reading_place == place
            assert is_in_sight(view, place)


@pytest.mark.parametrize("mode", MODES)
async def test_the_place_is_kept_through_a_storm_of_sizes(make_app: AppMaker, mode: str) -> None:
    async with reading(make_app(), 100, 30) as pilot:
        view = await open_article(pilot)
        await press(pilot, *"v" * MODES.index(mode), "G")
        place = view.reading_place
        for size in ((60, 12), (200, 60), (41, 21), (100, 8), (170, 50), (45, 90), (139, 31), (140, 30)):
            await pilot.resize_terminal(*size)
        await settled(pilot)
        assert view.reading_place == place
        assert is_in_sight(view, place)
        for size in ((60, 14), (180, 50), (40, 20), (140, 30)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert view.reading_place == place
            assert is_in_sight(view, place)


async def test_a_place_reached_in_columns_is_kept_over_a_restart(make_app: AppMaker) -> None:
    async with reading(make_app(), 130, 12) as pilot:
        await press(pilot, "G", "enter", "z", "j", "j", "j", "j", "j")
        place = room(pilot).article_view.reading_place
        assert place.block >= 0
        await press(pilot, "v")
        await pilot.press("Q")
        await pilot.pause()
    async with reading(make_app(), 90, 14) as pilot:
        await press(pilot, "G", "enter")
        view = room(pilot).article_view
        assert view.reading_place == place
        assert is_in_sight(view, place)


async def test_a_window_without_rows_or_columns_for_an_article_does_no_harm(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 24) as pilot:
        view = await open_article(pilot)
        await press(pilot, "space")
        place = view.reading_place
        for mode in MODES:
            view.mode = mode
            for size in ((20, 4), (1, 1), (9, 3), (200, 2), (30, 5)):
                await pilot.resize_terminal(*size)
                await settled(pilot)
        await pilot.resize_terminal(100, 24)
        view.mode = "column"
        await settled(pilot)
        assert view.reading_place == place
        assert "中工网" in text(pilot.app)


async def test_settings_change_how_lines_are_set(make_app: AppMaker) -> None:
    shown = set()
    for settings in (
        Settings(),
        Settings(justify=False),
        Settings(justify=False, hanging=True),
        Settings(justify=False, half_width_ends=True),
    ):
        async with reading(make_app(settings), 60, 40) as pilot:
            await open_article(pilot)
            shown.add(text(pilot.app))
            assert text(pilot.app).count("｡") + text(pilot.app).count("､") == 0 or settings.half_width_ends
    assert len(shown) == 4
