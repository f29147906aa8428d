"""The terminal around the reader: its title, its clipboard, its borders, and leaving it for a moment."""

import os
import shutil
import subprocess
from asyncio import to_thread
from collections.abc import Mapping, Sequence
from typing import Any, Final

from textual.app import App
from textual.binding import Binding
from textual.scrollbar import ScrollBar, ScrollBarRender

from zhonggong_reader.language import tr
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean_line, displayed
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.outside import open_url, safe_address
from zhonggong_reader.ui.tasks import task

KEEP_TITLE: Final = "\x1b[22;2t"
GIVE_TITLE_BACK: Final = "\x1b[23;2t"
"""The title of the window onto the terminal's own stack, and back from there (XTWINOPS)."""
TITLE_LIMIT: Final = 80
"""Characters of a title."""
TMUX_SECONDS: Final = 2.0
_WITHOUT_TITLE: Final = ("", "dumb", "linux")
"""Values of TERM that have no window whose title one could set."""


class _PlainBar(ScrollBarRender):
    """A scroll bar without blocks of eighths at its ends."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8


def title_sequence(text: str) -> str:
    """Return what sets the window's title (OSC 2); no control character of `text` is in it."""
    return f"\x1b]2;{displayed(clean_line(text, limit=TITLE_LIMIT))}\x07"


def has_title(settings: Settings, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the terminal has a title that the settings let us set."""
    return settings.terminal_title and environ.get("TERM", "") not in _WITHOUT_TITLE


async def open_address(app: App[Any], address: str, chosen: Sequence[str]) -> None:
    """Open `address` in a browser: in the one where the screen itself is, else as the settings have it.

    Raises InputError where it may not be opened, or there is no browser.
    """
    if app.is_web:
        app.open_url(safe_address(address))
    else:
        await to_thread(open_url, address, chosen)


def copy_by_tmux(text: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Hand `text` to tmux, which keeps it and tells the terminal; return whether it did.

    tmux does not let a program set the clipboard itself, unless its `set-clipboard` is `on`.
    """
    tmux = shutil.which("tmux", path=environ.get("PATH")) if environ.get("TMUX") else None
    if tmux is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - an argument list; the text goes to its standard input
            [tmux, "load-buffer", "-w", "-"],
            input=text.encode(),
            capture_output=True,
            timeout=TMUX_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class DesktopApp(App[None], inherit_bindings=False):
    """An app that knows its terminal."""

    BINDINGS = [Binding("ctrl+z", "suspend_process", show=False)]

    key_set: KeySet
    """Which keys its commands have."""
    _settings: Settings

    def draw_borders(self, *, wide: bool) -> None:
        """Draw borders and bars with lines and blocks, or with ASCII characters.

        wide: the terminal gives ambiguous characters two cells; lines and blocks are such characters
        """
        plain = wide or self._settings.borders == "ascii"
        self.set_class(plain, "-ascii")
        ScrollBar.renderer = _PlainBar if plain else ScrollBarRender

    def action_boss(self) -> None:
        """Show something else, if the settings have it so; or the news again."""
        from zhonggong_reader.ui.screens.boss import Boss  # noqa: PLC0415 - not for the first picture

        if isinstance(self.screen, Boss):
            self.pop_screen()
        elif self._settings.boss != "off":
            self.push_screen(Boss(self._settings.boss))
        else:
            self.notify(tr("老板键没有打开；可在设置里打开"), markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Put `text` on the clipboard: by the terminal's own sequence (OSC 52), and by tmux where it runs."""
        super().copy_to_clipboard(text)
        if os.environ.get("TMUX"):
            self._copy_by_tmux(text)

    @task(group="clipboard")
    async def _copy_by_tmux(self, text: str) -> None:
        await to_thread(copy_by_tmux, text)
