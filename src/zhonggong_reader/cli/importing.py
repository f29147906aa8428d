"""`import`: articles into the library, streamed: a million lines need no more memory than ten."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import click

from zhonggong_reader import clippings
from zhonggong_reader.cli import build, chinese, exits
from zhonggong_reader.cli.progress import progress
from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.library import Added
from zhonggong_reader.model import KeptArticle

STANDARD: Final = "-"
"""Standard input in place of a file."""
_WORK: Final = tr("文章")


@click.command("import", cls=chinese.Command)
@click.argument("file", metavar=tr("文件.jsonl"))
def import_(file: str) -> int:
    """把 export 导出的 jsonl 读进书库；- 为标准输入。

    已有的文章保留较新的一份，已读和收藏两边合并。坏行说出行号并跳过，好的照收。
    """
    if file == STANDARD:
        return _take_in(BytesIO() if sys.stdin is None else sys.stdin.buffer, tr("标准输入"))
    try:
        with Path(file).open("rb") as stream:
            return _take_in(stream, file)
    except OSError as error:
        raise InputError(tr("文件 {file} 读不出来：{reason}", file=file, reason=reason(error))) from error


def _take_in(stream: BinaryIO, name: str) -> int:
    bad = 0
    with build.open_library() as library, progress() as bars:
        bars.expect(_WORK, None)

        def good() -> Iterator[KeptArticle]:
            nonlocal bad
            for line in clippings.read(stream):
                if isinstance(line, clippings.BadLine):
                    bad += 1
                    bars.note(
                        tr(
                            "{name} 第 {number} 行：{reason}",
                            name=name,
                            number=line.number,
                            reason=line.reason,
                        )
                    )
                else:
                    bars.advance(_WORK)
                    yield line

        added = library.articles.add(good())
    skipped = tr("，坏行 {bad} 行", bad=bad) if bad else ""
    click.echo(
        tr(
            "新收 {new} 篇，更新 {renewed} 篇，已有 {unchanged} 篇{skipped}",
            new=added.new,
            renewed=added.renewed,
            unchanged=added.unchanged,
            skipped=skipped,
        ),
        err=True,
    )
    if not bad:
        return exits.DONE
    return exits.IN_PART if added != Added() else exits.FAILED
