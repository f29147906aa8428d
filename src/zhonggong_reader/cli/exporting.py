"""`export`: articles out of the library, streamed."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import click

from zhonggong_reader import clippings, places, queries
from zhonggong_reader.cli import build, chinese, days, exits, streams
from zhonggong_reader.clippings import FORMS, Form
from zhonggong_reader.errors import InputError, LibraryError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf
from zhonggong_reader.newsdesk import Pictures, channels
from zhonggong_reader.queries import Query

STANDARD: Final = "-"
"""Standard output in place of a file."""
_HIGHEST_ID: Final = 2**63 - 1
"""The library counts in 64 bits."""

_PART: Final = 65_536
"""Bytes that are handed on at a time."""

Put = Callable[[BinaryIO], int]
"""Writes the articles to an open, seekable file; returns how many those are."""


@click.command("export", cls=chinese.Command)
@click.argument("ids", nargs=-1, type=click.IntRange(1, _HIGHEST_ID), metavar=tr("[编号]…"))
@chinese.option("--starred", is_flag=True, help=tr("收藏的文章。"))
@chinese.option("--channel", metavar=tr("频道"), help=tr("一个频道的文章，用名称或路径。"))
@chinese.option("--search", "query", metavar=tr("要找的话"), help=tr("找到的文章，写法同 search。"))
@chinese.option("--day", type=days.Day(), help=tr("一天的文章；可加 --starred 或 --channel。"))
@chinese.option(
    "--paper",
    "issue",
    type=days.Day(),
    is_flag=False,
    flag_value=days.TODAY,
    metavar=tr("[日期]"),
    help=tr("一期工人日报，各版依次；默认今天的。"),
)
@chinese.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    required=True,
    help=tr("格式，必需。"),
)
@chinese.option("--output", metavar=tr("文件"), default=STANDARD, help=tr("写到文件；默认写到标准输出。"))
def export(
    *,
    ids: tuple[int, ...],
    starred: bool,
    channel: str | None,
    query: str | None,
    day: date | None,
    issue: date | None,
    form: Form,
    output: str,
) -> int:
    """导出书库里的文章；不指定哪些，就导出全部。

    epub 是电子书，带上已存的图片；jsonl 每行一篇，可用 import 读回。
    例如：zhonggong-reader export --starred --format epub --output 收藏.epub
    """
    if sum((bool(ids), starred, channel is not None, query is not None, issue is not None)) > 1:
        raise click.UsageError(tr("编号、--starred、--channel、--search、--paper 只能用其中一种"))
    if day and (ids or query is not None or issue):
        raise click.UsageError(tr("--day 不能与编号、--search 或 --paper 同用"))
    wanted = _parsed(query) if query is not None else None
    if form == "epub" and output == STANDARD and streams.is_terminal(sys.stdout):
        raise click.UsageError(tr("epub 不能显示在终端里，请用 --output 写到文件"))
    failures: list[LibraryError] = []

    def problem(error: LibraryError) -> None:
        failures.append(error)
        streams.tell(f"zhonggong-reader: {error}")

    with build.open_library() as library:
        if issue:
            of, title = _issue(library, issue, problem)
        else:
            of, title = _chosen(library, ids, starred, channel, wanted)
        kept = library.articles.each(of, problem, day=day)
        if output == STANDARD and form != "epub":
            written = _say(clippings.pieces(kept, form))
        else:
            title = f"{title} {days.written(day)}".strip() if day else title
            picture = Pictures(folder=places.pictures()).kept
            put = partial(clippings.put, kept, form, title=title, picture=picture)
            if output == STANDARD:
                written = _to_standard(put)
            else:
                written = _to_file(put, Path(output), lambda count: count > 0 or not failures)
    if not failures:
        if not written:
            streams.tell(tr("没有可导出的文章"))
        return exits.DONE
    return exits.IN_PART if written else exits.FAILED


def _parsed(query: str) -> Query:
    try:
        return queries.parse(query)
    except InputError as error:
        raise click.UsageError(str(error)) from error


def _chosen(
    library: Library, ids: tuple[int, ...], starred: bool, channel: str | None, query: Query | None
) -> tuple[Shelf | Iterable[int], str]:
    """Return which articles are meant, and what a book of them is called; nothing: that of its article."""
    if ids:
        return ids, ""
    if query is not None:
        return _found(library, query), tr("搜索：{query}", query=query)
    if channel is not None:
        found = channels.find(library, channel).channel
        return Shelf(found.slug), found.name
    return Shelf(starred=starred), tr("收藏") if starred else ""


def _issue(
    library: Library, day: date, problem: Callable[[LibraryError], None]
) -> tuple[Shelf | Iterable[int], str]:
    """Return the articles of an issue of the newspaper, page by page; those that are not here are problems.

    Raises InputError where nothing is here of the issue.
    """
    name = tr("工人日报 {written}", written=days.written(day))
    found = library.papers.issue(day)
    if found is None:
        raise InputError(
            tr("书库里没有{name}的报纸", name=name),
            tr("先取回来：zhonggong-reader sync --paper {day}", day=day.isoformat()),
        )
    hint = tr("可再取：zhonggong-reader sync --paper {day}", day=day.isoformat())
    for page in found.pages:
        if not page.fetched:
            problem(LibraryError(tr("第 {number} 版还没有取到", number=page.page.number), hint))
    for entry in found.headlines:
        if not entry.listed.cached:
            title = entry.listed.headline.title
            problem(LibraryError(tr("《{title}》没有存下", title=title), entry.failure or hint))
    return [entry.listed.id for entry in found.headlines if entry.listed.cached], name


def _found(library: Library, query: Query) -> Iterator[int]:
    """Give the ids of the kept articles that a search finds."""
    hits, below = library.search.look(query)
    while True:
        yield from (hit.listed.id for hit in hits if hit.listed.cached)
        if below is None:
            return
        hits, below = library.search.look(query, below)


def _say(pieces: Iterable[str]) -> int:
    """Write `pieces` to standard output; count them."""
    count = 0
    for count, piece in enumerate(pieces, 1):  # noqa: B007
        streams.put_data(piece)
    return count


def _to_standard(put: Put) -> int:
    """Hand to standard output what must be seekable while it is made."""
    with tempfile.TemporaryFile() as file:
        count = put(file)
        file.seek(0)
        while part := file.read(_PART):
            streams.put_bytes(part)
    return count


def _to_file(put: Put, path: Path, wanted: Callable[[int], bool]) -> int:
    """Let `put` write a file at `path`; return its count. Raises InputError where that cannot be written.

    A file is put in place once it is complete, with the mode of the one it replaces, if with that
    many articles it is `wanted`. What is no file (a device, a named pipe) is written to.
    """
    try:
        # A symbolic link stays: what it leads to is replaced.
        path = path.resolve()
        aside = path.exists() and not path.is_file()
        handle, name = tempfile.mkstemp(dir=None if aside else path.parent, prefix=".zhonggong-reader-")
        partial_file = Path(name)
        try:
            with open(handle, "w+b") as file:
                count = put(file)
                file.flush()
                if aside:
                    file.seek(0)
                    with path.open("wb") as device:
                        shutil.copyfileobj(file, device)
                    return count
                os.fsync(handle)
            if wanted(count):
                partial_file.chmod(_mode(path))
                partial_file.replace(path)
        finally:
            partial_file.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            tr("文件 {path} 写不了：{reason}", path=path, reason=reason(error)), tr("请换一个位置")
        ) from error
    return count


def _mode(path: Path) -> int:
    """Return the mode of the file at `path`; of a file made anew where there is none."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
