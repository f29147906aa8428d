"""What setting produces: lines of segments, each of which knows where its text came from.

Plain values; nothing here breaks lines or knows a colour. Lengths are cells of a terminal, offsets
are code points of a block's source text (`source.block_source`).
"""

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from rich import cells

from zhonggong_reader.model import Position


class Role(StrEnum):
    """What a piece of text is. How a role looks is the business of who paints it."""

    KICKER = "kicker"
    HEADLINE = "headline"
    SOURCE = "source"
    """Where the article comes from, when, and how long it is."""
    DATELINE = "dateline"
    BODY = "body"
    SUBHEADING = "subheading"
    QUOTE = "quote"
    CAPTION = "caption"
    CREDIT = "credit"
    PICTURE = "picture"
    """The line that stands for a picture."""
    VIDEO = "video"
    TABLE = "table"
    TABLE_HEAD = "table-head"
    EDITOR = "editor"
    LINK = "link"
    """Words of the body that lead somewhere."""
    REMOVED = "removed"
    """What an earlier text had."""
    ADDED = "added"
    """What a later text has."""
    RULE = "rule"
    BLANK = "blank"


class Source(NamedTuple):
    """A stretch of a block's source text: code points `start` up to `end`."""

    block: int
    start: int
    end: int


class Segment(Struct, frozen=True):
    """A piece of one line.

    Character `i` of `text` shows character `source.start + i` of the source. What the source has
    beyond that (`end - start > len(text)`) is not shown: blanks at the end of a line, a line break,
    a modifier of an emoji.
    """

    text: str
    role: Role
    source: Source | None = None
    """None for what setting adds: indents, stretched blanks, labels, rules."""
    link: int | None = None
    """Which of the article's links these words carry."""

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return cells.cell_len(self.text)


class Line(Struct, frozen=True):
    """One line of a galley; its segments stand from the left edge of the measure."""

    segments: tuple[Segment, ...]
    place: Position
    """The first source character that the line shows; for a blank line, of the block it precedes."""

    @property
    def text(self) -> str:
        """The line as plain text, without blanks at its end."""
        return "".join([segment.text for segment in self.segments]).rstrip()

    @property
    def width(self) -> int:
        """Cells of `text`."""
        return cells.cell_len(self.text)

    def position_at(self, cell: int) -> Position:
        """Return the place in the source that the cell `cell` (from 0) of this line shows.

        A cell of what setting added counts as the first source character behind it; one beyond
        the end, as the end of what the line shows of its block.
        """
        edge = 0
        last = self.place
        for segment in self.segments:
            width = segment.width
            if segment.source is not None:
                block, start, end = segment.source
                if cell < edge:
                    return Position(block, start)
                if cell < edge + width:
                    within = 0
                    for character in segment.text:
                        edge += cells.get_character_cell_size(character)
                        if cell < edge:
                            break
                        within += 1
                    return Position(block, min(start + within, end))
                last = Position(block, end)
            edge += width
        return last


class Galley(Struct, frozen=True):
    """An article set in lines, from its head to the editor's line."""

    lines: tuple[Line, ...]
    measure: int
    """Cells that no line exceeds."""

    def line_at(self, position: Position) -> int:
        """Return the index of the line that holds `position`; 0 where nothing stands before it.

        Of several lines with the same place (a blank one before its block), the last one.
        """
        return max(0, bisect_right(self.lines, _rank(position), key=lambda line: _rank(line.place)) - 1)


def _rank(position: Position) -> tuple[int, int]:
    return position.block, position.offset
