"""One key to read with: on through the article, the list and the channels, until all is read; one to go back.

What the key has led to, it does not lead to again: an article that could not be had stays unread, and
reading on would go round for ever.
"""

from typing import Literal

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListView
from zhonggong_reader.ui.parts.part import Opens, Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.way import Stop, Way
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.lines import LineList

_LEADS_ON = frozenset({"seek", "article", "over"})
"""The workers that open another article."""


class ReadingOn(Part):
    """Lets articles follow each other, in the list and across lists; `opens` opens them."""

    def __init__(self, room: Newsstand, opens: Opens) -> None:
        super().__init__(room)
        self._opens = opens
        self._way = Way()
        self.ahead: tuple[int, ...] = ()
        """What follows each other where the open article was chosen, if that was none of the lists."""

    # ── From article to article ──────────────────────────────────────────────────────────────

    @property
    def is_at_open(self) -> bool:
        """Whether the selected headline is taken for the open one; else it is the next to be read itself."""
        return self.room.opened is not None

    def action_step(self, step: Literal[1, -1]) -> None:
        """Open the next article of the list, or the previous one."""
        view = self.room.headline_list.view
        row = self.room.headline_list.cursor + (step if self.is_at_open else 0)
        if view and 0 <= row < view.total:
            self._opens.open_row(view, row)
        else:
            self.end_list(step, unread=False)

    @task(exclusive=True, group="seek")
    async def unread(self, step: Literal[1, -1]) -> None:
        """Open the next unread article of the list, or the previous one."""
        room = self.room
        with room.telling():
            view = room.headline_list.view
            start = room.headline_list.cursor - (0 if self.is_at_open else step)
            row = await room.shelves.next_unread(view, start, step) if view else None
            if view is None or row is None:
                self.end_list(step, unread=True)
            else:
                self._opens.open_row(view, row)

    def end_list(self, step: Literal[1, -1], *, unread: bool) -> None:
        """Do what follows where the list has no more articles, or no more unread ones: say so."""
        if unread:
            self.room.say(tr("后面没有未读的了") if step > 0 else tr("前面没有未读的了"))
        else:
            self.room.say(tr("已是最后一篇") if step > 0 else tr("已是第一篇"))

    # ── By pages ─────────────────────────────────────────────────────────────────────────────

    def takes(self, pages: float) -> bool:
        """Go over to another article where moving by so many windows leads out of this one; else False."""
        view = self.room.article_view
        goes_over = abs(pages) >= 1 and (view.kept is None or (view.at_end if pages > 0 else view.at_top))
        if self.room.pane != "article" or not goes_over:
            return False
        if not self._is_on_the_way:
            self._go(1 if pages > 0 else -1)
        return True

    @property
    def _is_on_the_way(self) -> bool:
        """Whether another article is about to be opened: a key that is held down passes none over."""
        return any(
            worker.node is self.room and worker.group in _LEADS_ON and not worker.is_finished
            for worker in self.room.workers
        )

    @task(exclusive=True, group="seek")
    async def _go(self, step: Literal[1, -1]) -> None:
        section = self.room.channel_list.current
        with self.room.telling():
            if section and self.room.opened:
                shelf = None if self._comes_from_ahead else section.shelf
                self._way.stand_at(Stop(shelf, self.room.opened.id))
            if await self._follow_way(step):
                return
            if step < 0:
                self.room.say(tr("前面没有读过的了"))
            elif not (await self._on_ahead() or await self._on_in_list() or await self._on_in_sections()):
                self.room.say(self.all_read())

    async def _follow_way(self, step: Literal[1, -1]) -> bool:
        """Go along the way, as far as it leads; going back, one comes to the end of what was read."""
        while stop := self._way.beside(step):
            listed = await self.room.desk.shelves.find(stop.id)
            if listed is None:
                self._way.drop(step)  # tidied away meanwhile
                continue
            self._way.go(step)
            if found := await self._find(stop):
                self._opens.open_row(*found, at_end=step < 0)
            else:
                self._opens.open_found(listed, self._opens.way_back, at_end=step < 0)
            return True
        return False

    async def _find(self, stop: Stop) -> tuple[ListView, int] | None:
        """Show the list of a stop, if that is there; return its row in it, None where it stands in none."""
        if stop.shelf is None:
            return None
        section = self.room.channel_list.current
        row = self.room.channel_list.row_of(stop.shelf)
        if row is not None and section and section.shelf != stop.shelf:
            await self._go_to_section(row)
        view = self.room.headline_list.view
        row = await self.room.shelves.row_of(view, stop.id) if view else None
        return (view, row) if view and row is not None else None

    @property
    def _comes_from_ahead(self) -> bool:
        return (
            self._opens.way_back is not None
            and self.room.opened is not None
            and self.room.opened.id in self.ahead
        )

    async def _on_ahead(self) -> bool:
        """Go on to what is unread further on where the open article was chosen."""
        if not self._comes_from_ahead or self.room.opened is None:
            return False
        for identity in self.ahead[self.ahead.index(self.room.opened.id) + 1 :]:
            listed = await self.room.desk.shelves.find(identity)
            if listed and not listed.read and not self._way.has(identity):
                self._way.lead_to(Stop(None, identity))
                self._opens.open_found(listed, self._opens.way_back)
                return True
        return False

    async def _on_in_list(self) -> bool:
        """Go on to what is unread further down in the list; return whether there is anything."""
        view = self.room.headline_list.view
        if view is None:
            return False
        row = await self.room.shelves.row_of(view, self.room.opened.id) if self.room.opened else None
        # Where the open article stands elsewhere, the selected headline itself may be the next one.
        found = await self._unread(view, self.room.headline_list.cursor - 1 if row is None else row)
        if found is None:
            return False
        await self._lead_to(view, found)
        return True

    async def _on_in_sections(self) -> bool:
        """Go on to the next section with anything unread, the first behind the last, this one at last."""
        await self.room.recount()
        for row in self._rows_ahead():
            section = self.room.channel_list.sections[row]
            view = await self.room.shelves.open(section.shelf)
            if await self._unread(view, -1) is None:
                continue
            await self._go_to_section(row)
            shown = self.room.headline_list.view
            # It is shown as it stands now, which may be no more what it was.
            if shown and (found := await self._unread(shown, -1)) is not None:
                await self._lead_to(shown, found)
                self.room.say(tr("接着读“{name}”", name=section.name))
                return True
        return False

    async def _lead_to(self, view: ListView, row: int) -> None:
        (listed,) = await self.room.shelves.page(view, row, 1)
        self._way.lead_to(Stop(view.shelf, listed.id))
        self._opens.open_row(view, row)

    async def _unread(self, view: ListView, row: int) -> int | None:
        """Return the first unread row behind `row` to which the way has not led yet."""
        while (found := await self.room.shelves.next_unread(view, row, 1)) is not None:
            listed = await self.room.shelves.page(view, found, 1)
            if listed and not self._way.has(listed[0].id):
                return found
            row = found
        return None

    async def _go_to_section(self, row: int) -> None:
        with self.room.prevent(LineList.Highlighted):
            self.room.channel_list.cursor = row
        await self.room.open_list(self.room.channel_list.sections[row])

    def _rows_ahead(self) -> list[int]:
        """Return the rows of the sections with anything unread, in the order in which one comes to them."""
        rows, here = len(self.room.channel_list.sections), self.room.channel_list.cursor
        ahead = [row % rows for row in range(here + 1, here + rows + 1)]
        return [row for row in ahead if self.leads_on(self.room.channel_list.sections[row])]

    def leads_on(self, section: Section) -> bool:
        """Tell whether one comes to a section by reading on: what only gathers from others counts nothing."""
        return section.unread > 0

    def all_read(self) -> str:
        """Return what is said where nothing is left."""
        if not any(entry.articles for entry in self.room.channels):
            return tr("还没有文章；按 {key} 更新", key=self.room.key_set.name("refresh.all"))
        left = sum(entry.unread for entry in self.room.channels)
        return tr("今日读完；{left} 篇没有取到，仍是未读", left=left) if left else tr("今日读完")
