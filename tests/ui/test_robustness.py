"""Hostile words and very long lists."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from press import NOW, Press
from readingroom import SITE, FakeWeb, fill, lines, press, reading, room, settled, text
from rich.cells import cell_len

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf, Validators
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import is_fit
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.widgets.headline_list import PAGE_ROWS, PAGES_HELD

AppMaker = Callable[..., ReaderApp]
MANY = 20_000


@pytest.mark.parametrize(
    "title",
    [
        "[/]x 标题",
        "[@click=app.quit]离开[/]",
        "[red]红[/red] [b",
        "[link=https://example.org]链接[/link]",
        "\\[转义] [[双]] $primary {0} %s",
        "[/nope]" * 20,
    ],
)
async def test_markup_in_a_headline_is_text_everywhere(
    make_app: AppMaker, library: Library, web: FakeWeb, title: str
) -> None:
    fill(library, web)
    library.channels.listed("right", [Press().headline(1, title=title)], Validators(), NOW)
    app = make_app()
    shown = title[:10]
    async with reading(app, 140, 40) as pilot:
        assert shown in text(app)
        await press(pilot, "x")
        assert shown in text(app)
        await press(pilot, "escape", "enter")
        # The site has no such article: its title stands over the reason.
        assert shown in text(app)
        assert "已找不到" in text(app)
        await pilot.click(offset=(70, 18))
        await settled(pilot)
        assert app.is_running


@pytest.mark.parametrize(
    "entity", ["&#27;[2J", "&#x202e;", "&#x9b;31m", "\x1b]52;c;eA==\x07", "\u2066", "\u200b"]
)
async def test_control_characters_of_a_page_reach_no_line_of_the_screen(
    make_app: AppMaker, web: FakeWeb, entity: str
) -> None:
    address = f"{SITE}/c/2022-04-28/6945203.shtml"
    for where in (address, f"{SITE}/quanzong/"):
        page = web.page(where)
        assert page is not None
        web.bodies[where] = page.body.replace("首届大国工匠".encode(), f"首届{entity}大国工匠".encode())
    app = make_app()
    async with reading(app, 140, 40) as pilot:
        await press(pilot, "G", "enter", "x", "y")
        await press(pilot, "s")
        assert all(is_fit(line) for line in lines(app))
        assert "大国工匠创新交流大会" in text(app)
        # Cleaned where it entered: the last door had nothing to do.
        assert app.guard.stopped == 0


async def test_of_a_joined_emoji_every_screen_shows_the_first_and_copying_gives_all(
    make_app: AppMaker, web: FakeWeb
) -> None:
    family = "👨\u200d👩\u200d👧"
    address = f"{SITE}/c/2022-04-28/6945203.shtml"
    for where in (address, f"{SITE}/quanzong/"):
        page = web.page(where)
        assert page is not None
        web.bodies[where] = page.body.replace("首届大国工匠".encode(), f"首届{family}大国工匠".encode())
    app = make_app()
    async with reading(app, 140, 40) as pilot:
        for key in ("G", "x", "escape", "enter", "v", "v", "v", "f", "i", "escape"):
            await press(pilot, key)
            assert all(is_fit(line) for line in lines(app)), key
            assert all(cell_len(line) <= 140 for line in lines(app)), key
        assert "首届👨大国工匠" in text(app)
        await press(pilot, "Y")
        assert f"首届{family}大国工匠" in app.clipboard
        await press(pilot, "/", *"大国工匠", "enter")
        assert "首届👨大国工匠" in text(app)
        assert all(is_fit(line) for line in lines(app))
        assert app.guard.stopped == 0


async def test_titles_without_end_fit_the_screen(make_app: AppMaker, library: Library, web: FakeWeb) -> None:
    fill(library, web)
    titles = ("长" * 3_000, "a" * 3_000, "…" * 300, "一 " * 300)
    headlines = [Press().headline(number, title=title) for number, title in enumerate(titles)]
    library.channels.listed("right", headlines, Validators(), NOW)
    app = make_app()
    async with reading(app, 120, 40) as pilot:
        for width in (120, 80, 40):
            await pilot.resize_terminal(width, 30)
            await settled(pilot)
            await press(pilot, "x", "escape", "enter", "q")
        assert len(lines(app)) == 30


# ── Very long lists ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 20,000 headlines."""
    path = tmp_path_factory.mktemp("many") / "library.sqlite3"
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    try:
        from library_maker import make
    finally:
        sys.path.pop(0)
    make(path, MANY, 0)
    return path


@pytest.fixture
def long_list(many: Path, web: FakeWeb) -> Iterator[ReaderApp]:
    with Library(many) as library:
        desk = Newsdesk(library, web, Settings(), now=lambda: NOW)
        yield ReaderApp(desk, Settings(), asks_site=False)


async def test_every_way_through_a_long_list_shows_the_right_rows(long_list: ReaderApp, many: Path) -> None:
    with Library(many) as library:
        view = library.headlines.open(Shelf())

        def titles(start: int, count: int) -> list[str]:
            return [str(listed.headline.title) for listed in library.headlines.page(view, start, count)]

        async with reading(long_list) as pilot:
            headlines = room(pilot).headline_list
            assert headlines.rows == MANY
            visible = headlines.size.height

            def shown_from(first: int) -> None:
                for line, title in zip(lines(pilot.app)[1:], titles(first, visible), strict=False):
                    assert title[:12] in line

            shown_from(0)
            await press(pilot, "end")
            shown_from(MANY - visible)
            assert headlines.cursor == MANY - 1
            await press(pilot, "pageup")
            assert headlines.cursor == MANY - 1 - visible
            await press(pilot, "home")
            shown_from(0)
            pages = PAGES_HELD * PAGE_ROWS // visible + 4
            for _ in range(pages):
                await press(pilot, "pagedown")
                assert len(headlines._pages) <= PAGES_HELD
            assert headlines.cursor == pages * visible
            shown_from(headlines.scroll_offset.y)
            assert len(headlines._pages) == PAGES_HELD


async def test_a_key_held_down_in_a_long_list_ends_where_it_should(long_list: ReaderApp) -> None:
    async with reading(long_list) as pilot:
        await pilot.press(*["pagedown"] * 30)
        await settled(pilot)
        headlines = room(pilot).headline_list
        assert headlines.cursor == 30 * headlines.size.height
        assert headlines.current is not None
        assert "⋯" not in text(pilot.app)
