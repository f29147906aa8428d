"""One passage of running text into lines: what every kind of block is made of.

A passage is a stretch of a block's source text with the roles of its parts; a shape says where on
the measure it stands. What kinds of block there are is not known here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from rich import cells

from zhonggong_reader.model import Position
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import justify, marks, phrases
from zhonggong_reader.typeset.atoms import Breaks, find_breaks
from zhonggong_reader.typeset.fit import fit
from zhonggong_reader.typeset.galley import Line, Role, Segment, Source
from zhonggong_reader.typeset.setting import Setting
from zhonggong_reader.typeset.shown import Shown, show

_HANGS: Final = frozenset("，。、")
_HALF_WIDTH: Final = dict(zip("，。、；：？！）」", ",｡､;:?!)｣", strict=True))
_HAN = re.compile(f"[{marks.HAN}]")
_LETTER = re.compile(rf"[{marks.HAN}]|[{marks.WORD}]")


class Part(NamedTuple):
    """A part of a passage with a role of its own: characters `start` up to `end` of its text."""

    start: int
    end: int
    role: Role
    link: int | None = None
    """Which of the article's links it carries."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block's source text, to be set on its own."""

    text: Clean
    block: int
    role: Role
    base: int = 0
    """Where `text` begins in the block's source text."""
    parts: tuple[Part, ...] = ()
    """Rising, and apart from each other."""


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
    phrase: int = 0
    """What a break inside a phrase costs; 0: phrases are not asked for."""


def set_passage(passage: Passage, shape: Shape, setting: Setting) -> list[Line]:
    """Return the lines of `passage`; none where it holds nothing that can be shown."""
    shown = show(passage.text, full_width=setting.full_width)
    if not shown.text:
        return []
    hang = 2 if setting.hanging and shape.justify and shape.room >= 12 else 0
    shape = replace(shape, room=shape.room - hang, indent=cells.cell_len(shape.label) or shape.indent)
    breaks = find_breaks(shown.text, shown.edges, shape.room - max(0, shape.indent))
    if shape.phrase and shown.edges[-1] > shape.room - shape.indent:
        _price_phrases(breaks, shown.text, shape.phrase)
    ends = _ends(shown, breaks, hang, half_width=setting.half_width_ends)
    taken = _take(shown, breaks, shape, ends)
    return _Setter(passage, shape, setting, shown, breaks, ends).lines(taken)


class _Ends(NamedTuple):
    """Where, in cells, a line that ends at each break ends."""

    full: list[int]
    least: list[int]
    """The same without a mark that may hang."""


def _ends(shown: Shown, breaks: Breaks, hang: int, *, half_width: bool) -> _Ends:
    text, edges = shown.text, shown.edges
    full = [edges[stop] for stop in breaks.stop]
    if half_width:  # but not at the end of the paragraph
        for k, stop in enumerate(breaks.stop[1:-1], 1):
            full[k] -= text[stop - 1] in _HALF_WIDTH
    if not hang:
        return _Ends(full, full)
    least = full.copy()
    for k, stop in enumerate(breaks.stop[1:], 1):
        if text[stop - 1] in _HANGS:
            least[k] = edges[stop - 1]
    return _Ends(full, least)


def _price_phrases(breaks: Breaks, text: str, price: int) -> None:
    """Put `price` on the breaks between Han characters of one phrase."""
    starts = phrases.phrase_starts(text)
    if starts is None:
        return
    for k, (begin, stop) in enumerate(zip(breaks.begin[1:-1], breaks.stop[1:-1], strict=True), 1):
        if begin == stop and begin not in starts and _HAN.match(text, begin) and _HAN.match(text, begin - 1):
            breaks.cost[k] += price


def _take(shown: Shown, breaks: Breaks, shape: Shape, ends: _Ends) -> list[int]:
    """Return the breaks at which the lines of the passage end."""
    before = [shown.edges[begin] for begin in breaks.begin]
    lonely = _lonely(shown.text, breaks.begin, shape.least)

    def at(room: int) -> list[int]:
        return fit(before, *ends, breaks.cost, room=room, first=room - shape.indent, lonely=lonely)

    taken = at(shape.room)
    if not shape.balance or len(taken) == 1:
        return taken
    low, high = shape.room // 4, shape.room // 2
    while low < high:  # in steps of a Han character: the narrowest lines that are not more
        middle = (low + high) // 2
        tried = at(2 * middle)
        widest = max(ends.full[j] - before[i] for i, j in pairwise([0, *tried]))
        if len(tried) <= len(taken) and widest <= 2 * middle:
            high = middle
        else:
            low = middle + 1
    # One character to spare, so that phrases have a say.
    return at(min(shape.room, 2 * high + (2 if shape.phrase else 0)))


def _lonely(text: str, begin: Sequence[int], least: int) -> int:
    """Return the first break behind which fewer than `least` letters are left."""
    count = 0
    for place in range(len(text) - 1, -1, -1):
        count += _LETTER.match(text, place) is not None
        if count == least:
            return max(1, bisect_left(begin, place + 1))
    return len(begin)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Makes the lines once the breaks are taken."""

    passage: Passage
    shape: Shape
    setting: Setting
    shown: Shown
    breaks: Breaks
    ends: _Ends

    def lines(self, taken: list[int]) -> list[Line]:
        cuts, parts = self._cuts()
        changes = sorted(parts)
        lines: list[Line] = []
        first = 0
        for last in taken:
            part = parts[changes[bisect_right(changes, self.breaks.begin[first]) - 1]]
            lines.append(self._line(first, last, cuts, part, parts))
            first = last
        return lines

    def _cuts(self) -> tuple[list[int], dict[int, Part]]:
        """Return where segments end, and what the text is from some of these places on."""
        origin = self.shown.origin
        plain = Part(0, 0, self.passage.role)
        parts = {0: plain}
        for part in self.passage.parts:
            parts[bisect_left(origin, part.start)] = part
            parts[bisect_left(origin, part.end)] = plain
        return sorted({*self.shown.seams, *parts}), parts

    def _line(self, first: int, last: int, cuts: list[int], part: Part, parts: dict[int, Part]) -> Line:
        """Return the line from break `first` to break `last`, which begins inside `part`."""
        text, origin, breaks = self.shown.text, self.shown.origin, self.breaks
        start, stop = breaks.begin[first], breaks.stop[last]
        block, base = self.passage.block, self.passage.base
        twin, slack = self._end(first, last)
        stretched: list[int] = []
        if self.shape.justify and self.setting.justify and last < len(breaks.begin) - 1:
            places = [place for place in breaks.begin[first + 1 : last] if place not in breaks.inside]
            stretched = justify.stretch(text, places, slack)
        segments = self._margin(first == 0, slack)
        if first == 0 and origin[0] > 0:
            segments.append(Segment("", part.role, Source(block, base, base + origin[0])))
        inner = cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, stop)]
        left = start
        for right in sorted({*inner, *stretched, stop}):
            part = parts.get(left, part)
            piece = text[left:right]
            reach = right
            if right == stop:
                piece = piece[:-1] + twin if twin else piece
                reach = breaks.begin[last]
            source = Source(block, base + origin[left], base + origin[reach])
            inserted = source.start == source.end
            segments.append(Segment(piece, part.role, None if inserted else source, part.link))
            if right in stretched:
                segments.append(Segment(" ", part.role, None, part.link))
            left = right
        return Line(tuple(segments), Position(block, base + (origin[start] if first else 0)))

    def _end(self, first: int, last: int) -> tuple[str, int]:
        """Return the half-width twin of the mark that ends a line, if it is to have one, and the slack."""
        is_last = last == len(self.breaks.begin) - 1
        room = self.shape.room - (0 if first else self.shape.indent)
        begin = self.shown.edges[self.breaks.begin[first]]
        slack = room - (self.ends.full[last] - begin)
        if slack < 0:
            slack = room - (self.ends.least[last] - begin)
        mark = self.shown.text[self.breaks.stop[last] - 1]
        return _HALF_WIDTH.get(mark, "") if self.setting.half_width_ends and not is_last else "", slack

    def _margin(self, is_first: bool, slack: int) -> list[Segment]:
        """Return what stands before the text of a line."""
        shape = self.shape
        spare = max(0, slack)
        left = shape.left + {"start": 0, "centre": spare // 2, "end": spare}[shape.align]
        if is_first and not shape.label:
            left += shape.indent
        segments = [Segment(" " * left, Role.BLANK)] if left else []
        if is_first and shape.label:
            segments.append(Segment(shape.label, shape.label_role))
        return segments
