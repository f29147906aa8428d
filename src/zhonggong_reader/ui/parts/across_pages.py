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
    def is_at_open(self) -> bool:
        """Whether the selected article is the open one."""
        current, opened = self.room.headline_list.current, self.room.opened
        return current is not None and opened is not None and current.id == opened.id

    def end_list(self, step: Literal[1, -1], *, unread: bool) -> None:
        """Go on to the page beside this one; the whole issue has none."""
        if self.room.channel_list.cursor == 0:
            super().end_list(step, unread=unread)
        else:
            self._go_over(step, unread=unread)

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
                    if room.headline_list.view:
                        self._opens.open_row(room.headline_list.view, found)
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
