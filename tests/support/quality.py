"""How well are lines set? Scores any lines of a Chinese paragraph, whoever set them.

Knows the rules from the standards, not from the program: it is the judge and shares no table with
what it judges. "Wrong" is a line that starts or ends with what may not stand there, or a dash, an
ellipsis, a number or a word that is split. Sources: GB/T 15834-2011 section 5.1, CLReq 3.1.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

STARTS_NO_LINE: Final = frozenset("，。、；：？！,.;:?!）》」』】〕〉］｝)]}”’…·～－％%‰℃")
ENDS_NO_LINE: Final = frozenset("（《「『【〔〈［｛([{“‘￥＄€")

_SAME: Final = str.maketrans("，：；！？（）｡､｣", ",:;!?()。、」")
_BLANKS = re.compile(r"\s+")
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[\w.-]+|(?:[\w.~-]*/){2,}[\w.~-]*", re.ASCII
)
_WHOLE = re.compile(
    r"—{2,}|…{2,}"
    r"|第?[￥$€£＄]?[+\-−]?[0-9０-９]+(?:[.,:：．，×~\-/／][0-9０-９]+)*(?:[%％‰℃]|°C|[A-Za-z]+)?"
    r"|[A-Za-z][A-Za-z0-9]*(?:[.'’&+\-][A-Za-z0-9]+)*"
)
_HAN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_LETTER = re.compile(r"\w")


@dataclass(slots=True)
class Score:
    """What was counted; scores of several paragraphs add up."""

    paragraphs: int = 0
    lines: int = 0
    breaks: int = 0
    wrong_starts: int = 0
    wrong_ends: int = 0
    splits: int = 0
    widows: int = 0
    """Last lines of one Han character, of paragraphs with more than one line."""
    lost: int = 0
    """Characters of the source that no line shows."""
    too_wide: int = 0
    flush: int = 0
    """Lines that end at the right edge, of those that are not last."""
    slack: int = 0
    """Squared empty cells, summed over the lines that are not last."""
    gap: int = 0
    """Longest run of blanks inside a line."""

    def __add__(self, other: "Score") -> "Score":
        sums = {name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        return Score(**(sums | {"gap": max(self.gap, other.gap)}))

    @property
    def wrong(self) -> int:
        """Breaks that a rule forbids."""
        return self.wrong_starts + self.wrong_ends + self.splits

    @property
    def wrong_per_thousand(self) -> float:
        return 1000 * self.wrong / max(1, self.breaks)

    @property
    def rag(self) -> float:
        """Mean squared empty cells of the lines that are not a paragraph's last."""
        return self.slack / max(1, self.breaks)

    @property
    def widow_share(self) -> float:
        return self.widows / max(1, self.paragraphs)

    @property
    def flush_share(self) -> float:
        return self.flush / max(1, self.breaks)


def score(source: str, lines: Sequence[str], measure: int, *, hanging: int = 0) -> Score:
    """Score the `lines` that show the paragraph `source` on `measure` cells.

    `hanging` cells at the right belong to hanging marks: lines are flush without them.
    """
    lines = [line.rstrip() for line in lines if line.strip()]
    breaks, lost = _align(source, lines)
    result = Score(paragraphs=1, lines=len(lines), breaks=max(0, len(lines) - 1), lost=lost)
    result.too_wide = sum(cell_len(line) > measure for line in lines)
    for line in lines[:-1]:
        empty = max(0, measure - hanging - cell_len(line))
        result.slack += empty * empty
        result.flush += empty == 0
    inner = [line.strip() for line in lines]
    result.gap = max((len(run) for line in inner for run in _BLANKS.findall(line)), default=0)
    if len(lines) > 1 and len(_LETTER.findall(lines[-1])) == 1 and _HAN.search(lines[-1]):
        result.widows = 1
    _judge(source, breaks, measure, result)
    return result


def _align(source: str, lines: Iterable[str]) -> tuple[list[int], int]:
    """Return where in `source` each line but the last ends, and how many characters are shown nowhere."""
    text = source.translate(_SAME)
    breaks: list[int] = []
    place = lost = 0
    for line in lines:
        for character in line.translate(_SAME):
            if character.isspace():
                continue
            found = text.find(character, place)
            if found < 0:
                continue
            lost += sum(not skipped.isspace() for skipped in text[place:found])
            place = found + 1
        breaks.append(place)
    lost += sum(not skipped.isspace() for skipped in text[place:])
    return breaks[:-1], lost


def _judge(source: str, breaks: list[int], measure: int, result: Score) -> None:
    """Count the breaks that are wrong; each counts once."""
    addresses = [match.span() for match in _ADDRESS.finditer(source)]
    wholes = [match.span() for match in _WHOLE.finditer(source)]
    for place in breaks:
        before, after = source[:place].rstrip(), source[place:].lstrip()
        if not before or not after or any(start < place < end for start, end in addresses):
            continue
        span = next(((start, end) for start, end in wholes if start < place < end), None)
        if span is not None:
            word = source[slice(*span)]
            between_parts = re.search(r"[A-Za-z]{4}-$", before) and re.match("[A-Za-z]{4}", after)
            result.splits += cell_len(word) <= measure and not between_parts
        elif after[0] in STARTS_NO_LINE or (after[0] == "/" and before[-1] != " "):
            result.wrong_starts += not re.match(r"-\d", after)
        elif re.match("-(?![0-9])|—(?!—)", after) and not before.endswith("—"):
            result.wrong_starts += 1
        elif before[-1] in ENDS_NO_LINE or before[-1] == "/":
            result.wrong_ends += 1
