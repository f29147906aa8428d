"""An article laid out for a window in one of the reading modes: rows to show, and places in them.

Joins `typeset` and a window's size; knows no widget. Whatever the mode, a sheet is a sequence of rows
that a window moves over: freely in one column, page by page in the others.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from rich.cells import chop_cells

from zhonggong_reader import typeset
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Position
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import LEAST_MEASURE, Galley, Line, Role, Segment, Setting
from zhonggong_reader.ui.graphics.fitting import Box, fit
from zhonggong_reader.ui.graphics.plates import Plate

if TYPE_CHECKING:
    from zhonggong_reader.typeset import Pages

Mode = Literal["column", "columns", "vertical"]
NO_SCRIPTS: Final = tr("简繁转换要另装：pip install 'zhonggong-reader[chinese]'")
"""What is said where the extra is not there."""
MODES: Final[tuple[Mode, ...]] = ("column", "columns", "vertical")

AIR: Final = 1
"""Blank rows above the headline in one column; they scroll away with it."""
NARROWEST_COLUMN: Final = 40
"""Cells of the narrowest newspaper column: 20 Han characters."""
WIDEST_COLUMN: Final = 60
"""Cells of the widest one: 30 Han characters."""
MOST_COLUMNS: Final = 3
PICTURE_SHARE: Final = 0.75
"""The part of the window's height that a picture takes at most."""
REMARK_LEFT: Final = 2
"""Cells before what is said of a picture: as before a caption."""
GUTTER: Final = 4
"""Cells between two columns."""


class Window(Struct, frozen=True):
    """What an article is laid out for."""

    mode: Mode
    width: int
    """Cells."""
    height: int
    """Rows; in one column of account for pictures only."""
    measure: int
    """Longest line of one column, in cells."""
    cell: tuple[int, int] = (1, 2)
    """Width and height of a cell in pixels; only their proportion counts."""


class Figure(Struct, frozen=True):
    """A place for a picture, in one column."""

    block: int
    row: int
    """The first of its rows, which hold nothing else."""
    left: int
    """Cells from the left of the sheet."""
    box: Box


class Sheet(Struct, frozen=True):
    """Rows of an article for one window."""

    rows: tuple[Line | None, ...]
    """None is a blank row that belongs to no place."""
    width: int
    """Cells that no row exceeds; what the window has more goes to both margins."""
    page: int | None
    """Rows of a page, all pages being equal; None where rows scroll one by one."""
    places: tuple[tuple[int, Position], ...]
    """Rows with the place that stands there, both rising: each row in one column, else each page. A
    picture and the line below it are one place."""
    figures: tuple[Figure, ...] = ()
    """Where pictures are drawn, from above."""
    pages: "Pages | None" = None
    """What knows the columns of a page; None where there is one column."""

    def column_at(self, row: int, cell: int) -> int:
        """Return which column of its page a cell belongs to, in the order of reading; -1 is the head."""
        if self.pages is None:
            return 0
        return -1 if row < self.pages.head else self.pages.column_at(cell)

    def figure_at(self, row: int) -> Figure | None:
        """Return the place for a picture to which `row` belongs."""
        found = bisect_right(self.figures, row, key=lambda figure: figure.row) - 1
        if found < 0 or row >= self.figures[found].row + self.figures[found].box.height:
            return None
        return self.figures[found]

    def row_of(self, position: Position) -> int:
        """Return the row that shows `position`, or the first row of its page."""
        keys = [(place.block, place.offset) for _, place in self.places]
        found = bisect_right(keys, (position.block, position.offset)) - 1
        return self.places[found][0] if found > 0 else 0

    def place_at(self, row: int) -> Position:
        """Return the place that stands in `row`, or begins its page."""
        found = bisect_right(self.places, row, key=lambda entry: entry[0]) - 1
        return self.places[max(0, found)][1]


def setting_of(settings: Settings) -> Setting:
    """Return how the reader's settings want lines to be set."""
    return Setting(
        justify=settings.justify,
        hanging=settings.hanging,
        half_width_ends=settings.half_width_ends,
        phrase=settings.phrase,
        script=settings.script,
        leading=settings.line_spacing,
        ascii_rules=settings.borders == "ascii",
    )


def column_count(width: int) -> int:
    """Return how many newspaper columns a window of `width` cells holds, 1 … MOST_COLUMNS."""
    fitting = (width + GUTTER) // (NARROWEST_COLUMN + GUTTER)
    return max(1, min(MOST_COLUMNS, fitting))


def lay_out(
    article: Article, window: Window, setting: Setting, plates: Mapping[int, Plate] | None = None
) -> Sheet:
    """Lay `article` out for `window`. Newspaper columns are at most WIDEST_COLUMN wide.

    One column has room for the pictures that are given, by block, above their captions; in the other
    modes captions stand for them.
    """
    room = max(LEAST_MEASURE, window.width - 2)
    match window.mode:
        case "column":
            galley = typeset.compose(article, min(window.measure, room) // 2 * 2, setting)
            return _one_column(galley, window, plates or {})
        case "columns":
            count = column_count(window.width)
            widest = count * WIDEST_COLUMN + (count - 1) * GUTTER
            pages = typeset.columns(article, min(room, widest), window.height, count=count, setting=setting)
        case "vertical":
            pages = typeset.vertical(article, room, window.height, setting=setting)
    return _in_pages(pages, window.height)


def _one_column(galley: Galley, window: Window, plates: Mapping[int, Plate]) -> Sheet:
    rows: list[Line | None] = [None] * AIR
    places: list[tuple[int, Position]] = []
    figures: list[Figure] = []
    most = Box(galley.measure, max(1, round(window.height * PICTURE_SHARE)))
    done = -1
    for line in galley.lines:
        block = line.place.block
        if not line.segments or block not in plates or block == done:
            places.append((len(rows), line.place))
            rows.append(line)
            continue
        done = block
        places.append((len(rows), Position(block, 0)))
        plate = plates[block]
        if plate.image:
            box = fit(plate.size, most, window.cell)
            figures.append(Figure(block, len(rows), (galley.measure - box.width) // 2, box))
            rows += [Line((), Position(block, 0))] * box.height
        for part in chop_cells(plate.remark, galley.measure - REMARK_LEFT) if plate.remark else ():
            segments = (Segment(" " * REMARK_LEFT, Role.BLANK), Segment(part, Role.CREDIT))
            rows.append(Line(segments, Position(block, 0)))
        rows.append(line)
    return Sheet(tuple(rows), galley.measure, None, tuple(places), tuple(figures))


def _in_pages(pages: "Pages", height: int) -> Sheet:
    rows: list[Line | None] = []
    places: list[tuple[int, Position]] = []
    height = max(1, height)
    for page in pages.pages:
        places.append((len(rows), page.place))
        rows += page.lines
        rows += [None] * (-len(rows) % height)
    return Sheet(tuple(rows), pages.width, height, tuple(places), pages=pages)
