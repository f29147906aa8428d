"""An article off the wire, whole: its page understood in time, the pages of a split one joined.

Keeps nothing; the desk does. Pages of a split article are fetched in order, and the first that is
missing ends them: what is shown of the article has no gap.
"""

import logging
from asyncio import to_thread
from typing import Final, Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from zhonggong_reader.errors import FetchError, InputError, LibraryError, PageNotUnderstood, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Colophon, NotFound, NotModified, Page, Validators
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.workercn import addresses

_LOG: Final = logging.getLogger(__name__)


class Fetches(Protocol):
    """Where pages come from: the web, or the packaged sample."""

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        """Return the page at `address`; raise FetchError where it cannot be had."""
        ...


class ArticleNotKept(LibraryError):
    """An article came and is not in the library; `article`, as far as it came, can be read all the same."""

    def __init__(self, article: Article, reason: ReaderError) -> None:
        super().__init__(tr("这一篇没有存进书库：{what}", what=reason.what), reason.hint)
        self.article = article


class Routes:
    """Sends what is the site's to the site, and every other address elsewhere."""

    def __init__(self, site: Fetches, elsewhere: Fetches) -> None:
        self._site = site
        self._elsewhere = elsewhere

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        """Return the page at `address` from where it belongs; raise FetchError."""
        to = self._site if addresses.is_site(address) else self._elsewhere
        return await to.fetch(address, validators, referer=referer)


class Came(Struct, frozen=True):
    """What came of an article."""

    article: Article
    foot: Colophon
    missing: ReaderError | None
    """Why the article ends before its last page; None where it is whole."""


async def whole(fetches: Fetches, first: Page) -> Came:
    """Return the article whose first page is `first`. Raises PageNotUnderstood where that is none."""
    reading, foot = await pages.in_time(pages.article, first)
    if reading.drift:
        _LOG.warning("drift %s: %s", first.address, reading.drift)
    rest: list[Article] = []
    missing: ReaderError | None = None
    for number, address in enumerate(reading.further, 2):
        try:
            rest.append(await _further(fetches, address))
        except (FetchError, PageNotUnderstood) as error:
            count = len(reading.further) + 1
            missing = FetchError(
                tr(
                    "共 {count} 页，第 {number} 页没有取到：{what}",
                    count=count,
                    number=number,
                    what=error.what,
                ),
                tr("请稍后重新获取"),
            )
            _LOG.warning("page %s: %s", address, error)
            break
    return Came(await to_thread(pages.join, reading.article, rest), foot, missing)


async def _further(fetches: Fetches, address: str) -> Article:
    answer = await fetches.fetch(address)
    if not isinstance(answer, Page):
        raise FetchError(tr("网站上找不到这一页"))
    reading, _ = await pages.in_time(pages.article, answer)
    return reading.article


def is_gone(asked: str, came: str) -> bool:
    """Tell whether a page that was `asked` for and led to the address `came` has been taken down.

    Sites lead from what they have taken down to their front page.
    """
    if addresses.is_article(asked):
        return not addresses.is_article(came)
    return _path(came) == "/" != _path(asked)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def gone() -> FetchError:
    """Return the error for an article that the site has taken down."""
    return FetchError(tr("这篇文章在网站上已找不到"), tr("可能已被撤下"))


def news_address(address: str) -> str:
    """Return the canonical form of an http(s) address, or raise InputError."""
    canonical = addresses.canonical(address, base="")
    if canonical is None:
        raise InputError(
            tr("“{address}”不是网页的网址", address=address), tr("网址应以 https:// 或 http:// 开头")
        )
    return canonical
