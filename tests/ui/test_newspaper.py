"""The newspaper on the screen: days, pages, articles across pages, and the issue kept for reading offline."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from newsprint import DAY, SITE, Newsprint, before, big_issue
from press import NOW
from readingroom import FakeWeb, click, lines, press, reading, settled, text
from textual.pilot import Pilot

from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import times
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.calendar import Calendar
from zhonggong_reader.ui.screens.card import Card
from zhonggong_reader.ui.screens.paper import PaperRoom
from zhonggong_reader.ui.screens.reading_room import ReadingRoom

AppMaker = Callable[..., ReaderApp]

TODAY = Newsprint()
YESTERDAY = big_issue(before())
TWO_AGO = before(before())


@pytest.fixture(autouse=True)
def printed(web: FakeWeb) -> None:
    for issue in (TODAY, YESTERDAY):
        web.bodies.update({SITE + path: body for path, body in issue.files().items()})


def paper(pilot: Pilot[Any]) -> PaperRoom:
    return cast(PaperRoom, pilot.app.screen)


def title(pilot: Pilot[Any]) -> str | None:
    kept = paper(pilot).article_view.kept
    return kept.article.title if kept else None


def page(pilot: Pilot[Any]) -> str:
    section = paper(pilot).channel_list.current
    return section.name if section else ""


def says(pilot: Pilot[Any]) -> str:
    return paper(pilot).masthead.status.text


# ── Days and pages ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["P", "shift+f12", "}", "｛"])
async def test_today_s_issue_opens_on_its_first_page(make_app: AppMaker, key: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, key)
        assert page(pilot) == "01 要闻"
        assert [section.name for section in paper(pilot).channel_list.sections] == [
            *("整期", "01 要闻", "02 评论", "03 广告", "04 副刊")
        ]
        assert "昨天 10-04" in lines(pilot.app)[1]
        assert "今天 10-05" in lines(pilot.app)[1]
        assert "十二项便民服务搬进工会驿站" in text(pilot.app)
        assert says(pilot) == "已存 0/7 篇"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("{", "}"), ("ctrl+left", "ctrl+right"), ("｛", "｝")],
    ids=["letter", "twin", "wide"],
)
async def test_the_day_before_and_the_day_after(make_app: AppMaker, earlier: str, later: str) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", earlier)
        assert paper(pilot).day == before()
        assert "第1号消息" in text(pilot.app)
        await press(pilot, later)
        assert paper(pilot).day == DAY
        await press(pilot, later)
        assert paper(pilot).day == DAY
        assert says(pilot) == "已是今天的报纸"


async def test_a_day_without_an_issue_says_so(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "{", "{")
        assert "2026年10月3日（周六）没有出报" in text(pilot.app)
        assert "第1号消息" not in text(pilot.app)
        # Nothing is there to be opened, kept or shown as a code.
        await press(pilot, "enter", "J", "n", "X", "x", "s", "[")
        assert "没有出报" in text(pilot.app)
        await press(pilot, "D")
        assert says(pilot) == "10月3日没有出报"
        await press(pilot, "}")
        assert "第1号消息" in text(pilot.app)


async def test_a_day_is_chosen_with_the_pointer(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        await click(pilot, "昨天 10-04")
        assert paper(pilot).day == before()


async def test_days_that_are_kept_bear_a_mark(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "{", "D")
        assert says(pilot) == "10月4日：整期已存 86/86 篇"
        assert "昨天 10-04✓" in lines(pilot.app)[1]
        await press(pilot, "}", "enter")
        assert "今天 10-05~" in lines(pilot.app)[1]


async def test_a_day_long_ago_stands_in_the_strip(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        paper(pilot).show_day(date(2022, 10, 28))
        await settled(pilot)
        assert "2022-10-28 五" in lines(pilot.app)[1]
        assert "2022年10月28日（周五）没有出报" in text(pilot.app)


async def test_pages_are_gone_through_and_one_without_articles_says_so(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "]", "]")
        assert page(pilot) == "03 广告"
        assert "这一版没有文章" in text(pilot.app)
        await press(pilot, "[", "[", "[")
        assert page(pilot) == "整期"
        assert paper(pilot).headline_list.rows == 7
        assert "04版" in text(pilot.app)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────


async def test_articles_follow_each_other_across_pages(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "G", "k", "enter")
        assert title(pilot) == "秋粮入仓"
        await press(pilot, "J")
        assert "没有找到正文" in text(pilot.app)
        await press(pilot, "J")
        assert (page(pilot), title(pilot)) == ("02 评论", "把技能课堂开到工位旁")
        await press(pilot, "J", "J")
        assert (page(pilot), title(pilot)) == ("04 副刊", "灯塔守望者")
        await press(pilot, "J")
        assert says(pilot) == "这一期后面没有文章了"
        await press(pilot, "K", "K", "K", "K")
        assert (page(pilot), title(pilot)) == ("01 要闻", "秋粮入仓")
        assert paper(pilot).headline_list.cursor == 2


async def test_unread_articles_follow_each_other_across_pages(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "]", "enter", "[", "n", "n", "n", "n")
        assert paper(pilot).headline_list.cursor == 3
        await press(pilot, "n")
        assert title(pilot) == "算好休息休假这本账"
        await press(pilot, "n", "n")
        assert title(pilot) == "灯塔守望者"
        assert says(pilot) == "这一期后面没有未读的了"
        await press(pilot, "p")
        assert page(pilot) == "01 要闻"


async def test_one_key_reads_the_whole_issue_and_one_goes_back(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "]", "enter")
        read = [(page(pilot), title(pilot))]
        while not says(pilot).startswith("这一期读完"):
            await press(pilot, "space")
            if read[-1] != (page(pilot), title(pilot)):
                read.append((page(pilot), title(pilot)))
        # One article has no text; behind the last page come the articles before the first one.
        assert says(pilot) == "这一期读完；1 篇没有取到，仍是未读"
        assert [name for name, _ in read] == ["02 评论", "02 评论", "04 副刊", *["01 要闻"] * 4]
        assert len(set(read)) == 7
        await press(pilot, "b")
        while page(pilot) != "02 评论":
            await press(pilot, "b")
        assert title(pilot) == read[1][1]


async def test_an_article_shows_its_kicker_and_its_page(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 40) as pilot:
        await press(pilot, "P", "enter")
        shown = text(pilot.app)
        assert "问题一线提" in shown
        assert "工人日报　01版：要闻　2026-10-05" in shown
        assert "原标题" not in shown
        assert "00:00" not in shown


async def test_marks_and_place_are_those_of_the_library(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app(), 60, 12) as pilot:
        await press(pilot, "P", "enter", "s", "j", "j", "q", "j", "m")
        await press(pilot, "q", "q")
        assert isinstance(pilot.app.screen, ReadingRoom)
        assert not isinstance(pilot.app.screen, PaperRoom)
    issue = library.papers.issue(DAY)
    assert issue is not None
    first, second, *_ = [entry.listed for entry in issue.headlines]
    assert (first.read, first.starred, second.read) == (True, True, True)
    kept = library.articles.get(first.id)
    assert kept is not None
    assert kept.position is not None
    assert kept.position.block >= -1


async def test_it_is_as_one_left_it(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "{", "]", "j", "j", "enter", "P")
        assert not isinstance(pilot.app.screen, PaperRoom)
        await press(pilot, "j", "P")
        assert (paper(pilot).day, page(pilot), paper(pilot).pane) == (before(), "02 第2", "article")
        assert title(pilot) == "第18号消息"
        assert paper(pilot).headline_list.cursor == 2


async def test_what_was_marked_elsewhere_meanwhile_is_shown(make_app: AppMaker, library: Library) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "j", "P")
        issue = library.papers.issue(DAY)
        assert issue is not None
        library.marks.read([entry.listed.id for entry in issue.pages[0].headlines], True, NOW)
        await press(pilot, "P")
        assert paper(pilot).channel_list.sections[1].unread == 0
        current = paper(pilot).headline_list.current
        assert current is not None
        assert (current.read, paper(pilot).headline_list.cursor) == (True, 1)


async def test_the_way_out_leads_back_to_the_news(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "enter", "q", "q")
        assert paper(pilot).pane == "channels"
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, PaperRoom)
        assert pilot.app.is_running


async def test_the_printed_page_has_a_code(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "X")
        assert isinstance(pilot.app.screen, Card)
        assert "grrb202610051.pdf" in text(pilot.app)
        await press(pilot, "escape", "[", "X")
        assert says(pilot) == "先选一个版面"


@pytest.mark.parametrize(("key", "name"), [("&", "改名"), ("delete", "去掉")])
async def test_what_is_of_the_site_s_news_alone_says_so_and_is_not_offered(
    make_app: AppMaker, key: str, name: str
) -> None:
    async with reading(make_app(), 120, 40) as pilot:
        await press(pilot, "P", key)
        assert f"“{name}”在这里用不上" in text(pilot.app)
        await press(pilot, "ctrl+p", *"搜索")
        assert "给频道栏里存下的搜索改名" not in text(pilot.app)


async def test_a_search_leads_back_to_the_site_s_news(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "/", "escape")
        assert not isinstance(pilot.app.screen, PaperRoom)


# ── Keeping, and what goes wrong ─────────────────────────────────────────────────────────────────


async def test_the_issue_is_kept_with_a_count_and_read_offline(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "D")
        assert says(pilot).startswith("10月5日：已存 6/7 篇，缺 1 篇：《导读》网页中没有找到正文")
        assert any("导读" in line and "未取到" in line for line in lines(pilot.app))
        web.offline = True
        for expected in ("装配线旁", "十二项便民服务", "秋粮入仓"):
            await press(pilot, "enter" if title(pilot) is None else "J")
            assert (title(pilot) or "").startswith(expected)
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        assert says(pilot) == "已存 6/7 篇"
        assert "今天 10-05~" in lines(pilot.app)[1]


async def test_keeping_tells_how_far_it_is(make_app: AppMaker, web: FakeWeb) -> None:
    held = web.hold(SITE + YESTERDAY.article_path(8, 10))
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "{")
        await pilot.press("D")
        await held.asked.wait()
        await pilot.pause()
        assert says(pilot).startswith("正在存10月4日的报纸 ")
        assert "/86 篇" in says(pilot)
        # One reads on meanwhile.
        await pilot.press("enter")
        held.release()
        await settled(pilot)
        assert title(pilot) == "第1号消息"
        assert says(pilot) == "10月4日：整期已存 86/86 篇"


async def test_a_first_time_offline_says_so_and_tries_again(make_app: AppMaker, web: FakeWeb) -> None:
    web.offline = True
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        assert "连不上中工网；请检查网络" in text(pilot.app)
        assert "按 r 再试" in text(pilot.app)
        web.offline = False
        await press(pilot, "r")
        assert page(pilot) == "01 要闻"
        assert "十二项便民服务搬进工会驿站" in text(pilot.app)


async def test_a_page_that_fails_says_why_and_comes_with_r(make_app: AppMaker, web: FakeWeb) -> None:
    address = SITE + TODAY.page_path(2)
    web.failures[address] = FetchError("服务器出错（503）")
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "]")
        assert "这一版没有取到：服务器出错（503）（刚刚）" in text(pilot.app)
        del web.failures[address]
        await press(pilot, "r")
        assert page(pilot) == "02 评论"
        assert "把技能课堂开到工位旁" in text(pilot.app)


async def test_a_day_that_is_left_while_it_comes_does_not_come_back(make_app: AppMaker, web: FakeWeb) -> None:
    held = web.hold(SITE + YESTERDAY.page_path(1))
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        await pilot.press("{")
        await held.asked.wait()
        await press(pilot, "}")
        held.release()
        await settled(pilot)
        assert paper(pilot).day == DAY
        assert "第1号消息" not in text(pilot.app)


# ── The calendar ─────────────────────────────────────────────────────────────────────────────────


async def test_the_calendar_jumps_to_a_day(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "d")
        assert isinstance(pilot.app.screen, Calendar)
        assert "2026年10月" in text(pilot.app)
        await press(pilot, "left", "enter")
        assert paper(pilot).day == before()
        await press(pilot, "d", "[")
        assert "2026年9月" in text(pilot.app)
        await press(pilot, "escape")
        assert paper(pilot).day == before()


async def test_the_calendar_has_no_days_to_come_and_none_before_the_first_issue(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "d", "j", "]", "}", "enter")
        assert paper(pilot).day == DAY
        await press(pilot, "d", *["{"] * 80)
        assert "1949年7月" in text(pilot.app)
        await press(pilot, "g", "enter")
        assert paper(pilot).day == DAY


async def test_a_month_shorter_than_the_day_ends_with_its_last(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        paper(pilot).show_day(date(2024, 3, 31))
        await settled(pilot)
        await press(pilot, "d", "[", "enter")
        assert paper(pilot).day == date(2024, 2, 29)


async def test_the_calendar_marks_what_is_kept_and_takes_the_pointer(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "P", "{", "D", "}", "d")
        await click(pilot, "  4✓")
        assert paper(pilot).day == before()


# ── Room ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (160, 48)], ids=str)
async def test_it_folds_with_the_window(make_app: AppMaker, size: tuple[int, int]) -> None:
    async with reading(make_app(), *size) as pilot:
        await press(pilot, "P", "enter")
        panes = ("channels", "headlines", "article")
        shown = [pane for pane in panes if paper(pilot).query_one(f"#{pane}").display]
        assert shown == (list(panes) if size[0] == 160 else ["article"])
        assert "今天 10-05" in lines(pilot.app)[1]
        assert all(len(line) <= size[0] for line in lines(pilot.app))


def test_days_are_named_as_a_reader_says_them() -> None:
    assert times.day(DAY, DAY) == "今天 10-05"
    assert times.day(before(), DAY) == "昨天 10-04"
    assert times.day(TWO_AGO, DAY) == "10-03 六"
    assert times.day(DAY - timedelta(365), DAY) == "2025-10-05 日"
    assert times.full_day(DAY) == "2026年10月5日（周一）"


async def test_an_issue_or_a_page_of_it_becomes_a_book(make_app: AppMaker, tmp_path: Path) -> None:
    folder = tmp_path / "剪报"
    async with reading(make_app(Settings(clippings=str(folder)))) as pilot:
        await press(pilot, "P", "E")
        assert "没有存下的文章" in says(pilot)
        await press(pilot, "D", "E")
        name = f"工人日报 {TODAY.day.isoformat()} {page(pilot)}"
        assert f"{name}.epub" in says(pilot)
        paper(pilot).channel_list.cursor = 0
        await settled(pilot)
        listed = paper(pilot).headline_list
        kept = [row for number in range(listed.rows) if (row := listed.at(number)) and row.cached]
        await press(pilot, "E")
        assert f"{len(kept)} 篇已导出为" in says(pilot)
        assert len(list(folder.iterdir())) == 2
