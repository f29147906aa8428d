"""The kinds of block: each with its passages, its indent, its measure and its roles."""

from dataclasses import replace
from typing import Final, assert_never

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
from zhonggong_reader.typeset import table
from zhonggong_reader.typeset.galley import Line, Role, Segment
from zhonggong_reader.typeset.passage import Passage, Shape, set_passage
from zhonggong_reader.typeset.setting import NARROW, Setting
from zhonggong_reader.typeset.source import block_source

PICTURE_LABEL: Final = "〔图片〕"
VIDEO_LABEL: Final = "〔视频〕"


def set_block(article: Article, index: int, measure: int, setting: Setting) -> list[Line]:
    """Return the lines of block `index` of `article` on `measure` cells, without blank lines around."""
    block = article.blocks[index]
    match block:
        case Paragraph(text):
            indent = 0 if not setting.indent else 4 if measure >= NARROW else 2
            shape = Shape(room=measure, indent=indent, justify=True)
            parts = _dateline(article, index)
            return set_passage(Passage(text, index, Role.BODY, parts=parts), shape, setting)
        case Subheading(text):
            shape = Shape(room=measure, balance=True)
            return set_passage(Passage(text, index, Role.SUBHEADING), shape, setting)
        case Quote(text):
            return _set_quote(text, index, measure, setting)
        case Picture() | Video():
            return _set_caption(block, index, measure, setting)
        case Table():
            return table.set_table(block, index, measure, setting)
        case _:
            assert_never(block)


def _dateline(article: Article, index: int) -> tuple[tuple[int, int, Role], ...]:
    """Return the part of block `index` that is the dateline; it stands at the head of the first text."""
    block = article.blocks[index]
    if not article.dateline or not isinstance(block, Paragraph):
        return ()
    if any(isinstance(earlier, Paragraph) for earlier in article.blocks[:index]):
        return ()
    start = block.text.find(article.dateline)
    return ((start, start + len(article.dateline), Role.DATELINE),) if start >= 0 else ()


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
    """Set the line that stands for a picture or film, with its caption and credit."""
    label, role = (PICTURE_LABEL, Role.PICTURE) if isinstance(block, Picture) else (VIDEO_LABEL, Role.VIDEO)
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
    parts = ((len(text) - len(credit), len(text), Role.CREDIT),) if credit else ()
    return lines + set_passage(Passage(text, index, Role.CAPTION, parts=parts), shape, setting)
