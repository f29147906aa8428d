"""What could not be had, and having another try at it."""

from asyncio import to_thread
from collections.abc import Callable
from datetime import datetime
from typing import Final

from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Failed, Failure

MOST: Final = 200
"""Articles, and pages of the newspaper, that are listed as failed."""


class Failures:
    """The library's failures for callers that must not wait."""

    def __init__(self, library: Library, now: Callable[[], datetime]) -> None:
        self._library = library
        self._now = now

    async def all(self) -> list[Failed]:
        """Return what could not be had and has not come since: channels, pages, articles."""
        return await to_thread(self._library.failures.all, MOST)

    async def article(self, address: str, error: ReaderError) -> None:
        """Note why an article could not be had."""
        if is_its_own(error):
            await to_thread(self._library.failures.article, address, Failure(str(error), self._now()))

    async def channel(self, slug: str, error: ReaderError) -> None:
        """Note why the list of a channel could not be had."""
        if is_its_own(error):
            await to_thread(self._library.channels.failed, slug, Failure(str(error), self._now()))


def is_its_own(error: ReaderError) -> bool:
    """Whether it tells of what was asked for: where no server is reached, nothing can be had at all."""
    return not (isinstance(error, FetchError) and error.offline)
