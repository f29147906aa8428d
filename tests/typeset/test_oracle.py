"""ICU as oracle: where a line may end here, ICU's strict Chinese rules (UAX #14) allow it too.

Each exception has its reason. ICU allows much that GB/T 15834 forbids, so the other direction does
not hold and is not asked for.
"""

import re
from itertools import accumulate
from typing import Final

from icu4py.breakers import LineBreaker
from rich.cells import get_character_cell_size

from zhonggong_reader.typeset import forms
from zhonggong_reader.typeset.atoms import find_breaks

REASONS: Final = {
    "a piece of an address begins with its sign, which says that it goes on": r"(?<=[\w/])\|[.?&#@=_~%-]",
    "a straight quote in Chinese text has a direction": r'[^\w]?\|"|"\|',
    "the plus of 互联网+ is its end, not the sign of a number": r"\+\|[\u4e00-\u9fff]",
}


def icu_breaks(text: str) -> set[int]:
    return set(accumulate(map(len, LineBreaker(text, "zh@lb=strict"))))


def our_breaks(text: str) -> set[int]:
    edges = list(accumulate(map(get_character_cell_size, text), initial=0))
    return set(find_breaks(text, edges, 96).begin[1:])


def test_every_break_is_one_of_icus_or_has_its_reason(corpus: list[str]) -> None:
    reasons = [re.compile(reason) for reason in REASONS.values()]
    used = [0] * len(reasons)
    for stored in corpus:
        text = forms.widen(stored)
        for place in our_breaks(text) - icu_breaks(text):
            around = f"{text[max(0, place - 1) : place]}|{text[place : place + 1]}"
            fitting = [number for number, reason in enumerate(reasons) if reason.search(around)]
            assert fitting, (
                f"ICU does not break {text[max(0, place - 10) : place]}|{text[place : place + 10]}"
            )
            used[fitting[0]] += 1
    assert all(used), "a reason that nothing needs"


def test_icu_alone_would_not_do() -> None:
    """What the design says of ICU, so that a newer one that does better is noticed."""
    assert 2 in icu_breaks("甲乙·丙")
    assert 1 in icu_breaks("２０２５")
