"""An article laid out for a window in one of the reading modes: rows to show, and places in them.

Joins `typeset` and a window's size; knows no widget. Whatever the mode, a sheet is a sequence of rows
that a window moves over: freely in one column, page by page in the others.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from zhonggong_reader import typeset
from zhonggong_reader.model import Article, Position
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import LEAST_MEASURE, Line, Setting

if TYPE_CHECKING:
    from zhonggong_reader.typeset import Pages

Mode = Literal["column", "columns", "vertical"]
MODES: Final[tuple[Mode, ...]] = ("column", "columns", "vertical")

AIR: Final = 1
"""Blank rows above the headline in one column; they scroll away with it."""
NARROWEST_COLUMN: Final = 40
"""Cells of the narrowest newspaper column: 20 Han characters."""
WIDEST_COLUMN: Final = 60
"""Cells of the widest one: 30 Han characters."""
MOST_COLUMNS: Final = 3
GUTTER: Final = 4
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Window:
    """What an article is laid out for."""

    mode: Mode
    width: int
    """Cells."""
    height: int
    """Rows; of no account in one column."""
    measure: int
    """Longest line of one column, in cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of an article for one window."""

    rows: tuple[Line | None, ...]
    """None is a blank row that belongs to no place."""
    width: int
    """Cells that no row exceeds; what the window has more goes to both margins."""
    page: int | None
    """Rows of a page, all pages being equal; None where rows scroll one by one."""
    places: tuple[tuple[int, Position], ...]
    """Rows with the place that stands there, both rising: each row in one column, else each page."""
    pages: "Pages | None" = None
    """What knows the columns of a page; None where there is one column."""

    def column_at(self, row: int, cell: int) -> int:
        """Return which column of its page a cell belongs to, in the order of reading; -1 is the head."""
        if self.pages is None:
            return 0
        return -1 if row < self.pages.head else self.pages.column_at(cell)

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
    )


def column_count(width: int) -> int:
    """Return how many newspaper columns a window of `width` cells holds, 1 … MOST_COLUMNS."""
    fitting = (width + GUTTER) // (NARROWEST_COLUMN + GUTTER)
    return max(1, min(MOST_COLUMNS, fitting))


def lay_out(article: Article, window: Window, setting: Setting) -> Sheet:
    """Lay `article` out for `window`. Newspaper columns are at most WIDEST_COLUMN wide."""
    room = max(LEAST_MEASURE, window.width - 2)
    match window.mode:
        case "column":
            return _one_column(article, min(window.measure, room) // 2 * 2, setting)
        case "columns":
            count = column_count(window.width)
            widest = count * WIDEST_COLUMN + (count - 1) * GUTTER
            pages = typeset.columns(article, min(room, widest), window.height, count=count, setting=setting)
        case "vertical":
            pages = typeset.vertical(article, room, window.height, setting=setting)
    return _in_pages(pages, window.height)


def _one_column(article: Article, measure: int, setting: Setting) -> Sheet:
    galley = typeset.compose(article, measure, setting)
    places = tuple((row, line.place) for row, line in enumerate(galley.lines, AIR))
    return Sheet((None,) * AIR + galley.lines, galley.measure, None, places)


def _in_pages(pages: "Pages", height: int) -> Sheet:
    rows: list[Line | None] = []
    places: list[tuple[int, Position]] = []
    height = max(1, height)
    for page in pages.pages:
        places.append((len(rows), page.place))
        rows += page.lines
        rows += [None] * (-len(rows) % height)
    return Sheet(tuple(rows), pages.width, height, tuple(places), pages)
