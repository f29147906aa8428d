"""The program on the terminal: its screens, guard, signals, and the way out."""

import asyncio
import signal
import sys
import time
from asyncio import to_thread
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events
from textual.binding import Binding
from textual.filter import ANSIToTruecolor, LineFilter
from textual.widget import Widget

from zhonggong_reader import places
from zhonggong_reader.bookmark import BookmarkFile
from zhonggong_reader.language import tr
from zhonggong_reader.model import is_han
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.ui import hangup, housekeeping, keyboard, keys, tasks, themes, wishes
from zhonggong_reader.ui.appearance import Appearance
from zhonggong_reader.ui.asking import Width
from zhonggong_reader.ui.desktop import DesktopApp
from zhonggong_reader.ui.edges import Edges
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.guard import Guard
from zhonggong_reader.ui.here import Keyed, TakesKeys
from zhonggong_reader.ui.presets import PRESETS
from zhonggong_reader.ui.screens.home import HomeRoom
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.today import Today
from zhonggong_reader.ui.word_asking import WordAsking

if TYPE_CHECKING:
    from zhonggong_reader.ui.screens.settings import Offers

_ENDING_SIGNALS: Final = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""Asked to end, or the terminal is gone; not every system has them all."""
_INSTALLED: Final = ("paper", "search", "today")
"""Screens that stay as they are while another one is shown."""
INPUT_METHOD_IS_ON: Final = tr("输入法处于中文状态，按 Shift 切换")


class ReaderApp(DesktopApp, Appearance, Edges, Today, WordAsking):
    """The reader. Takes what `cli` built; builds nothing itself."""

    TITLE = "中工网"
    # The default screen's own CSS_PATH is not read by Textual, so its sheet stands here.
    CSS_PATH = [places.styles() / "base.tcss", places.styles() / "reading_room.tcss"]
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = False  # ours is bound like every other command
    BINDINGS = [Binding("ctrl+c", "help_quit", show=False)]

    def __init__(
        self,
        desk: Newsdesk,
        settings: Settings,
        *,
        asks_site: bool = True,
        ambiguous: Width = 1,
        ability: Ability | None = None,
        file: SettingsFile | None = None,
        bookmark: BookmarkFile | None = None,
    ) -> None:
        """Take the desk and the settings, and what `widths.settle` and `ability.settle` have found.

        file: where settings are changed; default: the reader's own
        bookmark: where one stood, and will have stood; None: nobody keeps that
        """
        super().__init__(settings, desk.now)
        self.lay_bookmark(bookmark, restores=settings.restore)
        keyboard.teach_textual()
        self.touched = 0.0
        """When a key or the mouse was last used (time.monotonic)."""
        self.guard = Guard()
        self._told_of_input_method = False
        self._desk = desk
        self._settings = settings
        self._is_wide = ambiguous == 2
        self.draw_borders(wide=self._is_wide)
        self._bind()
        self._asks_site = asks_site
        self._ability = ability or Ability()
        self._file = file or SettingsFile(places.settings(), wishes.check)

    def _bind(self) -> None:
        keys.unbind(self)
        self.key_set = keys.settle(self._settings.keys)
        self.key_set.bind(self, {"quit": "quit", "boss": "boss"}, priority=True)  # from under every sheet

    def get_default_screen(self) -> ReadingRoom:
        """Return the reading room."""
        room = HomeRoom(self._desk, self._settings, asks_site=self._asks_site)
        room.ability = self._ability
        self.stand_in(room)
        return room

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and behind them the guard.

        But the one that is for numbered colours and dim text: every colour comes from a theme here, and
        it would build each line of each widget once more.
        """
        filters = (each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor))
        return [*filters, self.guard]

    async def on_event(self, event: events.Event) -> None:
        """Do what keys ask for, one after the other, but where one types.

        Textual hands a key to what has the focus and does what it asks for on its way back. Of keys
        that come in one breath the second is handed on before the first has done anything.
        """
        if isinstance(event, events.InputEvent):
            self.touched = time.monotonic()
            self.note_doing(event)
        if not isinstance(event, events.Key) or event.is_forwarded or self._types_in(self.focused):
            await super().on_event(event)
            return
        event = keyboard.in_half_width(event)
        if event.character and is_han(event.character):
            self._tell_of_input_method()
            return
        self._told_of_input_method = False
        if isinstance(self.screen, TakesKeys) and self.screen.take_key(event.key):
            return
        for priority in (True, False):
            if await self._check_bindings(event.key, priority=priority):
                return

    def _types_in(self, widget: Widget | None) -> bool:
        return widget is not None and widget.check_consume_key("a", "a")

    def _tell_of_input_method(self) -> None:
        """Say why nothing happens; once for all the characters that come of one word."""
        if self._told_of_input_method:
            return
        self._told_of_input_method = True
        self.say(INPUT_METHOD_IS_ON, trouble=True)

    def on_mount(self) -> None:
        """End cleanly when asked to, also by a terminal that goes away, with a signal or without."""
        loop = asyncio.get_running_loop()

        def end() -> None:
            tasks.start(self, self._end(), limit=tasks.ENDING)

        for name in _ENDING_SIGNALS:
            if number := getattr(signal, name, None):
                loop.add_signal_handler(number, end)
        if not self.is_headless and (terminal := sys.__stdin__):
            hangup.when_gone(terminal.fileno(), partial(loop.call_soon_threadsafe, end))
        if self._asks_site:
            self.set_timer(housekeeping.QUIET_SECONDS, self._keep_house)

    def _keep_house(self) -> None:
        """Keep the library itself in order, some time after the start."""
        room = self.screen_stack[0]
        if isinstance(room, ReadingRoom):
            keeping = housekeeping.keep_house(self._desk, room.say)
            tasks.start(self, keeping, group="house", exclusive=True, limit=tasks.LONG)

    async def _end(self) -> None:
        try:
            await self.action_quit()
        except asyncio.CancelledError:  # what is to be kept takes too long
            self.exit()
            raise

    async def action_quit(self) -> None:
        """Keep where one stands, there and in the open article, and what is being marked; and end."""
        for screen in self.screen_stack:
            if isinstance(screen, ReadingRoom):
                await screen.place.keep()
                await screen.marks.done()
        await self.keep_edges()
        await self.keep_bookmark()
        self.exit()

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Answer a wish in the masthead, or over a screen that has none."""
        if isinstance(self.screen, ReadingRoom):
            self.screen.say(text, trouble=trouble)
        else:
            self.notify(text, severity="warning" if trouble else "information", markup=False)

    def action_help_quit(self) -> None:
        """Answer Ctrl+C where nothing is selected: how to leave."""
        self.say(tr("按 {key} 离开", key=self.key_set.name("quit")))

    async def action_search(self) -> None:
        """Search from where one is; what was typed last is still there."""
        from zhonggong_reader.ui.screens.search import Search  # noqa: PLC0415 - not for the first picture

        room = self.screen_stack[0]
        if isinstance(self.screen, Search) or not isinstance(room, HomeRoom):
            return
        if len(self.screen_stack) > 1:
            self.pop_screen()  # what is found opens in the room of the site's news
        if not self.is_screen_installed("search"):
            self.install_screen(Search(self._desk, room), "search")
        await self.push_screen("search")
        if isinstance(self.screen, Search):
            self.screen.begin(room.hits.around)

    async def action_paper(self, wish: str = "") -> None:
        """Open the newspaper, or leave it; with the `wish` of one who reads it, do that instead."""
        from zhonggong_reader.ui.screens.paper import PaperRoom  # noqa: PLC0415 - not for the first picture

        if isinstance(self.screen, PaperRoom):
            await (self.screen.run_action(wish) if wish else self.screen.leave())
        elif isinstance(self.screen, ReadingRoom):
            if not self.is_screen_installed("paper"):
                room = PaperRoom(self._desk, self._settings)
                room.ability = self._ability
                self.stand_in_paper(room)
                self.install_screen(room, "paper")
            await self.push_screen("paper")

    async def action_failures(self) -> None:
        """List what could not be had."""
        from zhonggong_reader.ui.screens.failures import FailuresScreen  # noqa: PLC0415 - not for the first picture

        room = self.screen
        if isinstance(room, ReadingRoom):
            await self.push_screen(
                FailuresScreen(
                    self._desk.failures.all,
                    room.failures.retry,
                    self.key_set,
                    now=self._desk.now,
                    copy=room.exits.copy,
                    follow=room.exits.follow,
                )
            )

    async def action_matrix(self) -> None:
        """Show the media matrix and what the site says about itself."""
        from zhonggong_reader.ui.screens.matrix import MatrixScreen  # noqa: PLC0415 - not for the first picture

        room = self.screen
        if isinstance(room, ReadingRoom) and room.colophon:
            await self.push_screen(MatrixScreen(room.colophon, self._settings, self.key_set))

    @tasks.task(exclusive=True, group="settings")
    async def action_settings(self) -> None:
        """Show the settings; what the file says by now holds."""
        from zhonggong_reader.ui.screens.settings import SettingsScreen  # noqa: PLC0415 - not for the first picture

        room = self.screen
        if not isinstance(room, ReadingRoom):
            return
        with room.telling():
            self.take(await to_thread(self._file.read))
            offers: Offers = {
                "themes": themes.names(),
                "key sets": tuple(PRESETS),
                "channels": await self._desk.channel_names(),
            }
            specimen = room.article_view.kept or await self._desk.specimen()
            screen = SettingsScreen(self._file, self.take, offers, self.key_set, specimen)
            await self.push_screen(screen)

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on, wherever they are seen."""
        before, self._settings = self._settings, settings
        if settings == before:
            return
        self._desk.use(settings)
        self.draw_borders(wide=self._is_wide)
        self.dress(before, settings)
        if settings.keys != before.keys:
            self._bind()
        named = [self.get_screen(name) for name in _INSTALLED if self.is_screen_installed(name)]
        for screen in dict.fromkeys((*self.screen_stack, *named)):
            if isinstance(screen, ReadingRoom):
                screen.take(settings)
            elif isinstance(screen, Keyed) and settings.keys != before.keys:
                screen.use(self.key_set)

    def action_help(self) -> None:
        """List every key, first those of the screen where one is."""
        from zhonggong_reader.ui.screens.help import Help  # noqa: PLC0415 - not for the first picture

        screen = self.screen
        self.push_screen(Help(self.key_set, screen.HERE if isinstance(screen, Keyed) else None))

    def action_palette(self) -> None:
        """Find a command by its name."""
        from zhonggong_reader.ui.palette import open_palette  # noqa: PLC0415 - not for the first picture

        open_palette(self)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return an SVG of the screen in which Chinese has its width."""
        from zhonggong_reader.ui.pictures import mend_text_lengths  # noqa: PLC0415 - not for the first picture

        return mend_text_lengths(super().export_screenshot(title=title, simplify=simplify))
