"""The open article: set lines in a reading mode, and the place at which one reads."""

from asyncio import to_thread
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from zhonggong_reader import typeset
from zhonggong_reader.model import KeptArticle, Position
from zhonggong_reader.typeset import Role, Setting
from zhonggong_reader.ui.copying import Span, selected_span
from zhonggong_reader.ui.painting import fitted, paint
from zhonggong_reader.ui.sheet import Mode, Sheet, Window, lay_out


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one article, or a notice instead of one.

    A change of width, measure or mode lays the article out anew and returns to the first character
    that stood at the top, never to a line number. That runs in a thread; until it is done the old
    rows stay.
    """

    COMPONENT_CLASSES = {f"article--{role}" for role in Role} | {"article--notice"}

    kept: reactive[KeptArticle | None] = reactive[KeptArticle | None](None, always_update=True)
    notice: reactive[str] = reactive("")
    """What stands here while there is no article: what is on its way, or why there is none."""
    measure: reactive[int] = reactive(72, init=False)
    """Longest line of one column, in cells."""
    mode: reactive[Mode] = reactive[Mode]("column", init=False)
    """One column that scrolls, newspaper columns, or vertical lines."""

    @dataclass
    class Moved(Message):
        """Another row came to the top."""

        view: "ArticleView"
        id: int
        position: Position

        @property
        def control(self) -> "ArticleView":
            """The view that moved."""
            return self.view

    def __init__(self, setting: Setting, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._setting = setting
        self._sheet: Sheet | None = None
        self._window: Window | None = None
        self._anchor = Position(-1, 0)
        self._settled = Size(0, 0)
        self._marked: Span | None = None

    # ── What is shown ────────────────────────────────────────────────────────────────────────

    @property
    def reading_place(self) -> Position:
        """The place at the top: where one reads."""
        return self._anchor

    def watch_kept(self, before: KeptArticle | None, kept: KeptArticle | None) -> None:
        """Lay out another article from where the reader stood, or the same one from where they stand."""
        self._window = None
        if kept is None:
            self._sheet = None
            self.virtual_size = self.size
        elif before is None or before.id != kept.id:
            self._sheet = None
            self._anchor = kept.position or Position(-1, 0)
        self._lay_out()

    def watch_measure(self) -> None:
        """Lay the article out anew."""
        self._lay_out()

    def watch_mode(self) -> None:
        """Lay the article out anew."""
        self._lay_out()

    def watch_notice(self) -> None:
        """Show it."""
        self.refresh()

    def on_resize(self) -> None:
        """Lay the article out anew where the window asks for it."""
        self._lay_out()

    @work(exclusive=True, group="setting")
    async def _lay_out(self) -> None:
        kept = self.kept
        self.refresh()
        if kept is None or not self.size.width:
            return
        height = 0 if self.mode == "column" else self.size.height
        window = Window(self.mode, self.size.width, height, self.measure)
        if window != self._window:
            self._sheet = await to_thread(lay_out, kept.article, window, self._setting)
            self._window = window
            if self.text_selection:
                self.screen.clear_selection()  # its cells show something else now
        self._return_to(self._anchor)

    def _return_to(self, anchor: Position) -> None:
        """Fit the scroll bar to the rows and bring `anchor` to the top."""
        if self._sheet is None:
            return
        self._settled = self.size
        self.virtual_size = Size(self.size.width, len(self._sheet.rows))
        # Textual shows the bar with the next layout only, and scrolls nothing that has none.
        self.show_vertical_scrollbar = self.virtual_size.height > self.size.height
        self.scroll_to(y=self._sheet.row_of(anchor), animate=False, immediate=True)
        self._go_to(anchor)
        self.refresh()

    def _go_to(self, place: Position) -> None:
        """Remember where one reads, and tell."""
        if self.kept and self._anchor != place:
            self._anchor = place
            self.post_message(self.Moved(self, self.kept.id, place))

    # ── Moving ───────────────────────────────────────────────────────────────────────────────

    @property
    def at_end(self) -> bool:
        """Whether the last row is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y

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

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the first character in sight, and tell."""
        super().watch_scroll_y(old_value, new_value)
        # What Textual scrolls because the window changed its size is no movement of the reader's.
        if self._sheet and self.size == self._settled and round(old_value) != round(new_value):
            self._go_to(self._sheet.place_at(round(new_value)))

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

    # ── Selecting ────────────────────────────────────────────────────────────────────────────

    def cell_at(self, x: int, y: int) -> Offset:
        """Return the cell of the article that stands at `x` and `y` of the screen, or nearest to it."""
        region = self.content_region
        inside = Offset(max(region.x, min(x, region.right - 1)), max(region.y, min(y, region.bottom - 1)))
        return inside - region.offset + (0, round(self.scroll_offset.y))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the exact source of what is selected, however it is set."""
        if self._sheet is None or self.kept is None:
            return None
        span = selected_span(self._sheet, selection, self._margin)
        return (typeset.source_text(self.kept.article, *span), "\n") if span else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Show it."""
        found = selected_span(self._sheet, selection, self._margin) if self._sheet and selection else None
        if found != self._marked:
            self._marked = found
            self.refresh()

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, base = self.size.width, self.rich_style
        if self._sheet is None or self.kept is None:
            return self._notice_line(y, width, base)
        number = self.scroll_offset.y + y
        row = self._sheet.rows[number] if number < len(self._sheet.rows) else None
        if row is None:
            return Strip.blank(width, base)
        margin = Segment(" " * self._margin, base)
        mark = self.screen.get_component_rich_style("screen--selection")
        strip = Strip([margin, *paint(row, self._style, base, self._marked, mark)])
        return strip.adjust_cell_length(width, base)

    @property
    def _margin(self) -> int:
        """Cells left of the lines, which stand in the middle of the window."""
        return max(0, (self.size.width - self._sheet.width) // 2) if self._sheet else 0

    def _style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"article--{role}", partial=True)

    def _notice_line(self, y: int, width: int, base: Style) -> Strip:
        sentences = self.notice.splitlines()
        place = y - max(0, (self.size.height - len(sentences)) // 2 - 1)
        if not 0 <= place < len(sentences):
            return Strip.blank(width, base)
        style = base + self.get_component_rich_style("article--notice", partial=True)
        text = fitted(sentences[place], width - 2)
        margin = Segment(" " * ((width - cell_len(text)) // 2), base)
        return Strip([margin, Segment(text, style)]).adjust_cell_length(width, base)
