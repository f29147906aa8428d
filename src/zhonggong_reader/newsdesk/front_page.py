"""The front page: the newest of every channel, and how much of it came since the reader was last there."""

from asyncio import to_thread
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from zhonggong_reader.library import Library
from zhonggong_reader.model import ListedChannel, ListedHeadline, Shelf

EACH: Final = 4
"""Stories of a channel, where nobody says how many there is room for."""
MOST_EACH: Final = 12
FRESH: Final = 24 * 60 * 60
"""Seconds behind the newest within which a story may lead for its picture."""
_LOOKED_AT: Final = 4
"""Times as many headlines as it shows are looked at in a channel: those of other blocks are left out."""


class Story(Struct, frozen=True):
    """A headline on the front page."""

    listed: ListedHeadline
    is_new: bool


class Block(Struct, frozen=True):
    """A channel on the front page."""

    channel: ListedChannel
    new: int
    """Headlines that came since the last visit."""
    stories: tuple[Story, ...]
    """Its newest, without those of other blocks; never empty."""


class FrontPage(Struct, frozen=True):
    """The newest, the channels in the reader's order."""

    lead: Story | None
    """A story of the last day with a picture, else the newest of all; None: there is nothing."""
    blocks: tuple[Block, ...]
    new: int | None
    """Headlines that came since the last visit; None: nobody was there before."""
    mark: int
    """What has come by now (see `library.Arrivals`)."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """All of them in the order of reading."""
        lead = (self.lead,) if self.lead else ()
        return (*lead, *(story for block in self.blocks for story in block.stories))


class FrontPages:
    """Makes front pages, from the library alone."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def mark(self) -> int:
        """Return what has come by now."""
        return await to_thread(self._library.arrivals.mark)

    async def make(self, channels: Sequence[ListedChannel], since: int | None, each: int = EACH) -> FrontPage:
        """Return the front page of `channels`, with up to `each` stories of every one.

        since: what had come at the end of the last visit
        """
        return await to_thread(self._make, channels, since, min(each, MOST_EACH))

    async def arrived(self, channels: Sequence[ListedChannel], mark: int) -> int:
        """Return how many headlines have come into these channels behind `mark`."""
        slugs = [entry.channel.slug for entry in channels]
        count, _ = await to_thread(self._library.arrivals.since, mark, slugs)
        return count

    async def renewed(self, page: FrontPage) -> FrontPage:
        """Return the same page with the marks that its headlines have now."""
        return await to_thread(self._renewed, page)

    def _renewed(self, page: FrontPage) -> FrontPage:
        find = self._library.headlines.find

        def now(story: Story) -> Story:
            return Story(find(story.listed.id) or story.listed, story.is_new)

        blocks = (Block(each.channel, each.new, tuple(map(now, each.stories))) for each in page.blocks)
        return FrontPage(now(page.lead) if page.lead else None, tuple(blocks), page.new, page.mark)

    def _make(self, channels: Sequence[ListedChannel], since: int | None, most: int) -> FrontPage:
        library = self._library
        mark = library.arrivals.mark()
        if since is not None and since > mark:
            since = None  # of another library
        total, came = (
            library.arrivals.since(since, [c.channel.slug for c in channels])
            if since is not None
            else (None, {})
        )
        rows = {entry.channel.slug: self._newest(entry.channel.slug, most) for entry in channels}
        lead = _lead([row for each in rows.values() for row in each[:most]] or self._newest(None, most))
        taken = {lead.id} if lead else set()
        chosen: dict[str, list[ListedHeadline]] = {}
        for slug, each in rows.items():
            chosen[slug] = [row for row in each if row.id not in taken][:most]
            taken |= {row.id for row in chosen[slug]}
        new = library.arrivals.new(sorted(taken), since) if since is not None else frozenset()
        return FrontPage(
            lead=Story(lead, lead.id in new) if lead else None,
            blocks=tuple(
                Block(
                    entry,
                    came.get(entry.channel.slug, 0),
                    tuple(Story(row, row.id in new) for row in chosen[entry.channel.slug]),
                )
                for entry in channels
                if chosen[entry.channel.slug]
            ),
            new=total,
            mark=mark,
        )

    def _newest(self, slug: str | None, most: int) -> list[ListedHeadline]:
        headlines = self._library.headlines
        return headlines.page(headlines.open(Shelf(slug)), 0, _LOOKED_AT * most)


def _lead(rows: Sequence[ListedHeadline]) -> ListedHeadline | None:
    """Return what a newspaper would lead with: of the newest, the first that has a picture."""
    newest = max(rows, key=_when, default=None)
    if newest is None:
        return None
    fresh = [row for row in rows if row.headline.picture and _when(newest) - _when(row) < FRESH]
    return max(fresh, key=_when, default=newest)


def _when(row: ListedHeadline) -> float:
    published = row.headline.published
    return published.timestamp() if published else 0.0
