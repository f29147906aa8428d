"""The place of the reader, kept while one reads: for the next start, and for what is new by then."""

from asyncio import Lock, to_thread
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

from msgspec.structs import replace
from textual import events, on
from textual.app import App

from zhonggong_reader.bookmark import Bookmark, BookmarkFile, Stand, Visits
from zhonggong_reader.errors import LibraryError
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.screens.home import HomeRoom
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.tasks import task

SECONDS: Final = 3.0
"""How often one looks whether the reader has moved on; what a kill costs at most."""
LONGEST_QUERY: Final = 500
"""Characters of the last search that are kept."""
_DOING: Final = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What the reader does; a pointer that passes by is nothing."""


class Bookmarks(App[None], inherit_bindings=False):
    """The program as far as it keeps where one stands."""

    visits: Visits = Visits()
    """When the reader was there, this time and before."""
    _bookmark_file: BookmarkFile | None = None
    """None: nothing is read or kept (the demonstration)."""
    _restores: bool = True
    _desk: Newsdesk
    _now: Callable[[], datetime]
    _home: HomeRoom | None = None
    _in_paper: Stand | None = None
    """Where in the newspaper one stood, as long as one has neither gone back there nor done anything else."""

    def lay_bookmark(self, file: BookmarkFile | None, *, restores: bool) -> None:
        """Take where one stood last, before there is a screen. Without `restores` only visits are kept."""
        self._bookmark_file = file
        self._restores = restores
        self._writing = Lock()
        self._kept = file.read() if file else Bookmark()
        self.visits = self._kept.visits.at(self._now())

    def stand_in(self, room: HomeRoom) -> None:
        """Let the room stand where one stood, and keep from now on where one stands in it."""
        self._home = room
        if self._restores:
            room.homecoming.resume = self._kept.news if self._kept.news != Stand() else None
            room.hits.words = clean_line(self._kept.query)[:LONGEST_QUERY]
            self._in_paper = self._kept.paper

    @on(events.Mount)
    def _begin_to_keep(self) -> None:
        if self._bookmark_file:
            self.set_interval(SECONDS, self._keep_now_and_then)

    def note_doing(self, event: events.Event) -> None:
        """Let what the reader does have precedence over standing where they stood."""
        if isinstance(event, _DOING):
            self.visits = self.visits.at(self._now())
            self._in_paper = None
            for each in self._rooms:
                each.homecoming.resume = None

    @on(HomeRoom.Begun)
    async def _return_to_paper(self) -> None:
        """Open the newspaper again where one stood in it, over the news."""
        if self._in_paper:
            await self.run_action("paper")

    def stand_in_paper(self, room: ReadingRoom) -> None:
        """Let the room of the newspaper, when it is made, stand where one stood in it."""
        room.homecoming.resume, self._in_paper = self._in_paper, None

    @property
    def _rooms(self) -> list[ReadingRoom]:
        return [screen for screen in self.screen_stack if isinstance(screen, ReadingRoom)]

    @task(group="bookmark")
    async def _keep_now_and_then(self) -> None:
        await self.keep_bookmark()

    async def keep_bookmark(self) -> None:
        """Write where one stands, if that has changed."""
        if self._bookmark_file is None or self._home is None:
            return
        async with self._writing:
            here = self._here(self._home) if self._restores else Bookmark()
            if self.visits.active != self._kept.visits.active:
                with suppress(LibraryError):
                    self.visits = replace(self.visits, mark=await self._desk.front_pages.mark())
            here = replace(here, visits=self.visits)
            if here != self._kept:
                self._kept = here
                await to_thread(self._bookmark_file.write, here)

    def _here(self, home: HomeRoom) -> Bookmark:
        """Return where one stands, but for the times of visits."""
        over = next((room for room in self._rooms if room is not home), None)
        return Bookmark(
            news=home.homecoming.stand(),
            paper=over.homecoming.stand() if over else self._in_paper,
            query=clean_line(home.hits.words)[:LONGEST_QUERY],
        )
