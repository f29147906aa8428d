"""What a room is made of besides its panes, its lists and the article."""

from collections.abc import Callable
from typing import Protocol

from textual.dom import DOMNode

from zhonggong_reader.model import ListedHeadline, ListView
from zhonggong_reader.ui.screens.newsstand import Newsstand


class Part:
    """Something that a room owns: its state is its own, and it answers commands.

    It knows the lists of its room and how to tell something there; what else it needs it is given when it is
    made. Textual looks on the screen for what a key asks for, so what a part has as `action_…` is put there.
    """

    def __init__(self, room: Newsstand) -> None:
        self.room = room
        for name in dir(self):
            if name.startswith("action_"):
                if hasattr(room, name):
                    raise TypeError(
                        f"{name} of {type(self).__name__} is answered by the room or another part"
                    )
                setattr(room, name, getattr(self, name))

    @property
    def node(self) -> DOMNode:
        """What its tasks belong to: they end with the room."""
        return self.room


WayBack = Callable[[ListedHeadline], object]
"""Leads back to where an article was opened; is given its headline, with the marks of now."""


class Opens(Protocol):
    """What opens articles."""

    way_back: WayBack | None
    """The way out of the open article, if that was chosen in none of the lists."""

    def open_row(self, view: ListView, row: int, *, at_end: bool = False) -> object:
        """Open the headline in `row` of the list's `view`, and go to the article, or to its end."""

    def open_found(
        self, listed: ListedHeadline, way_back: WayBack | None = None, *, at_end: bool = False
    ) -> object:
        """Open a headline that stands in another list; leaving the article leads there by `way_back`."""
