"""From a selection on the screen to the source: what is copied is what the page said, not how it is set.

A selection's offsets are cells of rows, as `ArticleView` gives them. It holds every character that it
touches from its first cell to its last one, in the order of reading: down a column before the next one.
"""

from collections.abc import Iterator
from math import inf
from typing import Final, NamedTuple

from rich.cells import get_character_cell_size
from textual.geometry import Offset
from textual.selection import Selection

from zhonggong_reader import typeset
from zhonggong_reader.model import Article, Paragraph, Position
from zhonggong_reader.typeset import Line
from zhonggong_reader.ui.sheet import Sheet

Span = tuple[Position, Position]
"""From a place up to, but not including, another one."""
_Spot = tuple[float, float, float, float]
"""A cell in the order of reading: page, column, row, cell."""
_TOP: Final[_Spot] = (-inf, 0, 0, 0)
_BOTTOM: Final[_Spot] = (inf, 0, 0, 0)


class _Character(NamedTuple):
    """A character of the source where it stands."""

    first: _Spot
    """Its leftmost cell."""
    last: _Spot
    span: Span


def selected_span(sheet: Sheet, selection: Selection, margin: int) -> Span | None:
    """Return the places between which `selection` lies; None where it touches nothing of the text.

    margin: cells left of the rows
    """
    start, end = selection
    # Textual's end is one cell behind the last one.
    one = _spot(sheet, start - (margin, 0)) if start else _TOP
    other = _spot(sheet, end - (margin + 1, 0)) if end else _BOTTOM
    first = _first_from(sheet, min(one, other))
    last = _last_until(sheet, max(one, other))
    if first is None or last is None or last.last < first.first:
        return None
    return first.span[0], last.span[1]


def paragraph_at(article: Article, position: Position) -> str:
    """Return the source of the block at `position`; from the head on, that of the first paragraph.

    Of a block without words, such as a bare picture, that of the next one with any.
    """
    blocks = range(len(article.blocks))
    if position.block < 0:
        behind = [block for block in blocks if isinstance(article.blocks[block], Paragraph)]
    else:
        behind = [*blocks[position.block :], *reversed(blocks[: position.block])]
    texts = (typeset.source_of(article, block) for block in [*behind, *blocks])
    return next(filter(None, texts), article.title)


def is_within(span: Span, block: int, offset: int) -> bool:
    """Tell whether a character of the source lies in `span`."""
    start, end = span
    return (start.block, start.offset) <= (block, offset) < (end.block, end.offset)


def _spot(sheet: Sheet, offset: Offset) -> _Spot:
    row = max(0, offset.y)
    return (row // (sheet.page or 1), sheet.column_at(row, offset.x), row, offset.x)


def _first_from(sheet: Sheet, spot: _Spot) -> _Character | None:
    """Return the first character that ends at `spot` or behind it."""
    height = sheet.page or 1
    for page in range(int(max(0, spot[0])), -(-len(sheet.rows) // height)):
        found = [each for each in _characters(sheet, page) if each.last >= spot]
        if found:
            return min(found, key=_order)
    return None


def _last_until(sheet: Sheet, spot: _Spot) -> _Character | None:
    """Return the last character that begins at `spot` or before it."""
    height = sheet.page or 1
    for page in range(int(min(spot[0], (len(sheet.rows) - 1) // height)), -1, -1):
        found = [each for each in _characters(sheet, page) if each.first <= spot]
        if found:
            return max(found, key=_order)
    return None


def _order(character: _Character) -> tuple[_Spot, int]:
    # A mark over another character shares its cells.
    return character.first, character.span[0].offset


def _characters(sheet: Sheet, page: int) -> Iterator[_Character]:
    """Yield the characters of a page, row by row; where there are no pages, a row is one."""
    height = sheet.page or 1
    for number, row in enumerate(sheet.rows[page * height : (page + 1) * height], page * height):
        if row is not None:
            yield from _of_row(sheet, page, number, row)


def _of_row(sheet: Sheet, page: int, number: int, row: Line) -> Iterator[_Character]:
    left = right = 0
    for segment in row.segments:
        for index, character in enumerate(segment.text):
            # A mark without width of its own stands over the cells of what it marks.
            if width := get_character_cell_size(character):
                left, right = right, right + width
            if segment.source is None:
                continue
            block, start, end = segment.source
            # A glyph may be longer than what it stands for, and stand for more than it shows.
            place = min(start + index, end - 1)
            behind = place + 1 if index + 1 < len(segment.text) else end
            column = sheet.column_at(number, left)
            yield _Character(
                (page, column, number, left),
                (page, column, number, right - 1),
                (Position(block, place), Position(block, behind)),
            )
