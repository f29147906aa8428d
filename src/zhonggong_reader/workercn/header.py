"""What stands round the body of an article: headline, channel, source, time, 原标题.

Fields are found by what they say, near the headline; no class is needed. The body itself is
`body`'s, names are `byline`'s.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import addresses, metadata, moments, site
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.lines import Line
from zhonggong_reader.workercn.tree import attribute, label_of

_HEADLINES: Final = "h1, h2, h3, .ctitle, #ctitle, .title, #title, .tit, .article-title, .hangao"
_ABOVE: Final = 16
"""Lines above the body that are looked through; the menu of the site stands higher."""
_OVER: Final = 4
"""Lines above the headline that may give source and time."""
_OPENING: Final = 8
"""Lines at the head of the body that may hold what belongs above it."""
_BELOW: Final = 16
"""Lines behind the body, in which the editor is named."""
_HEADER_LIMIT: Final = 80
"""Characters of a line of source, time and labels."""
_LEGACY_CRUMBS: Final = "h2.sub a"
_CRUMBS: Final = ".crumb a, .position a, .location a, .breadcrumb a, .path a"

_STOP: Final = (
    r"(?=\t|\s{2,}|\s*[【\[]|\s*(?:作者|编辑|责编|责任编辑|字号|时间|发布|分享|评论|记者|打印|浏览|点击|\|)"
    r"|\s*(?:19|20)\d\d\s*[-年/.]|$)"
)
_SOURCE = re.compile(
    rf"(?:(?:[来來]源|稿源|[来來]自)\s*[:：丨]|[来來]源于\s)\s*(?!(?:19|20)\d\d\s*[-年/.])([^\t\s][^\t]{{0,60}}?){_STOP}"
)
_ISSUER = re.compile(
    r"(?:[发發][布佈](?:者|[单單]位|[机機][构構])|供稿(?:单位)?)\s*[:：]\s*([^\t\s][^\t]{1,30}?)"
    r"(?=\t|\s{2,}|\s*(?:19|20)\d\d\s*[-年/.]|$)"
)
# A label and its value, or two names of one source, are often elements of their own.
_TIED = re.compile(r"(?:(?<=[:：])\s*\t|\t([-—]+)\t)")
_BARE_TIME = re.compile(r"[\d\s:：年月日/.-]{8,24}")
_ORIGINAL = re.compile(r"^[（(【\[]?\s*原(?:标题|题)\s*[:：]\s*(.{0,200}?)\s*[)）】\]]?$")
_SIGN_CLASSES: Final = ".signdate span, .from span, .info span, #js_name"
"""Where the site's templates, and the articles of WeChat's accounts, sign without a label."""
_OTHER_WORDS = re.compile(
    r"\d|[:：/]|[来來]自|字[号体]|分享|打印|评论|作者|编辑|原创|举报|收藏|关注|阅读|浏览|[发發][布表佈]|星期|^[大中小\s]+$"
)
_PARTS = re.compile(r"[\t|｜∙·【】\[\]]|\s{2,}|\u3000+")
_OUTLET = re.compile("(?:[报報网網社台刊端]|新闻|时讯|在线|发布)$")
"""How the names of most sources end, and those of places do not."""
_ACCOUNT = re.compile("官方[账帐]号$")
_BY = re.compile(r"^By\s+", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The fields round the body."""

    source: Clean | None
    published: datetime | None
    original_title: Clean | None
    above: Sequence[Line]
    """The lines between headline and body."""
    below: Sequence[Line]
    """Those behind the body."""


def closed(text: str) -> str:
    """Return `text` without its white space, which pages set as they like."""
    return "".join(text.split())


def headline(document: Document) -> tuple[Clean, Clean | None]:
    """Return headline (empty where the page has none) and channel."""
    printed = _headline(document)
    title, channel = site.title_parts(document.title, printed)
    return printed or title, _crumb(document, _LEGACY_CRUMBS) or channel or _crumb(document, _CRUMBS)


def read(document: Document, lines: Sequence[Line], held: range, title: str) -> Header:
    """Return the fields round the body of the article called `title`; `held` are the body's lines."""
    over, above = _above(lines, held, title)
    below = lines[held.stop : held.stop + _BELOW]
    opening = lines[held.start : held.stop][:_OPENING]
    near = [*above, *opening[:3], *reversed(over)]
    return Header(
        source=_source(document, near, below),
        published=_published(document, near),
        original_title=original_title([*above, *opening]),
        above=above,
        below=below,
    )


def original_title(lines: Sequence[Line]) -> Clean | None:
    """Return what stands behind 原标题, in the same line or, where the label stands alone, the next."""
    for number, line in enumerate(lines):
        if found := _original(line.text):
            following = lines[number + 1].text if number + 1 < len(lines) and not found[1] else ""
            return clean_line(found[1] or following) or None
    return None


def is_original_title(text: str) -> bool:
    """Tell whether `text` is a line of 原标题."""
    return _original(text) is not None


def is_bare_label(text: str) -> bool:
    """Tell whether `text` says 原标题 and leaves the title to the next line."""
    found = _original(text)
    return found is not None and not found[1]


def names_source(parted: str) -> bool:
    """Tell whether a line, a tab at the border of each element, names a source."""
    return _named_source(parted) is not None


def is_source_line(text: str) -> bool:
    """Tell whether `text` gives source or time and nothing else."""
    if len(text) > _HEADER_LIMIT:
        return False
    found = _SOURCE.match(text)
    rest = text[found.end() :].strip() if found else text
    return not rest or _BARE_TIME.fullmatch(rest) is not None


def is_header_line(line: Line) -> bool:
    """Tell whether `line` names a source, or prints a time, and no more than labels beside it."""
    if len(line.text) > _HEADER_LIMIT or "。" in line.text:
        return False
    return (
        names_source(line.parted)
        or moments.opens_with_clock(line.text)
        or _is_bare_source(_beside_clock(line))
    )


def _original(text: str) -> re.Match[str] | None:
    return _ORIGINAL.match(text) if "原" in text else None


def _named_source(parted: str) -> re.Match[str] | None:
    # Few lines hold one of the words with which a source is named.
    if "源" not in parted and "自" not in parted:
        return None
    return _SOURCE.search(_TIED.sub(r"\1", parted))


def _headline(document: Document) -> Clean | None:
    """Return the heading that `<title>` begins with, the longest first; h1.ctitle is always believed."""
    trusted = document.first("h1.ctitle, .ctitle, #ctitle")
    if trusted is not None and (text := label_of(trusted)):
        return text
    wanted = closed(document.title)
    best: Clean | None = None
    for node in document.select(_HEADLINES):
        text = label_of(node)
        words = closed(text)
        # A heading that ends in the middle of the title's words is a kicker.
        whole = wanted.startswith(words) and wanted[len(words) : len(words) + 1] in ("", *"-_|–—")
        if text and whole and len(text) > len(best or ""):
            best = text
    if best is not None:
        return best
    if site.title_parts(document.title)[0]:
        return None
    only = [text for node in document.select("h1") if (text := label_of(node))]
    return only[0] if len(only) == 1 else None


def _above(lines: Sequence[Line], held: range, title: str) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the last lines above the headline, and those between headline and body."""
    start, wanted = max(0, held.start - _ABOVE), closed(title)
    for number in range(held.start - 1, start - 1, -1):
        if wanted and lines[number].text[:1] == wanted[:1] and closed(lines[number].text) == wanted:
            return lines[max(0, number - _OVER) : number], lines[number + 1 : held.start]
    return (), lines[start : held.start]


def _crumb(document: Document, selector: str) -> Clean | None:
    """Return the last channel of the line that says where one is (当前位置)."""
    for link in reversed(document.select(selector)):
        name = label_of(link)
        if 2 <= len(name) <= 8 and addresses.channel_slug(document.resolve(attribute(link, "href")) or ""):
            return name
    return None


def _source(document: Document, near: Sequence[Line], below: Sequence[Line]) -> Clean | None:
    if found := next(filter(None, (_named_source(line.parted) for line in near)), None):
        return clean_line(found[1]) or None
    if issuer := next(filter(None, (_issuer(line.parted) for line in near)), None):
        return clean_line(issuer[1]) or None
    signed = [label_of(node) for node in document.select(_SIGN_CLASSES)]
    if bare := next(
        (text for text in (*signed, *map(_beside_clock, near), _over_clock(near)) if _is_bare_source(text)),
        None,
    ):
        return bare
    # Some sign below the body; what a line there says must be the source alone.
    last = (_named_source(line.parted) for line in below if is_source_line(line.text))
    found = next(filter(None, last), None)
    return clean_line(found[1]) if found else metadata.publisher(document)


def _issuer(parted: str) -> re.Match[str] | None:
    return _ISSUER.search(_TIED.sub(r"\1", parted)) if "布" in parted or "供稿" in parted else None


def _over_clock(near: Sequence[Line]) -> Clean:
    """Return the line right above the one that begins with the time, if it is the name of an outlet."""
    for line, following in pairwise(near):
        if moments.opens_with_clock(following.text) and _OUTLET.search(line.text):
            return line.text
    return Clean("")


def _is_bare_source(text: str) -> bool:
    """Tell whether `text`, beside the time, can only be the source."""
    return 2 <= len(text) <= 20 and _HAN.search(text) is not None and not _OTHER_WORDS.search(text)


def _beside_clock(line: Line) -> Clean:
    """Return the words nearest to the time in a line that gives one, those before it first; else nothing."""
    parted = line.parted
    if len(parted) > _HEADER_LIMIT or not moments.has_clock(parted):
        return Clean("")
    parts = [
        _BY.sub("", _ACCOUNT.sub("", part.strip()))
        for part in _PARTS.split(moments.without(parted, "\t\0\t"))
        if part.strip()
    ]
    clock = next((number for number, part in enumerate(parts) if part == "\0"), 0)
    beside = [*reversed(parts[:clock]), *parts[clock + 1 :]]
    sources = list(filter(_is_bare_source, beside))
    return Clean(next(filter(_OUTLET.search, sources), sources[0] if sources else ""))


def _published(document: Document, near: Sequence[Line]) -> datetime | None:
    """Return the printed time with a clock, else that of the meta tags, else the day that is known."""
    for line in near:
        if moments.has_clock(line.parted):
            return moments.printed(line.parted)
    if moment := metadata.published(document):
        return moment
    days = (moments.printed(line.parted) for line in near)
    return next(filter(None, days), None) or moments.of_address(document.address)
