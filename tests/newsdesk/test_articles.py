"""Articles: the kept one first, the site where it must be."""

import asyncio
import logging

import apsw
import pytest
from toldsite import Clock, ToldSite

from zhonggong_reader import sample
from zhonggong_reader.errors import FetchError, InputError, PageNotUnderstood
from zhonggong_reader.library import DamagedArticle, Library
from zhonggong_reader.model import Position, Shelf
from zhonggong_reader.newsdesk import ArticleNotKept, Newsdesk
from zhonggong_reader.settings import Settings

PATH = "/c/2026-10-05/8907680.shtml"
ADDRESS = f"https://www.workercn.cn{PATH}"
OTHER = "/c/2026-10-05/8907655.shtml"


def spoil(library: Library) -> None:
    """Change one bit of every article behind the library's back."""
    with apsw.Connection(str(library.path)) as db:
        db.execute("UPDATE article SET content = CAST(x'00' || substr(content, 2) AS BLOB)")


async def test_a_kept_article_opens_without_asking_the_site(desk: Newsdesk, told: ToldSite) -> None:
    fetched = await desk.article(ADDRESS)
    assert fetched.article.title.startswith("在海拔三千米的变电站里")
    told.fail(PATH)
    assert await desk.article(ADDRESS) == fetched
    assert await desk.article(fetched.id) == fetched
    assert told.asked == [PATH]


async def test_a_headline_s_id_leads_to_its_article(desk: Newsdesk) -> None:
    await desk.refresh((await desk.channel("人物")).channel)
    view = await desk.shelves.open(Shelf("character"))
    [row] = await desk.shelves.page(view, 0, 1)
    kept = await desk.article(row.id)
    assert (kept.id, kept.article.address) == (row.id, ADDRESS)
    [row] = await desk.shelves.page(view, 0, 1)
    assert row.cached


async def test_any_form_of_its_address_leads_to_the_one_article(desk: Newsdesk, told: ToldSite) -> None:
    first = await desk.article(f"http://news.workercn.cn{PATH}?from=weixin#top")
    assert first.article.address == ADDRESS
    assert (await desk.article(ADDRESS)).id == first.id
    assert told.asked == [PATH]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "workercn", "", "https://user@workercn.cn/", "//["],
)
async def test_what_is_no_address_of_a_page_is_not_asked_for(
    desk: Newsdesk, told: ToldSite, address: str
) -> None:
    with pytest.raises(InputError, match="不是网页的网址"):
        await desk.article(address)
    # What the library or a list names goes the same way.
    with pytest.raises(InputError, match="不是网页的网址"):
        await desk.fetch_article(address)
    assert told.asked == []


async def test_an_id_that_leads_nowhere_is_told_with_its_number(desk: Newsdesk) -> None:
    with pytest.raises(InputError, match="没有编号为 41 的文章"):
        await desk.article(41)


async def test_fetching_again_is_conditional_and_keeps_what_did_not_change(
    desk: Newsdesk, clock: Clock
) -> None:
    first = await desk.article(ADDRESS)
    await desk.marks.starred([first.id], True)
    await desk.marks.position(first.id, Position(1, 2))
    clock.forward(days=1)
    again = await desk.fetch_article(ADDRESS)
    assert again.article == first.article
    assert again.fetched == clock.now
    assert again.starred
    assert again.position == Position(1, 2)


async def test_a_corrected_article_takes_the_place_of_the_old_one(desk: Newsdesk, told: ToldSite) -> None:
    first = await desk.article(ADDRESS)
    await desk.marks.read([first.id], True)
    told.put(PATH, (told.body(PATH) or b"").replace("两万余公里".encode(), "三万余公里".encode()))
    again = await desk.fetch_article(ADDRESS)
    assert (again.id, again.read) == (first.id, True)
    assert "三万余公里" in str(again.article.blocks)
    assert await desk.article(ADDRESS) == again


async def test_an_article_that_is_gone_and_was_never_kept_is_named_so(desk: Newsdesk, told: ToldSite) -> None:
    told.remove(OTHER)
    with pytest.raises(FetchError, match="在网站上已找不到"):
        await desk.article(f"https://www.workercn.cn{OTHER}")


async def test_being_led_to_the_front_page_means_gone(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    told.redirect(PATH, "/")
    with pytest.raises(FetchError, match="在网站上已找不到"):
        await desk.article(ADDRESS)
    assert library.articles.get(ADDRESS) is None


async def test_a_redirected_article_is_kept_where_it_was_asked_for(desk: Newsdesk, told: ToldSite) -> None:
    told.redirect(PATH, OTHER)
    kept = await desk.article(ADDRESS)
    assert kept.article.address == ADDRESS
    assert kept.article.title.startswith("视频丨凌晨四点的食堂")
    assert await desk.article(ADDRESS) == kept
    assert len(told.asked) == 1


async def test_a_page_that_is_no_article_leaves_the_kept_one(desk: Newsdesk, told: ToldSite) -> None:
    kept = await desk.article(ADDRESS)
    told.put(PATH, "<title>维护 - 中工网</title><p>稍后再来</p>".encode())
    with pytest.raises(PageNotUnderstood, match="正文"):
        await desk.fetch_article(ADDRESS)
    assert await desk.article(ADDRESS) == kept


async def test_a_damaged_article_is_fetched_again_whole(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    kept = await desk.article(ADDRESS)
    spoil(library)
    told.fail(PATH, "连不上", offline=True)
    with pytest.raises(DamagedArticle, match="已损坏；联网后再打开"):
        await desk.article(kept.id)
    told.mend(PATH)
    mended = await desk.article(kept.id)
    # Unconditionally: an answer 304 would leave nothing to show.
    assert told.validators[PATH] is None
    assert mended == kept
    assert await desk.article(ADDRESS) == kept


async def test_an_article_that_cannot_be_kept_can_be_read(
    library: Library, told: ToldSite, clock: Clock
) -> None:
    library.close()
    with apsw.Connection(str(library.path)) as db:
        db.pragma("user_version", 99)
    with Library(library.path) as newer:
        desk = Newsdesk(newer, told, Settings(), now=clock)
        with pytest.raises(ArticleNotKept, match="这一篇没有存进书库") as caught:
            await desk.article(ADDRESS)
    assert caught.value.article.title.startswith("在海拔三千米的变电站里")


async def test_the_sample_is_kept_without_a_network(desk: Newsdesk, told: ToldSite) -> None:
    kept = await desk.keep_sample()
    assert kept.article.title == "首届大国工匠创新交流大会开幕"
    assert await desk.article(sample.ADDRESS) == kept
    assert told.asked == []


async def test_leaving_an_article_leaves_its_request(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    told.hold(PATH)
    opening = asyncio.create_task(desk.article(ADDRESS))
    await told.until_asked(PATH)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert library.articles.get(ADDRESS) is None
    assert (await desk.article(f"https://www.workercn.cn{OTHER}")).id


async def test_failures_are_logged_with_address_and_reason(
    desk: Newsdesk, told: ToldSite, caplog: pytest.LogCaptureFixture
) -> None:
    told.fail(PATH, "网站出错")
    told.fail("/pl/pl/", "网站很忙")
    with caplog.at_level(logging.WARNING):
        with pytest.raises(FetchError):
            await desk.article(ADDRESS)
        with pytest.raises(FetchError):
            await desk.refresh((await desk.channel("评论")).channel)
    assert [record.getMessage() for record in caplog.records] == [
        f"article {ADDRESS}: 网站出错",
        "list https://www.workercn.cn/pl/pl/: 网站很忙",
    ]
