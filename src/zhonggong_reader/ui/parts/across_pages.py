"""Reading on in the newspaper: from page to page of an issue."""

from typing import Literal

from zhonggong_reader.language import tr
from zhonggong_reader.ui.parts.reading_on import ReadingOn
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.lines import LineList


class AcrossPages(ReadingOn):
    """Goes on to the page beside where the articles of a page end; the whole issue is the first section."""

    @property
    def _is_at_open(self) -> bool:
        """Whether the selected article is the open one; else it is the next to be read itself."""
        current, opened = self.room.headline_list.current, self.room.opened
        return current is not None and opened is not None and current.id == opened.id

    def action_step(self, step: int) -> None:
        """Open the next article or the previous one, on the page beside this one where it ends."""
        room = self.room
        row = room.headline_list.cursor + (step if self._is_at_open else 0)
        if 0 <= row < room.headline_list.rows:
            self._opens.open_row(row)
        elif room.channel_list.cursor == 0:
            room.say(tr("已是最后一篇") if step > 0 else tr("已是第一篇"))
        else:
            self._go_over(1 if step > 0 else -1, unread=False)

    @task(exclusive=True, group="seek")
    async def unread(self, step: Literal[1, -1]) -> None:
        """Open the next unread article or the previous one, whatever page it is on."""
        room = self.room
        with room.telling():
            view = room.headline_list.view
            start = room.headline_list.cursor - (0 if self._is_at_open else step)
            row = await room.shelves.next_unread(view, start, step) if view else None
        if row is not None:
            self._opens.open_row(row)
        elif room.channel_list.cursor == 0:
            room.say(tr("后面没有未读的了") if step > 0 else tr("前面没有未读的了"))
        else:
            self._go_over(step, unread=True)

    @task(exclusive=True, group="over")
    async def _go_over(self, step: Literal[1, -1], *, unread: bool) -> None:
        """Go on to the pages behind this one, or before it, and open what comes first there."""
        room = self.room
        pages = room.channel_list.sections
        row = room.channel_list.cursor + step
        with room.telling():
            while 1 <= row < len(pages):
                found = await self._first_of(pages[row], step, unread=unread)
                if found is not None:
                    with room.prevent(LineList.Highlighted):
                        room.channel_list.cursor = row
                    await room.open_list(pages[row])
                    self._opens.open_row(found)
                    return
                row += step
            kind = tr("未读的") if unread else tr("文章")
            room.say(
                tr("这一期后面没有{kind}了", kind=kind)
                if step > 0
                else tr("这一期前面没有{kind}了", kind=kind)
            )

    async def _first_of(self, page: Section, step: Literal[1, -1], *, unread: bool) -> int | None:
        """Return the row of `page` that is read first when one comes from before it, or from behind."""
        shelves = self.room.shelves
        view = await shelves.open(page.shelf)
        if unread:
            return await shelves.next_unread(view, -1 if step > 0 else view.total, step)
        if not view.total:
            return None
        return 0 if step > 0 else view.total - 1

    def leads_on(self, section: Section) -> bool:
        """Tell whether one comes to a page by reading on; the whole issue holds nothing of its own."""
        return section is not self.room.channel_list.sections[0] and super().leads_on(section)

    def all_read(self) -> str:
        """Return what is said where nothing of the issue is left."""
        pages = self.room.channel_list.sections
        left = pages[0].unread if pages else 0
        return tr("这一期读完；{left} 篇没有取到，仍是未读", left=left) if left else tr("这一期读完")
