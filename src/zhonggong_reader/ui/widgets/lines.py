"""A list that draws only the rows in sight: what channels and headlines have in common."""

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.widgets.even import EvenView


class LineList(EvenView, can_focus=True, inherit_bindings=False):
    """Rows of equal height with a cursor. A subclass says how many rows there are and draws one."""

    COMPONENT_CLASSES = {"lines--cursor", "lines--soft", "lines--strong", "lines--accent", "lines--word"}
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0)
    """The selected row, 0 … rows - 1; 0 in an empty list."""
    rows: reactive[int] = reactive(0)
    """How many rows there are."""
    row_height: reactive[int] = reactive(1)
    """Lines of one row."""
    tail: reactive[str] = reactive("")
    """What stands under the last row; empty: nothing."""

    class Highlighted(Message):
        """The cursor moved to another row."""

        def __init__(self, list: "LineList", row: int) -> None:
            super().__init__()
            self.list = list
            self.row = row

        @property
        def control(self) -> "LineList":
            """The list in which it moved."""
            return self.list

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, list: "LineList", row: int) -> None:
            super().__init__()
            self.list = list
            self.row = row

        @property
        def control(self) -> "LineList":
            """The list that was clicked."""
            return self.list

    class PastEnd(Message):
        """One wished to move on from the last row."""

        def __init__(self, list: "LineList") -> None:
            super().__init__()
            self.list = list

        @property
        def control(self) -> "LineList":
            """The list that ended."""
            return self.list

    # ── For subclasses ───────────────────────────────────────────────────────────────────────

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return line `line` (0 … row_height - 1) of row `row`, at most `width` cells."""
        return []

    def draw_empty(self, line: int, width: int, base: Style) -> list[Segment]:
        """Return line `line` of what stands in an empty list."""
        return []

    def style_of(self, name: str) -> Style:
        """Return the style of a component class, to be laid over a row's own."""
        return self.get_component_rich_style(f"lines--{name}", partial=True)

    # ── Moving ───────────────────────────────────────────────────────────────────────────────

    def move(self, rows: int) -> None:
        """Move the cursor by `rows`, as far as there are rows."""
        if rows > 0 and self.at_end:
            self.post_message(self.PastEnd(self))
        self.cursor += rows

    def page(self, pages: float) -> None:
        """Move the cursor by so many heights of the window."""
        visible = max(1, self.size.height // self.row_height)
        self.move(round(pages * visible) or (1 if pages > 0 else -1))

    def edge(self, end: bool) -> None:
        """Move the cursor to the first row, or to the last."""
        self.cursor = self.rows - 1 if end else 0

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands on the last row."""
        return 0 < self.rows == self.cursor + 1

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.rows - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two rows anew, bring the new one into sight, tell."""
        if before == now:
            return  # Textual tells of the value that there is at first
        for row in (before, now):
            self.refresh_lines(row * self.row_height, self.row_height)
        self._into_sight()
        self.post_message(self.Highlighted(self, now))

    def watch_rows(self) -> None:
        """Fit the scroll bar to the rows, and the cursor into them."""
        self._resize_virtual()
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def watch_tail(self) -> None:
        """Make room for it."""
        self._resize_virtual()
        self._into_sight()
        self.refresh()

    def watch_row_height(self) -> None:
        """Fit the scroll bar, and keep the cursor in sight."""
        self._resize_virtual()
        self._into_sight()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight in a window of another size."""
        self._resize_virtual()
        self._into_sight()

    def _resize_virtual(self) -> None:
        self.virtual_size = Size(self.size.width, self.rows * self.row_height + bool(self.rows and self.tail))

    def _into_sight(self) -> None:
        height = self.row_height + bool(self.tail and self.at_end)
        row = Region(0, self.cursor * self.row_height, 1, height)
        self.scroll_to_region(row, animate=False, immediate=True)

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width = self.size.width
        base = self.base
        row, line = divmod(self.scroll_offset.y + y, self.row_height)
        if self.rows == 0:
            return Strip(self.draw_empty(y, width, base)).adjust_cell_length(width, base)
        if row == self.rows and line == 0 and self.tail:
            tail = Segment("   " + fitted(self.tail, width - 4), base + self.style_of("soft"))
            return Strip([tail]).adjust_cell_length(width, base)
        if row >= self.rows:
            return Strip.blank(width, base)
        if row == self.cursor:
            base += self.style_of("cursor")
        return Strip(self.draw(row, line, width, base)).adjust_cell_length(width, base)

    # ── Mouse ────────────────────────────────────────────────────────────────────────────────

    def on_click(self, event: events.Click) -> None:
        """Select the row under the pointer and tell that it was chosen."""
        row = (event.y + self.scroll_offset.y) // self.row_height
        if row < self.rows:
            self.cursor = row
            self.post_message(self.Chosen(self, row))
