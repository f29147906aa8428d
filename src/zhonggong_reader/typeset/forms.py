"""Full-width forms of the ASCII marks `, : ; ! ? ( )` beside Han characters, for display.

One character for one: the result has the length of the source. Marks inside numbers, times,
addresses and Latin sentences stay as they are.
"""

import re
from functools import cache
from typing import Final

from zhonggong_reader.model import is_han
from zhonggong_reader.typeset import marks

_FULL: Final = str.maketrans(",:;!?()", "，：；！？（）")
_ASCII_MARK = re.compile("[,:;!?()]")
_SIDE: Final = "，。、；：？！）》」』】〕〉（《「『【〔〈…—·％℃"
"""Marks of Chinese text."""
_BRACKET = re.compile("[()]")
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-~]+")


# Compiled with the first text that has an ASCII mark: few headlines do, and a class that holds all
# Han characters takes a millisecond.
@cache
def _han() -> re.Pattern[str]:
    return re.compile(f"[{marks.HAN}]")


@cache
def _stop() -> re.Pattern[str]:
    # Behind Han, or before Han where no Latin sentence is being closed (`12.5%,其中`, `VR!中国`).
    return re.compile(
        rf"(?<=[{marks.HAN}{_SIDE}])[,:;!?]++|(?<=[”’])[,:;!?]++(?=[{marks.HAN}“‘（(])"
        rf"|(?<=[\w%)])[,:;!?]++(?=[“‘]?[{marks.HAN}《])"
    )


def widen(text: str) -> str:
    """Return `text` with full-width marks where Chinese print has them."""
    if not _ASCII_MARK.search(text) or not _han().search(text):
        return text
    if "(" in text or ")" in text:
        text = _widen_brackets(text)
    widened = _stop().sub(lambda match: match[0].translate(_FULL), text)
    if "://" not in text:
        return widened
    parts: list[str] = []
    done = 0
    for address in _ADDRESS.finditer(text):
        parts += widened[done : address.start()], address[0]
        done = address.end()
    return "".join(parts) + widened[done:]


def _widen_brackets(text: str) -> str:
    """Widen the pairs of brackets that hold Han, or stand in Chinese text; single ones beside Han."""
    characters = list(text)
    open_brackets: list[int] = []
    before = 0  # Han characters so far
    seen = {}
    last = 0
    for match in _BRACKET.finditer(text):
        place = match.start()
        before += len(_han().findall(text, last, place))
        last = place
        if match[0] == "(":
            open_brackets.append(place)
            seen[place] = before
        elif open_brackets:
            start = open_brackets.pop()
            outside = _is_beside(text, start, -1) and (_is_beside(text, place, 1) or start > 0)
            if before > seen[start] or outside:
                characters[start], characters[place] = "（", "）"
        elif _is_beside(text, place, -1):
            characters[place] = "）"
    for place in open_brackets:
        if _is_beside(text, place, 1):
            characters[place] = "（"
    return "".join(characters)


def _is_beside(text: str, place: int, step: int) -> bool:
    """Tell whether Han or its marks, or the end of the text, stand on that side of `place`."""
    place += step
    if 0 <= place < len(text) and text[place] == " ":
        place += step
    return not 0 <= place < len(text) or is_han(text[place]) or text[place] in _SIDE
