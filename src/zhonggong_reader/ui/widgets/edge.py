"""The border between two panes, which one takes with the mouse and puts elsewhere."""

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from zhonggong_reader.ui.folding import EdgeName
from zhonggong_reader.ui.painting import glyph


class Edge(Widget):
    """A line of one cell on the right of the pane named `edge`. Moves nothing itself: it posts where to."""

    DEFAULT_CSS = "Edge { width: 1; height: 1fr; }"
    ALLOW_SELECT = False

    class Dragged(Message):
        """The pointer took the edge to another column of the screen."""

        def __init__(self, edge: EdgeName, column: int) -> None:
            super().__init__()
            self.edge = edge
            self.column = column

    class Reset(Message):
        """One clicked twice: the edge shall stand where it stands by itself."""

        def __init__(self, edge: EdgeName) -> None:
            super().__init__()
            self.edge = edge

    def __init__(self, edge: EdgeName, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._edge = edge
        self._column: int | None = None
        """Where it was taken to last; None: it is not held."""
        self._is_dragged = False
        self._was_clicked = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of `crop`, which are all alike: painting them costs what painting one does."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height

    def render_line(self, y: int) -> Strip:
        """Return a cell of the line: thick where it can be taken, or is."""
        taken = self.mouse_hover or self.has_class("-held")
        pretty = "┃" if taken else "▕" if self._edge == "channels" else "▏"
        line = "|" if self.app.has_class("-ascii") else glyph(pretty, "|")
        return Strip([Segment(line, self.rich_style)], 1)

    def on_enter(self) -> None:
        """Show that it can be taken."""
        self.refresh()

    def on_leave(self) -> None:
        """Be a line again."""
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hold on to it, wherever the pointer goes."""
        self.capture_mouse()
        self.add_class("-held")
        self._column = round(event.screen_x)
        self._is_dragged = False
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell where it is taken. A button that is up was let go where nobody saw it."""
        if self._column is None:
            return
        if not event.button:
            self._let_go()
            return
        column = round(event.screen_x)
        if column != self._column:
            self._column = column
            self._is_dragged = True
            self.post_message(self.Dragged(self._edge, column))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self._let_go()
        event.stop()

    def _let_go(self) -> None:
        self.release_mouse()
        self.remove_class("-held")
        self._column = None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell of the second of two clicks; the end of a drag is none."""
        event.stop()
        if event.chain == 2 and self._was_clicked and not self._is_dragged:
            self.post_message(self.Reset(self._edge))
        self._was_clicked = not self._is_dragged
