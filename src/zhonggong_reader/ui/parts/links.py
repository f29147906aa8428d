"""What one can follow in the open article: links, films and pictures, by letters or by the mouse."""

from collections.abc import Awaitable, Callable
from typing import Final

from zhonggong_reader.language import tr
from zhonggong_reader.model import Headline, KeptArticle, ListedHeadline
from zhonggong_reader.newsdesk import leads_to_article
from zhonggong_reader.ui.hints import Hint, Target
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task

CHOOSE: Final = tr("键入字母打开，或 Tab 选、回车打开，Esc 取消")


class Links(Part):
    """Offers what is in sight, and goes where it leads: to an article, a picture, or outside."""

    def __init__(
        self,
        room: Newsstand,
        *,
        read: Callable[[ListedHeadline], Awaitable[None]],
        see: Callable[[int], None],
        leave: Callable[[str], object],
    ) -> None:
        """Make it; `read` opens an article, `see` shows the picture of a block, `leave` opens an address."""
        super().__init__(room)
        self._read = read
        self._see = see
        self._leave = leave

    def action_hints(self) -> None:
        """Put letters over the links, films and pictures in sight."""
        room = self.room
        if room.pane != "article" or room.article_view.kept is None:
            room.say(tr("先打开一篇文章"))
        elif not room.article_view.offer():
            room.say(tr("这一屏没有链接、视频和图片"))

    def tell(self, hints: tuple[Hint, ...]) -> None:
        """Say how to choose among letters, as long as they stand there."""
        room = self.room
        if hints:
            room.say(CHOOSE)
        elif room.remark and room.remark.text == CHOOSE:
            room.remark = None

    def take_key(self, key: str) -> bool:
        """Take a key for the letters, while they stand; return whether it was theirs."""
        view = self.room.article_view
        return bool(view.hints) and view.choose(key)

    def follow(self, target: Target) -> None:
        """Go where what was chosen leads."""
        if target.kind == "picture":
            self._see(target.block)
        elif target.kind == "link" and leads_to_article(target.address):
            self._open(target.address)
        else:
            self._leave(target.address)

    @task(exclusive=True, group="article")
    async def _open(self, address: str) -> None:
        """Open an article of the site; the one that is open stays until it is there."""
        room = self.room
        room.activity = tr("正在取回链接的文章 …")
        try:
            with room.telling():
                await self._read(_listed(await room.desk.article(address)))
        finally:
            room.activity = ""


def _listed(kept: KeptArticle) -> ListedHeadline:
    """Return `kept` as a list has it, for an article that stands in no list."""
    headline = Headline.of(kept.article)
    return ListedHeadline(id=kept.id, headline=headline, read=kept.read, starred=kept.starred, cached=True)
