"""From a selection on the screen to the source: what is copied is what the page said, not how it is set.

A selection's offsets count characters of a row as it is painted, its left margin included.
"""

from collections.abc import Sequence

from textual.selection import Selection

from zhonggong_reader import typeset
from zhonggong_reader.model import Article, Paragraph, Position
from zhonggong_reader.typeset import Line

Span = tuple[Position, Position]
"""From a place up to, but not including, another one."""


def selected_span(rows: Sequence[Line | None], selection: Selection, margin: int) -> Span | None:
    """Return the places between which `selection` lies; None where it holds nothing of the text."""
    if not rows:
        return None
    first, last = selection
    start = _place(rows, first.y, first.x - margin) if first else _place(rows, 0, 0)
    end = _place(rows, last.y, last.x - margin) if last else _end(rows)
    if start is None or end is None or start == end:
        return None
    return (start, end) if _order(start) < _order(end) else (end, start)


def paragraph_at(article: Article, position: Position) -> str:
    """Return the source of the block at `position`; from the head on, that of the first paragraph."""
    block = position.block
    if not 0 <= block < len(article.blocks):
        paragraphs = [index for index, each in enumerate(article.blocks) if isinstance(each, Paragraph)]
        block = paragraphs[0] if paragraphs and block < 0 else len(article.blocks) - 1
    return typeset.source_of(article, block)


def is_within(span: Span, block: int, offset: int) -> bool:
    """Tell whether a character of the source lies in `span`."""
    return _order(span[0]) <= (block, offset) < _order(span[1])


def _order(position: Position) -> tuple[int, int]:
    return position.block, position.offset


def _place(rows: Sequence[Line | None], number: int, index: int) -> Position | None:
    """Return the place of character `index` of row `number`, or the next place behind it."""
    for row in rows[max(0, number) :]:
        if row is not None and row.segments:
            return _place_in(row, index)
        index = 0
    return _end(rows)


def _place_in(row: Line, index: int) -> Position:
    """Return the place of character `index` of a row; of what setting added, the next one's."""
    last = row.place
    for segment in row.segments:
        if segment.source is not None:
            block, start, end = segment.source
            if index < len(segment.text):
                return Position(block, start + max(0, index))
            last = Position(block, end)
        index -= len(segment.text)
    return last


def _end(rows: Sequence[Line | None]) -> Position | None:
    for row in reversed(rows):
        if row is not None and row.segments:
            return _place_in(row, sum(len(segment.text) for segment in row.segments))
    return None
