"""Articles as JSON, one a line (JSON Lines): what `export` writes and `import` reads.

Both ways are streams: a million lines take no more memory than the longest of them. What an
article's JSON says is for `interchange`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import msgspec

from zhonggong_reader.errors import InputError
from zhonggong_reader.interchange import kept_from_json, kept_to_json
from zhonggong_reader.model import KeptArticle

LINE_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a line, its break not counted: the largest article (`text.ARTICLE_LIMIT`) in UTF-8."""

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no article."""

    number: int
    """Counted from 1."""
    reason: str
    """A Chinese sentence without a full stop."""


def write(kept: Iterable[KeptArticle]) -> Iterator[str]:
    """Yield a line for each article, with its line break."""
    for article in kept:
        yield msgspec.json.encode(kept_to_json(article)).decode() + "\n"


def read(stream: BinaryIO, *, limit: int = LINE_LIMIT) -> Iterator[KeptArticle | BadLine]:
    """Yield the article of each line of `stream`, or what is wrong with the line; skip blank lines.

    A line of more than `limit` bytes is bad, and is not held in memory. Raises OSError where
    reading itself fails.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield BadLine(number, f"这一行超过了 {limit} 字节")
        elif content := line.removeprefix(_BYTE_ORDER_MARK if number == 1 else b"").strip():
            yield _article(number, content)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(65_536)) and not rest.endswith(b"\n"):
        pass


def _article(number: int, line: bytes) -> KeptArticle | BadLine:
    try:
        return kept_from_json(msgspec.json.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return BadLine(number, "这一行不是有效的 JSON")
    except RecursionError:
        return BadLine(number, "这一行的 JSON 嵌套太深")
    except InputError as error:
        return BadLine(number, str(error))
