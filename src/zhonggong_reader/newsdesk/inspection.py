"""Looks at one page of each kind that the site has, and tells field by field what is understood of it.

For whoever wants to know whether the site has changed. Keeps nothing and knows no library.
"""

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from zhonggong_reader import queries
from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING, Channel, Colophon, Headline, Page, Picture, running_text
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.workercn import addresses, editions

if TYPE_CHECKING:
    from zhonggong_reader.newsdesk.articles import Fetches

PREFERRED: Final = "quanzong"
"""Slug of the channel that is looked at, where the menu has it."""
PAPER_DAYS: Final = 4
"""Days that are looked through for an issue of the newspaper; it pauses on some."""
WORDS: Final = "工会"
"""What is searched for; the site is never without it."""


class Part(Struct, frozen=True):
    """A field of a page, and what stands in it."""

    name: str
    said: str | None
    """None: it was not found."""
    required: bool = False
    """A page without it is not as it should be."""


class Inspection(Struct, frozen=True):
    """One page, and what was understood of it."""

    kind: str
    address: str
    parts: tuple[Part, ...] = ()
    error: FetchError | PageNotUnderstood | None = None
    """Why nothing was understood."""

    @property
    def sound(self) -> bool:
        """Whether the page is understood, with all that such a page must have."""
        return self.error is None and all(part.said is not None for part in self.parts if part.required)


async def inspect(fetches: "Fetches", now: Callable[[], datetime]) -> AsyncIterator[Inspection]:
    """Yield the front page, a channel, an article, an answer of the search and a page of the newspaper.

    A page that leads to others yields them no less where it fails: what is certain takes its place.
    """
    look = _Look(fetches)
    yield await look.at(tr("首页"), addresses.HOME, look.front)
    channel = look.channel or pages.certain_channel()
    yield await look.at(tr("频道“{name}”", name=channel.name), channel.address, look.listing)
    if look.article is not None:
        yield await look.at(tr("文章"), look.article, _article)
    asked, referer = await to_thread(pages.question, queries.parse(WORDS), 0)
    yield await look.at(tr("搜索"), asked, _answer, referer)
    today = now().astimezone(BEIJING).date()
    yield await look.newspaper([today - timedelta(days=days) for days in range(PAPER_DAYS)])


class _NotThere(FetchError):
    """The site says that there is no such page."""


class _Look:
    """Fetches and understands; remembers where the pages lead."""

    def __init__(self, fetches: "Fetches") -> None:
        self._fetches = fetches
        self.channel: Channel | None = None
        self.article: str | None = None

    async def at(
        self,
        kind: str,
        address: str,
        understand: Callable[[Page], tuple[Part, ...]],
        referer: str | None = None,
    ) -> Inspection:
        """Return what `understand` makes of the page at `address`."""
        try:
            answer = await self._fetches.fetch(address, referer=referer)
            if not isinstance(answer, Page):
                raise _NotThere(tr("网站上找不到这一页"), tr("网站可能已调整栏目"))
            return Inspection(kind, answer.address, await pages.in_time(understand, answer))
        except (FetchError, PageNotUnderstood) as error:
            return Inspection(kind, address, error=error)

    async def newspaper(self, days: Sequence[date]) -> Inspection:
        """Return what is understood of the newest of the issues of `days`."""
        for day in days:
            for address in editions.front_pages(day):
                found = await self.at(tr("报纸 {day}", day=day.isoformat()), address, _issue)
                if not isinstance(found.error, _NotThere):
                    return found
        none = _NotThere(
            tr("{day} 以来都没有报纸", day=days[-1].isoformat()),
            tr("假日可能停刊；网站也可能已改址"),
        )
        return Inspection(tr("报纸"), found.address, error=none)

    def front(self, page: Page) -> tuple[Part, ...]:
        menu, foot = pages.front(page)
        self.channel = next((each for each in menu if each.slug == PREFERRED), menu[0])
        names = tr("、").join(channel.name for channel in menu)
        return (
            Part(tr("频道"), tr("{count} 个（{names}）", count=len(menu), names=names), required=True),
            Part(tr("媒体矩阵"), _matrix(foot)),
            Part(tr("版权"), foot.copyright),
            Part(tr("举报电话"), "；".join(foot.hotlines) or None),
        )

    def listing(self, page: Page) -> tuple[Part, ...]:
        found = pages.listing(page)
        self.article = found.headlines[0].address
        return (
            *_headlines(found.headlines),
            Part(tr("频道名"), found.channel),
            Part(tr("更早的"), found.next_page),
            Part(tr("栏目编号"), found.catalogue),
        )


def _article(page: Page) -> tuple[Part, ...]:
    reading, _ = pages.article(page)
    article = reading.article
    pictures = [block for block in article.blocks if isinstance(block, Picture)]
    paragraphs = sum(bool(running_text(block)) for block in article.blocks)
    return (
        Part(tr("标题"), article.title, required=True),
        Part(tr("频道名"), article.channel),
        Part(tr("来源"), article.source, required=True),
        Part(tr("时间"), _time(article.published), required=True),
        Part(tr("原标题"), article.original_title),
        Part(tr("电头"), article.dateline),
        Part(tr("记者"), tr("、").join(article.reporters) or None),
        Part(tr("责任编辑"), article.editor),
        Part(
            tr("正文"),
            tr("{paragraphs} 段 {characters} 字", paragraphs=paragraphs, characters=article.characters),
            required=True,
        ),
        Part(tr("图片"), tr("{count} 幅", count=len(pictures)) if pictures else None),
        # Said only of a page that no template fits any more.
        *((Part(tr("模板（{drift}）", drift=reading.drift), None, required=True),) if reading.drift else ()),
    )


def _answer(page: Page) -> tuple[Part, ...]:
    found = pages.answer(page)
    return (
        Part(tr("共有"), tr("{total} 条", total=found.total) if found.total else None, required=True),
        *_headlines([result.headline for result in found.results]),
        Part(tr("摘要"), _share(bool(result.snippet) for result in found.results)),
    )


def _issue(page: Page) -> tuple[Part, ...]:
    issue = pages.issue(page)
    first = issue.pages[0]
    return (
        Part(tr("版面"), tr("{count} 个", count=len(issue.pages)), required=True),
        Part(tr("第一版"), first.name),
        Part(
            tr("文章"),
            tr("{count} 篇", count=len(first.headlines)) if first.headlines else None,
            required=True,
        ),
        Part("PDF", first.pdf),
    )


def _headlines(headlines: Sequence[Headline]) -> tuple[Part, ...]:
    return (
        Part(tr("标题"), tr("{count} 条", count=len(headlines)) if headlines else None, required=True),
        Part(tr("时间"), _share(each.published is not None for each in headlines), required=True),
        Part(tr("来源"), _share(each.source is not None for each in headlines)),
        Part(tr("标签"), _share(each.label is not None for each in headlines)),
        Part(tr("小图"), _share(each.picture is not None for each in headlines)),
    )


def _share(found: Iterable[bool]) -> str | None:
    """Return of how many it was found: `25/27`; None where of none."""
    each = list(found)
    return f"{sum(each)}/{len(each)}" if any(each) else None


def _matrix(foot: Colophon) -> str | None:
    linked = sum(not entry.is_search for entry in foot.matrix)
    return tr("{linked}/{count} 项有网址", linked=linked, count=len(foot.matrix)) if linked else None


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S") if moment else None
