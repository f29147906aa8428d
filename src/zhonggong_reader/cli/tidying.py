"""`tidy`: what the limits of keeping let go, said before it goes, and taken back."""

import asyncio
from datetime import UTC, datetime

import click

from zhonggong_reader.cli import build, chinese, streams
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library, Limits, Plan
from zhonggong_reader.newsdesk import Upkeep, limits_of
from zhonggong_reader.settings import Settings


@click.command("tidy", cls=chinese.Command)
@chinese.option("--dry-run", is_flag=True, help=tr("只说会清理什么，什么也不动。"))
@chinese.option("--undo", is_flag=True, help=tr("把上次清理掉的从备份里取回来。"))
def tidy(dry_run: bool, undo: bool) -> None:
    """按设置 [keep] 清理书库：先备份，再清理，腾出磁盘。

    限制可以是天数、篇数和大小；默认什么都不清理。收藏的从不清理，
    未读的留两倍的天数，按篇数和大小时最后才轮到。
    """
    if dry_run and undo:
        raise click.UsageError(tr("--dry-run 和 --undo 不能同用"))
    settings = build.load_settings()
    with build.open_library() as library:
        if undo:
            streams.tell(tr("取回了 {count} 篇", count=library.take_back()))
            return
        limits = limits_of(settings.keep)
        if not limits:
            streams.tell(tr("设置 [keep] 没有限制，不清理；可在设置里写 days、articles 或 megabytes"))
            return
        _tidy(library, settings, limits, dry_run)


def _tidy(library: Library, settings: Settings, limits: Limits, dry_run: bool) -> None:
    plan = library.keeping.plan(limits, datetime.now(UTC))
    streams.put(said_before(plan) + "\n")
    # A backup that is made for nothing would take the place of the one that has what went last.
    if dry_run or not plan.articles:
        return
    gone = asyncio.run(_clear(Upkeep(library, settings.keep, lambda: datetime.now(UTC))))
    if gone.articles:
        streams.tell(said_after(gone))


async def _clear(upkeep: Upkeep) -> Plan:
    await upkeep.back_up(anyway=True)
    return await upkeep.clear()


def said_before(plan: Plan) -> str:
    """Return what will go, in a sentence."""
    if not plan.articles:
        return tr("按设置 [keep]，没有要清理的")
    return tr(
        "按设置 [keep] 清理 {articles} 篇（其中未读 {unread} 篇），约 {size:.1f} MB",
        articles=plan.articles,
        unread=plan.unread,
        size=plan.bytes / 1e6,
    )


def said_after(gone: Plan) -> str:
    """Return what has gone, and how it is taken back."""
    return tr("已清理 {articles} 篇；反悔可用 zhonggong-reader tidy --undo", articles=gone.articles)
