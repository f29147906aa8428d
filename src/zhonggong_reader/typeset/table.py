"""Tables: columns as wide as their cells need, numbers to the right, wide cells folded."""

import re
from itertools import zip_longest
from typing import Final

from rich import cells

from zhonggong_reader.model import Position, Table
from zhonggong_reader.typeset.breaking import Shape
from zhonggong_reader.typeset.galley import Line, Role, Segment
from zhonggong_reader.typeset.passage import Passage, set_passage
from zhonggong_reader.typeset.setting import Setting

GUTTER: Final = 2
"""Cells between two columns."""
NARROWEST: Final = 4
"""Cells that a folded column keeps; where not all columns can have them, rows become lists."""

_NUMBER = re.compile(r"[+\-−±]?[￥¥$€£]?[\d０-９][\d０-９,.，．:/]*\s*[%％‰℃]?")
_RULE: Final = "─"


def set_table(table: Table, block: int, room: int, setting: Setting) -> list[Line]:
    """Return the lines of a table on `room` cells; its first row is its head."""
    rows = [row for row in _passages(table, block) if any(passage.text for passage in row)]
    if not rows:
        return []
    count = max(map(len, rows))
    widths = _widths(rows, count, room - GUTTER * (count - 1))
    if widths is None:
        return [line for row in rows for passage in row for line in _set(passage, room, setting)]
    numeric = [_is_numeric(rows, column) for column in range(count)]
    lines: list[Line] = []
    for number, row in enumerate(rows):
        if number == 1:
            lines.append(_rule(sum(widths) + GUTTER * (count - 1), row[0], setting))
        lines += _set_row(row, widths, numeric, setting)
    return lines


def _passages(table: Table, block: int) -> list[list[Passage]]:
    """Return the cells as passages that know where they stand in the table's source text."""
    rows: list[list[Passage]] = []
    base = 0
    for number, row in enumerate(table.rows):
        passages: list[Passage] = []
        for text in row:
            passages.append(Passage(text, block, Role.TABLE if number else Role.TABLE_HEAD, base))
            base += len(text) + 1
        base += not row
        rows.append(passages)
    return rows


def _widths(rows: list[list[Passage]], count: int, room: int) -> list[int] | None:
    """Return the widths of the columns; None where not every one can have NARROWEST cells."""
    widths = [2] * count
    if sum(widths) > room:
        return None
    for row in rows:
        for column, passage in enumerate(row):
            widths[column] = max(widths[column], cells.cell_len(passage.text))
    least = [min(width, NARROWEST) for width in widths]
    if sum(least) > room:
        return None
    spare = room - sum(least)
    wish = [width - narrow for width, narrow in zip(widths, least, strict=True)]
    if sum(wish) <= spare:
        return widths
    # Columns that wish for less than a fair share get all of it; the others share the rest.
    order = sorted(range(count), key=wish.__getitem__)
    for done, column in enumerate(order):
        share = min(wish[column], spare // (count - done))
        least[column] += share - share % 2 if share < wish[column] else share
        spare -= share
    return least


def _is_numeric(rows: list[list[Passage]], column: int) -> bool:
    """Tell whether all that stands under the head of a column are numbers."""
    texts = [row[column].text.strip() for row in rows[1:] if column < len(row) and row[column].text.strip()]
    return bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)


def _set(passage: Passage, room: int, setting: Setting, *, numeric: bool = False) -> list[Line]:
    return set_passage(passage, Shape(room=room, align="end" if numeric else "start", least=1), setting)


def _set_row(row: list[Passage], widths: list[int], numeric: list[bool], setting: Setting) -> list[Line]:
    """Return the lines of one row: the folded cells side by side."""
    columns = [
        _set(passage, width, setting, numeric=right)
        for passage, width, right in zip(row, widths, numeric, strict=False)
    ]
    lines: list[Line] = []
    for parts in zip_longest(*columns):
        segments: list[Segment] = []
        edge = missing = 0
        for part, width in zip(parts, widths, strict=False):
            if part is not None:
                if edge > missing:
                    segments.append(Segment(" " * (edge - missing), Role.BLANK))
                segments += part.segments
                missing = edge + sum(segment.width for segment in part.segments)
            edge += width + GUTTER
        offset = min(part.place.offset for part in parts if part is not None)
        lines.append(Line(tuple(segments), Position(row[0].block, offset)))
    # Places rise down the row: a line counts as beginning where it or any line under it does.
    for number in range(len(lines) - 2, -1, -1):
        offset = min(lines[number].place.offset, lines[number + 1].place.offset)
        lines[number] = Line(lines[number].segments, Position(row[0].block, offset))
    return lines


def _rule(width: int, below: Passage, setting: Setting) -> Line:
    mark = _RULE if cells.cell_len(_RULE) == 1 and not setting.ascii_rules else "-"
    return Line((Segment(mark * width, Role.RULE),), Position(below.block, below.base))
