"""One article from the site into the library: understood, kept, its changes and its withdrawal noted."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec.structs import replace

from zhonggong_reader.errors import LibraryError, PageNotUnderstood
from zhonggong_reader.library import DamagedArticle, Library
from zhonggong_reader.model import Article, Colophon, KeptArticle, NotFound, NotModified, Page
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.newsdesk.articles import ArticleNotKept, Fetches, gone, is_gone, whole


class Fetching:
    """Brings articles; `placed` completes what was understood by what the library knows of it."""

    def __init__(
        self,
        library: Library,
        fetches: Fetches,
        now: Callable[[], datetime],
        placed: Callable[[Article], Awaitable[Article]],
    ) -> None:
        self._library = library
        self._fetches = fetches
        self._now = now
        self._placed = placed

    async def fetch(self, address: str) -> Colophon | None:
        """Fetch the article at `address`, conditionally where it is kept, and keep it under that address.

        Returns the foot of its page, where one came. One that the site has withdrawn stays as it is
        kept, and is noted as withdrawn until the site has it again. Raises as `Newsdesk.fetch_article`.
        """
        articles = self._library.articles
        validators = await to_thread(articles.validators, address)
        answer = await self._fetches.fetch(address, validators)
        match answer:
            case NotModified():
                await to_thread(articles.unchanged, address, self._now())
                return None
            case Page() if not is_gone(address, answer.address):
                return await self._keep(address, answer)
            case NotFound() | Page():
                await to_thread(self._library.editions.withdrawn, address, self._now())
                if await self._kept(address) is None:
                    raise gone()
                return None

    async def _keep(self, address: str, page: Page) -> Colophon:
        came = await whole(self._fetches, page)
        understood = await self._placed(replace(came.article, address=address))
        if came.missing:
            raise ArticleNotKept(understood, came.missing)
        before = await self._kept(address)
        reread = before is not None and await self._is_reread(before, understood)
        try:
            await to_thread(self._library.articles.save, understood, page, reread=reread)
        except LibraryError as error:
            raise ArticleNotKept(understood, error) from error
        return came.foot

    async def _is_reread(self, before: KeptArticle, understood: Article) -> bool:
        """Tell whether only the understanding of the page has changed since `before` was kept, not the page.

        The page from which it was understood is at hand, and today's reader finds the same in it.
        """
        from zhonggong_reader.collation import same_text  # noqa: PLC0415 - for what comes a second time

        if same_text(before.article, understood) or understood.pages > 1:
            return False
        try:
            page = await to_thread(self._library.articles.page, before.id)
            if page is None:
                return False
            reading, _ = await pages.in_time(pages.article, page)
        except (LibraryError, PageNotUnderstood):
            return False
        again = await self._placed(replace(reading.article, address=before.article.address))
        return same_text(again, understood)

    async def _kept(self, address: str) -> KeptArticle | None:
        """Return the article as it is kept; None also where it is damaged."""
        try:
            return await to_thread(self._library.articles.get, address)
        except DamagedArticle:
            return None
