"""The headline of a news page: the line that its `<title>` repeats.

A `<title>` is the headline with the names of channel and site behind it, seldom before it, parted by
marks. The line of the page whose words stand in it between two such marks is the headline; where none
does, the heading above the body. Knows no names of sites.
"""

import re
from collections.abc import Sequence
from typing import Final

from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn import header
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.header import closed
from zhonggong_reader.workercn.lines import Line
from zhonggong_reader.workercn.tree import attribute

_PARTING: Final = "-_|–—―｜·丨/"
_LEAST: Final = 4
"""Characters of a headline; shorter lines are names of channels."""
_STEM: Final = 6
"""Characters of a headline that its `<title>` cuts short."""
_TAIL = re.compile(r"\s*(?:--+|[_|｜丨]|\s[-–—]\s|[-–—](?=[^-–—_|]{1,16}$)).*$")
_DECLARED: Final = 'meta[property="og:title"], meta[name=ArticleTitle]'
_DECLARED_LIMIT: Final = 4


def find(document: Document, lines: Sequence[Line], weights: Sequence[int]) -> Clean:
    """Return the headline; empty where the page has none. `weights` are those of `anypage.weigh`."""
    prose = heaviest(weights)
    titles = [closed(document.title), *map(closed, _declared(document))]
    longest = max(map(len, titles))
    characters = frozenset("".join(titles))
    best, length = -1, 0
    for number, line in enumerate(lines):
        if line.text[:1] not in characters or not _LEAST <= len(line.text) <= 2 * longest or _is_linked(line):
            continue
        text = closed(line.text)
        # The last one above the body: menus and the path to the page repeat headlines higher up.
        nearer = len(text) == length and number <= prose
        if (len(text) > length or nearer) and any(_stands_in(text, title) for title in titles):
            best, length = number, len(text)
    if best >= 0:
        return lines[best].text
    best = _heading(lines, titles, prose)
    if best >= 0:
        return lines[best].text
    said = next((title for title in (*_declared(document), _TAIL.sub("", document.title)) if title), "")
    return Clean(said)


def line_of(lines: Sequence[Line], weights: Sequence[int], title: str) -> int:
    """Return the number of the line that the body follows: headline, else source; -1 without one."""
    wanted = closed(title)
    first = wanted[:1]
    titles = [
        number
        for number, line in enumerate(lines)
        if first and line.text[:1] == first and closed(line.text) == wanted
    ]
    if titles:
        prose = heaviest(weights)
        return max((number for number in titles if number < prose), default=titles[0])
    return next(
        (
            number
            for number, line in enumerate(lines)
            if weights[number] <= 0 and header.names_source(line.parted)
        ),
        -1,
    )


def heaviest(weights: Sequence[int]) -> int:
    """Return the number of the line of most prose."""
    return weights.index(max(weights)) if weights else 0


def _declared(document: Document) -> list[Clean]:
    """Return what the page's metadata call it."""
    said = (clean_line(attribute(node, "content")) for node in document.select(_DECLARED)[:_DECLARED_LIMIT])
    return [title for title in said if title]


def _stands_in(text: str, title: str) -> bool:
    """Tell whether `text` is all of `title`, or a part of it between parting marks."""
    at = title.find(text)
    if at < 0:
        return False
    end = at + len(text)
    return (at == 0 or title[at - 1] in _PARTING) and (end == len(title) or title[end] in _PARTING)


def _is_linked(line: Line) -> bool:
    return line.linked > len(line.text) // 2


def _heading(lines: Sequence[Line], titles: Sequence[str], prose: int) -> int:
    """Return the number of the heading nearest above the body; of those that `<title>` begins with, first."""
    headings = [
        number
        for number, line in enumerate(lines[: prose + 1])
        if line.kind == "heading" and len(line.text) >= _STEM and not _is_linked(line)
    ]
    begun = [
        number
        for number in headings
        if any(closed(lines[number].text)[:_STEM] in title for title in titles if title)
    ]
    return max(begun or headings, default=-1)
