"""From set lines and plain texts to styled segments: the only place where a role meets a style."""

from collections.abc import Callable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from zhonggong_reader.typeset import Line, Role


def strip_of(line: Line, margin: int, style_of: Callable[[Role], Style], base: Style) -> Strip:
    """Return a set line as a strip, `margin` cells from the left; each role in its style."""
    pieces = [Segment(" " * margin, base)] if margin else []
    pieces += [Segment(piece.text, base + style_of(piece.role)) for piece in line.segments]
    return Strip(pieces)


def fitted(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""
