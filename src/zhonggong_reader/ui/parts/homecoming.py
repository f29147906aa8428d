"""Where the reader stood in a room, and the way there at the next start.

What was kept may be gone, and then the nearest of it is shown. Nothing is fetched for it, and a key that
the reader presses meanwhile has precedence over all of it.
"""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from zhonggong_reader.bookmark import Chosen, Stand
from zhonggong_reader.model import ListedHeadline, Shelf
from zhonggong_reader.settings import NARROWEST_MEASURE, WIDEST_MEASURE
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.lines import LineList

_LONGEST_ADDRESS: Final = 2000


class Homecoming(Part):
    """Tells where one stands in the room, and lets one stand there again."""

    def __init__(self, room: Newsstand, reached: Callable[[], object]) -> None:
        """Make it; `reached` is called once the article is open that was open last."""
        super().__init__(room)
        self._reached = reached
        self.resume: Stand | None = None
        """Where to stand, as long as that has not been reached; None: where one is."""

    def stand(self) -> Stand:
        """Return where one stands."""
        if self.resume:
            return self.resume  # one has not got there yet
        section, selected = self.room.channel_list.current, self.room.headline_list.current
        shelf = section.shelf if section else Shelf()
        view = self.room.article_view
        return Stand(
            pane=self.room.pane,
            alone=self.room.alone,
            channel=shelf.channel,
            starred=shelf.starred,
            history=shelf.history,
            watched=shelf.watched,
            headline=_address(selected),
            article=_address(self.room.opened if view.kept else None),
            mode=view.mode,
            measure=_chosen(view.measure, self.room.settings.measure),
            spacing=_chosen(view.setting.leading, self.room.settings.line_spacing),
        )

    async def open_first(self) -> bool:
        """Open the list in which one stood; return whether there is any such way, and one may still go it."""
        room, mark = self.room, self.resume
        if mark is None or not room.channel_list.sections:
            return False
        self._take_form(mark)
        selected = await room.desk.shelves.find(mark.headline) if mark.headline else None
        if self.resume is None:
            return False
        shelf = Shelf(mark.channel, starred=mark.starred, history=mark.history, watched=mark.watched)
        row = room.channel_list.row_of(shelf)
        with room.prevent(LineList.Highlighted):
            room.channel_list.cursor = room.FIRST_SECTION if row is None else row
        section = room.channel_list.current
        if section is None:
            return False
        await room.open_list(section, selected)
        current = room.channel_list.current
        if self.resume and mark.pane != "article":
            room.pane = mark.pane
        if current and current.shelf != section.shelf:
            room.show_section(current)  # the reader has gone there meanwhile
        elif self.resume and mark.article:
            room.call_after_refresh(self._reopen, mark)
            return True
        self.resume = None
        return True

    def _take_form(self, mark: Stand) -> None:
        """Lay articles out as they were laid out last."""
        view = self.room.article_view
        view.mode = mark.mode
        if mark.measure and mark.measure.holds(self.room.settings.measure):
            within = max(NARROWEST_MEASURE, min(mark.measure.value, WIDEST_MEASURE))
            view.measure = within // 2 * 2
        if mark.spacing and mark.spacing.holds(self.room.settings.line_spacing):
            view.setting = replace(view.setting, leading=min(1, max(0, mark.spacing.value)))

    @task(exclusive=True, group="article")
    async def _reopen(self, mark: Stand) -> None:
        """Open the article that was open; it comes after the first picture, and is not opened anew for it."""
        try:
            with self.room.telling():
                listed = await self.room.desk.shelves.find(mark.article or "")
                kept = await self.room.desk.article(listed.id) if listed and listed.cached else None
                if self.resume and listed and kept:
                    self.room.opened = replace(listed, read=kept.read, starred=kept.starred)
                    self.room.article_view.kept = kept
                    if mark.pane == "article":
                        self.room.pane = "article"
                        self.room.alone = mark.alone
        finally:
            self.resume = None
            self._reached()


def _address(listed: ListedHeadline | None) -> str | None:
    """Return the address of a headline; None also where it is longer than any that is worth keeping."""
    address = listed.headline.address if listed else None
    return address if address and len(address) <= _LONGEST_ADDRESS else None


def _chosen(value: int, settings: int) -> Chosen | None:
    return None if value == settings else Chosen(value, settings)
