"""All keys, from the table of commands."""

from collections.abc import Mapping
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

TWO_ROWS: Final = 72
"""On a screen narrower than this a command takes two rows."""


class Help(ModalScreen[None]):
    """A sheet over the reading room: every command with its keys, grouped."""

    CSS_PATH = places.styles() / "help.tcss"
    BINDINGS = [
        ("escape,q,question_mark,f1,enter,fullwidth_question_mark", "dismiss", tr("返回")),
        ("j,down", "scroll(1)", tr("下移")),
        ("k,up", "scroll(-1)", tr("上移")),
        ("space,pagedown", "scroll(15)", tr("下翻")),
        ("b,pageup", "scroll(-15)", tr("上翻")),
    ]

    def __init__(self, remapped: Mapping[str, str]) -> None:
        super().__init__()
        self._remapped = remapped

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        with VerticalScroll(id="sheet", can_focus=False) as sheet:
            sheet.border_title = tr("按键")
            sheet.border_subtitle = tr("Esc 返回")
            yield Static(Content("\n").join(self._lines(self.app.size.width < TWO_ROWS)))

    def on_resize(self, event: events.Resize) -> None:
        """Write keys and what they do beside each other, or on a narrow screen one below the other."""
        narrow = event.size.width < TWO_ROWS
        self.query_one(Static).update(Content("\n").join(self._lines(narrow)))

    def _lines(self, narrow: bool) -> list[Content]:
        lines = []
        for group in commands.GROUPS:
            lines.append(Content.styled(group.title, "bold $primary"))
            for command in group.commands:
                keys = commands.keys_of(command, self._remapped)
                names = " ".join(commands.key_name(key) for key in keys)
                gap = "\n    " if narrow else " " * max(2, 20 - cell_len(names))
                lines.append(Content.assemble("  ", (names, "bold"), gap, command.help))
            lines.append(Content(""))
        return lines[:-1]

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)
