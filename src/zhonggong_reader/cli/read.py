"""`read`: one article on standard output."""

import asyncio
import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from zhonggong_reader import sample
from zhonggong_reader.cli import build, chinese
from zhonggong_reader.clippings import markdown
from zhonggong_reader.errors import InputError
from zhonggong_reader.interchange import article_to_json
from zhonggong_reader.model import Article, Page, Validators
from zhonggong_reader.newsdesk import understand
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import LEAST_MEASURE, compose

FILE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of a saved page, as much as a fetched one may have."""
WIDEST: Final = 1_000
"""Cells of the widest line that can be asked for."""


@click.command("read", cls=chinese.Command)
@click.argument("source", metavar="来源")
@click.option(
    "--width", type=click.IntRange(LEAST_MEASURE, WIDEST), metavar="N", help="每行最多 N 格；默认随终端。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="text（默认，排好版）、markdown 或 json。",
)
@click.option("--address", metavar="网址", help="来源是文件时，它原来的网址。")
def read(source: str, width: int | None, form: str, address: str | None) -> None:
    """把一篇文章写到标准输出。

    来源可以是网址、资料库里的编号、sample（随附的样例），或存下的 HTML 文件。
    """
    settings = build.load_settings()
    article = _article(source, address, settings)
    if form == "json":
        click.echo(json.dumps(article_to_json(article), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(markdown(article), nl=False)
    else:
        for line in compose(article, width or _default_width(settings)).lines:
            click.echo(line.text)


def _article(source: str, address: str | None, settings: Settings) -> Article:
    """Return the article that `source` means."""
    is_address = source.startswith(("http://", "https://"))
    is_id = source.isascii() and source.isdigit()
    if address is not None and (is_address or is_id or source == "sample"):
        raise click.UsageError("--address 只在来源是文件时有用")
    if source == "sample":
        return understand(sample.article_page())
    if is_address or is_id:
        return asyncio.run(_from_desk(int(source) if is_id else source, settings))
    return understand(_saved_page(Path(source), address))


async def _from_desk(which: int | str, settings: Settings) -> Article:
    async with build.working_desk(settings) as desk:
        return (await desk.article(which)).article


def _saved_page(path: Path, address: str | None) -> Page:
    try:
        with path.open("rb") as file:
            body = file.read(FILE_LIMIT + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"文件 {path} 读不出来：{reason}", "来源应为网址、编号、sample 或 HTML 文件"
        ) from error
    if len(body) > FILE_LIMIT:
        raise InputError(f"文件 {path} 超过 {FILE_LIMIT // 1024 // 1024} MB", "这不像一篇文章的网页")
    return Page(
        address=address or "",
        body=body,
        content_type=None,
        validators=Validators(),
        fetched=datetime.now(UTC),
    )


def _default_width(settings: Settings) -> int:
    """Return the terminal's width, at most the measure; in a pipe the measure."""
    if not sys.stdout.isatty():
        return settings.measure
    return max(LEAST_MEASURE, min(settings.measure, shutil.get_terminal_size().columns))
