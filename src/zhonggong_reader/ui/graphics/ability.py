"""How this terminal draws pictures: decided once, from what it told and what the reader wishes."""

import os
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.ui.asking import NOTHING, Told

Protocol = Literal["kitty", "sixel", "half"]
"""`half`: a cell shows two colours, one over the other. Every terminal with colours can do that."""

DEFAULT_CELL: Final = (10, 20)
"""Pixels of a cell where the terminal does not say: those of a VT340, which sixels were made for."""


class Ability(Struct, frozen=True):
    """How pictures are drawn."""

    protocol: Protocol = "half"
    cell: tuple[int, int] = DEFAULT_CELL
    """Width and height of a cell in pixels."""


def settle(
    wish: Literal["auto", "kitty", "sixel", "half"],
    told: Told = NOTHING,
    environ: Mapping[str, str] = os.environ,
) -> Ability:
    """Return how to draw; `auto` takes the best of what the terminal says it can.

    Sixel goes before kitty: terminals that know both do not know kitty's place holders, by which
    pictures scroll with their text.
    """
    cell = told.cell or DEFAULT_CELL
    if wish != "auto":
        return Ability(wish, cell)
    if environ.get("NO_COLOR"):
        return Ability("half", cell)
    return Ability("sixel" if told.sixel else "kitty" if told.kitty else "half", cell)
