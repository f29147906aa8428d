"""Which places of a line are stretched by one cell, so that it ends at the right edge."""

from collections.abc import Sequence
from typing import Final

_PAUSES: Final = frozenset("，。；：、！？")
_OPENINGS: Final = frozenset("《（“‘「『【")
_NEVER_BESIDE: Final = frozenset("—―─⸺…+=-–－～~·/")
_DATE: Final = frozenset("年月日时分")


def stretch(text: str, places: Sequence[int], slack: int) -> list[int]:
    """Return the indices, out of `places`, of the characters that a stretched blank goes before.

    `places` are the legal breaks inside the line. At most one cell goes to each, in this order:
    blanks between words, between Han and Latin, behind pauses and before opening marks, beside
    quotes, then evenly between the rest; but never beside a dash or connector, between a number
    and its unit, or in a date. Where more than every third place would have to be stretched, none
    is: the line stays ragged.
    """
    if slack <= 0 or slack > 2 + len(places) // 3:
        return []
    tiers: tuple[list[int], ...] = ([], [], [], [], [])
    for place in places:
        left, right = text[place - 1], text[place]
        if left == "\u3000":
            tiers[4].append(place)
        elif left == " ":
            # The elastic blank outside a quote is wide enough as it is.
            tiers[3 if right in "“‘" or text[place - 2] in "”’" else 0].append(place)
        elif left in _PAUSES or right in _OPENINGS:
            tiers[2].append(place)
        elif left in _NEVER_BESIDE or right in _NEVER_BESIDE:
            continue
        elif left.isascii() != right.isascii():
            if left not in _DATE and not left.isdigit():
                tiers[1].append(place)
        else:
            tiers[4].append(place)
    if sum(map(len, tiers)) < slack:
        return []
    taken: list[int] = []
    for tier in tiers:
        wanted = min(slack - len(taken), len(tier))
        # The middle of each of `wanted` equal parts: stretched places stand as far apart as they can.
        taken += [tier[(2 * k + 1) * len(tier) // (2 * wanted)] for k in range(wanted)]
    return sorted(taken)
