"""Pages that were damaged or blown up: read as everything they could be, none crashes, none takes long.

Most are saved pages of every template, mutated: cut, robbed of tags, put in another order, garbled, wrongly
labelled. One in fifty is structure by powers of ten: one of the page's own tags, or markup that could
cost a parser much, repeated or nested in it. Every page goes the way of a fetched one: decoding, limits,
parser, and what is read of it, as an article and as one thing more. Seed and number make a page again.
"""

import faulthandler
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tests.torture import tell

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Page, Validators
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.workercn.document import Document

PAGES: Final = Path(__file__).parents[1] / "pages"
BODIES: Final = [path.read_bytes() for path in sorted(PAGES.rglob("*.*htm*"))]
ADDRESSES: Final = (
    "https://www.workercn.cn/c/2026-10-05/8907680.shtml",
    "http://right.workercn.cn/165/201504/30/150430161432123.shtml",
    "https://www.workercn.cn/papers/grrb/2026/10/5/1/page.html",
    "https://www.workercn.cn/papers/grrb/2026/10/5/1/news-1.html",
    "https://news.example.cn/1.html",
    "saved.html",
)
LABELS: Final = (
    None,
    "text/html; charset=gbk",
    "text/html; charset=big5",
    "text/html; charset=utf-8",
    "x; \0",
)


def article(page: Page) -> None:
    """Read an article, and see that it is one."""
    read = pages.article(page)[0].article
    assert read.title, "an article without a headline"
    assert read.blocks, "an empty article as success"


OTHER_READERS: Final[tuple[Callable[[Page], object], ...]] = (
    pages.listing,
    pages.front,
    pages.issue,
    pages.answer,
)
AMPLIFIED: Final = 1 / 50
"""How many pages are blown up: each costs as much as thirty others."""
SLOW: Final = 3.0
"""Seconds of CPU time that no page may take."""
RSS_LIMIT: Final = 1_000
"""MB that the process may have at most."""
_PIECES: Final = (
    "<div> <p> <li> <ul> <ol> <option> <select> <table> <td> <tr> <table><tr><td> <b> <nobr> <template> <svg>"
    " <svg><style> <math><mi> <svg><![CDATA[ <button> <form> <blockquote> <h1> <h1><b> <section> <dl><dd>"
    " <ruby><rt> <iframe> <noscript> <frameset> <plaintext> <textarea> <xmp> <object> <marquee> <center>"
    " <span> <!-- <!----> <?x> <br> </br> </p> </b> </table> <a%d> &amp; &#%d; &#x10FFFF; &lt;b&gt; 。 来源："
    " - &CounterClockwiseContourIntegral"
)
COSTLY: Final = (
    *_PIECES.split(),
    *("<body a%d=1>", "<html a%d=1>", "<font size=%d>", "<font a='</font>'>", "<b a%d><p>", " a%d=1"),
    *("<a href=/%d>", "<img src=/%d.jpg>", "<video><source src=/%d.mp4>"),
    *("\0", "\u202e", "\u0301", "\n", " ", "记者 ", "2026-10-05 08:00 ", "（记者 李方 摄）", "责任编辑："),
)
"""Markup and words that could cost a parser or a reader much; `%d` is a number of its own each time."""
_TAG = re.compile(rb"<[^<>]{1,300}>")


def run(runs: int, seed: int) -> Iterator[tuple[str, object]]:
    """Read `runs` thousands of pages, and yield what came of them; a crash ends the whole run."""
    faulthandler.enable()
    total, slowest, slowest_at, understood = 1_000 * runs, 0.0, 0, 0
    for number in range(total):
        if number % 1_000 == 0:
            tell(f"{number:,} pages, slowest {slowest:.2f} s (number {slowest_at}), {peak():.0f} MB")
        try:
            with parsed_once():
                took, found = read(made(seed, number), number)
        except BaseException as error:
            error.add_note(f"page {number} of seed {seed}")
            raise
        understood += found
        if took > slowest:
            slowest, slowest_at = took, number
    yield "pages, mutated and amplified", f"{total:,}"
    yield "understood as something, refused", f"{understood:,}, {total - understood:,}"
    yield "crashes", 0
    yield f"{'missed: ' if slowest > SLOW else ''}slowest page", f"{slowest:.2f} s (number {slowest_at})"
    yield f"{'missed: ' if peak() > RSS_LIMIT else ''}most memory", f"{peak():.0f} MB"


def peak() -> float:
    """Return the most memory that the process had so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return peak / 1_000_000


def made(seed: int, number: int) -> Page:
    """Return page `number` of the run with `seed`."""
    chance = random.Random(f"{seed}/{number}")
    body = chance.choice(BODIES)
    body = amplified(chance, body) if chance.random() < AMPLIFIED else mutated(chance, body)
    return Page(
        address=chance.choice(ADDRESSES),
        body=body,
        content_type=chance.choice(LABELS),
        validators=Validators(),
        fetched=datetime(2026, 10, 5, tzinfo=UTC),
    )


def mutated(chance: random.Random, body: bytes) -> bytes:
    """Return `body` damaged in up to four ways."""
    for _ in range(chance.randint(1, 4)):
        first, second = sorted(chance.randint(0, len(body)) for _ in range(2))
        match chance.choice(("cut", "tag", "swap", "repeat", "garble", "flip")):
            case "cut":
                body = body[:second]
            case "tag":
                body = _TAG.sub(lambda tag: b"" if chance.random() < 0.05 else tag[0], body)
            case "swap":
                body = body[second:] + body[first:second] + body[:first]
            case "repeat":
                tags = _TAG.findall(body) or [b"<p>"]
                body = body.replace(chance.choice(tags), chance.choice(tags) * chance.randint(2, 40))
            case "garble":
                body = body[:first] + chance.randbytes(chance.randint(1, 30)) + body[first:]
            case "flip":
                flipped = bytes(byte ^ chance.choice((1, 32, 128)) for byte in body[first : first + 9])
                body = body[:first] + flipped + body[first + 9 :]
    return body


def amplified(chance: random.Random, body: bytes) -> bytes:
    """Return `body` with a piece of markup in it, ten to a hundred thousand times."""
    known = chance.choice(COSTLY).encode()
    piece = chance.choice((known, known, chance.choice(_TAG.findall(body) or [known])))
    filling = chance.choice((b"", b"x", "字。".encode(), b"<p>x"))
    times = 10 ** chance.randint(1, 5)
    if b"%d" in piece:
        blown = b"".join(piece.replace(b"%d", b"%d" % number) + filling for number in range(times))
    else:
        blown = (piece + filling) * times
    ends = b"".join(b"</%s>" % name for name in re.findall(rb"<([a-z]\w*)", piece))
    tail = chance.choice((b"", ends * min(times, 20_000), b"</div>" + b"<p>x" * 9_000, b"</b><p>y" * 5_000))
    places = [tag.end() for tag in _TAG.finditer(body)] or [0]
    at = chance.choice((places[0], chance.choice(places), len(body)))
    if piece.startswith(b" "):  # attributes go into a tag
        at = max(body.rfind(b">", 0, at), 0)
    return body[:at] + blown + tail + body[at:]


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have the last page parsed once, however many readings there are of it: that is half of the time."""
    parse: Callable[[Page], Document] = Document.of
    last: list[tuple[Page, Document | PageNotUnderstood]] = []

    def of(page: Page) -> Document:
        if not last or last[0][0] is not page:
            last.clear()
            try:
                last.append((page, parse(page)))
            except PageNotUnderstood as error:
                last.append((page, error))
        parsed = last[0][1]
        if isinstance(parsed, PageNotUnderstood):
            raise parsed.with_traceback(None)
        return parsed

    with patch.object(Document, "of", of):
        yield


def read(page: Page, number: int) -> tuple[float, bool]:
    """Read `page`; return the seconds of CPU of the longer reading, and whether anything was understood.

    Whatever is raised but PageNotUnderstood goes on.
    """
    longest, found = 0.0, False
    for reader in (article, OTHER_READERS[number % len(OTHER_READERS)]):
        begun = time.process_time()
        with suppress(PageNotUnderstood):
            reader(page)
            found = True
        longest = max(longest, time.process_time() - begun)
    return longest, found
