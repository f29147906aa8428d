"""The newspaper 工人日报: issues by day, from the library where they are there, else from the site.

An issue is its pages, each with its articles. What was fetched is kept at once, so that whatever
breaks off goes on where it stopped; what is missing has its reason.
"""

import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from zhonggong_reader.errors import FetchError, InputError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, Article, Failure, KeptDay, KeptHeadline, KeptIssue, KeptPage, Page
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.newsdesk.atonce import at_once
from zhonggong_reader.workercn import editions

if TYPE_CHECKING:
    from zhonggong_reader.newsdesk.articles import Fetches

FIRST_DAY: Final = editions.FIRST_DAY
_LOG: Final = logging.getLogger(__name__)


class IssueListed(Struct, frozen=True):
    """It is known what an issue holds; `wanted` of its articles will be fetched now."""

    issue: KeptIssue
    wanted: int


class ArticleKept(Struct, frozen=True):
    """An article of the newspaper was fetched and kept."""

    entry: KeptHeadline


class ArticleMissed(Struct, frozen=True):
    """An article of the newspaper could not be had or understood."""

    entry: KeptHeadline
    error: FetchError | PageNotUnderstood | InputError


PaperEvent = IssueListed | ArticleKept | ArticleMissed


class Newspaper:
    """Answers wishes about the newspaper. Days are those of Beijing."""

    def __init__(
        self,
        library: Library,
        fetches: "Fetches",
        now: Callable[[], datetime],
        fetch_article: Callable[[str], Awaitable[object]],
    ) -> None:
        """Take the library and the web; `fetch_article` fetches and keeps what stands at an address."""
        self._papers = library.papers
        self._headlines = library.headlines
        self._fetches = fetches
        self._now = now
        self._fetch_article = fetch_article

    def today(self) -> date:
        """Return the day that it is in Beijing."""
        return self._now().astimezone(BEIJING).date()

    async def days(self, first: date, last: date) -> list[KeptDay]:
        """Return the days from `first` to `last` of which the library has anything."""
        return await to_thread(self._papers.days, first, last)

    async def kept(self, day: date) -> KeptIssue | None:
        """Return what the library has of the issue of `day`; None where that is nothing."""
        return await to_thread(self._papers.issue, day)

    async def issue(self, day: date, *, anew: bool = False) -> KeptIssue | None:
        """Return the issue of `day`, fetching the pages that are missing, or all of them `anew`.

        None: the site has no issue of that day. A page that cannot be had has its reason in the
        issue; FetchError and PageNotUnderstood are raised where there is nothing to show at all,
        and InputError for a day that no newspaper can have.
        """
        self._check(day)
        kept = await self.kept(day)
        if kept is None or anew:
            answer = await self._front(day)
            if answer is None:
                return kept
            issue = await pages.in_time(pages.issue, answer)
            await to_thread(self._papers.save, issue, answer.fetched)
            kept = await self.kept(day)
            fetched = issue.told_by
        else:
            fetched = None
        missing = [
            page
            for page in (kept.pages if kept else ())
            if page.page.number != fetched and (anew or page.fetched is None)
        ]
        if not missing:
            return kept
        await at_once(lambda page: self._fetch_page(day, page), missing)
        return await self.kept(day)

    async def keep(self, day: date, report: Callable[[PaperEvent], None]) -> KeptIssue | None:
        """Keep a whole issue for reading offline; return what is here then. None: there is no issue.

        `report` hears first what there is to do, then of each article as it ends. What is kept
        already is not fetched again. Raises as `issue`; library errors end it.
        """
        issue = await self.issue(day)
        if issue is None:
            return None
        missing = [entry for entry in issue.headlines if not entry.listed.cached]
        report(IssueListed(issue, len(missing)))

        async def fetch(entry: KeptHeadline) -> None:
            try:
                await self._fetch_article(entry.listed.headline.address)
            except (FetchError, PageNotUnderstood, InputError) as error:
                await to_thread(self._papers.article_failed, entry.listed.id, str(error))
                report(ArticleMissed(entry, error))
                return
            report(ArticleKept(entry))

        await at_once(fetch, missing)
        return await self.kept(day)

    async def placed(self, article: Article) -> Article:
        """Return an article of the newspaper with the name of its page; any other one as it is.

        The page prints its name, the article no more than its number.
        """
        if editions.place_of(article.address) is None:
            return article
        listed = await to_thread(self._headlines.find, article.address)
        return replace(article, channel=listed.headline.channel or article.channel) if listed else article

    def _check(self, day: date) -> None:
        if day > self.today():
            raise InputError(tr("{day} 还没有到", day=day.isoformat()), tr("可以看今天或以前的报纸"))
        if day < FIRST_DAY:
            raise InputError(
                tr("{day} 还没有工人日报", day=day.isoformat()),
                tr("它创刊于 {day}", day=FIRST_DAY.isoformat()),
            )

    async def _front(self, day: date) -> Page | None:
        """Return a page of the issue of `day`; None where the site has none."""
        for address in editions.front_pages(day):
            answer = await self._fetches.fetch(address)
            if not isinstance(answer, Page):
                continue
            # Sites lead from what they do not have to their front page, or to the newest issue.
            place = editions.place_of(answer.address)
            if place is not None and place.day == day and place.article is None:
                return answer
        return None

    async def _fetch_page(self, day: date, page: KeptPage) -> None:
        """Fetch the list of a page and keep it; note why where that fails."""
        try:
            answer = await self._fetches.fetch(page.page.address)
            if not isinstance(answer, Page):
                raise FetchError(tr("这一版在网站上已找不到"), tr("可能已被撤下"))
            found = await pages.in_time(pages.paper_page, answer)
            if found.number != page.page.number:
                raise PageNotUnderstood(tr("取回的是别的版面"), tr("请稍后再试"), missing=(tr("版面"),))
        except (FetchError, PageNotUnderstood) as error:
            _LOG.warning("newspaper %s: %s", page.page.address, error)
            failure = Failure(str(error), self._now())
            await to_thread(self._papers.page_failed, day, page.page.number, failure)
            return
        await to_thread(self._papers.listed, day, found, answer.fetched)
