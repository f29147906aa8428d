"""The place at which one reads, kept a moment after one has come to it."""

from typing import Final

from textual.timer import Timer

from zhonggong_reader.model import Position
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand

SECONDS: Final = 1.0
"""How long after scrolling the place in an article is kept."""


class Place(Part):
    """The place in the open article, as far as the library does not have it yet."""

    def __init__(self, room: Newsstand) -> None:
        super().__init__(room)
        self._place: tuple[int, Position] | None = None
        self._timer: Timer | None = None

    def note(self, article: int, position: Position) -> None:
        """Keep the place in an article soon."""
        self._place = (article, position)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.room.set_timer(SECONDS, self.keep)

    async def keep(self) -> None:
        """Keep the place, if it changed, and marks that could not be written before."""
        place, self._place = self._place, None
        with self.room.telling():
            if place is not None:
                await self.room.desk.marks.position(*place)
            else:
                await self.room.desk.marks.settle()
