"""Where on an article page the body stands: by the site's template, checked against any page's reading.

The template's class says it exactly, until the site is redesigned. So the general reading of `anypage`
looks too: where the template yields less than half of what it finds, it is believed, and the difference
is told as a drift. Judges whole boxes only: what inside them is not body is left out by `body`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhonggong_reader.workercn import anypage, asides, header, moments
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.lines import Line, Span
from zhonggong_reader.workercn.tree import has

_NAMED: Final = ".ccontent, #ccontent"
_ELSE_NAMED: Final = "div.article, div.detail_con, div.ad_content"
"""Boxes of the older templates, which hold more than the body."""
_NAMED_LIMIT: Final = 20
"""Nodes of that class that are weighed against each other."""
_TEMPLATE_SHARE: Final = 0.5
"""Share of the prose found by the general reading that a template must yield."""
_PROSE_MIN: Final = 40
"""Weight of the prose that makes a body where no class says so."""
_UNVOUCHED_MIN: Final = 200
"""The same where the page prints neither source nor time: notices of errors are shorter."""
_VOUCHING: Final = 6
"""Lines round the headline in which source or time stand."""


@dataclass(frozen=True, slots=True)
class Held:
    """The lines that hold a body."""

    lines: range
    """Their numbers; empty where the page has no body."""
    drift: str | None = None
    """How the page differs from the site's templates; None where it does not."""
    apart: frozenset[int] = frozenset()
    """Numbers of lines among them that are not read with the body."""


def find(
    document: Document,
    lines: Sequence[Line],
    weights: Sequence[int],
    spans: Sequence[Span],
    anchor: int,
    *,
    is_site: bool,
) -> Held:
    """Return the lines that hold the body.

    weights: what each line weighs by `anypage.weigh`
    anchor: number of the line that the body follows, or -1
    is_site: whether the page is the site's, so that its templates are asked first
    """
    apart = frozenset() if is_site else asides.find(lines, weights, spans, anchor)
    general = _general(lines, weights, spans, anchor, apart)
    if not is_site:
        return Held(general, apart=apart)
    nodes = {node.mem_id for node in document.select(_NAMED)[:_NAMED_LIMIT]}
    if not nodes:
        known = has(document.root, _ELSE_NAMED)
        return Held(general, None if known or not general else "no template's body on the page")
    named = (span.lines for span in spans if span.node in nodes)
    found = max(named, key=lambda held: _characters(lines[held.start : held.stop]), default=range(0))
    if not found and anypage.prose(weights, general) < _UNVOUCHED_MIN:
        return Held(found)  # the body is filled in by a script, and what stands beside it is none
    ours, theirs = anypage.prose(weights, found), anypage.prose(weights, general)
    if ours < _TEMPLATE_SHARE * theirs:
        return Held(general, f"the template yields {ours} of prose, the general reading {theirs}")
    seed = next((number for number in found if weights[number] > 0), found.stop)
    stop = next((at for at in range(seed + 1, found.stop) if anypage.is_end(lines[at].text)), found.stop)
    return Held(range(found.start, stop))


def _characters(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _general(
    lines: Sequence[Line], weights: Sequence[int], spans: Sequence[Span], anchor: int, apart: frozenset[int]
) -> range:
    """Return what the general reading takes for the body, where that is prose enough."""
    found = anypage.find(lines, weights, spans, anchor, apart)
    prose = anypage.prose(weights, found)
    if prose < _UNVOUCHED_MIN:
        around = lines[max(0, anchor - _VOUCHING) : found.start + 2]
        vouched = any(moments.printed(line.text) or header.names_source(line.parted) for line in around)
        if not vouched or prose < _PROSE_MIN:
            return range(0)
    return found
