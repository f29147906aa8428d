"""Searches that the reader keeps, for callers that must not wait; what was done to them can be undone."""

from asyncio import to_thread
from collections.abc import AsyncIterator

from msgspec import Struct

from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import SavedSearch
from zhonggong_reader.queries import parse


class Kept(Struct, frozen=True):
    """Something that was done to the saved searches: one was saved, renamed, or dropped."""

    before: SavedSearch | None
    """None: there was none."""
    after: SavedSearch | None
    deed: int
    """Number of the last deed before it (`library.marks.turns`)."""

    @property
    def told(self) -> str:
        """What was done, as a sentence says it."""
        match self.before, self.after:
            case None, SavedSearch() as saved:
                return tr("存下搜索“{name}”", name=saved.listed.channel.name)
            case SavedSearch() as saved, None:
                return tr("去掉搜索“{name}”", name=saved.listed.channel.name)
            case SavedSearch() as before, SavedSearch() as after:
                names = before.listed.channel.name, after.listed.channel.name
                return tr("把搜索“{before}”改名为“{after}”", before=names[0], after=names[1])
        return ""


class SavedSearches:
    """Searches kept as channels; see `library.saved`.

    What is done here is undone and done again in turn with what is done to marks: see `undo`.
    """

    def __init__(self, library: Library) -> None:
        self._saved = library.saved
        self._marks = library.marks
        self._done: list[Kept] = []
        self._undone: list[Kept] = []

    async def all(self) -> list[SavedSearch]:
        """Return all of them."""
        return await to_thread(self._saved.all)

    async def unfinished(self) -> list[SavedSearch]:
        """Return those that lack what was here before them: somebody has stopped while they were filled."""
        return [saved for saved in await self.all() if not saved.is_whole]

    async def save(self, query: str, name: str | None = None) -> SavedSearch:
        """Keep a query under a name; `fill` brings what is here already."""
        before = await self._now(str(parse(query)))
        saved = await to_thread(self._saved.save, query, name)
        await self._note(before, saved)
        return saved

    async def fill(self, saved: SavedSearch) -> AsyncIterator[None]:
        """Take into it, piece by piece, what the library holds already."""
        place: Place | None = BEGINNING
        while place is not None:
            place = await to_thread(self._saved.fill, saved, place)
            yield

    async def rename(self, saved: SavedSearch, name: str) -> SavedSearch:
        """Give it another name. Raises InputError as `library.saved` does."""
        renamed = await to_thread(self._saved.rename, saved, name)
        await self._note(saved, renamed)
        return renamed

    async def remove(self, saved: SavedSearch) -> None:
        """Keep it no longer."""
        await to_thread(self._saved.remove, saved)
        await self._note(saved, None)

    async def undo(self) -> Kept | None:
        """Undo what was done here last; None where there is nothing, or a deed of marks comes first.

        What is there again is empty until it is filled (`unfinished`).
        """
        newest, _ = await to_thread(self._marks.turns)
        if not self._done or self._done[-1].deed < newest:
            return None
        kept = self._done.pop()
        restored = await self._turn(kept.after, kept.before)
        self._undone.append(Kept(restored, kept.after, kept.deed))
        return kept

    async def redo(self) -> Kept | None:
        """Do again what was undone here last; answers as `undo` does."""
        newest, following = await to_thread(self._marks.turns)
        kept = self._undone[-1] if self._undone else None
        if kept is None or newest > kept.deed or (following is not None and following <= kept.deed):
            return None
        self._undone.pop()
        done = await self._turn(kept.before, kept.after)
        self._done.append(Kept(kept.before, done, kept.deed))
        return kept

    async def _turn(self, now: SavedSearch | None, then: SavedSearch | None) -> SavedSearch | None:
        """Let a search that is `now` be as it was `then`; return what it is then."""
        # By its query: one that was dropped and is there again has another id.
        here = await self._now(now.query) if now else None
        if then is not None:
            return await to_thread(self._saved.save, then.query, then.listed.channel.name)
        if here is not None:
            await to_thread(self._saved.remove, here)
        return None

    async def _now(self, query: str) -> SavedSearch | None:
        """Return the search that is kept for `query`."""
        return next((saved for saved in await self.all() if saved.query == query), None)

    async def _note(self, before: SavedSearch | None, after: SavedSearch | None) -> None:
        self._done.append(Kept(before, after, (await to_thread(self._marks.turns))[0]))
        self._undone.clear()
