"""Opening articles, going from one to the next, marking them, and finding the place again."""

from collections.abc import Callable

import pytest
from readingroom import (
    NEWEST,
    OPENING,
    OPENING_ADDRESS,
    SECOND,
    SITE,
    THIRD,
    FakeWeb,
    lines,
    press,
    reading,
    room,
    selected,
    settled,
    status,
    text,
)
from textual.pilot import Pilot

from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.library import Library
from zhonggong_reader.model import Position
from zhonggong_reader.typeset.source import source_of
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
FIRST_ADDRESS = f"{SITE}/c/2026-10-05/8907680.shtml"
SECOND_ADDRESS = f"{SITE}/c/2026-10-05/8907655.shtml"


def opened(pilot: Pilot[None]) -> str:
    """Return the title of the article that is open."""
    kept = room(pilot).article_view.kept
    return kept.article.title if kept else ""


# ── Opening ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["enter", "l", "right"])
async def test_an_article_comes_from_the_site_and_is_kept_and_read(
    make_app: AppMaker, web: FakeWeb, library: Library, key: str
) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", key)
        assert web.asked == [OPENING_ADDRESS]
        assert OPENING in lines(pilot.app)[2]
        assert "中工网北京4月27日电" in text(pilot.app)
        assert selected(pilot).read
    kept = library.articles.get(OPENING_ADDRESS)
    assert kept is not None
    assert kept.read


async def test_a_saved_article_opens_with_the_network_down(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", "q")
        web.offline = True
        web.asked.clear()
        await press(pilot, "k", "enter")
        assert "连不上中工网" in text(pilot.app)
        await press(pilot, "q", "j", "enter")
        assert "中工网北京4月27日电" in text(pilot.app)
        assert OPENING_ADDRESS not in web.asked


async def test_while_an_article_comes_its_title_stands_there(make_app: AppMaker, web: FakeWeb) -> None:
    held = web.hold(OPENING_ADDRESS)
    async with reading(make_app()) as pilot:
        await press(pilot, "G")
        await pilot.press("enter")
        await held.asked.wait()
        await pilot.pause()
        assert OPENING in text(pilot.app)
        assert "正在取回 …" in text(pilot.app)
        # Nothing waits for the network.
        await pilot.press("q", "k")
        assert room(pilot).headline_list.cursor == 10
        held.release()
        await settled(pilot)
        assert room(pilot).pane == "headlines"
        assert opened(pilot) == OPENING


async def test_opening_another_article_cancels_the_request_of_the_first(
    make_app: AppMaker, web: FakeWeb
) -> None:
    held = web.hold(FIRST_ADDRESS)
    async with reading(make_app(), 120, 40) as pilot:
        await pilot.press("enter")
        await held.asked.wait()
        await pilot.press("h", "j", "enter")
        await settled(pilot)
        assert held.cancelled
        assert opened(pilot) == SECOND
        assert "凌晨四点，一座万人工厂的食堂亮起了灯" in text(pilot.app)


@pytest.mark.parametrize(
    "failure",
    [
        FetchError("服务器出错（503）", "请稍后再试"),
        FetchError("连不上中工网", "请检查网络", offline=True),
        PageNotUnderstood("页面里没有正文", missing=("正文",)),
    ],
    ids=["server", "offline", "page"],
)
async def test_a_failing_article_says_why_in_its_place_and_r_tries_again(
    make_app: AppMaker, web: FakeWeb, failure: FetchError | PageNotUnderstood
) -> None:
    web.failures[FIRST_ADDRESS] = failure
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "enter")
        shown = text(pilot.app)
        assert NEWEST[:20] in shown
        assert failure.what in "\n".join(lines(pilot.app)[1:-2])
        assert "按 r 再试" in shown
        assert not selected(pilot).read
        web.failures.clear()
        await press(pilot, "r")
        assert web.asked == [FIRST_ADDRESS] * 2
        assert opened(pilot) == NEWEST
        assert selected(pilot).read


async def test_an_article_that_is_gone_says_so(make_app: AppMaker, web: FakeWeb) -> None:
    listed = web.page(f"{SITE}/quanzong/")
    assert listed is not None
    web.bodies[f"{SITE}/quanzong/"] = listed.body.replace(b"6945203", b"1111111")
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter")
        assert "这篇文章在网站上已找不到" in text(pilot.app)


async def test_r_in_an_article_fetches_it_anew(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", "j", "j", "j", "j")
        page = web.page(OPENING_ADDRESS)
        assert page is not None
        web.bodies[OPENING_ADDRESS] = page.body.replace("今天开幕".encode(), "今天隆重开幕".encode())
        place = room(pilot).article_view.scroll_offset
        await press(pilot, "f5")
        assert web.asked == [OPENING_ADDRESS] * 2
        assert "今天隆重开幕" in text(pilot.app).replace("\n    ", "")
        assert room(pilot).article_view.scroll_offset == place
        assert status(pilot) == "这一篇已更新"


# ── From one to the next ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("next_", "previous"), [("J", "K"), ("ctrl+down", "ctrl+up")])
async def test_next_and_previous_article(make_app: AppMaker, next_: str, previous: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, next_)
        assert opened(pilot) == NEWEST  # nothing was open: the selected one
        await press(pilot, next_, next_)
        assert opened(pilot) == THIRD
        await press(pilot, previous)
        assert opened(pilot) == SECOND
        await press(pilot, previous, previous)
        assert opened(pilot) == NEWEST
        assert status(pilot) == "已是第一篇"


async def test_behind_the_last_article_there_is_none(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", "J")
        assert opened(pilot) == OPENING
        assert status(pilot) == "已是最后一篇"


@pytest.mark.parametrize(("next_", "previous"), [("n", "p"), ("f8", "shift+f8")])
async def test_next_and_previous_unread(make_app: AppMaker, next_: str, previous: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "j", "m", "k", "enter")
        await press(pilot, next_)
        assert opened(pilot) == THIRD  # the second one is read
        await press(pilot, previous)
        assert opened(pilot) == THIRD
        assert status(pilot) == "前面没有未读的了"
        await press(pilot, "q", "k", "m", "enter", "q", "k", "m", "j", "j", "enter")
        await press(pilot, previous)
        assert opened(pilot) == NEWEST


async def test_n_opens_the_selected_headline_first_where_nothing_is_read_yet(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "n")
        assert opened(pilot) == NEWEST


@pytest.mark.parametrize("key", ["space", "pagedown"])
async def test_a_page_beyond_the_end_goes_to_the_next_unread_article(make_app: AppMaker, key: str) -> None:
    async with reading(make_app(), 80, 12) as pilot:
        await press(pilot, "enter")
        view = room(pilot).article_view
        pages = 0
        while opened(pilot) == NEWEST:
            await press(pilot, key)
            pages += 1
            assert pages < 30
        assert pages > 2
        assert opened(pilot) == SECOND
        assert view.scroll_offset.y == 0


async def test_behind_the_last_unread_article_one_hears_that_it_was_the_last(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", "n")
        assert opened(pilot) == OPENING
        assert status(pilot) == "后面没有未读的了"


# ── Marks ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["m", "f4"])
async def test_read_and_unread(make_app: AppMaker, library: Library, key: str) -> None:
    async with reading(make_app()) as pilot:
        assert "●" in lines(pilot.app)[1]
        await press(pilot, key)
        assert "●" not in lines(pilot.app)[1]
        assert status(pilot) == "标为已读"
        assert "人物       2" in text(pilot.app)
        await press(pilot, key)
        assert "●" in lines(pilot.app)[1]
        assert status(pilot) == "标为未读"
        await press(pilot, key, "enter", key)
        assert not selected(pilot).read
    listed = library.headlines.find(FIRST_ADDRESS)
    assert listed is not None
    assert not listed.read


@pytest.mark.parametrize("key", ["s", "f7"])
async def test_stars(make_app: AppMaker, key: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, key)
        assert "★" in lines(pilot.app)[1]
        assert status(pilot) == "已收藏"
        await press(pilot, "j", "enter", key, "q")
        assert "★" in lines(pilot.app)[2]
        await press(pilot, "h", "j")
        assert "收藏 2 篇" in lines(pilot.app)[0]
        assert SECOND[:10] in text(pilot.app)
        await press(pilot, "k", "l", key)
        assert "★" not in lines(pilot.app)[1]
        assert status(pilot) == "取消收藏"


async def test_the_mark_of_an_open_article_is_not_that_of_the_selected_one(make_app: AppMaker) -> None:
    """In the lists a mark is about the row under the cursor, in the article about what one reads."""
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "enter", "h", "j", "s")
        assert selected(pilot).headline.title == SECOND
        assert selected(pilot).starred
        await press(pilot, "tab", "m")
        await press(pilot, "h")
        assert not selected(pilot).read
        await press(pilot, "k")
        assert not selected(pilot).read
        assert not selected(pilot).starred


async def test_in_an_empty_list_keys_do_no_harm(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "h", "j", "l")
        assert "还没有收藏" in text(pilot.app)
        await press(pilot, *"jkbGgmsoyxnpJK", "space", "z", "enter", "q", "l")
        assert pilot.app.is_running
        assert not opened(pilot)


# ── The place ────────────────────────────────────────────────────────────────────────────────────


def first_words(pilot: Pilot[None], place: Position) -> str:
    """Return the first characters of the article from `place` on, without blanks."""
    kept = room(pilot).article_view.kept
    assert kept is not None
    return source_of(kept.article, place.block)[place.offset :].replace(" ", "")[:6]


async def test_a_change_of_width_keeps_the_first_character_in_sight(make_app: AppMaker) -> None:
    async with reading(make_app(), 120, 30) as pilot:
        await press(pilot, "G", "enter", "z", "space")
        view = room(pilot).article_view
        anchor = view._anchor
        assert anchor.block > 0
        for width in (80, 41, 57, 200, 120):
            await pilot.resize_terminal(width, 30)
            await settled(pilot)
            assert view._anchor == anchor
            first = "".join(line.strip() for line in lines(pilot.app)[1:3]).replace(" ", "")
            assert first_words(pilot, anchor) in first


async def test_an_article_opens_where_one_left_it(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", "space", "j")
        before = lines(pilot.app)[1:-2]
        await press(pilot, "K", "J")
        assert lines(pilot.app)[1:-2] == before


@pytest.mark.parametrize("leave", ["Q", "q"])
async def test_the_place_is_kept_over_a_restart(make_app: AppMaker, leave: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter", "space", "j")
        before = lines(pilot.app)[1:-2]
        if leave == "q":
            await press(pilot, "q", "q")
        await pilot.press(leave)
        await pilot.pause()
    async with reading(make_app()) as pilot:
        await press(pilot, "G", "enter")
        assert lines(pilot.app)[1:-2] == before


async def test_a_notice_stands_on_the_background_of_the_theme(make_app: AppMaker) -> None:
    """Cells without a colour of their own are black bars on paper."""
    async with reading(make_app(), 120, 40) as pilot:
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                assert not segment.text or (segment.style and segment.style.bgcolor), segment
