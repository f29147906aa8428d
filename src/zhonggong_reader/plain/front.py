"""The front page, numbered: what came since the last visit, then the newest by channel."""

from typing import TYPE_CHECKING

from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import FrontPage
from zhonggong_reader.plain.lists import PAGE, FoundLists, ListPlace, everything

if TYPE_CHECKING:
    from zhonggong_reader.plain.session import Session


class FrontPlace(ListPlace):
    """Where one chooses a story of the front page."""

    def __init__(self, session: "Session", page: FrontPage) -> None:
        lists = FoundLists([story.listed for story in page.stories], session.desk)
        super().__init__(session, lists, session.run(lists.open(everything())), tr("今日"))
        self._front = page

    def show(self) -> None:
        """Read out what came, then a page of the stories, each channel under its name."""
        say = self.session.console.say
        heads = self._heads()
        if self._start == 0 and self.view.total:
            say()
            say(self._came())
        super().show()
        named = [heads[row] for row in range(self._start, self._start + PAGE) if row in heads]
        if named:
            say(tr("这一页的频道：{names}。", names=tr("，").join(named)))

    def _came(self) -> str:
        page = self._front
        if page.new is None:
            return tr("第一次来：下次会说新到了什么。")
        counts = [f"{each.channel.channel.name} {each.new}" for each in page.blocks if each.new]
        said = tr("自上次以来新到 {new} 篇", new=page.new)
        return tr("{said}：{counts}。", said=said, counts=tr("，").join(counts)) if counts else said

    def _heads(self) -> dict[int, str]:
        """Return the names of the channels by the row of their first story."""
        heads, row = {}, 1
        for block in self._front.blocks:
            first = tr("{name}从第 {number} 条起", name=block.channel.channel.name, number=row + 1)
            heads[row] = first
            row += len(block.stories)
        return heads

    def _refresh(self) -> None:
        self.session.refresh_all()
        renewed = FrontPlace(self.session, self.session.front_page())
        self.lists, self.view, self._front, self._start = renewed.lists, renewed.view, renewed._front, 0
        self.show()
