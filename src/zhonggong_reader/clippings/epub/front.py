"""What stands before the articles: the cover, as a page and as a picture, and the contents."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from msgspec import Struct

from zhonggong_reader.clippings.epub.markup import attribute, page, text

CHAPTER: Final = "text/{:05}.xhtml"
"""Where article number n stands in the book."""
_LINE: Final = 9
"""Characters of a line on the picture of the cover."""
_LINES: Final = 5


class Entry(Struct, frozen=True):
    """An article as the contents name it."""

    title: str
    day: date | None
    """When it was published, by Beijing's calendar."""


def span(entries: Sequence[Entry]) -> str:
    """Return from when to when the articles are, and how many: `2026-10-01 至 2026-10-05 · 12 篇`."""
    days = sorted({entry.day for entry in entries if entry.day})
    when = f"{days[0]} 至 {days[-1]}" if len(days) > 1 else f"{days[0]}" if days else ""
    return " · ".join(filter(None, (when, f"{len(entries)} 篇")))


def cover_page(title: str, below: str) -> str:
    """Return the title page."""
    words = f"<h1>{text(title)}</h1>\n<p>{text(below)}</p>\n<p>中工网 · 剪报</p>"
    return page(title, f'<section class="cover">\n{words}\n</section>', kind="frontmatter titlepage")


def cover_picture(title: str, below: str) -> str:
    """Return the picture that stands for the book on a shelf, as SVG."""
    lines = [title[start : start + _LINE] for start in range(0, len(title), _LINE)]
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [lines[_LINES - 1][: _LINE - 1] + "…"]
    shown = "".join(
        f'<text x="300" y="{270 + 70 * number}" font-size="52">{text(line)}</text>'
        for number, line in enumerate(lines)
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800" width="600" height="800">
<rect width="600" height="800" fill="#f6f1e4"/>
<rect x="24" y="24" width="552" height="752" fill="none" stroke="#a61b1b" stroke-width="4"/>
<g text-anchor="middle" fill="#222222" font-family="serif">
<text x="300" y="130" font-size="32" fill="#a61b1b">中工网 · 剪报</text>
{shown}
<text x="300" y="720" font-size="24">{text(below)}</text>
</g>
</svg>
"""


def contents(entries: Sequence[Entry]) -> str:
    """Return the contents, by days where there are several, as the reading system and a reader see them."""
    numbered = list(enumerate(entries, 1))
    if len({entry.day for entry in entries}) > 1:
        groups = groupby(numbered, lambda numbers: numbers[1].day)
        items = "\n".join(
            f"<li><span>{day or '日期不详'}</span>\n<ol>\n{_items(list(group))}\n</ol></li>"
            for day, group in groups
        )
    else:
        items = _items(numbered)
    body_begins = f'<li><a epub:type="bodymatter" href="{CHAPTER.format(1)}">正文</a></li>' if entries else ""
    body = f"""\
<nav epub:type="toc" id="toc">
<h1>目录</h1>
<ol>
<li><a href="cover.xhtml">封面</a></li>
{items}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<h2>位置</h2>
<ol>
<li><a epub:type="cover" href="cover.xhtml">封面</a></li>
<li><a epub:type="toc" href="nav.xhtml">目录</a></li>
{body_begins}
</ol>
</nav>"""
    return page("目录", body, kind="frontmatter")


def _items(numbered: Sequence[tuple[int, Entry]]) -> str:
    return "\n".join(
        f"<li><a href={attribute(CHAPTER.format(number))}>{text(entry.title)}</a></li>"
        for number, entry in numbered
    )
