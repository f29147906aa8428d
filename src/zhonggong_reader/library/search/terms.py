"""What the index knows of a headline and its article, as terms; and what a word of a query becomes. Pure.

Of text, every Han character is a term, every pair of neighbours, and every word of another script. A
word of a query is looked up by its pairs, so an entry that has them all may still lack the word: the
text decides. Words of the title, and what is said beside it, have terms of their own, which begin with
a mark that no text begins with.
"""

import re
import sys
from array import array
from collections.abc import Iterable
from itertools import pairwise
from operator import add
from typing import Final

from msgspec import Struct

from zhonggong_reader.model import is_han
from zhonggong_reader.queries import BREAK, fold, tokens
from zhonggong_reader.queries.folding import HAN

EVERY: Final = "•"
"""The term that every entry has."""
TITLE: Final = "§"
SOURCE: Final = "¶"
CHANNEL: Final = "¤"
"""Before the id of a channel that lists the headline."""
NAMED: Final = "·"
"""Before the name of the channel that the page prints."""
PINYIN: Final = "°"

_WORD = re.compile(f"[^ {BREAK}{HAN}]+")
_CODES: Final = f"utf-32-{sys.byteorder[0]}e"


class Entry(Struct, frozen=True):
    """What is known of a headline."""

    title: str
    texts: tuple[str, ...]
    """Passages of the article; empty where it is not kept."""
    source: str | None
    named: str | None
    """The channel that the page prints."""
    channels: tuple[int, ...]
    """Ids of those that list it."""


def terms(entry: Entry, readings: Iterable[str] = ()) -> str:
    """Return the terms of `entry`, apart by blanks; `readings` are those of its title by pinyin.

    A term may stand there more than once, which makes no difference to the index.
    """
    found = {TITLE + term for term in _terms(entry.title) if BREAK not in term}
    if entry.source:
        found.update(SOURCE + term for term in _terms(entry.source) if BREAK not in term)
    if entry.named:
        found.add(name_term(entry.named))
    found.update(f"{CHANNEL}{channel}" for channel in entry.channels)
    found.update(PINYIN + reading for reading in readings)
    found.add(EVERY)
    return f"{_all_terms(BREAK.join((entry.title, *entry.texts)))} {' '.join(found)}"


def word_terms(word: str) -> list[str]:
    """Return the terms that every text with `word` has; there is one at least where it has a token."""
    parts = tokens(word)
    pairs = [a + b for a, b in pairwise(parts) if is_han(a[0]) and is_han(b[0])]
    paired = "".join(pairs)
    return list(dict.fromkeys([*pairs, *(part for part in parts if part not in paired)]))


def is_exact(word: str) -> bool:
    """Tell whether every text with the terms of `word` has `word` itself."""
    parts = tokens(word)
    return len(parts) == 1 or (len(parts) == 2 and is_han(parts[0][0]) and is_han(parts[1][0]))


def name_term(name: str) -> str:
    """Return the term of a printed channel."""
    return NAMED + "".join(tokens(name))


def _terms(text: str) -> set[str]:
    """Return the terms of a short text."""
    han, words = _parts(text)
    return {*han, *map(add, han, han[1:]), *words}


def _all_terms(text: str) -> str:
    """Return the terms of a text of any length, apart by blanks."""
    han, words = _parts(text)
    # Code points in place of a string for each pair: this is most of what making an entry costs.
    codes = array("I", han.encode(_CODES))
    spread = array("I", [ord(" ")]) * (5 * len(codes))
    spread[0::5] = spread[2::5] = codes
    spread[3:-5:5] = codes[1:]
    return " ".join((spread.tobytes().decode(_CODES), *words))


def _parts(text: str) -> tuple[str, list[str]]:
    """Return the Han characters of a text, BREAK where none reaches across, and its other words."""
    folded = fold(text)
    # Punctuation separates nothing, other words and the ends of passages do. A pair with such an end
    # in it is cut there by the index, which leaves the single character.
    return _WORD.sub(BREAK, folded).replace(" ", ""), _WORD.findall(folded)
