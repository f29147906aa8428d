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
from zhonggong_reader.language import tr
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


class Lines:
    """The lines of a stream: for each the article that it says, or what is wrong with it.

    Blank lines are passed over. A line of more than `limit` bytes is bad, and is not held in memory.
    Raises OSError where reading itself fails.
    """

    def __init__(
        self, stream: BinaryIO, *, offset: int = 0, number: int = 0, limit: int = LINE_LIMIT
    ) -> None:
        """Begin where `stream` stands: behind `offset` bytes and `number` lines of it."""
        self.offset = offset
        """Bytes that are read."""
        self.number = number
        """Lines that are read."""
        self._stream = stream
        self._limit = limit

    def __iter__(self) -> Iterator[KeptArticle | BadLine]:
        while line := self._stream.readline(self._limit + 1):
            first = self.offset == 0
            self.offset += len(line)
            self.number += 1
            if len(line) > self._limit and not line.endswith(b"\n"):
                self._skip()
                yield BadLine(self.number, tr("这一行超过了 {limit} 字节", limit=self._limit))
            elif content := line.removeprefix(_BYTE_ORDER_MARK if first else b"").strip():
                yield _article(self.number, content)

    def _skip(self) -> None:
        """Pass over the rest of a line."""
        while rest := self._stream.readline(65_536):
            self.offset += len(rest)
            if rest.endswith(b"\n"):
                return


def _article(number: int, line: bytes) -> KeptArticle | BadLine:
    try:
        return kept_from_json(msgspec.json.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return BadLine(number, tr("这一行不是有效的 JSON"))
    except RecursionError:
        return BadLine(number, tr("这一行的 JSON 嵌套太深"))
    except InputError as error:
        return BadLine(number, str(error))
