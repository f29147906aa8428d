"""Sets of keys for hands that come from elsewhere: what differs from the table of commands.

A key that a preset gives away is taken from its owner in the table, which keeps its other keys.
"""

from collections.abc import Mapping
from typing import Final

_NEWSBOAT: Final = {
    # toggle-article-read, show-urls, bookmark, next-unread-feed, prev-unread-feed, cmdline
    "article.read": "N,m,f4",
    "article.hints": "u,f,f12",
    "article.star": "s,ctrl+b,f7",
    "channel.next": "ctrl+n,],f6",
    "channel.previous": "ctrl+p,[,shift+f6",
    "palette": ":",
}
_VIM: Final = {
    # CTRL-F, CTRL-B, CTRL-W, N, ZZ and the command line
    "page.down": "ctrl+f,space,pagedown",
    "page.up": "ctrl+b,b,pageup,shift+space",
    "pane.next": "ctrl+w,tab",
    "unread.previous": "N,p,shift+f8",
    "word.watch": "W,ctrl+f9",
    "quit": "Z,Q,ctrl+q",
    "palette": ":,ctrl+p",
}

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {
    "default": {},
    "newsboat": _NEWSBOAT,
    "vim": _VIM,
    # The table without its letters.
    "arrows": {},
}
"""By name; `keys.preset` says what they come to."""
