"""Articles, block by block: which blocks of one are which of the other, and how each was changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, assert_never

from msgspec import Struct

from zhonggong_reader.collation.alignment import align
from zhonggong_reader.collation.runs import Run, compare
from zhonggong_reader.model import Article, Block, Paragraph, Picture, Quote, Subheading, Table, Video
from zhonggong_reader.text import Clean

PartKind = Literal[
    "kicker",
    "original title",
    "title",
    "source",
    "paragraph",
    "subheading",
    "quote",
    "picture",
    "video",
    "table",
]

LIKENESS: Final = 0.35
"""How much of the pairs of neighbouring characters two blocks share that are one, rewritten."""
MOST_PAIRS: Final = 10_000
"""Pairs of blocks between which a likeness is looked for; of more, each block came or went."""

_Key = tuple[PartKind, str]


class Part(Struct, frozen=True):
    """A part of an article: a line above the body, or a block of it."""

    kind: PartKind
    runs: tuple[Run, ...]
    """What it says, and said; empty where it has no words (a picture without a caption)."""
    state: Literal["kept", "changed", "removed", "added"]


def same_text(before: Article, after: Article) -> bool:
    """Tell whether nothing has changed that counts as a change."""
    return _lines(before) == _lines(after) and _body(before) == _body(after)


def collate(before: Article, after: Article) -> list[Part]:
    """Return all parts of both articles in order, those that went before those that came."""
    old, new = dict(_lines(before)), dict(_lines(after))
    kinds: tuple[PartKind, ...] = ("kicker", "original title", "title", "source")
    parts = [_part(kind, old.get(kind), new.get(kind)) for kind in kinds if kind in old or kind in new]
    return [*parts, *_blocks(_body(before), _body(after))]


def _lines(article: Article) -> list[_Key]:
    """Return the lines above the body, without blanks that do not count."""
    found: tuple[tuple[PartKind, Clean | None], ...] = (
        ("kicker", article.kicker),
        ("original title", article.original_title),
        ("title", article.title),
        ("source", article.source),
    )
    return [(kind, _folded(text)) for kind, text in found if text]


def _body(article: Article) -> list[_Key]:
    """Return the blocks of the body with their words, without blanks that do not count."""
    return [(_kind(block), _folded(_words(block))) for block in article.blocks]


def _kind(block: Block) -> PartKind:
    match block:
        case Paragraph():
            return "paragraph"
        case Subheading():
            return "subheading"
        case Quote():
            return "quote"
        case Picture():
            return "picture"
        case Video():
            return "video"
        case Table():
            return "table"
        case _:
            assert_never(block)


def _words(block: Block) -> str:
    match block:
        case Paragraph(text) | Subheading(text) | Quote(text):
            return text
        case Picture(_, caption, credit):
            return " ".join(text for text in (caption, credit) if text)
        case Video(_, caption):
            return caption or ""
        case Table(rows):
            return "\n".join("；".join(row) for row in rows)
        case _:
            assert_never(block)


def _folded(text: str) -> str:
    """Return `text` with runs of blanks as one, line by line."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def _blocks(before: Sequence[_Key], after: Sequence[_Key]) -> Iterator[Part]:
    # One string a block, so that a paragraph never equals a heading of the same words.
    names = [["\0".join(key) for key in side] for side in (before, after)]
    x = y = 0
    for common in align(names[0], names[1]):
        yield from _rewritten(before[x : common.before], after[y : common.after])
        for kind, text in before[common.before : common.before + common.length]:
            yield _part(kind, text, text)
        x, y = common.before + common.length, common.after + common.length
    yield from _rewritten(before[x:], after[y:])


def _rewritten(before: Sequence[_Key], after: Sequence[_Key]) -> Iterator[Part]:
    """Yield the parts of a stretch in which no block stayed as it was."""
    x = y = 0
    for old, new in [*_pairs(before, after), (len(before), len(after))]:
        yield from (_part(kind, text, None) for kind, text in before[x:old])
        yield from (_part(kind, None, text) for kind, text in after[y:new])
        if old < len(before):
            yield _part(after[new][0], before[old][1], after[new][1])
        x, y = old + 1, new + 1


def _pairs(before: Sequence[_Key], after: Sequence[_Key]) -> list[tuple[int, int]]:
    """Return which blocks are the same, rewritten: the rising pairs that are most alike altogether."""
    if not before or not after or len(before) * len(after) > MOST_PAIRS:
        return []
    pairs = [[_neighbours(text) for _, text in side] for side in (before, after)]
    likeness = [
        [
            _likeness(mine, theirs) if old[0] == new[0] else 0.0
            for new, theirs in zip(after, pairs[1], strict=True)
        ]
        for old, mine in zip(before, pairs[0], strict=True)
    ]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for x in range(len(before) - 1, -1, -1):
        for y in range(len(after) - 1, -1, -1):
            together = likeness[x][y] + best[x + 1][y + 1] if likeness[x][y] >= LIKENESS else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], together)
    found, x, y = list[tuple[int, int]](), 0, 0
    while x < len(before) and y < len(after):
        if best[x][y] == best[x + 1][y]:
            x += 1
        elif best[x][y] == best[x][y + 1]:
            y += 1
        else:
            found.append((x, y))
            x, y = x + 1, y + 1
    return found


def _neighbours(text: str) -> Counter[str]:
    """Count the pairs of neighbouring characters."""
    return Counter(map("".join, pairwise(text)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two texts have in common, 0 … 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _part(kind: PartKind, old: str | None, new: str | None) -> Part:
    if old is None:
        return Part(kind, (Run(Clean(new), "added"),) if new else (), "added")
    if new is None:
        return Part(kind, (Run(Clean(old), "removed"),) if old else (), "removed")
    return Part(kind, compare(old, new) if old or new else (), "kept" if old == new else "changed")
