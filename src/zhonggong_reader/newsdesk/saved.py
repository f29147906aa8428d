"""Searches that the reader keeps, for callers that must not wait."""

from asyncio import to_thread
from collections.abc import AsyncIterator

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import SavedSearch


class SavedSearches:
    """Searches kept as channels; see `library.saved`."""

    def __init__(self, library: Library) -> None:
        self._saved = library.saved

    async def all(self) -> list[SavedSearch]:
        """Return all of them."""
        return await to_thread(self._saved.all)

    async def save(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, or give it another one; `fill` brings what is here already."""
        return await to_thread(self._saved.save, name, query)

    async def fill(self, saved: SavedSearch) -> AsyncIterator[None]:
        """Take into it, piece by piece, what the library holds already."""
        place: Place | None = BEGINNING
        while place is not None:
            place = await to_thread(self._saved.fill, saved, place)
            yield

    async def remove(self, saved: SavedSearch) -> None:
        """Keep it no longer."""
        await to_thread(self._saved.remove, saved)
