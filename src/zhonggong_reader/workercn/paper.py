"""The newspaper 工人日报: a page with its articles, and an article of it, understood.

Pages and articles are found by the form of their addresses and the words of their links; ids of the
page's elements only say where to look first. The newspaper's words round an article become the fields
that other articles have: the line above the headline (引题) is its `kicker`, the page of the
newspaper its `channel` (`01版：要闻`), the newspaper its `source`.
"""

import re
from datetime import datetime, time
from typing import Final

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    Headline,
    PaperIssue,
    PaperPage,
    Paragraph,
    Picture,
    Subheading,
)
from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import article, body, editions, header, site
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.editions import Place
from zhonggong_reader.workercn.layout import lines_of
from zhonggong_reader.workercn.tree import attribute, has, label_of, select

NAME: Final = Clean("工人日报")
UNTITLED: Final = Clean("（无题）")
"""Stands for the headline of an article that a page links to without a word: a photo, an advertisement."""

_PAGES: Final = "#pageUrl"
_ARTICLES: Final = "#pageTitle"
_KICKER: Final = "#pretitle"
_PICTURES: Final = "#imgs"
_PAGE_LIMIT: Final = 200
"""Pages of an issue, and articles of a page, that are read; real ones have at most 40."""
_NAME_LIMIT: Final = 20
"""Characters of a page's name."""

# `01版:要闻`, `第1版 要闻`, `1 要闻`; beside it stand the words of the links, a number and a format.
_PAGE_NAME = re.compile(r"\d{1,3}\s*版\s*(?P<name>.+)|(?:^|\s)\d{1,3}\s*[:：\s]\s*(?P<bare>.+)")
_PAGE_NUMBER = re.compile(r"(?:^|\s)第?\s*\d{1,3}\s*版?(?=\s|$)")
_FORMATS = re.compile(r"pdf|下载|版面图", re.IGNORECASE)
_TITLE_TAIL = re.compile(rf"\s*[-_–—|]+\s*{NAME}\s*$")
_DAY: Final = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
# What stands round an article: `工人日报 2014年12月08日 星期一`, `《工人日报》(2014年12月08日 02版)`.
_IMPRINT = re.compile(
    rf"{NAME}\s*{_DAY}(?:\s*星期.)?|[（(]?\s*《{NAME}》\s*[（(]?\s*{_DAY}\s*(?:第?\s*\d{{1,3}}\s*版)?\s*[)）]*"
)


def read_page(document: Document) -> PaperPage:
    """Return the page of the newspaper at `document.address`. Raises PageNotUnderstood where it is none."""
    issue = read_issue(document)
    return next(page for page in issue.pages if page.number == issue.told_by)


def read_issue(document: Document) -> PaperIssue:
    """Return the issue as one of its pages shows it: all pages, and the articles of this one.

    Raises PageNotUnderstood where the page names neither articles nor other pages.
    """
    site.require(document)
    here = _place(document)
    pages = {page.number: page for page in _pages(document, here)}
    headlines = _headlines(document, here)
    if not headlines and (not pages or not has(document.root, _ARTICLES)):
        raise PageNotUnderstood(
            tr("网页中没有找到这一版的文章，版面可能已改版"),
            tr("可以在浏览器中打开原文"),
            missing=(tr("文章"),),
        )
    own = pages.get(here.page) or PaperPage(
        number=here.page,
        name=None,
        address=document.address,
        pdf=_print_of(here, _prints(document, document.body)),
    )
    label = page_label(own.number, own.name)
    named = tuple(replace(headline, channel=label) for headline in headlines)
    pages[here.page] = replace(own, headlines=named)
    return PaperIssue(day=here.day, told_by=here.page, pages=tuple(pages[number] for number in sorted(pages)))


def read_article(document: Document) -> Article:
    """Return an article of the newspaper. Raises PageNotUnderstood naming what it lacks: 标题, 正文."""
    here = _place(document)
    pictures = _pictures(document)
    try:
        found = article.read(document)
    except PageNotUnderstood as error:
        # A photo with its caption is an article of its own in a newspaper.
        title = _without_tail(header.headline(document)[0])
        if error.missing != ("正文",) or not pictures or not title:
            raise
        found = Article(address=document.address, title=title, blocks=pictures)
        pictures = ()
    shown = {block.address for block in found.blocks if isinstance(block, Picture)}
    new = tuple(block for block in pictures if not isinstance(block, Picture) or block.address not in shown)
    own = next((page for page in _pages(document, here) if page.number == here.page), None)
    return replace(
        found,
        title=_without_tail(found.title),
        channel=page_label(here.page, own.name if own else None),
        source=NAME,
        published=_published(here),
        kicker=_kicker(document),
        blocks=(*new, *_without_imprint(found.blocks)),
    )


def page_label(number: int, name: Clean | None) -> Clean:
    """Return how the newspaper names a page: `01版：要闻`, without a name `01版`."""
    return Clean(f"{number:02d}版：{name}" if name else f"{number:02d}版")


def _place(document: Document) -> Place:
    place = editions.place_of(document.address)
    if place is None:
        raise PageNotUnderstood(tr("这不是工人日报的版面"), tr("请检查网址"), missing=(tr("版面"),))
    return place


def _pages(document: Document, here: Place) -> list[PaperPage]:
    """Return the pages of the issue that the page links to, in its order, without their articles."""
    within = document.first(_PAGES) or document.body
    found: dict[int, PaperPage] = {}
    prints: dict[int, list[str]] = {}
    looked_at = 0
    for link in select(within, "a[href]"):
        address = document.resolve(attribute(link, "href"))
        place = editions.place_of(address) if address else None
        if address is None or place is None or place.article is not None or place.day != here.day:
            continue
        known = found.get(place.page)
        if known is not None and known.name is not None:
            continue
        looked_at += 1
        if looked_at > _PAGE_LIMIT:
            break
        item = _item(link)
        # Many links may stand in one item: its own are looked through once.
        if item.mem_id not in prints:
            prints[item.mem_id] = _prints(document, item)
        found[place.page] = PaperPage(
            number=place.page,
            name=_name(item, link),
            address=address,
            pdf=_print_of(place, prints[item.mem_id]),
        )
    return list(found.values())


def _item(link: LexborNode) -> LexborNode:
    """Return the item of a list in which `link` stands; where it stands in none, the link itself."""
    node: LexborNode | None = link.parent
    while node is not None and node.tag not in ("ul", "ol", "body", "table"):
        if node.tag in ("li", "tr"):
            return node
        node = node.parent
    return link


def _name(item: LexborNode, link: LexborNode) -> Clean | None:
    """Return the name of a page out of its item in the list of pages, else out of its link."""
    for node in (item, link):
        found = _PAGE_NAME.search(_FORMATS.sub(" ", label_of(node)))
        said = _PAGE_NUMBER.sub(" ", found["name"] or found["bare"]) if found else ""
        if name := clean_line(said.strip(" :：-|·[]【】"), limit=_NAME_LIMIT):
            return name
    return None


def _prints(document: Document, node: LexborNode) -> list[str]:
    """Return the addresses of printed pages to which `node` and what is in it lead."""
    found = (document.resolve(attribute(link, "href")) for link in (node, *select(node, "a[href]")))
    return [address for address in found if address and address.lower().endswith(".pdf")][:_PAGE_LIMIT]


def _print_of(place: Place, prints: list[str]) -> str | None:
    """Return which of `prints` is the page: by day and number (`grrb202407126.pdf`), or the only one."""
    wanted = re.compile(rf"{place.day:%Y%m%d}_?0*{place.page}\.pdf$", re.IGNORECASE)
    return next(filter(wanted.search, prints), prints[0] if len(prints) == 1 else None)


def _headlines(document: Document, here: Place) -> list[Headline]:
    """Return the articles of this page in its order, each once, under the first words that link to it."""
    within = document.first(_ARTICLES) or document.body
    titles: dict[str, Clean] = {}
    # The picture of the page is a map of its articles; the list beside it has their order.
    for link in (*select(within, "a[href]"), *select(within, "area[href]")):
        address = document.resolve(attribute(link, "href"))
        place = editions.place_of(address) if address else None
        if address is None or place is None or place.article is None:
            continue
        if (place.day, place.page) != (here.day, here.page) or len(titles) >= _PAGE_LIMIT:
            continue
        said = label_of(link) or clean_line(attribute(link, "title"))
        titles[address] = titles.get(address) or said
    return [
        Headline(
            address=address, title=title or UNTITLED, source=NAME, published=_published(here), picture=None
        )
        for address, title in titles.items()
    ]


def _published(here: Place) -> datetime:
    """Return the day of the issue at midnight: a newspaper prints no clock."""
    return datetime.combine(here.day, time(), BEIJING)


def _kicker(document: Document) -> Clean | None:
    node = document.first(_KICKER)
    return (label_of(node) or None) if node is not None else None


def _without_tail(title: str) -> Clean:
    return clean_line(_TITLE_TAIL.sub("", title))


def _pictures(document: Document) -> tuple[Block, ...]:
    """Return the pictures that stand above the body, and the words between them that are no captions."""
    node = document.first(_PICTURES)
    return body.read(document, lines_of(node), "").blocks if node is not None else ()


def _without_imprint(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return `blocks` without the lines of the newspaper's own name and day; never without any block."""
    rest = tuple(
        block
        for block in blocks
        if not (isinstance(block, Paragraph | Subheading) and _IMPRINT.fullmatch(block.text))
    )
    return rest or blocks
