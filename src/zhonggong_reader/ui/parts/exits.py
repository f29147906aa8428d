"""What leads out of the reader: browser, clipboard, codes for the phone.

Knows which article a wish is about; opens none.
"""

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.ui.copying import paragraph_at
from zhonggong_reader.ui.desktop import open_address
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.tasks import task


class Exits(Part):
    """What can be taken from the lists and from the open article, and where their addresses lead."""

    # ── Browser ──────────────────────────────────────────────────────────────────────────────

    def action_browser(self) -> None:
        """Open the article in a browser."""
        if target := self.room.target:
            self.follow(target.headline.address)

    @task(group="outside")
    async def follow(self, address: str) -> None:
        """Open an address in a browser."""
        with self.room.telling():
            await self._open(address)

    @task(group="outside")
    async def leave(self, address: str) -> None:
        """Open an address in a browser; where there is none, show it on a card."""
        try:
            await self._open(address)
        except InputError as error:
            self.show_card(tr("链接"), address, error.what)

    async def _open(self, address: str) -> None:
        await open_address(self.room.app, address, self.room.settings.browser)
        self.room.say(tr("已交给浏览器：{address}", address=address))

    # ── Clipboard ────────────────────────────────────────────────────────────────────────────

    def action_copy(self) -> None:
        """Copy the article's address."""
        if target := self.room.target:
            self.copy(target.headline.address)

    def copy(self, address: str) -> None:
        """Put an address on the clipboard, as far as the terminal lets us."""
        self._put(address, tr("已复制：{address}", address=address))

    def action_paragraph(self) -> None:
        """Copy the paragraph at which one reads."""
        view = self.room.article_view
        if kept := view.kept:
            self._put(paragraph_at(kept.article, view.reading_place), tr("已复制这一段"))

    def action_citation(self) -> None:
        """Copy a citation of the open article."""
        if kept := self.room.article_view.kept:
            self._put(self.room.desk.clippings.citation(kept.article), tr("已复制引文"))

    def _put(self, text: str, answer: str) -> None:
        self.room.app.copy_to_clipboard(text)
        self.room.say(answer)

    # ── Codes ────────────────────────────────────────────────────────────────────────────────

    def action_qr(self) -> None:
        """Show the article's address as a QR code."""
        if target := self.room.target:
            self.show_card(target.headline.title, target.headline.address, tr("用手机扫码阅读这一篇"))

    def action_media(self, number: int) -> None:
        """Show an entry of the media matrix."""
        colophon = self.room.colophon
        if colophon and number < len(colophon.matrix):
            entry = colophon.matrix[number]
            note = tr("网页没有给出网址，这是在该平台上的搜索") if entry.is_search else tr("用手机扫码打开")
            self.show_card(entry.name, entry.address, note)

    def show_card(self, title: str, address: str, note: str) -> None:
        """Show an address as a code and in letters; from there it can be copied and followed."""
        from zhonggong_reader.ui.screens.card import Card, CardText  # noqa: PLC0415 - not for the first picture

        card = Card(CardText(title, address, note), self.copy, self.follow, self.room.key_set)
        self.room.app.push_screen(card)
