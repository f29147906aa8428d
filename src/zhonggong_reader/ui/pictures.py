"""The mend of Textual's SVG screenshots for text of two cells a character.

Rich sets `textLength` from the number of characters, not of cells, so that Chinese comes out at
half its width with glyphs one over the other. The app passes its screenshots through here; no
other picture of the screen is made.
"""

import html
import re
from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

_TEXT = re.compile(
    r'<text (?P<before>[^>]*?)x="(?P<x>[\d.]+)"(?P<between>[^>]*?)textLength="(?P<length>[\d.]+)"'
    r"(?P<after>[^>]*)>(?P<text>[^<]*)</text>"
)


def mend_text_lengths(svg: str) -> str:
    """Return `svg`, as `rich.console.Console.export_svg` makes it, with text as wide as its cells.

    A text of mixed widths becomes several, each at its own cell, and each wide character is told
    its own place: viewers spread the length of a text evenly between its characters, which pushes
    narrow ones out of their cells and leaves words of two Han characters wider apart than longer
    ones.
    """
    return _TEXT.sub(_mend, svg)


def _mend(element: re.Match[str]) -> str:
    text = html.unescape(element["text"])
    # Each line ends with a text that is a line break, which has no cells.
    if text == "\n" or all(cell_len(character) == 1 for character in text):
        return element[0]
    cell = float(element["length"]) / len(text)
    origin = float(element["x"])
    cells = 0
    mended = []
    for width, run in _runs(text):
        starts = [cells + cell_len(run[:end]) - width for end in range(1, len(run) + 1)]
        if width == 1:
            places, length = f"{origin + starts[0] * cell:g}", f'textLength="{cell_len(run) * cell:g}"'
        else:
            places, length = " ".join(f"{origin + start * cell:g}" for start in starts), ""
        cells += cell_len(run)
        if run.strip():
            mended.append(
                f'<text {element["before"]}x="{places}"{element["between"]}{length}'
                f"{element['after']}>{html.escape(run).replace(chr(0xA0), '&#160;')}</text>"
            )
    return "".join(mended)


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Cut `text` where the width of its characters changes; marks stay with what they stand on."""
    width = 1

    def own_width(character: str) -> int:
        nonlocal width
        width = cell_len(character) or width
        return width

    for cells, characters in groupby(text, own_width):
        yield cells, "".join(characters)
