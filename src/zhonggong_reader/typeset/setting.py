"""How to set: every choice that a reader of news can make about lines."""

from typing import Final, Literal

from msgspec import Struct

Script = Literal["as-is", "simplified", "traditional"]

LEAST_MEASURE: Final = 8
"""Cells; below this nothing is set: four Han characters are the least that can be called a line."""
NARROW: Final = 32
"""Cells of a measure below which the indent is one Han character, and captions are not narrower."""


class Setting(Struct, frozen=True, kw_only=True):
    """Choices of setting. The defaults are those of Chinese print, as far as a grid of cells allows."""

    justify: bool = True
    """Stretch lines to the right edge, but for the last one of a paragraph."""
    full_width: bool = True
    """Show ASCII marks beside Han characters in their full-width form."""
    hanging: bool = False
    """悬挂: a comma or full stop may stand right of the measure, which gives up two cells for it."""
    half_width_ends: bool = False
    """A mark at the end of a line takes one cell (GB/T 15834 5.1.10)."""
    phrase: bool = False
    """Prefer breaks between phrases (needs the package `budoux`; without it nothing changes)."""
    indent: bool = True
    """首行缩进: paragraphs begin two Han characters in, one where the measure is narrow."""
    script: Script = "as-is"
    """简繁: which Han characters are shown (needs the package `opencc`; without it nothing changes)."""
    leading: int = 0
    """Blank lines between two lines of the body; paragraphs are as much further apart."""
    gap: int = 1
    """Blank lines between two paragraphs; around every other kind of block there is at least one."""
    ascii_rules: bool = False
    """Rules are drawn with ASCII also where the terminal gives a line one cell."""
