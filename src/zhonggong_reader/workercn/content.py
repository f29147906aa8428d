"""Where on an article page the body stands.

`div.ccontent` where the page has one. Else by the prose: a line weighs by its unlinked characters,
lists of links weigh against; the body is the run of boxes behind the headline that weighs most. Judges
whole boxes only: what inside them is not body is left out by `body`.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from zhonggong_reader.workercn import byline, captions, header, moments
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.lines import Line, Span

_NAMED: Final = "div.ccontent, #ccontent, .ccontent"
_NAMED_LIMIT: Final = 20
"""Nodes of that class that are weighed against each other."""
_SENTENCE = re.compile(r"[。！？!?；…]|[，,].*[，,]")
_SENTENCE_MIN: Final = 10
"""Unlinked characters of a line of prose."""
_PROSE_MIN: Final = 40
"""Characters of prose that make a body where no class says so."""
_UNVOUCHED_MIN: Final = 200
"""The same where the page prints neither source nor time: notices of errors are shorter."""
_VOUCHING: Final = 6
"""Lines round the headline in which source or time stand."""

# Titles of the boxes that follow an article.
_END = re.compile(
    r"(?:相关|推荐|延伸|热门|热点|更多|猜你喜欢)(?:阅读|新闻|链接|推荐|文章|报道)?[:：]?|媒体矩阵|扫码关注"
    r"|(?:精彩|[为给]你|编辑|热点)推荐|(?:我要|网友|最新|发表|全部)评论"
    r"|(?:24小时|点击|阅读|新闻|热门|热点)(?:新闻|文章)?排行榜?"
    r"|(?:免责|版权)声明[:：].{0,200}|免责声明|关于我们.{0,80}|Copyright.{0,80}",
    re.IGNORECASE,
)


def find(document: Document, lines: Sequence[Line], spans: Sequence[Span], title: str) -> range:
    """Return the numbers of the lines that hold the body of the article called `title`; it may be empty."""
    weights = [_weight(line) for line in lines]
    nodes = {node.mem_id for node in document.tree.css(_NAMED)[:_NAMED_LIMIT]}
    if nodes:
        named = [span for span in spans if span.node in nodes]
        best = max(
            named, key=lambda span: sum(len(lines[number].text) for number in span.lines), default=None
        )
        found = best.lines if best is not None else range(0)
        seed = next((number for number in found if weights[number] > 0), found.stop)
    else:
        anchor = _anchor(lines, weights, title)
        seed = _seed(weights, anchor)
        found = _run(lines, weights, spans, anchor, seed)
        prose = sum(weights[number] for number in found if weights[number] > 0)
        around = lines[max(0, anchor - _VOUCHING) : seed + 2]
        vouched = any(moments.printed(line.text) or header.names_source(line.parted) for line in around)
        if prose < (_PROSE_MIN if vouched else _UNVOUCHED_MIN):
            return range(0)
    return range(found.start, min(found.stop, _end(lines, seed)))


def _weight(line: Line) -> int:
    """Return how much `line` speaks for being in the body: characters of prose, or of links against it."""
    if line.kind == "table":
        return sum(len(cell) for row in line.rows for cell in row)
    if line.kind not in ("text", "heading"):
        return 0
    text = line.text
    linked = sum(len(words) for words, _ in line.links)
    free = len(text) - linked
    if linked > free:
        return -linked
    if free < _SENTENCE_MIN or not _SENTENCE.search(text):
        return 0
    return 0 if header.is_source_line(text) or byline.is_editor_line(text) else free


def _anchor(lines: Sequence[Line], weights: Sequence[int], title: str) -> int:
    """Return the number of the line that the body follows: headline, else source and time; -1 without one."""
    wanted = _closed(title)
    titles = [number for number, line in enumerate(lines) if wanted and _closed(line.text) == wanted]
    if titles:
        heaviest = _seed(weights, -1)
        return max((number for number in titles if number < heaviest), default=titles[0])
    return next(
        (
            number
            for number, line in enumerate(lines)
            if header.names_source(line.parted) and weights[number] <= 0
        ),
        -1,
    )


def _closed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _seed(weights: Sequence[int], anchor: int) -> int:
    """Return the first line of prose behind `anchor`; without an anchor the heaviest line of all."""
    if anchor < 0:
        return max(range(len(weights)), key=lambda number: weights[number], default=0)
    following = range(anchor + 1, len(weights))
    return next((number for number in following if weights[number] > 0), len(weights))


def _run(
    lines: Sequence[Line], weights: Sequence[int], spans: Sequence[Span], anchor: int, seed: int
) -> range:
    """Return the lines of the boxes from that of `seed` on which together weigh most."""
    if seed >= len(lines):
        return range(0)
    sums = [0, *accumulate(weights)]
    holding = [span.lines for span in spans if seed in span.lines] or [range(len(lines))]
    common = min(
        (held for held in holding if anchor < 0 or anchor in held), key=len, default=range(len(lines))
    )
    boxes = _boxes([span.lines for span in spans], common, anchor + 1)
    first = next(number for number, box in enumerate(boxes) if seed in box)
    limit = _end(lines, seed)
    start = boxes[first].start
    last = max(
        range(first, len(boxes)),
        key=lambda number: sums[max(seed + 1, min(boxes[number].stop, limit))] - sums[start],
    )
    found = range(start, boxes[last].stop)
    if last == first:
        found = max(
            (held for held in holding if held.start >= start and held.stop <= found.stop),
            key=lambda held: (sums[held.stop] - sums[held.start], -len(held)),
            default=found,
        )
    start, stop = found.start, found.stop
    while start > anchor + 1 and _may_join(lines[start - 1]):
        start -= 1
    while stop < limit and _may_join(lines[stop]):
        stop += 1
    return range(start, stop)


def _boxes(spans: list[range], within: range, start: int) -> list[range]:
    """Return the largest spans inside `within` from line `start` on, and the lines between them."""
    largest: dict[int, range] = {}
    for span in spans:
        inner = span.start >= within.start and span.stop <= within.stop and len(span) < len(within)
        if inner and span.start >= start and len(span) > len(largest.get(span.start, ())):
            largest[span.start] = span
    boxes: list[range] = []
    number = max(start, within.start)
    while number < within.stop:
        boxes.append(largest.get(number, range(number, number + 1)))
        number = boxes[-1].stop
    return boxes


def _may_join(line: Line) -> bool:
    """Tell whether `line`, next to the body, is part of it though it is no prose."""
    return (
        line.kind in ("picture", "video", "table")
        or captions.stands_alone(line)
        or byline.is_byline(line.text)
    )


def _end(lines: Sequence[Line], seed: int) -> int:
    """Return the number of the first line behind `seed` that opens a box of something else."""
    return next(
        (number for number in range(seed + 1, len(lines)) if _END.fullmatch(lines[number].text)), len(lines)
    )
