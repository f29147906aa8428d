"""Pixels to rows of a terminal, in one of three ways.

Every row stands for itself, so that pictures scroll, are cut off and come back by the row like text:
half cells are text, the other two are control sequences that go back over blanks and draw there.
"""

import base64
import io
import os
from itertools import count, groupby
from typing import Final

from msgspec import Struct
from PIL import Image
from rich.cells import cell_len
from rich.color import Color
from rich.segment import ControlType, Segment
from rich.style import Style
from textual_image._sixel import SixelOptions, image_to_sixels  # its one encoder; see pyproject.toml

from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.fitting import Box
from zhonggong_reader.ui.guard import Graphics

Row = tuple[Segment, ...]

CHUNK: Final = 4096
"""Characters of a message of kitty's graphics protocol."""
SIXEL_COLOURS: Final = SixelOptions(colors=64)
"""Of every row its own: a third of the bytes that 256 take, and the eye sees no difference."""
PLACE_HOLDER: Final = "\U0010eeee"
"""A cell of a picture in kitty's graphics protocol."""
_ROW_NUMBERS: Final = (
    (0x305, 1), (0x30D, 2), (0x310, 1), (0x312, 1), (0x33D, 3), (0x346, 1), (0x34A, 3), (0x350, 3),
    (0x357, 1), (0x35B, 1), (0x363, 13), (0x483, 5), (0x592, 4), (0x597, 3), (0x59C, 6), (0x5A8, 2),
    (0x5AB, 2), (0x5AF, 1), (0x5C4, 1), (0x610, 8), (0x657, 5), (0x65D, 2), (0x6D6, 7), (0x6DF, 4),
    (0x6E4, 1), (0x6E7, 2), (0x6EB, 2), (0x730, 1), (0x732, 2), (0x735, 2), (0x73A, 1), (0x73D, 1),
    (0x73F, 3), (0x743, 1), (0x745, 1), (0x747, 1), (0x749, 2),
)  # fmt: skip
ROW_MARKS: Final = "".join(chr(first + more) for first, length in _ROW_NUMBERS for more in range(length))
"""Marks that number the rows of a picture (rowcolumn-diacritics.txt of the protocol): its beginning."""

_MOVES_NOTHING: Final = ((ControlType.CURSOR_FORWARD, 0),)
_NUMBERS = count(1)


class Drawing(Struct, frozen=True):
    """A picture for a terminal."""

    width: int
    """Cells of every row."""
    rows: tuple[Row, ...]
    upload: str = ""
    """What the terminal must be sent before it can show the rows."""
    forget: str = ""
    """What frees in the terminal what `upload` took."""


def draw(image: Image.Image, box: Box, ability: Ability) -> Drawing:
    """Draw `image` (RGB) in the cells of `box`; takes tens of milliseconds. Heights are cut at ROW_MARKS."""
    box = Box(box.width, min(box.height, len(ROW_MARKS)))
    match ability.protocol:
        case "half":
            return _half_cells(image, box)
        case "sixel":
            return _sixels(image, box, ability.cell)
        case "kitty":
            return _kitty(image, box, ability.cell)


def _half_cells(image: Image.Image, box: Box) -> Drawing:
    """Draw two pixels a cell: one is the colour of a half block, the other that of its background."""
    # Half blocks are ambiguous characters: where they take two cells, a cell has one colour.
    halves = 2 if cell_len("▀") == 1 else 1
    # At so few pixels a sharper filter shows as a halo around everything.
    pixels = image.resize((box.width, box.height * halves), Image.Resampling.HAMMING).tobytes()
    line = box.width * 3
    rows = []
    for top in range(0, len(pixels), line * halves):
        upper, lower = pixels[top : top + line], pixels[top + line * (halves - 1) : top + line * halves]
        cells = zip(_colours(upper), _colours(lower), strict=True)
        rows.append(tuple(_cells(*pair, len(list(run))) for pair, run in groupby(cells)))
    return Drawing(box.width, tuple(rows))


def _colours(line: bytes) -> list[tuple[int, int, int]]:
    return list(zip(line[::3], line[1::3], line[2::3], strict=True))


def _cells(upper: tuple[int, int, int], lower: tuple[int, int, int], width: int) -> Segment:
    front, back = Color.from_rgb(*upper), Color.from_rgb(*lower)
    # A background has no gaps between cells; a glyph may.
    return Segment(" " * width if upper == lower else "▀" * width, Style.from_color(front, back))


def _sixels(image: Image.Image, box: Box, cell: tuple[int, int]) -> Drawing:
    """Draw each row as a sixel picture as high as a cell."""
    width, height = cell
    scaled = image.resize((box.width * width, box.height * height), Image.Resampling.LANCZOS)
    rows = (
        image_to_sixels(scaled.crop((0, top, scaled.width, top + height)), SIXEL_COLOURS)
        for top in range(0, scaled.height, height)
    )
    return Drawing(box.width, tuple(_over_blanks(box.width, row) for row in rows))


def _kitty(image: Image.Image, box: Box, cell: tuple[int, int]) -> Drawing:
    """Draw place holders, whose colour is the number under which the terminal has the picture."""
    # Of several readers in one terminal, each has numbers of its own.
    number = 1 + (os.getpid() * 4096 + next(_NUMBERS)) % 0xFFFFFE
    png = io.BytesIO()
    most = (box.width * cell[0], box.height * cell[1])
    image.resize((min(most[0], image.width), min(most[1], image.height))).save(png, "PNG", compress_level=3)
    data = base64.standard_b64encode(png.getvalue()).decode("ascii")
    keys = f"a=T,U=1,f=100,i={number},c={box.width},r={box.height},q=2,"
    messages = [
        f"\x1b_G{'' if start else keys}m={int(start + CHUNK < len(data))};{data[start : start + CHUNK]}\x1b\\"
        for start in range(0, len(data), CHUNK)
    ]
    colour = f"\x1b[38;2;{number >> 16};{number >> 8 & 255};{number & 255}m"
    holders = PLACE_HOLDER * (box.width - 1)
    rows = (f"{colour}{PLACE_HOLDER}{ROW_MARKS[row]}{ROW_MARKS[0]}{holders}" for row in range(box.height))
    return Drawing(
        box.width,
        tuple(_over_blanks(box.width, row) for row in rows),
        "".join(messages),
        f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\",
    )


def _over_blanks(width: int, sequence: str) -> Row:
    """Return a row of blanks, and over them what `sequence` draws; cursor and colours stay as they were."""
    control = Graphics(f"\x1b7\x1b[{width}D{sequence}\x1b8")
    return (Segment(" " * width), Segment(control, None, _MOVES_NOTHING))
