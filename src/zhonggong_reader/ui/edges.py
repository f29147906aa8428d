"""The edges between panes, kept: what one has moved goes into the settings once one lets go of it."""

from asyncio import sleep, to_thread
from contextlib import suppress
from typing import Final

import msgspec
from textual import events, on
from textual.app import App
from textual.errors import NoWidget

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.settings import Panes, Settings, SettingsFile
from zhonggong_reader.ui.screens.floor import Floor
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.edge import Edge

PAUSE: Final = 0.5
"""Seconds without a move after which edges are kept: a key that is held down moves them often."""


class Edges(App[None], inherit_bindings=False):
    """The program as far as it keeps edges."""

    _file: SettingsFile
    _moved: Panes | None = None
    """Where one wishes the edges; None: where the settings have them."""

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on."""

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Answer a wish, where the screen can."""

    async def on_event(self, event: events.Event) -> None:
        """Let an edge have the mouse from the press on: of a quick drag, all comes in one breath."""
        if isinstance(event, events.MouseDown) and not event.is_forwarded:
            with suppress(NoWidget):
                widget, _ = self.get_widget_at(event.x, event.y)
                if isinstance(widget, Edge):
                    self.capture_mouse(widget)
        await super().on_event(event)
        if isinstance(event, events.MouseUp) and isinstance(self.mouse_captured, Edge):
            self.capture_mouse(None)

    @on(Floor.EdgesMoved)
    def _edges_moved(self, event: Floor.EdgesMoved) -> None:
        self._moved = event.panes
        self._keep_soon()

    @task(exclusive=True, group="edges")
    async def _keep_soon(self) -> None:
        await sleep(PAUSE)
        await self.keep_edges()

    async def keep_edges(self) -> None:
        """Write what was moved into the settings, where that can be; else say why."""
        moved, self._moved = self._moved, None
        if moved is None:
            return
        try:
            self.take(await to_thread(self._write, moved))
        except SettingsError as error:
            self.say(str(error), trouble=True)

    def _write(self, moved: Panes) -> Settings:
        settings = self._file.read()
        for field in msgspec.structs.fields(Panes):
            value = getattr(moved, field.name)
            if value != getattr(settings.panes, field.name):
                # What stands as it comes needs no line in the file.
                settings = self._file.set(("panes", field.name), None if value == field.default else value)
        return settings
