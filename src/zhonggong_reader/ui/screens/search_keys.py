"""What the commands do on the search screen, in what was found and while one types."""

from typing import Final

from msgspec.structs import replace

from zhonggong_reader.language import tr
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.screens.list_screen import ABOUT, MOVES

HERE: Final = Here(
    tr("搜索"),
    {
        **MOVES,
        "pane.open": "open",
        **dict.fromkeys(("pane.escape", "pane.up", "pane.back"), "leave"),
        "pane.next": "scope(1)",
        "pane.previous": "scope(-1)",
        "search": "words",
        "refresh.one": "again",
        "article.clip": "save",
        "word.watch": "watch",
        **ABOUT,
    },
    {
        "pane.open": tr("打开"),
        "pane.escape": tr("返回"),
        "pane.next": tr("放宽"),
        "search": tr("改搜索"),
        "refresh.one": tr("再搜"),
        "article.clip": tr("存为频道"),
        "word.watch": tr("关注"),
        "help": tr("帮助"),
    },
    {
        **dict.fromkeys(("pane.up", "pane.back"), tr("返回")),
        "pane.previous": tr("收窄"),
        "move.down": tr("下一条；从所写的到结果"),
        "move.up": tr("上一条；从第一条到所写的"),
    },
)
TYPING: Final = replace(
    HERE,
    bar={
        "pane.escape": tr("返回"),
        "pane.next": tr("放宽"),
        "move.down": tr("到结果"),
        "article.clip": tr("存为频道"),
        "word.watch": tr("关注"),
        "help": tr("帮助"),
    },
)
"""The same while one types, which only Enter ends."""
EDITING: Final = frozenset({"left", "right", "home", "end", "backspace", "delete", "enter", "space"})
"""Keys that stay those of what one types in, whatever commands have them."""
