"""The reading room: opens articles, keeps the reader's marks and place, and has ways back.

Opening another article cancels the request of the first.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from msgspec.structs import replace
from textual import events, on

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, KeptArticle, ListedHeadline, ListView, Position, Shelf
from zhonggong_reader.newsdesk import ArticleNotKept, Newsdesk, is_its_own
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import standing
from zhonggong_reader.ui.here import TakesKeys
from zhonggong_reader.ui.parts.clippings import Clippings
from zhonggong_reader.ui.parts.exits import Exits
from zhonggong_reader.ui.parts.failures import Failures
from zhonggong_reader.ui.parts.forms import Forms
from zhonggong_reader.ui.parts.links import Links
from zhonggong_reader.ui.parts.marks import Marks
from zhonggong_reader.ui.parts.part import WayBack
from zhonggong_reader.ui.parts.past import Past
from zhonggong_reader.ui.parts.pictures import Pictures
from zhonggong_reader.ui.parts.place import Place
from zhonggong_reader.ui.parts.proofs import Proofs
from zhonggong_reader.ui.parts.reading_on import ReadingOn
from zhonggong_reader.ui.parts.trail import Trail
from zhonggong_reader.ui.parts.watched_words import WatchedWords
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.article_view import ArticleView
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.headline_list import HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList


class ReadingRoom(TakesKeys, Newsstand):
    """Lists and the article that one reads; has a part for each thing that can be done with them."""

    READING_ON: ClassVar[type[ReadingOn]] = ReadingOn

    def __init__(self, desk: Newsdesk, settings: Settings) -> None:
        super().__init__(desk, settings)
        self.way_back: WayBack | None = None
        """The way out of the open article, if that was chosen in none of the lists."""
        self.exits = Exits(self)
        self.clippings = Clippings(self, self.book_title, self.book_of)
        self.marks = Marks(self, self.exits.action_browser)
        self.failures = Failures(self)
        self.past = Past(self)
        self.forms = Forms(self)
        self.reading_on = self.READING_ON(self, self)
        self.place = Place(self)
        self.trail = Trail(self, self._show)
        self.proofs = Proofs(self)
        self.watched_words = WatchedWords(self, lambda: self.sought)
        self.pictures = Pictures(self, self.exits)
        self.links = Links(self, read=self._open, see=self.pictures.show, leave=self.exits.leave)

    @on(events.Mount)
    def _begin_parts(self) -> None:
        """Let the parts follow the article that is open, and say how to begin."""
        view = self.article_view
        self.watch(view, "kept", self.pictures.begin, init=False)
        self.watch(view, "hints", self.links.tell, init=False)
        self.watched_words.mark_lists()
        self.watch(view, "kept", self.watched_words.mark, init=False)
        self.watch(view, "kept", self.proofs.tell, init=False)
        view.notice = self.welcome

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on: also which words are watched."""
        changes = settings.watch != self.settings.watch
        super().take(settings)
        if changes and self.is_mounted:
            self._take_words()

    def _take_words(self) -> None:
        self.watched_words.mark_lists()
        self.watched_words.mark(self.article_view.kept)

    def tell(self) -> None:
        """Bring masthead and list up to date, and say under the last row how to go on."""
        super().tell()
        if self.query(HeadlineList) and self.headline_list.view:  # as the program ends, there is none left
            self.headline_list.tail = self.past.tail

    @property
    def sought(self) -> str:
        """What one has searched for, as far as it stands out here."""
        return ""

    def book_title(self, section: Section) -> str:
        """Return what a book of a section's list is called."""
        return section.name

    async def book_of(self, view: ListView) -> Shelf | Sequence[int]:
        """Return the list of which a book is made, or the ids of its articles."""
        return view.shelf

    @property
    def welcome(self) -> str:
        """How to begin."""
        name = self.key_set.name
        return tr(
            "选一条标题，按 {read} 阅读\n{help} 列出全部按键", read=name("pane.open"), help=name("help")
        )

    # ── Opening ──────────────────────────────────────────────────────────────────────────────

    def action_forward(self) -> None:
        """Go to the headlines, or open the selected one."""
        if self.pane == "channels":
            self.pane = "headlines"
        elif self.pane == "headlines":
            self._open_selected()

    @on(LineList.Chosen, "HeadlineList")
    def _open_selected(self) -> None:
        if (view := self.headline_list.view) and view.total:
            self.open_row(view, self.headline_list.cursor)

    @task(exclusive=True, group="article")
    async def open_row(self, view: ListView, row: int, *, at_end: bool = False) -> None:
        """Open the headline in `row` of the list's `view`, and go to the article, or to its end.

        It comes from the library or the site. The list may show another view by then.
        """
        with self.telling():
            found = await self.shelves.page(view, row, 1)
            if not found:
                return
            self.way_back = None
            if self.headline_list.view == view:
                self.headline_list.cursor = row
            self.pane = "article"
            await self._open(found[0], at_end=at_end)

    @task(exclusive=True, group="article")
    async def open_found(
        self, listed: ListedHeadline, way_back: WayBack | None = None, *, at_end: bool = False
    ) -> None:
        """Open a headline that stands in another list; leaving the article leads there by `way_back`."""
        self.way_back = way_back
        self.pane = "article"
        with self.telling():
            await self._open(listed, at_end=at_end)

    def action_escape(self) -> None:
        """Go back one level, or to where the article was opened; from the outermost, stop fetching."""
        if self._goes_back():
            return
        if self.activity and self.pane == "channels" and not self.alone:
            self.action_stop()
        else:
            super().action_escape()

    def action_backward(self) -> None:
        """Go to the pane on the left, or to where the article was opened."""
        if not self._goes_back():
            super().action_backward()

    def _goes_back(self) -> bool:
        way_back, self.way_back = self.way_back, None
        if way_back is None or self.opened is None or self.pane != "article":
            return False
        self.pane = "headlines"
        way_back(self.opened)
        return True

    async def _open(self, listed: ListedHeadline, *, at_end: bool = False) -> None:
        """Show an article; the way back leads through the one of before."""
        self.trail.leave(self.opened, listed)
        await self._show(listed, at_end=at_end)

    async def _show(self, listed: ListedHeadline, *, at_end: bool = False) -> None:
        title = listed.headline.title
        if not listed.cached:
            self.article_view.kept = None
            self.article_view.notice = tr("{title}\n\n正在取回 …", title=title)
        await self.place.keep()
        self.opened = listed
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
        async with self.marks.marking(listed):
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
        if self.pane == "article" and self.opened:
            self._fetch_anew(self.opened)
        else:
            self.refresh_list()

    def refresh_list(self) -> None:
        """Fetch the list anew that is shown; for subclasses."""

    # ── On, and back ─────────────────────────────────────────────────────────────────────────

    def action_page(self, pages: float) -> None:
        """Move by windows; from the end of an article to what is unread, from its top back."""
        if not self.reading_on.takes(pages):
            super().action_page(pages)

    def action_undo(self) -> None:
        """Undo what was done last."""
        self.marks.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.marks.redo()

    def action_onward(self, step: Literal[1, -1]) -> None:
        """Go on in what one reads for: from unread article to unread article."""
        self.reading_on.unread(step)

    # ── What the parts are told ──────────────────────────────────────────────────────────────

    @on(LineList.PastEnd, "HeadlineList")
    def _past_end(self) -> None:
        self.past.go_on()

    @on(ArticleView.Chosen)
    def _target_chosen(self, event: ArticleView.Chosen) -> None:
        self.links.follow(event.target)

    def take_key(self, key: str) -> bool:
        """Take a key for the letters over links, while they stand; return whether it was theirs."""
        return self.links.take_key(key)

    @on(ArticleView.Moved)
    def _moved(self, event: ArticleView.Moved) -> None:
        self.place.note(event.id, event.position)

    @on(events.ScreenSuspend)
    def _covered(self) -> None:
        self.marks.cover()

    @on(events.ScreenResume)
    def _seen_again(self) -> None:
        self.article_view.refresh()  # another screen may have covered its pictures
        self.marks.uncover()


def end_of(article: Article) -> Position:
    """Return the place of the lines behind the body."""
    return Position(len(article.blocks), 0)


def _as_kept(listed: ListedHeadline, kept: KeptArticle) -> ListedHeadline:
    """Return the headline of an article that is open now: read, and as it stands with the site."""
    return replace(listed, read=True, cached=True, changed=kept.changed, withdrawn=kept.withdrawn)
