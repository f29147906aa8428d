"""Where the body stands on a Chinese news page of any site, told by no name of any class.

What makes a news page one: a body is prose (sentences with full stops, few links), in boxes of its own,
behind the headline; round it stand lists of links, the teasers of other news, and lines that close an
article (责任编辑, 上一篇, 相关阅读). Judges lines and boxes; what is left out inside them is for `body`.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Final

from zhonggong_reader.workercn import asides, byline, captions, header
from zhonggong_reader.workercn.lines import Line, Span

_STOP = re.compile("[。！？!?；…]")
_SENTENCE_MIN: Final = 10
"""Unlinked characters of a line of prose."""
_STOP_WEIGHT: Final = 8
"""What a full stop weighs, in characters: captions and slogans have none."""
_SCOPE_SHARE: Final = 0.3
"""Share of the page's prose that stands in the box of its headline, where the box holds the article."""
_CLOSED_MIN: Final = 60
"""Weight of the prose behind a headline that a closing line ends: what follows is of other articles."""
_BOX_SHARE: Final = 0.5
"""Share of the prose round it that a box must hold to be the body alone."""
_LINE_SHARE: Final = 0.85
"""The same for a box of one paragraph, which is likelier a part of the body."""

# Titles of the boxes that follow an article.
_TITLE = re.compile(
    r"[【\[]?(?:[为给]你|猜你|您可能|编辑|精彩|热点|热门|相关|推荐|延伸|更多|深度|往期|最新|热帖|組图)"
    r"(?:推荐|喜欢|感兴趣|阅读|新闻|链接|文章|报道|稿件|内容|专题|图集|閱讀|新聞|资讯|评论|话题|视频|搜索|精彩|回顾)"
    r".{0,4}[】\]]?"
    r"|(?:图片|视频|组图|图集|新闻|本周)精选"
    r"|媒体矩阵|扫码关注.{0,12}|(?:我要|网友|最新|发表|全部|热门|写)(?:评论|留言).{0,8}|评论\s*[(（]?\d+[)）]?|跟贴.{0,12}"
    r"|(?:24小时|点击|阅读|新闻|热门|热点|一周).{0,4}排行榜?"
)
_TITLE_LIMIT: Final = 24
"""Characters of such a title."""
# Lines that close an article. Most lines do not begin as any of them.
_END = re.compile(
    r"(?=[【\[“免版郑特平作下上关点订\-—–=_·\sCENST])(?:"
    r"[【\[“]?(?:免责|版权|郑重|特别|平台|作者)声明[】\]]?\s*[:：].{0,300}|[【\[]?免责声明[】\]]?.{0,300}"
    r"|(?:下一篇|上一篇)(?:\s*[:：].{0,80}|)|关于我们.{0,80}|Copyright.{0,120}"
    r"|[-—–=_·\s]*(?:the )?end[-—–=_·\s]*|点(?:个|亮)?[“\"]?(?:在看|赞).{0,20}"
    r"|(?:sign up|subscribe|newsletter|订阅我们)\b.{0,40})",
    re.IGNORECASE,
)
# Others begin with anything, and are asked only of a line that holds their word.
_ENDS_WITH: Final = (
    ("版权所有", re.compile(r"[^。，]{0,30}版权所有.{0,60}")),
    ("有帮助", re.compile(r".{0,12}对[你您].{0,4}有帮助吗[？?].{0,20}")),
    (
        "读",
        re.compile(
            r"[^。]{0,40}(?:付费|会员|订阅|开通|登录|购买|解锁)[^。，]{0,8}"
            r"(?:可读|畅读|阅读全文|查看全文|继续阅读)[^。]{0,60}。?"
        ),
    ),
)
# Tools and summaries between headline and body; they hold nothing of either. A sentence may begin with the
# same words.
_TOOLS = re.compile(
    r"\W*(?:(?:分享|转发)(?:[到至\W]|$).{0,120}|扫一扫.{0,120}|(?:(?:内容)?[摘提]要|导读)\s*[:：].{0,200}"
    r"|(?:收藏|打印|字号|字体|小字号|阅读(?:[数量\W\d]|$)|浏览|点击|查看|评论|举报|标签|关键词)[^。]{0,60})"
)


def is_end(text: str) -> bool:
    """Tell whether a line of `text` closes an article, or opens a box of something else behind it."""
    if len(text) <= _TITLE_LIMIT and _TITLE.fullmatch(text):
        return True
    if _END.fullmatch(text):
        return True
    return any(word in text and said.fullmatch(text) is not None for word, said in _ENDS_WITH)


def weigh(line: Line) -> int:
    """Return how much `line` speaks for being in a body: characters of prose, or of links against it."""
    if line.kind == "table":
        return sum(len(cell) for row in line.rows for cell in row)
    if line.kind not in ("text", "heading"):
        return -1 if line.kind == "list" else 0
    text = line.text
    linked = line.linked
    free = len(text) - linked
    if linked > free:
        return -linked
    if free < _SENTENCE_MIN or not _is_sentence(text):
        return 0
    if header.is_source_line(text) or byline.is_editor_line(text) or _TOOLS.fullmatch(text) or is_end(text):
        return 0
    return free + _STOP_WEIGHT * text.count("。")


def _is_sentence(text: str) -> bool:
    return _STOP.search(text) is not None or text.count("，") + text.count(",") > 1


def prose(weights: Sequence[int], within: range) -> int:
    """Return what the prose of the lines `within` weighs."""
    return sum(weight for weight in weights[within.start : within.stop] if weight > 0)


def find(
    lines: Sequence[Line],
    weights: Sequence[int],
    spans: Sequence[Span],
    anchor: int,
    apart: frozenset[int] = frozenset(),
) -> range:
    """Return the numbers of the lines that make the body; empty where there is no prose.

    `weights` are those of `lines`; `anchor` is the line that the body follows, the headline; -1 where
    there is none; the lines `apart` (by `asides.find`) end nothing.
    """
    sums = _Sums(lines, weights, spans)
    scope = _scope(sums, spans, anchor, _closed(lines, weights, anchor, apart))
    core = _core(sums, spans, scope)
    if sums.of(core) <= 0:
        return range(0)
    return _whole(lines, weights, core, scope, apart)


class _Sums:
    """What boxes weigh: their lines together, and a box inside that weighs against them counts nothing."""

    def __init__(self, lines: Sequence[Line], weights: Sequence[int], spans: Sequence[Span]) -> None:
        clipped = list(weights)
        # Spans come innermost first, so that each is judged with what is clipped inside it.
        for span in spans:
            start, stop = span.start, span.stop
            if start + 1 < stop and sum(clipped[start:stop]) < 0:
                clipped[start:stop] = [0] * (stop - start)
        self._sums = [0, *accumulate(clipped)]
        self._prose = [0, *accumulate(map((0).__lt__, weights))]

    def of(self, held: range) -> int:
        return self._sums[held.stop] - self._sums[held.start] if held else 0

    def paragraphs(self, held: range) -> int:
        return self._prose[held.stop] - self._prose[held.start] if held else 0


def _closed(lines: Sequence[Line], weights: Sequence[int], anchor: int, apart: frozenset[int]) -> int:
    """Return the number of the line that closes the article headed by line `anchor`, or that of all lines."""
    said = 0
    if anchor >= 0:
        for number in range(anchor + 1, len(lines)):
            if weights[number] > 0:
                said += weights[number]
            elif said >= _CLOSED_MIN and number not in apart and is_end(lines[number].text):
                return number
    return len(lines)


def _scope(sums: _Sums, spans: Sequence[Span], anchor: int, stop: int) -> range:
    """Return the lines behind the headline, in the smallest box round it that holds enough of the prose."""
    whole = range(anchor + 1, stop)
    if anchor < 0:
        return whole
    least = _SCOPE_SHARE * max(sums.of(whole), 1)
    boxes = (range(anchor + 1, min(span.stop, stop)) for span in spans if span.start <= anchor < span.stop)
    return min((box for box in boxes if sums.of(box) >= least), key=len, default=whole)


def _core(sums: _Sums, spans: Sequence[Span], scope: range) -> range:
    """Return the innermost box that holds most of the prose in `scope`."""
    first, last = scope.start, scope.stop
    weighed = [
        (weight, len(box), box)
        for span in spans
        if span.start >= first and span.stop <= last and (weight := sums.of(box := span.lines)) > 0
    ]
    core, most = scope, sums.of(scope)
    # The heaviest comes first, of those the largest: what is smaller than the box before may lie in it.
    for weight, length, box in sorted(weighed, key=itemgetter(0, 1), reverse=True):
        if length == len(core) or box.start < core.start or box.stop > core.stop:
            continue
        if weight < most * (_BOX_SHARE if sums.paragraphs(box) > 1 else _LINE_SHARE):
            break
        core, most = box, weight
    return core


def _whole(
    lines: Sequence[Line], weights: Sequence[int], core: range, scope: range, apart: frozenset[int]
) -> range:
    """Return `core` with the prose round it that belongs to it, cut where the article is closed."""
    first = next(number for number in core if weights[number] > 0)
    light = (number for number in range(first + 1, core.stop) if weights[number] <= 0 and number not in apart)
    stop = next((number for number in light if _closes(lines[number])), core.stop)
    parting = (number for number in reversed(range(core.start, first)) if _parts(lines[number]))
    start = next(parting, core.start - 1) + 1
    number = start - 1
    while number >= scope.start and weights[number] >= 0 and not _parts(lines[number]):
        if weights[number] > 0 or _may_join(lines[number]) or lines[number].bold:
            start = number
        number -= 1
    if stop == core.stop:
        number = stop
        while number < scope.stop and not _closes(lines[number]):
            attached = asides.is_attached(lines[number])
            if weights[number] < 0 and not attached:
                break
            if weights[number] > 0 or attached or _may_join(lines[number]):
                stop = number + 1
            number += 1
    return range(start, stop)


def _closes(line: Line) -> bool:
    return is_end(line.text) or byline.is_editor_line(line.text)


def _parts(line: Line) -> bool:
    """Tell whether `line` stands between a headline and a body, and belongs to neither."""
    return line.kind in ("text", "heading") and (
        header.names_source(line.parted)
        or header.is_header_line(line)
        or header.is_source_line(line.text)
        or _TOOLS.fullmatch(line.text) is not None
        or _closes(line)
    )


def _may_join(line: Line) -> bool:
    """Tell whether `line`, next to the body, is part of it though it is no prose."""
    return (
        line.kind in ("picture", "video", "table")
        or captions.stands_alone(line)
        or byline.is_byline(line.text)
    )
