"""`doctor`: library, settings, terminal and network looked through, a line each, in words too.

Every check goes on where another finds something broken: that is what one asks a doctor for.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from typing import Final

import click
from rich.cells import cell_len

from zhonggong_reader import places
from zhonggong_reader.cli import build, chinese, exits, library_check, streams
from zhonggong_reader.cli.finding import MARKS, Finding
from zhonggong_reader.errors import FetchError, PageNotUnderstood, ReaderError, SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Page
from zhonggong_reader.newsdesk import pages, utc_now
from zhonggong_reader.newsdesk.inspection import Inspection, inspect
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean_line
from zhonggong_reader.web import STAND_IN_VARIABLE
from zhonggong_reader.workercn import addresses

_LEAST_SIZE: Final = (40, 20)
"""Columns and lines below which little can be read."""


@click.command("doctor", cls=chinese.Command)
@chinese.option("--repair", is_flag=True, help=tr("书库有坏处就修，说明修了什么；原来的文件另存，从不删除。"))
@chinese.option("--reindex", is_flag=True, help=tr("先重编搜索用的索引，书库大时要一阵子。"))
@chinese.option("--site", is_flag=True, help=tr("每种网页各取一页，逐项说出读懂了什么。"))
def doctor(*, site: bool, repair: bool, reindex: bool) -> int:
    """检查设置、书库、终端和网络，每项一行；有出错的，退出码为 1。

    怀疑网站改了版，可用 --site：取首页、一个频道、一篇文章、
    搜索和一期报纸，不存进书库。
    """
    broken = False
    for finding in _findings(site, repair=repair, reindex=reindex):
        broken |= finding.state == "broken"
        streams.put(f"{MARKS[finding.state]}  {finding.of}  {finding.said}\n")
        for line in finding.details:
            streams.put(f"          {line}\n")
        streams.finish()
    return exits.FAILED if broken else exits.DONE


def _findings(site: bool, *, repair: bool, reindex: bool) -> Iterator[Finding]:
    settings = Settings()
    try:
        settings = build.load_settings()
    except SettingsError as error:
        yield Finding("broken", tr("设置"), str(error))
    else:
        yield from _settings(settings)
    yield from library_check.findings(settings, repair=repair, reindex=reindex)
    yield from _terminal(settings)
    yield from _network(settings, site)


def _settings(settings: Settings) -> Iterator[Finding]:
    where = places.settings()
    try:
        build.check(settings)
    except SettingsError as error:
        yield Finding("broken", tr("设置"), tr("{where}：{error}", where=where, error=error))
    else:
        yield Finding(
            "sound",
            tr("设置"),
            f"{where}" if where.exists() else tr("没有 {where}，用的是默认值", where=where),
        )


def _terminal(settings: Settings) -> Iterator[Finding]:
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    if not all(map(streams.is_terminal, (sys.stdin, sys.stdout))):
        yield Finding("passed over", tr("终端"), tr("不在终端里，没有检查"))
        return
    if os.environ.get("TERM") in (None, "", "dumb"):
        yield Finding("broken", tr("终端"), tr("TERM 没有设置或为 dumb，阅读界面打不开"))
        return
    if encoding != "utf8":
        yield Finding(
            "broken",
            tr("终端"),
            tr("编码是 {encoding}，不是 UTF-8，汉字会显示不全；请检查 LANG", encoding=encoding),
        )
        return
    from zhonggong_reader.ui import asking  # noqa: PLC0415 - asks for what only a terminal knows
    from zhonggong_reader.ui.graphics import ability  # noqa: PLC0415

    told = asking.ask(sys.stdin.fileno(), sys.stdout.fileno())
    columns, lines = os.get_terminal_size(sys.stdout.fileno())
    small = columns < _LEAST_SIZE[0] or lines < _LEAST_SIZE[1]
    width = {1: tr("“”…— 占一格"), 2: tr("“”…— 占两格"), None: tr("没有回答“”…— 占几格，按一格")}[
        told.ambiguous
    ]
    drawn = ability.settle(settings.picture_protocol, told).protocol
    pictures = {"kitty": tr("kitty 图形"), "sixel": "sixel", "half": tr("半格色块")}[drawn]
    said = tr(
        "{columns}×{lines}，UTF-8，{colours}，{width}，图片用{pictures}",
        columns=columns,
        lines=lines,
        colours=_colours(),
        width=width,
        pictures=pictures,
    )
    yield Finding("notice" if small else "sound", tr("终端"), said + (tr("；窗口偏小") if small else ""))


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return tr("按 NO_COLOR 不用颜色")
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return tr("真彩色")
    return tr("256 色") if "256color" in os.environ.get("TERM", "") else tr("16 色")


def _network(settings: Settings, site: bool) -> Iterator[Finding]:
    if stand_in := os.environ.get(STAND_IN_VARIABLE):
        yield Finding(
            "notice",
            tr("网络"),
            tr(
                "{stand_in_variable} 以 {address} 代替中工网",
                stand_in_variable=STAND_IN_VARIABLE,
                address=clean_line(stand_in),
            ),
        )
    try:
        if site:
            for inspection in asyncio.run(_inspect(settings)):
                yield _of_page(inspection)
        else:
            yield asyncio.run(_front(settings))
    except ReaderError as error:  # a stand-in or a proxy that cannot be
        yield Finding("broken", tr("网络"), str(error))


async def _front(settings: Settings) -> Finding:
    async with build.site_fetcher(settings) as fetcher:
        try:
            answer = await fetcher.fetch(addresses.HOME)
            if not isinstance(answer, Page):
                return Finding("broken", tr("网络"), tr("{home} 在网站上找不到", home=addresses.HOME))
            menu, _ = await pages.in_time(pages.front, answer)
        except (FetchError, PageNotUnderstood) as error:
            return Finding("broken", tr("网络"), str(error))
    return Finding(
        "sound",
        tr("网络"),
        tr("{home} 取得到也读得懂，有 {count} 个频道", home=addresses.HOME, count=len(menu)),
    )


async def _inspect(settings: Settings) -> list[Inspection]:
    async with build.site_fetcher(settings) as fetcher:
        return [inspection async for inspection in inspect(fetcher, utc_now)]


def _of_page(page: Inspection) -> Finding:
    if page.error is not None:
        return Finding("broken", page.kind, str(page.error), [page.address])
    width = max(cell_len(part.name) for part in page.parts)
    details = [page.address]
    for part in page.parts:
        name = part.name + " " * (width - cell_len(part.name))
        missing = tr("✗ 缺，版面可能已改版") if part.required else tr("没有")
        details.append(f"{name}  {part.said if part.said is not None else missing}")
    if page.sound:
        return Finding("sound", page.kind, tr("读得懂"), details)
    return Finding("broken", page.kind, tr("有该有而没有的"), details)
