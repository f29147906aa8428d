"""The headlines of a list: a channel's page or the front page.

Reads the captured form (`ul.list > li`, October 2026) exactly. Where a channel's page has none of it,
and on the front page besides it, a tolerant reading takes every link to an article whose words read
like a headline, with what stands beside it. Opens no article and orders nothing: headlines come as the
page has them.
"""

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import Headline
from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import addresses, moments, site
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.tree import attribute, first, label_of, select, text_of

LABELS: Final = frozenset(
    ("原创", "视频", "滚动", "图片", "图集", "专题", "直播", "独家", "音频", "评论", "H5")
)
"""What the site prints as a label beside a headline."""
_LABEL_MARK = re.compile(r"^[\[【](\w{2,4})[\]】]|[\[【](\w{2,4})[\]】]$")
_LIST_LIMIT: Final = 300
"""Headlines that the tolerant reading takes from one page."""
_HEADLINE_MIN: Final = 5
"""Characters; a shorter link to an article is `详细` or `更多`."""
_CARD_LINKS: Final = 8
"""Links of a headline and what belongs to it."""
_CARD_LIMIT: Final = 280
"""Characters of the text round a headline that may belong to it; more holds other news."""
_NEXT = re.compile(r"下一页|下页|后一页|加载更多|[>›»]")
_PAGE = re.compile(r"index_(\d{1,4})\.s?html$")
_CATALOGUE = re.compile(r"/cms/catalog/(\d{1,9})/\S*index_|\b(?i:catalogid)\W{1,6}(\d{1,9})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list."""

    headlines: tuple[Headline, ...]
    """Never empty; each address once."""
    channel: Clean | None = None
    """Name of the channel as the page gives it; None on the front page."""
    next_page: str | None = None
    """Address of the page with older headlines; None where the page links to none."""
    catalogue: str | None = None
    """Id by which the site's search knows the channel; None where the page does not tell one."""


def read(document: Document) -> Listing:
    """Return the headlines of a list page. Raises PageNotUnderstood where it holds none."""
    site.require(document)
    channel = site.list_name(document.title)
    captured: dict[str, Headline] = {}
    for item in document.select("ul.list > li"):
        headline = _captured(document, item, channel)
        if headline is not None:
            captured.setdefault(headline.address, headline)
    found: dict[str, Headline] = {}
    if captured and channel is not None:
        found = captured
    else:
        for link in document.select("a[href]"):
            address = document.resolve(attribute(link, "href"))
            if address is None or address in found or not addresses.is_article(address):
                continue
            headline = captured.get(address) or _tolerant(document, link, address, channel)
            if headline is not None:
                found[address] = headline
            if len(found) >= _LIST_LIMIT:
                break
    if not found:
        raise PageNotUnderstood(tr("列表页上没有找到新闻标题，版面可能已改版"), missing=(tr("标题列表"),))
    return Listing(
        headlines=tuple(found.values()),
        channel=channel,
        next_page=_next_page(document),
        catalogue=_catalogue(document),
    )


def _captured(document: Document, item: LexborNode, channel: Clean | None) -> Headline | None:
    link = first(item, "h3 a[href]")
    if link is None:
        return None
    address = document.resolve(attribute(link, "href"))
    title = label_of(link) or clean_line(attribute(link, "title"))
    if not title or address is None or not addresses.is_article(address):
        return None
    media, moment = first(item, ".info1 .media"), first(item, ".info2")
    sources = [
        node for node in select(item, ".info > span") if "media" not in attribute(node, "class").split()
    ]
    printed = moments.printed(label_of(moment)) if moment is not None else None
    return Headline(
        address=address,
        title=title,
        channel=channel,
        source=_line(sources[-1]) if sources else None,
        published=printed or moments.of_address(address),
        label=_line(media) if media is not None else None,
        picture=_picture(document, item),
    )


def _tolerant(document: Document, link: LexborNode, address: str, channel: Clean | None) -> Headline | None:
    title = _without_label(label_of(link))
    if len(title) < _HEADLINE_MIN:
        title = clean_line(attribute(link, "title"))
    if len(title) < _HEADLINE_MIN:
        return None
    card = _card(document, link, address)
    around = "\t".join(filter(None, (clean_line(text) for text in text_of(card).split("\n")))) if card else ""
    beside = [part.strip() for part in re.split(r"[\s|\[\]【】]", around.replace(title, "\t"))]
    return Headline(
        address=address,
        title=title,
        channel=channel,
        published=moments.printed(around) or moments.of_address(address),
        label=next((Clean(part) for part in beside if part in LABELS), None),
        picture=_picture(document, card) if card else None,
    )


def _without_label(text: str) -> Clean:
    """Return a headline without the label that stands in brackets before or behind it."""
    return clean_line(
        _LABEL_MARK.sub(lambda found: "" if (found[1] or found[2]) in LABELS else found[0], text)
    )


def _card(document: Document, link: LexborNode, address: str) -> LexborNode | None:
    """Return the largest node round `link` that speaks of this article alone; None if there is none."""
    card: LexborNode | None = None
    node = link.parent
    for _ in range(4):
        if node is None or node.tag in ("body", "ul", "ol", "table", "tbody"):
            break
        links = select(node, "a[href]")
        others = (document.resolve(attribute(other, "href")) for other in links)
        if len(links) > _CARD_LINKS or any(
            other != address and addresses.is_article(other) for other in others if other
        ):
            break
        if not 0 < len(label_of(node)) <= _CARD_LIMIT:
            break
        card = node
        node = node.parent
    return card


def _line(node: LexborNode) -> Clean | None:
    return label_of(node) or None


def _picture(document: Document, node: LexborNode) -> str | None:
    image = first(node, "img")
    if image is None:
        return None
    return document.resolve(attribute(image, "data-src") or attribute(image, "src"))


def _next_page(document: Document) -> str | None:
    """Return the address of the following page, by what its link says or by ZCMS's numbering."""
    here = _PAGE.search(document.address)
    wanted = str(int(here[1]) + 1 if here else 2)
    numbered: str | None = None
    for link in document.select("a[href]"):
        address = document.resolve(attribute(link, "href"))
        page = _PAGE.search(address) if address is not None and addresses.is_site(address) else None
        if address is None or page is None or address == document.address:
            continue
        if _NEXT.search(label_of(link)):
            return address
        if page[1] == wanted:
            numbered = numbered or address
    return numbered


def _catalogue(document: Document) -> str | None:
    """Return the one catalogue id that the page's own paging, fields or scripts name."""
    said = [attribute(link, "href") for link in document.select("a[href]")]
    said += [
        f"{attribute(node, 'name')}={attribute(node, 'content') or attribute(node, 'value')}"
        for node in document.select("meta[name], input[name]")
    ]
    said += [script.text() for script in document.select("script:not([src])")]
    ids = {found[1] or found[2] for text in said for found in _CATALOGUE.finditer(text)}
    # A page that names several leaves open which one is its own.
    return ids.pop() if len(ids) == 1 else None
