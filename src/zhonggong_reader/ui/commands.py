"""Everything a reader can do at the screen, in one table: keys, key lines, help and palette come from it.

Each command has an id by which the settings give it other keys, a letter, and a twin that a Chinese
input method does not swallow. Which keys hold in the end, `keys` says.
"""

from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.language import tr

PaneName = Literal["channels", "headlines", "article"]


class Command(Struct, frozen=True):
    """Something a reader can do."""

    id: str
    """Stable name for settings: `article.star`."""
    keys: str
    """Key names as `keyboard.spelled` reads them, joined by commas; the first is shown."""
    action: str
    """The screen's action, with its arguments."""
    label: str
    """Two to four characters for the key line."""
    help: str
    """A sentence without a full stop, for help and palette."""


class Group(Struct, frozen=True):
    """Commands that stand together in the help."""

    title: str
    commands: tuple[Command, ...]


GROUPS: Final = (
    Group(
        tr("移动"),
        (
            Command("move.down", "j,down", "move(1)", tr("下移"), tr("下一条；在文章里下移一行")),
            Command("move.up", "k,up", "move(-1)", tr("上移"), tr("上一条；在文章里上移一行")),
            Command(
                "page.down",
                "space,pagedown",
                "page(1)",
                tr("翻页"),
                tr("下翻一页；文末则到下一篇未读，再到下一个频道"),
            ),
            Command(
                "page.up",
                "b,pageup,shift+space",
                "page(-1)",
                tr("上页"),
                tr("上翻一页；文首则原路回到刚读过的一篇"),
            ),
            Command("half.down", "ctrl+d", "page(0.5)", tr("下半页"), tr("下翻半页")),
            Command("half.up", "ctrl+u", "page(-0.5)", tr("上半页"), tr("上翻半页")),
            Command("move.top", "g,home", "edge(False)", tr("顶部"), tr("到最上面")),
            Command("move.end", "G,end", "edge(True)", tr("底部"), tr("到最下面")),
            Command(
                "article.down", "ctrl+e", "scroll_article(1)", tr("文下"), tr("不离开列表，把文章下移一行")
            ),
            Command(
                "article.up", "ctrl+y", "scroll_article(-1)", tr("文上"), tr("不离开列表，把文章上移一行")
            ),
        ),
    ),
    Group(
        tr("窗格"),
        (
            Command("pane.open", "enter,l,right", "forward", tr("打开"), tr("打开所选；到右边的窗格")),
            Command("pane.back", "h,left", "backward", tr("返回"), tr("到左边的窗格")),
            Command("pane.up", "q,ctrl+x", "up", tr("返回"), tr("退一层；在最外层则离开")),
            Command("pane.escape", "escape", "escape", tr("返回"), tr("退一层；在最外层则停下正在取的")),
            Command("pane.next", "tab", "pane(1)", tr("换窗格"), tr("下一个窗格")),
            Command("pane.previous", "shift+tab", "pane(-1)", tr("换窗格"), tr("上一个窗格")),
            Command(
                "edge.left",
                "-,shift+left",
                "edge_move(-2)",
                tr("边界左移"),
                tr("把窗格的边界左移；鼠标也能拖"),
            ),
            Command("edge.right", "+,shift+right", "edge_move(2)", tr("边界右移"), tr("把窗格的边界右移")),
            Command("edge.reset", "0", "edge_reset", tr("还原边界"), tr("窗格的宽度还原；双击边界也行")),
            Command("article.alone", "z,f11", "alone", tr("独占"), tr("让文章独占屏幕，再按还原")),
        ),
    ),
    Group(
        tr("文章"),
        (
            Command("article.next", "J,ctrl+down", "step(1)", tr("下一篇"), tr("打开列表里的下一篇")),
            Command("article.previous", "K,ctrl+up", "step(-1)", tr("上一篇"), tr("打开列表里的上一篇")),
            Command("unread.next", "n,f8", "onward(1)", tr("下篇未读"), tr("打开下一篇未读；查找时到下一处")),
            Command(
                "unread.previous",
                "p,shift+f8,N",
                "onward(-1)",
                tr("上篇未读"),
                tr("打开上一篇未读；查找时到上一处"),
            ),
            Command("article.read", "m,f4", "toggle_read", tr("已读"), tr("标为已读或未读")),
            Command("article.star", "s,f7", "toggle_star", tr("收藏"), tr("收藏或取消收藏")),
            Command(
                "list.read",
                "A,shift+f4",
                "mark_read('list')",
                tr("全部已读"),
                tr("把整列标为已读；可以撤销"),
            ),
            Command("list.above", "(", "mark_read('above')", tr("上面已读"), tr("把这一条上面的标为已读")),
            Command("list.below", ")", "mark_read('below')", tr("下面已读"), tr("把这一条下面的标为已读")),
            Command(
                "marks.undo",
                "u,ctrl+_",
                "undo",
                tr("撤销"),
                tr("撤销上一次改的标记，整列的也行"),
            ),
            Command("marks.redo", "ctrl+r,U", "redo", tr("重做"), tr("重做刚撤销的")),
            Command("article.browser", "o,f2", "browser", tr("浏览器"), tr("用浏览器打开")),
            Command(
                "article.browser.read",
                "O,shift+f2",
                "browser_read",
                tr("浏览已读"),
                tr("用浏览器打开，并标为已读"),
            ),
            Command("article.copy", "y,ctrl+k", "copy", tr("复制网址"), tr("复制文章的网址")),
            Command(
                "article.citation",
                "Y,ctrl+^",
                "citation",
                tr("复制引文"),
                tr("复制引文（GB/T 7714 的网络文献格式）"),
            ),
            Command(
                "article.paragraph",
                "c,ctrl+]",
                "paragraph",
                tr("复制段落"),
                tr("复制正在读的一段；拖动鼠标选中则按 Ctrl+C"),
            ),
            Command(
                "article.pictures", "i,ctrl+g", "pictures", tr("图片"), tr("在文章里显示图片；再按看大图")
            ),
            Command(
                "article.hints", "f,f12", "hints", tr("链接"), tr("给链接、视频和图片标上字母，键入字母打开")
            ),
            Command(
                "article.changes",
                "C,ctrl+f7",
                "changes",
                tr("改动"),
                tr("看网站后来改了这一篇的什么"),
            ),
            Command("picture.1", "5", "picture(0)", tr("图1"), tr("看文章的第 1 张图片")),
            Command("picture.2", "6", "picture(1)", tr("图2"), tr("看文章的第 2 张图片")),
            Command("picture.3", "7", "picture(2)", tr("图3"), tr("看文章的第 3 张图片")),
            Command("picture.4", "8", "picture(3)", tr("图4"), tr("看文章的第 4 张图片")),
            Command("picture.5", "9", "picture(4)", tr("图5"), tr("看文章的第 5 张图片")),
            Command("article.back", "backspace,ctrl+o", "back", tr("后退"), tr("回到先前打开的文章")),
            Command(
                "word.next",
                "*",
                "word(1)",
                tr("关注词"),
                tr("到文中下一处关注词；在列表里则看“关注”"),
            ),
            Command("word.previous", "#", "word(-1)", tr("上个关注"), tr("到文中上一处关注词")),
            Command(
                "word.watch",
                "W,ctrl+f",
                "watch",
                tr("关注"),
                tr("关注所选的、搜过的或写下的词；已在关注的则去掉"),
            ),
            Command("article.qr", "x,f10", "qr", tr("二维码"), tr("显示文章网址的二维码，用手机扫")),
        ),
    ),
    Group(
        tr("剪报"),
        (
            Command(
                "article.clip",
                "S,ctrl+s",
                "clip",
                tr("存剪报"),
                tr("把文章存成 Markdown 文件，放进剪报文件夹"),
            ),
            Command("article.pipe", "|,｜", "pipe", tr("交给命令"), tr("把文章交给设置 pipe 里的命令")),
            Command(
                "list.export",
                "E,shift+f7",
                "export",
                tr("导出"),
                tr("把所在列表里存下的文章导出为 EPUB 电子书"),
            ),
        ),
    ),
    Group(
        tr("版式"),
        (
            Command("mode.next", "v,shift+f11", "mode", tr("版式"), tr("换版式：单栏、报纸分栏、竖排")),
            Command("measure.narrower", "<", "measure(-4)", tr("收窄"), tr("单栏每行少两个字")),
            Command("measure.wider", ">", "measure(4)", tr("放宽"), tr("单栏每行多两个字")),
            Command("spacing", "=", "spacing", tr("行距"), tr("行间空一行，再按还原")),
            Command(
                "script",
                "F,ctrl+f6",
                "app.script",
                tr("简繁"),
                tr("汉字换成繁体、简体、原样；复制的仍是原文"),
            ),
        ),
    ),
    Group(
        tr("频道与更新"),
        (
            Command(
                "today",
                "T,ctrl+home",
                "app.today",
                tr("今日"),
                tr("今日头版：各频道最新的，上次来以后新到的"),
            ),
            Command(
                "channel.next", "],f6", "channel(1)", tr("下一频道"), tr("到下一个频道；在日报里到下一版")
            ),
            Command(
                "channel.previous",
                "[,shift+f6",
                "channel(-1)",
                tr("上一频道"),
                tr("到上一个频道；在日报里到上一版"),
            ),
            Command(
                "refresh.one", "r,f5", "refresh", tr("更新"), tr("更新所在的频道；在文章里则重新取回这一篇")
            ),
            Command("saved.rename", "&,ctrl+f2", "rename", tr("改名"), tr("给频道栏里存下的搜索改名")),
            Command("saved.drop", "delete,~", "drop", tr("去掉"), tr("去掉频道栏里存下的搜索；可以撤销")),
            Command(
                "list.older", "L,shift+f5", "older", tr("更早的"), tr("取这个频道更早的标题；在末行按 ↓ 也行")
            ),
            Command("refresh.all", "R,ctrl+f5", "refresh_all", tr("全部更新"), tr("更新全部频道的列表")),
        ),
    ),
    Group(
        tr("失败与离线"),
        (
            Command("fetch.stop", ".", "stop", tr("停下"), tr("停下正在取的；取到的都已存下")),
            Command("failures", "!,f9", "app.failures", tr("失败"), tr("列出没有取到的，可再试")),
            Command(
                "failure.next", "e,shift+f9", "failure_next", tr("下个失败"), tr("到列表里下一个没有取到的")
            ),
        ),
    ),
    Group(
        tr("工人日报"),
        (
            Command(
                "paper.open",
                "P,shift+f12",
                "app.paper",
                tr("日报"),
                tr("打开工人日报；在日报里则回到网站新闻"),
            ),
            Command("day.next", "},ctrl+right", "app.paper('day(1)')", tr("后一天"), tr("后一天的报纸")),
            Command("day.previous", "{,ctrl+left", "app.paper('day(-1)')", tr("前一天"), tr("前一天的报纸")),
            Command(
                "paper.calendar",
                "d,ctrl+f11",
                "app.paper('calendar')",
                tr("日历"),
                tr("在日历里选一天的报纸"),
            ),
            Command(
                "paper.keep", "D,insert", "keep", tr("存下来"), tr("存下频道的全部文章离线读；在日报里存整期")
            ),
            Command("paper.pdf", "X,ctrl+j", "app.paper('pdf')", "PDF", tr("所在版面的 PDF：网址与二维码")),
        ),
    ),
    Group(
        tr("媒体矩阵"),
        (
            Command(
                "matrix",
                "M,shift+f1",
                "app.matrix",
                tr("媒体矩阵"),
                tr("媒体矩阵、客户端、关于我们：网址与二维码"),
            ),
            Command("media.client", "1", "media(0)", tr("客户端"), tr("中工网客户端：网址与二维码")),
            Command("media.wechat", "2", "media(1)", tr("微信"), tr("中工网微信号：网址与二维码")),
            Command("media.weibo", "3", "media(2)", tr("微博"), tr("中工网微博号：网址与二维码")),
            Command("media.douyin", "4", "media(3)", tr("抖音"), tr("中工网抖音号：网址与二维码")),
        ),
    ),
    Group(
        tr("程序"),
        (
            Command("help", "?,f1", "app.help", tr("帮助"), tr("列出全部按键")),
            Command(
                "search",
                "/,f3",
                "app.search",
                tr("搜索"),
                tr("在文中、频道、书库或网站上找，Tab 放宽"),
            ),
            Command("palette", "ctrl+p,:", "app.palette", tr("命令"), tr("打开命令面板，按名称找命令")),
            Command("settings", "comma,shift+f10", "app.settings", tr("设置"), tr("设置：一边改一边看效果")),
            Command(
                "boss",
                "`,ctrl+f12",
                "app.boss",
                tr("老板键"),
                tr("换成一屏别的，再按回来；先在设置里打开"),
            ),
            Command("theme", "ctrl+t", "app.theme", tr("换主题"), tr("在日间纸面与夜间之间切换")),
            Command("quit", "Q,ctrl+q", "app.quit", tr("离开"), tr("离开；读到哪里已记下")),
        ),
    ),
)

BY_ID: Final = {command.id: command for group in GROUPS for command in group.commands}
