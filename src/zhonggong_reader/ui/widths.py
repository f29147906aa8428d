"""Measuring where a terminal gives two cells to ambiguous characters (UAX #11: `“ ” … — · ● ▀` and others).

`asking` finds out whether it does. Where it does, box drawings, `é`, Greek and Cyrillic take two
cells too, and Rich's table of widths is exchanged before anything is measured.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

import rich.cells
import rich.segment
from rich._unicode_data import load
from rich.cells import CellTable

from zhonggong_reader.ui.asking import Width

_LAST_ASKED_POINT: Final = 0x1F1AD
"""No ambiguous character but private and rare ones lies beyond."""


def settle(wish: Literal["auto", 1, 2], told: Width | None) -> Width:
    """Let everything measure ambiguous characters as wide as they are; return that width.

    `wish` is the reader's setting; `auto` takes what the terminal has told, or 1. To be called
    before anything is measured.
    """
    width = wish if wish != "auto" else told or 1
    if width == 2:
        widen()
    return width


def widen() -> None:
    """Let everything that measures by Rich's table take ambiguous characters for two cells wide.

    For the life of the program; doing it twice changes nothing.
    """
    ambiguous = frozenset(
        point
        for point in range(0xA1, _LAST_ASKED_POINT)
        if unicodedata.east_asian_width(chr(point)) == "A"
        # Combining marks have no width of their own; what private characters look like, nobody knows.
        and unicodedata.category(chr(point)) not in ("Mn", "Me", "Co", "Cf")
    )
    table = _widened(load("auto"), sorted(ambiguous))
    narrow = frozenset(character for character in rich.cells._SINGLE_CELLS if ord(character) not in ambiguous)
    # Rich offers no other way: its functions look these names up when they measure.
    vars(rich.cells)["load_cell_table"] = lambda _version="auto": table
    for module in (rich.cells, rich.segment):
        vars(module)["_is_single_cell_widths"] = narrow.issuperset
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()


def _widened(table: CellTable, wide: Sequence[int]) -> CellTable:
    """Return `table` with the points of `wide` (rising) two cells wide."""
    runs: list[tuple[int, int, int]] = []
    for point in wide:
        if runs and runs[-1][1] == point - 1:
            runs[-1] = (runs[-1][0], point, 2)
        else:
            runs.append((point, point, 2))
    for first, last, width in table.widths:
        inside = wide[bisect_left(wide, first) : bisect_right(wide, last)]
        edges = (first - 1, *inside, last + 1)
        runs += [(left + 1, right - 1, width) for left, right in pairwise(edges) if left + 1 < right]
    return table._replace(widths=sorted(runs))
