"""Letters that stand over links, films and pictures while one chooses between them. Pure."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.model import Article, Picture, Video
from zhonggong_reader.typeset import Line, Role, Segment

WIDTH: Final = 2
"""Cells of a hint: those of the Han character that it covers."""
LETTERS: Final = "asdfjklghweruioxcvmnpbtyzq"
"""In the order in which they are given: those under the fingers first."""


class Target(Struct, frozen=True):
    """Where a hint leads."""

    kind: Literal["link", "video", "picture"]
    address: str
    block: int
    """Of a film or picture; -1 for a link."""


class Hint(Struct, frozen=True):
    """A hint at its place."""

    row: int
    """Row of the sheet."""
    cell: int
    """First cell, from the left of the sheet."""
    letters: str
    """What one types: one letter or two. No hint begins with another one."""
    target: Target


def find(article: Article, rows: Sequence[Line | None], first: int) -> tuple[Hint, ...]:
    """Give hints to what can be opened in `rows`, of which the first is row `first` of the sheet.

    Words that are broken over two lines have one hint.
    """
    places: dict[Target, tuple[int, int]] = {}
    for number, row in enumerate(rows, first):
        for cell, target in _targets(article, row) if row else ():
            places.setdefault(target, (number, cell))
    return tuple(
        Hint(row, cell, letters, target)
        for letters, (target, (row, cell)) in zip(codes(len(places)), places.items(), strict=False)
    )


def codes(count: int) -> list[str]:
    """Return what is typed for each of `count` hints, as many as two letters can tell apart (676).

    As many as can be have one letter; the letters that begin those of two come from the end.
    """
    size = len(LETTERS)
    first = next((n for n in range(size) if size - n + n * size >= count), size)
    single = size - first
    return [*LETTERS[:single], *map("".join, product(LETTERS[single:], LETTERS))][:count]


def first(hints: Sequence[Hint], typed: str) -> int | None:
    """Return the number of the first hint that begins with what was typed; None where none does."""
    return next((number for number, hint in enumerate(hints) if hint.letters.startswith(typed)), None)


def _targets(article: Article, line: Line) -> Iterator[tuple[int, Target]]:
    edge = 0
    for index, segment in enumerate(line.segments):
        if target := _target(article, line, index, segment):
            yield edge, target
        edge += segment.width


def _target(article: Article, line: Line, index: int, segment: Segment) -> Target | None:
    if segment.link is not None and segment.link < len(article.links):
        return Target("link", article.links[segment.link].address, -1)
    if segment.role not in (Role.PICTURE, Role.VIDEO):
        return None
    # A label has no source of its own; it belongs to the words behind it, or else to its line.
    behind = next((piece.source.block for piece in line.segments[index:] if piece.source), line.place.block)
    block = article.blocks[behind] if 0 <= behind < len(article.blocks) else None
    match block:
        case Picture(address=str(address)) if segment.role is Role.PICTURE:
            return Target("picture", address, behind)
        case Video(address=address) if segment.role is Role.VIDEO:
            return Target("video", address, behind)
        case _:
            return None
