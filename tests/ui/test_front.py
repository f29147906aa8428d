"""The front page on the screen: opened by letter and twin, gone through, read from, brought up to date."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from album import Album, file_of, landscape
from press import NOW
from readingroom import (
    NEWEST,
    SITE,
    FakeWeb,
    Held,
    at,
    fill,
    lines,
    press,
    reading,
    room,
    settled,
    status,
    text,
)
from textual.pilot import Pilot
from textual.strip import Strip

from zhonggong_reader.bookmark import LASTED, Bookmark, BookmarkFile, Visits
from zhonggong_reader.library import Library
from zhonggong_reader.model import NotFound, Page, Shelf
from zhonggong_reader.newsdesk import Pictures
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.front import FrontScreen
from zhonggong_reader.ui.screens.paper import PaperRoom
from zhonggong_reader.ui.screens.search import Search

AppMaker = Callable[..., ReaderApp]
QUANZONG = f"{SITE}/quanzong/"
YESTERDAY = NOW - timedelta(hours=14)


def front(pilot: Pilot[None]) -> FrontScreen:
    assert isinstance(pilot.app.screen, FrontScreen)
    return pilot.app.screen


def selected(pilot: Pilot[None]) -> str:
    story = front(pilot).view.current
    return story.listed.headline.title if story else ""


def opened_id(pilot: Pilot[None]) -> int:
    kept = room(pilot).article_view.kept
    assert kept is not None
    return kept.id


def says(pilot: Pilot[None]) -> str:
    return front(pilot).masthead.status.text


@pytest.fixture
def visited(library: Library, web: FakeWeb, tmp_path: Path) -> BookmarkFile:
    """A reader who saw what is in the library, the evening before."""
    fill(library, web)
    file = BookmarkFile(tmp_path / "bookmark.json")
    visits = Visits(YESTERDAY - LASTED, YESTERDAY, mark=library.arrivals.mark())
    file.write(Bookmark(visits=visits))
    return file


@pytest.mark.parametrize("key", ["T", "ctrl+home", "Ｔ"])
@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)], ids=["40x20", "80x24", "120x40"])
async def test_it_opens_and_closes_by_the_same_key(
    make_app: AppMaker, key: str, size: tuple[int, int]
) -> None:
    async with reading(make_app(asks_site=False), *size) as pilot:
        await press(pilot, key)
        assert "今日 2026年10" in lines(pilot.app)[0]
        assert NEWEST[:10] in text(pilot.app)
        assert selected(pilot) == NEWEST
        await press(pilot, key)
        assert not isinstance(pilot.app.screen, FrontScreen)


async def test_down_and_up_in_the_order_of_reading_and_across_the_columns(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False), 120, 40) as pilot:
        await press(pilot, "T")
        page = front(pilot).view.page_shown
        assert page is not None
        titles = [story.listed.headline.title for story in page.stories]
        seen = [selected(pilot)]
        for _ in titles[1:]:
            await press(pilot, "j")
            seen.append(selected(pilot))
        assert seen == titles
        await press(pilot, "down", "k", "up")
        assert selected(pilot) == titles[-3]
        await press(pilot, "g", "j", "right")
        assert at(pilot.app, selected(pilot)[:8]).x > 60
        await press(pilot, "left")
        assert selected(pilot) == titles[1]
        await press(pilot, "left")
        assert not isinstance(pilot.app.screen, FrontScreen)


async def test_a_story_opens_in_the_reading_room_and_leads_back(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, "T", "j")
        title = selected(pilot)
        await press(pilot, "enter")
        kept = room(pilot).article_view.kept
        assert kept is not None
        assert kept.article.title == title
        await press(pilot, "escape")
        assert selected(pilot) == title
        story = front(pilot).view.current
        assert story is not None
        assert story.listed.read
        await press(pilot, "q")
        assert room(pilot).pane == "headlines"


async def test_space_reads_on_from_story_to_story_and_b_goes_back(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, "T", "j", "enter")
        opened = []
        for _ in range(3):
            opened.append(opened_id(pilot))
            await press(pilot, "G", "space")
        await press(pilot, "g", "b")
        assert opened_id(pilot) == opened[-1]
        await press(pilot, "escape")
        stories = front(pilot).view.page_shown
        assert stories is not None
        ids = [story.listed.id for story in stories.stories]
        assert opened == ids[1:4]
        story = front(pilot).view.current
        assert story is not None
        assert story.listed.id == opened[-1]
        # On the page itself, Space goes down, and from its end into the next unread story.
        await press(pilot, "space", "space", "space", "space")
        assert not isinstance(pilot.app.screen, FrontScreen)
        assert opened_id(pilot) in ids
        assert opened_id(pilot) not in opened


async def test_what_came_since_the_last_visit(
    make_app: AppMaker, visited: BookmarkFile, web: FakeWeb
) -> None:
    web.publish(QUANZONG, 1, 2)
    async with reading(make_app(bookmark=visited), 120, 40) as pilot:
        await press(pilot, "R", "T")
        assert "自上次（今天 04:00）以来新到 2 篇：全总 2" in text(pilot.app)
        assert "新 第2条消息" in text(pilot.app)
        await press(pilot, "q")
    # A restart a moment later is the same visit.
    async with reading(make_app(bookmark=visited), 120, 40) as pilot:
        await press(pilot, "T")
        assert "自上次（今天 04:00）以来新到 2 篇：全总 2" in text(pilot.app)


async def test_who_is_there_for_the_first_time(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, "T")
        assert "第一次来" in text(pilot.app)


async def test_what_comes_meanwhile_is_told_and_shown_by_a_key(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "T", "j")
        was = text(pilot.app)
        web.publish(QUANZONG, 1)
        room(pilot).rounds.run([entry.channel for entry in room(pilot).channels], front=True)
        await settled(pilot)
        assert says(pilot) == "有 1 条新标题，按 r 显示"
        assert text(pilot.app).splitlines()[1:] == was.splitlines()[1:]
        await press(pilot, "r")
        assert "第1条消息" in text(pilot.app)
        assert says(pilot) == "列表更新于刚刚"


async def test_an_empty_library_and_a_network_that_fails(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app(filled=False, asks_site=False)) as pilot:
        await press(pilot, "T")
        assert "还没有文章" in text(pilot.app)
        await press(pilot, "j", "k", "right", "T", "enter", "space", "G", "n")
        assert pilot.app.is_running
    web.offline = True
    async with reading(make_app(filled=False, asks_site=False)) as pilot:
        await press(pilot, "T", "r")
        assert says(pilot).startswith("连不上中工网，先看随附的样例文章")
        # What one can read without a network is there.
        assert "首届大国工匠创新交流大会开幕" in text(pilot.app)


async def test_offline_it_shows_what_is_here(make_app: AppMaker, web: FakeWeb) -> None:
    web.offline = True
    async with reading(make_app()) as pilot:
        await press(pilot, "R", "T")
        assert NEWEST[:10] in text(pilot.app)
        assert says(pilot).startswith("连不上中工网")
        room(pilot).remark = None
        assert says(pilot) == "离线 · 刚刚更新"
        await press(pilot, "enter")
        assert "连不上中工网" in text(pilot.app)


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def album(library: Library, web: FakeWeb) -> Album:
    fill(library, web)
    rows = library.headlines.page(library.headlines.open(Shelf()), 0, 40)
    addresses = [row.headline.picture for row in rows if row.headline.picture]
    assert len(addresses) > 1
    return Album(dict.fromkeys(addresses, file_of(landscape())))


@pytest.mark.parametrize(
    ("wish", "keys", "shown"),
    [("never", "i", False), ("ask", "", False), ("ask", "i", True), ("always", "", True)],
)
async def test_pictures_as_the_settings_want_them(
    make_app: AppMaker, album: Album, wish: str, keys: str, shown: bool
) -> None:
    app = make_app(Settings(pictures=wish), asks_site=False, pictures=album.pictures)  # type: ignore[arg-type]
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "T", *keys)
        assert ("▀" in text(app)) == shown
        assert bool(album.asked) == shown
        if wish == "never":
            assert says(pilot) == '设置里写了 pictures = "never"，不取图片'


async def test_pictures_stay_with_their_stories_when_others_come(
    make_app: AppMaker, library: Library, web: FakeWeb, album: Album
) -> None:
    async with reading(make_app(pictures=album.pictures), 120, 60) as pilot:
        await press(pilot, "T", "i")
        page = front(pilot).view.page_shown
        assert page
        block = next(each for each in page.blocks if each.stories[0].listed.headline.picture)
        first = block.stories[0].listed.headline.title
        assert has_picture_above(pilot, first)
        # Newer ones push it down its column, where stories have no pictures.
        web.publish(block.channel.channel.address, 1, 2)
        asked = list(album.asked)
        await press(pilot, "R")
        assert not has_picture_above(pilot, "第1条消息")
        assert not has_picture_above(pilot, first)
        await press(pilot, "i")
        assert not has_picture_above(pilot, "第1条消息")
        assert album.asked == asked  # nothing is asked for twice


def has_picture_above(pilot: Pilot[None], title: str) -> bool:
    """Tell whether the row above a title, in its column of two, shows a picture."""
    place = at(pilot.app, max(re.findall("[\u4e00-\u9fff0-9]+", title[:8]), key=len))
    row, half = rendered(pilot)[place.y - 1], pilot.app.size.width // 2
    return "▀" in (row.crop(0, half) if place.x < half else row.crop(half)).text


def rendered(pilot: Pilot[None]) -> list[Strip]:
    return pilot.app.screen._compositor.render_strips()


async def test_pictures_go_on_coming_when_one_has_read_meanwhile(make_app: AppMaker, album: Album) -> None:
    held = Held()

    async def late(address: str) -> Page | NotFound:
        await held.wait()
        return await album.fetch(address)

    app = make_app(Settings(pictures="always"), asks_site=False, pictures=Pictures(late))
    async with reading(app) as pilot:
        await pilot.press("T")
        await held.asked.wait()
        page = front(pilot).view.page_shown
        await pilot.press("enter")
        while room(pilot).article_view.kept is None:
            await pilot.pause()
        await pilot.press("q")
        while front(pilot).view.page_shown is page:
            await pilot.pause()
        held.release()
        await settled(pilot)
        assert len(front(pilot).view.plates) > 1


async def test_the_selected_story_stays_selected_when_others_come(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "T", "j", "j", "j")
        was = selected(pilot)
        web.publish(f"{SITE}/quanzong/", 1, 2, 3)
        await press(pilot, "R")
        assert "第1条消息" in text(pilot.app)
        assert selected(pilot) == was


async def test_a_picture_that_cannot_be_had_says_why(make_app: AppMaker, album: Album) -> None:
    album.files.clear()
    app = make_app(asks_site=False, pictures=album.pictures)
    async with reading(app, 120, 40) as pilot:
        await press(pilot, "T", "i")
        assert says(pilot).startswith("连不上中工网")
        assert NEWEST in text(app)


# ── Elsewhere ────────────────────────────────────────────────────────────────────────────────────


async def test_a_click_opens_a_story(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False), 120, 40) as pilot:
        await press(pilot, "T", "j", "j")
        title = selected(pilot)
        await press(pilot, "g")
        await pilot.click(offset=at(pilot.app, title[:8]))
        await settled(pilot)
        kept = room(pilot).article_view.kept
        assert kept is not None
        assert kept.article.title == title


async def test_a_terminal_that_changes_its_width_keeps_the_story(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False), 120, 40) as pilot:
        await press(pilot, "T", *["j"] * 7)
        was = selected(pilot)
        for size in ((40, 20), (30, 8), (160, 48)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert selected(pilot) == was
            assert was[:6] in text(pilot.app).replace(" ", "")


async def test_from_the_newspaper_and_on_to_the_search(make_app: AppMaker) -> None:
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, "P")
        assert isinstance(pilot.app.screen, PaperRoom)
        await press(pilot, "T")
        assert front(pilot)
        await press(pilot, "/")
        assert isinstance(pilot.app.screen, Search)
        await press(pilot, "escape")
        assert status(pilot) is not None
        assert len(pilot.app.screen_stack) == 1
