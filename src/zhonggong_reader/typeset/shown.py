"""The text as it is shown, with the way back to the text as it is stored.

Showing changes marks and blanks (full-width forms, one blank for many, elastic blanks around
quotes) and leaves out what a grid of cells cannot hold. Copying and exporting use the source; the
map makes that possible. Control characters never come here, and of invisible ones only the joiner
between emoji: `Clean` is without.
"""

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from rich import cells

from zhonggong_reader.model import is_han
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import forms
from zhonggong_reader.typeset.scripts import convert
from zhonggong_reader.typeset.setting import Script

_FULL: Final = "，。、；：？！（）《》「」『』【】〔〕〈〉［］｛｝"
_OPENING: Final = "“‘"
_CLOSING: Final = "”’"
_SPOT = re.compile(
    r"(?P<blank>\s+)"
    "|(?P<modifier>(?:\u200d.?|[\U0001f3fb-\U0001f3ff\u20e3])+)"  # joined emoji, skin tones, key caps
    "|(?P<flag>[\U0001f1e6-\U0001f1ff])"
    f"|(?P<elastic>(?<=.)(?=[{_OPENING}])|(?<=[{_CLOSING}])(?=.))"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Text to be set. `origin[i]` is where character `i` stands in the source."""

    text: str
    origin: list[int]
    """One entry more than `text` has characters: the last is the length of the source."""
    seams: list[int]
    """Where `origin` does not rise by one, and the ends of inserted blanks; rising."""
    edges: list[int]
    """Cells before each character, with one more entry for the end."""


def show(source: Clean, *, full_width: bool = True, elastic: bool = True, script: Script = "as-is") -> Shown:
    """Return `source` as it is to be shown.

    `full_width`: ASCII marks beside Han get their full-width form. `elastic`: a curly quote that
    takes one cell has a blank between itself and Han outside, which keeps the grid of two cells.
    `script`: Han characters are simplified, or traditional.
    """
    text, places = convert(source, script)
    text = forms.widen(text) if full_width else text
    elastic = elastic and cells.get_character_cell_size("“") == 1
    parts: list[str] = []
    origin: list[int] = []
    seams: list[int] = []
    done = 0
    for match in _SPOT.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "blank":
            new = _blank(text, start, end)
        elif kind == "flag":
            new = chr(ord(text[start]) - 0x1F1E6 + ord("A"))
        else:
            new = " " if kind == "elastic" and elastic and _han_outside(text, start) else ""
        if len(new) == end - start == 1:
            parts += text[done:start], new
            origin += range(done, end)
        elif new or end > start:
            parts += text[done:start], new
            origin += range(done, start)
            seams.append(len(origin))
            if new:
                origin.append(start)
                seams.append(len(origin))
        else:
            continue
        done = end
    parts.append(text[done:])
    origin += range(done, len(text) + 1)
    if places is not None:
        origin = [places[place] for place in origin]
        seams = _seams(origin)
    shown = "".join(parts)
    edges = list(accumulate(map(cells.get_character_cell_size, shown), initial=0))
    return Shown(shown, origin, seams, edges)


def _seams(origin: list[int]) -> list[int]:
    """Return where `origin` does not rise by one, and what stands at the same place as the next."""
    steps = [right - left for left, right in pairwise(origin)]
    return [place for place in range(1, len(steps)) if steps[place - 1] != 1 or steps[place] == 0]


def _blank(text: str, start: int, end: int) -> str:
    """Return what stands for the blanks `text[start:end]`: one blank, or nothing.

    Nothing at either end of the text, beside full-width marks (they bring their own blank), and
    for a line break between Han characters.
    """
    if start == 0 or end == len(text):
        return ""
    left, right, run = text[start - 1], text[end], text[start:end]
    if "\u3000" in run:
        return "\u3000"
    if left in _FULL or right in _FULL or ("\n" in run and _is_cjk(left) and _is_cjk(right)):
        return ""
    return " "


def _han_outside(text: str, place: int) -> bool:
    """Tell whether Han stands outside the curly quote that begins or ends at `place`."""
    left, right = text[place - 1], text[place]
    return (right in _OPENING and is_han(left)) or (left in _CLOSING and is_han(right))


def _is_cjk(character: str) -> bool:
    return is_han(character) or character in _FULL + _OPENING + _CLOSING
