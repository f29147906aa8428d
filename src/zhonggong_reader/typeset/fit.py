"""Total fit: which breaks are taken, so that the whole paragraph is least ragged.

Dynamic programming over cells, as Knuth and Plass do it over points: the cost of a paragraph is the
sum over its lines of squared empty cells and of what the breaks cost. Pure arithmetic; knows no
character.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

SLACK: Final = 8
"""Empty cells up to which a shorter line is weighed against the fullest one."""
DEAR: Final = 100_000
"""Relief: where every break within SLACK costs so much, shorter lines are weighed too."""
LONELY_COST: Final = 10_000
"""A last line that is too short."""


def fit(
    before: Sequence[int],
    full: Sequence[int],
    least: Sequence[int],
    cost: Sequence[int],
    *,
    room: int,
    first: int,
    lonely: int,
) -> list[int]:
    """Return the breaks where lines end, rising; the last is `len(cost) - 1`.

    A line from break `i` to break `j` takes `full[j] - before[i]` cells, or `least[j] - before[i]`
    where its last mark hangs. Lines have `room` cells, the first one `first`. A last line that
    begins at break `lonely` (1 or more) or later is too short. Every step between neighbouring breaks must
    fit; where one does not, it is taken as a line of its own.
    """
    last = len(cost) - 1
    cheaper = _cheaper(cost) if max(cost) >= DEAR else None
    total: list[float] = [float("inf")] * (last + 1)
    total[0] = 0
    came = [0] * (last + 1)
    far = 1
    for i in range(last):
        base = total[i]
        if base == float("inf"):
            continue
        limit = before[i] + (room if i else first)
        far = max(far, i + 1)
        while far < last and least[far + 1] <= limit:
            far += 1
        near = min(far, bisect_left(full, limit - SLACK, i + 1, far))
        ends: Iterable[int] = range(far, near - 1, -1)
        if cheaper and min(cost[near : far + 1]) >= DEAR:
            ends = [*ends, *_less_dear(min(ends, key=cost.__getitem__), i, cheaper)]
        for j in ends:
            slack = limit - full[j]
            if slack < 0:
                slack = max(0, limit - least[j])
            price = base + (slack * slack + cost[j] if j < last else LONELY_COST * (i >= lonely))
            if price < total[j]:
                total[j] = price
                came[j] = i
    taken = [last]
    while came[taken[-1]]:
        taken.append(came[taken[-1]])
    taken.reverse()
    return taken


def _cheaper(cost: Sequence[int]) -> list[int]:
    """Return for each break the nearest one before it that is less dear; 0 where there is none."""
    cheaper: list[int] = []
    rising: list[int] = []
    for j, price in enumerate(cost):
        while rising and cost[rising[-1]] // DEAR >= price // DEAR:
            rising.pop()
        cheaper.append(rising[-1] if rising else 0)
        rising.append(j)
    return cheaper


def _less_dear(j: int, i: int, cheaper: Sequence[int]) -> Iterator[int]:
    """Yield the breaks between `i` and `j` that are less and less dear, however short the line."""
    while (j := cheaper[j]) > i:
        yield j
