"""How many cells a picture takes: its own proportions, within what there is. Pure."""

from typing import Final, NamedTuple

NATURAL_CELL: Final = 10
"""Pixels of a picture that one cell of its width shows at least: small pictures stay small."""


class Box(NamedTuple):
    """A size in cells."""

    width: int
    height: int


def fit(size: tuple[int, int], most: Box, cell: tuple[int, int]) -> Box:
    """Return the cells of a picture of `size` pixels that is as large as `most` allows.

    `cell` is the size of a cell in pixels. Nothing is narrower or lower than a cell.
    """
    width, height = size
    across = min(most.width, -(-width // NATURAL_CELL))
    rows = across * cell[0] * height / (width * cell[1])
    if rows > most.height:
        across = round(across * most.height / rows)
        rows = most.height
    return Box(max(1, across), max(1, min(round(rows), most.height)))
