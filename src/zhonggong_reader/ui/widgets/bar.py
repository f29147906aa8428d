"""One line of things to press: the key line and the media matrix at the foot of the screen."""

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget


class BarItem(Struct, frozen=True):
    """An entry: what to press, what it is, and by which action it is told."""

    key: str
    label: str
    action: str

    @property
    def width(self) -> int:
        """Cells of the entry, without the gap behind it."""
        return cell_len(self.key) + 1 + cell_len(self.label)


class Bar(Widget):
    """Shows as many entries as fit into one line; a click on one posts `Pressed`."""

    COMPONENT_CLASSES = {"bar--key", "bar--label", "bar--title"}
    DEFAULT_CSS = "Bar { height: 1; }"
    ALLOW_SELECT = False
    GAP = 2

    items: reactive[tuple[BarItem, ...]] = reactive[tuple[BarItem, ...]](())

    class Pressed(Message):
        """An entry was clicked."""

        def __init__(self, bar: "Bar", item: BarItem) -> None:
            super().__init__()
            self.bar = bar
            self.item = item

        @property
        def control(self) -> "Bar":
            """The bar that was clicked."""
            return self.bar

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title

    def _placed(self) -> Sequence[tuple[int, BarItem]]:
        """Return each entry that fits, with its first column."""
        column = cell_len(self.title) + self.GAP if self.title else 1
        placed = []
        for item in self.items:
            if column + item.width > self.size.width:
                break
            placed.append((column, item))
            column += item.width + self.GAP
        return placed

    @property
    def title(self) -> str:
        """The title, where it leaves room for all entries."""
        needed = sum(item.width + self.GAP for item in self.items) + cell_len(self._title)
        return self._title if needed <= self.size.width else ""

    def render_line(self, y: int) -> Strip:
        """Return the line itself."""
        base = self.rich_style
        key = self.get_component_rich_style("bar--key", partial=True)
        label = self.get_component_rich_style("bar--label", partial=True)
        segments = [Segment(self.title, base + self.get_component_rich_style("bar--title", partial=True))]
        column = cell_len(self.title)
        for start, item in self._placed():
            segments += [
                Segment(" " * (start - column), base),
                Segment(item.key, base + key),
                Segment(" " + item.label, base + label),
            ]
            column = start + item.width
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Tell which entry was clicked."""
        for start, item in self._placed():
            if start <= event.x < start + item.width:
                self.post_message(self.Pressed(self, item))
