"""`import`: articles into the library, streamed: a million lines need no more memory than ten.

What is taken in holds, batch by batch, whatever ends the import. The library keeps with each batch how
far the file was read, so the next import of the same file goes on there.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from time import monotonic
from typing import BinaryIO, Final

import click

from zhonggong_reader import clippings, files
from zhonggong_reader.cli import build, chinese, exits
from zhonggong_reader.cli.indexing import catch_up
from zhonggong_reader.cli.progress import Progress, progress
from zhonggong_reader.cli.streams import tell
from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.library import Added, ImportMark, Library
from zhonggong_reader.model import KeptArticle

STANDARD: Final = "-"
"""Standard input in place of a file."""
_WORK: Final = tr("文章")
_HEAD: Final = 65_536
"""Bytes by which a file is known."""
_TAIL: Final = 4_096
"""Bytes before a mark by which the place is known."""
_SHOWN_EVERY: Final = 50
"""Articles between two changes of what the bar says."""
_ONE_BY_ONE: Final = 10
"""Bad lines in a row that are named one by one."""


@click.command("import", cls=chinese.Command)
@click.argument("file", metavar=tr("文件.jsonl"))
@chinese.option("--restart", is_flag=True, help=tr("从头读起，不接着上次中断的地方。"))
def import_(file: str, restart: bool) -> int:
    """把 export 导出的 jsonl 读进书库；- 为标准输入。

    已有的文章保留较新的一份，已读和收藏两边合并。坏行说出行号并跳过，好的照收。
    中断了再运行一次，就从中断的地方接着读。
    最后编索引，供搜索用；这时按 Ctrl+C 停下也不丢什么，以后接着编。
    """
    if file == STANDARD:
        stream = BytesIO() if sys.stdin is None else sys.stdin.buffer
        return _run(_Import(stream, tr("标准输入"), size=None), restart)
    try:
        with files.open_to_read(file) as stream:
            size = os.fstat(stream.fileno()).st_size if stream.seekable() else None
            return _run(_Import(stream, file, size), restart)
    except OSError as error:
        raise InputError(tr("文件 {file} 读不出来：{reason}", file=file, reason=reason(error))) from error


def _run(source: "_Import", restart: bool) -> int:
    with build.open_library() as library, progress(shares=True) as bars:
        try:
            added = source.take_in(library, bars, restart=restart)
        except KeyboardInterrupt:
            bars.note(tr("已中断；收下的都在书库里，再运行一次会接着读"))
            raise
        catch_up(library.index, bars)
    skipped = tr("，坏行 {bad} 行", bad=source.bad) if source.bad else ""
    tell(
        tr(
            "新收 {new} 篇，更新 {renewed} 篇，已有 {unchanged} 篇{skipped}",
            new=added.new,
            renewed=added.renewed,
            unchanged=added.unchanged,
            skipped=skipped,
        )
    )
    if not source.bad:
        return exits.DONE
    return exits.IN_PART if added != Added() else exits.FAILED


class _Import:
    """One file on its way into the library."""

    def __init__(self, stream: BinaryIO, name: str, size: int | None) -> None:
        """Take a stream of articles and its name; `size` in bytes, None where one cannot go back in it."""
        self.bad = 0
        """Lines that are no articles."""
        self._stream = stream
        self._name = name
        self._size = size
        self._lines = clippings.Lines(stream)
        self._key = self._digest(0, _HEAD) if size is not None else ""

    def take_in(self, library: Library, bars: Progress, *, restart: bool) -> Added:
        """Add the articles; tell of bad lines as they come."""
        if self._size is None:
            bars.expect(_WORK, None)
            return library.articles.add(self._articles(bars))
        bars.expect(_WORK, self._size)
        mark = library.imports.mark(self._key)
        if mark and not restart and self._is_here(mark):
            self._lines = clippings.Lines(self._stream, offset=mark.offset, number=mark.line)
            bars.note(tr("接着上次读，从第 {line} 行起；要从头读，加 --restart", line=mark.line + 1))
            bars.advance(_WORK, by=mark.offset)
        self._stream.seek(self._lines.offset)
        added = library.articles.add(self._articles(bars), self._mark)
        if mark or added != Added():
            library.imports.finished(self._key)
        return added

    def _articles(self, bars: Progress) -> Iterator[KeptArticle]:
        begun, count, told = monotonic(), 0, self._lines.offset
        bad = _BadLines(self._name, bars)
        try:
            for line in self._lines:
                if isinstance(line, clippings.BadLine):
                    self.bad += 1
                    bad.add(line)
                    continue
                bad.end()
                count += 1
                if count % _SHOWN_EVERY == 0:
                    rate = round(count / max(monotonic() - begun, 0.001))
                    doing = tr("{count} 篇，每秒 {rate} 篇", count=count, rate=rate)
                    bars.advance(_WORK, doing, by=self._lines.offset - told)
                    told = self._lines.offset
                yield line
        finally:
            bad.end()

    def _mark(self) -> ImportMark:
        """Return how far the file is read."""
        offset = self._lines.offset
        mark = ImportMark(self._key, offset, self._lines.number, self._digest(max(0, offset - _TAIL), offset))
        self._stream.seek(offset)
        return mark

    def _is_here(self, mark: ImportMark) -> bool:
        """Tell whether the file still has before the mark what it had when the mark was made."""
        within = mark.offset <= (self._size or 0)
        return within and self._digest(max(0, mark.offset - _TAIL), mark.offset) == mark.before

    def _digest(self, start: int, end: int) -> str:
        self._stream.seek(start)
        return hashlib.sha256(self._stream.read(end - start)).hexdigest()


class _BadLines:
    """Bad lines as they are told of: each by its number, but many with the same fault in a row as one.

    A file that is no JSON Lines at all would otherwise be told of line by line.
    """

    def __init__(self, name: str, bars: Progress) -> None:
        self._name = name
        self._bars = bars
        self._reason = ""
        self._in_a_row = 0
        self._waiting: tuple[int, int] | None = None
        """The first and the last that are not told of yet."""

    def add(self, line: clippings.BadLine) -> None:
        """Take the next bad line."""
        if line.reason != self._reason:
            self.end()
            self._reason = line.reason
        self._in_a_row += 1
        if self._in_a_row <= _ONE_BY_ONE:
            self._tell(str(line.number))
        else:
            self._waiting = (self._waiting[0] if self._waiting else line.number, line.number)

    def end(self) -> None:
        """Tell of what is not told of yet: a good line follows, or nothing more."""
        if self._waiting:
            first, last = self._waiting
            self._tell(str(first) if first == last else f"{first}–{last}")
        self._waiting, self._in_a_row = None, 0

    def _tell(self, which: str) -> None:
        self._bars.note(
            tr("{name} 第 {number} 行：{reason}", name=self._name, number=which, reason=self._reason)
        )
