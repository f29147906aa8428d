"""Searching: what the library holds, batch by batch, and what the site finds, page by page."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import Hit, Page
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.newsdesk.saved import SavedSearches
from zhonggong_reader.newsdesk.watching import Watching
from zhonggong_reader.queries import Query

if TYPE_CHECKING:
    from zhonggong_reader.newsdesk.articles import Fetches


class SiteHits(Struct, frozen=True):
    """One page of what the site found."""

    hits: tuple[Hit, ...]
    """Newest first; kept in the library as headlines by now."""
    total: int
    """How many the site says there are on all pages."""
    last: bool
    """No page follows."""


class Searching:
    """Searches for a `Query`; what was found opens like any other headline."""

    def __init__(
        self, library: Library, fetches: "Fetches", now: Callable[[], datetime], words: Sequence[str] = ()
    ) -> None:
        self._library = library
        self.index = library.index
        self.saved = SavedSearches(library)
        self.watching = Watching(library, now, words)
        self._fetches = fetches
        self._now = now

    async def look(self, query: Query, place: Place = BEGINNING) -> tuple[list[Hit], Place | None]:
        """Return the next batch of what the library holds, and where to go on; see `library.search`."""
        return await to_thread(self._library.search.look, query, place)

    async def catch_up(self) -> bool:
        """Take a little more into the index of words; return whether there was anything left."""
        return bool(await to_thread(self.index.catch_up))

    async def behind(self) -> int:
        """Return how many headlines the index of words lacks."""
        return await to_thread(self.index.behind)

    async def here(self, query: Query) -> AsyncIterator[list[Hit]]:
        """Yield what the library holds, the best first, batch by batch; batches may be empty."""
        place: Place | None = BEGINNING
        while place is not None:
            hits, place = await to_thread(self._library.search.look, query, place)
            yield hits

    async def total(self, query: Query) -> int | None:
        """Return how many headlines of the library meet `query`; None where that takes looking at each."""
        return await to_thread(self._library.search.count, query)

    async def on_site(self, query: Query, page: int = 0) -> SiteHits:
        """Return page number `page` (from 0) of what the site finds, and keep it as headlines.

        Raises FetchError where the site does not answer, PageNotUnderstood where its answer is none.
        """
        address, referer = await to_thread(pages.question, query, page)
        answer = await self._fetches.fetch(address, referer=referer)
        if not isinstance(answer, Page):
            raise FetchError(tr("网站的搜索找不到了"), tr("网站可能已调整搜索，可在浏览器中打开网站再搜"))
        found = await pages.in_time(pages.answer, answer)
        headlines = [result.headline for result in found.results]
        kept = await to_thread(self._library.search.keep, headlines, self._now())
        hits = (Hit(listed, result.snippet) for listed, result in zip(kept, found.results, strict=True))
        return SiteHits(tuple(hits), found.total, not found.more_behind(page))
