"""The first line: the site's name and what is shown on the left, what is going on at the right."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.status import Status

NAME = " 中工网 "


class Masthead(Widget):
    """One line. On a narrow screen the right side, which may be a failure, has precedence."""

    COMPONENT_CLASSES = {"masthead--name", "masthead--trouble", "masthead--soft"}
    ALLOW_SELECT = False

    shown: reactive[str] = reactive("")
    """What the lists show: the channel and how much of it."""
    status: reactive[Status] = reactive(Status(""))

    def render_line(self, y: int) -> Strip:
        """Return the line itself."""
        width, base = self.size.width, self.rich_style
        name = base + self.get_component_rich_style("masthead--name", partial=True)
        kind = "trouble" if self.status.trouble else "soft"
        room = width - cell_len(NAME) - 2
        right = fitted(self.status.text, room)
        left = fitted(self.shown, room - cell_len(right) - 2)
        gap = room - cell_len(left) - cell_len(right)
        segments = [
            Segment(NAME, name),
            Segment(" " + left + " " * gap, base),
            Segment(right + " ", base + self.get_component_rich_style(f"masthead--{kind}", partial=True)),
        ]
        return Strip(segments).adjust_cell_length(width, base)
