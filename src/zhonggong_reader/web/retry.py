"""Which faults may pass, and how long to rest before the next try.

Decides only; who waits is `pace`, who tries again is `fetcher`.
"""

import random
from datetime import UTC, datetime
from typing import Final

from zhonggong_reader.errors import FetchError

FIRST_BACKOFF: Final = 1.0
"""Longest rest after the first try, in seconds; it doubles with each further one."""
LEAST_RETRY_AFTER: Final = 1.0
"""Seconds: a server that names less, or a time that is past, still gets this rest."""
MOST_RETRY_AFTER: Final = 600.0
"""Seconds: no server may silence the reader for longer."""

_DICE = random.SystemRandom()


class Passing(Exception):
    """A fault that may be gone at the next try: `error` is what the reader is told if it is not.

    `rest` is the rest in seconds that the server asked for; None leaves it to `backoff`.
    """

    def __init__(self, error: FetchError, rest: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.rest = rest


def backoff(tries: int) -> float:
    """Return the seconds to rest after `tries` failed tries (1 …), with full jitter.

    Anything from none to the whole span: readers that failed together do not come back together.
    """
    return _DICE.uniform(0, FIRST_BACKOFF * 2 ** (tries - 1))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; None where it says nothing usable.

    Both forms of RFC 9110 10.2.3: seconds, or a date (`now` is aware). The result lies within
    LEAST_RETRY_AFTER … MOST_RETRY_AFTER.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        # A number of more digits than these is beyond the most anyway, and slow to read.
        seconds = float(value) if len(value) < 10 else MOST_RETRY_AFTER
    else:
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - large, and dates are rare here

        try:
            date = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        # HTTP dates are GMT, whatever the zone is called or whether it is named at all.
        seconds = ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(seconds, LEAST_RETRY_AFTER), MOST_RETRY_AFTER)
