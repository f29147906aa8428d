"""The kinds of block: each with its passages, its indent, its measure and its roles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, assert_never

from zhonggong_reader.model import (
    Article,
    Block,
    Paragraph,
    Picture,
    Position,
    Quote,
    Subheading,
    Table,
    Video,
)
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import table
from zhonggong_reader.typeset.breaking import Shape
from zhonggong_reader.typeset.galley import Line, Role, Segment
from zhonggong_reader.typeset.passage import Part, Passage, set_passage
from zhonggong_reader.typeset.phrases import HEADLINE_COST, PHRASE_COST
from zhonggong_reader.typeset.scripts import convert
from zhonggong_reader.typeset.setting import NARROW, Setting
from zhonggong_reader.typeset.shown import show
from zhonggong_reader.typeset.source import block_source

PICTURE_LABEL: Final = "〔图片〕"
VIDEO_LABEL: Final = "〔视频〕"
LINKS_MISSED: Final = 100
"""Links that the text does not hold, until no further one is looked for."""

LIST_LEAST: Final = 24
"""Cells of a measure below which the items of a list do not hang."""

_BULLET = re.compile(r"[·•◦●○■□◆◇▪◎★☆※▲△①-⑳] ?|[-–] |[(（]?\d{1,2}(?:[)）、] ?|[.．](?: |(?=[^\d\s])))")


def set_block(block: Block, index: int, measure: int, setting: Setting, parts: Sequence[Part]) -> list[Line]:
    """Return the lines of `block`, the one at `index`, on `measure` cells, without blank ones around.

    `parts` are those parts of its text that have a role of their own.
    """
    match block:
        case Paragraph(text):
            passage = Passage(text, index, Role.BODY, parts=tuple(parts))
            return set_passage(passage, _paragraph_shape(text, measure, setting), setting)
        case Subheading(text):
            shape = Shape(room=measure, balance=True, phrase=HEADLINE_COST)
            return set_passage(Passage(text, index, Role.SUBHEADING, parts=tuple(parts)), shape, setting)
        case Quote(text):
            return _set_quote(text, index, measure, setting)
        case Picture() | Video():
            return _set_caption(block, index, measure, setting)
        case Table():
            return table.set_table(block, index, measure, setting)
        case _:
            assert_never(block)


def list_mark(block: Block | None) -> str | None:
    """Return the bullet of an item of a list, `1` for any number; None where `block` is no item."""
    bullet = _BULLET.match(block.text) if isinstance(block, Paragraph) else None
    return bullet and ("1" if re.search(r"[\d①-⑳]", bullet[0]) else bullet[0].rstrip())


def _paragraph_shape(text: Clean, measure: int, setting: Setting) -> Shape:
    """Return the shape of a paragraph: indented, or an item of a list that hangs from its bullet.

    Items stand two Han characters in where there is room. Their text begins at a whole Han
    character, so that the numbers before it are aligned at their points.
    """
    phrase = PHRASE_COST if setting.phrase else 0
    wide = measure >= NARROW
    if not _BULLET.match(text):
        indent = (4 if wide else 2) if setting.indent else 0
        return Shape(room=measure, indent=indent, justify=True, phrase=phrase)
    if measure < LIST_LEAST:
        return Shape(room=measure, justify=True, phrase=phrase)
    shown = show(text, full_width=setting.full_width, script=setting.script)
    bullet = _BULLET.match(shown.text)
    width = shown.edges[bullet.end() if bullet else 0]
    left = width + width % 2 + (4 if wide and setting.indent else 0)
    return Shape(room=measure - left, left=left, indent=-width, justify=True, phrase=phrase)


def find_parts(article: Article) -> dict[int, list[Part]]:
    """Return, by block, the parts of the body that have a role of their own: the dateline and the links.

    The page's links come without their place; each is looked for behind the one before it.
    """
    parts: dict[int, list[Part]] = {}
    texts = [
        (index, block.text)
        for index, block in enumerate(article.blocks)
        if isinstance(block, Paragraph | Subheading)
    ]
    start = 0
    if article.dateline and texts:
        index, text = texts[0]
        start = text.find(article.dateline)
        if start >= 0:
            parts[index] = [Part(start, start + len(article.dateline), Role.DATELINE)]
            start += len(article.dateline)
    at, offset, missed = 0, max(0, start), 0
    for number, link in enumerate(article.links):
        place = -1
        for ahead in range(at, len(texts) if link.text else 0):
            index, text = texts[ahead]
            place = text.find(link.text, offset if ahead == at else 0)
            if place >= 0:
                at, offset = ahead, place + len(link.text)
                parts.setdefault(index, []).append(Part(place, offset, Role.LINK, number))
                break
        missed += place < 0
        if missed > LINKS_MISSED:
            break
    return parts


def _set_quote(text: Clean, index: int, measure: int, setting: Setting) -> list[Line]:
    """Set a quoted passage two Han characters in on both sides; its own line breaks are kept."""
    inset = 4 if measure >= NARROW else 0
    shape = Shape(room=measure - 2 * inset, left=inset, justify=True)
    lines: list[Line] = []
    base = 0
    for part in text.splitlines(keepends=True):
        lines += set_passage(Passage(Clean(part), index, Role.QUOTE, base), shape, setting)
        base += len(part)
    return lines


def _set_caption(block: Picture | Video, index: int, measure: int, setting: Setting) -> list[Line]:
    """Set the line that stands for a picture or film, with its caption and credit.

    The credit stands behind the caption where both fit into one line, else at the end of its own.
    """
    label, role = (PICTURE_LABEL, Role.PICTURE) if isinstance(block, Picture) else (VIDEO_LABEL, Role.VIDEO)
    label, _ = convert(label, setting.script)
    text = block_source(block)
    wide = measure >= NARROW
    inset = 2 if wide else 0
    shape = Shape(room=measure - 2 * inset, left=inset)
    lines: list[Line] = []
    if text and wide:
        shape = replace(shape, label=label, label_role=role)
    else:
        lines.append(Line((Segment(" " * inset, Role.BLANK), Segment(label, role)), Position(index, 0)))
    credit = block.credit if isinstance(block, Picture) else None
    if not credit:
        return lines + set_passage(Passage(text, index, Role.CAPTION), shape, setting)
    start = len(text) - len(credit)
    together = Passage(text, index, Role.CAPTION, parts=(Part(start, len(text), Role.CREDIT),))
    in_one = set_passage(together, shape, setting)
    if start == 0 or len(in_one) == 1:
        return lines + in_one
    # A name broken in two, or a line that begins in the middle of one, credits nobody.
    lines += set_passage(Passage(Clean(text[:start]), index, Role.CAPTION), shape, setting)
    below = Shape(room=measure - 2 * inset, left=inset, align="end", balance=True)
    return lines + set_passage(Passage(credit, index, Role.CREDIT, start), below, setting)
