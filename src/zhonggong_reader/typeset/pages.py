"""Pages of newspaper columns: the head across the page, the body in columns side by side.

A page is as high as the screen and is turned as a whole; nothing on it scrolls. The lines of a page
are ordinary lines, each with the segments of all columns, so that they are painted, selected and
copied like any other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from zhonggong_reader.model import Article, Position
from zhonggong_reader.typeset.composing import compose, led
from zhonggong_reader.typeset.galley import Line, Role, Segment
from zhonggong_reader.typeset.setting import LEAST_MEASURE, Setting
from zhonggong_reader.typeset.source import HEAD

GUTTER: Final = 4
"""Cells between two columns: two Han characters (CLReq 5.3)."""
LEAST_HEIGHT: Final = 4
"""Lines of a column; a head that leaves less than that goes into the columns itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is seen at once."""

    lines: tuple[Line, ...]
    """At most as many as the page is high."""
    place: Position
    """The first source character on the page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """An article in pages."""

    pages: tuple[Page, ...]
    width: int
    """Cells that no line exceeds."""
    count: int
    """Columns of a page."""
    pitch: int
    """Cells from the beginning of one column to that of the next."""
    gutter: int
    """Cells between two columns, which are part of the pitch."""
    head: int = 0
    """Lines at the top of the first page that run across its columns."""
    leftward: bool = False
    """Columns follow each other from right to left."""

    def column_at(self, cell: int) -> int:
        """Return which column, counted in the order of reading, is nearest to a cell of a line."""
        before = self.width - 1 - cell if self.leftward else cell
        return max(0, min(self.count - 1, (before + self.gutter // 2) // self.pitch))


def columns(
    article: Article, width: int, height: int, *, count: int, setting: Setting | None = None
) -> Pages:
    """Set `article` in pages of `count` columns on `width` cells and `height` lines.

    Fewer columns where they would be narrower than LEAST_MEASURE. On the last page they are of
    like height. Leading goes between the rows of a page, also between paragraphs, which have no gap.
    """
    setting = setting or Setting()
    leading = setting.leading
    setting = replace(setting, gap=0, leading=0)
    width = max(width, LEAST_MEASURE)
    height = max(height, LEAST_HEIGHT)
    count = max(1, min(count, (width + GUTTER) // (LEAST_MEASURE + GUTTER)))
    measure = (width - GUTTER * (count - 1)) // count // 2 * 2
    full = measure * count + GUTTER * (count - 1)
    head = [line for line in compose(article, full, setting).lines if line.place.block == HEAD]
    body = list(compose(article, measure, setting).lines)
    if len(head) + 1 + LEAST_HEIGHT <= height:
        body = [line for line in body if line.place.block != HEAD]
        head.append(Line((), Position(0, 0)))
    else:
        head = []
    across = len(head)
    pages: list[Page] = []
    start = _skip_blank(body, 0)
    while start < len(body) or head:
        filled = _fill_page(body, start, (height - len(head) + leading) // (1 + leading), count)
        place = head[0].place if head else body[start].place
        rows = _side_by_side([body[first:last] for first, last in filled], measure)
        pages.append(Page((*head, *led(rows, leading)), place))
        start = _skip_blank(body, filled[-1][1] if filled else start)
        head = []
    return Pages(tuple(pages), width, count, measure + GUTTER, GUTTER, head=across)


def _fill_page(lines: Sequence[Line], start: int, height: int, count: int) -> list[tuple[int, int]]:
    """Return the stretches of `lines` that fill the columns of one page, from `start` on."""

    def fill(height: int) -> list[tuple[int, int]]:
        filled: list[tuple[int, int]] = []
        first = start
        while len(filled) < count and first < len(lines):
            last = _column_end(lines, first, height)
            filled.append((first, last))
            first = _skip_blank(lines, last)
        return filled

    filled = fill(height)
    if not filled or _skip_blank(lines, filled[-1][1]) < len(lines):
        return filled
    return fill(_least(lambda tried: _skip_blank(lines, fill(tried)[-1][1]) == len(lines), 1, height))


def _least(fits: Callable[[int], bool], low: int, high: int) -> int:
    """Return the least number from `low` to `high` that fits; `high` does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return high


def _column_end(lines: Sequence[Line], first: int, height: int) -> int:
    """Return where a column of at most `height` lines ends that begins with line `first`.

    A subheading is not left behind at the foot, nor a paragraph's last line sent on alone, if
    giving up two lines helps.
    """
    last = min(first + height, len(lines))
    for end in range(last, max(first, last - 3), -1):
        if end == len(lines) or not (_is_heading(lines, end) or _is_alone(lines, end)):
            return end
    return last


def _is_heading(lines: Sequence[Line], end: int) -> bool:
    """Tell whether the last line with text before `end` belongs to a subheading."""
    above = end - 1
    while above >= 0 and not lines[above].segments:
        above -= 1
    return above >= 0 and any(segment.role is Role.SUBHEADING for segment in lines[above].segments)


def _is_alone(lines: Sequence[Line], end: int) -> bool:
    """Tell whether line `end` is the last one of a block that began before it."""
    if not lines[end].segments or not lines[end - 1].segments:
        return False
    block = lines[end].place.block
    ends_block = end + 1 == len(lines) or lines[end + 1].place.block != block
    return ends_block and lines[end - 1].place.block == block


def _skip_blank(lines: Sequence[Line], start: int) -> int:
    """Return the first line from `start` on that is not blank: no column begins with a gap."""
    while start < len(lines) and not lines[start].segments:
        start += 1
    return start


def _side_by_side(parts: Sequence[Sequence[Line]], measure: int) -> list[Line]:
    """Return lines that hold the columns `parts` side by side."""
    rows: list[Line] = []
    for number in range(max(map(len, parts), default=0)):
        segments: list[Segment] = []
        edge = 0
        place: Position | None = None
        for column, part in enumerate(parts):
            if number >= len(part) or not part[number].segments:
                continue
            left = column * (measure + GUTTER)
            if left > edge:
                segments.append(Segment(" " * (left - edge), Role.BLANK))
            segments += part[number].segments
            edge = max(left, edge) + sum(segment.width for segment in part[number].segments)
            place = place or part[number].place
        rows.append(Line(tuple(segments), place or parts[0][min(number, len(parts[0]) - 1)].place))
    return rows
