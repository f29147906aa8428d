"""A channel's past: the pages behind the one that it shows today.

Three ways lead back, in this order: the page's own link to older headlines; where it has none, the
address that the site's platform gives to second pages; and the site's search by catalogue id, where a
page tells the id. How far one has come is remembered until the program ends.
"""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, Channel, Headline, Page, Shelf
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.workercn import addresses

if TYPE_CHECKING:
    from zhonggong_reader.newsdesk.articles import Fetches
    from zhonggong_reader.workercn.listing import Listing

PAGES_AT_ONCE: Final = 5
"""Pages without anything new that are passed over for one wish."""
_SECOND: Final = "index_2.shtml"


class Older(Struct, frozen=True):
    """What going back brought."""

    new: int
    """Headlines that the channel's list did not hold."""
    end: bool
    """The site gives nothing older."""


class _Way(Struct):
    """How far back one has come in a channel."""

    ahead: str | None
    """Address of the next page; None: there is none."""
    guessed: bool
    """Nothing has named `ahead`: it may lead nowhere."""
    catalogue: str | None
    passed: set[str] = field(default_factory=set)
    """Addresses of the pages behind one."""
    until: date | None = None
    """Day from which the search goes back; None: it has not been asked yet."""
    page: int = 0
    """Number of the search's next page."""


class Past:
    """Goes back in time, a page at a wish."""

    def __init__(self, library: Library, fetches: "Fetches", now: Callable[[], datetime]) -> None:
        self._library = library
        self._fetches = fetches
        self._now = now
        self._ways: dict[str, _Way] = {}

    async def older(self, channel: Channel) -> Older:
        """Fetch older headlines of `channel` into its list.

        Raises FetchError or PageNotUnderstood where a page cannot be had; the next wish tries it again.
        """
        way = self._ways.get(channel.slug)
        if way is None:
            way = self._ways[channel.slug] = await self._begin(channel)
        for _ in range(PAGES_AT_ONCE):
            headlines = await self._next_page(channel, way)
            if not headlines:
                return Older(0, end=True)
            new = await to_thread(self._library.channels.extend, channel.slug, headlines, self._now())
            if new:
                return Older(new, end=False)
        return Older(0, end=False)

    async def _begin(self, channel: Channel) -> _Way:
        first = await self._list(channel, channel.address)
        if first is None:
            raise FetchError(
                tr("频道“{name}”的页面在网站上已找不到", name=channel.name), tr("网站可能已调整栏目")
            )
        guess = None if first.next_page or first.catalogue else f"{channel.address}{_SECOND}"
        return _Way(
            ahead=first.next_page or guess,
            guessed=guess is not None,
            catalogue=first.catalogue,
            passed={channel.address},
        )

    async def _next_page(self, channel: Channel, way: _Way) -> Sequence[Headline]:
        """Return what the next page lists; nothing where no way leads further."""
        if way.ahead is not None:
            address = way.ahead
            try:
                found = await self._list(channel, address)
            except PageNotUnderstood:
                if not way.guessed:
                    raise
                found = None
            way.ahead = None
            way.passed.add(address)
            if found is not None:
                if found.next_page not in way.passed:
                    way.ahead, way.guessed = found.next_page, False
                way.catalogue = way.catalogue or found.catalogue
                return found.headlines
        return await self._search(channel, way, way.catalogue) if way.catalogue else ()

    async def _list(self, channel: Channel, address: str) -> "Listing | None":
        """Return the page of a list; None where there is none, or where another takes its place."""
        answer = await self._fetches.fetch(address)
        if not isinstance(answer, Page):
            return None
        # Sites lead from what they do not have to their front page.
        if answer.address != address and addresses.channel_slug(answer.address) != channel.slug:
            return None
        return await pages.in_time(pages.listing, answer)

    async def _search(self, channel: Channel, way: _Way, catalogue: str) -> Sequence[Headline]:
        if way.until is None:
            way.until = await to_thread(self._oldest_day, channel)
        address, referer = await to_thread(pages.question, None, way.page, catalogue, way.until)
        answer = await self._fetches.fetch(address, referer=referer)
        if not isinstance(answer, Page):
            return ()
        found = await pages.in_time(pages.answer, answer)
        way.page += 1
        return [result.headline for result in found.results]

    def _oldest_day(self, channel: Channel) -> date:
        """Return the day of the oldest headline that is listed; today where none is."""
        headlines = self._library.headlines
        view = headlines.open(Shelf(channel.slug))
        rows = headlines.page(view, max(0, view.total - 1), 1)
        published = rows[0].headline.published if rows else None
        return (published or self._now()).astimezone(BEIJING).date()
