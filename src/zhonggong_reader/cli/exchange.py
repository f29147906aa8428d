"""`export` and `import`: articles out of the library and into it, streamed."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import click

from zhonggong_reader import clippings
from zhonggong_reader.cli import build, chinese
from zhonggong_reader.cli.progress import progress
from zhonggong_reader.cli.sync import DONE, FAILED, IN_PART
from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.library import Added
from zhonggong_reader.model import KeptArticle, Shelf
from zhonggong_reader.newsdesk import channels

STANDARD: Final = "-"
"""Standard input or output in place of a file."""


@click.command("export", cls=chinese.Command)
@click.argument("ids", nargs=-1, type=click.IntRange(min=1), metavar="[编号]…")
@click.option("--starred", is_flag=True, help="收藏的文章。")
@click.option("--channel", metavar="频道", help="一个频道的文章。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "jsonl"]),
    required=True,
    help="markdown，或 jsonl（每行一篇的 JSON，可用 import 读回）。",
)
@click.option("--output", metavar="文件", default=STANDARD, help="写到这个文件；默认写到标准输出。")
def export(ids: tuple[int, ...], starred: bool, channel: str | None, form: str, output: str) -> int:
    """把书库里的文章导出来；不指定哪些则导出全部。"""
    if sum((bool(ids), starred, channel is not None)) > 1:
        raise click.UsageError("编号、--starred、--channel 只能用其中一种")
    failures: list[LibraryError] = []

    def problem(error: LibraryError) -> None:
        failures.append(error)
        click.echo(f"zhonggong-reader: {error}", err=True)

    with build.open_library() as library:
        slug = channels.find(library, channel).channel.slug if channel else None
        kept = library.articles.each(ids or Shelf(slug, starred=starred), problem)
        written = _write(clippings.write(kept) if form == "jsonl" else _as_markdown(kept), output)
    if not failures:
        return DONE
    return IN_PART if written else FAILED


def _as_markdown(kept: Iterable[KeptArticle]) -> Iterator[str]:
    """Yield each article as Markdown, a rule between two."""
    between = ""
    for each in kept:
        yield between + clippings.markdown(each.article)
        between = "\n---\n\n"


def _write(pieces: Iterable[str], output: str) -> int:
    """Write `pieces`, a file only as a whole: it is put in place once it is complete. Count them."""
    count = 0
    if output == STANDARD:
        for count, piece in enumerate(pieces, 1):  # noqa: B007
            click.echo(piece, nl=False)
        return count
    target = Path(output)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                for count, piece in enumerate(pieces, 1):  # noqa: B007
                    file.write(piece)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"文件 {output} 写不了：{reason}", "请换一个位置") from error
    return count


@click.command("import", cls=chinese.Command)
@click.argument("file", metavar="文件.jsonl")
def import_(file: str) -> int:
    """把 export 导出的 jsonl 读进书库；- 为标准输入。

    已有的文章保留较新的一份，已读和收藏两边合并。坏行说出行号并跳过，好的照收。
    """
    if file == STANDARD:
        return _take_in(sys.stdin.buffer, file)
    try:
        with Path(file).open("rb") as stream:
            return _take_in(stream, file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"文件 {file} 读不出来：{reason}") from error


def _take_in(stream: BinaryIO, name: str) -> int:
    bad = 0
    with build.open_library() as library, progress() as bars:
        bars.expect("文章", None)

        def good() -> Iterator[KeptArticle]:
            nonlocal bad
            for line in clippings.read(stream):
                if isinstance(line, clippings.BadLine):
                    bad += 1
                    bars.note(f"{name} 第 {line.number} 行：{line.reason}")
                else:
                    bars.advance("文章")
                    yield line

        added: Added = library.articles.add(good())
    skipped = f"，坏行 {bad} 行" if bad else ""
    click.echo(f"新收 {added.new} 篇，更新 {added.renewed} 篇，已有 {added.unchanged} 篇{skipped}", err=True)
    if not bad:
        return DONE
    return IN_PART if added != Added() else FAILED
