"""The numbers of the index's entries: when, roughly, and which headline. The schema says the same."""

from typing import Final

from msgspec import Struct

_SPAN: Final = 43
_ID: Final = 26
FIRST: Final = -(2**62)
LAST: Final = 2**62
"""Numbers that stand before and behind every entry."""


def headline_of(number: int) -> int:
    """Return the id of the headline of entry `number`."""
    return number & (1 << _ID) - 1


def time_of(number: int) -> int:
    """Return the earliest time that entry `number` may have."""
    return number >> _ID << _SPAN


def first_of(time: int) -> int:
    """Return the least number that an entry of `time` or later may have."""
    return time >> _SPAN << _ID


def last_of(time: int) -> int:
    """Return the greatest number that an entry of `time` or earlier may have."""
    return ((time >> _SPAN) + 1 << _ID) - 1


class Place(Struct, frozen=True):
    """Where a search goes on: below the last entry that each way of looking has given; None: at its end."""

    titles: int | None = LAST
    texts: int | None = LAST
    unindexed: int | None = LAST


BEGINNING: Final = Place()
END: Final = Place(None, None, None)
