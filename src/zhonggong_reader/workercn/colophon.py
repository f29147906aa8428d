"""What stands at the foot of every page: media matrix, promotion, hotlines, copyright, QR panel.

Everything is found by what it says. No page fails for want of it: what is missing is left out, and
the four entries of the matrix always have an address.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.model import Colophon, Link, MediaKind, MediaLink, Promotion, QrPicture
from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import addresses
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.layout import unrolled
from zhonggong_reader.workercn.lines import Line
from zhonggong_reader.workercn.tree import attribute, first, has, label_of, select, words

# Kind, name as the site prints it, other words for it, and where its platform looks an account up.
# The client is on no platform of that sort, so an app store's search stands in.
_ENTRIES: Final[tuple[tuple[MediaKind, str, re.Pattern[str], str], ...]] = (
    ("client", "中工网客户端", re.compile(r"(?:中工网)?客户端"), "https://sj.qq.com/search?q=中工网"),
    (
        "wechat",
        "中工网微信号",
        re.compile(r"(?:中工网)?(?:官方)?微信(?:公众)?号?"),
        "https://weixin.sogou.com/weixin?type=1&query=中工网",
    ),
    (
        "weibo",
        "中工网微博号",
        re.compile(r"(?:中工网)?(?:官方)?微博号?"),
        "https://s.weibo.com/user?q=中工网",
    ),
    (
        "douyin",
        "中工网抖音号",
        re.compile(r"(?:中工网)?(?:官方)?抖音号?"),
        "https://www.douyin.com/search/中工网?type=user",
    ),
)
_CALL = re.compile(r"(?:马上|立即|点击)(?:体验|下载)")
_HOTLINE = re.compile(r"[\u4e00-\u9fff]{2,20}举报电话\s*[:：]\s*[\d-]{7,20}")
_COPYRIGHT = re.compile(r"copyright|版权所有", re.IGNORECASE)
_ABOUT: Final = ("关于我们", "版权声明")
_MATRIX_TITLE: Final = "媒体矩阵"
_PANEL_TITLE: Final = "扫码关注"
_PANEL_LIMIT: Final = 40
"""Items of a panel that are looked at; the site's has four."""
_CLIMB: Final = 3
"""Levels above a title in which its box is looked for."""


def _search(kind: MediaKind, name: str, address: str) -> MediaLink:
    return MediaLink(kind, Clean(name), addresses.canonical(address) or address, is_search=True)


DEFAULT: Final = Colophon(matrix=tuple(_search(kind, name, address) for kind, name, _, address in _ENTRIES))
"""The matrix where no page has been read: each entry searches its platform."""


def read(document: Document) -> Colophon:
    """Return what the foot of the page says; what it does not say is as in DEFAULT."""
    lines = list(unrolled(document.layout[0]))
    text = "\n".join(line.text for line in lines)
    return Colophon(
        matrix=_matrix(document),
        promotion=_promotion(document, lines),
        about=_about(document),
        hotlines=tuple(dict.fromkeys(clean_line(found) for found in _HOTLINE.findall(text))),
        copyright=next((line.text for line in reversed(lines) if _COPYRIGHT.match(line.text)), None),
        follow=_follow(document),
    )


def _matrix(document: Document) -> tuple[MediaLink, ...]:
    box = _box(document, _MATRIX_TITLE, "li, a")
    items = [
        (item, _name(item))
        for item in (select(box, "li, a") if box is not None else document.select("a[href]"))
    ]
    matrix: list[MediaLink] = []
    for fallback, (kind, _, names, _) in zip(DEFAULT.matrix, _ENTRIES, strict=True):
        entry = fallback
        for item, name in items:
            if not names.fullmatch(name):
                continue
            if address := _address(document, item):
                entry = MediaLink(kind, name, address)
                break
        matrix.append(entry)
    return tuple(matrix)


def _promotion(document: Document, lines: list[Line]) -> Promotion | None:
    """Return the box whose last line calls to press; the lines above it are name and slogan."""
    for number, line in enumerate(lines):
        if number >= 1 and _CALL.fullmatch(line.text):
            above = [other.text for other in lines[max(0, number - 2) : number] if other.kind != "picture"]
            if above and "客户端" in above[0]:
                slogan = above[1] if len(above) > 1 else None
                links = (
                    document.resolve(address) for _, address in line.links if not address.startswith("#")
                )
                return Promotion(above[0], slogan, line.text, next(filter(None, links), None))
    return None


def _about(document: Document) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in document.select("a[href]"):
        name = _name(link)
        if name in _ABOUT and name not in found and (address := _address(document, link)):
            found[name] = Link(name, address)
    return tuple(found[name] for name in _ABOUT if name in found)


def _follow(document: Document) -> tuple[QrPicture, ...]:
    box = _box(document, _PANEL_TITLE, "li, img")
    pictures: list[QrPicture] = []
    for item in _items(box) if box is not None else []:
        image = first(item, "img")
        address = document.resolve(attribute(image, "src")) if image is not None else None
        if name := _name(item):
            pictures.append(QrPicture(name, address))
    return tuple(pictures)


def _items(box: LexborNode) -> list[LexborNode]:
    """Return the items of a panel: those of its list, else what stands round each picture."""
    items = select(box, "li")[:_PANEL_LIMIT]
    if not items:
        for image in select(box, "img")[:_PANEL_LIMIT]:
            item = image.parent
            if item is not None and not _name(item):
                item = item.parent
            if item is not None and len(select(item, "img")) == 1:
                items.append(item)
    return items


def _box(document: Document, title: str, items: str) -> LexborNode | None:
    """Return the nearest node above the words `title` that holds some `items`.

    It may be hidden: panels of codes are, until a mouse points at them.
    """
    titles = [node for node in document.body.traverse(include_text=True) if words(node).strip() == title]
    for node in reversed(titles):
        parent = node.parent
        for _ in range(_CLIMB):
            if parent is None or parent.mem_id == document.body.mem_id:
                break
            if has(parent, items):
                return parent
            parent = parent.parent
    return None


def _name(node: LexborNode) -> Clean:
    """Return the words of `node` without the breaks that only lay them out."""
    return Clean(label_of(node).replace(" ", ""))


def _address(document: Document, item: LexborNode) -> str | None:
    """Return where `item` leads: its own link or the one in it; None for scripts and bare fragments."""
    link = item if item.tag == "a" else first(item, "a[href]")
    target = attribute(link, "href") if link is not None else ""
    return document.resolve(target) if target and not target.startswith("#") else None
