"""What the site changed or took down, as one sees it: in the list, over the article, and word by word."""

from collections.abc import Callable

from readingroom import FakeWeb, lines, press, reading, room, status, text

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]

ADDRESS = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"


def correct(web: FakeWeb, old: str, new: str) -> None:
    """Let the site say `new` where it said `old`."""
    page = web.page(ADDRESS)
    assert page is not None
    assert old.encode() in page.body
    web.bodies[ADDRESS] = page.body.replace(old.encode(), new.encode())


async def test_a_changed_article_says_so_in_the_list_and_over_its_text(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app(), 100, 30) as pilot:
        await press(pilot, "enter")
        assert "已更新" not in text(pilot.app)
        await press(pilot, "r")
        assert status(pilot) == "这一篇已是最新"
        correct(web, "两万余公里", "三万余公里")
        await press(pilot, "r")
        assert status(pilot) == "这一篇已更新"
        assert lines(pilot.app)[1].strip().endswith("已更新：网站改过它（刚刚取到），按 C 看改了什么")
        await press(pilot, "escape")
        assert "已更新" in next(line for line in lines(pilot.app) if "在海拔三千米" in line)
    async with reading(make_app(), 100, 30) as pilot:  # and still so after the next start
        assert "已更新" in next(line for line in lines(pilot.app) if "在海拔三千米" in line)


async def test_the_changes_are_shown_word_by_word_and_one_goes_back_among_them(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "enter", "C")
        assert status(pilot) == "这一篇没有改动过"
        correct(web, "两万余公里", "三万余公里")
        await press(pilot, "r")
        correct(web, "三万余公里", "三万五千公里")
        await press(pilot, "r", "C")
        shown = text(pilot.app)
        assert "［删去的］　｛新加的｝" in shown
        assert "三万［余］｛五千｝公里" in shown
        assert "处未改）" in shown
        assert "第 2 次改动" in shown
        assert lines(pilot.app)[-1].strip().startswith("2/2")
        await press(pilot, "left")
        assert "［两］｛三｝万余公里" in text(pilot.app)
        await press(pilot, "left")
        assert lines(pilot.app)[-1].strip().startswith("没有更早的改动了")
        await press(pilot, "right", "right")
        assert lines(pilot.app)[-1].strip().startswith("这是最近的改动")
        await press(pilot, "escape")
        assert room(pilot).pane == "article"


async def test_what_came_and_went_differs_without_colours(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "enter")
        correct(web, "两万余公里", "三万余公里")
        await press(pilot, "r", "C")
        row = next(number for number, line in enumerate(lines(pilot.app)) if "［两］" in line)
        styles = {
            segment.text: segment.style for segment in pilot.app.screen._compositor.render_strips()[row]
        }
        removed, added = styles["［两］"], styles["｛三｝"]
        assert removed is not None
        assert added is not None
        assert removed.strike
        assert added.underline


async def test_the_changes_follow_the_characters_and_the_line_spacing_that_hold(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "enter")
        correct(web, "两万余公里", "三万余公里")
        await press(pilot, "r", "F", "=", "C")
        assert "［兩］｛三｝萬餘公里" in text(pilot.app)
        assert lines(pilot.app)[0].strip().startswith("在海拔三千米的變電站")
        row = next(number for number, line in enumerate(lines(pilot.app)) if "［兩］" in line)
        assert not lines(pilot.app)[row + 1].strip()
        await press(pilot, "F", "F")
        assert "［两］｛三｝万余公里" in text(pilot.app)


async def test_a_withdrawn_article_stays_readable_and_says_since_when(
    make_app: AppMaker, web: FakeWeb
) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "enter")
        web.gone.add(ADDRESS)
        await press(pilot, "r")
        assert status(pilot) == "网站上已找不到这一篇，存下的仍可读"
        assert "已撤下：网站上找不到它了（刚刚发现），这是刚刚取到的" in lines(pilot.app)[1]
        assert "在海拔三千米的变电站里" in text(pilot.app)
        await press(pilot, "v")  # in every mode
        assert "已撤下" in lines(pilot.app)[1]
        await press(pilot, "escape")
        assert "已撤下" in text(pilot.app)
        web.gone.clear()
        await press(pilot, "enter", "r")
        assert status(pilot) == "这一篇又能在网站上找到了"
        assert "已撤下" not in text(pilot.app)


async def test_the_view_of_a_damaged_text_says_why_it_is_empty(make_app: AppMaker, web: FakeWeb) -> None:
    app = make_app(Settings())
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter")
        correct(web, "两万余公里", "三万余公里")
        await press(pilot, "r")
        with room(pilot).desk._library._store.writing() as db:
            db.execute("UPDATE edition SET sha256 = zeroblob(32)")
        await press(pilot, "C")
        assert "的这一旧版已损坏" in lines(pilot.app)[-1]
