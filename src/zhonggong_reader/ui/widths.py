"""How many cells this terminal gives to ambiguous characters (UAX #11: `“ ” … — · ● ▀` and others).

Nothing in the environment says it; only the terminal does, so it is asked: the characters are
written and the cursor's place is read back. Where they take two cells, box drawings, `é`, Greek and
Cyrillic do too, and Rich's table of widths is exchanged before anything is measured.
"""

import os
import re
import select
import sys
import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

import rich.cells
import rich.segment
from rich._unicode_data import load
from rich.cells import CellTable

Width = Literal[1, 2]

PATIENCE: Final = 0.25
"""Seconds that a terminal has to answer; one that says nothing draws narrow, as nearly all do."""
_ASKED: Final = "“…·—"
# The place of the cursor (CSI 6n), and behind it the terminal's own name (CSI c), which every
# terminal tells: when that has come, no further answer will. No DECRQM: Apple's terminal prints it.
_QUESTION: Final = f"\r{_ASKED}\x1b[6n\r\x1b[K\x1b[c".encode()
_PLACE = re.compile(rb"\x1b\[\d+;(\d+)R")
_NAME = re.compile(rb"\x1b\[\?[\d;]*c")
_LAST_ASKED_POINT: Final = 0x1F1AD
"""No ambiguous character but private and rare ones lies beyond."""


def settle(wish: Literal["auto", 1, 2]) -> Width:
    """Find out how wide ambiguous characters are, and let everything measure them so.

    `wish` is the reader's setting; `auto` asks the terminal. Returns the width in force. To be called
    before anything is measured.
    """
    width = wish if wish != "auto" else ask(sys.stdin.fileno(), sys.stdout.fileno()) or 1
    if width == 2:
        widen()
    return width


def ask(source: int, target: int, *, patience: float = PATIENCE) -> Width | None:
    """Ask the terminal behind the descriptors `source` (to read) and `target` (to write).

    Returns None where it does not answer in time, or where the system knows no such terminals.
    The cursor must stand in the first column of a line that may be overwritten.
    """
    try:
        import termios  # noqa: PLC0415 - not on every system
        import tty  # noqa: PLC0415
    except ImportError:
        return None
    try:
        before = termios.tcgetattr(source)
    except termios.error:
        return None
    try:
        tty.setcbreak(source, termios.TCSANOW)
        os.write(target, _QUESTION)
        return _understand(_answer(source, patience))
    except OSError:
        return None
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)


def _answer(source: int, patience: float) -> bytes:
    """Return what the terminal said up to its name, or until its time was up."""
    said = b""
    end = time.monotonic() + patience
    while not _NAME.search(said) and (left := end - time.monotonic()) > 0:
        if not select.select([source], [], [], left)[0]:
            break
        piece = os.read(source, 1024)
        if not piece:
            break
        said += piece
    return said


def _understand(said: bytes) -> Width | None:
    place = _PLACE.search(said)
    if place is None:
        return None
    column = int(place[1]) - 1
    return {len(_ASKED): 1, 2 * len(_ASKED): 2}.get(column)  # type: ignore[return-value]


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
