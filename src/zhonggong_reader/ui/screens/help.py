"""All keys, from the table of commands."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.ui import commands
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.list_screen import MOVES
from zhonggong_reader.ui.screens.over import Over
from zhonggong_reader.ui.widgets.leaf import Leaf
from zhonggong_reader.ui.widgets.prose import set_lines

TWO_ROWS: Final = 72
"""On a screen narrower than this a command takes two rows."""
KEYS: Final = 20
"""Cells of the column of keys, at least."""
INDENT: Final = 4
"""Cells before the second one."""
WIDTH: Final = 84
"""Cells of the sheet, at most."""
FRAME: Final = 7
"""Those of them that border, padding and scroll bar take."""
LEAST: Final = 24
"""Cells of a row, at least: a narrower window shows its beginning. Columns of a character take long."""


class Help(Over[None]):
    """A sheet over any screen: every command with its keys, grouped."""

    CSS_PATH = places.styles() / "help.tcss"

    def __init__(self, keys: KeySet, here: Here | None = None) -> None:
        """here: the screen under the sheet, whose keys come first"""
        super().__init__()
        self._keys = keys
        self._here = here
        keys.bind(
            self,
            {
                **dict.fromkeys(("pane.up", "pane.escape", "pane.back", "pane.open", "help"), "dismiss"),
                **MOVES,
            },
        )

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        leaf = Leaf(id="sheet")
        leaf.can_focus = False
        leaf.border_title = tr("按键")
        leaf.border_subtitle = tr("Esc 返回")
        leaf.lines = self._lines(self.app.size.width)
        yield leaf

    def on_resize(self, event: events.Resize) -> None:
        """Write keys and what they do beside each other, or on a narrow screen one below the other."""
        self.query_one(Leaf).lines = self._lines(event.size.width)

    def _lines(self, window: int) -> list[Content]:
        groups = [
            (group.title, [(self._keys.names(command.id), command.help) for command in group.commands])
            for group in commands.GROUPS
        ]
        if self._here:
            groups.insert(0, (tr("在这里：{name}", name=self._here.name), self._here.lines(self._keys)))
        lines = []
        for title, rows in groups:
            lines.append(Content.styled(title, "bold $primary"))
            for names, does in rows:
                lines += _beside(names, does, window) if window >= TWO_ROWS else _below(names, does, window)
            lines.append(Content(""))
        return lines[:-1]

    def action_move(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one(Leaf).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: float) -> None:
        """Scroll by windows."""
        leaf = self.query_one(Leaf)
        leaf.scroll_relative(y=pages * (leaf.size.height - 1), animate=False)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        leaf = self.query_one(Leaf)
        leaf.scroll_to(y=leaf.max_scroll_y if end else 0, animate=False)


def _beside(names: str, does: str, window: int) -> Iterator[Content]:
    """Yield keys and what they do, which goes on in lines below its own beginning."""
    begin = max(KEYS, cell_len(names) + 2)
    first, *others = set_lines(does, min(window, WIDTH) - FRAME - 2 - begin)
    yield Content.assemble("  ", (names, "bold"), " " * (begin - cell_len(names)), first)
    yield from (Content(" " * (2 + begin) + line) for line in others)


def _below(names: str, does: str, window: int) -> Iterator[Content]:
    """Yield keys, and below them what they do."""
    yield Content.assemble("  ", (names, "bold"))
    for line in set_lines(does, max(LEAST, window - INDENT - FRAME)):
        yield Content(" " * INDENT + line)
