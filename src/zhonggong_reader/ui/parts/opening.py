"""Opening articles: from the library or the site, with what is said meanwhile, and the way back out.

Opening another article cancels the request of the first.
"""

from msgspec.structs import replace

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, KeptArticle, ListedHeadline, ListView, Position
from zhonggong_reader.newsdesk import ArticleNotKept, is_its_own
from zhonggong_reader.ui import standing
from zhonggong_reader.ui.parts.marks import Marks
from zhonggong_reader.ui.parts.part import Part, WayBack
from zhonggong_reader.ui.parts.place import Place
from zhonggong_reader.ui.parts.trail import Trail
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task


class Opening(Part):
    """Opens articles and marks them as read; keeps the trail that leads back through them."""

    def __init__(self, room: Newsstand, place: Place, marks: Marks) -> None:
        super().__init__(room)
        self.way_back: WayBack | None = None
        """The way out of the open article, if that was chosen in none of the lists."""
        self._place = place
        self._marks = marks
        self._trail = Trail(room, self.show)

    @task(exclusive=True, group="article")
    async def open_row(self, view: ListView, row: int, *, at_end: bool = False) -> None:
        """Open the headline in `row` of the list's `view`, and go to the article, or to its end.

        The list may show another view by then.
        """
        room = self.room
        with room.telling():
            found = await room.shelves.page(view, row, 1)
            if not found:
                return
            self.way_back = None
            if room.headline_list.view == view:
                room.headline_list.cursor = row
            room.pane = "article"
            await self.open(found[0], at_end=at_end)

    @task(exclusive=True, group="article")
    async def open_found(
        self, listed: ListedHeadline, way_back: WayBack | None = None, *, at_end: bool = False
    ) -> None:
        """Open a headline that stands in another list; leaving the article leads there by `way_back`."""
        self.way_back = way_back
        self.room.pane = "article"
        with self.room.telling():
            await self.open(listed, at_end=at_end)

    def goes_back(self) -> bool:
        """Leave the open article for where it was chosen; return whether that was outside the lists."""
        way_back, self.way_back = self.way_back, None
        if way_back is None or self.room.opened is None or self.room.pane != "article":
            return False
        self.room.pane = "headlines"
        way_back(self.room.opened)
        return True

    async def open(self, listed: ListedHeadline, *, at_end: bool = False) -> None:
        """Show an article; the way back leads through the one of before."""
        self._trail.leave(self.room.opened, listed)
        await self.show(listed, at_end=at_end)

    async def show(self, listed: ListedHeadline, *, at_end: bool = False) -> None:
        """Show an article, or why there is none; what one has opened is read."""
        room, title = self.room, listed.headline.title
        if not listed.cached:
            room.article_view.kept = None
            room.article_view.notice = tr("{title}\n\n正在取回 …", title=title)
        await self._place.keep()
        room.opened = listed
        try:
            kept = await room.desk.article(listed.id)
        except ArticleNotKept as error:
            room.article_view.kept = KeptArticle(
                id=listed.id,
                article=error.article,
                fetched=room.desk.now(),
                read=listed.read,
                starred=listed.starred,
                position=None,
            )
            room.trouble(error)
            return
        except ReaderError as error:
            room.article_view.kept = None
            room.article_view.notice = tr(
                "{title}\n\n{error}\n按 {again} 再试，按 {browser} 用浏览器打开",
                title=title,
                error=error,
                again=room.key_set.name("refresh.one"),
                browser=room.key_set.name("article.browser"),
            )
            if is_its_own(error):
                room.headline_list.amend(replace(listed, failure=str(error)))
            room.trouble(error)
            return
        if not listed.cached:
            room.offline = False
        room.article_view.kept = replace(kept, position=end_of(kept.article)) if at_end else kept
        await self._note_opened(_as_kept(listed, kept))

    @task(exclusive=True, group="article")
    async def fetch_anew(self, listed: ListedHeadline) -> None:
        """Fetch the open article anew, and say what has changed in it."""
        room = self.room
        room.activity = tr("正在重新取回这一篇 …")
        try:
            with room.telling():
                before = room.article_view.kept
                kept = await room.desk.fetch_article(listed.headline.address)
                room.offline = False
                room.article_view.kept = kept
                await self._note_opened(_as_kept(listed, kept))
                room.say(standing.of_fetch(before, kept))
        finally:
            room.activity = ""

    async def _note_opened(self, listed: ListedHeadline) -> None:
        async with self._marks.marking(listed):
            await self.room.desk.marks.opened(listed.id)
        await self.room.recount()


def end_of(article: Article) -> Position:
    """Return the place of the lines behind the body."""
    return Position(len(article.blocks), 0)


def _as_kept(listed: ListedHeadline, kept: KeptArticle) -> ListedHeadline:
    """Return the headline of an article that is open now: read, and as it stands with the site."""
    return replace(listed, read=True, cached=True, changed=kept.changed, withdrawn=kept.withdrawn)
