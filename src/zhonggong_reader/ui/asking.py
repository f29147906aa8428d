"""One question to the terminal before the screen starts, and what its answers mean.

Nothing in the environment says how wide it draws ambiguous characters, how large a cell is or
whether it draws pictures; only the terminal does. All is asked in one write and answered within
PATIENCE, or taken as no. Knows no setting and changes nothing.
"""

import os
import re
import select
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, Literal

from msgspec import Struct

Width = Literal[1, 2]

PATIENCE: Final = 0.25
"""Seconds that a terminal has to answer; one that says nothing draws narrow, as nearly all do."""
LARGEST_CELL: Final = 128
"""Pixels; what claims to be larger is no answer."""

_MOST: Final = 65_536
"""Bytes in which a terminal has to tell its name."""

_ASKED: Final = "“…·—"
_WIDTH: Final = f"\r{_ASKED}\x1b[6n"
"""Characters of ambiguous width, and the place of the cursor behind them (CSI 6 n)."""
_CELL: Final = "\x1b[16t"
"""The size of a cell in pixels (XTWINOPS)."""
_KITTY: Final = "\x1b_Gi=1,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""The query of kitty's graphics protocol: a picture of one pixel that is not to be kept."""
_NAME: Final = "\x1b[c"
"""The terminal's own name (DA1), which every terminal tells, and as the last thing: when that has come,
no further answer will. No DECRQM: Apple's terminal prints it."""

_PLACE = re.compile(rb"\x1b\[\d+;(\d+)R")
_PIXELS = re.compile(rb"\x1b\[6;(\d{1,4});(\d{1,4})t")
_ACCEPTS = re.compile(rb"\x1b_Gi=1[^;]*;OK\x1b\\")
_NAMED = re.compile(rb"\x1b\[\?([\d;]*)c")
_SIXEL: Final = b"4"
"""Attribute of a name that says: sixel graphics (VT330/VT340)."""
_MULTIPLEXERS: Final = ("screen", "tmux")
"""Beginnings of TERM where the query of kitty would become the title of the window."""


class Told(Struct, frozen=True):
    """What a terminal has said of itself."""

    ambiguous: Width | None = None
    """Cells of an ambiguous character; None: it did not say."""
    cell: tuple[int, int] | None = None
    """Width and height of a cell in pixels; None: it did not say."""
    sixel: bool = False
    """It draws sixel graphics."""
    kitty: bool = False
    """It draws pictures by kitty's graphics protocol."""


NOTHING: Final = Told()


def ask(
    source: int, target: int, *, patience: float = PATIENCE, environ: Mapping[str, str] = os.environ
) -> Told:
    """Ask the terminal behind the descriptors `source` (to read) and `target` (to write), and wait.

    What it does not tell in time is unknown, as is everything where the system knows no such
    terminals. The cursor must stand in the first column of a line that may be overwritten.
    """
    with asked(source, target, patience=patience, environ=environ) as told:
        return told()


@contextmanager
def asked(
    source: int, target: int, *, patience: float = PATIENCE, environ: Mapping[str, str] = os.environ
) -> Iterator[Callable[[], Told]]:
    """Ask as `ask` does, and give what waits for the answers: they come while something else is done.

    In the end they have been read, wanted or not: whoever reads the terminal next would take them
    for keys.
    """
    try:
        import termios  # noqa: PLC0415 - not on every system
        import tty  # noqa: PLC0415
    except ImportError:
        yield lambda: NOTHING
        return
    try:
        before = termios.tcgetattr(source)
    except termios.error:
        yield lambda: NOTHING
        return
    end = time.monotonic() + patience
    found: Told | None = NOTHING

    def told() -> Told:
        nonlocal found
        if found is None:
            found = NOTHING
            with suppress(OSError):
                found = understand(_answer(source, end))
        return found

    try:
        with suppress(OSError, termios.error):
            tty.setcbreak(source, termios.TCSANOW)
            os.write(target, question(environ.get("TERM", "")).encode())
            found = None  # it may say something now
        try:
            yield told
        finally:
            told()
    finally:
        # A terminal that has gone away meanwhile has no modes to restore.
        with suppress(termios.error):
            termios.tcsetattr(source, termios.TCSANOW, before)


def question(term: str) -> str:
    """Return everything that is asked, for the value of TERM. What a terminal prints of it is erased."""
    graphics = "" if term.startswith(_MULTIPLEXERS) else _KITTY
    return f"{_WIDTH}{_CELL}{graphics}\r\x1b[K{_NAME}"


def understand(said: bytes) -> Told:
    """Return what the answers say."""
    name = _NAMED.search(said)
    return Told(
        ambiguous=_ambiguous(said),
        cell=_cell(said),
        sixel=name is not None and _SIXEL in name[1].split(b";")[1:],
        kitty=_ACCEPTS.search(said) is not None,
    )


def _answer(source: int, end: float) -> bytes:
    """Return what the terminal says up to its name, or has said by `end` (time.monotonic)."""
    said = b""
    while not _NAMED.search(said) and len(said) < _MOST:
        if not select.select([source], [], [], max(0.0, end - time.monotonic()))[0]:
            break
        piece = os.read(source, 1024)
        if not piece:
            break
        said += piece
    return said


def _ambiguous(said: bytes) -> Width | None:
    place = _PLACE.search(said)
    if place is None:
        return None
    widths: dict[int, Width] = {len(_ASKED): 1, 2 * len(_ASKED): 2}
    return widths.get(int(place[1]) - 1)


def _cell(said: bytes) -> tuple[int, int] | None:
    pixels = _PIXELS.search(said)
    if pixels is None:
        return None
    height, width = int(pixels[1]), int(pixels[2])
    return (width, height) if 0 < width <= LARGEST_CELL and 0 < height <= LARGEST_CELL else None
