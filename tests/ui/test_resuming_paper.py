"""One stands in the newspaper where one stood: on the day, the page, in the article; over the news."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from newsprint import DAY, SITE, Newsprint, before, big_issue
from readingroom import FakeWeb, press, reading, room, settled, text
from textual import events
from textual.pilot import Pilot

from zhonggong_reader.bookmark import Bookmark, BookmarkFile, Stand
from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Colophon
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.paper import PaperRoom
from zhonggong_reader.ui.screens.reading_room import ReadingRoom

AppMaker = Callable[..., ReaderApp]
TODAY = Newsprint()
YESTERDAY = big_issue(before())


@pytest.fixture(autouse=True)
def printed(web: FakeWeb) -> None:
    for issue in (TODAY, YESTERDAY):
        web.bodies.update({SITE + path: body for path, body in issue.files().items()})


@pytest.fixture
def file(tmp_path: Path) -> BookmarkFile:
    return BookmarkFile(tmp_path / "bookmark.json")


@asynccontextmanager
async def standing(app: ReaderApp) -> AsyncIterator[Pilot[None]]:
    """Run `app`, and begin when one stands where one stood: an article opens behind a picture."""
    async with reading(app) as pilot:
        for _ in range(200):
            rooms = [each for each in app.screen_stack if isinstance(each, ReadingRoom)]
            if app._in_paper is None and not any(each.homecoming.resume for each in rooms):
                break
            await pilot.pause()
        await settled(pilot)
        yield pilot


def in_paper(pilot: Pilot[Any]) -> bool:
    return isinstance(pilot.app.screen, PaperRoom)


def paper(pilot: Pilot[Any]) -> PaperRoom:
    return cast(PaperRoom, pilot.app.screen)


def stood(pilot: Pilot[Any]) -> tuple[object, ...]:
    """Day, page, headline, article and the place in it, pane and form."""
    shown = paper(pilot)
    section, selected, view = shown.channel_list.current, shown.headline_list.current, shown.article_view
    return (
        shown.day,
        section and section.name,
        selected and selected.id,
        view.kept and view.kept.article.title,
        view.reading_place,
        shown.pane,
        view.mode,
    )


async def leave(pilot: Pilot[Any]) -> None:
    await pilot.press("Q")
    await pilot.pause()


@pytest.mark.parametrize(
    "keys",
    [
        ("P",),
        ("P", "{", "]", "j"),
        ("P", "{", "]", "j", "h"),
        ("P", "h", "g", "l", "j", "j"),
        ("P", "{", "]", "j", "enter", "v", "j", "j"),
        ("P", "j", "enter", "q"),
    ],
    ids=["today", "page", "pages", "whole-issue", "article", "left"],
)
async def test_all_of_it(make_app: AppMaker, file: BookmarkFile, web: FakeWeb, keys: tuple[str, ...]) -> None:
    async with standing(make_app(bookmark=file)) as pilot:
        await press(pilot, "j", *keys)
        was = stood(pilot)
        below = room(pilot).headline_list.cursor
        await leave(pilot)
    assert below == 1
    web.asked.clear()
    async with standing(make_app(bookmark=file)) as pilot:
        assert in_paper(pilot)
        assert stood(pilot) == was
        assert web.asked == []
        # The news lie below it, also as they were.
        await press(pilot, "P")
        assert not in_paper(pilot)
        assert room(pilot).headline_list.cursor == below


async def test_the_article_of_the_news_is_open_below_it(make_app: AppMaker, file: BookmarkFile) -> None:
    async with standing(make_app(bookmark=file)) as pilot:
        await press(pilot, "j", "enter", "j", "P", "j", "enter")
        was, below = stood(pilot), room(pilot).article_view
        assert below.kept
        title, place = below.kept.article.title, below.reading_place
        await leave(pilot)
    async with standing(make_app(bookmark=file)) as pilot:
        assert stood(pilot) == was
        await press(pilot, "P")
        below = room(pilot).article_view
        assert room(pilot).pane == "article"
        assert below.kept
        assert (below.kept.article.title, below.reading_place) == (title, place)


async def test_who_has_left_the_newspaper_begins_with_the_news(
    make_app: AppMaker, file: BookmarkFile
) -> None:
    async with standing(make_app(bookmark=file)) as pilot:
        await press(pilot, "P", "{", "P")
        await leave(pilot)
    async with standing(make_app(bookmark=file)) as pilot:
        assert not in_paper(pilot)
        await press(pilot, "P")
        assert paper(pilot).day == DAY


async def test_what_lies_over_the_newspaper_is_not_kept_but_the_newspaper_is(
    make_app: AppMaker, file: BookmarkFile
) -> None:
    async with standing(make_app(bookmark=file)) as pilot:
        await press(pilot, "P", "{", "?")
        await leave(pilot)
    async with standing(make_app(bookmark=file)) as pilot:
        assert in_paper(pilot)
        assert paper(pilot).day == before()


async def test_without_a_network_what_is_kept_is_there(
    make_app: AppMaker, file: BookmarkFile, web: FakeWeb
) -> None:
    async with standing(make_app(bookmark=file)) as pilot:
        await press(pilot, "P", "{", "j", "enter")
        was = stood(pilot)
        await leave(pilot)
    web.offline = True
    async with standing(make_app(bookmark=file)) as pilot:
        assert stood(pilot) == was


async def test_a_key_that_comes_first_has_precedence(
    make_app: AppMaker, file: BookmarkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(make_app(bookmark=file)) as pilot:
        await press(pilot, "P", "{")
        await leave(pilot)
    app = make_app(bookmark=file)
    ask, keys = app._desk.colophon, [events.Key("j", "j")]

    async def ask_and_press() -> Colophon | None:
        if keys:
            app.post_message(keys.pop())  # before anything stands on the screen
        return await ask()

    monkeypatch.setattr(app._desk, "colophon", ask_and_press)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not in_paper(pilot)
        await press(pilot, "P")
        assert paper(pilot).day == DAY


@pytest.mark.parametrize(
    "mark",
    [
        Stand(channel="../../etc"),
        Stand(channel=None),
        Stand(channel="2026-10-05/99", headline="https://www.workercn.cn/nowhere"),
        Stand(channel=f"{(DAY + timedelta(days=400)).isoformat()}/1"),
        Stand(channel="0001-01-01/1", pane="article"),
        Stand(channel="2026-10-05/1", pane="article", article="javascript:alert(1)", alone=True),
    ],
    ids=["path", "nothing", "page", "future", "past", "article"],
)
async def test_what_makes_no_sense_does_no_harm(make_app: AppMaker, file: BookmarkFile, mark: Stand) -> None:
    file.write(Bookmark(paper=mark))
    async with standing(make_app(bookmark=file)) as pilot:
        assert in_paper(pilot)
        assert stood(pilot)[:2] == (DAY, "01 要闻")
        assert paper(pilot).homecoming.resume is None
        assert paper(pilot).pane == "headlines"
        await press(pilot, "enter")
        assert paper(pilot).article_view.kept is not None


async def test_an_issue_that_is_gone_and_cannot_be_had_is_said_to_be_missing(
    make_app: AppMaker, file: BookmarkFile, web: FakeWeb
) -> None:
    file.write(Bookmark(paper=Stand(channel=f"{before().isoformat()}/2")))
    web.failures.update(dict.fromkeys(web.bodies, FetchError("服务器出错（503）", "请稍后再试")))
    async with standing(make_app(bookmark=file)) as pilot:
        assert paper(pilot).day == before()
        assert "服务器出错（503）" in text(pilot.app)
        web.failures.clear()
        await press(pilot, "r")
        assert "第1号消息" in text(pilot.app)
