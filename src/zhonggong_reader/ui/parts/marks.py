"""What the reader says of articles: read, starred; one by one or a list at once. All of it can be undone.

Nothing here asks whether one is sure: the way back is a key.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, Literal

from msgspec.structs import replace

from zhonggong_reader.language import tr
from zhonggong_reader.model import Deed, ListedHeadline
from zhonggong_reader.newsdesk import Extent, told
from zhonggong_reader.text import Clean
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task

_GROUP: Final = "marks"
"""The workers that change marks. The program waits for them before it ends."""
TITLE_CELLS: Final = 32
"""A title that is longer is cut, so that what was done to it stands in the line too."""

_BEGUN: Final = Deed(mark="read", given=True, reach="list")
"""A deed that has changed nothing yet."""


class Marks(Part):
    """The marks of the articles in the lists and of the open one; `browse` opens that in a browser."""

    def __init__(self, room: Newsstand, browse: Callable[[], None]) -> None:
        super().__init__(room)
        self._browse = browse
        self._was_covered = False

    # ── One article ──────────────────────────────────────────────────────────────────────────

    @task(group=_GROUP, limit=LONG)
    async def _toggle(self, mark: Literal["read", "starred"]) -> None:
        room = self.room
        with room.telling():
            if target := room.target:
                if mark == "read":
                    changed = replace(target, read=not target.read)
                    async with self.marking(changed):
                        await room.desk.marks.read([target.id], changed.read)
                    room.say(tr("标为未读") if target.read else tr("标为已读"))
                else:
                    changed = replace(target, starred=not target.starred)
                    async with self.marking(changed):
                        await room.desk.marks.starred([target.id], changed.starred)
                    room.say(tr("取消收藏") if target.starred else tr("已收藏"))
                await room.recount()

    def action_toggle_read(self) -> None:
        """Mark read or unread."""
        self._toggle("read")

    @task(group=_GROUP, limit=LONG)
    async def action_browser_read(self) -> None:
        """Open the article in a browser, and mark it read."""
        room = self.room
        with room.telling():
            if target := room.target:
                self._browse()
                async with self.marking(replace(target, read=True)):
                    await room.desk.marks.read([target.id], True)
                await room.recount()

    def action_toggle_star(self) -> None:
        """Star or unstar."""
        self._toggle("starred")

    @asynccontextmanager
    async def marking(self, changed: ListedHeadline) -> AsyncIterator[None]:
        """Show the marks of an article at once, and keep them shown while they are written."""
        self._show(changed)
        async with self.room.turn:
            self._show(changed)  # rows that came meanwhile have the marks of before
            yield

    def _show(self, changed: ListedHeadline) -> None:
        """Show the marks of an article as the reader has set them, also where they cannot be written yet."""
        room = self.room
        room.headline_list.amend(changed)
        if room.opened and room.opened.id == changed.id:
            room.opened = changed

    # ── Many, and back ───────────────────────────────────────────────────────────────────────

    @task(group=_GROUP, limit=LONG)
    async def action_mark_read(self, reach: Literal["list", "above", "below"]) -> None:
        """Mark the list read, or what stands above or below the cursor."""
        room = self.room
        view, section = room.headline_list.view, room.channel_list.current
        if view is None or section is None:
            return
        extent = Extent(Clean(section.name), reach, room.headline_list.cursor)

        def report(deed: Deed) -> None:
            room.activity = tr("正在标为已读：{count} 篇 …", count=f"{deed.articles:,}")

        def said(deed: Deed | None) -> str:
            if deed is None:
                return tr("没有未读的")
            return tr("已{deed}；按 {key} 撤销", deed=_told(deed), key=room.key_set.name("marks.undo"))

        await self._do(room.shelves.mark_read(view, extent, report), report, said)

    @task(group=_GROUP, limit=LONG)
    async def undo(self) -> None:
        """Undo what was done to marks last, and say what that was."""

        def report(deed: Deed) -> None:
            self.room.activity = tr("正在撤销：{count} 篇 …", count=f"{deed.articles:,}")

        def said(deed: Deed | None) -> str:
            return tr("已撤销：{deed}", deed=_told(deed)) if deed else tr("没有可撤销的")

        await self._do(self.room.desk.marks.undo(report), report, said)

    @task(group=_GROUP, limit=LONG)
    async def redo(self) -> None:
        """Do again what was undone last, and say what that was."""

        def report(deed: Deed) -> None:
            self.room.activity = tr("正在重做：{count} 篇 …", count=f"{deed.articles:,}")

        def said(deed: Deed | None) -> str:
            return tr("已重做：{deed}", deed=_told(deed)) if deed else tr("没有可重做的")

        await self._do(self.room.desk.marks.redo(report), report, said)

    async def _do(
        self,
        deed: Awaitable[Deed | None],
        report: Callable[[Deed], None],
        said: Callable[[Deed | None], str],
    ) -> None:
        report(_BEGUN)  # its first part may take a second
        with self.room.telling():
            try:
                done = await deed
            finally:
                self.room.activity = ""
            await self._renew()
            self.room.say(said(done))

    async def _renew(self) -> None:
        """Show the marks as they are now, wherever they were changed."""
        room = self.room
        await room.renew_rows()
        if room.opened and (found := await room.desk.shelves.find(room.opened.id)):
            room.opened = replace(room.opened, read=found.read, starred=found.starred)
        await room.recount()

    async def done(self) -> None:
        """Wait until all that was wished of marks is done."""
        workers = self.room.workers
        waiting = [worker for worker in workers if worker.group == _GROUP and not worker.is_finished]
        if waiting:  # of none, Textual would make all
            await workers.wait_for_complete(waiting)

    # ── Under other screens ──────────────────────────────────────────────────────────────────

    def cover(self) -> None:
        """Know that another screen stands over the room."""
        self._was_covered = True

    @task(exclusive=True, group="renew")
    async def uncover(self) -> None:
        """Show what was marked on another screen."""
        if self._was_covered:
            self._was_covered = False
            with self.room.telling():
                await self._renew()


def _told(deed: Deed) -> str:
    """Return what was done, in a line."""
    return told(replace(deed, name=Clean(fitted(deed.name, TITLE_CELLS)) if deed.name else None))
