"""The reading room that one comes back to: it stands again where the reader stood.

What was kept may be gone, and then the nearest of it is shown. Nothing is fetched for it, and a key that
the reader presses meanwhile has precedence over all of it.
"""

from typing import Final

from msgspec.structs import replace

from zhonggong_reader.bookmark import Bookmark, Chosen
from zhonggong_reader.model import ListedHeadline, Shelf
from zhonggong_reader.settings import NARROWEST_MEASURE, WIDEST_MEASURE
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.screens.finding_room import FindingRoom
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.lines import LineList

_LONGEST_QUERY: Final = 500
_LONGEST_ADDRESS: Final = 2000


class HomeRoom(FindingRoom):
    """The main screen."""

    resume: Bookmark | None = None
    """Where to stand, as long as that has not been reached; None: where one is."""

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
            article=_address(self._opened if view.kept else None),
            mode=view.mode,
            measure=_chosen(view.measure, self.settings.measure),
            spacing=_chosen(view.setting.leading, self.settings.line_spacing),
            query=clean_line(self.words)[:_LONGEST_QUERY],
        )

    async def _open_first(self) -> None:
        mark = self.resume
        if mark is None:
            await super()._open_first()
            return
        self.words = clean_line(mark.query)[:_LONGEST_QUERY]
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
        await self._open_list(section, selected)
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
                    self._opened = replace(listed, read=kept.read, starred=kept.starred)
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
