"""What pages say, as values: the newsdesk's way into `workercn`.

The parsers are imported with the first page, in the thread that reads it: they would take a tenth
of every start, and what the library holds is shown without them.
"""
# ruff: noqa: PLC0415

from collections.abc import Sequence

from zhonggong_reader.model import Article, Channel, Colophon, Headline, Page


def front(page: Page) -> tuple[Sequence[Channel], Colophon]:
    """Return the menu and the foot of the front page. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import colophon, front
    from zhonggong_reader.workercn.document import Document

    document = Document.of(page)
    return front.menu(document), colophon.read(document)


def headlines(page: Page) -> Sequence[Headline]:
    """Return what a channel's page lists, in its order. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import listing
    from zhonggong_reader.workercn.document import Document

    return listing.read(Document.of(page)).headlines


def article(page: Page) -> tuple[Article, Colophon]:
    """Return the article and the foot of its page. Raises PageNotUnderstood."""
    from zhonggong_reader.workercn import article, colophon
    from zhonggong_reader.workercn.document import Document

    document = Document.of(page)
    return article.read(document), colophon.read(document)


def understand(page: Page) -> Article:
    """Return the article on a page that was not fetched but handed in, a saved file for one."""
    return article(page)[0]


def default_colophon() -> Colophon:
    """Return what stands in for the foot of the site's pages before any of them came."""
    from zhonggong_reader.workercn import colophon

    return colophon.DEFAULT
