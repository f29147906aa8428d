"""What the limits of a page let through, at its most: each tag, attribute and entity as often as they allow.

Nothing has to be killable that the pre-scan (`workercn.limits`) proves to be cheap. Here every piece of
markup that may cost a parser or a reader much, and every tag of the saved pages, is repeated and nested by
powers of ten up to the most that the limits accept, and beyond that to four megabytes, which they must
refuse in time; then read in every way in which the program reads pages. What costs most at the limit bounds
what any page of this kind costs, and a time limit (`newsdesk.pages.in_time`) stands behind that.
"""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, NamedTuple

from tests.torture import tell
from tests.torture.pages import (
    ADDRESSES,
    BODIES,
    COSTLY,
    OTHER_READERS,
    RSS_LIMIT,
    SLOW,
    article,
    parsed_once,
    peak,
)

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Page, Validators
from zhonggong_reader.workercn import limits

FILLINGS: Final = (b"", b"x", b"<p>x")
POWERS: Final = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
_TAG: Final = re.compile(rb"<([a-z][a-z0-9]*)[ >/]")
_OTHER: Final = b"<!DOCTYPE html><html><head><title>x</title></head><body><h1>x</h1>%s<p>x</body></html>"


class Way(NamedTuple):
    """A piece of markup, what stands between two of it, and whether they end again in the end."""

    piece: bytes
    filling: bytes
    ends: bool

    def made(self, times: int) -> bytes:
        """Return a page with so many of the piece in it."""
        if b"%d" in self.piece:
            blown = b"".join(
                self.piece.replace(b"%d", b"%d" % number) + self.filling for number in range(times)
            )
        else:
            blown = (self.piece + self.filling) * times
        if self.ends:
            blown += b"".join(b"</%s>" % name for name in _TAG.findall(self.piece)[::-1]) * times
        return _OTHER % (b"<p" + blown + b">" if self.piece.startswith(b" ") else blown)

    def most(self) -> int:
        """Return how many of the piece the limits let through at most."""
        low, high = 0, limits.PAGE_LIMIT // len(self.piece + self.filling)
        if _TAG.search(self.piece):
            high = min(high, limits.TAG_LIMIT + 1)
        if _accepted(self.made(high)):
            return high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _accepted(self.made(middle)) else (low, middle)
        return low


class Read(NamedTuple):
    """What a page took at most, of its readings."""

    seconds: float
    what: str


def ways() -> list[Way]:
    """Return all of them."""
    own = sorted({b"<%s>" % name for body in BODIES for name in _TAG.findall(body)})
    pieces = dict.fromkeys((*(piece.encode() for piece in COSTLY), *own))
    return [
        Way(piece, filling, ends)
        for piece in pieces
        for filling in FILLINGS
        for ends in ((False, True) if _TAG.search(piece) else (False,))
    ]


def measured(way: Way, powers: tuple[int, ...] = POWERS) -> Iterator[Read]:
    """Read the page at its limit, the powers of ten below it, and the next one, which is refused."""
    most = way.most()
    yield from (_read(way, times) for times in (*(power for power in powers if power < most), most))
    largest = limits.PAGE_LIMIT // len(way.piece + way.filling)
    if most < largest:
        yield _read(way, largest)


def run() -> Iterator[tuple[str, object]]:
    """Measure every way; yield the figures."""
    slowest, count = Read(0, ""), 0
    for number, way in enumerate(found := ways()):
        for read in measured(way):
            count += 1
            slowest = max(slowest, read)
        if number % 20 == 0:
            tell(
                f"{number} of {len(found)}: slowest {slowest.seconds:.2f} s, {slowest.what}; {peak():.0f} MB"
            )
    yield "amplifications, pages read", f"{len(found):,}, {count:,}"
    yield f"{'missed: ' if slowest.seconds > SLOW else ''}slowest", f"{slowest.seconds:.2f} s: {slowest.what}"
    yield f"{'missed: ' if peak() > RSS_LIMIT else ''}most memory", f"{peak():.0f} MB"


def _accepted(source: bytes) -> bool:
    try:
        limits.measure(source)
    except PageNotUnderstood:
        return False
    return True


def _read(way: Way, times: int) -> Read:
    """Read one page as an article of the site, of another site and of the newspaper, and as all else."""
    body, longest = way.made(times), 0.0
    for address in ADDRESSES[0], ADDRESSES[3], ADDRESSES[4]:
        page = Page(
            address=address,
            body=body,
            content_type="text/html; charset=utf-8",
            validators=Validators(),
            fetched=datetime(2026, 10, 5, tzinfo=UTC),
        )
        with parsed_once():
            for reader in (article, *OTHER_READERS) if address == ADDRESSES[0] else (article,):
                begun = time.process_time()
                with suppress(PageNotUnderstood):
                    reader(page)
                longest = max(longest, time.process_time() - begun)
    return Read(longest, f"{times:,} of {way.piece!r} + {way.filling!r}{' ended' if way.ends else ''}")
