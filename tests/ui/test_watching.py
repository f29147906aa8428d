"""Watched words on the screen: in lists and articles, as a list of their own, and told of when they come."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from press import NOW
from readingroom import (
    NEWEST,
    OPENING,
    SITE,
    THIRD,
    FakeWeb,
    at,
    lines,
    press,
    reading,
    room,
    settled,
    status,
)
from rich.style import Style
from textual.pilot import Pilot
from textual.selection import SELECT_ALL
from textual.widgets import Input
from watchdog import LIMIT, slowness, watched

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.settings.declared import LONGEST_WORD, MOST_WORDS
from zhonggong_reader.text import is_fit
from zhonggong_reader.ui import notices
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.parts import watched_words
from zhonggong_reader.ui.screens.ask import Ask
from zhonggong_reader.ui.screens.paper import PaperRoom
from zhonggong_reader.ui.screens.settings import SettingsScreen
from zhonggong_reader.ui.widgets.channel_list import WATCHED

AppMaker = Callable[..., ReaderApp]
WATCHING = Settings(watch=("站点", "大国工匠"))
LIST = f"{SITE}/acftu/"


def styles_of(pilot: Pilot[None], words: str) -> set[bool]:
    """Tell of the cells in which `words` stand whether they are underlined: all of them, none, or some."""
    where = at(pilot.app, words)
    found = set()
    row = pilot.app.screen._compositor.render_strips()[where.y]
    column = 0
    for segment in row:
        style = segment.style or Style()
        for character in segment.text:
            if where.x <= column < where.x + 2 * len(words):
                found.add(bool(style.underline))
            column += 2 if ord(character) > 0x2E80 else 1
    return found


def names(pilot: Pilot[None]) -> list[str]:
    return [section.name for section in room(pilot).channel_list.sections]


async def open_row(pilot: Pilot[None], title: str) -> None:
    """Open the headline that is called so."""
    row = next(
        row
        for row in range(room(pilot).headline_list.rows)
        if (listed := room(pilot).headline_list.at(row)) and listed.headline.title == title
    )
    view = room(pilot).headline_list.view
    assert view is not None
    room(pilot).opening.open_row(view, row)
    await settled(pilot)


async def test_as_many_long_words_as_there_may_be_keep_nobody_waiting(make_app: AppMaker) -> None:
    # Each of other characters, so that none is known from an earlier one.
    many = tuple("".join(chr(0x4E00 + 40 * n + k) for k in range(LONGEST_WORD)) for n in range(MOST_WORDS))
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        with watched() as slow:
            app.take(Settings(watch=(*many[:-1], "站点")))
            await settled(pilot)
        assert styles_of(pilot, "站点") == {True}
        assert [each for each in slow if each.seconds > 2 * LIMIT * slowness()] == []


async def test_without_words_nothing_is_different(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        assert "关注" not in names(pilot)
        await press(pilot, "*")
        assert "还没有关注词；按 W 添加" in status(pilot)


@pytest.mark.parametrize(("width", "count"), [(40, 1), (80, 2)])
async def test_titles_with_a_word_are_marked_without_colours_and_so_is_the_word(
    make_app: AppMaker, width: int, count: int
) -> None:
    async with reading(make_app(WATCHING), width) as pilot:
        marked = [line for line in lines(pilot.app) if "◆" in line]
        assert len(marked) == count
        assert THIRD[:8] in marked[0]
        assert styles_of(pilot, THIRD[:4]) == {False}
        if width == 80:
            assert styles_of(pilot, "站点") == {True}


async def test_what_has_a_word_is_a_list_of_its_own_with_what_is_unread(make_app: AppMaker) -> None:
    async with reading(make_app(WATCHING), 120) as pilot:
        assert names(pilot)[:4] == ["全部", "收藏", "阅读历史", "关注"]
        await press(pilot, "*")
        listed = room(pilot).headline_list
        titles = [row.headline.title for number in range(listed.rows) if (row := listed.at(number))]
        assert titles == [THIRD, OPENING]
        section = room(pilot).channel_list.current
        assert section is not None
        assert (section.shelf, section.unread) == (WATCHED, 2)
        assert "关注 2 篇" in lines(pilot.app)[0]
        await press(pilot, "j", "m")
        assert "关注 2 篇" in lines(pilot.app)[0]
        assert listed.cursor == 1
        section = room(pilot).channel_list.current
        assert section is not None
        assert section.unread == 1
        await press(pilot, "u")
        assert room(pilot).channel_list.sections[3].unread == 2


async def test_words_are_gone_through_in_the_article_and_stand_out_there(make_app: AppMaker) -> None:
    async with reading(make_app(Settings(watch=("大會",))), 120, 40) as pilot:
        await open_row(pilot, OPENING)
        spans = room(pilot).article_view.watched.spans
        assert len(spans) > 2
        assert styles_of(pilot, "大国工匠创新交流大会")  # some of it
        await press(pilot, "*")
        assert f"关注词“大会”：第 1 处，共 {len(spans)} 处" in status(pilot)
        await press(pilot, "*", "#", "#")
        assert f"第 {len(spans)} 处" in status(pilot)
        # The words are shown, n still leads to the next unread one.
        assert not room(pilot).article_view.found.spans


async def test_hits_of_a_search_stand_out_over_watched_words(make_app: AppMaker) -> None:
    async with reading(make_app(Settings(watch=("大会",))), 120, 40) as pilot:
        await open_row(pilot, OPENING)
        await press(pilot, "/")
        cast(Input, pilot.app.screen.query_one("#words")).insert_text_at_cursor("大国工匠")
        await press(pilot, "enter", "n")
        assert "第 2 处" in status(pilot)
        assert room(pilot).article_view.watched.spans
        await press(pilot, "escape")
        assert not room(pilot).article_view.found.spans
        assert room(pilot).article_view.watched.spans


async def test_what_has_just_come_is_marked_however_much_it_is(
    make_app: AppMaker, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also before the index has taken it in."""
    monkeypatch.setattr(index, "AT_ONCE", 2)
    told: list[list[str]] = []
    monkeypatch.setattr(notices, "way", lambda *_, **__: "desktop")
    monkeypatch.setattr(notices, "show_on_desktop", lambda said: told.append([said]))
    app = make_app(Settings(watch=("消息",)))
    async with reading(app, 120) as pilot:
        web.publish(LIST, 1, 2, 3, 4, 5)
        room(pilot).rounds.run([entry.channel for entry in room(pilot).channels], front=False)
        await settled(pilot)
        assert "有关注词的新标题 5 条" in status(pilot)
        assert len(told) == 1
        assert "第1条消息" in told[0][0] or "第5条消息" in told[0][0]
        assert room(pilot).channel_list.sections[3].unread == 5
        # One who asks for it and looks at it is told in the line above alone.
        web.publish(LIST, 6)
        await press(pilot, "R")
        assert "有关注词的新标题 1 条：第6条消息" in status(pilot)
        assert len(told) == 1


async def test_the_terminal_shows_a_notice_in_which_a_headline_is_text_alone(
    make_app: AppMaker, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(watched_words, "send", lambda _, sequence: sent.append(sequence))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("TMUX", raising=False)
    app = make_app(Settings(watch=("消息",), notify="terminal"))
    async with reading(app, 120) as pilot:
        web.publish(LIST, 1)
        web.bodies[LIST] = web.bodies[LIST].replace("消息".encode(), "消息&#27;]0;x&#7;".encode())
        room(pilot).rounds.run([entry.channel for entry in room(pilot).channels], front=False)
        await settled(pilot)
    [notice] = [each for each in sent if "消息" in each]
    assert notice.startswith("\x1b]9;")
    assert notice.endswith("\x1b\\")
    assert is_fit(notice[2:-2])


async def test_a_selected_word_is_watched_and_no_longer(
    path: Path, web: FakeWeb, tmp_path: Path, make_app: AppMaker
) -> None:
    make_app()
    file = SettingsFile(tmp_path / "config.toml")
    file.path.write_text('# mine\nwatch = ["食堂"]\n', "utf-8")
    with Library(path) as library:
        settings = file.read()
        desk = Newsdesk(library, web, settings, now=lambda: NOW)
        app = ReaderApp(desk, settings, file=file)
        async with reading(app, 100, 30) as pilot:
            await open_row(pilot, OPENING)
            view = room(pilot).article_view
            view.screen.selections = {view: SELECT_ALL}
            await pilot.pause()
            proposed = " ".join((view.screen.get_selected_text() or "").split())
            assert len(proposed) > 40
            await press(pilot, "W")
            asked = cast(Ask, app.screen)
            assert asked.typed.value == proposed
            # Longer than a word may be: it is said, and nothing is written.
            await press(pilot, "enter")
            assert "watch" in status(pilot)
            assert file.read().watch == ("食堂",)
            await press(pilot, "W")
            cast(Ask, app.screen).typed.value = " 开幕 "
            await press(pilot, "enter")
            assert "已关注“开幕”" in status(pilot)
            assert file.path.read_text("utf-8") == '# mine\nwatch = ["食堂", "开幕"]\n'
            assert view.watched.spans
            await press(pilot, "*")
            assert "关注词“开幕”" in status(pilot)
            await press(pilot, "W")
            cast(Ask, app.screen).typed.value = "開幕"
            await press(pilot, "enter")
            assert "不再关注“開幕”" in status(pilot)
            assert file.read().watch == ("食堂",)
            assert not view.watched.spans
            await press(pilot, "W", "escape")
            assert file.read().watch == ("食堂",)
            # One who reads the newspaper is answered there.
            await press(pilot, "P", "W")
            cast(Ask, app.screen).typed.value = "秋粮"
            await press(pilot, "enter")
            assert "已关注“秋粮”" in cast(PaperRoom, app.screen).masthead.status.text
            assert file.read().watch == ("食堂", "秋粮")


async def test_the_words_of_a_search_are_watched(
    path: Path, web: FakeWeb, tmp_path: Path, make_app: AppMaker
) -> None:
    make_app()
    file = SettingsFile(tmp_path / "config.toml")
    with Library(path) as library:
        app = ReaderApp(Newsdesk(library, web, Settings(), now=lambda: NOW), Settings(), file=file)
        async with reading(app, 100, 30) as pilot:
            await press(pilot, "/")
            cast(Input, app.screen.query_one("#words")).insert_text_at_cursor("变电站")
            await press(pilot, "ctrl+f")
            assert cast(Ask, app.screen).typed.value == "变电站"
            await press(pilot, "enter", "escape")
            assert file.read().watch == ("变电站",)
            assert names(pilot)[3] == "关注"
            assert library.headlines.open(WATCHED).total == 1
            row = room(pilot).headline_list.at(0)
            assert row is not None
            assert (row.headline.title, row.watched) == (NEWEST, True)


async def test_words_are_a_line_of_the_settings_that_holds_at_once(
    path: Path, web: FakeWeb, tmp_path: Path, make_app: AppMaker
) -> None:
    make_app()
    file = SettingsFile(tmp_path / "config.toml")
    with Library(path) as library:
        app = ReaderApp(Newsdesk(library, web, Settings(), now=lambda: NOW), Settings(), file=file)
        async with reading(app, 100, 30) as pilot:
            await press(pilot, "comma")
            screen = cast(SettingsScreen, app.screen)
            screen.setting_list.cursor = screen.setting_list.row_of("watch") or 0
            await press(pilot, "enter")
            screen.typed.insert_text_at_cursor("食堂 站点")
            await press(pilot, "enter", "escape")
            assert file.read().watch == ("食堂", "站点")
            assert library.headlines.open(WATCHED).total == 2
            assert room(pilot).channel_list.sections[3].unread == 2
