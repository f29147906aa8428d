"""Channels and their headlines: shown from the library, brought up to date from the site.

Each kind of wish is a worker of its own group, so that a new one takes the place of the old.
Workers catch ReaderError; anything else is a bug and ends the program.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from textual import events, on, work
from textual.reactive import reactive
from textual.timer import Timer

from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel, ListedChannel, ListedHeadline
from zhonggong_reader.newsdesk import ListFailed, ListFetched, Lists, Newsdesk, RoundEvent, sync
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.screens.room import Room
from zhonggong_reader.ui.status import Status, empty_text, status
from zhonggong_reader.ui.widgets.channel_list import ChannelList, Section, sections
from zhonggong_reader.ui.widgets.headline_list import PAGE_ROWS, HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.masthead import Masthead

STALE: Final = timedelta(minutes=30)
"""A list older than this is fetched when the reader starts."""
REMARK_SECONDS: Final = 8.0
"""How long the answer to a wish stands in the masthead."""


class Newsstand(Room):
    """The lists. `asks_site` is false where no request may start by itself (the demonstration)."""

    channels: reactive[tuple[ListedChannel, ...]] = reactive[tuple[ListedChannel, ...]]((), init=False)
    activity: reactive[str] = reactive("", init=False)
    """What is being fetched; empty: nothing."""
    remark: reactive[Status | None] = reactive[Status | None](None, init=False)
    """The answer to the reader's last wish."""
    offline: reactive[bool] = reactive(False, init=False)
    """The last request reached no server."""
    arrived: reactive[int] = reactive(0, init=False)
    """New headlines that the list does not show yet."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(settings)
        self.desk = desk
        self.shelves: Lists = desk.shelves
        """Where the headlines of a section come from."""
        self._asks_site = asks_site
        self._first_start = False
        self._remark_timer: Timer | None = None

    @on(events.Mount)
    async def _begin(self) -> None:
        await self.begin()

    async def begin(self) -> None:
        """Show what the library holds in the first picture; once that stands, go to the site."""
        with self.telling():
            await self.recount()
            self.colophon = await self.desk.colophon()
            self._first_start = not any(entry.articles for entry in self.channels)
            if section := self.channel_list.current:
                await self._open_list(section)
            if self._asks_site:
                self.call_after_refresh(self._refresh_stale)

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on: also which channels there are, and where the matrix leads."""
        super().take(settings)
        if self.is_mounted:
            self._look_around()

    @work(exclusive=True, group="settings")
    async def _look_around(self) -> None:
        with self.telling():
            section = self.channel_list.current
            await self.recount()
            row = self.channel_list.row_of(section.shelf) if section else None
            with self.prevent(LineList.Highlighted):
                self.channel_list.cursor = row or 0
            if row is None and (current := self.channel_list.current):
                self.show_section(current)
            self.colophon = await self.desk.colophon()

    # ── Telling ──────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn a ReaderError into a remark in the masthead."""
        try:
            yield
        except ReaderError as error:
            self.trouble(error)

    def trouble(self, error: ReaderError) -> None:
        """Say that something failed, and whether one is offline now."""
        if isinstance(error, FetchError) and error.offline:
            self.offline = True
        self.say(str(error), trouble=True)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Answer a wish in the masthead, for a while."""
        if self._remark_timer is not None:
            self._remark_timer.stop()
        self.remark = Status(text, trouble)
        self._remark_timer = self.set_timer(REMARK_SECONDS, self._unsay)

    def _unsay(self) -> None:
        self.remark = None

    def _tell(self) -> None:
        """Bring the masthead up to date."""
        if not self.query(Masthead):
            return  # a round that is cancelled as the program ends has nobody left to tell
        section = self.channel_list.current
        if section is None:
            return
        total = self.headline_list.rows
        at = (
            f"{self.headline_list.cursor + 1}/{total}"
            if self.pane == "article" and total
            else tr("{total} 篇", total=total)
        )
        self.masthead.shown = f"{section.name} {at}"
        if self.headline_list.view:
            self.headline_list.empty = empty_text(section, self.activity, self.key_set)
        fetches = [entry.fetched for entry in self.channels if entry.fetched]
        mine = section.channel.fetched if section.channel else min(fetches, default=None)
        self.masthead.status = status(
            activity=self.activity,
            remark=self.remark,
            offline=self.offline,
            arrived=self.arrived,
            fetched=mine,
            failure=section.channel.failure if section.channel else None,
            now=self.desk.now(),
            keys=self.key_set,
        )

    watch_activity = watch_remark = watch_offline = watch_arrived = lambda self: self._tell()

    # ── Channels and lists ───────────────────────────────────────────────────────────────────

    async def recount(self) -> None:
        """Bring the sections and their counts up to date."""
        self.channels = tuple(await self.desk.channels())

    def _refresh_stale(self) -> None:
        now = self.desk.now()
        stale = [
            entry.channel for entry in self.channels if entry.fetched is None or now - entry.fetched > STALE
        ]
        if stale:
            self.run_round(stale, front=True)

    def watch_channels(self) -> None:
        """Show other counts."""
        self.channel_list.sections = sections(self.channels)
        self._tell()

    @on(LineList.Highlighted, "ChannelList")
    def _section_highlighted(self) -> None:
        if section := self.channel_list.current:
            self.show_section(section)

    @on(LineList.Highlighted, "HeadlineList")
    def _headline_highlighted(self) -> None:
        self._tell()

    def watch_pane(self) -> None:
        """Say in which list one is, or which article of it one reads."""
        super().watch_pane()
        self._tell()

    @on(LineList.Chosen, "ChannelList")
    def _section_chosen(self) -> None:
        self.pane = "headlines"

    @work(exclusive=True, group="list")
    async def show_section(self, section: Section, *, keep_cursor: bool = False) -> None:
        """Open a section's list as it stands now; `keep_cursor` stays on the selected headline."""
        with self.telling():
            await self._open_list(section, self.headline_list.current if keep_cursor else None)

    async def _open_list(self, section: Section, selected: ListedHeadline | None = None) -> None:
        view = await self.shelves.open(section.shelf)
        row = (await self.shelves.row_of(view, selected.id) if selected else None) or 0
        page = row // PAGE_ROWS
        rows = await self.shelves.page(view, page * PAGE_ROWS, PAGE_ROWS)
        if not self.query(HeadlineList):
            return  # the program has ended meanwhile
        self.headline_list.show(view, page, rows, row, self.desk.now())
        self.arrived = 0
        self._tell()

    @on(HeadlineList.PageWanted)
    @work(group="rows")
    async def _supply(self, event: HeadlineList.PageWanted) -> None:
        with self.telling():
            rows = await self.shelves.page(event.view, event.page * PAGE_ROWS, PAGE_ROWS)
            self.headline_list.supply(event.view, event.page, rows)

    # ── Going to the site ────────────────────────────────────────────────────────────────────

    @work(exclusive=True, group="round")
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
                if front:
                    self.activity = tr("正在取首页 …")
                    await self._fetch_front()
                if not (front and self.offline):
                    self.activity = tr("正在更新频道 0/{count} …", count=len(channels))
                    self.channel_list.pending = frozenset(channel.slug for channel in channels)
                    await sync(self.desk, channels, report, articles=0)
        finally:
            self.end_work()
        if self.offline and not any(entry.articles for entry in self.channels):
            await self._show_sample()
        self.look_again(reopen=reopen)

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

    @work(exclusive=True, group="look")
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
