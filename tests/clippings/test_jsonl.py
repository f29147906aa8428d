"""JSON Lines: streams that one bad line does not stop."""

import io
import json
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import Any

import pytest
from msgspec.structs import replace

from zhonggong_reader.clippings import BadLine, Lines, write
from zhonggong_reader.model import BEIJING, Article, KeptArticle, Paragraph
from zhonggong_reader.text import Clean

KEPT = KeptArticle(
    id=0,
    article=Article(
        address="https://www.workercn.cn/c/2022-04-28/6945203.shtml",
        title=Clean("首届大国工匠创新交流大会开幕"),
        published=datetime(2022, 4, 28, 7, 14, tzinfo=BEIJING),
        blocks=(Paragraph(Clean("第一段\n“带引号”\\")),),
    ),
    fetched=datetime(2022, 5, 1, 8, 0, tzinfo=UTC),
    read=True,
    starred=False,
    position=None,
)
LINE = next(write([KEPT])).encode()


def test_what_is_written_is_read_again() -> None:
    starred = replace(KEPT, starred=True)
    lines = list(write([KEPT, starred]))
    assert [line.count("\n") for line in lines] == [1, 1]
    assert list(Lines(io.BytesIO("".join(lines).encode()))) == [KEPT, starred]


def test_chinese_is_written_as_it_is() -> None:
    assert "首届大国工匠" in LINE.decode()
    assert json.loads(LINE)["fetched"] == "2022-05-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "不是有效的 JSON"),
        (b"\xff\xfe", "不是有效的 JSON"),
        (b'{"title": "\xd6\xd0"}', "不是有效的 JSON"),
        (b'{"a": 1} {"b": 2}', "不是有效的 JSON"),
        (b"[" * 100_000, "嵌套太深"),
        (b"[]", "应为对象"),
        (b"{}", "缺少"),
        (LINE.strip().replace(b"https:", b"file:"), "address"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(line: bytes, reason: str) -> None:
    first, bad, last = Lines(io.BytesIO(LINE + line + b"\n" + LINE))
    assert (first, last) == (KEPT, KEPT)
    assert isinstance(bad, BadLine)
    assert bad.number == 2
    assert reason in bad.reason


def test_blank_lines_byte_order_mark_and_a_missing_last_break_are_no_fault() -> None:
    assert list(Lines(io.BytesIO(b"\xef\xbb\xbf" + LINE + b"\r\n\n" + LINE.rstrip()))) == [KEPT, KEPT]


def test_where_it_stands_can_be_gone_back_to() -> None:
    content = LINE + b"{\n\n" + b"x" * 1_000_000 + b"\n" + LINE + b"}"
    everything = list(Lines(io.BytesIO(content), limit=99_999))
    assert [line.number if isinstance(line, BadLine) else 0 for line in everything] == [0, 2, 4, 0, 6]
    lines = Lines(io.BytesIO(content), limit=99_999)
    for count, _ in enumerate(lines, 1):
        rest = io.BytesIO(content[lines.offset :])
        again = Lines(rest, offset=lines.offset, number=lines.number, limit=99_999)
        assert list(again) == everything[count:]
        assert (again.offset, again.number) == (len(content), 6)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_a_line_at_the_limit_is_read_and_one_byte_more_is_not(ending: bytes) -> None:
    content = LINE.rstrip() + ending.rstrip(b"\n")
    [read_line] = Lines(io.BytesIO(content + b"\n"), limit=len(content))
    assert read_line == KEPT
    bad, good = Lines(io.BytesIO(b" " + content + b"\n" + content), limit=len(content))
    assert bad == BadLine(1, f"这一行超过了 {len(content)} 字节")
    assert good == KEPT


class Chunks(io.RawIOBase):
    """A file whose bytes are made while they are read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._chunks, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def read_with_peak(chunks: Iterable[bytes]) -> tuple[Counter[KeptArticle | BadLine], int]:
    """Return how often each result came, and the most bytes that were in use."""
    tracemalloc.start()
    try:
        results = Counter(Lines(io.BufferedReader(Chunks(chunks)), limit=1_000_000))
        return results, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_line_without_end_is_not_held_in_memory() -> None:
    results, peak = read_with_peak(chain(repeat(b"x" * 65_536, 1600), [b"\n", LINE]))
    assert results == {BadLine(1, "这一行超过了 1000000 字节"): 1, KEPT: 1}
    assert peak < 10_000_000


def test_memory_does_not_grow_with_the_lines() -> None:
    lines = 5000
    results, peak = read_with_peak(line.encode() for line in write(repeat(KEPT, lines)))
    assert results == {KEPT: lines}
    assert peak < lines * len(LINE) / 4
