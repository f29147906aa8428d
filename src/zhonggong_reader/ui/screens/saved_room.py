"""The reading room with the lists that searching fills: saved searches, and what has a watched word."""

from asyncio import sleep
from collections.abc import Collection
from contextlib import suppress
from typing import Final

from textual import events, on

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.model import SavedSearch, Shelf
from zhonggong_reader.newsdesk import WatchMark
from zhonggong_reader.queries import Query
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.screens.illustrated_room import IllustratedRoom
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.channel_list import WATCHED, Section, sections

INDEX_PAUSE: Final = 0.02
"""Seconds between two pieces of work on the index, for whoever waits for the library."""


class SavedRoom(IllustratedRoom):
    """Shows those lists among the channels; saves, renames and drops searches, all of which can be undone."""

    _saved: tuple[SavedSearch, ...] = ()
    _watched: int | None = None
    """How much with watched words is unread; None: no words are watched."""

    @on(events.Mount)
    def _begin_index(self) -> None:
        self.call_after_refresh(self.keep_index)

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on; what has words that are watched now is looked for."""
        changes = settings.watch != self.settings.watch
        super().take(settings)
        if changes and self.is_mounted:
            self.keep_index()

    async def came_back(self, mark: WatchMark, *, wished: bool) -> None:
        """Take in what a long list has left out of the index."""
        await super().came_back(mark, wished=wished)
        self.keep_index()

    # ── Among the channels ───────────────────────────────────────────────────────────────────

    async def recount(self) -> None:
        """Bring these lists up to date as well."""
        search = self.desk.search
        self._saved = tuple(await search.saved.all())
        self._watched = await search.watching.unread() if search.watching.words else None
        await super().recount()
        self.watch_channels()

    def all_sections(self) -> tuple[Section, ...]:
        """Return the channels, and these lists before them."""
        return sections(self.channels, self._saved, self._watched)

    # ── Saved searches ───────────────────────────────────────────────────────────────────────

    @task(group="save", limit=LONG)
    async def save_search(self, query: Query) -> None:
        """Keep a search as a channel of its own, or, where it is kept, no longer."""
        with self.telling():
            kept = next((each for each in self._saved if each.query == str(query)), None)
            if kept:
                await self.desk.search.saved.remove(kept)
                self.say(tr("已去掉搜索“{query}”；再按一次又存下", query=query))
            else:
                saved = await self.desk.search.saved.save(str(query))
                async for _ in self.desk.search.saved.fill(saved):
                    pass
                self.say(tr("已存为频道“{query}”；再按一次去掉", query=query))
            await self._show_saved()

    def action_rename(self) -> None:
        """Give the saved search another name at which one stands."""
        if saved := self._selected_search():
            from zhonggong_reader.ui.screens.ask import Ask  # noqa: PLC0415 - not for the first picture

            def answer(name: str | None) -> None:
                if name is not None:
                    self._rename(saved, name)

            asked = Ask(tr("搜索的名字"), saved.listed.channel.name, tr("搜的是：{query}", query=saved.query))
            self.app.push_screen(asked, answer)

    @task(group="save", limit=LONG)
    async def _rename(self, saved: SavedSearch, name: str) -> None:
        with self.telling():
            renamed = await self.desk.search.saved.rename(saved, name)
            await self._show_saved()
            self.say(tr("改名为“{name}”", name=renamed.listed.channel.name))

    @task(group="save", limit=LONG)
    async def action_drop(self) -> None:
        """Keep the saved search no longer at which one stands."""
        with self.telling():
            if saved := self._selected_search():
                await self.desk.search.saved.remove(saved)
                await self._show_saved()
                name, key = saved.listed.channel.name, self.key_set.name("marks.undo")
                self.say(tr("已去掉搜索“{name}”；按 {key} 撤销", name=name, key=key))

    def _selected_search(self) -> SavedSearch | None:
        section = self.channel_list.current
        slug = section.shelf.channel if section else None
        found = next((each for each in self._saved if each.listed.channel.slug == slug), None)
        if found is None:
            self.say(tr("先在频道栏里选一个存下的搜索"))
        return found

    async def _show_saved(self) -> None:
        """Show which there are now, and the list at which one stands where it is another one."""
        await self.recount()
        section, view = self.channel_list.current, self.headline_list.view
        if section and view and section.shelf != view.shelf:
            self.show_section(section)

    # ── Back ─────────────────────────────────────────────────────────────────────────────────

    @task(group="save", limit=LONG)
    async def action_undo(self) -> None:
        """Undo what was done last, to marks or to saved searches."""
        with self.telling():
            if kept := await self.desk.search.saved.undo():
                await self._show_saved()
                self.say(tr("已撤销：{deed}", deed=kept.told))
                self.keep_index()
            else:
                super().action_undo()

    @task(group="save", limit=LONG)
    async def action_redo(self) -> None:
        """Do again what was undone last."""
        with self.telling():
            if kept := await self.desk.search.saved.redo():
                await self._show_saved()
                self.say(tr("已重做：{deed}", deed=kept.told))
                self.keep_index()
            else:
                super().action_redo()

    # ── Filling ──────────────────────────────────────────────────────────────────────────────

    @task(exclusive=True, group="index", limit=LONG)
    async def keep_index(self) -> None:
        """Take into the index what it lacks, then into the lists that searching fills, little by little.

        Where the library cannot be written, they stay as they are.
        """
        search = self.desk.search
        with suppress(LibraryError):
            while await search.catch_up():  # noqa: ASYNC110 - it works, and rests between
                await sleep(INDEX_PAUSE)
            await search.watching.settle()
            grown: set[Shelf] = set()
            while await search.watching.catch_up():
                grown.add(WATCHED)
                await sleep(INDEX_PAUSE)
            for saved in await search.saved.unfinished():
                grown.add(Shelf(saved.listed.channel.slug))
                async for _ in search.saved.fill(saved):
                    await sleep(INDEX_PAUSE)
            if grown:
                await self._show_grown(grown)

    async def _show_grown(self, grown: Collection[Shelf]) -> None:
        """Count and mark anew; show the list anew that is shown, where it is one of those that have grown."""
        await self.recount()
        await self.renew_rows()
        section = self.channel_list.current
        if section and section.shelf in grown:
            self.show_section(section, keep_cursor=True)
