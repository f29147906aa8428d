"""Lines of text in a window of their own, drawn as they come into sight."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual

from zhonggong_reader.ui.widgets.even import EvenView


class Leaf(EvenView):
    """Shows `lines`; what is wider than the window is cut off. As high as its lines where there is room."""

    DEFAULT_CSS = "Leaf { height: auto; overflow-x: hidden; overflow-y: auto; }"
    ALLOW_SELECT = False

    lines: reactive[Sequence[Content]] = reactive[Sequence[Content]]((), layout=True)

    def watch_lines(self) -> None:
        """Fit the scroll bar to them."""
        self.virtual_size = Size(self.size.width, len(self.lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, row = self.size.width, self.scroll_offset.y + y
        if row >= len(self.lines):
            return Strip.blank(width, self.base)
        line = self.lines[row].truncate(width)
        return Visual.to_strips(self, line, width, 1, self.visual_style, pad=True)[0]
