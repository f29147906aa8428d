"""The reading room in which the words of a search stand out in the article, until one ends the search."""

from collections.abc import Sequence
from typing import Literal

from textual import events, on

from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle, ListedHeadline
from zhonggong_reader.ui.finding import Found, find
from zhonggong_reader.ui.scopes import Around
from zhonggong_reader.ui.screens.reading_room import WayBack
from zhonggong_reader.ui.screens.saved_room import SavedRoom
from zhonggong_reader.ui.widgets.bar import BarItem


class FindingRoom(SavedRoom):
    """The main screen."""

    words: str = ""
    """What was last typed on the search screen."""
    _sought: tuple[str, ...] = ()
    """Words that stand out; empty: no search is active."""
    _sought_in: int | None = None
    """Id of the article in which they are sought."""

    @on(events.Mount)
    def _watch_found(self) -> None:
        self.watch(self.article_view, "kept", self._find, init=False)

    @property
    def sought(self) -> str:
        """What one has searched for, as far as it stands out here."""
        return " ".join(self._sought)

    @property
    def around(self) -> Around:
        """Where a search begins: in the open article while one reads it, else in the list that is shown."""
        kept, section = self.article_view.kept, self.channel_list.current
        return Around(
            article=kept.article if kept and self.pane == "article" else None,
            channel=section.channel.channel if section and section.channel else None,
        )

    def open_hit(self, listed: ListedHeadline, way_back: WayBack, words: Sequence[str]) -> None:
        """Open what a search found; its words stand out there, and leaving leads back to the search."""
        self._sought, self._sought_in = tuple(words), listed.id
        self.open_found(listed, way_back)

    def find_here(self, words: Sequence[str]) -> None:
        """Go to the first of `words` in the open article, from where one reads on."""
        kept = self.article_view.kept
        if kept is None:
            return
        self._sought, self._sought_in = tuple(words), kept.id
        self._find(kept)
        self.pane = "article"
        self._go(1)

    def _find(self, kept: KeptArticle | None) -> None:
        """Let the words stand out in `kept`; in another article the search is over."""
        if kept is not None and kept.id != self._sought_in:
            self._sought, self._sought_in = (), None
        self.article_view.found = Found(find(kept.article, self._sought) if kept and self._sought else ())
        self.watch_pane()

    def _go(self, step: int) -> None:
        number = self.article_view.step_found(step)
        if number is None:
            self.say(tr("这一篇里没有“{words}”", words=" ".join(self._sought)))
        else:
            total = len(self.article_view.found.spans)
            self.say(tr("第 {number} 处，共 {total} 处", number=number + 1, total=total))

    @property
    def _finds(self) -> bool:
        """Whether a search is active where one is."""
        return bool(self.article_view.found.spans) and self.pane == "article"

    def action_onward(self, step: Literal[1, -1]) -> None:
        """Go to the next hit, or the one before; without a search, to the next unread article."""
        if self._finds:
            self._go(step)
        else:
            super().action_onward(step)

    def action_escape(self) -> None:
        """End the search; from an article that it found, also go back to it."""
        if self._finds:
            leads_back = self._way_back is not None
            self._sought, self._sought_in = (), None
            self.article_view.found = Found()
            self.watch_pane()
            if not leads_back:
                return
        super().action_escape()

    def watch_pane(self) -> None:
        """Say in the key line how one goes from hit to hit, while one searches."""
        super().watch_pane()
        if self._finds:
            end = tr("回到搜索") if self._way_back else tr("结束查找")
            name = self.key_set.name
            self.key_bar.items = (
                BarItem(name("unread.next"), tr("下一处"), "onward(1)"),
                BarItem(name("unread.previous"), tr("上一处"), "onward(-1)"),
                BarItem(name("pane.escape"), end, "escape"),
                *self.key_bar.items,
            )
