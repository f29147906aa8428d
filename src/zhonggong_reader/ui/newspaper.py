"""What the screen says of an issue of the newspaper. Pure."""

from collections.abc import Sequence

from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptIssue, KeptPage
from zhonggong_reader.newsdesk import FIRST_DAY, ArticleMissed, shelf_of
from zhonggong_reader.ui.widgets.channel_list import Section

__all__ = ["FIRST_DAY", "count", "heading", "kept_text", "page_name", "sections"]


def sections(issue: KeptIssue) -> tuple[Section, ...]:
    """Return the rows of an issue: the whole of it first, then its pages."""

    def unread(page: KeptPage) -> int:
        return sum(not entry.listed.read for entry in page.headlines)

    return (
        Section(shelf_of(issue.day), tr("整期"), sum(map(unread, issue.pages))),
        *(
            Section(
                shelf_of(issue.day, page.page.number),
                page_name(page),
                unread(page),
                page.failure is not None,
            )
            for page in issue.pages
        ),
    )


def page_name(page: KeptPage) -> str:
    """Return how a page is called in a list: `01 要闻`."""
    return f"{page.page.number:02d} {page.page.name or ''}".strip()


def heading(section: str | None, at: int | None, total: int) -> str:
    """Return what the masthead says is shown: `工人日报 01 要闻 3/12`; the day stands in the strip.

    `at` is the number of the open article among `total`; None: no article is open.
    """
    where = f"{at}/{total}" if at is not None and total else tr("{total} 篇", total=total)
    return tr("工人日报 {section} {where}", section=section, where=where) if section else tr("工人日报")


def count(issue: KeptIssue | None) -> str:
    """Return how much of an issue can be read offline: `已存 12/86 篇`, `整期已存 86/86 篇`."""
    if issue is None or not issue.pages:
        return ""
    counts = tr("{kept}/{count} 篇", kept=issue.kept, count=len(issue.headlines))
    return tr("整期已存 {counts}", counts=counts) if issue.is_whole else tr("已存 {counts}", counts=counts)


def kept_text(day: str, issue: KeptIssue | None, missed: Sequence[ArticleMissed]) -> str:
    """Return what keeping the issue of `day` came to, with the reason of the first gap."""
    if issue is None:
        return tr("{day}没有出报", day=day)
    said = tr("{day}：{count}", day=day, count=count(issue))
    if missed:
        first = missed[0]
        said += tr(
            "，缺 {count} 篇：《{title}》{what}",
            count=len(missed),
            title=first.entry.listed.headline.title,
            what=first.error.what,
        )
    return said
