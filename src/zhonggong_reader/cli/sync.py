"""`sync`: lists and articles into the library, for cron as for people."""

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import date

import click

from zhonggong_reader.cli import build, chinese, exits, streams
from zhonggong_reader.cli.days import TODAY, Day, no_issue, written
from zhonggong_reader.cli.indexing import catch_up
from zhonggong_reader.cli.progress import Progress, progress
from zhonggong_reader.cli.tidying import said_after, said_before
from zhonggong_reader.errors import FetchError, InputError, LibraryError, PageNotUnderstood, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel
from zhonggong_reader.newsdesk import (
    ArticleFailed,
    ArticleFetched,
    ArticleKept,
    ArticleMissed,
    IssueListed,
    ListFailed,
    ListFetched,
    Newsdesk,
    PaperEvent,
    RoundEvent,
    told_of,
)
from zhonggong_reader.newsdesk import sync as sync_round
from zhonggong_reader.ui import notices


@click.command("sync", cls=chinese.Command)
@click.argument("names", nargs=-1, metavar=tr("[频道]…"))
@chinese.option(
    "--articles",
    type=click.IntRange(min=0),
    metavar="N",
    help=tr("每个频道最多取 N 篇，0 为只取列表；默认取未存的全部。"),
)
@chinese.option(
    "--paper",
    "day",
    type=Day(),
    is_flag=False,
    flag_value=TODAY,
    metavar=tr("[日期]"),
    help=tr("取整期工人日报，默认今天的；不写频道，就只取它。"),
)
@chinese.option(
    "--notify/--no-notify",
    default=None,
    help=tr("有关注词的来了就通知；默认在后台时按设置。"),
)
def sync(names: tuple[str, ...], articles: int | None, day: date | None, notify: bool | None) -> int:
    """取新闻：把频道的列表和文章存到书库里，供离线阅读。

    频道用名称或路径，例如：zhonggong-reader sync 全总 评论
    不指定频道，则取全部显示的频道。随时可按 Ctrl+C 停下，取到的都已存下，
    再取时从停下的地方接着取。不需要终端，适合 cron；阅读界面开着也可以用。
    """
    return asyncio.run(_sync(names, articles, day, notify))


class _Tally:
    """Counts what a round brings, shows it, and names each failure on standard error."""

    def __init__(self, bars: Progress) -> None:
        self.done = self.articles = self.new = self.failed = 0
        self._bars = bars

    def __call__(self, event: RoundEvent | PaperEvent) -> None:
        match event:
            case ListFetched(refreshed, wanted):
                self.done += 1
                self.new += refreshed.new
                self._bars.advance(tr("频道"), refreshed.channel.name)
                self._bars.expect(tr("文章"), wanted)
            case ListFailed(channel, error):
                self._bars.advance(tr("频道"), channel.name)
                self.fail(tr("频道 {name}", name=channel.name), error)
            case ArticleFetched(channel):
                self.done += 1
                self.articles += 1
                self._bars.advance(tr("文章"), channel.name)
            case ArticleFailed(channel, headline, error):
                self._bars.advance(tr("文章"), channel.name)
                self.fail(
                    tr("文章《{title}》{address}", title=headline.title, address=headline.address), error
                )
            case IssueListed(issue, wanted):
                self.done += 1
                self._bars.expect(tr("工人日报"), wanted)
                for page in issue.pages:
                    if page.failure:
                        self.fail(
                            tr(
                                "第 {number} 版 {address}", number=page.page.number, address=page.page.address
                            ),
                            page.failure,
                        )
            case ArticleKept(entry):
                self.done += 1
                self.articles += 1
                self._bars.advance(tr("工人日报"), entry.listed.headline.channel or "")
            case ArticleMissed(entry, error):
                headline = entry.listed.headline
                self._bars.advance(tr("工人日报"), headline.channel or "")
                self.fail(f"{headline.channel}《{headline.title}》{headline.address}", error)

    def expect(self, kind: str, more: int) -> None:
        """Expect `more` pieces of work of this kind."""
        self._bars.expect(kind, more)

    def fail(self, what: str, error: ReaderError | str) -> None:
        """Count and name a failure."""
        self.failed += 1
        self._bars.note(tr("{what}：{error}", what=what, error=error))


async def _sync(names: Sequence[str], articles: int | None, day: date | None, notify: bool | None) -> int:
    settings = build.load_settings()
    async with build.working_desk(settings) as desk:
        watching = desk.search.watching
        await watching.settle()
        mark = await watching.mark()
        with progress(wish=settings.terminal_progress) as bars:
            tally = _Tally(bars)
            said = [await _channels(desk, names, articles, tally)] if names or day is None else []
            if day is not None:
                said.append(await _newspaper(desk, day, tally))
            await asyncio.to_thread(catch_up, desk.search.index, bars)
            while await watching.catch_up():
                pass
        failures = tr("，失败 {failed} 项", failed=tally.failed) if tally.failed else ""
        streams.tell(tr("；").join(said) + failures)
        news = await watching.news(mark)
        if news.count:
            streams.tell(told_of(news))
            _notify(told_of(news), settings.notify, notify)
        await _keep_house(desk)
    if not tally.failed:
        return exits.DONE
    return exits.IN_PART if tally.done else exits.FAILED


def _notify(said: str, wish: notices.Wish, asked: bool | None) -> None:
    """Notify the reader as the settings have it; one who looks at a terminal, only where that was asked."""
    has_terminal = streams.is_terminal(sys.stderr)
    if asked is False or (asked is None and has_terminal):
        return
    wish = "auto" if asked and wish == "never" else wish
    match notices.way(wish, os.environ, has_terminal=has_terminal):
        case "terminal":
            streams.control(notices.sequence(said, os.environ), sys.stderr)
        case "desktop":
            notices.show_on_desktop(said)
        case "bell":
            streams.control(notices.BELL, sys.stderr)
        case "nothing":
            pass


async def _keep_house(desk: Newsdesk) -> None:
    """Do what is due for the library itself; that it fails changes nothing of what was fetched."""
    try:
        await desk.upkeep.back_up()
        plan = await desk.upkeep.due()
        if plan.articles:
            streams.tell(said_before(plan))
            streams.tell(said_after(await desk.upkeep.clear()))
    except LibraryError as error:
        streams.tell(f"zhonggong-reader: {error}")


async def _channels(desk: Newsdesk, names: Sequence[str], articles: int | None, tally: _Tally) -> str:
    """Go round the channels; return what that brought."""
    channels = await (_named(desk, names) if names else _shown(desk, tally))
    tally.expect(tr("频道"), len(channels))
    await sync_round(desk, channels, tally, articles=articles)
    return tr(
        "{count} 个频道，新标题 {new} 条，新存文章 {articles} 篇",
        count=len(channels),
        new=tally.new,
        articles=tally.articles,
    )


async def _newspaper(desk: Newsdesk, day: date, tally: _Tally) -> str:
    """Keep the issue of `day`; return how much of it is here then."""
    try:
        issue = await desk.newspaper.keep(day, tally)
    except (FetchError, PageNotUnderstood) as error:
        if not tally.done:
            raise
        tally.fail(tr("工人日报 {day}", day=day), error)
        return tr("工人日报 {written}没有取到", written=written(day))
    if issue is None:
        return no_issue(day)
    return tr(
        "工人日报 {written}，{count} 版，已存 {kept}/{articles} 篇",
        written=written(day),
        count=len(issue.pages),
        kept=issue.kept,
        articles=len(issue.headlines),
    )


async def _named(desk: Newsdesk, names: Sequence[str]) -> list[Channel]:
    """Return the channels of these names, each once; one that is not known may be in today's menu."""
    try:
        found = [await desk.channel(name) for name in names]
    except InputError as unknown:
        try:
            await desk.refresh_front()
        except (FetchError, PageNotUnderstood):
            raise unknown from None
        found = [await desk.channel(name) for name in names]
    for entry in found:
        if not entry.channel.address:
            raise InputError(
                tr("“{name}”是存下的搜索，网站上没有这个频道", name=entry.channel.name),
                tr("取到的文章会自己进去；要取新闻，请写频道的名称"),
            )
    return list(dict.fromkeys(entry.channel for entry in found))


async def _shown(desk: Newsdesk, tally: _Tally) -> list[Channel]:
    """Return the channels that are shown, by today's menu where it can be had."""
    try:
        await desk.refresh_front()
    except (FetchError, PageNotUnderstood) as error:
        if isinstance(error, FetchError) and error.offline:
            raise  # no channel would fare better
        tally.fail(tr("首页"), error)
    return [entry.channel for entry in await desk.channels()]
