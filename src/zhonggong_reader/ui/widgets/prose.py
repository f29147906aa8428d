"""Sentences of the interface, set as Chinese is: no line begins with a comma, numbers stay whole."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from zhonggong_reader import typeset
from zhonggong_reader.text import clean

Piece = tuple[str, str]
"""A text and its style, of which the empty one is the widget's own."""


class Prose(Widget):
    """Paragraphs, each in one style or in two: a heading word may stand before a softer one."""

    DEFAULT_CSS = "Prose { height: auto; }"
    ALLOW_SELECT = False

    paragraphs: reactive[tuple[Piece, ...]] = reactive[tuple[Piece, ...]]((), layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return all the cells there are."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that the paragraphs take."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> Sequence[Content]:
        return [
            Content.styled(line, style) for text, style in self.paragraphs for line in set_lines(text, width)
        ]


def set_lines(text: str, width: int) -> list[str]:
    """Return the lines of `text`, its own and those that `width` cells make; an empty one stays one."""
    room = max(typeset.LEAST_MEASURE, width)
    return [line for each in text.split("\n") for line in typeset.plain_lines(clean(each), room) or [""]]
