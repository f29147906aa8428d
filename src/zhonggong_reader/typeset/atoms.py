"""Where a line may end: text into atoms, the pieces that are never broken.

The hard rules live in one expression. An atom is `opening marks, core, closing marks`, several of
them where slashes join them, and the blanks behind, which vanish at the end of a line. A core is a
dash (`——`), a word or number with its signs, or a single character. Every quantifier is
possessive, so the work is linear in any text. What a break costs besides raggedness is said here
too; which breaks are taken is decided in `fit`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq
from typing import Final

from zhonggong_reader.typeset import marks

UNIT_COST: Final = 24
"""Between a number and the Han character behind it, its unit: `3456.78|亿元`, `7|月`."""
DASH_COST: Final = 16
"""Before `——`, which may start a line but reads better behind what it explains."""
PIECE_COST: Final = 60
"""Inside an address or path."""
HYPHEN_COST: Final = 40
"""Behind a hyphen between long parts of a word."""
SPLIT_WORD: Final = 100_000
"""Relief: inside a word or number that is longer than a line."""
SPLIT_MARKS: Final = 1_000_000
"""Relief: before a mark that starts no line, or behind one that ends none."""
SPLIT_RUN: Final = 4_000_000
"""Relief: inside `——` or `……`."""

# `(?>(?:…)*)` is what `(?:…)*+` should be: that gives up what it had when a group begins once more and
# fails (CPython gh-106052, in what Debian 12 has).
_BLANK = f"[{marks.BLANK}]"
_OPEN = rf"(?:[{marks.OPENING}{marks.SLASH}]{_BLANK}*+|第(?=[{marks.DIGIT}]))"
_DASH = rf"[{marks.DASH}]{{2,}}+"
# Full-width marks hold full-width numbers together: １９：３０, ２．５, １，０００.
_JOIN = rf"(?:[{marks.JOIN}]{{1,3}}+|(?<=[０-９])[．：，／－～](?=[０-９]))"
_WORD = rf"(?>(?:(?<!\S)-(?=\d)|\.(?=\w))?)[{marks.WORD}]++(?>(?:{_JOIN}[{marks.WORD}]++)*)"
# A full stop behind a blank and before a letter begins a name: .NET.
_CLOSE = rf"(?!{_BLANK}\.\w){_BLANK}*+(?:[{marks.NEVER_FIRST}]|-(?!\d)|[{marks.DASH}](?![{marks.DASH}]))"
_UNIT = rf"(?:(?>{_OPEN}*)(?:{_DASH}|{_WORD}|.)(?>(?:{_CLOSE})*)|(?>{_OPEN}+))"
# Behind a blank only a slash with a blank on its other side joins; else it begins a path.
_SLASH = rf"(?:[{marks.SLASH}]{_BLANK}?+|{_BLANK}[{marks.SLASH}](?={_BLANK}|$){_BLANK}?+)"
# Between Han and a digit nobody can tell a hyphen from a minus: neither side is broken.
_JOINER = rf"(?:{_SLASH}|-(?=\d))"
_ATOM = re.compile(rf"{_UNIT}(?>(?:{_JOINER}(?>(?:{_UNIT})?))*)({_BLANK}*+)", re.DOTALL)

_COSTLY = re.compile(rf"(?<=[{marks.DIGIT}%％])(?P<unit>(?=[{marks.HAN}]))|(?P<dash>(?=[{marks.DASH}]{{2}}))")

_PIECES = re.compile(
    r"(?P<address>(?:https?://|ftp://|www\.)[!-~]+|[\w.+\-]{1,64}+@[\w.\-]+"
    r"|(?<![\w.~\-])(?:[~.]{0,2}/[\w.~%\-]++|\w[\w\-]*+\.[\w.\-]*+)(?>(?:/[\w.~%?=&#\-]*+)+))"
    r"|(?<=[A-Za-z]{4}-)(?P<hyphen>(?=[A-Za-z]{4}))",
    re.ASCII,
)
# Behind a slash, before any other sign, which then says that the address goes on (Chicago Manual of
# Style 14.18); but numbers stay whole: 192.0.2.15, 2026-10-05.
_IN_ADDRESS = re.compile(
    r"(?<=[^/:]/)(?=[^/\s])|(?<=://)(?=.)|(?<=\w)(?!(?<=\d)[.\-]\d)(?=[?&#@.=_~%\-][\w%])", re.ASCII
)

_IS_WORD = re.compile(f"[{marks.WORD}]").match
_NEVER_ENDS = re.compile(f"[{marks.OPENING}{marks.SLASH}]").match
_NEVER_STARTS = re.compile(rf"[{marks.NEVER_FIRST}{marks.SLASH}\-{marks.DASH}]").match


@dataclass(slots=True)
class Breaks:
    """The places where a line of a text may end and the next begin; break 0 is before the text.

    A line from break `i` to break `j` shows `text[begin[i]:stop[j]]`.
    """

    begin: list[int]
    """Where a line behind this break begins; len(text) for the last one."""
    stop: list[int]
    """Where a line before this break stops: `begin` without the blanks before it."""
    cost: list[int]
    """What this break costs, in squared cells of slack."""
    inside: set[int]
    """Those `begin` that stand inside an address, a word or marks: nothing is stretched there."""


def find_breaks(text: str, edges: Sequence[int], room: int) -> Breaks:
    """Return the legal breaks of `text` for lines of `room` cells.

    `edges[i]` is the number of cells before character `i`, with one more entry for the end. Atoms
    that are wider than `room` are broken inside, at a cost that grows with what it breaks; no
    break comes before a character without width, so clusters stay whole.
    """
    begin, stop = [0], [0]
    text = _direct_quotes(text) if '"' in text else text
    long: list[int] = []
    for match in _ATOM.finditer(text):
        start, end = begin[-1], match.end()
        begin.append(end)
        stop.append(match.start(1))
        if end - start > 8 or edges[end] - edges[start] > room:
            long.append(len(begin) - 1)
    breaks = Breaks(begin, stop, [0] * len(begin), set())
    if any(map(eq, edges, edges[1:])):  # a character without width
        _keep_clusters(breaks, edges)
        long = [k for k in range(1, len(begin)) if begin[k] - begin[k - 1] > 1]
    _price(breaks, text)
    if long:
        _break_inside(breaks, long, text, edges, room)
    return breaks


def _direct_quotes(text: str) -> str:
    """Return `text` with every `"` as the curly quote that it stands for.

    Blanks beside it tell its direction; else quotes open and close in turn.
    """
    opened = False

    def curly(match: re.Match[str]) -> str:
        nonlocal opened
        before = text[max(0, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 1]
        opened = not opened if before.strip() and after.strip() else bool(after.strip())
        return "“" if opened else "”"

    return re.sub('"', curly, text)


def _keep_clusters(breaks: Breaks, edges: Sequence[int]) -> None:
    """Drop the breaks before a character that takes no cell: it belongs to the one before."""
    last = len(breaks.begin) - 1
    kept = [k for k, place in enumerate(breaks.begin) if k in (0, last) or edges[place + 1] > edges[place]]
    breaks.begin[:] = [breaks.begin[k] for k in kept]
    breaks.stop[:] = [breaks.stop[k] for k in kept]
    breaks.cost[:] = [0] * len(kept)


def _price(breaks: Breaks, text: str) -> None:
    """Put the soft costs on the breaks that have one."""
    costly = {
        match.start(): UNIT_COST if match["dash"] is None else DASH_COST for match in _COSTLY.finditer(text)
    }
    if costly:
        breaks.cost[:] = [costly.get(place, 0) for place in breaks.begin]


def _break_inside(breaks: Breaks, long: list[int], text: str, edges: Sequence[int], room: int) -> None:
    """Add the breaks inside the atoms that end at the breaks `long` (rising)."""
    begin: list[int] = []
    stop: list[int] = []
    cost: list[int] = []
    done = 0
    for k in long:
        begin += breaks.begin[done:k]
        stop += breaks.stop[done:k]
        cost += breaks.cost[done:k]
        done = k
        start, end = breaks.begin[k - 1], breaks.stop[k]
        for place, price in _inner_breaks(text, start, end, edges, room):
            begin.append(place)
            stop.append(place)
            cost.append(price)
            breaks.inside.add(place)
    breaks.begin[:] = begin + breaks.begin[done:]
    breaks.stop[:] = stop + breaks.stop[done:]
    breaks.cost[:] = cost + breaks.cost[done:]


def _inner_breaks(text: str, start: int, end: int, edges: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Return the breaks inside the atom `text[start:end]` with their costs, rising.

    Pieces of addresses and hyphens come first; a piece that is still wider than `room` is broken
    between clusters.
    """
    pieces = dict(_pieces(text, start, end))
    found: list[tuple[int, int]] = []
    left = start
    for right in (*pieces, end):
        if edges[right] - edges[left] > room:
            found += [
                (p, _relief(text, p)) for p in range(left + 1, right) if _starts_cluster(text, p, edges)
            ]
        if right < end:
            found.append((right, pieces[right]))
        left = right
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where an address, a path or a hyphenated word may be broken, with the costs."""
    places: list[tuple[int, int]] = []
    for match in _PIECES.finditer(text, start, end):
        if match["hyphen"] is not None:
            places.append((match.start(), HYPHEN_COST))
        else:
            places += [(inner.start(), PIECE_COST) for inner in _IN_ADDRESS.finditer(text, *match.span())]
    return [(place, price) for place, price in places if start < place < end]


def _starts_cluster(text: str, place: int, edges: Sequence[int]) -> bool:
    return edges[place + 1] > edges[place] and unicodedata.category(text[place])[0] != "M"


def _relief(text: str, place: int) -> int:
    """Return what it costs to break before `text[place]` where no legal break is left."""
    left, right = text[place - 1], text[place]
    if left == right and right in marks.DASH + "…":
        return SPLIT_RUN
    if _NEVER_STARTS(right) or _NEVER_ENDS(left):
        return SPLIT_MARKS
    return SPLIT_WORD if _IS_WORD(left) and _IS_WORD(right) else 0
