"""One passage of text into lines, as far as numbers go: which breaks are taken.

Brings together the legal breaks (`atoms`), the marks that may take less room at the end of a line,
phrases, and the total fit. What the lines show is made elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from rich import cells

from zhonggong_reader.typeset import marks, phrases
from zhonggong_reader.typeset.atoms import Breaks, find_breaks
from zhonggong_reader.typeset.fit import DEAR, fit
from zhonggong_reader.typeset.galley import Role
from zhonggong_reader.typeset.setting import Setting

HALF_WIDTH: Final = dict(zip("，。、；：？！）」", ",｡､;:?!)｣", strict=True))
"""Marks that take half their width at the end of a line (GB/T 15834 5.1.10), and what shows it."""
HANGS: Final = frozenset("，。、")
"""Marks that may hang in the margin (CLReq 3.1.6)."""
HANG: Final = 2
"""Cells of the measure that are kept free for them."""
FACT_COST: Final = DEAR
"""A break inside one of several facts that full-width blanks part: rather a short line."""
HANG_LEAST: Final = 12
"""Cells of a line below which nothing hangs."""

_HAN = re.compile(f"[{marks.HAN}]")
_LETTER = re.compile(rf"[{marks.HAN}]|[{marks.WORD}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where a passage stands on the measure, in cells."""

    room: int
    """Longest line."""
    left: int = 0
    """Cells before every line."""
    indent: int = 0
    """Cells more before the first line; fewer where it is negative (凸排)."""
    label: str = ""
    """What setting puts before the first line; the indent is then as wide as it is."""
    label_role: Role = Role.BLANK
    align: Literal["start", "centre", "end"] = "start"
    balance: bool = False
    """Lines of like length instead of full ones."""
    justify: bool = False
    least: int = 2
    """Han characters that a last line has at least."""
    facts: bool = False
    """Lines break at full-width blanks, if they can."""
    phrase: int = 0
    """What a break inside a phrase costs; 0: phrases are not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A text with the breaks that are taken; all widths in cells."""

    breaks: Breaks
    taken: list[int]
    """The breaks at which lines end, rising; the last one ends the text."""
    full: list[int]
    """Where a line that ends at each break ends."""
    least: list[int]
    """The same without a mark that may hang."""
    room: int
    """Longest line, hanging marks not counted."""
    indent: int


def break_text(text: str, edges: Sequence[int], shape: Shape, setting: Setting) -> Broken:
    """Break `text` (not empty) into the lines of `shape`; `edges` are the cells before each character."""
    hang = setting.hanging and shape.justify and shape.room >= HANG_LEAST
    room = shape.room - (HANG if hang else 0)
    indent = cells.cell_len(shape.label) or shape.indent
    breaks = find_breaks(text, edges, room - max(0, indent))
    if shape.phrase and edges[-1] > room - indent:
        _price_phrases(breaks, text, shape.phrase)
    if shape.facts:
        for k, begin in enumerate(breaks.begin[1:-1], 1):
            breaks.cost[k] += FACT_COST * (text[begin - 1] != "\u3000")
    full = [edges[stop] for stop in breaks.stop]
    if setting.half_width_ends:  # but not at the end of the paragraph
        for k, stop in enumerate(breaks.stop[1:-1], 1):
            full[k] -= text[stop - 1] in HALF_WIDTH
    least = full
    if hang:
        least = full.copy()
        for k, stop in enumerate(breaks.stop[1:], 1):
            if text[stop - 1] in HANGS:
                least[k] = edges[stop - 1]
    before = [edges[begin] for begin in breaks.begin]
    lonely = _lonely(text, breaks.begin, shape.least)

    def at(room: int) -> list[int]:
        return fit(before, full, least, breaks.cost, room=room, first=room - indent, lonely=lonely)

    taken = at(room)
    if shape.balance and len(taken) > 1:
        narrowest = _narrowest(at, taken, before, full, room)
        # A character to spare lets phrases have a say.
        taken = at(min(room, narrowest + (2 if shape.phrase else 0)))
    return Broken(breaks=breaks, taken=taken, full=full, least=least, room=room, indent=indent)


def _narrowest(
    at: Callable[[int], list[int]], taken: list[int], before: list[int], full: list[int], room: int
) -> int:
    """Return the least room, in whole Han characters, that needs no more lines than `taken`."""
    low, high = room // 4, room // 2
    while low < high:
        middle = (low + high) // 2
        tried = at(2 * middle)
        widest = max(full[j] - before[i] for i, j in pairwise([0, *tried]))
        if len(tried) <= len(taken) and widest <= 2 * middle:
            high = middle
        else:
            low = middle + 1
    return 2 * high


def _price_phrases(breaks: Breaks, text: str, price: int) -> None:
    """Put `price` on the breaks between Han characters of one phrase."""
    starts = phrases.phrase_starts(text)
    if starts is None:
        return
    for k, (begin, stop) in enumerate(zip(breaks.begin[1:-1], breaks.stop[1:-1], strict=True), 1):
        if begin == stop and begin not in starts and _HAN.match(text, begin) and _HAN.match(text, begin - 1):
            breaks.cost[k] += price


def _lonely(text: str, begin: Sequence[int], least: int) -> int:
    """Return the first break behind which fewer than `least` letters are left."""
    count = 0
    for place in range(len(text) - 1, -1, -1):
        count += _LETTER.match(text, place) is not None
        if count == least:
            return max(1, bisect_left(begin, place + 1))
    return len(begin)
