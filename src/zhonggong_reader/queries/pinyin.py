"""Finding Chinese by its pinyin, without an input method: whole syllables, initials, or both mixed. Pure.

A character with several readings is found by any of them. What is typed last may be the beginning of
a syllable.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from itertools import product
from threading import Lock
from typing import Final

from zhonggong_reader.model import is_han
from zhonggong_reader.queries.folding import BREAK, fold

Readings = Callable[[str], tuple[str, ...]]
"""The readings of a character, without tones, ü as v; none where it has none."""

GRAM: Final = 3
"""Initials that stand together in an index."""
MOST_READINGS: Final = 4
"""Readings of a character by which it is found, the most usual first."""
MOST_SPELLINGS: Final = 32
"""Ways of reading what was typed that are looked up."""

MOST_STEPS: Final = 500
"""Beginnings of such ways that are followed at a time."""
LONGEST: Final = 6
"""Letters of the longest syllable: `zhuang`."""

_SYLLABLE: Final = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|"
    "a|e|i|o|u|v)"
)
_BEGUN: Final = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|ion|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|io|iu|on|ou|ua|ue|ui|un|"
    "uo|ve|a|e|i|o|u|v)?|h?(?:m|ng?)"
)
"""A syllable or the beginning of one."""
_INITIAL: Final = re.compile("[zcs]h|[a-z]")
_RUN: Final = re.compile(f"[^{BREAK}a-z0-9]+")


_WITHOUT_PHRASES: Final = "PYPINYIN_NO_PHRASES"
"""The variable by which pypinyin leaves its phrases on the disk. They take 44 MiB, and tell of a single
character what the table of characters tells too."""
_importing: Final = Lock()


@lru_cache(8_192)
def spoken(character: str) -> tuple[str, ...]:
    """Return the readings of a character as pypinyin knows them; importing that takes its time."""
    found = _library()(character)[0]
    return tuple(dict.fromkeys(each for each in found if each.isalpha()))[:MOST_READINGS]


@cache
def _library() -> Callable[[str], list[list[str]]]:
    with _importing:
        before = os.environ.get(_WITHOUT_PHRASES)
        os.environ[_WITHOUT_PHRASES] = "true"
        try:
            from pypinyin import Style, pinyin  # noqa: PLC0415 - a tenth of a second, and not for the start
        finally:
            if before is None:
                del os.environ[_WITHOUT_PHRASES]
            else:
                os.environ[_WITHOUT_PHRASES] = before
    return partial(pinyin, style=Style.NORMAL, heteronym=True)


def grams(text: str, readings: Readings) -> set[str]:
    """Return the initials of any GRAM characters that follow one another, and of the last ones of a run."""
    found: set[str] = set()
    for run in _runs(text):
        initials = ["".join(dict.fromkeys(reading[0] for reading in readings(each))) for each in run]
        for start in range(len(initials)):
            found.update(map("".join, product(*initials[start : start + GRAM])))
    return found


def spellings(letters: str) -> list[str]:
    """Return the initials that a text may have that is found by `letters`: `daguogj` → `dggj`, …

    The likeliest first: whole syllables are longer, so they are fewer.
    """
    found: dict[str, None] = {}
    reached = {(0, "")}
    while reached and len(found) < MOST_SPELLINGS:
        steps = {
            (end, initials + letters[place]) for place, initials in reached for end in _ends(letters, place)
        }
        found.update(dict.fromkeys(sorted(initials for place, initials in steps if place == len(letters))))
        reached = set(sorted(step for step in steps if step[0] < len(letters))[:MOST_STEPS])
    return list(found)


def _ends(letters: str, place: int) -> Iterator[int]:
    """Give where what begins at `place` may end: an initial, a syllable, or part of one at the very end."""
    if letters[place] in "iuv":
        return
    for end in range(place + 1, min(place + LONGEST, len(letters)) + 1):
        if (
            (end == len(letters) and _BEGUN.fullmatch(letters, place, end))
            or _SYLLABLE.fullmatch(letters, place, end)
            or _INITIAL.fullmatch(letters, place, end)
        ):
            yield end


def matches(letters: str, text: str, readings: Readings) -> bool:
    """Tell whether characters that follow one another in `text` are read as `letters`."""
    return any(_reads(letters, run[start:], readings) for run in _runs(text) for start in range(len(run)))


def _reads(letters: str, run: str, readings: Readings) -> bool:
    @cache
    def goes_on(place: int, at: int) -> bool:
        rest = letters[place:]
        if not rest:
            return True
        if at == len(run):
            return False
        for reading in readings(run[at]):
            if reading.startswith(rest):
                return True
            initial = _INITIAL.match(reading)
            pieces = {reading, reading[0], initial[0] if initial else reading[0]}
            if any(rest.startswith(piece) and goes_on(place + len(piece), at + 1) for piece in pieces):
                return True
        return False

    return goes_on(0, 0)


def _runs(text: str) -> Iterator[str]:
    """Give the runs of Han characters of a text, across punctuation."""
    for run in _RUN.findall(fold(text)):
        characters = "".join(filter(is_han, run))
        if characters:
            yield characters
