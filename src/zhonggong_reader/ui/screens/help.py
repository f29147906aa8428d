"""All keys, from the table of commands."""

from asyncio import sleep
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.ui import commands
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.list_screen import MOVES
from zhonggong_reader.ui.widgets.prose import set_lines

TWO_ROWS: Final = 72
"""On a screen narrower than this a command takes two rows."""
INDENT: Final = 4
"""Cells before the second one."""
FRAME: Final = 7
"""Cells that border, padding and scroll bar take."""
LEAST: Final = 24
"""Cells of a row, at least: a narrower window shows its beginning. Columns of a character take long."""


class Help(ModalScreen[None]):
    """A sheet over any screen: every command with its keys, grouped."""

    CSS_PATH = places.styles() / "help.tcss"

    def __init__(self, keys: KeySet, here: Here | None = None) -> None:
        """here: the screen under the sheet, whose keys come first"""
        super().__init__()
        self._keys = keys
        self._here = here
        self._set_for = 0
        keys.bind(
            self,
            {
                **dict.fromkeys(("pane.up", "pane.escape", "pane.back", "pane.open", "help"), "dismiss"),
                **MOVES,
            },
        )

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        with VerticalScroll(id="sheet", can_focus=False) as sheet:
            sheet.border_title = tr("按键")
            sheet.border_subtitle = tr("Esc 返回")
            self._set_for = _room(self.app.size.width)
            yield Static(Content("\n").join(self._lines(self._set_for)))

    async def on_resize(self, event: events.Resize) -> None:
        """Write keys and what they do beside each other, or on a narrow screen one below the other."""
        await sleep(0)  # Textual has drawn the sheet, and draws it again behind this: keys come in between
        room = _room(event.size.width)
        if room != self._set_for:  # setting the sheet anew is felt
            self._set_for = room
            self.query_one(Static).update(Content("\n").join(self._lines(room)))

    def _lines(self, room: int) -> list[Content]:
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
                told = set_lines(does, room) if room else [does]
                gap = "\n" + " " * INDENT if room else " " * max(2, 20 - cell_len(names))
                lines.append(Content.assemble("  ", (names, "bold"), gap, f"\n{' ' * INDENT}".join(told)))
            lines.append(Content(""))
        return lines[:-1]

    def action_move(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: float) -> None:
        """Scroll by windows."""
        sheet = self.query_one("#sheet")
        sheet.scroll_relative(y=pages * (sheet.size.height - 1), animate=False)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        sheet = self.query_one("#sheet")
        sheet.scroll_to(y=sheet.max_scroll_y if end else 0, animate=False)


def _room(width: int) -> int:
    """Return the cells for what a command does on a narrow screen; 0 where it stands beside its keys."""
    return max(LEAST, width - INDENT - FRAME) if width < TWO_ROWS else 0
