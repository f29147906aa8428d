"""Articles out of the bytes of a broken library, without SQLite and without its tree of pages.

A row of `article` is known by its header (SQLite's record format: https://sqlite.org/fileformat2.html
section 2.1) and proven by the SHA-256 in it: what is found is exactly what was stored, wherever the way
to it is lost. What was deleted and not yet written over is found as well. Of headlines only the marks are
taken, which nothing proves.
"""

import contextlib
import mmap
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from msgspec import Struct

from zhonggong_reader import files
from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library.rows import moment
from zhonggong_reader.library.sealed import intact, unseal_article
from zhonggong_reader.model import KeptArticle

LONGEST: Final = 50_000_000
"""Bytes of the longest row that is believed."""
_PAGE: Final = 4096
"""Bytes of a page where the file does not say."""
_VARINT: Final = rb"[\x80-\xff]{0,8}[\x00-\x7f]"
# The header's size, NULL for the id, then: content, a digest of 32 bytes. Or: an address, a title.
_ARTICLE: Final = re.compile(rb"(?=[\x06-\x1e]\x00" + _VARINT + rb"\x4c)")
_HEADLINE: Final = re.compile(
    rb"(?=[\x10-\x40]\x00" + _VARINT + _VARINT + rb")(?=.{16,64}?https?://)", re.DOTALL
)
_DEFLATED: Final = re.compile(rb"\x78\x9c")
"""How what zlib deflates begins (RFC 1950), at the level at which articles are."""
_HTTP: Final = re.compile(rb"https?://")
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type of an integer, and its bytes."""

_Value = int | bytes | None
_Bytes = bytes | mmap.mmap


class _Marks(Struct, frozen=True):
    read: bool
    starred: bool


def carve(broken: Path) -> Iterator[KeptArticle]:
    """Give every intact article whose row is in the file; one may come twice, or in an older state."""
    try:
        with (
            files.open_to_read(broken) as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            size = _page_size(content)
            marks = dict(_marks(content, size))
            for kept in chain(_articles(content, size), _loose(content, size)):
                mark = marks.get(kept.article.address, _Marks(read=False, starred=False))
                yield KeptArticle(
                    id=0,
                    article=kept.article,
                    fetched=kept.fetched,
                    read=mark.read,
                    starred=mark.starred,
                    position=None,
                )
    except (OSError, ValueError):  # an empty file cannot be mapped
        return


def _page_size(content: _Bytes) -> int:
    size = int.from_bytes(content[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if size in [2**power for power in range(9, 17)] else _PAGE


def _articles(content: _Bytes, size: int) -> Iterator[KeptArticle]:
    """Give the articles whose rows can be read."""
    for found in _ARTICLE.finditer(content):
        row = _row(content, found.start(), size)
        if row is None or len(row) < 6:
            continue
        fetched = row[5] if isinstance(row[5], int) else 0
        yield from _proven(row[1], row[2], fetched)


def _loose(content: _Bytes, size: int) -> Iterator[KeptArticle]:
    """Give the articles that lie in one piece of at most `size` bytes, whatever is round them."""
    for found in _DEFLATED.finditer(content):
        start = found.start()
        inflating = zlib.decompressobj()
        # Not to the end of the page: bytes that were lost or added before it have moved everything.
        piece = content[start : start + size]
        try:
            inflating.decompress(piece)
        except zlib.error:
            continue
        if inflating.eof:
            end = len(piece) - len(inflating.unused_data)
            yield from _proven(piece[:end], piece[end : end + 32], 0)


def _proven(stored: _Value, digest: _Value, fetched: int) -> Iterator[KeptArticle]:
    """Give the article, if it is what was stored."""
    if not isinstance(stored, bytes) or not isinstance(digest, bytes) or not intact(stored, digest):
        return
    with contextlib.suppress(LibraryError):
        article = unseal_article(stored, digest, "")
        when = moment(fetched)
        yield KeptArticle(id=0, article=article, fetched=when, read=False, starred=False, position=None)


def _marks(content: _Bytes, size: int) -> Iterator[tuple[str, _Marks]]:
    for found in _HEADLINE.finditer(content):
        start = found.start()
        if not _HTTP.match(content, start + content[start]):
            continue
        row = _row(content, start, size)
        if row is None or len(row) < 17 or not isinstance(row[1], bytes):
            continue
        yield row[1].decode("utf-8", "replace"), _Marks(row[11] == 1, row[13] == 1)


def _row(content: _Bytes, start: int, size: int) -> list[_Value] | None:
    """Return the values of the row that begins at `start`, pages of `size` bytes; None: there is none."""
    end = start + content[start]
    types: list[int] = []
    place = start + 1
    while place < end:
        kind, place = _varint(content, place)
        types.append(kind)
    if place != end:
        return None
    lengths = [_length(kind) for kind in types]
    total = end - start + sum(lengths)
    if total > LONGEST or min(lengths, default=0) < 0:
        return None
    payload = _payload(content, start, total, size)
    if payload is None:
        return None
    values: list[_Value] = []
    place = end - start
    for kind, length in zip(types, lengths, strict=True):
        values.append(_value(kind, payload[place : place + length]))
        place += length
    return values


def _varint(content: _Bytes, place: int) -> tuple[int, int]:
    """Return the number at `place`, and where the next one begins (section 1.6 of the format)."""
    value = 0
    for count in range(9):
        byte = content[place + count] if place + count < len(content) else 0
        if count == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    raise AssertionError


def _length(kind: int) -> int:
    """Return how many bytes a value of this serial type has; less than 0 for a type that there is not."""
    if kind >= 12:
        return (kind - 12) // 2
    if kind == 7:
        return 8
    return -1 if kind in (10, 11) else _INTEGERS.get(kind, 0)


def _value(kind: int, data: bytes) -> _Value:
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return data
    return int.from_bytes(data, "big", signed=True) if kind in _INTEGERS else None


def _payload(content: _Bytes, start: int, total: int, size: int) -> bytes | None:
    """Return the `total` bytes of a row, its pages of overflow included (section 1.6)."""
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    local = total
    if total > most:
        local = least + (total - least) % (size - 4)
        local = local if local <= most else least
    if start % size + local > size:
        return None
    parts = [content[start : start + local]]
    left = total - local
    following = int.from_bytes(content[start + local : start + local + 4], "big") if left else 0
    seen: set[int] = set()
    while left:
        place = (following - 1) * size
        if following in seen or not 0 <= place <= len(content) - size:
            return None
        seen.add(following)
        parts.append(content[place + 4 : place + 4 + min(left, size - 4)])
        left -= len(parts[-1])
        following = int.from_bytes(content[place : place + 4], "big")
    return b"".join(parts)
