"""`export`: articles out of the library, streamed."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

import click

from zhonggong_reader import clippings
from zhonggong_reader.cli import build, chinese, exits, streams
from zhonggong_reader.cli.complaints import reason
from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle, Shelf
from zhonggong_reader.newsdesk import channels

STANDARD: Final = "-"
"""Standard output in place of a file."""
_HIGHEST_ID: Final = 2**63 - 1
"""The library counts in 64 bits."""


@click.command("export", cls=chinese.Command)
@click.argument("ids", nargs=-1, type=click.IntRange(1, _HIGHEST_ID), metavar=tr("[编号]…"))
@chinese.option("--starred", is_flag=True, help=tr("收藏的文章。"))
@chinese.option("--channel", metavar=tr("频道"), help=tr("一个频道的文章，用名称或路径。"))
@chinese.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "jsonl"]),
    required=True,
    help=tr("必需。jsonl 每行一篇，可用 import 读回。"),
)
@chinese.option("--output", metavar=tr("文件"), default=STANDARD, help=tr("写到文件；默认写到标准输出。"))
def export(ids: tuple[int, ...], starred: bool, channel: str | None, form: str, output: str) -> int:
    """导出书库里的文章；不指定哪些，就导出全部。

    例如：zhonggong-reader export --starred --format markdown --output 收藏.md
    """
    if sum((bool(ids), starred, channel is not None)) > 1:
        raise click.UsageError(tr("编号、--starred、--channel 只能用其中一种"))
    failures: list[LibraryError] = []

    def problem(error: LibraryError) -> None:
        failures.append(error)
        streams.tell(f"zhonggong-reader: {error}")

    with build.open_library() as library:
        slug = channels.find(library, channel).channel.slug if channel is not None else None
        kept = library.articles.each(ids or Shelf(slug, starred=starred), problem)
        pieces = clippings.write(kept) if form == "jsonl" else _as_markdown(kept)
        if output == STANDARD:
            written = _to_standard(pieces)
        else:
            written = _to_file(pieces, Path(output), lambda count: count > 0 or not failures)
    if not failures:
        return exits.DONE
    return exits.IN_PART if written else exits.FAILED


def _as_markdown(kept: Iterable[KeptArticle]) -> Iterator[str]:
    """Yield each article as Markdown, a rule between two."""
    between = ""
    for each in kept:
        yield between + clippings.markdown(each.article)
        between = "\n---\n\n"


def _to_standard(pieces: Iterable[str]) -> int:
    """Write `pieces` to standard output; count them."""
    count = 0
    for count, piece in enumerate(pieces, 1):  # noqa: B007
        streams.put_data(piece)
    return count


def _to_file(pieces: Iterable[str], path: Path, wanted: Callable[[int], bool]) -> int:
    """Write `pieces` to `path`; count them. Raises InputError where it cannot be written.

    A file is put in place once it is complete, with the mode of the one it replaces, if with that
    many pieces it is `wanted`. What is no file (a device, a named pipe) is written to.
    """
    try:
        # A symbolic link stays: what it leads to is replaced.
        path = path.resolve()
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="\n") as file:
                return _write(pieces, file)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".zhonggong-reader-")
        partial = Path(name)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                count = _write(pieces, file)
                file.flush()
                os.fsync(handle)
            if wanted(count):
                partial.chmod(_mode(path))
                partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            tr("文件 {path} 写不了：{reason}", path=path, reason=reason(error)), tr("请换一个位置")
        ) from error
    return count


def _write(pieces: Iterable[str], file: TextIO) -> int:
    count = 0
    for count, piece in enumerate(pieces, 1):  # noqa: B007
        file.write(piece)
    return count


def _mode(path: Path) -> int:
    """Return the mode of the file at `path`; of a file made anew where there is none."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
