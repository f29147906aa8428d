"""The talk with a reader: from place to place, a question at a time."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import TYPE_CHECKING, Any

from zhonggong_reader import queries
from zhonggong_reader.bookmark import Visits
from zhonggong_reader.errors import FetchError, InputError, PageNotUnderstood, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel, Deed, ListedHeadline
from zhonggong_reader.newsdesk import (
    FrontPage,
    ListFailed,
    Newsdesk,
    PaperShelves,
    RoundEvent,
    shelf_of,
    sync,
    told,
    told_of,
)
from zhonggong_reader.plain.place import Place
from zhonggong_reader.plain.words import EVERYWHERE, Wish, understood
from zhonggong_reader.settings import Settings

if TYPE_CHECKING:
    from zhonggong_reader.plain.console import Console

FAR = 100_000
"""After every so many articles a deed that takes long is told of."""
MOST_HITS = 500
"""Hits of a search that make a list."""


class Session:
    """A reader's visit. `run` waits for what the desk does; `asks_site` is false for the demonstration."""

    def __init__(
        self,
        desk: Newsdesk,
        settings: Settings,
        console: "Console",
        run: Callable[[Coroutine[Any, Any, Any]], Any],
        *,
        asks_site: bool = True,
    ) -> None:
        self.desk = desk
        self.settings = settings
        self.console = console
        self.run = run
        self._asks_site = asks_site
        self.visits = Visits()
        """When the reader was there, this time and before."""

    def read(self) -> None:
        """Talk until the reader leaves, or has nothing more to say. KeyboardInterrupt passes."""
        say = self.console.say
        say(tr("中工网，纯文本模式。"))
        say(tr("写编号来选，写 h 看可以说什么，写 q 离开。"))
        if self._asks_site:
            self._begin()
        place = self._channels()
        place.show()
        while True:
            try:
                wish = understood(self.console.ask(place.name), (*place.words, *EVERYWHERE))
            except EOFError:
                break
            self.visits = self.visits.at(self.desk.now())
            if wish.action == "quit":
                break
            try:
                place = self._follow(place, wish)
            except ReaderError as error:
                say(tr("没有成功：{error}", error=error))
        say(tr("再见。"))

    def _follow(self, place: Place, wish: Wish) -> Place:
        """Fulfil a wish; return where the reader is then."""
        match wish.action:
            case "help":
                self._help(place)
                return place
            case "channels":
                place = self._channels()
            case "search":
                place = self._search(wish.argument)
            case "paper":
                place = self._paper(wish.argument)
            case "today":
                place = self._today()
            case "undo" | "redo":
                self._turn(place, wish)
                return place
            case _:
                there = place.do(wish)
                if there is None:
                    self.console.say(tr("没听懂“{said}”，写 h 看可以说什么。", said=wish.argument))
                    return place
                if there is place:
                    return place
                place = there
        place.show()
        return place

    def _turn(self, place: Place, wish: Wish) -> None:
        """Undo what was done to marks last, or do it again."""
        marks, undo = self.desk.marks, wish.action == "undo"
        deed = self.run(marks.undo(self.far) if undo else marks.redo(self.far))
        place.renew()
        if deed is None:
            self.console.say(tr("没有可撤销的。") if undo else tr("没有可重做的。"))
        elif undo:
            self.console.say(tr("已撤销：{deed}。", deed=told(deed)))
        else:
            self.console.say(tr("已重做：{deed}。", deed=told(deed)))

    def far(self, deed: Deed) -> None:
        """Say how far a deed is that takes long."""
        if deed.articles % FAR == 0:
            self.console.say(tr("已到 {count} 篇。", count=deed.articles))

    def _help(self, place: Place) -> None:
        self.console.say(tr("空行：{on}", on=place.on))
        self.console.say(tr("编号：{numbers}", numbers=place.numbers))
        for word in (*place.words, *EVERYWHERE):
            self.console.say(tr("{name}：{help}", name=word.name, help=word.help), before=f"{word.letter} ")

    # ── Places ───────────────────────────────────────────────────────────────────────────────

    def _channels(self) -> Place:
        from zhonggong_reader.plain.channels import ChannelsPlace  # noqa: PLC0415 - places know the session

        return ChannelsPlace(self)

    def _search(self, typed: str) -> Place:
        from zhonggong_reader.plain.lists import FoundLists, ListPlace, everything  # noqa: PLC0415

        query = queries.parse(typed)
        hits = self.run(self._hits(query))
        lists = FoundLists(hits, self.desk)
        view = self.run(lists.open(everything()))
        return ListPlace(self, lists, view, tr("搜索“{query}”", query=query))

    async def _hits(self, query: queries.Query) -> list[ListedHeadline]:
        found: list[ListedHeadline] = []
        async for batch in self.desk.search.here(query):
            found += [hit.listed for hit in batch]
            if len(found) >= MOST_HITS:
                break
        return found[:MOST_HITS]

    def _paper(self, typed: str) -> Place:
        from zhonggong_reader.plain.lists import ListPlace  # noqa: PLC0415

        day = _day(typed) if typed else self.desk.newspaper.today()
        self.console.say(tr("正在取 {day} 的工人日报。", day=day))
        issue = self.run(self.desk.newspaper.issue(day))
        if issue is None:
            raise InputError(tr("{day} 没有出报", day=day), tr("可写 p 和别的日期"))
        lists = PaperShelves(self.desk.newspaper, self.desk.marks)
        view = self.run(lists.open(shelf_of(day)))
        return ListPlace(self, lists, view, tr("工人日报 {day}", day=day))

    def _today(self) -> Place:
        from zhonggong_reader.plain.front import FrontPlace  # noqa: PLC0415

        return FrontPlace(self, self.front_page())

    def front_page(self) -> FrontPage:
        """Return the front page as it is now."""
        channels = self.run(self.desk.channels())
        page: FrontPage = self.run(self.desk.front_pages.make(channels, self.visits.before_mark))
        return page

    # ── The site ─────────────────────────────────────────────────────────────────────────────

    def _begin(self) -> None:
        """Fetch the lists where the library has none; without a network, there is the sample to read."""
        if any(entry.articles for entry in self.run(self.desk.channels())):
            return
        try:
            self.refresh_all()
        except FetchError as error:
            self.console.say(tr("{error}。先看随附的样例文章。", error=error))
            self.run(self.desk.keep_sample())

    def refresh_all(self) -> None:
        """Fetch the front page and every list. Raises FetchError where no server is reached.

        A front page that cannot be had or understood costs its menu: the lists that are known come all
        the same.
        """
        self.console.say(tr("正在取首页。"))
        try:
            self.run(self.desk.refresh_front())
        except (FetchError, PageNotUnderstood) as error:
            if isinstance(error, FetchError) and error.offline:
                raise
            self.console.say(tr("首页没有取到：{error}", error=error))
        self.refresh([entry.channel for entry in self.run(self.desk.channels())])

    def refresh(self, channels: list[Channel]) -> None:
        """Fetch the lists of `channels`; say what failed and what came."""
        new = 0

        def report(event: RoundEvent) -> None:
            nonlocal new
            if isinstance(event, ListFailed):
                self.console.say(
                    tr("频道“{name}”没有取到：{error}", name=event.channel.name, error=event.error)
                )
            else:
                new += getattr(getattr(event, "refreshed", None), "new", 0)

        watching = self.desk.search.watching
        self.run(watching.settle())
        mark = self.run(watching.mark())
        self.console.say(tr("正在更新 {count} 个频道。", count=len(channels)))
        self.run(sync(self.desk, channels, report, articles=0))
        self.console.say(tr("更新完了，新标题 {new} 条。", new=new))
        news = self.run(watching.news(mark))
        if news.count:
            self.console.say(tr("{news}。", news=told_of(news)))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise InputError(tr("日期应写成 2026-10-05 这样")) from error
