"""The words of a stored article, without making an article of it: what is searched, passage by passage."""

import msgspec
from msgspec import Struct

from zhonggong_reader.library.sealed import damaged, unseal


class _Block(Struct):
    text: str | None = None
    caption: str | None = None
    credit: str | None = None
    rows: list[list[str]] = []


class _Stored(Struct):
    title: str
    blocks: list[_Block]
    original_title: str | None = None
    kicker: str | None = None


_DECODER = msgspec.json.Decoder(_Stored)


def passages(stored: bytes, digest: bytes, title: str) -> tuple[str, ...]:
    """Return the passages of the article that was sealed, as they are read on the screen.

    The headline as the page has it is one of them where a list calls it otherwise, `title`. Raises
    DamagedArticle.
    """
    try:
        article = _DECODER.decode(unseal(stored, digest, title))
    except msgspec.MsgspecError as error:
        raise damaged(title) from error
    found: list[str] = []
    for block in article.blocks:
        if block.text:
            found.append(block.text)
        elif block.caption or block.credit:
            found.append("\u3000".join(part for part in (block.caption, block.credit) if part))
        else:
            found += (cell for row in block.rows for cell in row)
    # Behind the text: what begins a snippet is the text.
    heads = (article.kicker, article.original_title, article.title if article.title != title else None)
    return (*found, *(head for head in heads if head))
