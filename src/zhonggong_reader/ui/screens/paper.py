"""The newspaper as one reads it: on from page to page, out to the printed page, and back to the news."""

from typing import Literal

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.ui import newspaper, tasks, times
from zhonggong_reader.ui.screens.issues import IssueRoom
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.lines import LineList


class PaperRoom(IssueRoom):
    """The screen of the newspaper."""

    CSS_PATH = places.styles() / "paper.tcss"
    CHANNELS_MORE = 4  # the names of pages are longer than those of channels

    @property
    def _is_at_open(self) -> bool:
        """Whether the selected article is the open one; else it is the next to be read itself."""
        current = self.headline_list.current
        return current is not None and self._opened is not None and current.id == self._opened.id

    # ── Reading on ───────────────────────────────────────────────────────────────────────────

    def action_step(self, step: int) -> None:
        """Open the next article or the previous one, on the page beside this one where it ends."""
        row = self.headline_list.cursor + (step if self._is_at_open else 0)
        if 0 <= row < self.headline_list.rows:
            self.open_row(row)
        elif self.channel_list.cursor == 0:
            self.say(tr("已是最后一篇") if step > 0 else tr("已是第一篇"))
        else:
            self._read_over(1 if step > 0 else -1, unread=False)

    @tasks.task(exclusive=True, group="seek")
    async def action_unread(self, step: Literal[1, -1]) -> None:
        """Open the next unread article or the previous one, whatever page it is on."""
        with self.telling():
            view = self.headline_list.view
            start = self.headline_list.cursor - (0 if self._is_at_open else step)
            row = await self.shelves.next_unread(view, start, step) if view else None
        if row is not None:
            self.open_row(row)
        elif self.channel_list.cursor == 0:
            self.say(tr("后面没有未读的了") if step > 0 else tr("前面没有未读的了"))
        else:
            self._read_over(step, unread=True)

    @tasks.task(exclusive=True, group="over")
    async def _read_over(self, step: Literal[1, -1], *, unread: bool) -> None:
        """Go on to the pages behind this one, or before it, and open what comes first there."""
        pages = self.channel_list.sections
        row = self.channel_list.cursor + step
        with self.telling():
            while 1 <= row < len(pages):
                found = await self._first_of(pages[row], step, unread=unread)
                if found is not None:
                    with self.prevent(LineList.Highlighted):
                        self.channel_list.cursor = row
                    await self._open_list(pages[row])
                    self.open_row(found)
                    return
                row += step
            kind = tr("未读的") if unread else tr("文章")
            self.say(
                tr("这一期后面没有{kind}了", kind=kind)
                if step > 0
                else tr("这一期前面没有{kind}了", kind=kind)
            )

    async def _first_of(self, page: Section, step: Literal[1, -1], *, unread: bool) -> int | None:
        """Return the row of `page` that is read first when one comes from before it, or from behind."""
        view = await self.shelves.open(page.shelf)
        if unread:
            return await self.shelves.next_unread(view, -1 if step > 0 else view.total, step)
        if not view.total:
            return None
        return 0 if step > 0 else view.total - 1

    def _leads_on(self, section: Section) -> bool:
        """Tell whether one comes to a page by reading on; the whole issue holds nothing of its own."""
        return section is not self.channel_list.sections[0] and super()._leads_on(section)

    def _all_read(self) -> str:
        """Return what is said where nothing of the issue is left."""
        left = self.channel_list.sections[0].unread if self.channel_list.sections else 0
        return tr("这一期读完；{left} 篇没有取到，仍是未读", left=left) if left else tr("这一期读完")

    def action_pdf(self) -> None:
        """Show the address of the printed page."""
        if self._page and self._page.page.pdf:
            title = tr(
                "工人日报 {full_day} {page_name}",
                full_day=times.full_day(self.day),
                page_name=newspaper.page_name(self._page),
            )
            self._show_card(title, self._page.page.pdf, tr("这一版的 PDF"))
        else:
            self.say(tr("这一版没有 PDF") if self._page else tr("先选一个版面"))

    # ── Leaving ──────────────────────────────────────────────────────────────────────────────

    def action_escape(self) -> None:
        """Go back one level; from the pages, to the website's news."""
        if self.pane == "channels" and not self.alone:
            tasks.start(self, self.leave(), group="leave")
        else:
            super().action_escape()

    async def action_up(self) -> None:
        """Go back one level; from the pages, to the website's news."""
        self.action_escape()

    async def leave(self) -> None:
        """Give the screen back; the newspaper stays as it is for when one returns."""
        await self.keep_place()
        if self.app.screen is self:
            self.app.pop_screen()
