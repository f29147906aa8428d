"""From set lines and plain texts to styled segments: the only place where a role meets a style."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Size
from textual.strip import Strip

from zhonggong_reader.model import ListedHeadline
from zhonggong_reader.typeset import Line, Role
from zhonggong_reader.ui.copying import Span, is_within

Light = Callable[[int, int], Style | None]
"""The style that a character of the source, named by block and offset, has besides that of its role."""


def paint(
    line: Line,
    style_of: Callable[[Role], Style],
    base: Style,
    marked: Span | None,
    mark: Style,
    *,
    light: Light | None = None,
) -> list[Segment]:
    """Return a set line as segments, each role in its style; what lies in `marked`, in `mark` too."""
    if marked is None and light is None:
        return [Segment(piece.text, base + style_of(piece.role)) for piece in line.segments]

    def lit(block: int, offset: int) -> Style | None:
        style = light(block, offset) if light else None
        if marked and is_within(marked, block, offset):
            return style + mark if style else mark
        return style

    return [
        Segment(text, base + style_of(role) + style if style else base + style_of(role))
        for text, role, style in _cut(line, lit)
    ]


def _cut(line: Line, lit: Light) -> Iterator[tuple[str, Role, Style | None]]:
    """Yield the pieces of `line`, cut where another style begins.

    What setting added is lit where it stands inside a lit text: a stretched blank is, the space
    between two columns is not.
    """
    sources = [piece.source for piece in line.segments]
    for number, piece in enumerate(line.segments):
        if piece.source is None:
            before = next(filter(None, reversed(sources[:number])), None)
            behind = next(filter(None, sources[number:]), None)
            style = None
            if before and behind and (before.block, before.end) == (behind.block, behind.start):
                left, right = lit(before.block, before.end - 1), lit(before.block, before.end)
                style = left if left == right else None
            yield piece.text, piece.role, style
            continue
        block, start, end = piece.source

        def within(
            entry: tuple[int, str], block: int = block, start: int = start, end: int = end
        ) -> Style | None:
            return lit(block, min(start + entry[0], end - 1))

        for style, characters in groupby(enumerate(piece.text), within):
            yield "".join(character for _, character in characters), piece.role, style


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


def sign_of(listed: ListedHeadline) -> str:
    """Return what stands before a title: the article could not be had; it has a watched word."""
    if listed.failure and not listed.cached:
        return "!"
    return glyph("◆", "#") if listed.watched else " "


def fitted(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return text
    ellipsis = "…"
    room = width - cell_len(ellipsis)
    return set_cell_size(text, room).rstrip() + ellipsis if room >= 0 else ""


def notice_line(notice: str, y: int, size: Size, base: Style, style: Style) -> Strip:
    """Return line `y` of a window of `size` in whose middle stand the sentences of `notice`, a line each."""
    sentences = notice.splitlines()
    place = y - max(0, (size.height - len(sentences)) // 2 - 1)
    if not 0 <= place < len(sentences):
        return Strip.blank(size.width, base)
    text = fitted(sentences[place], size.width - 2)
    margin = Segment(" " * ((size.width - cell_len(text)) // 2), base)
    return Strip([margin, Segment(text, style)]).adjust_cell_length(size.width, base)
