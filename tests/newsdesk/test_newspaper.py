"""The newspaper: issues by day, kept whole, taken up where they broke off."""

import asyncio
from datetime import date, timedelta

import pytest
from newsprint import DAY, SITE, Newsprint, before
from toldsite import Clock, ToldSite

from zhonggong_reader.errors import FetchError, InputError, PageNotUnderstood
from zhonggong_reader.model import KeptDay, KeptIssue
from zhonggong_reader.newsdesk import ArticleKept, ArticleMissed, IssueListed, Newsdesk, PaperEvent

NEWSPRINT = Newsprint()
FRONT = NEWSPRINT.page_path(1)
EMPTY = NEWSPRINT.article_path(1, 4)
"""An article of the small issue that has a headline and nothing else."""


@pytest.fixture(autouse=True)
def printed(told: ToldSite) -> None:
    for path, body in NEWSPRINT.files().items():
        told.put(path, body)


def paths(issue: KeptIssue) -> list[str]:
    return [entry.listed.headline.address.removeprefix(SITE) for entry in issue.headlines]


async def test_an_issue_is_fetched_once_and_opens_offline_after_that(desk: Newsdesk, told: ToldSite) -> None:
    issue = await desk.newspaper.issue(DAY)
    assert issue is not None
    assert [page.page.name for page in issue.pages] == ["要闻", "评论", "广告", "副刊"]
    assert paths(issue) == NEWSPRINT.article_paths
    asked = list(told.asked)
    assert sorted(asked) == [NEWSPRINT.page_path(page) for page in (1, 2, 3, 4)]
    assert await desk.newspaper.issue(DAY) == issue
    assert told.asked == asked


async def test_a_day_without_an_issue_is_a_value(desk: Newsdesk, told: ToldSite) -> None:
    assert await desk.newspaper.issue(before()) is None
    assert await desk.newspaper.keep(before(), lambda event: None) is None


@pytest.mark.parametrize("elsewhere", ["/", FRONT], ids=["front page", "newest issue"])
async def test_a_site_that_leads_elsewhere_has_no_issue_of_that_day(
    desk: Newsdesk, told: ToldSite, elsewhere: str
) -> None:
    told.redirect(Newsprint(before()).page_path(1), elsewhere)
    assert await desk.newspaper.issue(before()) is None


async def test_the_whole_issue_is_kept_with_a_reason_for_what_is_missing(
    desk: Newsdesk, told: ToldSite
) -> None:
    events: list[PaperEvent] = []
    issue = await desk.newspaper.keep(DAY, events.append)
    assert issue is not None
    assert (issue.kept, len(issue.headlines), issue.is_whole) == (6, 7, False)
    assert isinstance(events[0], IssueListed)
    assert events[0].wanted == 7
    assert sum(isinstance(event, ArticleKept) for event in events) == 6
    [missed] = [event for event in events if isinstance(event, ArticleMissed)]
    assert missed.entry.listed.headline.title == "导读"
    assert [entry.failure for entry in issue.headlines if entry.failure] == [str(missed.error)]
    assert "正文" in str(missed.error)


async def test_what_broke_off_goes_on_where_it_stopped(desk: Newsdesk, told: ToldSite) -> None:
    held = NEWSPRINT.article_path(2, 1)
    told.hold(held)
    round_ = asyncio.create_task(desk.newspaper.keep(DAY, lambda event: None))
    await told.until_asked(held)
    await told.until_asked(NEWSPRINT.article_path(4, 1))
    round_.cancel()
    with pytest.raises(asyncio.CancelledError):
        await round_
    told.release(held)
    partly = await desk.newspaper.kept(DAY)
    assert partly is not None
    before_, told.asked[:] = set(told.asked), []
    assert 0 < partly.kept < 6
    issue = await desk.newspaper.keep(DAY, lambda event: None)
    assert issue is not None
    assert issue.kept == 6
    # Nothing that was kept is asked for again, and no page is. What was being written when the round was
    # cancelled may be there in the meantime.
    kept = {
        entry.listed.headline.address.removeprefix(SITE) for entry in partly.headlines if entry.listed.cached
    }
    assert kept <= before_
    assert held in told.asked
    assert set(told.asked) <= set(NEWSPRINT.article_paths) - kept


async def test_a_page_that_fails_has_its_reason_and_comes_later(desk: Newsdesk, told: ToldSite) -> None:
    told.fail(NEWSPRINT.page_path(2), "服务器出错（503）")
    issue = await desk.newspaper.issue(DAY)
    assert issue is not None
    assert [page.failure for page in issue.pages] == [None, "服务器出错（503）", None, None]
    assert not issue.is_whole
    told.mend(NEWSPRINT.page_path(2))
    issue = await desk.newspaper.issue(DAY)
    assert issue is not None
    assert [page.failure for page in issue.pages] == [None] * 4
    assert paths(issue) == NEWSPRINT.article_paths


async def test_offline_nothing_is_raised_while_something_is_here(desk: Newsdesk, told: ToldSite) -> None:
    told.fail(FRONT, "连不上", offline=True)
    with pytest.raises(FetchError) as caught:
        await desk.newspaper.issue(DAY)
    assert caught.value.offline
    told.mend(FRONT)
    told.fail(NEWSPRINT.page_path(4), "连不上", offline=True)
    issue = await desk.newspaper.issue(DAY)
    assert issue is not None
    assert len(issue.pages) == 4


async def test_a_corrected_issue_comes_on_request(desk: Newsdesk, told: ToldSite) -> None:
    await desk.newspaper.issue(DAY)
    told.put(NEWSPRINT.page_path(4), NEWSPRINT.page(4).replace("灯塔守望者".encode(), "灯塔下".encode()))
    issue = await desk.newspaper.issue(DAY, anew=True)
    assert issue is not None
    assert issue.headlines[-1].listed.headline.title == "灯塔下"
    # An issue that the site has taken down stays here.
    told.remove(FRONT)
    assert await desk.newspaper.issue(DAY, anew=True) == issue


async def test_a_page_in_place_of_another_is_not_taken_for_it(desk: Newsdesk, told: ToldSite) -> None:
    told.redirect(NEWSPRINT.page_path(2), FRONT)
    issue = await desk.newspaper.issue(DAY)
    assert issue is not None
    assert issue.pages[1].failure == "取回的是别的版面；请稍后再试"
    assert len(issue.pages[0].headlines) == 4


async def test_a_front_page_that_is_not_understood_says_so(desk: Newsdesk, told: ToldSite) -> None:
    told.put(FRONT, "<html><title>工人日报-中工网</title><body>改版了</body></html>".encode())
    with pytest.raises(PageNotUnderstood, match="可能已改版"):
        await desk.newspaper.issue(DAY)


async def test_an_article_knows_the_name_of_its_page(desk: Newsdesk) -> None:
    await desk.newspaper.issue(DAY)
    kept = await desk.article(SITE + NEWSPRINT.article_path(1, 1))
    assert (kept.article.channel, kept.article.source) == ("01版：要闻", "工人日报")
    assert kept.article.kicker == "问题一线提 难题一起解"


async def test_days_that_no_newspaper_can_have(desk: Newsdesk, told: ToldSite) -> None:
    for day, reason in ((DAY + timedelta(1), "还没有到"), (date(1949, 7, 14), "还没有工人日报")):
        with pytest.raises(InputError, match=reason):
            await desk.newspaper.issue(day)
    assert told.asked == []


async def test_the_day_is_that_of_beijing(desk: Newsdesk, clock: Clock) -> None:
    assert desk.newspaper.today() == DAY
    clock.forward(hours=6)
    assert desk.newspaper.today() == DAY + timedelta(1)


async def test_which_days_are_here(desk: Newsdesk) -> None:
    await desk.newspaper.keep(DAY, lambda event: None)
    assert await desk.newspaper.days(before(), DAY) == [KeptDay(DAY, 7, 6, False)]
