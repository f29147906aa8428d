"""One key to read with: through the article, the list and the channels to the end, and back the same way."""

from collections.abc import Callable

import pytest
from press import NOW
from readingroom import NEWEST, OPENING, FakeWeb, fill, press, reading, room, selected, shown_panes, status
from textual.pilot import Pilot

from zhonggong_reader.library import Library
from zhonggong_reader.library.keeping import Limits
from zhonggong_reader.model import Shelf
from zhonggong_reader.settings import Channels, Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.folding import THREE_PANES
from zhonggong_reader.ui.sheet import Mode

AppMaker = Callable[..., ReaderApp]
CHANNELS = ["全总", "工会", "评论", "权益", "人物"]
"""Those of the site's menu that list anything, in their order."""
MOST_PRESSES = 300


def opened(pilot: Pilot[None]) -> str:
    """Return the title of the open article, or what stands in its place."""
    view = room(pilot).article_view
    return view.kept.article.title if view.kept else view.notice


def section(pilot: Pilot[None]) -> str:
    """Return the name of the section whose list is shown."""
    current = room(pilot).channel_list.current
    return current.name if current else ""


def unread(library: Library) -> int:
    return library.headlines.open(Shelf(unread=True)).total


async def press_until(pilot: Pilot[None], key: str, said: str) -> list[tuple[str, str]]:
    """Press `key` until that is said; return what was open on the way, each with the list it was in."""
    seen = [(section(pilot), opened(pilot))]
    for _ in range(MOST_PRESSES):
        await press(pilot, key)
        if status(pilot).startswith(said):
            return seen
        if seen[-1] != (section(pilot), opened(pilot)):
            seen.append((section(pilot), opened(pilot)))
    raise AssertionError(f"{said} was never said, but {status(pilot)}; {seen}")


@pytest.mark.parametrize(
    ("size", "mode"), [((40, 20), "column"), ((80, 24), "vertical"), ((120, 40), "columns")], ids=str
)
async def test_one_key_reads_all_channels_to_the_end_and_one_goes_back(
    make_app: AppMaker, library: Library, size: tuple[int, int], mode: Mode
) -> None:
    """Whatever is folded away, and whatever the reading mode."""
    panes = {"channels", "headlines", "article"} if size[0] >= THREE_PANES else {"article"}
    async with reading(make_app(asks_site=False), *size) as pilot:
        room(pilot).article_view.mode = mode
        await press(pilot, "]", "]", "]", "enter")
        assert section(pilot) == "全总"
        there = await press_until(pilot, "space", "今日读完")
        titles = [title for _, title in there]
        assert len(titles) == len(set(titles)), "an article was opened twice"
        assert list(dict.fromkeys(name for name, _ in there)) == CHANNELS
        assert all(entry.unread == 0 for entry in library.channels.all())
        assert room(pilot).pane == "article"
        assert shown_panes(pilot) == panes
        end = opened(pilot)
        await press(pilot, "space", "space")
        assert (opened(pilot), status(pilot)) == (end, "今日读完")
        back = await press_until(pilot, "b", "前面没有读过的了")
        assert back == there[::-1]
        # And forth again, to where one had come.
        assert await press_until(pilot, "space", "今日读完") == there


@pytest.mark.parametrize("back", ["b", "pageup", "shift+space"])
async def test_going_back_enters_an_article_at_its_end_and_going_on_returns_to_the_place(
    make_app: AppMaker, back: str
) -> None:
    async with reading(make_app(asks_site=False), 80, 12) as pilot:
        view = room(pilot).article_view
        await press(pilot, "enter")
        assert opened(pilot) == NEWEST
        await press(pilot, "G", "space")
        second, before = opened(pilot), view.scroll_offset.y
        assert second != NEWEST
        assert before == 0
        await press(pilot, back)
        assert opened(pilot) == NEWEST
        assert view.scroll_offset.y == view.max_scroll_y > 0
        await press(pilot, back)
        assert 0 <= view.scroll_offset.y < view.max_scroll_y
        await press(pilot, "G", "space")
        assert opened(pilot) == second
        assert view.scroll_offset.y == 0


async def test_a_key_that_is_held_down_passes_no_article_over(make_app: AppMaker, web: FakeWeb) -> None:
    app = make_app(asks_site=False)
    async with reading(app) as pilot:
        await press(pilot, "enter", "G")
        listed = await room(pilot).shelves.page(room(pilot).headline_list.view, 1, 1)  # type: ignore[arg-type]
        held = web.hold(listed[0].headline.address)
        await pilot.press("space", "space", "space", "space")
        await held.asked.wait()
        await pilot.press("space", "space")
        held.release()
        await press(pilot)
        await app.workers.wait_for_complete()
        assert room(pilot).headline_list.cursor == 1
        assert opened(pilot) == listed[0].headline.title


async def test_the_whole_library_leads_to_the_channels_and_is_none_itself(
    make_app: AppMaker, library: Library
) -> None:
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, *["j"] * 9, "enter")
        there = await press_until(pilot, "space", "今日读完")
        assert {name for name, _ in there[:3]} == {"全部"}
        assert {name for name, _ in there[3:]}.isdisjoint({"全部", "收藏", "阅读历史"})
        assert unread(library) == 0


async def test_channels_in_the_reader_s_order_without_those_that_are_hidden(
    make_app: AppMaker, library: Library
) -> None:
    settings = Settings(channels=Channels(first=("评论", "全总"), hidden=("权益",)))
    async with reading(make_app(settings, asks_site=False)) as pilot:
        await press(pilot, "]", "]", "]", "enter")
        there = await press_until(pilot, "space", "今日读完")
        names = list(dict.fromkeys(name for name, _ in there))
        assert names[:2] == ["评论", "全总"]
        assert "权益" not in names
        assert library.channels.find("right").unread > 0  # type: ignore[union-attr]


async def test_what_cannot_be_had_is_come_by_once_and_counted(
    make_app: AppMaker, web: FakeWeb, library: Library
) -> None:
    app = make_app(asks_site=False)
    async with reading(app) as pilot:
        await press(pilot, "]", "]", "]", "enter")
        web.offline = True
        there = await press_until(pilot, "space", "今日读完")
        assert len(there) == len(set(there))
        left = sum(entry.unread for entry in library.channels.all())
        assert left > 0
        assert status(pilot) == f"今日读完；{left} 篇没有取到，仍是未读"
        await press(pilot, "space")
        assert status(pilot) == f"今日读完；{left} 篇没有取到，仍是未读"


async def test_a_saved_search_with_anything_unread_is_a_channel_too(
    make_app: AppMaker, library: Library, web: FakeWeb
) -> None:
    fill(library, web)
    library.saved.fill(library.saved.save("开幕", "开幕"))
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, "G", "k", "enter")  # from the whole library, the last but one
        there = await press_until(pilot, "space", "接着读")
        assert there[-1] == ("全部", OPENING)
        assert section(pilot) == "全总"


async def test_nothing_to_read(make_app: AppMaker) -> None:
    async with reading(make_app(filled=False, asks_site=False), 80, 24) as pilot:
        await press(pilot, "tab", "space")
        assert status(pilot) == "还没有文章；按 R 更新"
        await press(pilot, "b")
        assert status(pilot) == "前面没有读过的了"
        assert room(pilot).article_view.kept is None


async def test_what_is_gone_is_passed_over_on_the_way_back(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app(asks_site=False)) as pilot:
        await press(pilot, "enter", "s", "G", "space")
        gone = selected(pilot)
        await press(pilot, "G", "space", "s")
        list(library.keeping.clear(Limits(articles=1), NOW))
        assert library.headlines.find(gone.id) is None
        await press(pilot, "g", "b")
        assert opened(pilot) == NEWEST
