"""`read`: one article on standard output."""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from msgspec.structs import replace

from zhonggong_reader import files, sample
from zhonggong_reader.cli import build, chinese, streams
from zhonggong_reader.clippings import markdown
from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.interchange import article_to_json
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Page, Validators
from zhonggong_reader.newsdesk import ArticleNotKept, Changes, news_address, understand
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import LEAST_MEASURE, Line, Setting, compose, scripts, set_changes
from zhonggong_reader.typeset import columns as set_columns
from zhonggong_reader.ui import standing, widths
from zhonggong_reader.ui.sheet import GUTTER, NARROWEST_COLUMN, NO_SCRIPTS, setting_of

FILE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of a saved page, as much as a fetched one may have."""
WIDEST: Final = 1_000
"""Cells of the widest line that can be asked for."""
MOST_COLUMNS: Final = 6
ENDLESS: Final = 1_000_000
"""Lines of a page that holds any article."""

# A scheme of one letter is a drive of Windows. Whether the scheme is one that can be read is the
# newsdesk's to say.
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
# The library counts in 64 bits.
_ID: Final = re.compile(r"[0-9]{1,18}")


@click.command("read", cls=chinese.Command)
@click.argument("source", metavar=tr("来源"))
@chinese.option(
    "--width",
    type=click.IntRange(LEAST_MEASURE, WIDEST),
    metavar="N",
    help=tr("每行最多 N 格（8 到 1000，一个汉字占 2 格）；\n默认随终端，最多是设置 measure 的格数。"),
)
@chinese.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help=tr("默认 text，是排好版的文字。"),
)
@chinese.option("--justify/--no-justify", default=None, help=tr("各行右端对齐，或参差；默认随设置 justify。"))
@chinese.option(
    "--columns",
    type=click.IntRange(1, MOST_COLUMNS),
    metavar="N",
    help=tr("像报纸那样分成等高的 N 栏（1 到 {most_columns}）。", most_columns=MOST_COLUMNS),
)
@chinese.option("--changes", is_flag=True, help=tr("不读文章，看网站最近一次改了什么。"))
@chinese.option("--address", metavar=tr("网址"), help=tr("来源是文件时，它原来的网址。"))
def read(
    source: str,
    *,
    width: int | None,
    form: str,
    justify: bool | None,
    columns: int | None,
    changes: bool,
    address: str | None,
) -> None:
    """读一篇文章：写到标准输出。

    来源可以是：
      网址    文章的网址，中工网的或别的网站的；书库里有就不联网
      编号    zhonggong-reader list 列出的编号
      sample  随附的样例文章
      文件    存下的 HTML 文件（文件名像前三种时，写成 ./文件名）
    """
    settings = build.load_settings()
    # What is written may go anywhere: nobody is asked, but a reader who says it is believed.
    widths.settle(settings.ambiguous_width, None)
    if changes:
        if form != "text" or columns or not (_ID.fullmatch(source) or _ADDRESS.match(source)):
            raise click.UsageError(
                tr("--changes 只看书库里的文章改了什么，不能与 --format 和 --columns 同用")
            )
        _put_changes(_which(source), width, _wanted(settings, justify), settings.measure)
        return
    article = _article(source, address, settings)
    if form == "json":
        streams.put_data(json.dumps(article_to_json(article), ensure_ascii=False, indent=2) + "\n")
    elif form == "markdown":
        streams.put_data(markdown(article))
    else:
        for line in _set(article, width, columns, _wanted(settings, justify), settings):
            streams.put(line.text + "\n")


def _wanted(settings: Settings, justify: bool | None) -> Setting:
    """Return how lines are to be set; say so where characters cannot be changed."""
    if not scripts.prepare(settings.script):
        streams.tell(f"zhonggong-reader: {NO_SCRIPTS}")
    return setting_of(settings) if justify is None else replace(setting_of(settings), justify=justify)


def _set(
    article: Article, width: int | None, columns: int | None, setting: Setting, settings: Settings
) -> Sequence[Line]:
    """Return the lines of `article`: one column, or several as one page on which they are even."""
    if columns is None or columns == 1:
        return compose(article, width or _default_width(settings.measure), setting).lines
    measure = columns * NARROWEST_COLUMN + (columns - 1) * GUTTER
    width = width or (_default_width(WIDEST) if streams.is_terminal(sys.stdout) else measure)
    (page,) = set_columns(article, width, ENDLESS, count=columns, setting=setting).pages
    return page.lines


def _article(source: str, address: str | None, settings: Settings) -> Article:
    """Return the article that `source` means."""
    is_address = _ADDRESS.match(source) is not None
    is_id = _ID.fullmatch(source) is not None
    if address is not None and (is_address or is_id or source == "sample"):
        raise click.UsageError(tr("--address 只在来源是文件时有用"))
    if not source:
        raise click.UsageError(tr("来源是空的"))
    if source == "sample":
        return understand(sample.article_page())
    if is_address or is_id:
        return asyncio.run(_from_desk(_which(source), settings))
    page = _saved_page(Path(source), news_address(address) if address is not None else "")
    article = understand(page)
    if b"</html" not in page.body.lower():
        streams.tell(
            tr("zhonggong-reader: 文件 {source} 没有结尾，可能没有存全，文章也就不全", source=source)
        )
    return article


def _which(source: str) -> int | str:
    """Return the id or address that `source` is."""
    return int(source) if _ID.fullmatch(source) else source


async def _from_desk(which: int | str, settings: Settings) -> Article:
    async with build.working_desk(settings, asked=which if isinstance(which, str) else None) as desk:
        try:
            kept = await desk.article(which)
            for remark in standing.remarks(kept, desk.now(), tr("加 --changes 看改了什么")):
                streams.tell(f"zhonggong-reader: {remark}")
            return kept.article
        except ArticleNotKept as error:
            streams.tell(f"zhonggong-reader: {error}")
            return error.article


def _put_changes(which: int | str, width: int | None, setting: Setting, measure: int) -> None:
    """Write what the site changed last in a kept article."""
    with build.open_library() as library:
        found = library.headlines.find(which if isinstance(which, int) else news_address(which))
        if found is None:
            raise InputError(tr("书库里没有“{which}”", which=which), tr("编号见 zhonggong-reader list"))
        change = asyncio.run(Changes(library).get(found.id))
        if change is None:
            raise InputError(tr("《{title}》没有改动过", title=found.headline.title))
    width = width or _default_width(measure)
    galley = set_changes(change.parts, standing.of_change(change), width, setting)
    for line in galley.lines:
        streams.put(line.text + "\n")


def _saved_page(path: Path, address: str) -> Page:
    try:
        with files.open_to_read(path) as file:
            body = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise InputError(
            tr("文件 {path} 读不出来：{reason}", path=path, reason=reason(error)),
            tr("来源应为 https:// 开头的网址、编号、sample 或 HTML 文件"),
        ) from error
    if len(body) > FILE_LIMIT:
        raise InputError(
            tr("文件 {path} 超过 {file_limit} MB", path=path, file_limit=FILE_LIMIT // 1024 // 1024),
            tr("这不像一篇文章的网页"),
        )
    return Page(
        address=address,
        body=body,
        content_type=None,
        validators=Validators(),
        fetched=datetime.now(UTC),
    )


def _default_width(measure: int) -> int:
    """Return the terminal's width, at most `measure`; in a pipe `measure`."""
    if not streams.is_terminal(sys.stdout):
        return measure
    return max(LEAST_MEASURE, min(measure, shutil.get_terminal_size().columns))
