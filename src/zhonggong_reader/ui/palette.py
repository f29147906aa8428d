"""The command palette: every command of the table by its Chinese name, and the channels by theirs.

Both are found by pinyin as well, which is asked for when letters are typed.
"""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from zhonggong_reader.language import tr
from zhonggong_reader.queries.pinyin import matches, spoken
from zhonggong_reader.ui import commands
from zhonggong_reader.ui.commands import Command
from zhonggong_reader.ui.screens.room import Room

_LEFT_OUT = frozenset({"palette", "move.up", "move.down"})
"""Commands that make no sense from a palette."""
BY_PINYIN = 0.5
"""Score of what is found by its pinyin alone: behind what has the letters themselves."""


class Commands(Provider):
    """Finds commands by any part of what they do."""

    async def discover(self) -> Hits:
        """Yield every command."""
        for command, name in self._named():
            yield DiscoveryHit(name, self._do(command), name, help=self._keys(command))

    async def search(self, query: str) -> Hits:
        """Yield the commands that match what was typed."""
        matcher = self.matcher(query)
        for command, name in self._named():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), self._do(command), name, help=self._keys(command))
            elif is_read_as(name, query):
                yield Hit(BY_PINYIN, name, self._do(command), name, help=self._keys(command))

    def _named(self) -> list[tuple[Command, str]]:
        return [(command, command.help) for command in commands.BY_ID.values() if command.id not in _LEFT_OUT]

    def _do(self, command: Command) -> partial[Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, command.action)

    def _keys(self, command: Command) -> str:
        return self.screen.key_set.names(command.id) if isinstance(self.screen, Room) else ""


class Sections(Provider):
    """Finds the channels and what stands beside them."""

    async def search(self, query: str) -> Hits:
        """Yield those whose names match what was typed."""
        room, matcher = self.screen, self.matcher(query)
        if not isinstance(room, Room):
            return
        for row, section in enumerate(room.channel_list.sections):
            score = matcher.match(section.name)
            if score > 0 or is_read_as(section.name, query):
                name = matcher.highlight(section.name) if score > 0 else section.name
                go = partial(room.show_row, row)
                yield Hit(score or BY_PINYIN, name, go, section.name, help=tr("到这个频道"))


def is_read_as(name: str, letters: str) -> bool:
    """Tell whether characters of `name` are read as the `letters` that were typed."""
    letters = letters.strip().lower()
    is_pinyin = len(letters) > 1 and letters.isascii() and letters.isalpha()
    return is_pinyin and matches(letters, name, spoken)


def open_palette(app: App[Any]) -> None:
    """Show the palette over the current screen."""
    if not CommandPalette.is_open(app):
        app.push_screen(CommandPalette(providers=[Commands, Sections], placeholder=tr("找命令或频道 …")))
