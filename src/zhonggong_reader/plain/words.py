"""What a reader can say: a number, a letter, or the word for it, which an input method types."""

import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.language import tr

Action = Literal[
    "",
    "number",
    "help",
    "quit",
    "channels",
    "search",
    "paper",
    "today",
    "refresh",
    "back",
    "next",
    "previous",
    "unread",
    "read",
    "star",
    "all_read",
    "undo",
    "redo",
    "address",
    "list",
    "unknown",
]
"""`""` is an empty line: on."""


class Word(Struct, frozen=True):
    """Something a reader can say."""

    action: Action
    letter: str
    name: str
    help: str


class Wish(Struct, frozen=True):
    """What a reader has said."""

    action: Action
    argument: str = ""

    @property
    def number(self) -> int | None:
        """The number that was said, or that stands behind the word; None: none."""
        return int(self.argument) if self.argument.isdecimal() and len(self.argument) < 10 else None


EVERYWHERE: Final = (
    Word("channels", "c", tr("频道"), tr("列出频道")),
    Word("search", "/", tr("搜索"), tr("在书库里找，如：/工匠 大会")),
    Word("paper", "p", tr("日报"), tr("工人日报；可写日期，如：p 2026-10-05")),
    Word("today", "d", tr("今日"), tr("今日头版：各频道最新的，和上次来以后新到的")),
    Word("undo", "z", tr("撤销"), tr("撤销上一次改的已读或收藏，整列的也行")),
    Word("redo", "y", tr("重做"), tr("重做刚撤销的")),
    Word("help", "h", tr("帮助"), tr("列出可以说的话")),
    Word("quit", "q", tr("离开"), tr("离开")),
)
IN_CHANNELS: Final = (Word("refresh", "r", tr("更新"), tr("更新全部频道的列表")),)
IN_LIST: Final = (
    Word("back", "b", tr("上页"), tr("列表的上一页")),
    Word("unread", "u", tr("未读"), tr("打开下一篇未读")),
    Word("read", "m", tr("已读"), tr("把一条标为已读或未读，如：m 3")),
    Word("star", "s", tr("收藏"), tr("收藏一条或取消，如：s 3")),
    Word("all_read", "a", tr("全部已读"), tr("把整列标为已读；写 z 撤销")),
    Word("refresh", "r", tr("更新"), tr("更新这个列表")),
)
IN_ARTICLE: Final = (
    Word("back", "b", tr("上页"), tr("往回一页")),
    Word("next", "n", tr("下一篇"), tr("打开列表里的下一篇")),
    Word("previous", "k", tr("上一篇"), tr("打开列表里的上一篇")),
    Word("unread", "u", tr("未读"), tr("打开下一篇未读")),
    Word("star", "s", tr("收藏"), tr("收藏这一篇或取消")),
    Word("read", "m", tr("已读"), tr("把这一篇标为未读或已读")),
    Word("address", "o", tr("网址"), tr("写出文章的网址")),
    Word("refresh", "r", tr("更新"), tr("重新取回这一篇")),
    Word("list", "t", tr("列表"), tr("回到列表")),
)


def understood(line: str, words: Iterable[Word]) -> Wish:
    """Return what `line` wishes, among `words`. Full-width letters, digits and marks are half-width ones."""
    line = unicodedata.normalize("NFKC", line).strip()
    if not line:
        return Wish("")
    if line.isdecimal():
        return Wish("number", line)
    if line.startswith("/"):
        return Wish("search", line[1:].strip())
    said, _, rest = line.partition(" ")
    for word in words:
        if said.lower() in (word.letter, word.name.lower()):
            return Wish(word.action, rest.strip())
    return Wish("unknown", line)
