"""The reading room: lists, the article, and a part for each thing that can be done with them."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import events, on

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListView, Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.here import TakesKeys
from zhonggong_reader.ui.parts.clippings import Clippings
from zhonggong_reader.ui.parts.exits import Exits
from zhonggong_reader.ui.parts.failures import Failures
from zhonggong_reader.ui.parts.forms import Forms
from zhonggong_reader.ui.parts.homecoming import Homecoming
from zhonggong_reader.ui.parts.links import Links
from zhonggong_reader.ui.parts.marks import Marks
from zhonggong_reader.ui.parts.opening import Opening
from zhonggong_reader.ui.parts.past import Past
from zhonggong_reader.ui.parts.pictures import Pictures
from zhonggong_reader.ui.parts.place import Place
from zhonggong_reader.ui.parts.proofs import Proofs
from zhonggong_reader.ui.parts.reading_on import ReadingOn
from zhonggong_reader.ui.parts.watched_words import WatchedWords
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.widgets.article_view import ArticleView
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.headline_list import HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList


class ReadingRoom(TakesKeys, Newsstand):
    """Lists and the article that one reads. What can be done with them is its parts'."""

    READING_ON: ClassVar[type[ReadingOn]] = ReadingOn

    def __init__(self, desk: Newsdesk, settings: Settings) -> None:
        super().__init__(desk, settings)
        self.exits = Exits(self)
        self.clippings = Clippings(self, self.book_title, self.book_of)
        self.marks = Marks(self, self.exits.action_browser)
        self.failures = Failures(self)
        self.past = Past(self)
        self.forms = Forms(self)
        self.place = Place(self)
        self.opening = Opening(self, self.place, self.marks)
        self.reading_on = self.READING_ON(self, self.opening)
        self.homecoming = Homecoming(self, self.stand_again)
        self.proofs = Proofs(self)
        self.watched_words = WatchedWords(self, lambda: self.sought)
        self.pictures = Pictures(self, self.exits)
        self.links = Links(self, read=self.opening.open, see=self.pictures.show, leave=self.exits.leave)

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

    def stand_again(self) -> None:
        """Do what follows once one stands where one stood; for subclasses."""

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
            self.opening.open_row(view, self.headline_list.cursor)

    def action_escape(self) -> None:
        """Go back one level, or to where the article was opened; from the outermost, stop fetching."""
        if self.opening.goes_back():
            return
        if self.activity and self.pane == "channels" and not self.alone:
            self.action_stop()
        else:
            super().action_escape()

    def action_backward(self) -> None:
        """Go to the pane on the left, or to where the article was opened."""
        if not self.opening.goes_back():
            super().action_backward()

    def action_refresh(self) -> None:
        """Fetch the open article anew; in the lists, the list."""
        if self.pane == "article" and self.opened:
            self.opening.fetch_anew(self.opened)
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
