"""The search screen: both places, every state, and the way from a hit to its article and back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from press import NOW
from readingroom import NEWEST, SITE, FakeWeb, click, lines, press, reading, room, settled, status, text
from textual.pilot import Pilot
from textual.widgets import Input

from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index
from zhonggong_reader.model import Headline
from zhonggong_reader.queries import parse
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.search import Search
from zhonggong_reader.workercn import search as site_search

AppMaker = Callable[..., ReaderApp]
KNOWN = f"{SITE}/c/2026-10-05/8907680.shtml"


def answer(total: int, *items: tuple[str, str]) -> bytes:
    data = [{"title": title, "url": url, "content": f"说到<em>{title[:2]}</em>"} for title, url in items]
    return json.dumps({"status": 1, "data": {"total": total, "data": data}}).encode()


def asks(typed: str, page: int = 0) -> str:
    return site_search.address(parse(typed), page=page)


def screen(pilot: Pilot[None]) -> Search:
    return cast(Search, pilot.app.screen)


def in_room(pilot: Pilot[None]) -> bool:
    """Tell whether no other screen stands over the reading room."""
    return len(pilot.app.screen_stack) == 1


async def search(pilot: Pilot[None], words: str, *keys: str) -> None:
    """Open the search, press `keys`, type `words` as an input method does, and begin."""
    await press(pilot, "/", *keys)
    screen(pilot).words.insert_text_at_cursor(words)
    await press(pilot, "enter")


def titles(pilot: Pilot[None]) -> list[str]:
    found = screen(pilot).hit_list
    rows = [found.at(row) for row in range(found.rows)]
    return [row.headline.title for row in rows if row]


async def test_titles_of_the_library_are_found_and_opened_with_the_way_back(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "变电站")
        assert titles(pilot) == [NEWEST]
        assert "书库里找到 1 条" in text(pilot.app)
        assert web.asked == []
        await press(pilot, "enter")
        assert room(pilot).pane == "article"
        assert room(pilot).article_view.kept is not None
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Search)
        assert screen(pilot).words.value == "变电站"
        # The article is read and kept now, and the list says so.
        hit = screen(pilot).hit_list.current
        assert hit is not None
        assert (hit.read, hit.cached) == (True, True)
        await press(pilot, "escape")
        assert in_room(pilot)
        assert room(pilot).pane == "headlines"
        # That way back is used up: the next article leads where it always leads.
        await press(pilot, "enter", "escape")
        assert in_room(pilot)


async def test_every_key_that_leaves_an_article_leads_back_to_the_search(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "变电站")
        for key in ("escape", "q", "h", "left"):
            await press(pilot, "enter", key)
            assert isinstance(pilot.app.screen, Search), key


async def test_an_article_of_the_list_has_no_way_back_to_an_older_search(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "变电站")
        await press(pilot, "enter", "J", "escape")
        assert in_room(pilot)


async def test_the_words_of_the_article_round_the_hit_are_shown(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter")  # an article is kept once it was read
        await search(pilot, "content:漏看", "tab")
        assert titles(pilot) == [NEWEST]
        assert "我们怕的只有漏看一眼" in "".join(line.strip() for line in lines(pilot.app))


async def test_tab_searches_the_site_and_back(make_app: AppMaker, web: FakeWeb) -> None:
    web.bodies[asks("工匠")] = answer(1, ("工匠在网站上", "/c/2026-09-01/1.shtml"))
    async with reading(make_app()) as pilot:
        await search(pilot, "工匠")
        here = titles(pilot)
        assert "工匠在网站上" not in here
        await press(pilot, "tab")
        assert titles(pilot) == ["工匠在网站上"]
        assert "网站上找到 1 条" in text(pilot.app)
        await press(pilot, "tab")
        # What the site found is in the library now.
        assert titles(pilot) == [*here[:-1], "工匠在网站上", *here[-1:]]


async def test_the_next_page_of_the_site_comes_when_one_goes_past_the_last_row(
    make_app: AppMaker, web: FakeWeb
) -> None:
    first = [(f"第{n}条工匠", f"/c/2026-09-01/{n}.shtml") for n in range(1, 16)]
    web.bodies[asks("工匠")] = answer(16, *first)
    web.bodies[asks("工匠", 1)] = answer(16, first[-1], ("最后一条工匠", "/c/2026-09-01/16.shtml"))
    async with reading(make_app()) as pilot:
        await search(pilot, "工匠", "tab")
        assert "网站上找到 16 条，列出 15 条" in text(pilot.app)
        await press(pilot, "end", "down")
        assert titles(pilot)[-2:] == ["第15条工匠", "最后一条工匠"]
        assert screen(pilot).hit_list.cursor == 14
        await press(pilot, "down", "down")
        assert screen(pilot).hit_list.cursor == 15
        assert web.asked == [asks("工匠"), asks("工匠", 1)]


async def test_what_is_under_way_is_said_and_other_words_take_its_place(
    make_app: AppMaker, web: FakeWeb
) -> None:
    held = web.hold(asks("工匠"))
    web.bodies[asks("班组")] = answer(0)
    async with reading(make_app()) as pilot:
        await press(pilot, "/", "tab")
        screen(pilot).words.insert_text_at_cursor("工匠")
        await pilot.press("enter")
        await held.asked.wait()
        await pilot.pause()
        assert "正在问网站" in text(pilot.app)
        screen(pilot).words.value = "班组"
        await press(pilot, "enter")
        assert held.cancelled
        assert "网站上没有找到“班组”" in text(pilot.app)


async def test_nothing_found_in_the_library_says_where_else_to_look(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "并无此词")
        assert "书库里没有“并无此词”；按 Tab 放宽" in text(pilot.app)


async def test_offline_is_said_and_tried_again(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        web.offline = True
        await search(pilot, "工匠", "tab")
        assert "连不上中工网" in text(pilot.app)
        assert "按 Tab 在书库里找" in text(pilot.app)
        web.offline = False
        web.bodies[asks("工匠")] = answer(1, ("工匠在网站上", "/c/2026-09-01/1.shtml"))
        await press(pilot, "enter")
        assert titles(pilot) == ["工匠在网站上"]
        web.failures[asks("工匠")] = FetchError("网站出了故障")
        await press(pilot, "r")
        assert "网站出了故障；按 F5 再试" in text(pilot.app)
        assert titles(pilot) == []


async def test_no_words_are_no_search(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "/", "tab", "enter")
        assert "没有写要找什么" in text(pilot.app)
        await press(pilot, "escape")
        assert in_room(pilot)
        assert web.asked == []


async def test_every_letter_can_be_typed(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "/", *"jkhlgqrb/", "space", "G")
        assert screen(pilot).query_one(Input).value == "jkhlgqrb/ G"


async def test_the_terminal_s_cursor_stands_where_one_types_and_not_on_the_last_row(
    make_app: AppMaker,
) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await search(pilot, "变电站")
        await press(pilot, "up")
        words = screen(pilot).words
        assert words.has_focus
        assert words.region.y < 12
        x, y = pilot.app.cursor_position
        assert y == words.region.y
        assert x >= words.region.x + 6  # three Han characters


async def test_a_mouse_opens_a_hit(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "变电站")
        await click(pilot, "变电站里")
        assert room(pilot).pane == "article"


async def test_full_width_and_function_keys_open_the_search(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        for key in ("f3", "／"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, Search), key
            await press(pilot, "escape")


async def test_the_screen_works_where_it_is_smallest(make_app: AppMaker) -> None:
    async with reading(make_app(), 40, 20) as pilot:
        await search(pilot, "变电站")
        shown = text(pilot.app)
        assert "变电站" in shown
        assert "Esc 返回" in shown


async def test_what_the_site_says_is_no_markup(make_app: AppMaker, web: FakeWeb) -> None:
    hostile = "[/x][@click=app.quit]工匠[bold]"
    web.bodies[asks("工匠")] = answer(1, (hostile, "/c/2026-09-01/1.shtml"))
    async with reading(make_app()) as pilot:
        await search(pilot, "工匠", "tab")
        assert hostile in text(pilot.app)


async def test_a_long_library_is_searched_whole(make_app: AppMaker, path: Path) -> None:
    app = make_app()
    with Library(path) as library:
        many = [
            Headline(address=f"{SITE}/c/2026-09-01/{n}.shtml", title=clean_line(f"工匠第{n}位"))
            for n in range(700)
        ]
        library.search.keep(many, NOW)
    async with reading(app) as pilot:
        await search(pilot, "title:工匠第")
        assert "书库里至少有 350 条" in text(pilot.app)
        await press(pilot, "end", "down")
        assert "书库里找到 700 条" in text(pilot.app)
        assert screen(pilot).hit_list.rows == 700
        await press(pilot, "home", "enter")
        assert "找不到" in status(pilot)


# ── As one types ─────────────────────────────────────────────────────────────────────────────


async def test_the_library_answers_as_one_types_and_the_words_keep_the_focus(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "/")
        screen(pilot).words.insert_text_at_cursor("变电")
        await settled(pilot)
        assert titles(pilot) == [NEWEST]
        assert screen(pilot).words.has_focus
        screen(pilot).words.insert_text_at_cursor("没有")
        await settled(pilot)
        assert titles(pilot) == []
        assert "书库里没有“变电没有”" in text(pilot.app)
        screen(pilot).words.value = "date:2026-13"
        await settled(pilot)
        assert "日历上没有“2026-13”" in text(pilot.app)
        assert web.asked == []


async def test_other_words_begin_with_their_best_hit_and_the_same_ones_where_one_was(
    make_app: AppMaker,
) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "工")
        assert screen(pilot).hit_list.rows > 3
        await press(pilot, "j", "j", "/", "enter")
        assert screen(pilot).hit_list.cursor == 2
        await press(pilot, "/")
        screen(pilot).words.value = "人"
        await settled(pilot)
        assert screen(pilot).hit_list.rows > 2
        assert screen(pilot).hit_list.cursor == 0


async def test_one_widens_from_the_channel_to_the_library_and_the_site(
    make_app: AppMaker, library: Library
) -> None:
    async with reading(make_app()) as pilot:
        channel, elsewhere, *_ = library.channels.all()
        room(pilot).channel_list.cursor = 3
        await settled(pilot)
        await search(pilot, "-并无此词")
        assert f" {channel.channel.name} " in lines(pilot.app)[0]
        assert f"{channel.channel.name}里找到 {channel.articles} 条" in text(pilot.app)
        await press(pilot, "tab")
        assert len(titles(pilot)) > channel.articles
        assert elsewhere.articles
        await press(pilot, "shift+tab")
        assert len(titles(pilot)) == channel.articles


async def test_letters_that_no_text_has_are_taken_as_pinyin(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "biandianz")
        assert titles(pilot) == [NEWEST]
        assert "书库里按拼音找到 1 条" in text(pilot.app)


async def test_commands_and_channels_are_found_by_pinyin_in_the_palette(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "ctrl+p", *"pinglun")
        await pilot.pause()
        await settled(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        section = room(pilot).channel_list.current
        assert section is not None
        assert section.name == "评论"
        assert room(pilot).pane == "headlines"


# ── In the article ───────────────────────────────────────────────────────────────────────────


def lit(pilot: Pilot[None]) -> int:
    """Return how many rows of the window have a hit."""
    view = room(pilot).article_view
    styles = {
        str(view.get_component_rich_style(f"article--found{here}", partial=True)) for here in ("", "-here")
    }
    assert len(styles) == 2
    found = view.found
    return (
        sum(
            any(
                piece.source and found.number_at(piece.source[0], offset) is not None
                for piece in row.segments
                for offset in (range(piece.source[1], piece.source[2]) if piece.source else ())
            )
            for row in view._sheet.rows
            if row
        )
        if view._sheet
        else 0
    )


async def test_the_words_stand_out_in_what_was_found_and_n_goes_through_them(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter")
        await search(pilot, "一眼", "tab")
        await press(pilot, "enter")
        view = room(pilot).article_view
        total = len(view.found.spans)
        assert total >= 1
        assert lit(pilot) >= 1
        assert "n 下一处  p 上一处  Esc 回到搜索" in text(pilot.app)
        for number in [*range(total), 0]:
            await press(pilot, "n")
            assert view.found.at == number
            assert f"第 {number + 1} 处，共 {total} 处" in status(pilot)
        await press(pilot, "N")
        assert view.found.at == total - 1
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Search)
        assert view.found.spans == ()


async def test_a_search_in_the_open_article_goes_to_its_first_hit_and_escape_ends_it(
    make_app: AppMaker,
) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter", "/")
        assert screen(pilot).scope == "article"
        screen(pilot).words.insert_text_at_cursor("一眼")
        await settled(pilot)
        assert "这一篇里有 " in text(pilot.app)
        await press(pilot, "enter")
        assert in_room(pilot)
        view = room(pilot).article_view
        assert view.found.at == 0
        for mode in ("columns", "vertical", "column"):
            view.mode = mode
            await settled(pilot)
            assert lit(pilot) >= 1, mode
            await press(pilot, "f8", "shift+f8")
            assert view.found.at == 0
        await press(pilot, "escape")
        assert view.found.spans == ()
        assert room(pilot).pane == "article"
        assert "下一处" not in text(pilot.app)
        await press(pilot, "escape")
        assert room(pilot).pane == "headlines"


async def test_words_that_the_article_lacks_are_said_to_be_missing(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter", "/")
        screen(pilot).words.insert_text_at_cursor("并无此词")
        await settled(pilot)
        assert "这一篇里没有“并无此词”" in text(pilot.app)
        await press(pilot, "enter")
        assert "这一篇里没有“并无此词”" in status(pilot)


async def test_the_search_is_over_in_another_article(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter", "/")
        screen(pilot).words.insert_text_at_cursor("一眼")
        await press(pilot, "enter", "J")
        assert room(pilot).article_view.found.spans == ()
        assert "下一处" not in text(pilot.app)


async def test_an_index_that_is_behind_is_brought_up_to_date_while_one_reads(
    make_app: AppMaker, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    monkeypatch.setattr(index, "AT_ONCE", 0)
    library.index.start_anew()
    assert library.index.behind() > 0
    async with reading(app):
        assert library.index.behind() == 0


async def test_a_search_is_kept_as_a_channel_and_kept_no_longer(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        await search(pilot, "变电站")
        await press(pilot, "ctrl+s")
        [saved] = library.saved.all()
        assert (saved.query, saved.listed.articles) == ("变电站", 1)
        await press(pilot, "escape")
        names = [section.name for section in room(pilot).channel_list.sections]
        assert names[:4] == ["全部", "收藏", "阅读历史", "⌕变电站"]
        room(pilot).channel_list.cursor = 3
        await settled(pilot)
        assert room(pilot).headline_list.rows == 1
        await press(pilot, "/", "ctrl+s")
        assert library.saved.all() == []
