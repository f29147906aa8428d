"""An article page of the site, understood.

Finds the body (`div.ccontent` on modern pages and on the first legacy template, else the node that
holds most of the prose) and joins what `header`, `body` and `byline` read. A page without headline or
body is an error that names what is missing, never an empty article. A time of midnight may mean that
only the day is known.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.workercn import body, byline, header, site
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.lines import lines_of
from zhonggong_reader.workercn.tree import attribute, text_of

_CONTENT: Final = "div.ccontent, #ccontent, .ccontent"
_CONTENT_NODES: Final = 20
"""Nodes of that class that are weighed against each other."""
_PROSE_MIN: Final = 40
"""Characters of unlinked prose that make a node the body where no class says so."""
_STOPS = re.compile(r"[，。！？；：、,]")
_PAGES_LIMIT: Final = 100


def read(document: Document) -> Article:
    """Return the article of a page. Raises PageNotUnderstood naming what it lacks: 标题, 正文."""
    site.require(document)
    content = _content(document)
    lines = lines_of(document.body, content)
    head = header.read(document, lines)
    inside = [line for line in lines if line.inside]
    text = body.read(document, inside, head.title)
    missing = tuple(name for name, there in (("标题", head.title), ("正文", text.blocks)) if not there)
    if missing:
        raise PageNotUnderstood(
            f"网页中没有找到{'和'.join(missing)}，版面可能已改版", "可以在浏览器中打开原文", missing=missing
        )
    paragraphs = [block.text for block in text.blocks if isinstance(block, Paragraph)]
    closing = [line.parted for line in reversed(inside[-4:])]
    return Article(
        address=document.address,
        title=head.title,
        channel=head.channel,
        source=head.source,
        published=head.published,
        original_title=head.original_title,
        dateline=byline.dateline(paragraphs),
        reporters=byline.reporters(paragraphs, head.around),
        editor=byline.editor([*closing, *reversed(head.around)]),
        pages=_pages(document),
        blocks=text.blocks,
        links=text.links,
    )


def _content(document: Document) -> LexborNode | None:
    """Return the node that holds the body; None where nothing reads like prose."""
    named = document.tree.css(_CONTENT)[:_CONTENT_NODES]
    if named:
        return max(named, key=lambda node: len(node.text()))
    weights: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for paragraph in document.tree.css("p, div, td, section, article"):
        weight = _prose(paragraph)
        parent = paragraph.parent if paragraph.tag == "p" else paragraph
        for holder, share in ((parent, 2), (parent.parent if parent is not None else None, 1)):
            if weight and holder is not None and holder.tag != "html":
                nodes[holder.mem_id] = holder
                weights[holder.mem_id] = weights.get(holder.mem_id, 0) + weight * share
    if not weights:
        return None
    best = max(weights, key=lambda holder: weights[holder])
    return nodes[best] if weights[best] >= 2 * _PROSE_MIN else None


def _prose(node: LexborNode) -> int:
    """Return how much unlinked prose stands directly in `node`; nothing for lists of links."""
    said = "".join(
        (child.text_content or "") if child.is_text_node else text_of(child)
        for child in node.iter(include_text=True)
        if child.is_text_node or child.tag in ("span", "strong", "b", "em", "font", "i")
    ).strip()
    return len(said) if len(_STOPS.findall(said)) >= 2 else 0


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
