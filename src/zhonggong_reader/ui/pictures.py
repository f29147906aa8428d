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

    A text of mixed widths becomes several, each at its own cell: a viewer spreads what is missing
    evenly over the characters of one text, which would push narrow ones out of their cells.
    """
    return _TEXT.sub(_mend, svg)


def _mend(element: re.Match[str]) -> str:
    text = html.unescape(element["text"])
    # Each line ends with a text that is a line break, which has no cells.
    if text == "\n" or all(cell_len(character) == 1 for character in text):
        return element[0]
    cell = float(element["length"]) / len(text)
    x = float(element["x"])
    mended = []
    for run in _runs(text):
        cells = cell_len(run)
        if run.strip():
            mended.append(
                f'<text {element["before"]}x="{x:g}"{element["between"]}textLength="{cell * cells:g}"'
                f"{element['after']}>{html.escape(run).replace(chr(0xA0), '&#160;')}</text>"
            )
        x += cell * cells
    return "".join(mended)


def _runs(text: str) -> Iterator[str]:
    """Cut `text` where the width of its characters changes; marks stay with what they stand on."""
    width = 1

    def own_width(character: str) -> int:
        nonlocal width
        width = cell_len(character) or width
        return width

    for _, characters in groupby(text, own_width):
        yield "".join(characters)
