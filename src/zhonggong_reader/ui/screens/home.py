"""The main screen: the site's news, brought up to date by rounds and begun where one stood."""

from asyncio import to_thread
from typing import Final, Literal

from textual import events, on
from textual.message import Message

from zhonggong_reader import typeset
from zhonggong_reader.newsdesk import Newsdesk, WatchMark
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.parts.downloads import Downloads
from zhonggong_reader.ui.parts.hits import Hits
from zhonggong_reader.ui.parts.rounds import Rounds
from zhonggong_reader.ui.parts.saved_searches import SavedSearches
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import Section

PREPARE_SECONDS: Final = 1.0
"""After the start; what the first picture shows comes first."""


class HomeRoom(ReadingRoom):
    """The main screen. `asks_site` is false where no request may start by itself (`--demo`)."""

    class Begun(Message):
        """One stands where one stood, or at the beginning."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings)
        self._asks_site = asks_site
        self.rounds = Rounds(self, self._came_back)
        self.downloads = Downloads(self, self._came_back)
        self.saved = SavedSearches(self)
        self.hits = Hits(self, self.opening)

    @on(events.Mount)
    def _begin_searching(self) -> None:
        self.watch(self.article_view, "kept", self.hits.find, init=False)
        self.call_after_refresh(self.saved.keep_index)

    @on(events.Mount)
    def _begin_to_prepare(self) -> None:
        self.set_timer(PREPARE_SECONDS, self._prepare)

    @task(group="prepare")
    async def _prepare(self) -> None:
        """Import what sets articles, and titles in two lines, before a turn of the loop has to."""
        await to_thread(typeset.prepare)

    async def begin(self) -> None:
        """Show what the library holds; once that stands on the screen, go to the site."""
        await super().begin()
        self.first_start = not any(entry.articles for entry in self.channels)
        if self.homecoming.resume is None:
            self.call_after_refresh(self.stand_again)
        if self._asks_site:
            self.call_after_refresh(self.rounds.refresh_stale)

    def stand_again(self) -> None:
        """Tell: what lay over this room comes behind it, as it can be left at once."""
        self.post_message(self.Begun())

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
            leads_back = self.opening.way_back is not None
            self.hits.end()
            if not leads_back:
                return
        super().action_escape()

    def watch_pane(self) -> None:
        """Say in the key line how one goes from hit to hit, while one searches."""
        super().watch_pane()
        self.key_bar.items = (*self.hits.items(), *self.key_bar.items)

    # ── Where one stood ──────────────────────────────────────────────────────────────────────

    async def _open_first(self) -> None:
        if not await self.homecoming.open_first():
            await super()._open_first()
