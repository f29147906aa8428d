"""Notices of the system: by the terminal (OSC 9, OSC 777), by the desktop's notify-send, or by the bell.

Headlines stand in them: no control character gets out, no shell is asked, and what a desktop might read
as markup becomes its full-width form.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from zhonggong_reader.language import tr
from zhonggong_reader.text import clean_line, displayed

Wish = Literal["auto", "terminal", "desktop", "bell", "never"]
Way = Literal["terminal", "desktop", "bell", "nothing"]

TITLE: Final = tr("中工网")
BELL: Final = "\x07"
LIMIT: Final = 200
"""Characters of a notice."""
SECONDS: Final = 5.0
"""How long notify-send may take."""

_KNOWN: Final = frozenset({"iTerm.app", "WezTerm", "ghostty"})
"""Values of TERM_PROGRAM whose terminals show OSC 9."""
_OF_777: Final = ("rxvt", "foot")
"""Beginnings of TERM of terminals that show OSC 777."""
_WITHOUT: Final = ("", "dumb", "linux")
"""Values of TERM that take no such sequence, and may print it."""
_NOTIFIER: Final = "notify-send"


def way(wish: Wish, environ: Mapping[str, str], *, has_terminal: bool) -> Way:
    """Return how a notice reaches the reader; has_terminal: there is one to write to.

    `auto` is the terminal where it is known to show notices, else the desktop of this machine, else the
    bell. What a wish asks for and is not there falls back to the bell; without a terminal, to nothing.
    """
    heard: Way = "bell" if has_terminal else "nothing"
    match wish:
        case "never":
            return "nothing"
        case "bell":
            return heard
        case "terminal":
            return "terminal" if has_terminal and environ.get("TERM", "") not in _WITHOUT else heard
        case "desktop":
            return "desktop" if _has_notifier(environ) else heard
        case "auto":
            if has_terminal and _is_known(environ):
                return "terminal"
            return "desktop" if _has_desktop(environ) and _has_notifier(environ) else heard


def sequence(text: str, environ: Mapping[str, str]) -> str:
    """Return what lets the terminal show a notice, also from inside tmux; no control of `text` is in it."""
    # A semicolon begins the next part of OSC 777; OSC 9 with a digit first is a command of ConEmu's.
    body = displayed(clean_line(f"{TITLE} {text}", limit=LIMIT)).replace(";", "；")
    if environ.get("TERM", "").startswith(_OF_777):
        said = f"\x1b]777;notify;{TITLE};{body}\x1b\\"
    else:
        said = f"\x1b]9;{body}\x1b\\"
    if "TMUX" in environ:
        return "\x1bPtmux;" + said.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return said


def command(text: str) -> list[str]:
    """Return the argument list that shows a notice on the desktop."""
    body = clean_line(text, limit=LIMIT).translate(str.maketrans("<>&\\", "＜＞＆＼"))
    return [_NOTIFIER, "--app-name=zhonggong-reader", "--", TITLE, body]


def show_on_desktop(text: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Show a notice on the desktop; return whether that was done. Takes SECONDS at most."""
    environ = {**environ}
    bus = _bus(environ)
    if "DBUS_SESSION_BUS_ADDRESS" not in environ and bus:
        environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"  # cron does not know it
    try:
        done = subprocess.run(  # noqa: S603 - an argument list; no shell sees the headline
            command(text),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environ,
            timeout=SECONDS,
            start_new_session=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _is_known(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal is known to show notices that come to it directly."""
    term = environ.get("TERM", "")
    if "TMUX" in environ or term.startswith(("screen", "tmux")):
        return False
    return environ.get("TERM_PROGRAM") in _KNOWN or "KITTY_WINDOW_ID" in environ or term.startswith(_OF_777)


def _has_desktop(environ: Mapping[str, str]) -> bool:
    """Tell whether one sits at this machine's own desktop."""
    if "SSH_CONNECTION" in environ:
        return False
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    return any(environ.get(name) for name in shown) or _bus(environ) is not None


def _has_notifier(environ: Mapping[str, str]) -> bool:
    return shutil.which(_NOTIFIER, path=environ.get("PATH")) is not None


def _bus(environ: Mapping[str, str]) -> Path | None:
    """Return the socket of the session's bus where systemd puts it; None where there is none."""
    if not hasattr(os, "getuid"):
        return None
    bus = Path(environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "bus"
    return bus if bus.is_socket() else None
