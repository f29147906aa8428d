"""The reading room that one comes back to: it stands again where the reader stood.

What was kept may be gone, and then the nearest of it is shown. Nothing is fetched for it, and a key that
the reader presses meanwhile has precedence over all of it.
"""

from typing import Final, Literal

from msgspec.structs import replace
from textual import events, on

from zhonggong_reader.bookmark import Bookmark, Chosen
from zhonggong_reader.model import ListedHeadline, Shelf
from zhonggong_reader.newsdesk import Newsdesk, WatchMark
from zhonggong_reader.settings import NARROWEST_MEASURE, WIDEST_MEASURE, Settings
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.parts.downloads import Downloads
from zhonggong_reader.ui.parts.hits import Hits
from zhonggong_reader.ui.parts.rounds import Rounds
from zhonggong_reader.ui.parts.saved_searches import SavedSearches
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.lines import LineList

_LONGEST_QUERY: Final = 500
_LONGEST_ADDRESS: Final = 2000


class HomeRoom(ReadingRoom):
    """The main screen. `asks_site` is false where no request may start by itself (`--demo`)."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings)
        self._asks_site = asks_site
        self.resume: Bookmark | None = None
        """Where to stand, as long as that has not been reached; None: where one is."""
        self.rounds = Rounds(self, self._came_back)
        self.downloads = Downloads(self, self._came_back)
        self.saved = SavedSearches(self)
        self.hits = Hits(self, self)

    @on(events.Mount)
    def _begin_searching(self) -> None:
        self.watch(self.article_view, "kept", self.hits.find, init=False)
        self.call_after_refresh(self.saved.keep_index)

    async def begin(self) -> None:
        """Show what the library holds; once that stands on the screen, go to the site."""
        await super().begin()
        self.first_start = not any(entry.articles for entry in self.channels)
        if self._asks_site:
            self.call_after_refresh(self.rounds.refresh_stale)

    async def _came_back(self, mark: WatchMark, *, wished: bool) -> None:
        """Tell what a round has brought with a watched word; take in what it has left out of the index."""
        await self.watched_words.tell_news(mark, wished=wished)
        self.saved.keep_index()

    def _take_words(self) -> None:
        super()._take_words()
        self.saved.keep_index()

    def refresh_list(self) -> None:
        """Fetch the channel's list anew, or all."""
        self.rounds.refresh()

    # ── Lists that searching fills ───────────────────────────────────────────────────────────

    async def recount(self) -> None:
        """Bring these lists up to date as well."""
        await self.saved.recount()
        await super().recount()
        self.watch_channels()

    def all_sections(self) -> tuple[Section, ...]:
        """Return the channels, and these lists before them."""
        return self.saved.sections(self.channels)

    def action_undo(self) -> None:
        """Undo what was done last, to marks or to saved searches."""
        self.saved.undo(super().action_undo)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.saved.redo(super().action_redo)

    # ── A search in the open article ─────────────────────────────────────────────────────────

    @property
    def sought(self) -> str:
        """What one has searched for, as far as it stands out here."""
        return self.hits.sought

    def action_onward(self, step: Literal[1, -1]) -> None:
        """Go to the next hit, or the one before; without a search, to the next unread article."""
        if self.hits.stand:
            self.hits.go(step)
        else:
            super().action_onward(step)

    def action_escape(self) -> None:
        """End the search; from an article that it found, also go back to it."""
        if self.hits.stand:
            leads_back = self.way_back is not None
            self.hits.end()
            if not leads_back:
                return
        super().action_escape()

    def watch_pane(self) -> None:
        """Say in the key line how one goes from hit to hit, while one searches."""
        super().watch_pane()
        self.key_bar.items = (*self.hits.items(), *self.key_bar.items)

    # ── Where one stands ─────────────────────────────────────────────────────────────────────

    def bookmark(self) -> Bookmark:
        """Return where one stands."""
        if self.resume:
            return self.resume  # one has not got there yet
        section, selected = self.channel_list.current, self.headline_list.current
        shelf = section.shelf if section else Shelf()
        view = self.article_view
        return Bookmark(
            pane=self.pane,
            alone=self.alone,
            channel=shelf.channel,
            starred=shelf.starred,
            history=shelf.history,
            watched=shelf.watched,
            headline=_address(selected),
            article=_address(self.opened if view.kept else None),
            mode=view.mode,
            measure=_chosen(view.measure, self.settings.measure),
            spacing=_chosen(view.setting.leading, self.settings.line_spacing),
            query=clean_line(self.hits.words)[:_LONGEST_QUERY],
        )

    async def _open_first(self) -> None:
        mark = self.resume
        if mark is None:
            await super()._open_first()
            return
        self.hits.words = clean_line(mark.query)[:_LONGEST_QUERY]
        self._take_form(mark)
        selected = await self.desk.shelves.find(mark.headline) if mark.headline else None
        if self.resume is None:
            await super()._open_first()
            return
        shelf = Shelf(mark.channel, starred=mark.starred, history=mark.history, watched=mark.watched)
        row = self.channel_list.row_of(shelf)
        with self.prevent(LineList.Highlighted):
            self.channel_list.cursor = row or 0
        section = self.channel_list.current
        if section is None:
            return
        await self.open_list(section, selected)
        current = self.channel_list.current
        if self.resume and mark.pane != "article":
            self.pane = mark.pane
        if current and current.shelf != section.shelf:
            self.show_section(current)  # the reader has gone there meanwhile
        elif self.resume and mark.article:
            self.call_after_refresh(self._reopen, mark)
            return
        self.resume = None

    def _take_form(self, mark: Bookmark) -> None:
        """Lay articles out as they were laid out last."""
        view = self.article_view
        view.mode = mark.mode
        if mark.measure and mark.measure.holds(self.settings.measure):
            within = max(NARROWEST_MEASURE, min(mark.measure.value, WIDEST_MEASURE))
            view.measure = within // 2 * 2
        if mark.spacing and mark.spacing.holds(self.settings.line_spacing):
            view.setting = replace(view.setting, leading=min(1, max(0, mark.spacing.value)))

    @task(exclusive=True, group="article")
    async def _reopen(self, mark: Bookmark) -> None:
        """Open the article that was open; it comes after the first picture, and is not opened anew for it."""
        try:
            with self.telling():
                listed = await self.desk.shelves.find(mark.article or "")
                kept = await self.desk.article(listed.id) if listed and listed.cached else None
                if self.resume and listed and kept:
                    self.opened = replace(listed, read=kept.read, starred=kept.starred)
                    self.article_view.kept = kept
                    if mark.pane == "article":
                        self.pane = "article"
                        self.alone = mark.alone
        finally:
            self.resume = None


def _address(listed: ListedHeadline | None) -> str | None:
    """Return the address of a headline; None also where it is longer than any that is worth keeping."""
    address = listed.headline.address if listed else None
    return address if address and len(address) <= _LONGEST_ADDRESS else None


def _chosen(value: int, settings: int) -> Chosen | None:
    return None if value == settings else Chosen(value, settings)
