"""What pages say, as values: the newsdesk's way into `workercn`.

The parsers are imported with the first page, in the thread that reads it: they would take a tenth
of every start, and what the library holds is shown without them.
"""
# ruff: noqa: PLC0415

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from zhonggong_reader.model import Article, Channel, Colophon, Page, PaperIssue, PaperPage
from zhonggong_reader.queries import Query

if TYPE_CHECKING:
    from zhonggong_reader.workercn.listing import Listing
    from zhonggong_reader.workercn.search import Answer


def front(page: Page) -> tuple[Sequence[Channel], Colophon]:
    """Return the menu and the foot of the front page. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import colophon, front
    from zhonggong_reader.workercn.document import Document

    document = Document.of(page)
    return front.menu(document), colophon.read(document)


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


def article(page: Page) -> tuple[Article, Colophon]:
    """Return the article and the foot of its page. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import article, colophon, editions, paper
    from zhonggong_reader.workercn.document import Document

    document = Document.of(page)
    if editions.place_of(document.address):
        return paper.read_article(document), colophon.DEFAULT  # the newspaper has no foot
    return article.read(document), colophon.read(document)


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
    return article(page)[0]


def default_colophon() -> Colophon:
    """Return what stands in for the foot of the site's pages before any of them came."""
    from zhonggong_reader.workercn import colophon

    return colophon.DEFAULT
