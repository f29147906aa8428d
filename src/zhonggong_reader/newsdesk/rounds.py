"""A round over channels and their articles, told as it goes: what `sync` is made of.

Decides what to fetch and reports; the pace and the number of requests at once are the web's.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from zhonggong_reader.errors import FetchError, InputError, PageNotUnderstood
from zhonggong_reader.model import Channel, Headline
from zhonggong_reader.newsdesk.atonce import at_once
from zhonggong_reader.newsdesk.desk import Newsdesk, Refreshed


class ListFetched(Struct, frozen=True):
    """A channel's list came; `wanted` articles of it will be fetched now."""

    refreshed: Refreshed
    wanted: int


class ListFailed(Struct, frozen=True):
    """A channel's list could not be had or understood."""

    channel: Channel
    error: FetchError | PageNotUnderstood


class ArticleFetched(Struct, frozen=True):
    """An article was fetched and kept."""

    channel: Channel
    headline: Headline


class ArticleFailed(Struct, frozen=True):
    """An article could not be had, understood or kept."""

    channel: Channel
    headline: Headline
    error: FetchError | PageNotUnderstood | InputError


RoundEvent = ListFetched | ListFailed | ArticleFetched | ArticleFailed


async def sync(
    desk: Newsdesk,
    channels: Sequence[Channel],
    report: Callable[[RoundEvent], None],
    *,
    articles: int | None = None,
) -> None:
    """Fetch the lists of `channels`, then at most `articles` a channel of those not kept (None: all).

    `report` hears of each list and article as it ends. An article that several channels list is
    fetched once. What is fetched is kept at once, so a round can be cancelled at any moment.
    Failures of single lists and articles are reported, library errors end the round.
    """
    wishes: list[tuple[Channel, Headline]] = []
    claimed: set[str] = set()

    async def fetch_list(channel: Channel) -> None:
        try:
            refreshed = await desk.refresh(channel)
        except (FetchError, PageNotUnderstood) as error:
            report(ListFailed(channel, error))
            return
        missing = [] if articles == 0 else await desk.missing(channel, articles)
        fresh = [headline for headline in missing if headline.address not in claimed]
        claimed.update(headline.address for headline in fresh)
        wishes.extend((channel, headline) for headline in fresh)
        report(ListFetched(refreshed, len(fresh)))

    async def fetch_article(wish: tuple[Channel, Headline]) -> None:
        channel, headline = wish
        try:
            await desk.fetch_article(headline.address)
        except (FetchError, PageNotUnderstood, InputError) as error:
            report(ArticleFailed(channel, headline, error))
            return
        report(ArticleFetched(channel, headline))

    await at_once(fetch_list, channels)
    await at_once(fetch_article, wishes)
