"""What stands among the paragraphs of a body or behind them: boxes of other links, and what is attached.

Judges lines and boxes, by no name of any class; which box is the body is for `anypage`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from zhonggong_reader.workercn.lines import Line, Span

_ATTACHED = re.compile(r"附件\s*[\d一二三四五六七八九十]{0,2}\s*[:：].{0,80}|附件")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar)(?:$|\?)", re.IGNORECASE)
_ASIDES: Final = 20
"""Boxes inside a body that are looked at."""


def is_attached(line: Line) -> bool:
    """Tell whether `line` names what is attached to a notice, or links to nothing but files."""
    if line.links:
        return all(_FILE.search(address) for _, address in line.links)
    return _ATTACHED.fullmatch(line.text) is not None


def find(lines: Sequence[Line], weights: Sequence[int], spans: Sequence[Span], anchor: int) -> frozenset[int]:
    """Return the numbers of the lines that stand among the paragraphs of a body and are not read with it.

    They make boxes of links (to other news, to what follows), with paragraphs of one and the same box
    before and behind them. `weights` and `anchor` are those of `anypage.find`.
    """
    told = [number for number in range(anchor + 1, len(lines)) if weights[number] > 0]
    if not told or min(weights[told[0] : told[-1]], default=0) >= 0:
        return frozenset()
    first, last = told[0], told[-1]
    boxes = [
        span.lines
        for span in spans
        if first < span.start < last and span.stop <= last and _is_aside(lines, weights, span)
    ]
    found: set[int] = set()
    for box in boxes[:_ASIDES]:
        behind = bisect_left(told, box.start)
        home = _home(spans, told[behind])
        if home == _home(spans, told[behind - 1]) and box.start in home:
            found.update(box)
    return frozenset(found)


def _is_aside(lines: Sequence[Line], weights: Sequence[int], span: Span) -> bool:
    """Tell whether the lines of `span` are links, several and none of them to a file, and no prose."""
    weighed = weights[span.start : span.stop]
    if max(weighed) > 0 or min(weighed) == 0:
        return False
    inside = lines[span.start : span.stop]
    several = len(inside) - weighed.count(0) > 1 or any(line.kind == "list" for line in inside)
    return several and not any(map(is_attached, inside))


def _home(spans: Sequence[Span], number: int) -> range:
    """Return the lines of the smallest box in which line `number` is not alone."""
    homes = (span.lines for span in spans if span.start <= number < span.stop and span.start + 1 < span.stop)
    return next(homes, range(0))
