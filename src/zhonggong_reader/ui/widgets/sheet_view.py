"""A window over a sheet: rows that scroll one by one, or pages that are turned as a whole."""

from textual import events
from textual.content import Content
from textual.geometry import Offset

from zhonggong_reader.ui.sheet import Sheet
from zhonggong_reader.ui.widgets.even import EvenView


class SheetView(EvenView, can_focus=True, inherit_bindings=False):
    """Moves over a sheet. A subclass lays it out and draws its rows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sheet: Sheet | None = None

    @property
    def _margin(self) -> int:
        """Cells left of the lines, which stand in the middle of the window."""
        return max(0, (self.size.width - self._sheet.width) // 2) if self._sheet else 0

    def cell_at(self, x: int, y: int) -> Offset:
        """Return the cell of the article that stands at `x` and `y` of the screen, or nearest to it."""
        region = self.content_region
        inside = Offset(max(region.x, min(x, region.right - 1)), max(region.y, min(y, region.bottom - 1)))
        return inside - region.offset + (0, round(self.scroll_offset.y))

    @property
    def at_end(self) -> bool:
        """Whether the last row is in sight; of a text that is still being set, nobody has seen it."""
        return self._sheet is not None and self.scroll_offset.y >= self.max_scroll_y

    @property
    def at_top(self) -> bool:
        """Whether the first row is in sight."""
        return self._sheet is not None and self.scroll_offset.y <= 0

    def show_progress(self) -> None:
        """Say at the foot how far one is: the part of the rows that has come into sight, or the page."""
        said = ""
        if self._sheet is not None:
            rows, seen = len(self._sheet.rows), round(self.scroll_offset.y) + self.size.height
            page = self._sheet.page
            said = f"{-(-seen // page)}/{-(-rows // page)}" if page else f"{100 * min(seen, rows) // rows}%"
        self.border_subtitle = Content(said)

    def move(self, rows: int) -> None:
        """Scroll by `rows`; where there are pages, turn one."""
        if self._sheet and self._sheet.page:
            rows = self._sheet.page if rows > 0 else -self._sheet.page
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)

    def page(self, pages: float) -> None:
        """Scroll by so many windows, of which whole ones keep two rows in sight; or turn a page."""
        height = self.size.height - 2 if abs(pages) >= 1 else self.size.height
        self.move(round(pages * max(1, height)))

    def edge(self, end: bool) -> None:
        """Scroll to the first row, or to the last."""
        self.scroll_to(y=self.max_scroll_y if end else 0, animate=False, immediate=True)

    def validate_scroll_y(self, value: float) -> float:
        """Stop at whole pages only, where there are pages."""
        return super().validate_scroll_y(self._whole(value))

    def validate_scroll_target_y(self, value: float) -> float:
        """Aim at whole pages only, where there are pages."""
        return super().validate_scroll_target_y(self._whole(value))

    def _whole(self, row: float) -> float:
        page = self._sheet.page if self._sheet else None
        return round(row / page) * page if page else row

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn the page, where there are pages."""
        self._turn(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn the page back, where there are pages."""
        self._turn(event, -1)

    def _turn(self, event: events.MouseEvent, pages: int) -> None:
        if self._sheet and self._sheet.page:
            event.prevent_default().stop()
            self.move(pages)
