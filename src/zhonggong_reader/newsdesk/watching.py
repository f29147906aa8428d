"""Watched words (关注词), for callers that must not wait: what has them, how much of it is new."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import WatchedNews
from zhonggong_reader.queries import tokens
from zhonggong_reader.text import Clean, clean_line


class WatchMark(Struct, frozen=True):
    """Where the list of watched words stood before a round over the site."""

    listed: int
    since: datetime


class Watching:
    """The words that the reader watches, and the list of what has them; see `library.watched`."""

    def __init__(self, library: Library, now: Callable[[], datetime], words: Sequence[str]) -> None:
        self._watched = library.watched
        self._now = now
        self.words: tuple[Clean, ...] = ()
        """As the settings have them."""
        self.use(words)

    def use(self, words: Sequence[str]) -> None:
        """Watch these from now on; `settle` and `catch_up` bring the list after them."""
        cleaned = (clean_line(word) for word in words)
        self.words = tuple(word for word in cleaned if tokens(word))

    async def settle(self) -> None:
        """Let the library know the words. Raises LibraryError where it cannot be written."""
        await to_thread(self._watched.take, self.words)

    async def catch_up(self) -> bool:
        """Look through a little more of what is here; return whether anything was left."""
        return await to_thread(self._watched.catch_up)

    async def unread(self) -> int:
        """Return how much of what has a watched word is unread."""
        return (await to_thread(self._watched.counts))[1]

    async def mark(self) -> WatchMark:
        """Return where the list stands, to be told later what has come since."""
        return WatchMark(await to_thread(self._watched.mark), self._now())

    async def news(self, mark: WatchMark) -> WatchedNews:
        """Return what a round has brought since `mark` that has a watched word and is unread."""
        if not self.words:
            return WatchedNews(0, ())
        return await to_thread(self._watched.news, mark.listed, mark.since)


def told_of(news: WatchedNews) -> str:
    """Return what has come, in a sentence with the titles of the newest."""
    titles = tr("；").join(news.titles)
    more = tr(" 等") if news.count > len(news.titles) else ""
    return tr("有关注词的新标题 {count} 条：{titles}{more}", count=news.count, titles=titles, more=more)
