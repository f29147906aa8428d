"""The desk itself: channels, lists and articles, kept ones first, fresh ones on request."""

import logging
from asyncio import to_thread
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from zhonggong_reader import places, sample
from zhonggong_reader.errors import FetchError, InputError, LibraryError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.library import DamagedArticle, Library
from zhonggong_reader.model import (
    BEIJING,
    Channel,
    Colophon,
    Headline,
    KeptArticle,
    ListedChannel,
    NotFound,
    NotModified,
    Page,
)
from zhonggong_reader.newsdesk import channels, pages
from zhonggong_reader.newsdesk.articles import Fetches, news_address
from zhonggong_reader.newsdesk.changes import Changes
from zhonggong_reader.newsdesk.failures import Failures
from zhonggong_reader.newsdesk.fetching import Fetching
from zhonggong_reader.newsdesk.front_page import FrontPages
from zhonggong_reader.newsdesk.marks import Marks
from zhonggong_reader.newsdesk.newspaper import Newspaper
from zhonggong_reader.newsdesk.past import Past
from zhonggong_reader.newsdesk.pictures import Pictures
from zhonggong_reader.newsdesk.searching import Searching
from zhonggong_reader.newsdesk.shelves import Shelves
from zhonggong_reader.newsdesk.upkeep import Upkeep
from zhonggong_reader.settings import Settings
from zhonggong_reader.workercn import addresses

if TYPE_CHECKING:
    from zhonggong_reader.newsdesk.clipping import Clippings

_LOG: Final = logging.getLogger(__name__)
# Who wants the warnings says where to; on standard error they would run into the screen.
_LOG.addHandler(logging.NullHandler())

EVERYTHING: Final = 2**31
"""More articles than a channel lists."""


class Refreshed(Struct, frozen=True):
    """What fetching a channel's list brought."""

    channel: Channel
    listed: int
    """Headlines on the page; 0 where the server said that nothing changed."""
    new: int
    """Of these, new to the channel."""


def utc_now() -> datetime:
    """Return the present moment; the seam for tests that must not depend on the clock."""
    return datetime.now(UTC)


class Newsdesk:
    """Answers a reader's wishes from the library, and goes to the site where it must.

    `shelves` and `marks` are the library's lists and marks, `pictures` those of the articles (none
    without them), `newspaper` has the issues of 工人日报, `past` what channels no longer show, `search`
    finds by words, `changes` tells what the site changed, `front_pages` shows the newest.
    """

    def __init__(
        self,
        library: Library,
        fetches: Fetches,
        settings: Settings,
        now: Callable[[], datetime] = utc_now,
        *,
        pictures: Pictures | None = None,
    ) -> None:
        self._library = library
        self._fetches = fetches
        self._settings = settings
        self.now = now
        self.marks = Marks(library, now)
        self.shelves = Shelves(library, self.marks)
        self.newspaper = Newspaper(library, fetches, now, self.fetch_article)
        self.past = Past(library, fetches, now)
        self.search = Searching(library, fetches, now, settings.watch)
        self.changes = Changes(library)
        self.front_pages = FrontPages(library)
        self.failures = Failures(library, now)
        self.pictures = pictures or Pictures()
        self._fetching = Fetching(library, fetches, now, self.newspaper.placed)

    def use(self, settings: Settings) -> None:
        """Let other settings hold from now on."""
        self._settings = settings
        self.pictures.use(settings)
        self.search.watching.use(settings.watch)

    # ── Channels ─────────────────────────────────────────────────────────────────────────────

    async def channels(self) -> list[ListedChannel]:
        """Return the channels in the reader's order, without the hidden ones."""
        listed = await to_thread(channels.known, self._library)
        return channels.arranged(listed, self._settings.channels)

    async def channel_names(self) -> list[str]:
        """Return the names of all channels, as the site orders them, the hidden ones too."""
        return [entry.channel.name for entry in await to_thread(channels.known, self._library)]

    async def channel(self, name: str) -> ListedChannel:
        """Return the channel with this slug or name, hidden or not; InputError where there is none."""
        return await to_thread(channels.find, self._library, name)

    async def refresh_front(self) -> Sequence[Channel]:
        """Fetch the front page; keep its menu as the channels and its foot as the colophon.

        Returns the channels of the menu. Raises FetchError or PageNotUnderstood.
        """
        answer = await self._fetches.fetch(addresses.HOME)
        if not isinstance(answer, Page):
            raise FetchError(tr("{address} 在网站上找不到", address=addresses.HOME), tr("请稍后再试"))
        menu, foot = await pages.in_time(pages.front, answer)
        await to_thread(self._library.channels.save, menu)
        await self._keep_colophon(foot)
        return menu

    async def refresh(self, channel: Channel) -> Refreshed:
        """Fetch a channel's list, conditionally, and keep it.

        What goes wrong is kept with the channel as its failure, and raised.
        """
        try:
            return await self._refresh(channel)
        except (FetchError, PageNotUnderstood) as error:
            _LOG.warning("list %s: %s", channel.address, error)
            await self.failures.channel(channel.slug, error)
            raise

    async def _refresh(self, channel: Channel) -> Refreshed:
        validators = await to_thread(self._library.channels.validators, channel.slug)
        answer = await self._fetches.fetch(channel.address, validators)
        match answer:
            case NotModified():
                await to_thread(self._library.channels.unchanged, channel.slug, self.now())
                return Refreshed(channel, 0, 0)
            case NotFound():
                raise FetchError(
                    tr("频道“{name}”的页面在网站上已找不到", name=channel.name), tr("网站可能已调整栏目")
                )
            case Page():
                try:
                    headlines = (await pages.in_time(pages.listing, answer)).headlines
                except PageNotUnderstood as error:
                    hint = error.hint or await self._last_success(channel)
                    raise PageNotUnderstood(error.what, hint, missing=error.missing) from error
                new = await to_thread(
                    self._library.channels.listed,
                    channel.slug,
                    headlines,
                    answer.validators,
                    answer.fetched,
                )
                return Refreshed(channel, len(headlines), new)

    async def _last_success(self, channel: Channel) -> str:
        """Return since when the channel's list is not understood any more, as a hint."""
        known = await to_thread(self._library.channels.find, channel.slug)
        if known is None or known.fetched is None:
            return tr("这个频道还没有成功取到过")
        when = known.fetched.astimezone(BEIJING)
        return tr(
            "上次成功是 {year}年{month}月{day}日 {when:%H:%M}",
            year=when.year,
            month=when.month,
            day=when.day,
            when=when,
        )

    async def missing(self, channel: Channel, limit: int | None) -> list[Headline]:
        """Return the newest headlines of a channel whose articles are not kept, at most `limit`."""
        most = EVERYTHING if limit is None else min(limit, EVERYTHING)
        return await to_thread(self._library.articles.missing, channel.slug, most)

    # ── Articles ─────────────────────────────────────────────────────────────────────────────

    async def article(self, which: int | str) -> KeptArticle:
        """Return an article by library id or address: the kept one, else from the site.

        Raises InputError for an id or address that leads nowhere, and what `fetch_article` raises.
        """
        if isinstance(which, str):
            which = news_address(which)
        damage: DamagedArticle | None = None
        try:
            if kept := await to_thread(self._library.articles.get, which):
                return kept
        except DamagedArticle as error:
            damage = error  # what the site still has takes its place
        address = which if isinstance(which, str) else await self._address(which)
        try:
            return await self.fetch_article(address)
        except FetchError as error:
            if damage:
                raise damage from error
            raise

    async def fetch_article(self, address: str) -> KeptArticle:
        """Fetch an article, of the site or of another, conditionally where it is kept already, and keep it.

        It is kept under the address that was asked for, wherever the site redirects. A kept article that
        the site has withdrawn is returned as it was. Raises FetchError where the page cannot be had,
        PageNotUnderstood where it is no article, InputError for what is no address, and ArticleNotKept where
        keeping failed or a later page is missing: half an article never takes the place of a whole one.
        """
        address = news_address(address)
        try:
            foot = await self._fetching.fetch(address)
        except (FetchError, PageNotUnderstood) as error:
            _LOG.warning("article %s: %s", address, error)
            await self.failures.article(address, error)
            raise
        if foot:
            await self._keep_colophon(foot)
        kept = await to_thread(self._library.articles.get, address)
        if kept is None:
            raise LibraryError(tr("这篇文章没有存下来"), tr("请再试一次"))
        return kept

    async def _address(self, id_: int) -> str:
        headline = await to_thread(self._library.headlines.find, id_)
        if headline is None:
            raise InputError(tr("书库里没有编号为 {id} 的文章", id=id_), tr("编号见 zhonggong-reader list"))
        return headline.headline.address

    async def specimen(self) -> KeptArticle:
        """Return the packaged sample article, which the library need not have."""
        article = await to_thread(lambda: pages.understand(sample.article_page()))
        return KeptArticle(id=0, article=article, fetched=self.now(), read=True, starred=False, position=None)

    async def keep_sample(self) -> KeptArticle:
        """Keep the packaged sample article and return it: something to read before the first network."""
        page = sample.article_page()
        await to_thread(self._library.articles.save, pages.understand(page), page)
        return await self.article(sample.ADDRESS)

    @property
    def upkeep(self) -> Upkeep:
        """What keeps the library itself in order, by the settings of now."""
        return Upkeep(self._library, self._settings.keep, self.now)

    @property
    def clippings(self) -> "Clippings":
        """What takes articles out into files of their own."""
        from zhonggong_reader.newsdesk.clipping import Clippings  # noqa: PLC0415 - few ever save one

        chosen = self._settings.clippings
        folder = Path(chosen).expanduser() if chosen else places.clippings()
        return Clippings(self._library, folder, self.pictures.kept, self.now)

    # ── The site itself ──────────────────────────────────────────────────────────────────────

    async def colophon(self) -> Colophon:
        """Return what the site says about itself, with the settings' addresses in its matrix."""
        kept = await self._kept_colophon()
        if kept is None:
            kept = await to_thread(pages.default_colophon)
        ours = self._settings.matrix
        matrix = tuple(
            replace(entry, address=address, is_search=False)
            if (address := getattr(ours, entry.kind))
            else entry
            for entry in kept.matrix
        )
        return replace(kept, matrix=matrix)

    async def _keep_colophon(self, found: Colophon) -> None:
        """Keep what a page says of the site, where it says anything."""
        if found not in (await to_thread(pages.default_colophon), await self._kept_colophon()):
            await to_thread(self._library.save_colophon, found)

    async def _kept_colophon(self) -> Colophon | None:
        """Return the kept colophon; None also where it is damaged: the next page brings it anew."""
        try:
            return await to_thread(self._library.colophon)
        except LibraryError as error:
            _LOG.warning("colophon: %s", error)
            return None
