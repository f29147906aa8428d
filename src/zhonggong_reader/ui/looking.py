"""A search under way: what it has found so far, how it stands, and how it goes on. Knows no widget."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from typing import Final

from zhonggong_reader.language import tr
from zhonggong_reader.model import Hit, ListedHeadline
from zhonggong_reader.newsdesk import BEGINNING, Newsdesk, Place
from zhonggong_reader.queries import Query
from zhonggong_reader.ui.finding import find
from zhonggong_reader.ui.scopes import Around, Scope

FIRST: Final = 50
"""Hits that are looked for at a time."""


class Looking:
    """One query in one scope."""

    def __init__(self, desk: Newsdesk, around: Around, query: Query, scope: Scope) -> None:
        self.query = query
        self.scope = scope
        self.hits: list[Hit] = []
        """The best first, as far as they have been looked for."""
        self._desk = desk
        self._around = around
        self._asked = query
        """What the library is asked: where it lacks the word, and it may be pinyin, for that."""
        self._place: Place | None = BEGINNING
        self._page: int | None = 0

    @property
    def seeks(self) -> tuple[Query, Scope]:
        """What is looked for, and where: another search for that finds the same."""
        return self.query, self.scope

    async def on(self) -> AsyncIterator[str]:
        """Look for the first hits, or for the next ones; give how the search stands, as it changes.

        Raises ReaderError; where nothing follows, nothing is given.
        """
        if self.scope == "article":
            yield await self._in_article()
        elif self.scope == "site":
            if self._page is not None:
                yield tr("正在问网站 …")
                yield await self._on_site(self._page)
        elif self._place is not None:
            async for state in self._in_library():
                yield state

    def amend(self, changed: ListedHeadline) -> None:
        """Take over the marks that a hit has now."""
        self.hits = [Hit(changed, hit.snippet) if hit.listed.id == changed.id else hit for hit in self.hits]

    async def _in_article(self) -> str:
        article = self._around.article
        count = len(await to_thread(find, article, self.query.words)) if article else 0
        if count:
            return tr("这一篇里有 {count} 处；按回车到第一处", count=count)
        return tr("这一篇里没有“{query}”；按 Tab 放宽", query=self.query)

    async def _in_library(self) -> AsyncIterator[str]:
        query, known = self._around.narrowed(self._asked, self.scope), len(self.hits)
        where = self._around.name(self.scope)
        while self._place is not None and len(self.hits) < known + FIRST:
            batch, self._place = await self._desk.search.look(query, self._place)
            self.hits = [*self.hits, *batch]
            if not batch and (behind := await self._desk.search.behind()):
                yield tr("索引还差 {count} 条，正在逐条查找 …", count=behind)
        by_pinyin = self.query.by_pinyin
        if not self.hits and by_pinyin and self._asked is self.query:
            self._asked, self._place = by_pinyin, BEGINNING
            async for state in self._in_library():
                yield state
            return
        if not self.hits:
            yield tr("{where}里没有“{query}”；按 Tab 放宽", where=where, query=self.query)
            return
        count: int | None = len(self.hits)
        if self._place is not None:
            # What is found is shown before it is counted.
            yield tr("{where}里至少有 {count} 条", where=where, count=count)
            count = await self._desk.search.total(query)
        if self._asked is not self.query and self._place is None:
            yield tr("{where}里按拼音找到 {count} 条", where=where, count=len(self.hits))
        elif count is None:
            count = len(self.hits)
            yield tr("{where}里至少有 {count} 条；到末尾再按 ↓ 找更多", where=where, count=count)
        else:
            yield tr("{where}里找到 {count} 条", where=where, count=count)

    async def _on_site(self, page: int) -> str:
        found = await self._desk.search.on_site(self.query, page)
        known = {hit.listed.id for hit in self.hits}
        self.hits = [*self.hits, *(hit for hit in found.hits if hit.listed.id not in known)]
        self._page = None if found.last else page + 1
        count = len(self.hits)
        if not count:
            return tr("网站上没有找到“{query}”", query=self.query)
        if found.last:
            return tr("网站上找到 {count} 条", count=count)
        return tr(
            "网站上找到 {total} 条，列出 {count} 条；到末尾再按 ↓ 取更多", total=found.total, count=count
        )
