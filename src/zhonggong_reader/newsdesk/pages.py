"""What pages say, as values: the newsdesk's way into `workercn`.

The parsers are imported with the first page, in the thread that reads it: they would take a tenth
of every start, and what the library holds is shown without them.
"""
# ruff: noqa: PLC0415

import threading
from asyncio import timeout, wrap_future
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Channel, Colophon, Page, PaperIssue, PaperPage
from zhonggong_reader.queries import Query

if TYPE_CHECKING:
    from zhonggong_reader.workercn.article import Reading
    from zhonggong_reader.workercn.listing import Listing
    from zhonggong_reader.workercn.search import Answer


READING_LIMIT: Final = 10.0
"""Seconds for one page. Its limits (`workercn.limits`) keep the worst known page below one."""

Found = TypeVar("Found")


async def in_time(read: Callable[[Page], Found], page: Page, limit: float = READING_LIMIT) -> Found:
    """Return what `read` finds in `page`, in a thread of its own.

    Raises PageNotUnderstood where that takes over `limit` seconds, and what `read` raises. A thread
    cannot be stopped: one that takes too long is left alone, and neither another page nor the end of
    the program waits for it, as they would with the threads that asyncio lends.
    """
    found: Future[Found] = Future()

    def work() -> None:
        if not found.set_running_or_notify_cancel():
            return
        try:
            found.set_result(read(page))
        except BaseException as error:  # noqa: BLE001 - whoever waits is told
            found.set_exception(error)

    threading.Thread(target=work, name="page", daemon=True).start()
    try:
        async with timeout(limit):
            return await wrap_future(found)
    except TimeoutError as error:
        raise PageNotUnderstood(
            tr("网页太复杂，{limit:g} 秒内没有读完", limit=limit), tr("可以在浏览器中打开原文")
        ) from error


def front(page: Page) -> tuple[Sequence[Channel], Colophon]:
    """Return the menu and the foot of the front page. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import colophon, front
    from zhonggong_reader.workercn.document import Document

    document = Document.of(page)
    return front.menu(document), colophon.read(document)


def certain_channel() -> Channel:
    """Return a channel whose address is known to exist, for when the menu cannot be had."""
    from zhonggong_reader.workercn import channels

    return channels.CERTAIN[0]


def listing(page: Page) -> "Listing":
    """Return a page of a list: its headlines, and where older ones are. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import listing
    from zhonggong_reader.workercn.document import Document

    return listing.read(Document.of(page))


def question(
    query: Query | None, page: int, catalogue: str = "", until: date | None = None
) -> tuple[str, str]:
    """Return the address that asks the site's search for page number `page`, and the page that asks.

    query: None asks for everything that the catalogue holds
    until: last day of publishing
    """
    from zhonggong_reader.workercn import search

    return search.address(query, page=page, catalogue=catalogue, until=until), search.REFERER


def answer(page: Page) -> "Answer":
    """Return what an answer of the site's search holds. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import search

    return search.read(page)


def article(page: Page) -> tuple["Reading", Colophon]:
    """Return the article and the foot of its page. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import article, colophon, editions, paper
    from zhonggong_reader.workercn.document import Document

    document = Document.of(page)
    if editions.place_of(document.address):  # the newspaper has no foot, and never splits
        return article.Reading(paper.read_article(document)), colophon.DEFAULT
    # What another site says at its foot is no colophon of this one.
    foot = colophon.read(document) if document.is_site else colophon.DEFAULT
    return article.reading(document), foot


def join(first: Article, rest: Sequence[Article]) -> Article:
    """Return one article of its pages in order."""
    from zhonggong_reader.workercn import split

    return split.join(first, rest)


def issue(page: Page) -> PaperIssue:
    """Return an issue of the newspaper as one of its pages tells of it. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import paper
    from zhonggong_reader.workercn.document import Document

    return paper.read_issue(Document.of(page))


def paper_page(page: Page) -> PaperPage:
    """Return a page of the newspaper. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import paper
    from zhonggong_reader.workercn.document import Document

    return paper.read_page(Document.of(page))


def understand(page: Page) -> Article:
    """Return the article on a page that was not fetched but handed in, a saved file for one."""
    return article(page)[0].article


def default_colophon() -> Colophon:
    """Return what stands in for the foot of the site's pages before any of them came."""
    from zhonggong_reader.workercn import colophon

    return colophon.DEFAULT
