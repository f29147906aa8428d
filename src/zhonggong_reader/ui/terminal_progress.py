"""Progress as the terminal itself shows it, in its tab or the system's bar (OSC 9 ; 4, of ConEmu). Pure."""

from collections.abc import Mapping
from typing import Final, Literal

Wish = Literal["auto", "never", "always"]

END: Final = "\x1b]9;4;0;0\x1b\\"
"""Takes the progress away."""
_KNOWN: Final = frozenset({"WezTerm", "ghostty"})
"""Values of TERM_PROGRAM; other terminals show OSC 9 as a message to the reader."""
_MARKS: Final = ("WT_SESSION", "ConEmuANSI")
"""Variables of terminals that are known by them: Windows Terminal, ConEmu."""


def is_told(wish: Wish, environ: Mapping[str, str]) -> bool:
    """Whether the terminal is told: as the setting says, else where it is known to understand.

    Not inside tmux or screen: what reaches the terminal behind them is theirs to say.
    """
    if wish != "auto":
        return wish == "always"
    if "TMUX" in environ or environ.get("TERM", "").startswith(("screen", "tmux")):
        return False
    return environ.get("TERM_PROGRAM") in _KNOWN or any(mark in environ for mark in _MARKS)


def sequence(done: int, total: int) -> str:
    """Return what tells that `done` of `total` pieces of work are done; nothing is left where total is 0."""
    return f"\x1b]9;4;1;{100 * min(done, total) // total}\x1b\\" if total else END
