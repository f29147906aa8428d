"""Articles as Markdown (CommonMark 0.31, with the tables of GitHub's dialect).

What a page says is never read as syntax: every character that could be is escaped, addresses are
percent-encoded, and only http and https lead anywhere.
"""

import re
from collections.abc import Iterator

from zhonggong_reader.clippings.targets import web_target
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
)

_INLINE = re.compile(r"[\\`*_\[\]<>&~|$]")
_AUTOLINK = re.compile(
    r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=ftp)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE
)
"""Where an escape keeps GitHub's dialect from making a link of bare words."""
_LINE_START = re.compile(r"^(?P<number>\d{1,9})(?=[.)])|^(?=[#+\-=:%])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def markdown(article: Article) -> str:
    """Return `article` as a Markdown document that ends with a line break.

    Headline, a line with channel, source and time, the body in order, the editor, the links inside
    the body, and the address it came from.
    """
    return "\n\n".join(part for part in _parts(article) if part) + "\n"


def _parts(article: Article) -> Iterator[str]:
    yield f"# {_line(article.title)}"
    if article.kicker:
        yield f"引题：{_line(article.kicker)}"
    if article.original_title and article.original_title != article.title:
        yield f"原标题：{_line(article.original_title)}"
    published = f"{article.published.astimezone(BEIJING):%Y-%m-%d %H:%M}" if article.published else None
    yield " · ".join(_line(word) for word in (article.channel, article.source, published) if word)
    for block in article.blocks:
        yield _block(block)
    if article.editor:
        yield f"责任编辑：{_line(article.editor)}"
    yield "\n".join(f"- {_link(link.text, link.address)}" for link in article.links)
    source = web_target(article.address)
    yield f"原文：<{source}>" if source else ""


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return _lines(text)
        case Subheading(text):
            return f"## {_line(text)}"
        case Quote(text):
            return "\n".join(f"> {line}" for line in _lines(text).split("\n"))
        case Picture(address, caption, credit):
            words = "　".join(filter(None, (caption, credit)))
            target = _target(address)
            picture = f"![{_line(words or '图片')}]({target})" if target else ""
            return "\n\n".join(filter(None, (picture, f"*{_line(words)}*" if words else "")))
        case Video(address, caption):
            return _link(f"视频：{caption}" if caption else "视频", address)
        case Table(rows):
            return _table(rows)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return `rows` with the first as head, which the dialect asks for, each as long as the longest."""
    columns = max(map(len, rows), default=0)
    if columns == 0:
        return ""
    lines = [
        "| " + " | ".join(_line(cell) for cell in (*row, *[""] * (columns - len(row)))) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def _link(text: str, address: str) -> str:
    """Return `text` leading to `address`; `text` alone where that is not an address of the web."""
    target = _target(address)
    return f"[{_line(text)}]({target})" if target else _line(text)


def _target(address: str | None) -> str | None:
    """Return `address` as a link destination; None where it does not lead to the web."""
    target = web_target(address)
    return _ENTITY.sub(r"\\&", target) if target else None


def _lines(text: str) -> str:
    """Return `text` escaped, its line breaks kept as hard ones."""
    return "\\\n".join(_line(line) for line in text.split("\n") if line.strip())


def _line(text: str) -> str:
    """Return `text` escaped, as one line without blanks at its ends."""
    line = _INLINE.sub(r"\\\g<0>", " ".join(text.split("\n")).strip())
    line = _AUTOLINK.sub(r"\\", line)
    return _LINE_START.sub(lambda start: f"{start['number'] or ''}\\", line)
