"""What the site says of itself: the matrix below every screen."""

import apsw
from toldsite import Clock, ToldSite

from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Matrix, Settings

ARTICLE = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"


async def test_before_any_page_each_entry_searches_its_platform(desk: Newsdesk) -> None:
    colophon = await desk.colophon()
    assert [entry.kind for entry in colophon.matrix] == ["client", "wechat", "weibo", "douyin"]
    assert all(entry.is_search for entry in colophon.matrix)


async def test_the_front_page_s_foot_is_kept(desk: Newsdesk, library: Library) -> None:
    default = await desk.colophon()
    await desk.refresh_front()
    kept = await desk.colophon()
    assert kept != default
    assert kept.hotlines
    assert library.colophon() == kept


async def test_a_page_without_a_foot_does_not_take_a_kept_one_away(desk: Newsdesk, told: ToldSite) -> None:
    await desk.refresh_front()
    kept = await desk.colophon()
    path = ARTICLE.removeprefix("https://www.workercn.cn")
    body = "，".join(["工友们在现场交流技术"] * 20)
    told.put(
        path,
        f"<title>短讯 - 人物 - 中工网</title><h1>短讯</h1><div class=ccontent><p>{body}。</p></div>".encode(),
    )
    await desk.article(ARTICLE)
    assert await desk.colophon() == kept


async def test_the_settings_replace_single_entries(library: Library, told: ToldSite, clock: Clock) -> None:
    ours = Settings(matrix=Matrix(weibo="https://weibo.com/mine"))
    desk = Newsdesk(library, told, ours, now=clock)
    await desk.refresh_front()
    matrix = {entry.kind: entry for entry in (await desk.colophon()).matrix}
    assert matrix["weibo"].address == "https://weibo.com/mine"
    assert not matrix["weibo"].is_search
    assert matrix["douyin"].address != "https://weibo.com/mine"
    kept = library.colophon()
    assert kept is not None
    assert "https://weibo.com/mine" not in str(kept.matrix)


async def test_a_damaged_one_stops_nothing_and_comes_anew(desk: Newsdesk, library: Library) -> None:
    default = await desk.colophon()
    await desk.refresh_front()
    kept = await desk.colophon()
    with apsw.Connection(str(library.path)) as db:
        db.execute("UPDATE site SET value = '{\"matrix\": 1}' WHERE name = 'colophon'")
    assert await desk.colophon() == default
    await desk.refresh_front()
    assert await desk.colophon() == kept
