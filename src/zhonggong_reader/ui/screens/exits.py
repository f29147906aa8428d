"""What leads out of the reader: browser, clipboard, codes for the phone.

Knows which article a wish is about; opens none.
"""

from asyncio import to_thread
from collections.abc import Sequence

from textual.actions import SkipAction
from textual.geometry import Offset
from textual.widget import Widget

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListedHeadline, ListView, Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.copying import paragraph_at
from zhonggong_reader.ui.desktop import open_address
from zhonggong_reader.ui.outside import pipe_to
from zhonggong_reader.ui.screens.mending import Mending
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.channel_list import Section


class Exits(Mending):
    """The lists, and what can be taken from them and from the open article."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings, asks_site=asks_site)
        self._opened: ListedHeadline | None = None

    @property
    def _target(self) -> ListedHeadline | None:
        """The article that a wish is about: the open one while one reads, else the selected one."""
        return self._opened if self.pane == "article" else self.headline_list.current

    def action_browser(self) -> None:
        """Open the article in a browser."""
        if target := self._target:
            self.follow(target.headline.address)

    @task(group="outside")
    async def follow(self, address: str) -> None:
        """Open an address in a browser."""
        with self.telling():
            await open_address(self.app, address, self.settings.browser)
            self.say(tr("已交给浏览器：{address}", address=address))

    def action_copy(self) -> None:
        """Copy the article's address."""
        if target := self._target:
            self.copy(target.headline.address)

    def copy(self, address: str) -> None:
        """Put an address on the clipboard, as far as the terminal lets us."""
        self._put(address, tr("已复制：{address}", address=address))

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return what is under the pointer; of the article, the cell.

        Textual counts characters and takes the right half of a Han character for the next one. A
        selection that began in the article stays there, wherever the pointer goes.
        """
        view = self.article_view
        begun = self._select_state if self._selecting else None
        if begun and begun.start.content_widget is view:
            return view, view.cell_at(x, y)
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (view, view.cell_at(x, y)) if widget is view else (widget, offset)

    def action_copy_text(self) -> None:
        """Copy what is selected, exactly as the page has it."""
        if not self.get_selected_text():
            raise SkipAction
        super().action_copy_text()
        self.say(tr("已复制所选文字"))

    def action_paragraph(self) -> None:
        """Copy the paragraph at which one reads."""
        if kept := self.article_view.kept:
            self._put(paragraph_at(kept.article, self.article_view.reading_place), tr("已复制这一段"))

    def action_citation(self) -> None:
        """Copy a citation of the open article."""
        if kept := self.article_view.kept:
            self._put(self.desk.clippings.citation(kept.article), tr("已复制引文"))

    # ── Clippings ────────────────────────────────────────────────────────────────────────────

    @task(group="clipping")
    async def action_clip(self) -> None:
        """Save the open article as a file."""
        if (kept := self.article_view.kept) is None:
            self.say(tr("先打开一篇文章"))
            return
        with self.telling():
            clipped = await self.desk.clippings.save(kept.article)
            saved = tr("已存过 {path}") if clipped.was_there else tr("已存为 {path}")
            self.say(saved.format(path=clipped.path))

    @task(exclusive=True, group="export", limit=LONG)
    async def action_export(self) -> None:
        """Make a book (EPUB) of the list that is shown, of what is kept of it."""
        view, section = self.headline_list.view, self.channel_list.current
        if view is None or section is None:
            return
        name = self.book_title(section)
        self.activity = tr("正在把“{name}”导出为 EPUB …", name=name)
        try:
            with self.telling():
                book = await self.desk.clippings.export(await self.book_of(view), name)
                made = tr("{count} 篇已导出为 {path}", count=book.articles, path=book.path)
                lost = tr("，{count} 篇已损坏，没有导出", count=book.damaged) if book.damaged else ""
                self.say(made + lost, trouble=book.damaged > 0)
        finally:
            self.activity = ""

    def book_title(self, section: Section) -> str:
        """Return what a book of a section's list is called."""
        return section.name

    async def book_of(self, view: ListView) -> Shelf | Sequence[int]:
        """Return the list of which a book is made, or the ids of its articles."""
        return view.shelf

    @task(exclusive=True, group="pipe")
    async def action_pipe(self) -> None:
        """Hand the open article to the command of the settings, as Markdown."""
        command = self.settings.pipe
        kept = self.article_view.kept
        if not command:
            self.say(tr('设置里写上 pipe = ["命令"]，就能把文章交给它'))
        elif kept is None:
            self.say(tr("先打开一篇文章"))
        else:
            self.activity = tr("正在交给 {command} …", command=command[0])
            try:
                with self.telling():
                    await to_thread(pipe_to, command, self.desk.clippings.markdown(kept.article))
                    self.say(tr("已交给 {command}", command=command[0]))
            finally:
                self.activity = ""

    def _put(self, text: str, answer: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(answer)

    def action_qr(self) -> None:
        """Show the article's address as a QR code."""
        if target := self._target:
            self._show_card(target.headline.title, target.headline.address, tr("用手机扫码阅读这一篇"))

    def action_media(self, number: int) -> None:
        """Show an entry of the media matrix."""
        if self.colophon and number < len(self.colophon.matrix):
            entry = self.colophon.matrix[number]
            note = tr("网页没有给出网址，这是在该平台上的搜索") if entry.is_search else tr("用手机扫码打开")
            self._show_card(entry.name, entry.address, note)

    def _show_card(self, title: str, address: str, note: str) -> None:
        from zhonggong_reader.ui.screens.card import Card, CardText  # noqa: PLC0415 - not for the first picture

        self.app.push_screen(Card(CardText(title, address, note), self.copy, self.follow, self.key_set))
