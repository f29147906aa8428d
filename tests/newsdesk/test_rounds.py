"""Rounds: many channels and their articles, each once, whatever single ones do."""

import asyncio

import apsw
import pytest
from toldsite import ToldSite

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Article, Channel, Page
from zhonggong_reader.newsdesk import (
    ArticleFailed,
    ArticleFetched,
    ListFailed,
    ListFetched,
    Newsdesk,
    RoundEvent,
    sync,
)

KEPT = "SELECT address FROM headline JOIN article ON article.headline = headline.id"


async def shown(desk: Newsdesk) -> list[Channel]:
    return [entry.channel for entry in await desk.channels()]


def kept(library: Library) -> set[str]:
    db = apsw.Connection(str(library.path))
    try:
        return {str(row[0]).removeprefix("https://www.workercn.cn") for row in db.execute(KEPT)}
    finally:
        db.close()


def articles(told: ToldSite) -> list[str]:
    """Return the paths of articles that were asked for."""
    return [path for path in told.asked if path.startswith("/c/")]


async def test_everything_listed_is_fetched_and_told(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    events: list[RoundEvent] = []
    await sync(desk, await shown(desk), events.append)
    lists = [event for event in events if isinstance(event, ListFetched)]
    assert {(event.refreshed.channel.name, event.wanted) for event in lists} == {
        ("全总", 2),
        ("工会", 3),
        ("评论", 2),
        ("权益", 2),
        ("人物", 3),
    }
    fetched = [event.headline.address for event in events if isinstance(event, ArticleFetched)]
    assert len(fetched) == len(set(fetched)) == 12
    assert len(kept(library)) == 12
    assert len(lists) + len(fetched) == len(events)


async def test_a_second_round_asks_for_nothing_that_is_kept(desk: Newsdesk, told: ToldSite) -> None:
    await sync(desk, await shown(desk), lambda event: None)
    told.asked.clear()
    await sync(desk, await shown(desk), lambda event: None)
    assert sorted(told.asked) == ["/acftu/", "/character/", "/pl/pl/", "/quanzong/", "/right/"]


@pytest.mark.parametrize(("wanted", "fetched"), [(0, 0), (1, 5), (2, 10), (None, 12)])
async def test_so_many_of_each_channel(
    desk: Newsdesk, told: ToldSite, wanted: int | None, fetched: int
) -> None:
    await sync(desk, await shown(desk), lambda event: None, articles=wanted)
    assert len(articles(told)) == fetched


async def test_an_article_of_several_channels_is_fetched_once(desk: Newsdesk, told: ToldSite) -> None:
    told.put("/right/", told.body("/acftu/") or b"")
    await sync(desk, await shown(desk), lambda event: None)
    assert len(articles(told)) == len(set(articles(told))) == 10
    assert (await desk.channel("权益")).articles == 3


async def test_failures_of_single_ones_do_not_stop_the_rest(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    told.fail("/pl/pl/", "网站很忙")
    told.remove("/c/2026-10-05/8907680.shtml")
    told.put("/c/2026-10-05/8907655.shtml", b"<html></html>")
    events: list[RoundEvent] = []
    await sync(desk, await shown(desk), events.append)
    failed = {
        event.channel.name if isinstance(event, ListFailed) else event.headline.address[-13:-6]: str(
            event.error
        )
        for event in events
        if isinstance(event, ListFailed | ArticleFailed)
    }
    assert set(failed) == {"评论", "8907680", "8907655"}
    assert failed["评论"] == "网站很忙"
    assert "找不到" in failed["8907680"]
    assert len(kept(library)) == 8
    assert (await desk.channel("评论")).failure is not None


async def test_a_library_that_cannot_be_written_ends_the_round(
    desk: Newsdesk, told: ToldSite, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    channels = await shown(desk)
    save = library.articles.save

    def save_some(article: Article, page: Page | None, *, reread: bool = False) -> int:
        if len(kept(library)) >= 3:
            raise LibraryError("书库写不进去：磁盘已满")
        return save(article, page, reread=reread)

    monkeypatch.setattr(library.articles, "save", save_some)
    with pytest.raises(LibraryError, match="磁盘已满"):
        await sync(desk, channels, lambda event: None)
    # Some were on their way already.
    assert 3 <= len(kept(library)) <= len(articles(told)) < 12
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_round_that_is_cancelled_keeps_what_came(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    held = "/c/2026-09-30/8902045.shtml"
    told.hold(held)
    arrived = asyncio.Event()

    def report(event: RoundEvent) -> None:
        # All but the one that is held.
        if len(kept(library)) == 11:
            arrived.set()

    turning = asyncio.create_task(sync(desk, await shown(desk), report))
    await told.until_asked(held)
    await arrived.wait()
    turning.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turning
    assert len(kept(library)) == 11
    told.release(held)
    told.asked.clear()
    await sync(desk, await shown(desk), lambda event: None)
    assert articles(told) == [held]
    assert len(kept(library)) == 12


async def test_a_round_over_nothing_is_no_fault(desk: Newsdesk, told: ToldSite) -> None:
    await sync(desk, [], lambda event: None)
    assert told.asked == []
