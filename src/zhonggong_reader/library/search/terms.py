"""What the index knows of a headline and its article, as terms; and what a word of a query becomes. Pure.

Of text, every Han character is a term, every pair of neighbours, every word of another script, and which
of BUCKETS each three neighbours fall into. A word of a query is looked up by its pairs and threes, so an
entry that has them all may still lack the word: the text decides. Words of the title, and what is said
beside it, have terms of their own, which begin with a mark that no text begins with.
"""

import re
import sys
from array import array
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from itertools import compress, pairwise
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
MONTH: Final = "‡"
DAY: Final = "†"
"""Before the digits of a month or a day of Beijing's calendar: when the headline is from."""

BUCKETS: Final = 1 << 15
"""So many that a text of 1,500 characters falls into four in a hundred of them. Of a bucket so many texts are
known that each of them takes a byte in the index; threes themselves would take four, most being rare."""
_FIRST_BUCKET: Final = 0xF0000
"""Private characters, which no folded text has."""
_FACTORS: Final = (7_997, 3_467, 2_901)
"""By which the code points of the three are multiplied. The sum of it all has 32 bits at most."""
_SHIFT: Final = 9
_LANE: Final = 32
"""Bits of a code point in a text that is worked on as one large number."""

_WORD = re.compile(f"[^ {BREAK}{HAN}]+")
_CODES: Final = f"utf-32-{sys.byteorder[0]}e"
_LANES: Final = "utf-32-le"


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
    day: date
    """Of its place in the lists, by Beijing's calendar."""


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
    found.update((EVERY, _month(entry.day), _day(entry.day)))
    return f"{_all_terms(BREAK.join((entry.title, *entry.texts)))} {' '.join(found)}"


def word_terms(word: str) -> list[str]:
    """Return the terms that every text with `word` has; there is one at least where it has a token."""
    parts = tokens(word)
    pairs = [a + b for a, b in pairwise(parts) if is_han(a[0]) and is_han(b[0])]
    paired = "".join(pairs)
    return list(dict.fromkeys([*pairs, *(part for part in parts if part not in paired)]))


def threes(word: str) -> list[str]:
    """Return the terms of the threes of `word`, which a text with `word` has beside its `word_terms`."""
    return list(dict.fromkeys(_threes(_parts(word)[0])))


def is_exact(word: str) -> bool:
    """Tell whether every text with the terms of `word` has `word` itself."""
    parts = tokens(word)
    return len(parts) == 1 or (len(parts) == 2 and is_han(parts[0][0]) and is_han(parts[1][0]))


def name_term(name: str) -> str:
    """Return the term of a printed channel."""
    return NAMED + "".join(tokens(name))


def day_terms(since: date, until: date) -> list[str]:
    """Return terms of which an entry has one if, and only if, it is of one of the days between these two."""
    found = []
    number, end = since.toordinal(), until.toordinal()
    while number <= end:
        day = date.fromordinal(number)
        length = monthrange(day.year, day.month)[1]
        is_month = day.day == 1 and number + length - 1 <= end
        found.append(_month(day) if is_month else _day(day))
        number += length if is_month else 1
    return found


def _month(day: date) -> str:
    return f"{MONTH}{day.year}{day.month:02}"


def _day(day: date) -> str:
    return f"{DAY}{day.year}{day.month:02}{day.day:02}"


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
    return " ".join((spread.tobytes().decode(_CODES), *_threes(han), *words))


def _threes(han: str) -> Iterable[str]:
    """Return the terms of all threes of neighbours, in their order, of what `_parts` gave."""
    count = len(han) - 2
    if count < 1:
        return ()
    # All threes at once, side by side in large numbers: one by one they would cost more than all else.
    first = int.from_bytes(han.encode(_LANES), "little")
    ones = int.from_bytes(b"\1\0\0\0" * count, "little")
    a, b, c = _FACTORS
    mixed = first * a + (first >> _LANE) * b + (first >> 2 * _LANE) * c
    buckets = (mixed >> _SHIFT & ones * (BUCKETS - 1)) + ones * _FIRST_BUCKET
    whole = bytearray(b"\1" * (count + 2))
    at = han.find(BREAK)
    while at >= 0:
        whole[max(0, at - 2) : at + 1] = bytes(min(at, 2) + 1)
        at = han.find(BREAK, at + 1)
    return compress(buckets.to_bytes(4 * count, "little").decode(_LANES), whole)


def _parts(text: str) -> tuple[str, list[str]]:
    """Return the Han characters of a text, BREAK where none reaches across, and its other words."""
    folded = fold(text)
    # Punctuation separates nothing, other words and the ends of passages do. A pair with such an end
    # in it is cut there by the index, which leaves the single character.
    return _WORD.sub(BREAK, folded).replace(" ", ""), _WORD.findall(folded)
