"""What the site changed in an article after it was kept: each change, and what it did to the text."""

from asyncio import to_thread
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from zhonggong_reader.library import Library
from zhonggong_reader.model import Article, ListedEdition

if TYPE_CHECKING:
    from zhonggong_reader.collation import Part


class Change(Struct, frozen=True, kw_only=True):
    """One change of an article."""

    number: int
    """1 is the latest."""
    count: int
    """How many changes there are."""
    stood: datetime
    """When the text before it last came from the site."""
    came: datetime
    """When the text after it came."""
    parts: "tuple[Part, ...]"
    """The article, part by part, from the text before to the text after."""


class Changes:
    """Answers what changed."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def get(self, identity: int, number: int = 1) -> Change | None:
        """Return change `number` of the article, from the latest, 1, back; None where there is none.

        Raises DamagedArticle where a text that it needs cannot be read any more.
        """
        return await to_thread(self._get, identity, number)

    def _get(self, identity: int, number: int) -> Change | None:
        from zhonggong_reader.collation import collate  # noqa: PLC0415 - few articles ever change

        editions = self._library.editions.of(identity)
        if not 1 <= number <= len(editions):
            return None
        listed = editions[number - 1]
        before = self._library.editions.get(listed.id)
        after = self._text(identity, editions[number - 2] if number > 1 else None)
        if before is None or after is None:
            return None
        return Change(
            number=number,
            count=len(editions),
            stood=listed.fetched,
            came=listed.replaced,
            parts=tuple(collate(before, after)),
        )

    def _text(self, identity: int, listed: ListedEdition | None) -> Article | None:
        """Return an earlier text of the article; for None the one of now."""
        if listed:
            return self._library.editions.get(listed.id)
        kept = self._library.articles.get(identity)
        return kept.article if kept else None
