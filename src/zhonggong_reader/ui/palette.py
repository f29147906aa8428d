"""The command palette: every command of the table by its Chinese name."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from zhonggong_reader.language import tr
from zhonggong_reader.ui import commands
from zhonggong_reader.ui.commands import Command
from zhonggong_reader.ui.screens.room import Room

_LEFT_OUT = frozenset({"palette", "move.up", "move.down"})
"""Commands that make no sense from a palette."""


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

    def _named(self) -> list[tuple[Command, str]]:
        return [(command, command.help) for command in commands.BY_ID.values() if command.id not in _LEFT_OUT]

    def _do(self, command: Command) -> partial[Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, command.action)

    def _keys(self, command: Command) -> str:
        return self.screen.key_set.names(command.id) if isinstance(self.screen, Room) else ""


def open_palette(app: App[Any]) -> None:
    """Show the palette over the current screen."""
    if not CommandPalette.is_open(app):
        app.push_screen(CommandPalette(providers=[Commands], placeholder=tr("找命令 …")))
