"""Saved searches among the channels: renamed, dropped, undone in turn with marks, and filled to their end."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from press import NOW
from readingroom import SITE, FakeWeb, fill, press, reading, room, status
from textual.pilot import Pilot
from textual.widgets import Input

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import Headline, Shelf, Validators
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.ask import Ask

AppMaker = Callable[..., ReaderApp]


def names(pilot: Pilot[None]) -> list[str]:
    """Names of the saved searches among the channels."""
    return [each.name for each in room(pilot).channel_list.sections if each.name.startswith("⌕")]


async def save(pilot: Pilot[None], words: str) -> None:
    await press(pilot, "/")
    cast(Input, pilot.app.screen.query_one("#words")).insert_text_at_cursor(words)
    await press(pilot, "ctrl+s", "escape")


async def stand_at(pilot: Pilot[None], name: str) -> None:
    """Select a row of the channels."""
    listed = room(pilot).channel_list
    listed.cursor = next(row for row, each in enumerate(listed.sections) if each.name == name)
    await press(pilot, "h")


async def rename(pilot: Pilot[None], name: str) -> None:
    await press(pilot, "&")
    cast(Ask, pilot.app.screen).typed.value = name
    await press(pilot, "enter")


async def test_one_is_renamed_where_it_stands(make_app: AppMaker) -> None:
    async with reading(make_app(), 120) as pilot:
        await press(pilot, "&")
        assert "先在频道栏里选一个存下的搜索" in status(pilot)
        await save(pilot, "站点")
        await stand_at(pilot, "⌕站点")
        await rename(pilot, "  新站点 ")
        assert "改名为“新站点”" in status(pilot)
        assert names(pilot) == ["⌕新站点"]
        section = room(pilot).channel_list.current
        assert section is not None
        assert section.name == "⌕新站点"
        await rename(pilot, "评论")
        assert "已有叫“评论”的频道或搜索" in status(pilot)
        assert names(pilot) == ["⌕新站点"]
        await press(pilot, "&", "escape")
        assert names(pilot) == ["⌕新站点"]


async def test_one_that_is_called_as_a_channel_gets_quotation_marks(make_app: AppMaker) -> None:
    async with reading(make_app(), 120) as pilot:
        await save(pilot, "评论")
        assert names(pilot) == ["⌕“评论”"]


async def test_one_is_dropped_and_there_again_with_what_it_listed(make_app: AppMaker) -> None:
    async with reading(make_app(), 120) as pilot:
        await save(pilot, "站点")
        await stand_at(pilot, "⌕站点")
        await rename(pilot, "地方")
        await press(pilot, "delete")
        assert names(pilot) == []
        assert "已去掉搜索“地方”；按 u 撤销" in status(pilot)
        # The list at which one stands now is what is shown.
        section, view = room(pilot).channel_list.current, room(pilot).headline_list.view
        assert section is not None
        assert view is not None
        assert section.shelf == view.shelf
        await press(pilot, "u")
        assert "已撤销：去掉搜索“地方”" in status(pilot)
        assert names(pilot) == ["⌕地方"]
        again = next(each for each in room(pilot).channel_list.sections if each.name == "⌕地方")
        assert again.unread == 1
        await press(pilot, "u")
        assert names(pilot) == ["⌕站点"]
        await press(pilot, "u")
        assert names(pilot) == []
        await press(pilot, "u")
        assert "没有可撤销的" in status(pilot)
        await press(pilot, "U", "U")
        assert names(pilot) == ["⌕地方"]
        await press(pilot, "U")
        assert names(pilot) == []
        await press(pilot, "U")
        assert "没有可重做的" in status(pilot)


async def test_marks_and_searches_are_undone_in_the_order_of_doing(make_app: AppMaker) -> None:
    async with reading(make_app(), 120) as pilot:
        await press(pilot, "m")
        await save(pilot, "站点")
        await press(pilot, "j", "s")
        said = []
        for key in "uuuuUUUU":
            await press(pilot, key)
            said.append(status(pilot)[:6])
        assert said == [
            "已撤销：收藏",
            "已撤销：存下",
            "已撤销：把《",
            "没有可撤销的",
            "已重做：把《",
            "已重做：存下",
            "已重做：收藏",
            "没有可重做的",
        ]


async def test_what_is_done_anew_takes_the_place_of_what_could_be_done_again(make_app: AppMaker) -> None:
    async with reading(make_app(), 120) as pilot:
        await save(pilot, "站点")
        await press(pilot, "u", "m", "U")
        assert "没有可重做的" in status(pilot)
        assert names(pilot) == []


async def test_one_that_was_half_filled_goes_on_at_the_next_start(
    make_app: AppMaker, path: Path, web: FakeWeb
) -> None:
    with Library(path) as library:
        fill(library, web)
        headlines = [
            Headline(address=f"{SITE}/c/2026-10-04/{n}.shtml", title=clean_line(f"第{n}块地"), published=NOW)
            for n in range(400)
        ]
        library.channels.listed("acftu", headlines, Validators(), NOW)
        while library.index.catch_up():
            pass
        saved = library.saved.save("块地")
        place: Place | None = library.saved.fill(saved, BEGINNING)
        assert place is not None
        before = library.saved.all()[0]
        assert 0 < before.listed.articles < 400
        assert not before.is_whole
    async with reading(make_app(), 120) as pilot:
        after = next(each for each in room(pilot).channel_list.sections if each.name == "⌕块地")
        assert after.unread == 400
        with Library(path) as library:
            assert library.saved.all()[0].is_whole
            assert library.headlines.open(Shelf(after.shelf.channel)).total == 400


async def test_one_stays_where_one_is_when_a_row_comes_above(make_app: AppMaker) -> None:
    async with reading(make_app(), 120) as pilot:
        await stand_at(pilot, "工会")
        await press(pilot, "l", "j")
        await save(pilot, "站点")
        section = room(pilot).channel_list.current
        assert section is not None
        assert section.name == "工会"
        assert room(pilot).masthead.shown.startswith("工会")
        assert room(pilot).headline_list.cursor == 1
