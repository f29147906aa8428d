"""From set lines and plain texts to styled segments: the only place where a role meets a style."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.app import App

from zhonggong_reader.typeset import Line, Role
from zhonggong_reader.ui.copying import Span, is_within


def paint(
    line: Line, style_of: Callable[[Role], Style], base: Style, marked: Span | None, mark: Style
) -> list[Segment]:
    """Return a set line as segments, each role in its style; what lies in `marked`, in `mark` too."""
    if marked is None:
        return [Segment(piece.text, base + style_of(piece.role)) for piece in line.segments]
    return [
        Segment(text, base + style_of(role) + mark if is_marked else base + style_of(role))
        for text, role, is_marked in _cut(line, marked)
    ]


def _cut(line: Line, marked: Span) -> Iterator[tuple[str, Role, bool]]:
    """Yield the pieces of `line`, cut where the marking begins and ends.

    What setting added is marked where it stands inside a marked text: a stretched blank is, the
    space between two columns is not.
    """
    sources = [piece.source for piece in line.segments]
    for number, piece in enumerate(line.segments):
        if piece.source is None:
            before = next(filter(None, reversed(sources[:number])), None)
            behind = next(filter(None, sources[number:]), None)
            joins = before and behind and (before.block, before.end) == (behind.block, behind.start)
            is_marked = bool(
                joins
                and before
                and is_within(marked, before.block, before.end - 1)
                and is_within(marked, before.block, before.end)
            )
            yield piece.text, piece.role, is_marked
            continue
        block, start, end = piece.source

        def within(entry: tuple[int, str], block: int = block, start: int = start, end: int = end) -> bool:
            return is_within(marked, block, min(start + entry[0], end - 1))

        for is_marked, characters in groupby(enumerate(piece.text), within):
            yield "".join(character for _, character in characters), piece.role, is_marked


def picture_row(row: Iterable[Segment], base: Style, active: bool) -> list[Segment]:
    """Return a row of a picture with `base` behind its blanks.

    active: the screen is the uppermost; under another one, nothing that draws by itself may stay
    """
    return [
        each if each.control else Segment(each.text, each.style or base)
        for each in row
        if active or not each.control
    ]


def send(app: App[object], sequence: str) -> None:
    """Send the terminal a control sequence that belongs to no cell."""
    # Textual has no public way to its driver; its own clipboard and bell go this one.
    if sequence and app._driver is not None:
        app._driver.write(sequence)


def glyph(pretty: str, plain: str) -> str:
    """Return `pretty` where the terminal draws it one cell wide, else the ASCII character `plain`."""
    return pretty if cell_len(pretty) == 1 else plain


def fitted(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return text
    ellipsis = "…"
    room = width - cell_len(ellipsis)
    return set_cell_size(text, room).rstrip() + ellipsis if room >= 0 else ""
