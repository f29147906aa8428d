"""The shortest way from one sequence to another (Myers, An O(ND) Difference Algorithm, 1986).

Both its length and the work are bounded: text from outside may be of any kind.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

LONGEST: Final = 400
"""Entries that may have come or gone; of sequences that differ more, nothing is said to be common."""
MOST_STEPS: Final = 2_000_000
"""Comparisons of two entries."""


class Common(NamedTuple):
    """A stretch that both sequences have: `length` entries from `before` and from `after` on."""

    before: int
    after: int
    length: int


def align(before: Sequence[str], after: Sequence[str]) -> list[Common]:
    """Return what both sequences have in common, rising; between these, all has gone or come."""
    first = _common(before, after)
    last = _common(before[first:][::-1], after[first:][::-1])
    ends = len(before) - last, len(after) - last
    found = [Common(0, 0, first)] if first else []
    found += _middle(before[first : ends[0]], after[first : ends[1]], first)
    if last:
        found.append(Common(*ends, last))
    return found


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many entries both begin with."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _middle(before: Sequence[str], after: Sequence[str], offset: int) -> list[Common]:
    """Return the stretches of sequences that differ at both ends; places count from `offset`."""
    if not before or not after:
        return []
    reached, rounds = {1: 0}, list[dict[int, int]]()
    steps = 0
    for distance in range(min(LONGEST, len(before) + len(after)) + 1):
        rounds.append(reached.copy())
        for diagonal in range(-distance, distance + 1, 2):
            down = diagonal == -distance or (
                diagonal != distance and reached[diagonal - 1] < reached[diagonal + 1]
            )
            x = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            y = start = x - diagonal
            while x < len(before) and y < len(after) and before[x] == after[y]:
                x, y = x + 1, y + 1
            steps += 1 + y - start
            reached[diagonal] = x
            if x >= len(before) and y >= len(after):
                return _way_back(rounds, len(before), len(after), offset)
        if steps > MOST_STEPS:
            break
    return []


def _way_back(rounds: Sequence[dict[int, int]], x: int, y: int, offset: int) -> list[Common]:
    """Follow the way from its end to its beginning; return the stretches on which both move."""
    found: list[Common] = []
    for distance in range(len(rounds) - 1, -1, -1):
        reached, diagonal = rounds[distance], x - y
        down = diagonal == -distance or (
            diagonal != distance and reached[diagonal - 1] < reached[diagonal + 1]
        )
        previous = diagonal + 1 if down else diagonal - 1
        from_x = reached[previous] if distance else 0
        start = (from_x if down else from_x + 1) if distance else 0
        if x > start:
            found.append(Common(offset + start, offset + start - diagonal, x - start))
        x, y = from_x, from_x - previous if distance else 0
    return found[::-1]
