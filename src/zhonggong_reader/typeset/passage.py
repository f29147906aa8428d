"""One passage of running text into lines: what every kind of block is made of.

A passage is a stretch of a block's source text with the roles of its parts; a shape says where on
the measure it stands. What kinds of block there are is not known here.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from zhonggong_reader.model import Position
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import justify
from zhonggong_reader.typeset.breaking import HALF_WIDTH, Broken, Shape, break_text
from zhonggong_reader.typeset.galley import Line, Role, Segment, Source
from zhonggong_reader.typeset.setting import Setting
from zhonggong_reader.typeset.shown import Shown, show


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


def set_passage(passage: Passage, shape: Shape, setting: Setting) -> list[Line]:
    """Return the lines of `passage`; none where it holds nothing that can be shown."""
    shown = show(passage.text, full_width=setting.full_width, script=setting.script)
    if not shown.text:
        return []
    broken = break_text(shown.text, shown.edges, shape, setting)
    return _Setter(passage, shape, setting, shown, broken).lines()


@dataclass(frozen=True, slots=True)
class _Setter:
    """Makes the lines once the breaks are taken."""

    passage: Passage
    shape: Shape
    setting: Setting
    shown: Shown
    broken: Broken

    def lines(self) -> list[Line]:
        cuts, parts = self._cuts()
        changes = sorted(parts)
        lines: list[Line] = []
        first = 0
        for last in self.broken.taken:
            part = parts[changes[bisect_right(changes, self.broken.breaks.begin[first]) - 1]]
            lines.append(self._line(first, last, cuts, part, parts))
            first = last
        return lines

    def _cuts(self) -> tuple[list[int], dict[int, Part]]:
        """Return where segments end, and what the text is from some of these places on."""
        origin = self.shown.origin
        plain = Part(0, 0, self.passage.role)
        parts = {0: plain}
        for part in self.passage.parts:
            start = bisect_left(origin, part.start)
            # An elastic blank stands before the part, not in it.
            parts[start + (origin[start : start + 2] == [part.start] * 2)] = part
            parts[bisect_left(origin, part.end)] = plain
        return sorted({*self.shown.seams, *parts}), parts

    def _line(self, first: int, last: int, cuts: list[int], part: Part, parts: dict[int, Part]) -> Line:
        """Return the line from break `first` to break `last`, which begins inside `part`."""
        text, origin, breaks = self.shown.text, self.shown.origin, self.broken.breaks
        start, stop = breaks.begin[first], breaks.stop[last]
        block, base = self.passage.block, self.passage.base
        twin, slack = self._end(first, last)
        stretched = self._stretched(first, last, slack)
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
        broken = self.broken
        room = broken.room - (0 if first else broken.indent)
        begin = self.shown.edges[broken.breaks.begin[first]]
        slack = room - (broken.full[last] - begin)
        if slack < 0:
            slack = room - (broken.least[last] - begin)
        if not self.setting.half_width_ends or last == broken.taken[-1]:
            return "", slack
        return HALF_WIDTH.get(self.shown.text[broken.breaks.stop[last] - 1], ""), slack

    def _stretched(self, first: int, last: int, slack: int) -> list[int]:
        """Return where the line is stretched by a cell."""
        shown, breaks = self.shown, self.broken.breaks
        if not self.shape.justify or not self.setting.justify or last == self.broken.taken[-1]:
            return []
        # What hangs out at the left of a first line, a bullet, stays as wide as the others hang in.
        hung = shown.edges[breaks.begin[first]] - (0 if first else min(0, self.broken.indent))
        inner = (place for place in breaks.begin[first + 1 : last] if place not in breaks.inside)
        return justify.stretch(shown.text, [place for place in inner if shown.edges[place] > hung], slack)

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
