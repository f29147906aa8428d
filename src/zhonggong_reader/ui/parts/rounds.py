"""Going round the site: what is old is fetched, what comes is announced or shown.

A round leaves the reader alone: it moves neither the article that is read nor the selected headline.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, Protocol

from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel
from zhonggong_reader.newsdesk import ListFailed, ListFetched, RoundEvent, WatchMark, sync
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task

STALE: Final = timedelta(minutes=30)
"""A list older than this is fetched when the reader starts."""


class CameBack(Protocol):
    """What is done once a round has ended."""

    async def __call__(self, mark: WatchMark, *, wished: bool) -> None:
        """Do it for a round that began at `mark`; wished: the reader asked for the round."""


class Rounds(Part):
    """Brings the lists up to date."""

    def __init__(self, room: Newsstand, came_back: CameBack) -> None:
        super().__init__(room)
        self._came_back = came_back

    def refresh_stale(self) -> None:
        """Fetch the lists that are old; the reader has not asked for it."""
        now = self.room.desk.now()
        stale = [
            entry.channel
            for entry in self.room.channels
            if entry.fetched is None or now - entry.fetched > STALE
        ]
        if stale:
            self.run(stale, front=True)

    def refresh(self) -> None:
        """Fetch the channel's list anew, or all where no single channel is shown."""
        section = self.room.channel_list.current
        if section and section.channel:
            self.run([section.channel.channel], front=False, reopen=True)
        else:
            self.action_refresh_all()

    def action_refresh_all(self) -> None:
        """Fetch every list anew."""
        self.run([entry.channel for entry in self.room.channels], front=True, reopen=True)

    @task(exclusive=True, group="round", limit=LONG)
    async def run(self, channels: Sequence[Channel], *, front: bool, reopen: bool = False) -> None:
        """Fetch the lists of `channels`, with `front` the front page and its menu before them.

        `reopen` shows what came; otherwise it is announced, but at a first start, when lists fill up.
        """
        room = self.room
        ended = 0
        if reopen:
            room.look_again(reopen=True)

        def report(event: RoundEvent) -> None:
            nonlocal ended
            ended += 1
            channel = event.refreshed.channel if isinstance(event, ListFetched) else event.channel
            room.channel_list.pending -= {channel.slug}
            room.done = (ended, len(channels))
            if isinstance(event, ListFailed):
                room.offline = event.error.offline if isinstance(event.error, FetchError) else False
            else:
                room.offline = False
            room.activity = tr("正在更新频道 {ended}/{count} …", ended=ended, count=len(channels))
            room.look_again()

        try:
            with room.telling():
                mark = await room.desk.search.watching.mark()
                if front:
                    room.activity = tr("正在取首页 …")
                    await self._fetch_front()
                if not (front and room.offline):
                    room.activity = tr("正在更新频道 0/{count} …", count=len(channels))
                    room.channel_list.pending = frozenset(channel.slug for channel in channels)
                    await sync(room.desk, channels, report, articles=0)
                    await self._came_back(mark, wished=reopen)
        finally:
            room.end_work()
        if room.offline and not any(entry.articles for entry in room.channels):
            await self._show_sample()
        room.look_again(reopen=reopen)

    async def _fetch_front(self) -> None:
        room = self.room
        try:
            await room.desk.refresh_front()
            room.offline = False
        except ReaderError as error:
            room.trouble(error)
        await room.recount()
        room.colophon = await room.desk.colophon()

    async def _show_sample(self) -> None:
        room = self.room
        with room.telling():
            await room.desk.keep_sample()
            key = room.key_set.name("refresh.all")
            room.say(tr("连不上中工网，先看随附的样例文章；联网后按 {key} 更新", key=key), trouble=True)
