"""Text as it is compared: case, width and the two scripts of Chinese make no difference. Pure.

A folded text has a character for each of the original, at the same place, so that what is found in it
is marked in the other. Of what is no word, a blank is left, and of what ends a passage, a line break.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from zhonggong_reader.model import is_han
from zhonggong_reader.queries.simplified import SIMPLIFIED, VARIANTS

BREAK: Final = "\n"
"""No phrase reaches across it: the end of a paragraph, of a cell of a table."""
HAN: Final = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters as a class of a pattern; what `model.is_han` says."""

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_TO_HALF: Final = 0xFEE0


class _Table(dict[int, int]):
    """Code points and what they are compared as; filled as characters come."""

    def __missing__(self, code: int) -> int:
        folded = self[code] = ord(_folded(chr(code)))
        return folded


def _folded(character: str) -> str:
    if character in "\n\t":
        return BREAK
    if is_han(character):
        return character
    if ord(character) in _FULL_WIDTH:
        character = chr(ord(character) - _TO_HALF)
    elif 0xFF61 <= ord(character) <= 0xFFDC:
        character = unicodedata.normalize("NFKC", character)
    if not character.isalnum():
        return " "
    lower = character.lower()
    # İ becomes two characters; it stays as it is.
    return lower if len(lower) == 1 else character


_TABLE: Final = _Table(zip(map(ord, VARIANTS), map(ord, SIMPLIFIED), strict=True))


def fold(text: str) -> str:
    """Return `text` as it is compared, of the same length."""
    return text.translate(_TABLE)


def tokens(text: str) -> list[str]:
    """Return what `text` consists of, folded: Han characters one by one, other words and numbers whole."""
    return _run().findall(fold(text))


# Compiled with the first text: a class of so many characters takes milliseconds.
@cache
def _run() -> re.Pattern[str]:
    """Match a token of a folded text: a Han character, or a whole word or number of any other script."""
    return re.compile(f"[{HAN}]|[^ {BREAK}{HAN}]+")
