"""Going round the site: what is old is fetched, what comes is announced or shown.

A round leaves the reader alone: it moves neither the article that is read nor the selected headline.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel
from zhonggong_reader.newsdesk import ListFailed, ListFetched, Newsdesk, RoundEvent, WatchMark, sync
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.channel_list import ChannelList

STALE: Final = timedelta(minutes=30)
"""A list older than this is fetched when the reader starts."""


class Rounds(Newsstand):
    """The lists, brought up to date. `asks_site` is false where no request may start by itself (`--demo`)."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings)
        self._asks_site = asks_site
        self._first_start = False

    async def begin(self) -> None:
        """Show what the library holds; once that stands on the screen, go to the site."""
        await super().begin()
        self._first_start = not any(entry.articles for entry in self.channels)
        if self._asks_site:
            self.call_after_refresh(self._refresh_stale)

    def _refresh_stale(self) -> None:
        now = self.desk.now()
        stale = [
            entry.channel for entry in self.channels if entry.fetched is None or now - entry.fetched > STALE
        ]
        if stale:
            self.run_round(stale, front=True)

    @task(exclusive=True, group="round", limit=LONG)
    async def run_round(self, channels: Sequence[Channel], *, front: bool, reopen: bool = False) -> None:
        """Fetch the lists of `channels`, with `front` the front page and its menu before them.

        `reopen` shows what came; otherwise it is announced, but at a first start, when lists fill up.
        """
        ended = 0
        if reopen:
            self.look_again(reopen=True)

        def report(event: RoundEvent) -> None:
            nonlocal ended
            ended += 1
            channel = event.refreshed.channel if isinstance(event, ListFetched) else event.channel
            self.channel_list.pending -= {channel.slug}
            self.done = (ended, len(channels))
            if isinstance(event, ListFailed):
                self.offline = event.error.offline if isinstance(event.error, FetchError) else False
            else:
                self.offline = False
            self.activity = tr("正在更新频道 {ended}/{count} …", ended=ended, count=len(channels))
            self.look_again()

        try:
            with self.telling():
                mark = await self.desk.search.watching.mark()
                if front:
                    self.activity = tr("正在取首页 …")
                    await self._fetch_front()
                if not (front and self.offline):
                    self.activity = tr("正在更新频道 0/{count} …", count=len(channels))
                    self.channel_list.pending = frozenset(channel.slug for channel in channels)
                    await sync(self.desk, channels, report, articles=0)
                    await self.came_back(mark, wished=reopen)
        finally:
            self.end_work()
        if self.offline and not any(entry.articles for entry in self.channels):
            await self._show_sample()
        self.look_again(reopen=reopen)

    async def came_back(self, mark: WatchMark, *, wished: bool) -> None:
        """Do what is to be done once a round has ended that began at `mark`; for subclasses.

        wished: the reader asked for the round
        """

    def end_work(self) -> None:
        """Show that nothing is being fetched any more."""
        self.activity = ""
        self.done = (0, 0)
        if self.query(ChannelList):
            self.channel_list.pending = frozenset()

    async def _fetch_front(self) -> None:
        try:
            await self.desk.refresh_front()
            self.offline = False
        except ReaderError as error:
            self.trouble(error)
        await self.recount()
        self.colophon = await self.desk.colophon()

    async def _show_sample(self) -> None:
        with self.telling():
            await self.desk.keep_sample()
            key = self.key_set.name("refresh.all")
            self.say(tr("连不上中工网，先看随附的样例文章；联网后按 {key} 更新", key=key), trouble=True)

    @task(exclusive=True, group="look")
    async def look_again(self, *, reopen: bool = False) -> None:
        """Count anew; show what arrived where one asked for it or starts with nothing, else announce it."""
        with self.telling():
            await self.recount()
            view, section = self.headline_list.view, self.channel_list.current
            if section is None or view is None:
                if section:
                    self.show_section(section)
                return
            arrived = await self.shelves.arrived(view)
            if arrived and (reopen or self._fills_up):
                self.show_section(section, keep_cursor=not self._fills_up)
            else:
                self.arrived = arrived

    @property
    def _fills_up(self) -> bool:
        """Whether the list may show what arrives by itself: it was empty, and nobody has moved in it."""
        return self._first_start and self.headline_list.cursor == 0 and self.article_view.kept is None

    def action_refresh(self) -> None:
        """Fetch the channel's list anew, or all where no single channel is shown."""
        section = self.channel_list.current
        if section and section.channel:
            self.run_round([section.channel.channel], front=False, reopen=True)
        else:
            self.action_refresh_all()

    def action_refresh_all(self) -> None:
        """Fetch every list anew."""
        self.run_round([entry.channel for entry in self.channels], front=True, reopen=True)
