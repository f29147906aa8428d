"""One passage of running text into lines: what every kind of block is made of.

A passage is a stretch of a block's source text with the roles of its parts; a shape says where on
the measure it stands. What kinds of block there are is not known here.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rich import cells

from zhonggong_reader.model import Position
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import justify, marks
from zhonggong_reader.typeset.atoms import Breaks, find_breaks
from zhonggong_reader.typeset.fit import fit
from zhonggong_reader.typeset.galley import Line, Role, Segment, Source
from zhonggong_reader.typeset.setting import Setting
from zhonggong_reader.typeset.shown import Shown, show

_HANGS: Final = frozenset("，。、")
_HALF_WIDTH: Final = dict(zip("，。、；：？！）」", ",｡､;:?!)｣", strict=True))
_LETTER = re.compile(rf"[{marks.HAN}]|[{marks.WORD}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block's source text, to be set on its own."""

    text: Clean
    block: int
    role: Role
    base: int = 0
    """Where `text` begins in the block's source text."""
    parts: tuple[tuple[int, int, Role], ...] = ()
    """Parts of `text` (start, end) with a role of their own, rising, apart from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where a passage stands on the measure, in cells."""

    room: int
    """Longest line."""
    left: int = 0
    """Cells before every line."""
    indent: int = 0
    """Cells more before the first line."""
    label: str = ""
    """What setting puts before the first line; the indent is then as wide as it is."""
    label_role: Role = Role.BLANK
    align: Literal["start", "centre", "end"] = "start"
    balance: bool = False
    """Lines of like length instead of full ones."""
    justify: bool = False
    least: int = 2
    """Han characters that a last line has at least."""


def set_passage(passage: Passage, shape: Shape, setting: Setting) -> list[Line]:
    """Return the lines of `passage`; none where it holds nothing that can be shown."""
    shown = show(passage.text, full_width=setting.full_width)
    if not shown.text:
        return []
    hang = 2 if setting.hanging and shape.justify and shape.room >= 12 else 0
    shape = replace(shape, room=shape.room - hang, indent=cells.cell_len(shape.label) or shape.indent)
    breaks = find_breaks(shown.text, shown.edges, shape.room - shape.indent)
    taken = _take(shown, breaks, shape, setting, hang)
    return _Setter(passage, shape, setting, shown, breaks).lines(taken)


def _take(shown: Shown, breaks: Breaks, shape: Shape, setting: Setting, hang: int) -> list[int]:
    """Return the breaks at which the lines of the passage end."""
    text, edges = shown.text, shown.edges
    full = [edges[stop] for stop in breaks.stop]
    if setting.half_width_ends:
        full[1:] = [
            end - (text[stop - 1] in _HALF_WIDTH) for end, stop in zip(full[1:], breaks.stop[1:], strict=True)
        ]
    least = full
    if hang:
        least = [full[0]] + [
            end - (hang if text[stop - 1] in _HANGS else 0)
            for end, stop in zip(full[1:], breaks.stop[1:], strict=True)
        ]
    before = [edges[begin] for begin in breaks.begin]
    lonely = _lonely(text, breaks.begin, shape.least)

    def at(room: int) -> list[int]:
        return fit(before, full, least, breaks.cost, room=room, first=room - shape.indent, lonely=lonely)

    taken = at(shape.room)
    if not shape.balance or len(taken) == 1:
        return taken
    low, high = shape.room // 2 // 2, shape.room // 2
    while low < high:  # in steps of a Han character: the narrowest lines that are not more
        middle = (low + high) // 2
        tried = at(2 * middle)
        widest = max(full[j] - before[i] for i, j in zip([0, *tried], tried, strict=False))
        if len(tried) <= len(taken) and widest <= 2 * middle:
            high = middle
        else:
            low = middle + 1
    return at(2 * high)


def _lonely(text: str, begin: Sequence[int], least: int) -> int:
    """Return the first break behind which fewer than `least` letters are left."""
    count = 0
    for place in range(len(text) - 1, -1, -1):
        count += _LETTER.match(text, place) is not None
        if count == least:
            return bisect_left(begin, place + 1)
    return len(begin)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Makes the lines once the breaks are taken."""

    passage: Passage
    shape: Shape
    setting: Setting
    shown: Shown
    breaks: Breaks

    def lines(self, taken: list[int]) -> list[Line]:
        cuts, roles = self._cuts()
        lines: list[Line] = []
        first = 0
        for number, last in enumerate(taken):
            lines.append(self._line(first, last, number == 0, cuts, roles))
            first = last
        return lines

    def _cuts(self) -> tuple[list[int], dict[int, Role]]:
        """Return where segments end, and the role that holds from some of these places on."""
        origin = self.shown.origin
        roles: dict[int, Role] = {0: self.passage.role}
        for start, end, role in self.passage.parts:
            roles[bisect_left(origin, start)] = role
            roles[bisect_left(origin, end)] = self.passage.role
        return sorted({*self.shown.seams, *roles}), roles

    def _line(self, first: int, last: int, is_first: bool, cuts: list[int], roles: dict[int, Role]) -> Line:
        text, origin, edges = self.shown.text, self.shown.origin, self.shown.edges
        start, stop = self.breaks.begin[first], self.breaks.stop[last]
        block, base = self.passage.block, self.passage.base
        shape = self.shape
        is_last = last == len(self.breaks.begin) - 1
        end = "" if is_last or not self.setting.half_width_ends else _HALF_WIDTH.get(text[stop - 1], "")
        width = edges[stop] - edges[start] - (1 if end else 0)
        slack = shape.room - width - (shape.indent if is_first else 0)
        stretched: list[int] = []
        if shape.justify and not is_last and self.setting.justify:
            places = [p for p in self.breaks.begin[first + 1 : last] if p not in self.breaks.inside]
            stretched = justify.stretch(text, places, slack)
        role_at = max((p for p in roles if p <= start), default=0)
        role = roles[role_at]
        segments = self._margin(is_first, slack)
        if is_first and origin[0] > 0:
            segments.append(Segment("", role, Source(block, base, base + origin[0])))
        inner = cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, stop)]
        wide = set(stretched)
        left = start
        for right in sorted({*inner, *stretched, stop}) if stop > start else ():
            role = roles.get(left, role)
            reach = self.breaks.begin[last] if right == stop else right
            piece = text[left:right] if right < stop or not end else text[left : right - 1] + end
            source = Source(block, base + origin[left], base + origin[reach])
            if origin[left] == origin[right]:
                segments.append(Segment(piece, role))
            else:
                segments.append(Segment(piece, role, source))
            if right in wide:
                segments.append(Segment(" ", role))
            left = right
        return Line(tuple(segments), Position(block, base + (origin[start] if first else 0)))

    def _margin(self, is_first: bool, slack: int) -> list[Segment]:
        """Return what stands before the text of a line."""
        shape = self.shape
        spare = max(0, slack)
        left = shape.left + {"start": 0, "centre": spare // 2, "end": spare}[shape.align]
        segments = [Segment(" " * left, Role.BLANK)] if left else []
        if is_first and shape.indent:
            segments.append(Segment(shape.label or " " * shape.indent, shape.label_role))
        return segments
