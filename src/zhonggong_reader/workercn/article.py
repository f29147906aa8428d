"""An article page, of the site or of any other, understood.

Joins what `headline`, `content`, `header`, `body` and `byline` find. A page without headline or body is
an error that names what is missing, never an empty article. A time of midnight may mean that only the
day is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.workercn import anypage, body, byline, content, header, headline, site, split
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.layout import unrolled
from zhonggong_reader.workercn.lines import Line

_SIGNED: Final = 4
"""Lines behind the body in which its writers may be named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article page, understood, and what came to light on the way."""

    article: Article
    further: tuple[str, ...] = ()
    """Addresses of the further pages of a split article, in order; empty where this page is one of them."""
    drift: str | None = None
    """How the page differs from the site's templates, for the log; None where it does not."""


def read(document: Document) -> Article:
    """Return the article of a page. Raises PageNotUnderstood naming what it lacks: 标题, 正文."""
    return reading(document).article


def reading(document: Document) -> Reading:
    """Return the article of a page, of the site or of any other, with what `Reading` adds.

    Raises PageNotUnderstood naming what the page lacks (标题, 正文), and where an address of the site
    has led to a page without its mark.
    """
    is_site = document.is_site
    if is_site:
        site.require(document)
    elif not document.is_addressed:
        is_site = site.is_marked(document)
    lines, spans = document.layout
    weights = [anypage.weigh(line) for line in lines]
    title, channel = header.headline(document) if is_site else (headline.find(document, lines, weights), None)
    anchor = headline.line_of(lines, weights, title)
    held = content.find(document, lines, weights, spans, anchor, is_site=is_site)
    inside = list(unrolled(lines[number] for number in held.lines if number not in held.apart))
    head = header.read(document, lines, held.lines, title)
    text = body.read(document, inside, title)
    missing = tuple(name for name, there in (("标题", title), ("正文", text.blocks)) if not there)
    if missing:
        raise PageNotUnderstood(
            tr("网页中没有找到{missing}，版面可能已改版", missing=tr("和").join(missing)),
            tr("可以在浏览器中打开原文"),
            missing=missing,
        )
    paragraphs = [block.text for block in text.blocks if isinstance(block, Paragraph)]
    pages = split.count(document) if is_site else 1
    article = Article(
        address=document.address,
        title=title,
        channel=channel,
        source=head.source,
        published=head.published,
        original_title=head.original_title,
        dateline=byline.dateline(paragraphs),
        reporters=byline.reporters(paragraphs, _parted([*head.above, *head.below[:_SIGNED]])),
        editor=byline.editor(_parted([*reversed(inside), *head.below, *reversed(head.above)])),
        pages=pages,
        blocks=text.blocks,
        links=text.links,
    )
    return Reading(article, split.further_pages(document, pages), held.drift)


def _parted(lines: Iterable[Line]) -> Iterator[str]:
    return (line.parted for line in lines)
