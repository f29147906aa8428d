"""An article, set to the width and read a page at a time."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from zhonggong_reader import typeset
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, ListedHeadline, Position
from zhonggong_reader.newsdesk import ArticleNotKept
from zhonggong_reader.plain.place import Place
from zhonggong_reader.plain.words import IN_ARTICLE, Action, Wish
from zhonggong_reader.typeset import Galley, Setting

if TYPE_CHECKING:
    from zhonggong_reader.plain.lists import ListPlace


class ArticlePlace(Place):
    """Where one reads the article in row `row` of a list."""

    words = IN_ARTICLE
    numbers = tr("打开列表里的这一条")
    on = tr("往下读；读完了，就打开下一篇未读")

    def __init__(self, listed_in: "ListPlace", row: int, listed: ListedHeadline) -> None:
        self._list = listed_in
        self._session = listed_in.session
        self._row = row
        self._listed = listed
        self._article: Article | None = None
        self._place = Position(-1, 0)

    @property
    def name(self) -> str:
        """Return which page of how many stands there."""
        if self._article is None:
            return tr("没有取到")
        page, pages = self._page()
        return tr("第 {page}/{pages} 页", page=page + 1, pages=pages)

    def show(self) -> None:
        """Fetch the article where it is not here, and read on from where one stopped."""
        say = self._session.console.say
        say()
        if not self._listed.cached:
            say(tr("正在取回：{title}", title=self._listed.headline.title))
        try:
            kept = self._session.run(self._session.desk.article(self._listed.id))
        except ArticleNotKept as error:
            self._article = error.article
            say(tr("没有存下来：{error}", error=error))
        else:
            self._article = kept.article
            self._place = kept.position or self._place
            self._listed = replace(self._listed, read=True, cached=True)
            self._list.opened(self._listed)
        page, pages = self._page()
        if page == pages - 1 and pages > 1:
            self._place = Position(-1, 0)  # read to its end
        elif page:
            say(tr("接着上次读到的地方。"))
        self._put()

    def renew(self) -> None:
        """Look at the marks again."""
        found = self._session.run(self._session.desk.shelves.find(self._listed.id))
        self._listed = found or self._listed
        self._list.renew()

    def do(self, wish: Wish) -> Place | None:
        """Turn pages, go on to another article, or change the marks of this one."""
        ways: dict[Action, Callable[[], Place]] = {
            "": self._on,
            "number": lambda: self._list.article(wish.number),
            "next": lambda: self._beside(1),
            "previous": lambda: self._beside(-1),
            "unread": lambda: self._list.unread(self._row) or self,
            "list": lambda: self._list,
        }
        if way := ways.get(wish.action):
            return way()
        deeds: dict[Action, Callable[[], object]] = {
            "back": lambda: self._turn(-1),
            "read": self._toggle_read,
            "star": self._toggle_star,
            "address": lambda: self._session.console.put([self._listed.headline.address]),
            "refresh": self._refresh,
        }
        deed = deeds.get(wish.action)
        if deed is None:
            return None
        deed()
        return self

    def _toggle_read(self) -> None:
        self._mark(read=not self._listed.read)
        self._say(tr("标为已读") if self._listed.read else tr("标为未读"))

    def _toggle_star(self) -> None:
        self._mark(starred=not self._listed.starred)
        self._say(tr("已收藏") if self._listed.starred else tr("取消收藏"))

    def _say(self, text: str) -> None:
        self._session.console.say(text)

    # ── Pages ────────────────────────────────────────────────────────────────────────────────

    def _galley(self) -> Galley:
        assert self._article is not None  # noqa: S101 - `show` has fetched it
        measure = min(self._session.settings.measure, self._session.console.width)
        return typeset.compose(self._article, measure, Setting(justify=False))

    def _pages(self) -> Sequence[int]:
        """Return the first line of each page, for the screen as it is now."""
        return range(0, max(1, len(self._galley().lines)), self._session.console.height)

    def _page(self) -> tuple[int, int]:
        """Return the number of the page at which one reads, from 0, and of how many."""
        if self._article is None:
            return 0, 1
        pages = self._pages()
        line = 0 if self._place.block < 0 else self._galley().line_at(self._place)
        return line // self._session.console.height, len(pages)

    def _put(self) -> None:
        """Write the page at which one reads."""
        page, _ = self._page()
        start = self._pages()[page]
        lines = self._galley().lines[start : start + self._session.console.height]
        self._session.console.put(line.text for line in lines)

    def _turn(self, by: int) -> bool:
        if self._article is None:
            return False
        page, pages = self._page()
        if not 0 <= page + by < pages:
            if by < 0:
                self._say(tr("已是开头。"))
            return False
        place = self._galley().lines[self._pages()[page + by]].place
        self._place = place if page + by else Position(-1, 0)
        if self._listed.cached:
            self._session.run(self._session.desk.marks.position(self._listed.id, self._place))
        self._put()
        return True

    def _on(self) -> Place:
        if self._turn(1):
            return self
        self._say(tr("这一篇读完了。"))
        return self._list.unread(self._row) or self

    # ── Others ───────────────────────────────────────────────────────────────────────────────

    def _beside(self, step: int) -> Place:
        row = self._row + step
        if 0 <= row < self._list.view.total:
            return self._list.article(row + 1)
        self._say(tr("已是最后一篇。") if step > 0 else tr("已是第一篇。"))
        return self

    def _mark(self, *, read: bool | None = None, starred: bool | None = None) -> None:
        self._listed = replace(
            self._listed,
            read=self._listed.read if read is None else read,
            starred=self._listed.starred if starred is None else starred,
            cached=True,
        )
        self._list.keep(self._listed)

    def _refresh(self) -> None:
        self._say(tr("正在重新取回这一篇。"))
        kept = self._session.run(self._session.desk.fetch_article(self._listed.headline.address))
        self._article, self._place = kept.article, Position(-1, 0)
        self._mark()
        self._put()
