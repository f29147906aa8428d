"""Total fit: which breaks are taken, so that the whole paragraph is least ragged.

Dynamic programming over cells, as Knuth and Plass do it over points: the cost of a paragraph is the
sum over its lines of squared empty cells and of what the breaks cost. Pure arithmetic; knows no
character.
"""

from collections.abc import Sequence
from typing import Final

SLACK: Final = 8
"""Empty cells up to which a shorter line is weighed against the fullest one."""
DEAR: Final = 100_000
"""A break that costs so much is taken only where every shorter line is worse."""
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
        cheapest: float = DEAR
        for j in range(far, i, -1):
            slack = limit - full[j]
            if slack < 0:
                slack = max(0, limit - least[j])
            if slack > SLACK and cheapest < DEAR and j < last:
                break
            price = slack * slack + cost[j] if j < last else LONELY_COST * (i >= lonely)
            cheapest = min(cheapest, price)
            if base + price < total[j]:
                total[j] = base + price
                came[j] = i
    taken = [last]
    while came[taken[-1]]:
        taken.append(came[taken[-1]])
    taken.reverse()
    return taken
