"""The furniture of the reading room: the line above the panes, the two lines below, and moving about.

Asks for nothing and fetches nothing; `ReadingRoom` fills it.
"""

import os
from collections.abc import Mapping
from typing import ClassVar

from msgspec.structs import replace
from textual import events, getters, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from zhonggong_reader.language import tr
from zhonggong_reader.model import Colophon
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import key_lines, keys
from zhonggong_reader.ui.commands import BY_ID, PaneName
from zhonggong_reader.ui.desktop import has_title, title_sequence
from zhonggong_reader.ui.here import answers
from zhonggong_reader.ui.media import PLATFORM
from zhonggong_reader.ui.painting import send
from zhonggong_reader.ui.screens.floor import Floor
from zhonggong_reader.ui.sheet import setting_of
from zhonggong_reader.ui.terminal_progress import is_told, sequence
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.masthead import Masthead


class Room(Floor):
    """The panes, and what stands above and below them."""

    KEY_LINE: ClassVar[Mapping[PaneName, tuple[str, ...]]] = key_lines.BAR
    """Which commands the key line names, by pane."""

    done: reactive[tuple[int, int]] = reactive((0, 0), init=False)
    """Pieces of the work under way that are done, and how many there are; (0, 0): nothing is under way."""
    colophon: reactive[Colophon | None] = reactive[Colophon | None](None, init=False)
    """What the site says of itself; None before anybody has looked."""

    masthead = getters.query_one(Masthead)
    key_bar = getters.query_one("#keys", Bar)
    matrix_bar = getters.query_one("#matrix", Bar)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.key_set = keys.settle(settings.keys)

    def compose(self) -> ComposeResult:
        """Lay out the room, and let its keys hold: whatever answers them is there by now."""
        self._bind()
        yield Masthead()
        with Horizontal(id="panes"):
            yield from self.compose_panes()
        yield Static(tr("窗口太小了，请放大一些"), id="too-small", markup=False)
        yield Bar(id="keys")
        yield Bar(tr(" 媒体矩阵"), id="matrix")

    def on_mount(self) -> None:
        """Stand before the headlines, and let the window's title follow."""
        self.watch(self.app, "script", self._show_script)
        self.watch_pane()
        self.watch(self.masthead, "shown", self._entitle)
        self.watch(self.article_view, "kept", self._entitle)

    @on(events.ScreenResume)
    def _entitle(self) -> None:
        """Let the window's title tell the headline that is read, or the list."""
        if self.is_current and has_title(self.settings):
            kept = self.article_view.kept if self.pane == "article" else None
            name = kept.article.title if kept else self.masthead.shown
            send(self.app, title_sequence(tr("{name} - 中工网", name=name)))

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on."""
        before = self.settings
        super().take(settings)
        if settings.keys != before.keys:
            self.key_set = keys.settle(settings.keys)
            self._bind()
        if self.is_mounted:
            # Characters follow the program's own wish, which may take time to come true.
            script = self.article_view.setting.script
            self.article_view.setting = replace(setting_of(settings), script=script)
            if settings.measure != before.measure:
                self.article_view.measure = settings.measure
            self._name_keys()

    def _bind(self) -> None:
        keys.unbind(self)
        self.key_set.bind(
            self,
            {
                name: command.action if answers(self, command) else f"not_here('{name}')"
                for name, command in BY_ID.items()
            },
        )

    def action_not_here(self, command: str) -> None:
        """Say of a command that nobody answers it in this room."""
        self.say(tr("“{name}”在这里用不上", name=BY_ID[command].label))

    def _show_script(self, script: Script) -> None:
        self.headline_list.script = script
        self.article_view.setting = replace(self.article_view.setting, script=script)

    def watch_pane(self) -> None:
        """Show the pane, and say which keys it has."""
        super().watch_pane()
        self._name_keys()

    def _name_keys(self) -> None:
        self.key_bar.items = tuple(
            BarItem(self.key_set.name(name), BY_ID[name].label, BY_ID[name].action)
            for name in self.KEY_LINE[self.pane]
        )

    def show_row(self, row: int) -> None:
        """Show the list of a row of the channels."""
        self.channel_list.cursor = row
        self.pane = "headlines"

    # ── Moving ───────────────────────────────────────────────────────────────────────────────

    def action_move(self, rows: int) -> None:
        """Move by rows, or by lines in the article."""
        self.pane_widget(self.pane).move(rows)

    def action_page(self, pages: float) -> None:
        """Move by windows."""
        self.pane_widget(self.pane).page(pages)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        self.pane_widget(self.pane).edge(end)

    def action_scroll_article(self, lines: int) -> None:
        """Scroll the article from wherever one is."""
        self.article_view.move(lines)

    # ── Selecting ────────────────────────────────────────────────────────────────────────────

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return what is under the pointer; of the article, the cell.

        Textual counts characters and takes the right half of a Han character for the next one. A
        selection that began in the article stays there, wherever the pointer goes.
        """
        view = self.article_view
        begun = self._select_state if self._selecting else None
        if begun and begun.start.content_widget is view:
            return view, view.cell_at(x, y)
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (view, view.cell_at(x, y)) if widget is view else (widget, offset)

    def action_copy_text(self) -> None:
        """Copy what is selected, exactly as the page has it."""
        if not self.get_selected_text():
            raise SkipAction
        super().action_copy_text()
        self.say(tr("已复制所选文字"))

    # ── Progress ─────────────────────────────────────────────────────────────────────────────

    def watch_done(self) -> None:
        """Tell the terminal, where it is known to listen."""
        if is_told(self.settings.terminal_progress, os.environ):
            send(self.app, sequence(*self.done))

    # ── Bars ─────────────────────────────────────────────────────────────────────────────────

    def watch_colophon(self) -> None:
        """Show the entries of the media matrix, by the names of their platforms."""
        entries = self.colophon.matrix if self.colophon else ()
        self.matrix_bar.items = tuple(
            BarItem(str(number + 1), PLATFORM[entry.kind], f"media({number})")
            for number, entry in enumerate(entries)
        )

    @on(Bar.Pressed)
    async def _press(self, event: Bar.Pressed) -> None:
        await self.run_action(event.item.action)
