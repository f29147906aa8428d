"""The articles that one has opened, and the way back through them."""

from collections.abc import Awaitable, Callable
from typing import Final

from msgspec.structs import replace

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListedHeadline
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task

LENGTH: Final = 100
"""Articles that the way back leads through."""


class Trail(Part):
    """Knows which articles were open before this one; `show` opens one of them again."""

    def __init__(self, room: Newsstand, show: Callable[[ListedHeadline], Awaitable[None]]) -> None:
        super().__init__(room)
        self._show = show
        self._left: list[ListedHeadline] = []

    def leave(self, before: ListedHeadline | None, now: ListedHeadline) -> None:
        """Note that one goes from the article that was open `before`, if any, to another."""
        if before and before.id != now.id:
            self._left = [*self._left[1 - LENGTH :], before]

    @task(exclusive=True, group="article")
    async def action_back(self) -> None:
        """Open the article that was open before this one."""
        room = self.room
        if not self._left:
            room.say(tr("没有更早打开的文章"))
            return
        room.pane = "article"
        with room.telling():
            listed = self._left.pop()
            if listed.cached:
                # Its marks may have been changed in a list since.
                kept = await room.desk.article(listed.id)
                listed = replace(listed, read=kept.read, starred=kept.starred)
            await self._show(listed)
