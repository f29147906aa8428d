"""An article page of the site, understood.

Joins what `content`, `header`, `body` and `byline` find. A page without headline or body is an error
that names what is missing, never an empty article. A time of midnight may mean that only the day is
known.
"""

import re
from typing import Final

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.workercn import body, byline, content, header, site
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.lines import lines_and_spans
from zhonggong_reader.workercn.tree import attribute

_SIGNED: Final = 4
"""Lines behind the body in which its writers may be named."""
_PAGES_LIMIT: Final = 100


def read(document: Document) -> Article:
    """Return the article of a page. Raises PageNotUnderstood naming what it lacks: 标题, 正文."""
    site.require(document)
    title, channel = header.headline(document)
    lines, spans = lines_and_spans(document.body)
    held = content.find(document, lines, spans, title)
    inside = lines[held.start : held.stop]
    head = header.read(document, lines, held, title)
    text = body.read(document, inside, title)
    missing = tuple(name for name, there in (("标题", title), ("正文", text.blocks)) if not there)
    if missing:
        raise PageNotUnderstood(
            f"网页中没有找到{'和'.join(missing)}，版面可能已改版", "可以在浏览器中打开原文", missing=missing
        )
    paragraphs = [block.text for block in text.blocks if isinstance(block, Paragraph)]
    return Article(
        address=document.address,
        title=title,
        channel=channel,
        source=head.source,
        published=head.published,
        original_title=head.original_title,
        dateline=byline.dateline(paragraphs),
        reporters=byline.reporters(paragraphs, [*head.above, *head.below[:_SIGNED]]),
        editor=byline.editor(
            [*(line.parted for line in reversed(inside)), *head.below, *reversed(head.above)]
        ),
        pages=_pages(document),
        blocks=text.blocks,
        links=text.links,
    )


def _pages(document: Document) -> int:
    """Return over how many pages the article is split, as its pager says; 1 where it has none."""
    total = document.tree.css_first("input[name=__totalpage]")
    counted = attribute(total, "value") if total is not None else ""
    if counted.isascii() and counted.isdigit():
        return min(max(1, int(counted)), _PAGES_LIMIT)
    stem = re.sub(r"(?:_\d+)?\.s?html$", "", document.address)
    numbers = [1]
    for link in document.tree.css("a[href]"):
        address = document.resolve(attribute(link, "href")) or ""
        if address.startswith(f"{stem}_") and (
            found := re.fullmatch(r"_(\d{1,3})\.s?html", address[len(stem) :])
        ):
            numbers.append(int(found[1]))
    return min(max(numbers), _PAGES_LIMIT)
