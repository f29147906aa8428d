"""The lists that searching fills: saved searches, and what has a watched word."""

from asyncio import sleep
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Final

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.model import ListedChannel, SavedSearch, Shelf
from zhonggong_reader.queries import Query
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.channel_list import WATCHED, Section, sections

INDEX_PAUSE: Final = 0.02
"""Seconds between two pieces of work on the index, for whoever waits for the library."""


class SavedSearches(Part):
    """Lists among the channels; saves, renames and drops searches, all of which can be undone."""

    def __init__(self, room: Newsstand) -> None:
        super().__init__(room)
        self._saved: tuple[SavedSearch, ...] = ()
        self._watched: int | None = None
        """How much with watched words is unread; None: no words are watched."""

    # ── Among the channels ───────────────────────────────────────────────────────────────────

    async def recount(self) -> None:
        """Bring these lists and their counts up to date."""
        search = self.room.desk.search
        self._saved = tuple(await search.saved.all())
        self._watched = await search.watching.unread() if search.watching.words else None

    def sections(self, channels: Sequence[ListedChannel]) -> tuple[Section, ...]:
        """Return the rows of the channel list: the channels, and these lists before them."""
        return sections(channels, self._saved, self._watched)

    # ── Saved searches ───────────────────────────────────────────────────────────────────────

    @task(group="save", limit=LONG)
    async def save(self, query: Query) -> None:
        """Keep a search as a channel of its own, or, where it is kept, no longer."""
        with self.room.telling():
            kept = next((each for each in self._saved if each.query == str(query)), None)
            if kept:
                await self.room.desk.search.saved.remove(kept)
                self.room.say(tr("已去掉搜索“{query}”；再按一次又存下", query=query))
            else:
                saved = await self.room.desk.search.saved.save(str(query))
                async for _ in self.room.desk.search.saved.fill(saved):
                    pass
                self.room.say(tr("已存为频道“{query}”；再按一次去掉", query=query))
            await self._show_saved()

    def action_rename(self) -> None:
        """Give the saved search another name at which one stands."""
        if saved := self._selected_search():
            from zhonggong_reader.ui.screens.ask import Ask  # noqa: PLC0415 - not for the first picture

            def answer(name: str | None) -> None:
                if name is not None:
                    self._rename(saved, name)

            asked = Ask(tr("搜索的名字"), saved.listed.channel.name, tr("搜的是：{query}", query=saved.query))
            self.room.app.push_screen(asked, answer)

    @task(group="save", limit=LONG)
    async def _rename(self, saved: SavedSearch, name: str) -> None:
        with self.room.telling():
            renamed = await self.room.desk.search.saved.rename(saved, name)
            await self._show_saved()
            self.room.say(tr("改名为“{name}”", name=renamed.listed.channel.name))

    @task(group="save", limit=LONG)
    async def action_drop(self) -> None:
        """Keep the saved search no longer at which one stands."""
        with self.room.telling():
            if saved := self._selected_search():
                await self.room.desk.search.saved.remove(saved)
                await self._show_saved()
                name, key = saved.listed.channel.name, self.room.key_set.name("marks.undo")
                self.room.say(tr("已去掉搜索“{name}”；按 {key} 撤销", name=name, key=key))

    def _selected_search(self) -> SavedSearch | None:
        section = self.room.channel_list.current
        slug = section.shelf.channel if section else None
        found = next((each for each in self._saved if each.listed.channel.slug == slug), None)
        if found is None:
            self.room.say(tr("先在频道栏里选一个存下的搜索"))
        return found

    async def _show_saved(self) -> None:
        """Show which there are now, and the list at which one stands where it is another one."""
        await self.room.recount()
        section, view = self.room.channel_list.current, self.room.headline_list.view
        if section and view and section.shelf != view.shelf:
            self.room.show_section(section)

    # ── Back ─────────────────────────────────────────────────────────────────────────────────

    @task(group="save", limit=LONG)
    async def undo(self, others: Callable[[], object]) -> None:
        """Undo what was done to saved searches, if that was the last thing done; else `others`."""
        with self.room.telling():
            if kept := await self.room.desk.search.saved.undo():
                await self._show_saved()
                self.room.say(tr("已撤销：{deed}", deed=kept.told))
                self.keep_index()
            else:
                others()

    @task(group="save", limit=LONG)
    async def redo(self, others: Callable[[], object]) -> None:
        """Do again what was undone last of that, if that was the last thing undone; else `others`."""
        with self.room.telling():
            if kept := await self.room.desk.search.saved.redo():
                await self._show_saved()
                self.room.say(tr("已重做：{deed}", deed=kept.told))
                self.keep_index()
            else:
                others()

    # ── Filling ──────────────────────────────────────────────────────────────────────────────

    @task(exclusive=True, group="index", limit=LONG)
    async def keep_index(self) -> None:
        """Take into the index what it lacks, then into the lists that searching fills, little by little.

        Where the library cannot be written, they stay as they are.
        """
        search = self.room.desk.search
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
        await self.room.recount()
        await self.room.renew_rows()
        section = self.room.channel_list.current
        if section and section.shelf in grown:
            self.room.show_section(section)
