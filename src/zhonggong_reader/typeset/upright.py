"""竖排: lines that run from top to bottom and follow each other from right to left.

Every glyph takes one row of two cells. Marks take their vertical forms (GB/T 15834-2011 section
5.2), numbers of one or two digits stand upright in one row (纵中横), longer ones and Latin words
run down in full-width letters. Marks of pause and closing marks keep off the head of a line by the
same rules as in horizontal setting.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, assert_never

from msgspec import structs
from rich import cells

from zhonggong_reader.model import (
    Article,
    Paragraph,
    Picture,
    Position,
    Quote,
    Subheading,
    Table,
    Video,
)
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset.blocks import PICTURE_LABEL, VIDEO_LABEL, find_parts
from zhonggong_reader.typeset.breaking import Shape, break_text
from zhonggong_reader.typeset.galley import Line, Role, Segment, Source
from zhonggong_reader.typeset.pages import Page, Pages
from zhonggong_reader.typeset.passage import Passage
from zhonggong_reader.typeset.phrases import HEADLINE_COST, PHRASE_COST
from zhonggong_reader.typeset.setting import Setting
from zhonggong_reader.typeset.shown import Shown, show
from zhonggong_reader.typeset.source import HEAD, block_source, head_parts, tail_parts

LEAST_ROWS: Final = 4
"""Glyphs of a line; a lower screen is treated as if it had as many."""
SPACING: Final = 2
"""Cells between two lines: as wide as a line, which is what print gives. Leading gives as much again."""
INDENT: Final = 4
"""Cells, that is two rows, before the first glyph of a paragraph."""

_FORMS: Final = dict(
    zip(
        "，、。：；！？…（）｛｝〔〕【】《》〈〉「」『』［］“”‘’—―～",
        "︐︑︒︓︔︕︖︙︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈﹃﹄﹁﹂︱︱〜",
        strict=True,
    )
) | {"·": "・", "-": "｜", "–": "｜", " ": "  "}
_UPRIGHT = re.compile(r"(?<![0-9A-Za-z.,:/%-])[0-9]{2}(?![0-9A-Za-z.,:/%-])")
_TO_FULL_WIDTH: Final = 0xFEE0


@dataclass(frozen=True, slots=True)
class _Glyph:
    """Two cells of a vertical line."""

    text: str
    role: Role
    source: Source | None
    link: int | None


@dataclass(frozen=True, slots=True)
class _Column:
    """One vertical line."""

    glyphs: tuple[_Glyph | None, ...]
    """From the top; None for an empty row."""
    place: Position


def vertical(article: Article, width: int, height: int, *, setting: Setting | None = None) -> Pages:
    """Set `article` vertically in pages of `width` cells and `height` rows."""
    height = max(height, LEAST_ROWS)
    width = max(width, 2)
    setting = structs.replace(setting or Setting(), half_width_ends=False, hanging=False)
    lines: list[_Column] = []
    for passage, shape in _passages(article, 2 * height, setting):
        place = Position(passage.block, passage.base)
        if lines and passage.block != lines[-1].place.block and _stands_apart(article, passage.block):
            lines.append(_Column((), place))
        lines += _set_columns(passage, shape, setting)
    spacing = SPACING * (1 + setting.leading)
    count = (width + spacing) // (2 + spacing)
    pages = [
        Page(_rows(lines[first : first + count], width, spacing), lines[first].place)
        for first in range(0, len(lines), count)
    ]
    return Pages(tuple(pages), width, count, 2 + spacing, spacing, leftward=True)


def _stands_apart(article: Article, block: int) -> bool:
    """Tell whether an empty line is set before a block: the body, its subheadings, the end."""
    return block in (0, len(article.blocks)) or isinstance(article.blocks[block], Subheading)


def _passages(article: Article, room: int, setting: Setting) -> Iterator[tuple[Passage, Shape]]:
    """Yield what is set, in order, with its shape; an empty passage is set as its label alone."""
    plain = Shape(room=room)
    headline = replace(plain, balance=True, phrase=HEADLINE_COST)
    for passage in _by_lines(HEAD, head_parts(article)):
        yield passage, headline if passage.role is Role.HEADLINE else plain
    parts = find_parts(article)
    for index, block in enumerate(article.blocks):
        text = block_source(block)
        match block:
            case Picture() | Video():
                label = PICTURE_LABEL if isinstance(block, Picture) else VIDEO_LABEL
                if cells.cell_len(label) * 2 > room and text:
                    yield Passage(Clean(""), index, Role.CAPTION), replace(plain, label=label)
                    label = ""
                yield Passage(text, index, Role.CAPTION), replace(plain, label=label)
            case Table() | Quote():
                role = Role.TABLE if isinstance(block, Table) else Role.QUOTE
                for passage in _by_lines(index, [(role, Clean(line)) for line in text.split("\n")]):
                    yield passage, plain
            case Subheading():
                yield Passage(text, index, Role.SUBHEADING, parts=tuple(parts.get(index, ()))), headline
            case Paragraph():
                passage = Passage(text, index, Role.BODY, parts=tuple(parts.get(index, ())))
                phrase = PHRASE_COST if setting.phrase else 0
                yield passage, replace(plain, indent=INDENT if setting.indent else 0, phrase=phrase)
            case _:
                assert_never(block)
    yield from ((passage, plain) for passage in _by_lines(len(article.blocks), tail_parts(article)))


def _by_lines(block: int, texts: Sequence[tuple[Role, Clean]]) -> Iterator[Passage]:
    """Yield the lines of a block's source text as passages of their own."""
    base = 0
    for role, text in texts:
        if text:
            yield Passage(text, block, role, base)
        base += len(text) + 1


def _set_columns(passage: Passage, shape: Shape, setting: Setting) -> list[_Column]:
    """Return the vertical lines of one passage."""
    label = [_Glyph(sign, Role.PICTURE, None, None) for sign in map(_form, shape.label)]
    shown = show(passage.text, elastic=False, script=setting.script)
    if not shown.text:
        return [_Column(tuple(label), Position(passage.block, passage.base))] if label else []
    edges = _edges(shown)
    broken = break_text(shown.text, edges, shape, setting)
    starts = [place for place in range(len(shown.text)) if edges[place + 1] > edges[place]] or [0]
    lines: list[_Column] = []
    first = 0
    for last in broken.taken:
        start, stop = broken.breaks.begin[first], broken.breaks.stop[last]
        inside = starts[bisect_left(starts, start) : bisect_left(starts, stop)]
        glyphs = [_glyph(passage, shown, left, right) for left, right in pairwise([*inside, stop])]
        top: list[_Glyph | None] = [] if first else [*label] or [None] * (shape.indent // 2)
        place = Position(passage.block, passage.base + (shown.origin[start] if first else 0))
        lines.append(_Column((*top, *glyphs), place))
        first = last
    return lines


def _edges(shown: Shown) -> list[int]:
    """Return the cells before each character when every glyph takes two, a pair of digits one glyph."""
    widths = [2 * (right > left) for left, right in pairwise(shown.edges)]
    for match in _UPRIGHT.finditer(shown.text):
        widths[match.start() + 1] = 0
    return list(accumulate(widths, initial=0))


def _glyph(passage: Passage, shown: Shown, left: int, right: int) -> _Glyph:
    """Return the glyph of the characters `left` up to `right`, and of the blanks behind them."""
    start, end = shown.origin[left], shown.origin[right]
    before = bisect_right(passage.parts, start, key=lambda part: part.start)
    part = passage.parts[before - 1] if before and start < passage.parts[before - 1].end else None
    source = Source(passage.block, passage.base + start, passage.base + end) if start < end else None
    role, link = (part.role, part.link) if part else (passage.role, None)
    return _Glyph(_form(shown.text[left:right]), role, source, link)


def _form(text: str) -> str:
    """Return what stands for `text` in a vertical line: the vertical form, or the full-width one."""
    sign = text[0]
    if len(text) > 1 and text[:2].isascii():  # a pair of digits, which may have marks
        return text
    if sign not in _FORMS and "!" <= sign <= "~":
        sign = chr(ord(sign) + _TO_FULL_WIDTH)
    return _FORMS.get(sign, sign) + text[1:]


def _rows(lines: Sequence[_Column], width: int, spacing: int) -> tuple[Line, ...]:
    """Return the rows of one page: its vertical lines from right to left."""
    left = " " * (width - 2 * len(lines) - spacing * (len(lines) - 1))
    rows: list[Line] = []
    for number in range(max(1, *(len(line.glyphs) for line in lines))):
        segments = [Segment(left, Role.BLANK)] if left else []
        for line in reversed(lines):
            glyph = line.glyphs[number] if number < len(line.glyphs) else None
            if glyph is None:
                segments.append(Segment("  ", Role.BLANK))
            else:
                segments.append(Segment(glyph.text, glyph.role, glyph.source, glyph.link))
                if missing := 2 - segments[-1].width:
                    segments.append(Segment(" " * missing, glyph.role))
            segments.append(Segment(" " * spacing, Role.BLANK))
        rows.append(Line(tuple(segments[:-1]), lines[0].place))
    return tuple(rows)
