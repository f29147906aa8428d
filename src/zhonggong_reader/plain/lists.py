"""A list of headlines, numbered, a page at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING, Channel, Deed, ListedHeadline, ListView, Shelf
from zhonggong_reader.newsdesk import Extent, Lists, Newsdesk, Report, told
from zhonggong_reader.plain.article import ArticlePlace
from zhonggong_reader.plain.place import Place
from zhonggong_reader.plain.words import IN_LIST, Wish
from zhonggong_reader.text import Clean

if TYPE_CHECKING:
    from zhonggong_reader.plain.session import Session

PAGE: Final = 10
"""Headlines that are read out at once."""


def everything() -> Shelf:
    """Return the shelf that a list without a shelf stands for."""
    return Shelf()


class FoundLists:
    """What a search has found, as a list; marks change in it as the reader makes them."""

    def __init__(self, rows: Sequence[ListedHeadline], desk: Newsdesk) -> None:
        self._rows = list(rows)
        self._desk = desk

    async def open(self, shelf: Shelf) -> ListView:
        """Return the list."""
        return ListView(shelf, len(self._rows), 0)

    async def page(self, view: ListView, start: int, limit: int) -> list[ListedHeadline]:
        """Return at most `limit` rows from `start` on."""
        return self._rows[start : start + limit]

    async def row_of(self, view: ListView, id_: int) -> int | None:
        """Return the row in which the headline stands."""
        return next((row for row, listed in enumerate(self._rows) if listed.id == id_), None)

    async def arrived(self, view: ListView) -> int:
        """Return 0: nothing is added to what was found."""
        return 0

    async def next_unread(self, view: ListView, row: int, step: Literal[1, -1]) -> int | None:
        """Return the first unread row beyond `row`."""
        beyond = range(row + 1, len(self._rows)) if step == 1 else range(row - 1, -1, -1)
        return next((number for number in beyond if not self._rows[number].read), None)

    async def mark_read(self, view: ListView, extent: Extent, report: Report) -> Deed | None:
        """Mark all of it read."""
        ids = [listed.id for listed in self._rows if not listed.read]
        deed = await self._desk.marks.rows_read(ids, extent)
        await self.renew()
        return deed

    async def renew(self) -> None:
        """Read the marks anew."""
        self._rows = [await self._desk.shelves.find(listed.id) or listed for listed in self._rows]

    def amend(self, changed: ListedHeadline) -> None:
        """Take new marks."""
        self._rows = [changed if listed.id == changed.id else listed for listed in self._rows]


class ListPlace(Place):
    """Where one chooses a headline."""

    words = IN_LIST
    numbers = tr("打开这一条")
    on = tr("列表的下一页")

    def __init__(
        self, session: "Session", lists: Lists, view: ListView, name: str, channel: Channel | None = None
    ) -> None:
        self.session = session
        self.lists = lists
        self.view = view
        self._name = name
        self._channel = channel
        self._start = 0

    @property
    def name(self) -> str:
        """Return which list this is."""
        return self._name

    def show(self) -> None:
        """Read out a page of the list."""
        say = self.session.console.say
        say()
        if not self.view.total:
            say(tr("{name}：没有文章。写 r 更新，写 c 回到频道。", name=self.name))
            return
        rows = self.session.run(self.lists.page(self.view, self._start, PAGE))
        say(
            tr(
                "{name}，第 {first} 到 {last} 条，共 {total} 条：",
                name=self.name,
                first=self._start + 1,
                last=self._start + len(rows),
                total=self.view.total,
            )
        )
        for number, listed in enumerate(rows, self._start + 1):
            say(f"{listed.headline.title}{_notes(listed)}", before=f"{number:>3}. ")

    def do(self, wish: Wish) -> Place | None:
        """Turn the pages of the list, open a headline, or change its marks."""
        match wish.action:
            case "":
                self._turn(PAGE)
            case "back":
                self._turn(-PAGE)
            case "number":
                return self.article(wish.number)
            case "unread":
                return self.unread(self._start - 1) or self
            case "read" | "star":
                self._mark(wish)
            case "all_read":
                self._mark_all()
            case "refresh":
                self._refresh()
            case _:
                return None
        return self

    def article(self, number: int | None) -> Place:
        """Return the article with this number; this list where there is none."""
        if number is None or not 1 <= number <= self.view.total:
            self.session.console.say(tr("没有这个编号。"))
            return self
        (listed,) = self.session.run(self.lists.page(self.view, number - 1, 1))
        self._start = (number - 1) // PAGE * PAGE
        return ArticlePlace(self, number - 1, listed)

    def unread(self, row: int) -> Place | None:
        """Return the first unread article behind `row`; None where there is none."""
        found = self.session.run(self.lists.next_unread(self.view, row, 1))
        if found is None:
            self.session.console.say(tr("后面没有未读的了。"))
            return None
        return self.article(found + 1)

    def renew(self) -> None:
        """Look at the marks of what was found again; other lists are read anew at every turn."""
        if isinstance(self.lists, FoundLists):
            self.session.run(self.lists.renew())

    def opened(self, listed: ListedHeadline) -> None:
        """Keep that an article was opened, which is read by that."""
        self.session.run(self.session.desk.marks.opened(listed.id))
        self.renew()

    def keep(self, changed: ListedHeadline) -> None:
        """Keep the marks of a headline."""
        marks = self.session.desk.marks
        self.session.run(marks.read([changed.id], changed.read))
        self.session.run(marks.starred([changed.id], changed.starred))
        if isinstance(self.lists, FoundLists):
            self.lists.amend(changed)

    def _turn(self, rows: int) -> None:
        start = self._start + rows
        if 0 <= start < self.view.total:
            self._start = start
            self.show()
        else:
            self.session.console.say(tr("没有更多了。") if rows > 0 else tr("已是第一页。"))

    def _mark(self, wish: Wish) -> None:
        number = wish.number
        if number is None or not 1 <= number <= self.view.total:
            self.session.console.say(tr("请写上编号，如：m 3"))
            return
        (listed,) = self.session.run(self.lists.page(self.view, number - 1, 1))
        if wish.action == "read":
            listed = replace(listed, read=not listed.read)
            said = tr("标为已读") if listed.read else tr("标为未读")
        else:
            listed = replace(listed, starred=not listed.starred)
            said = tr("已收藏") if listed.starred else tr("取消收藏")
        self.keep(listed)
        self.session.console.say(tr("{said}：{title}", said=said, title=listed.headline.title))

    def _mark_all(self) -> None:
        extent = Extent(Clean(self.name), "list", 0)
        deed = self.session.run(self.lists.mark_read(self.view, extent, self.session.far))
        self.session.console.say(tr("已{deed}。", deed=told(deed)) if deed else tr("没有未读的。"))

    def _refresh(self) -> None:
        if self._channel:
            self.session.refresh([self._channel])
        elif self.lists is self.session.desk.shelves:
            self.session.refresh_all()
        self.view = self.session.run(self.lists.open(self.view.shelf))
        self._start = 0
        self.show()


def _notes(listed: ListedHeadline) -> str:
    """Return the marks and the time of a headline, in words."""
    notes = [] if listed.read else [tr("未读")]
    if listed.starred:
        notes.append(tr("收藏"))
    if listed.watched:
        notes.append(tr("有关注词"))
    if listed.headline.label:
        notes.append(listed.headline.label)
    if listed.headline.published:
        notes.append(f"{listed.headline.published.astimezone(BEIJING):%Y-%m-%d}")
    return tr("（{notes}）", notes=tr("，").join(notes)) if notes else ""
