"""The hits of a search in the open article: its words stand out there until one ends the search."""

from collections.abc import Sequence

from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle, ListedHeadline
from zhonggong_reader.ui.finding import Found, find
from zhonggong_reader.ui.parts.part import Opens, Part, WayBack
from zhonggong_reader.ui.scopes import Around
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.widgets.bar import BarItem


class Hits(Part):
    """What one has searched for, and where it stands in the article; `opens` opens what was found."""

    def __init__(self, room: Newsstand, opens: Opens) -> None:
        super().__init__(room)
        self._opens = opens
        self.words = ""
        """What was last typed on the search screen."""
        self._sought: tuple[str, ...] = ()
        """Words that stand out; empty: no search is active."""
        self._sought_in: int | None = None
        """Id of the article in which they are sought."""

    @property
    def sought(self) -> str:
        """What one has searched for, as far as it stands out here."""
        return " ".join(self._sought)

    @property
    def around(self) -> Around:
        """Where a search begins: in the open article while one reads it, else in the list that is shown."""
        kept, section = self.room.article_view.kept, self.room.channel_list.current
        return Around(
            article=kept.article if kept and self.room.pane == "article" else None,
            channel=section.channel.channel if section and section.channel else None,
        )

    def open(self, listed: ListedHeadline, way_back: WayBack, words: Sequence[str]) -> None:
        """Open what a search found; its words stand out there, and leaving leads back to the search."""
        self._sought, self._sought_in = tuple(words), listed.id
        self._opens.open_found(listed, way_back)

    def find_here(self, words: Sequence[str]) -> None:
        """Go to the first of `words` in the open article, from where one reads on."""
        kept = self.room.article_view.kept
        if kept is None:
            return
        self._sought, self._sought_in = tuple(words), kept.id
        self.find(kept)
        self.room.pane = "article"
        self.go(1)

    def find(self, kept: KeptArticle | None) -> None:
        """Let the words stand out in `kept`; in another article the search is over."""
        if kept is not None and kept.id != self._sought_in:
            self._sought, self._sought_in = (), None
        found = find(kept.article, self._sought) if kept and self._sought else ()
        self.room.article_view.found = Found(found)
        self.room.watch_pane()

    def go(self, step: int) -> None:
        """Go to the next hit (1), or to the one before (-1)."""
        number = self.room.article_view.step_found(step)
        if number is None:
            self.room.say(tr("这一篇里没有“{words}”", words=self.sought))
        else:
            total = len(self.room.article_view.found.spans)
            self.room.say(tr("第 {number} 处，共 {total} 处", number=number + 1, total=total))

    @property
    def stand(self) -> bool:
        """Whether a search is active where one is."""
        return bool(self.room.article_view.found.spans) and self.room.pane == "article"

    def end(self) -> None:
        """End the search."""
        self._sought, self._sought_in = (), None
        self.room.article_view.found = Found()
        self.room.watch_pane()

    def items(self) -> tuple[BarItem, ...]:
        """Return what the key line says while one searches: how one goes from hit to hit."""
        if not self.stand:
            return ()
        end = tr("回到搜索") if self._opens.way_back else tr("结束查找")
        name = self.room.key_set.name
        return (
            BarItem(name("unread.next"), tr("下一处"), "onward(1)"),
            BarItem(name("unread.previous"), tr("上一处"), "onward(-1)"),
            BarItem(name("pane.escape"), end, "escape"),
        )
