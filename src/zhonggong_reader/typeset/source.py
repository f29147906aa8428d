"""The source text of an article: what positions count in, and what copying gives back.

Every block has one source text. The lines before the body are block -1, those behind it are block
`len(article.blocks)`.
"""

import re
from datetime import time
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
from zhonggong_reader.typeset.galley import Role

HEAD: Final = -1
"""The block of the lines before the body."""

READING_SPEED: Final = 500
"""字 a minute that grades 7–9 shall read of general modern text (《义务教育语文课程标准（2022年版）》)."""

_WIDE_BLANK: Final = "\u3000"
_NEWSPAPER_PAGE = re.compile(r"\d\d版")
"""Begins a channel that is a page of the newspaper: `01版：要闻`. Others do not stand over an article."""


def block_source(block: Block) -> Clean:
    """Return the source text of a block.

    A caption and its credit have a full-width blank between them, the cells of a table's row a
    tab, its rows a line break. A picture without words is empty.
    """
    match block:
        case Paragraph(text) | Subheading(text) | Quote(text):
            return text
        case Picture(_, caption, credit):
            return Clean(_WIDE_BLANK.join(part for part in (caption, credit) if part))
        case Video(_, caption):
            return caption or Clean("")
        case Table(rows):
            return Clean("\n".join("\t".join(row) for row in rows))
        case _:
            assert_never(block)


def head_parts(article: Article) -> tuple[tuple[Role, Clean], ...]:
    """Return the lines before the body: 引题, 原标题 where it differs, the headline, where it comes from."""
    parts: list[tuple[Role, Clean]] = [(Role.KICKER, article.kicker)] if article.kicker else []
    if article.original_title and article.original_title != article.title:
        parts.append((Role.KICKER, Clean(f"原标题：{article.original_title}")))
    parts.append((Role.HEADLINE, article.title))
    facts = [article.source or ""]
    if article.channel and _NEWSPAPER_PAGE.match(article.channel):
        facts.append(article.channel)
    if article.published:
        # What prints no clock is of the day, not of midnight.
        has_clock = article.published.time() != time()
        facts.append(article.published.strftime("%Y-%m-%d %H:%M" if has_clock else "%Y-%m-%d"))
    characters = article.characters
    if characters:
        facts += f"{characters}字", f"约{reading_minutes(characters)}分钟"
    parts.append((Role.SOURCE, Clean(_WIDE_BLANK.join(fact for fact in facts if fact))))
    return tuple((role, text) for role, text in parts if text)


def reading_minutes(characters: int) -> int:
    """Return the minutes that so many characters (字数) take to read, at least one."""
    return max(1, round(characters / READING_SPEED))


def tail_parts(article: Article) -> tuple[tuple[Role, Clean], ...]:
    """Return the lines behind the body: the editor's."""
    return ((Role.EDITOR, Clean(f"责任编辑：{article.editor}")),) if article.editor else ()


def source_of(article: Article, block: int) -> Clean:
    """Return the source text of block `block`, which may be -1 or `len(article.blocks)`."""
    if block == HEAD:
        return Clean("\n".join(text for _, text in head_parts(article)))
    if block == len(article.blocks):
        return Clean("\n".join(text for _, text in tail_parts(article)))
    return block_source(article.blocks[block])


def source_text(article: Article, start: Position, end: Position) -> str:
    """Return the exact source from `start` up to `end`, blocks apart by a blank line.

    Blocks without text (a picture without a caption) leave nothing. Empty where `end` is not
    behind `start`.
    """
    texts: list[str] = []
    for block in range(max(start.block, HEAD), min(end.block, len(article.blocks)) + 1):
        text = source_of(article, block)
        first = start.offset if block == start.block else 0
        last = end.offset if block == end.block else len(text)
        texts.append(text[max(0, first) : max(0, last)])
    return "\n\n".join(text for text in texts if text)
