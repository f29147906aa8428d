"""Runs the reading room: the one command that needs a terminal."""

import asyncio
import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from zhonggong_reader import places
from zhonggong_reader.bookmark import BookmarkFile
from zhonggong_reader.cli import build, streams
from zhonggong_reader.library import Library
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.ui import asking, desktop, drawn, terminal_progress, widths
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.graphics import ability

IDLE: Final = 3.0
"""Seconds without a key after which a pause is not felt."""
_NEVER: Final = 1_000_000_000


class _Reader(ReaderApp):
    """The reading room, whose bugs end in a report like those of every command.

    Looking for garbage in all that a screen holds stops the keys for a tenth of a second and more, so
    that is done once they have stopped by themselves (`_collecting_when_idle`).
    """

    bug: Exception | None = None
    _collected = 0.0

    def on_mount(self) -> None:
        """Own what goes wrong in tasks that nobody waits for; keep what stays out of the collector's way."""
        asyncio.get_running_loop().set_exception_handler(self._task_failed)
        self.call_after_refresh(self._begin_collecting)
        self.set_interval(IDLE, self.collect)

    def _begin_collecting(self) -> None:
        """Look for garbage from now on, but not in what stands here by now."""
        gc.freeze()
        gc.enable()

    def collect(self) -> None:
        """Look for garbage, if the reader has done something since the last time, but not just now."""
        if self._collected < self.touched < time.monotonic() - IDLE:
            self._collected = time.monotonic()
            drawn.forget()
            gc.collect()

    def _task_failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        # Textual's one place for what nobody foresaw. Its own answer shows a traceback with the values
        # of variables, which may be text from outside, where the screen was.
        self.bug = self.bug or error
        self.panic()


def open_screen(settings: Settings, told: asking.Told, *, demo: bool) -> int:
    """Run the reading room on a terminal that has `told` of itself; return the exit code.

    `demo` shows the packaged sample over a library that is thrown away, and opens no socket. Raises
    LibraryError where that cannot be opened.
    """
    terminal = _Terminal(
        widths.settle(settings.ambiguous_width, told.ambiguous),
        ability.settle(settings.picture_protocol, told),
    )
    return asyncio.run(_demonstrate(settings, terminal) if demo else _read(settings, terminal))


class _Terminal(NamedTuple):
    """What was found out about the terminal."""

    ambiguous: asking.Width
    ability: ability.Ability


async def _read(settings: Settings, terminal: _Terminal) -> int:
    async with build.working_desk(settings) as desk:
        return await _run(
            _Reader(
                desk,
                settings,
                ambiguous=terminal.ambiguous,
                ability=terminal.ability,
                file=build.settings_file(),
                bookmark=BookmarkFile(places.bookmark()),
            ),
            settings,
        )


async def _demonstrate(settings: Settings, terminal: _Terminal) -> int:
    import shutil  # noqa: PLC0415 - for the demonstration alone
    import tempfile  # noqa: PLC0415

    with (
        tempfile.TemporaryDirectory(prefix="zhonggong-reader-") as folder,
        Library(Path(folder) / "library.sqlite3") as library,
    ):
        file = SettingsFile(Path(folder) / "config.toml", build.check)
        if places.settings().exists():
            shutil.copy(places.settings(), file.path)
        desk = await build.demonstration(library, settings)
        return await _run(
            _Reader(
                desk,
                settings,
                asks_site=False,
                ambiguous=terminal.ambiguous,
                ability=terminal.ability,
                file=file,
            ),
            settings,
        )


async def _run(app: _Reader, settings: Settings) -> int:
    has_title = desktop.has_title(settings)
    streams.control(desktop.KEEP_TITLE if has_title else "")
    try:
        with _collecting_when_idle():
            await app.run_async()
    finally:
        if terminal_progress.is_told(settings.terminal_progress, os.environ):
            streams.control(terminal_progress.END)
        streams.control(desktop.GIVE_TITLE_BACK if has_title else "")
    if app.bug:
        raise app.bug
    return app.return_code or 0


@contextmanager
def _collecting_when_idle() -> Iterator[None]:
    """Leave the oldest generation to `_Reader.collect`; the younger ones cost a millisecond."""
    before = gc.get_threshold()
    gc.set_threshold(*before[:2], _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
