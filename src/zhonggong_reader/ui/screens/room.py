"""The furniture of the reading room: panes, the line above them, the two lines below, and moving about.

Asks for nothing and fetches nothing; `ReadingRoom` fills it.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from zhonggong_reader.language import tr
from zhonggong_reader.model import Colophon
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import folding, key_lines, keys
from zhonggong_reader.ui.commands import BY_ID, PaneName
from zhonggong_reader.ui.desktop import has_title, title_sequence
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.media import PLATFORM
from zhonggong_reader.ui.painting import send
from zhonggong_reader.ui.sheet import setting_of
from zhonggong_reader.ui.terminal_progress import is_told, sequence
from zhonggong_reader.ui.widgets.article_view import ArticleView
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.channel_list import ChannelList
from zhonggong_reader.ui.widgets.headline_list import HeadlineList
from zhonggong_reader.ui.widgets.masthead import Masthead

PANES: Final[tuple[PaneName, ...]] = ("channels", "headlines", "article")


class Room(Screen[None]):
    """Three panes that fold with the width; one of them has the focus, and only that one moves."""

    AUTO_FOCUS = ""  # `pane` says where one stands
    KEY_LINE: ClassVar[Mapping[PaneName, tuple[str, ...]]] = key_lines.BAR
    """Which commands the key line names, by pane."""

    pane: reactive[PaneName] = reactive[PaneName]("headlines", init=False)
    """The pane one is in."""
    alone: reactive[bool] = reactive(False, init=False)
    """The article has the screen for itself, however wide it is."""

    done: reactive[tuple[int, int]] = reactive((0, 0), init=False)
    """Pieces of the work under way that are done, and how many there are; (0, 0): nothing is under way."""
    colophon: reactive[Colophon | None] = reactive[Colophon | None](None, init=False)
    """What the site says of itself; None before anybody has looked."""

    ability = Ability()
    """How the terminal draws pictures; set by who makes the room, before it is shown."""

    masthead = getters.query_one(Masthead)
    channel_list = getters.query_one(ChannelList)
    headline_list = getters.query_one(HeadlineList)
    article_view = getters.query_one(ArticleView)
    key_bar = getters.query_one("#keys", Bar)
    matrix_bar = getters.query_one("#matrix", Bar)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.key_set = keys.settle(settings.keys)
        self._bind()

    def compose(self) -> ComposeResult:
        """Lay out the room."""
        yield Masthead()
        with Horizontal(id="panes"):
            yield ChannelList(id="channels")
            yield HeadlineList(id="headlines")
            view = ArticleView(setting_of(self.settings), self.ability, id="article")
            view.measure = self.settings.measure
            yield view
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
        before, self.settings = self.settings, settings
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
        self.key_set.bind(self, {name: command.action for name, command in BY_ID.items()})

    def _show_script(self, script: Script) -> None:
        self.headline_list.script = script
        self.article_view.setting = replace(self.article_view.setting, script=script)

    # ── Panes ────────────────────────────────────────────────────────────────────────────────

    def pane_widget(self, pane: PaneName) -> ChannelList | HeadlineList | ArticleView:
        """Return the widget of a pane."""
        match pane:
            case "channels":
                return self.channel_list
            case "headlines":
                return self.headline_list
            case "article":
                return self.article_view

    def watch_pane(self) -> None:
        """Show the pane, give it the focus, and say which keys it has."""
        if self.pane != "article":
            self.alone = False
        self._fold()
        self.pane_widget(self.pane).focus()
        self._name_keys()

    def _name_keys(self) -> None:
        self.key_bar.items = tuple(
            BarItem(self.key_set.name(name), BY_ID[name].label, BY_ID[name].action)
            for name in self.KEY_LINE[self.pane]
        )

    def watch_alone(self) -> None:
        """Give the article the screen, or give it back."""
        self._fold()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as fit."""
        self._fold()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Be in the pane that was clicked."""
        for pane in PANES:
            if event.widget is self.pane_widget(pane):
                self.pane = pane

    def _fold(self) -> None:
        width, height = self.size
        self.set_class(width < folding.LEAST_WIDTH or height < folding.LEAST_HEIGHT, "-too-small")
        shown = folding.visible(width, self.pane, self.alone)
        for pane in PANES:
            self.pane_widget(pane).display = pane in shown
        self.set_class(len(shown) == 1, "-one")
        self.set_class(len(shown) == 3, "-three")

    def action_pane(self, step: int) -> None:
        """Go to the next pane, or the previous one."""
        self.pane = PANES[(PANES.index(self.pane) + step) % len(PANES)]

    def action_alone(self) -> None:
        """Give the article the screen for itself, or give it back."""
        if self.pane != "article":
            self.pane = "article"
            self.alone = True
        else:
            self.alone = not self.alone

    def action_escape(self) -> None:
        """Go back one level; stay at the outermost."""
        if self.alone and self.size.width >= folding.THREE_PANES:
            self.alone = False
        elif self.pane != "channels":
            self.pane = PANES[PANES.index(self.pane) - 1]

    async def action_up(self) -> None:
        """Go back one level; leave from the outermost."""
        if self.pane == "channels":
            await self.run_action("app.quit")
        else:
            self.action_escape()

    def action_backward(self) -> None:
        """Go to the pane on the left."""
        self.pane = PANES[max(0, PANES.index(self.pane) - 1)]

    def show_row(self, row: int) -> None:
        """Show the list of a row of the channels."""
        self.channel_list.cursor = row
        self.pane = "headlines"

    # ── Moving ───────────────────────────────────────────────────────────────────────────────

    def action_move(self, rows: int) -> None:
        """Move by rows, or by lines in the article."""
        self.pane_widget(self.pane).move(rows)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        self.pane_widget(self.pane).edge(end)

    def action_scroll_article(self, lines: int) -> None:
        """Scroll the article from wherever one is."""
        self.article_view.move(lines)

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
