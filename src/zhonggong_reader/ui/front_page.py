"""The front page laid out: the lead over all columns, below it the channels from column to column. Pure.

Rows of pieces with a place, a kind of text and the story that they belong to; the widget gives them
colours. What is laid out for a width stands still until the width, the page or its pictures change.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from zhonggong_reader import typeset
from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import Block, FrontPage, Story
from zhonggong_reader.newsdesk.front_page import EACH
from zhonggong_reader.text import clean_line
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import times
from zhonggong_reader.ui.graphics.fitting import Box, fit
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.painting import fitted, glyph, sign_of

NARROWEST: Final = 40
"""Cells of the narrowest column."""
WIDEST: Final = 56
"""Cells of the widest one, and of a single one half as many again."""
MOST: Final = 4
GUTTER: Final = 3
"""Cells between two columns, with a line in the middle."""
MARGIN: Final = 1
"""Cells that stay free on either side."""
MARK: Final = 3
"""Cells before a title: whether it is new, or unread, and what else there is to say of it."""
LEAD_ROWS: Final = 12
"""The most rows of the lead's picture."""
STORY_ROWS: Final = 7
"""The most rows of a picture in a column."""
_ABOVE: Final = 5
"""Rows of the summary and of a lead without a picture."""
_AROUND: Final = 2
"""Rows of a block that are no story's."""

Kind = Literal["lead", "head", "rule", "first", "title", "read", "soft", "accent"]


class Piece(Struct, frozen=True):
    """A run of text in a row."""

    left: int
    text: str
    kind: Kind
    story: int | None = None
    """Number of the story it belongs to, in the order of reading."""


class Figure(Struct, frozen=True):
    """A place for a picture."""

    block: int
    """Id of the story's headline; the name is that of a sheet's figures."""
    row: int
    left: int
    box: Box


class Spot(Struct, frozen=True):
    """Where a story stands."""

    row: int
    height: int
    left: int
    width: int

    def holds(self, column: int, row: int) -> bool:
        """Tell whether a cell is the story's."""
        return self.row <= row < self.row + self.height and self.left <= column < self.left + self.width


class Laid(Struct, frozen=True):
    """A front page for a width."""

    rows: tuple[tuple[Piece, ...], ...] = ()
    """Pieces from the left; between them stand blanks."""
    spots: tuple[Spot, ...] = ()
    """By story."""
    figures: tuple[Figure, ...] = ()

    def at(self, column: int, row: int) -> int | None:
        """Return the story in a cell."""
        return next((number for number, spot in enumerate(self.spots) if spot.holds(column, row)), None)

    def beside(self, story: int, step: Literal[1, -1]) -> int | None:
        """Return the story in the next column (1) or the one before that is nearest in height; None: none."""
        here = self.spots[story]
        lefts = sorted({spot.left for spot in self.spots[1:]})
        if story == 0 or here.left not in lefts:
            return None
        column = lefts.index(here.left) + step
        if not 0 <= column < len(lefts):
            return None
        there = [number for number in range(1, len(self.spots)) if self.spots[number].left == lefts[column]]
        return min(there, key=lambda number: abs(self.spots[number].row - here.row))


class Wishes(Struct, frozen=True):
    """What a front page is laid out for, besides its width."""

    now: datetime
    since: datetime | None
    """When the last visit ended."""
    script: Script = "as-is"
    cell: tuple[int, int] = (1, 2)
    ascii_lines: bool = False
    """Lines are drawn with ASCII also where the terminal could draw others."""

    def line(self, pretty: str, plain: str) -> str:
        """Return what lines are drawn with."""
        return plain if self.ascii_lines else glyph(pretty, plain)


def lay_out(page: FrontPage, width: int, wishes: Wishes, plates: Mapping[int, Plate]) -> Laid:
    """Lay `page` out in `width` cells; `plates` are the pictures that are here, by headline."""
    if page.lead is None:
        return Laid()
    count = _columns_in(width)
    widest = WIDEST if count > 1 else WIDEST * 3 // 2
    column = min(widest, (width - 2 * MARGIN - GUTTER * (count - 1)) // count)
    whole = column * count + GUTTER * (count - 1)
    margin = max(0, (width - whole) // 2)
    top = _Column(whole, wishes)
    top.summary(page)
    top.lead(page.lead, plates)
    columns = _columns(page.blocks, count, column, wishes, plates)
    rows = [[_moved(piece, margin) for piece in row] for row in top.rows]
    start = len(rows)
    rows += [[] for _ in range(max((len(each.rows) for each in columns), default=0))]
    spots = [_put(top.spots[0], margin, 0)]
    figures = [Figure(each.block, each.row, each.left + margin, each.box) for each in top.figures]
    for number, each in enumerate(columns):
        left = margin + number * (column + GUTTER)
        for row in range(start, len(rows)):
            if number:
                rows[row].append(Piece(left - 2, wishes.line("│", "|"), "rule"))
            if row - start < len(each.rows):
                rows[row] += [_moved(piece, left) for piece in each.rows[row - start]]
        spots += [_put(spot, left, start) for spot in each.spots]
        figures += [Figure(f.block, f.row + start, f.left + left, f.box) for f in each.figures]
    return Laid(tuple(map(tuple, rows)), tuple(spots), tuple(figures))


def room_for(width: int, height: int, channels: int) -> int:
    """Return how many stories of each channel fill a window, at least EACH; half of them take two rows."""
    blocks = -(-channels // _columns_in(width)) or 1
    return max(EACH, ((height - _ABOVE) // blocks - _AROUND) * 2 // 3)


def _columns_in(width: int) -> int:
    return max(1, min(MOST, (width - 2 * MARGIN + GUTTER) // (NARROWEST + GUTTER)))


def _moved(piece: Piece, left: int) -> Piece:
    return Piece(piece.left + left, piece.text, piece.kind, piece.story)


def _put(spot: Spot, left: int, row: int) -> Spot:
    return Spot(spot.row + row, spot.height, spot.left + left, spot.width)


def _columns(
    blocks: Sequence[Block], count: int, width: int, wishes: Wishes, plates: Mapping[int, Plate]
) -> "list[_Column]":
    """Set the blocks one below the other and break them into columns of about the same height."""
    heights = []
    number = 1
    for block in blocks:
        trial = _Column(width, wishes)
        trial.block(block, number, plates)
        heights.append(len(trial.rows))
        number += len(block.stories)
    columns = [_Column(width, wishes) for _ in range(count)]
    number, at, left = 1, 0, sum(heights)
    for block, height in zip(blocks, heights, strict=True):
        share = left / (count - at)
        here = columns[at]
        # A block goes where less of it stands beyond its share.
        if here.rows and at + 1 < count and len(here.rows) + height / 2 > share:
            left -= len(here.rows)
            at += 1
            here = columns[at]
        here.block(block, number, plates)
        number += len(block.stories)
    return columns


class _Column:
    """Rows that grow downwards, of one width."""

    def __init__(self, width: int, wishes: Wishes) -> None:
        self.width = width
        self.rows: list[list[Piece]] = []
        self.spots: list[Spot] = []
        self.figures: list[Figure] = []
        self._wishes = wishes

    def summary(self, page: FrontPage) -> None:
        """Say what came since the last visit, by channel."""
        if page.new is None or self._wishes.since is None:
            said = tr("第一次来：下次会说新到了什么")
        else:
            ago = times.ago(self._wishes.since, self._wishes.now)
            said = tr("自上次（{ago}）以来新到 {new} 篇", ago=ago, new=page.new)
            counts = [f"{each.channel.channel.name} {each.new}" for each in page.blocks if each.new]
            if counts:
                said = tr("{said}：{counts}", said=said, counts="　".join(counts))
        for line in typeset.title_lines(clean_line(said), self.width - 2):
            self.rows.append([Piece(1, line, "soft")])

    def lead(self, story: Story, plates: Mapping[int, Plate]) -> None:
        """Set the lead: its title large as far as a terminal can, in the middle, its picture under it."""
        self.rows.append([])
        start = len(self.rows)
        title = story.listed.headline.title
        for line in typeset.title_lines(
            title, max(typeset.LEAST_MEASURE, min(self.width - 4, 64)), self._wishes.script
        ):
            self._across(line, "lead", 0)
        self._picture(story, plates, Box(min(self.width - 4, 64), LEAD_ROWS))
        listed = story.listed
        told = [
            sign_of(listed).strip(),
            *([tr("新")] if story.is_new else []),
            *([] if listed.read else [tr("未读")]),
            listed.headline.channel or "",
            listed.headline.label or "",
            times.short(listed.headline.published, self._wishes.now),
        ]
        self._across(fitted("　".join(filter(None, told)), self.width), "soft", 0)
        self.spots.append(Spot(start, len(self.rows) - start, 0, self.width))
        self.rows.append([])

    def block(self, block: Block, number: int, plates: Mapping[int, Plate]) -> None:
        """Set a channel: its name and counts over its stories, of which the first is number `number`."""
        new = tr("新到 {new}", new=block.new) if block.new else ""
        name = fitted(block.channel.channel.name, self.width - cell_len(new) - 4)
        room = self.width - cell_len(name) - cell_len(new) - 1 - bool(new)
        line = self._wishes.line("─", "-") * max(0, room)
        pieces = [Piece(0, name, "head"), Piece(cell_len(name) + 1, line, "rule")]
        if new:
            pieces.append(Piece(self.width - cell_len(new), new, "accent"))
        self.rows.append(pieces)
        for place, story in enumerate(block.stories):
            self._story(story, number + place, {} if place else plates, first=place == 0)
        self.rows.append([])

    def _story(self, story: Story, number: int, plates: Mapping[int, Plate], *, first: bool) -> None:
        start = len(self.rows)
        self._picture(story, plates, Box(self.width - MARK, STORY_ROWS))
        listed = story.listed
        mark = tr("新") if story.is_new and not listed.read else "" if listed.read else glyph("●", "*")
        kind: Kind = "read" if listed.read else "first" if first else "title"
        room = self.width - MARK
        lines = typeset.title_lines(
            listed.headline.title, max(typeset.LEAST_MEASURE, room), self._wishes.script
        ) or [""]
        for place, line in enumerate(lines):
            sign = set_cell_size(fitted(mark, MARK - 1), MARK - 1) + sign_of(listed)
            when = times.short(listed.headline.published, self._wishes.now) if place == len(lines) - 1 else ""
            text = set_cell_size(line, room)
            pieces = [Piece(0, " " * MARK if place else sign, "accent", number)]
            if when and cell_len(line) + 2 + cell_len(when) <= room:
                text = set_cell_size(line, room - cell_len(when))
                pieces += [
                    Piece(MARK, text, kind, number),
                    Piece(self.width - cell_len(when), when, "soft", number),
                ]
            else:
                pieces.append(Piece(MARK, text, kind, number))
            self.rows.append(pieces)
        self.spots.append(Spot(start, len(self.rows) - start, 0, self.width))

    def _across(self, line: str, kind: Kind, story: int) -> None:
        """Put a line in the middle of the whole width, which is the story's."""
        before = max(0, (self.width - cell_len(line)) // 2)
        text = " " * before + line
        self.rows.append([Piece(0, set_cell_size(text, self.width), kind, story)])

    def _picture(self, story: Story, plates: Mapping[int, Plate], most: Box) -> None:
        plate = plates.get(story.listed.id)
        if plate is None or plate.image is None:
            return
        box = fit(plate.size, most, self._wishes.cell)
        self.figures.append(Figure(story.listed.id, len(self.rows), (self.width - box.width) // 2, box))
        self.rows += [[] for _ in range(box.height)]
