"""A screen of its own with one list on it: moving in the list, its key line, and the way back."""

from typing import Final

from textual import getters, on

from zhonggong_reader.ui.here import Keyed
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.in_turns import InTurns
from zhonggong_reader.ui.widgets.bar import Bar
from zhonggong_reader.ui.widgets.lines import LineList

MOVES: Final = {
    "move.down": "move(1)",
    "move.up": "move(-1)",
    "page.down": "page(1)",
    "page.up": "page(-1)",
    "half.down": "page(0.5)",
    "half.up": "page(-0.5)",
    "move.top": "edge(False)",
    "move.end": "edge(True)",
}
"""The actions below, by their commands."""
ABOUT: Final = {"help": "app.help", "palette": "app.palette", "theme": "app.theme"}
"""What the program itself does."""


class ListScreen(Keyed, InTurns[None]):
    """Has the focus in its only `LineList`, and a `Bar` named `keys`."""

    listed = getters.query_one(LineList)
    key_bar = getters.query_one("#keys", Bar)

    def __init__(self, key_set: KeySet) -> None:
        super().__init__()
        self.use(key_set)

    def use(self, key_set: KeySet) -> None:
        """Let these keys hold from now on, and name them."""
        super().use(key_set)
        if self.is_mounted:
            self.name_keys()

    def on_mount(self) -> None:
        """Name the keys."""
        self.name_keys()

    def name_keys(self) -> None:
        """Say in the key line what the keys do."""
        self.key_bar.items = self.HERE.items(self.key_set)

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self.listed.move(rows)

    def action_page(self, pages: float) -> None:
        """Move by windows."""
        self.listed.page(pages)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        self.listed.edge(end)

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()

    @on(Bar.Pressed)
    async def _press(self, event: Bar.Pressed) -> None:
        await self.run_action(event.item.action)
