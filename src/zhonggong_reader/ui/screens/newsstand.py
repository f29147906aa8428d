"""Channels and their headlines, as the library has them.

Each kind of wish is a worker of its own group, so that a new one takes the place of the old.
Workers catch ReaderError; anything else is a bug and ends the program.
"""

from asyncio import Lock
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Final

from textual import events, on
from textual.reactive import reactive
from textual.timer import Timer

from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import ListedChannel, ListedHeadline, ListView
from zhonggong_reader.newsdesk import Lists, Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import staying
from zhonggong_reader.ui.screens.room import Room
from zhonggong_reader.ui.status import Status, empty_text, status
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import ChannelList, Section, sections
from zhonggong_reader.ui.widgets.headline_list import PAGE_ROWS, HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.masthead import Masthead

REMARK_SECONDS: Final = 8.0
"""How long the answer to a wish stands in the masthead."""


class Newsstand(Room):
    """The lists, and what is said of them in the masthead."""

    FIRST_SECTION: ClassVar[int] = 0
    """Row of the section that one begins with."""

    channels: reactive[tuple[ListedChannel, ...]] = reactive[tuple[ListedChannel, ...]]((), init=False)
    activity: reactive[str] = reactive("", init=False)
    """What is being fetched; empty: nothing."""
    remark: reactive[Status | None] = reactive[Status | None](None, init=False)
    """The answer to the reader's last wish."""
    offline: reactive[bool] = reactive(False, init=False)
    """The last request reached no server."""
    arrived: reactive[int] = reactive(0, init=False)
    """New headlines that the list does not show yet."""

    def __init__(self, desk: Newsdesk, settings: Settings) -> None:
        super().__init__(settings)
        self.desk = desk
        self.shelves: Lists = desk.shelves
        """Where the headlines of a section come from."""
        self.turn = Lock()
        """Rows are read and shown, marks are written and shown, one after the other: rows that were read
        before a mark was written must not be shown after it."""
        self.opened: ListedHeadline | None = None
        """The open article, as its list has it."""
        self.first_start = False
        """There was nothing when the reader started: lists fill up as it comes."""
        self._remark_timer: Timer | None = None

    @on(events.Mount)
    async def _begin(self) -> None:
        await self.begin()

    async def begin(self) -> None:
        """Show what the library holds, in the first picture."""
        with self.telling():
            await self.recount()
            self.colophon = await self.desk.colophon()
            await self._open_first()

    async def _open_first(self) -> None:
        """Open the list that one begins with."""
        if section := self.channel_list.current:
            await self.open_list(section)

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on: also which channels there are, and where the matrix leads."""
        super().take(settings)
        if self.is_mounted:
            self._look_around()

    @task(exclusive=True, group="settings")
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

    @property
    def target(self) -> ListedHeadline | None:
        """The article that a wish is about: the open one while one reads, else the selected one."""
        return self.opened if self.pane == "article" else self.headline_list.current

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

    def tell(self) -> None:
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

    watch_activity = watch_remark = watch_offline = watch_arrived = lambda self: self.tell()

    # ── Channels and lists ───────────────────────────────────────────────────────────────────

    async def recount(self) -> None:
        """Bring the sections and their counts up to date."""
        self.channels = tuple(await self.desk.channels())

    def watch_channels(self) -> None:
        """Show other counts, or other lists; stay at the one where one is."""
        current = self.channel_list.current
        self.channel_list.sections = self.all_sections()
        if current and (row := self.channel_list.row_of(current.shelf)) is not None:
            # It is the same list on another row: nothing is to be opened.
            with self.prevent(LineList.Highlighted):
                self.channel_list.cursor = row
        self.tell()

    def all_sections(self) -> tuple[Section, ...]:
        """Return the rows of the channel list as they are now."""
        return sections(self.channels)

    @on(LineList.Highlighted, "ChannelList")
    def _section_highlighted(self) -> None:
        if section := self.channel_list.current:
            self.show_section(section)

    @on(LineList.Highlighted, "HeadlineList")
    def _headline_highlighted(self) -> None:
        self.tell()

    def watch_pane(self) -> None:
        """Say in which list one is, or which article of it one reads."""
        super().watch_pane()
        self.tell()

    def action_channel(self, step: int) -> None:
        """Show the next channel, or the previous one."""
        self.channel_list.move(step)
        if self.pane == "article":
            self.pane = "headlines"

    @on(LineList.Chosen, "ChannelList")
    def _section_chosen(self) -> None:
        self.pane = "headlines"

    @task(exclusive=True, group="list")
    async def show_section(self, section: Section) -> None:
        """Open a section's list as it stands now."""
        with self.telling():
            await self.open_list(section)

    async def open_list(self, section: Section, selected: ListedHeadline | None = None) -> None:
        """Show a section's list as it stands now, at `selected` where that is in it.

        In the list that is shown one stays where one is, also where one moves in it meanwhile.
        """
        shown = self.headline_list
        async with self.turn:
            view = await self.shelves.open(section.shelf)
            while True:
                place = shown.view, shown.cursor, self._fills_up
                if selected:
                    row = await self.shelves.row_of(view, selected.id) or 0
                else:
                    row = 0 if self._fills_up else await staying.row_in(view, shown, self.shelves)
                page = row // PAGE_ROWS
                rows = await self.shelves.page(view, page * PAGE_ROWS, PAGE_ROWS)
                if place == (shown.view, shown.cursor, self._fills_up):
                    break
            if not self.query(HeadlineList):
                return  # the program has ended meanwhile
            shown.show(view, page, rows, row, self.desk.now())
        self.arrived = 0
        self.tell()

    async def renew_rows(self) -> None:
        """Read the rows anew that are here, as their marks are now; the list stays where it is."""
        view, section = self.headline_list.view, self.channel_list.current
        if view is None or section is None:
            return
        if view.shelf.starred or view.shelf.unread:
            # Marks decide what stands in such a list.
            await self.open_list(section)
            return
        for page in self.headline_list.pages_here:
            await self._fill(view, page)

    async def _fill(self, view: ListView, page: int) -> None:
        async with self.turn:
            rows = await self.shelves.page(view, page * PAGE_ROWS, PAGE_ROWS)
            self.headline_list.supply(view, page, rows)

    @on(HeadlineList.PageWanted)
    @task(group="rows")
    async def _supply(self, event: HeadlineList.PageWanted) -> None:
        with self.telling():
            await self._fill(event.view, event.page)

    # ── What comes ───────────────────────────────────────────────────────────────────────────

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
                self.show_section(section)
            else:
                self.arrived = arrived

    @property
    def _fills_up(self) -> bool:
        """Whether the list may show what arrives by itself: it was empty, and nobody has begun to read."""
        if not self.first_start or self.opened or self.pane == "article":
            return False
        return all(listed.cursor == 0 for listed in self.query(HeadlineList))  # none, as the program ends

    def end_work(self) -> None:
        """Show that nothing is being fetched any more."""
        self.activity = ""
        self.done = (0, 0)
        if self.query(ChannelList):
            self.channel_list.pending = frozenset()

    def action_stop(self) -> None:
        """Stop what is being fetched; what has come stays."""
        if not self.activity:
            self.say(tr("现在没有在取什么"))
            return
        for group in ("round", "download", "keep", "issue", "older"):
            self.workers.cancel_group(self, group)
        self.say(tr("已停下，取到的都已存下"))
