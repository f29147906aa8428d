"""Entries, one a line, under the headings of their groups."""

from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.widgets.lines import LineList


class GroupedList(LineList):
    """The cursor passes over headings. A subclass draws an entry."""

    entries: reactive[tuple[Any, ...]] = reactive[tuple[Any, ...]](())
    """What stands in the lines; a `str` is the heading of what follows."""

    def draw_entry(self, row: int, entry: Any, width: int, base: Style) -> list[Segment]:
        """Return an entry's line."""
        raise NotImplementedError

    @property
    def selected(self) -> Any:
        """The selected entry; None before there are any."""
        entry = self.entries[self.cursor] if self.entries else None
        return None if isinstance(entry, str) else entry

    def watch_entries(self) -> None:
        """Show others."""
        self.rows = len(self.entries)
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an entry: past a heading it goes on the way it came, or back."""
        cursor = super().validate_cursor(cursor)
        way = 1 if cursor >= self.cursor else -1
        for step in (way, -way):
            row = cursor
            while 0 <= row < len(self.entries):
                if not isinstance(self.entries[row], str):
                    return row
                row += step
        return cursor

    def _into_sight(self) -> None:
        super()._into_sight()
        if self.cursor == 1:
            self.scroll_to(y=0, animate=False)  # the first heading is above it

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return an entry's line, or a heading."""
        entry = self.entries[row]
        if isinstance(entry, str):
            return [Segment(f" {fitted(entry, width - 2)}", base + self.style_of("accent"))]
        return self.draw_entry(row, entry, width, base)
