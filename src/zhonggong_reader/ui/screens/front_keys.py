"""What the commands do on the front page."""

from typing import Final

from zhonggong_reader.language import tr
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.screens.list_screen import ABOUT, MOVES

HERE: Final = Here(
    tr("今日"),
    {
        **MOVES,
        **dict.fromkeys(("pane.up", "pane.escape", "today"), "leave"),
        "pane.open": "open",
        "unread.next": "unread(1)",
        "unread.previous": "unread(-1)",
        "article.pictures": "pictures",
        **dict.fromkeys(("refresh.one", "refresh.all"), "refresh"),
        "search": "app.search",
        **ABOUT,
    },
    {
        "pane.open": tr("打开"),
        "pane.up": tr("返回"),
        "help": tr("帮助"),
        "page.down": tr("翻页"),
        "unread.next": tr("下篇未读"),
        "refresh.one": tr("更新"),
        "article.pictures": tr("图片"),
        "search": tr("搜索"),
    },
    {
        **dict.fromkeys(("pane.escape", "today"), tr("返回")),
        "unread.previous": tr("上篇未读"),
        "refresh.all": tr("更新"),
        "page.down": tr("下翻一页；到底则打开下一篇未读"),
    },
)
