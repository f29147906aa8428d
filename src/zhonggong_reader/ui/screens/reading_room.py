"""The reading room: opens articles, keeps the reader's marks and place, and has ways back.

Opening another article cancels the request of the first.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from msgspec.structs import replace
from textual import on
from textual.timer import Timer

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, KeptArticle, ListedHeadline, Position
from zhonggong_reader.newsdesk import ArticleNotKept, Newsdesk, is_its_own
from zhonggong_reader.settings import NARROWEST_MEASURE, WIDEST_MEASURE, Settings
from zhonggong_reader.ui import standing
from zhonggong_reader.ui.screens.marking import Marking
from zhonggong_reader.ui.sheet import MODES, Mode, column_count
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.article_view import ArticleView
from zhonggong_reader.ui.widgets.headline_list import HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList

_MODE_NAMES: Final[Mapping[Mode, str]] = {
    "column": tr("单栏"),
    "columns": tr("报纸分栏"),
    "vertical": tr("竖排"),
}
PLACE_SECONDS: Final = 1.0
"""How long after scrolling the place in an article is kept."""
WayBack = Callable[[ListedHeadline], object]
"""Leads back to where an article was opened; is given its headline, with the marks of now."""


class ReadingRoom(Marking):
    """The main screen."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings, asks_site=asks_site)
        self._way_back: WayBack | None = None
        self._place: tuple[int, Position] | None = None
        self._place_timer: Timer | None = None

    def on_mount(self) -> None:
        """Say how to begin."""
        self.article_view.notice = self._welcome

    @property
    def _welcome(self) -> str:
        name = self.key_set.name
        return tr(
            "选一条标题，按 {read} 阅读\n{help} 列出全部按键", read=name("pane.open"), help=name("help")
        )

    # ── Opening ──────────────────────────────────────────────────────────────────────────────

    def action_forward(self) -> None:
        """Go to the headlines, or open the selected one."""
        if self.pane == "channels":
            self.pane = "headlines"
        elif self.pane == "headlines" and self.headline_list.rows:
            self.open_row(self.headline_list.cursor)

    @on(LineList.Chosen, "HeadlineList")
    def _headline_chosen(self, event: HeadlineList.Chosen) -> None:
        self.open_row(event.row)

    @task(exclusive=True, group="article")
    async def open_row(self, row: int, *, at_end: bool = False) -> None:
        """Open the headline in `row`, from the library or the site, and go to the article, or to its end."""
        with self.telling():
            view = self.headline_list.view
            found = await self.shelves.page(view, row, 1) if view else []
            if not found:
                return
            self._way_back = None
            self.headline_list.cursor = row
            self.pane = "article"
            await self._open(found[0], at_end=at_end)

    @task(exclusive=True, group="article")
    async def open_found(
        self, listed: ListedHeadline, way_back: WayBack | None = None, *, at_end: bool = False
    ) -> None:
        """Open a headline that stands in another list; leaving the article leads there by `way_back`."""
        self._way_back = way_back
        self.pane = "article"
        with self.telling():
            await self._open(listed, at_end=at_end)

    def action_escape(self) -> None:
        """Go back one level, or to where the article was opened."""
        if not self._goes_back():
            super().action_escape()

    def action_backward(self) -> None:
        """Go to the pane on the left, or to where the article was opened."""
        if not self._goes_back():
            super().action_backward()

    def _goes_back(self) -> bool:
        way_back, self._way_back = self._way_back, None
        if way_back is None or self._opened is None or self.pane != "article":
            return False
        self.pane = "headlines"
        way_back(self._opened)
        return True

    async def _open(self, listed: ListedHeadline, *, at_end: bool = False) -> None:
        title = listed.headline.title
        if not listed.cached:
            self.article_view.kept = None
            self.article_view.notice = tr("{title}\n\n正在取回 …", title=title)
        await self.keep_place()
        self._opened = listed
        try:
            kept = await self.desk.article(listed.id)
        except ArticleNotKept as error:
            self.article_view.kept = KeptArticle(
                id=listed.id,
                article=error.article,
                fetched=self.desk.now(),
                read=listed.read,
                starred=listed.starred,
                position=None,
            )
            self.trouble(error)
            return
        except ReaderError as error:
            self.article_view.kept = None
            self.article_view.notice = tr(
                "{title}\n\n{error}\n按 {again} 再试，按 {browser} 用浏览器打开",
                title=title,
                error=error,
                again=self.key_set.name("refresh.one"),
                browser=self.key_set.name("article.browser"),
            )
            if is_its_own(error):
                self.headline_list.amend(replace(listed, failure=str(error)))
            self.trouble(error)
            return
        if not listed.cached:
            self.offline = False
        self.article_view.kept = replace(kept, position=end_of(kept.article)) if at_end else kept
        await self._note_opened(_as_kept(listed, kept))

    async def _note_opened(self, listed: ListedHeadline) -> None:
        async with self.marking(listed):
            await self.desk.marks.opened(listed.id)
        await self.recount()

    @task(exclusive=True, group="article")
    async def _fetch_anew(self, listed: ListedHeadline) -> None:
        self.activity = tr("正在重新取回这一篇 …")
        try:
            with self.telling():
                before = self.article_view.kept
                kept = await self.desk.fetch_article(listed.headline.address)
                self.offline = False
                self.article_view.kept = kept
                await self._note_opened(_as_kept(listed, kept))
                self.say(standing.of_fetch(before, kept))
        finally:
            self.activity = ""

    def action_refresh(self) -> None:
        """Fetch the open article anew; in the lists, the list."""
        if self.pane == "article" and self._opened:
            self._fetch_anew(self._opened)
        else:
            super().action_refresh()

    def action_step(self, step: int) -> None:
        """Open the next article of the list, or the previous one."""
        row = self.headline_list.cursor + (step if self._opened else 0)
        if 0 <= row < self.headline_list.rows:
            self.open_row(row)
        else:
            self.say(tr("已是最后一篇") if step > 0 else tr("已是第一篇"))

    @task(exclusive=True, group="seek")
    async def action_unread(self, step: Literal[1, -1]) -> None:
        """Open the next unread article of the list, or the previous one."""
        with self.telling():
            view = self.headline_list.view
            # Where nothing is open yet, the selected headline itself may be the next one.
            start = self.headline_list.cursor - (0 if self._opened else step)
            row = await self.shelves.next_unread(view, start, step) if view else None
            if row is None:
                self.say(tr("后面没有未读的了") if step > 0 else tr("前面没有未读的了"))
            else:
                self.open_row(row)

    def action_onward(self, step: Literal[1, -1]) -> None:
        """Go on in what one reads for: from unread article to unread article."""
        self.action_unread(step)

    def action_channel(self, step: int) -> None:
        """Show the next channel, or the previous one."""
        self.channel_list.move(step)
        if self.pane == "article":
            self.pane = "headlines"

    # ── Place ────────────────────────────────────────────────────────────────────────────────

    @on(ArticleView.Moved)
    def _moved(self, event: ArticleView.Moved) -> None:
        self._place = (event.id, event.position)
        if self._place_timer is not None:
            self._place_timer.stop()
        self._place_timer = self.set_timer(PLACE_SECONDS, self.keep_place)

    async def keep_place(self) -> None:
        """Keep the place in the open article, if it changed, and marks that could not be written before."""
        place, self._place = self._place, None
        with self.telling():
            if place is not None:
                await self.desk.marks.position(*place)
            else:
                await self.desk.marks.settle()

    # ── Modes ────────────────────────────────────────────────────────────────────────────────

    def action_mode(self) -> None:
        """Lay the article out in the next reading mode that the window has room for."""
        view = self.article_view
        mode = MODES[(MODES.index(view.mode) + 1) % len(MODES)]
        if mode == "columns" and column_count(view.size.width) < 2:
            mode = "vertical"
            key = self.key_set.name("article.alone")
            self.say(tr("窗口放不下两栏，换成竖排；按 {key} 让文章独占可放宽", key=key))
        else:
            self.say(tr("版式：{mode}", mode=_MODE_NAMES[mode]))
        view.mode = mode

    def action_measure(self, cells: int) -> None:
        """Let the lines of one column be longer or shorter."""
        view = self.article_view
        view.measure = max(NARROWEST_MEASURE, min(view.measure + cells, WIDEST_MEASURE))
        self.say(tr("每行最多 {measure} 字", measure=view.measure // 2))

    def action_spacing(self) -> None:
        """Leave a blank line between each two lines of an article, or none."""
        view = self.article_view
        view.setting = replace(view.setting, leading=1 - view.setting.leading)
        self.say(tr("行距：隔行") if view.setting.leading else tr("行距：单倍"))


def end_of(article: Article) -> Position:
    """Return the place of the lines behind the body."""
    return Position(len(article.blocks), 0)


def _as_kept(listed: ListedHeadline, kept: KeptArticle) -> ListedHeadline:
    """Return the headline of an article that is open now: read, and as it stands with the site."""
    return replace(listed, read=True, cached=True, changed=kept.changed, withdrawn=kept.withdrawn)
