"""What config.toml can say: each setting with what it may be, and what holds where it says nothing.

This is the one place that knows settings: reading checks by it, `described` makes of it what the
settings screen and the command `config` show. A setting that is added here is in all of them.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec

from zhonggong_reader.language import tr

NARROWEST_MEASURE: Final = 24
WIDEST_MEASURE: Final = 96
"""Cells between which a line of an article may be long."""
NARROWEST_CHANNELS: Final = 8
WIDEST_CHANNELS: Final = 40
"""Cells that the list of channels may take."""

LONGEST_WORD: Final = 40
"""Characters of a watched word."""
MOST_WORDS: Final = 100
"""Watched words; each new article is looked through for all of them."""

Offer = Literal["", "themes", "key sets", "channels"]
"""Values that the program knows and this declaration does not: names of themes, sets of keys, channels."""

_SWITCH: Final = tr("true 或 false")
_ADDRESS: Final = r"^https?://[^\s]+$"
_HOURS: Final = tr("00:00 到 23:59 之间的时刻")
_CLOCK: Final = r"^([01]\d|2[0-3]):[0-5]\d$"


def told(
    title: str,
    allowed: str = "",
    about: str = "",
    *,
    group: str = "",
    offers: Offer = "",
    step: float = 1,
    at_start: bool = False,
    **limits: Any,
) -> msgspec.Meta:
    """Return what the reader is told of a setting, and its limits.

    title: its name, a few characters
    allowed: what its value may be, also said where it is something else
    about: what it is for, a sentence or two without a final full stop
    group: heading under which it stands, and those behind it that name none
    offers: which values there are to choose from
    step: by how much an arrow key changes a number
    at_start: it has its effect when the program starts, not at once
    limits: as `msgspec.Meta` has them
    """
    said = {"about": about, "group": group, "offers": offers, "step": step, "at_start": at_start}
    return msgspec.Meta(title=title, description=allowed, extra=said, **limits)


KeyWishes = str | Mapping[str, str | Mapping[str, str]]
"""`keys`: which names of sets, commands and keys there are is the screen's to know."""


class Matrix(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[matrix]`: addresses that replace what the site links its media entries to."""

    client: Annotated[
        Annotated[str, msgspec.Meta(pattern=_ADDRESS, max_length=2000)] | None,
        told(
            tr("客户端"), tr("http(s) 开头的网址"), tr("代替网页上“中工网客户端”的网址；不写则用网页所给的")
        ),
    ] = None
    wechat: Annotated[
        Annotated[str, msgspec.Meta(pattern=_ADDRESS, max_length=2000)] | None,
        told(tr("微信"), tr("http(s) 开头的网址"), tr("代替网页上“中工网微信号”的网址；不写则用网页所给的")),
    ] = None
    weibo: Annotated[
        Annotated[str, msgspec.Meta(pattern=_ADDRESS, max_length=2000)] | None,
        told(tr("微博"), tr("http(s) 开头的网址"), tr("代替网页上“中工网微博号”的网址；不写则用网页所给的")),
    ] = None
    douyin: Annotated[
        Annotated[str, msgspec.Meta(pattern=_ADDRESS, max_length=2000)] | None,
        told(tr("抖音"), tr("http(s) 开头的网址"), tr("代替网页上“中工网抖音号”的网址；不写则用网页所给的")),
    ] = None


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[network]`: how patient and how polite the reader is."""

    timeout: Annotated[
        float,
        told(
            tr("时限"),
            tr("1 到 120 之间的秒数"),
            tr("取一页最多等几秒，转址和重试都算在内，排队不算"),
            at_start=True,
            ge=1,
            le=120,
        ),
    ] = 20.0
    """Seconds on the wire for one page, redirects and further tries included, its turn not."""
    pause: Annotated[
        float,
        told(
            tr("间隔"),
            tr("0 到 60 之间的秒数"),
            tr("两次请求至少隔几秒；隔得太短会打扰网站"),
            at_start=True,
            step=0.25,
            ge=0,
            le=60,
        ),
    ] = 0.25
    """Least seconds between two requests to the site."""


class Channels(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[channels]`: which channels stand in the list and in which order, by slug or name."""

    first: Annotated[
        tuple[str, ...],
        told(
            tr("排在前面"),
            tr("频道名或路径的列表"),
            tr("这些频道按所写的顺序排在最前，其余的随网站"),
            offers="channels",
        ),
    ] = ()
    """These come first, in this order; the others follow as the site orders them."""
    hidden: Annotated[
        tuple[str, ...],
        told(
            tr("不显示"),
            tr("频道名或路径的列表"),
            tr("这些频道不列出，也不去取；sync 里点名仍可取"),
            offers="channels",
        ),
    ] = ()
    """These are neither shown nor fetched unless named."""


class Panes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[panes]`: where the borders between channels, headlines and article stand; the mouse drags them."""

    channels: Annotated[
        int,
        told(
            tr("频道栏宽"),
            tr(
                "{narrowest} 到 {widest} 之间的整数（格）",
                narrowest=NARROWEST_CHANNELS,
                widest=WIDEST_CHANNELS,
            ),
            tr("频道栏占几格；也可以用鼠标拖动边界，双击还原"),
            ge=NARROWEST_CHANNELS,
            le=WIDEST_CHANNELS,
        ),
    ] = 14
    """Cells of the channels, with the border behind them."""
    headlines: Annotated[
        float,
        told(
            tr("标题栏宽"),
            tr("15 到 75 之间的数（%）"),
            tr("标题和文章并排时，标题栏占其中的百分之几；也可以用鼠标拖动边界，双击还原"),
            ge=15,
            le=75,
        ),
    ] = 36.0
    """Percent of what the channels leave, where headlines and article stand beside each other."""


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[keep]`: how much the library holds. Starred articles always stay."""

    days: Annotated[
        int,
        told(
            tr("保留天数"),
            tr("0 到 36500 之间的整数（天）"),
            tr("取到或读过多少天以后清理，未读的留两倍的天数；0 为都留着。收藏的从不清理"),
            step=30,
            ge=0,
            le=36_500,
        ),
    ] = 0
    """Days since an article came, or was read if that was later; unread ones stay twice as long. 0: all."""
    articles: Annotated[
        int,
        told(
            tr("最多篇数"),
            tr("0 到 100000000 之间的整数（篇）"),
            tr("超过时先清理最早取到的，先清已读的，不够再清未读的；0 为不限"),
            step=1000,
            ge=0,
            le=100_000_000,
        ),
    ] = 0
    """Most headlines in the library. 0: any number."""
    megabytes: Annotated[
        int,
        told(
            tr("最大容量"),
            tr("0 到 10000000 之间的整数（MB）"),
            tr("书库超过这么大时清理，次序同上；0 为不限"),
            step=100,
            ge=0,
            le=10_000_000,
        ),
    ] = 0
    """Largest size of the library. 0: any."""
    backup: Annotated[
        Literal["daily", "weekly", "never"],
        told(
            tr("备份"),
            tr('"daily"、"weekly" 或 "never"'),
            tr("多久把书库备份一次，放在书库旁边的 library.backup.sqlite3；never 为不备份"),
        ),
    ] = "daily"
    """How often the library is copied to `library.backup.sqlite3`."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that config.toml can say, with the values that hold where it says nothing."""

    language: Annotated[
        Literal["auto", "zh", "en"],
        told(
            tr("语言"),
            tr('"auto"、"zh" 或 "en"'),
            tr("界面的语言；auto 在英文环境里用英文，否则用中文。新闻不翻译"),
            group=tr("界面"),
            at_start=True,
        ),
    ] = "auto"
    """Of the interface; `auto` is English where the locale is, else Chinese. Read by `language`, which is
    asked before settings are."""
    theme: Annotated[
        str,
        told(
            tr("主题"),
            tr("auto、paper、night 或 Textual 的主题名"),
            tr("界面的颜色；paper 像白天的新闻纸，night 供夜里读，auto 按钟点在两者间换"),
            offers="themes",
            min_length=1,
        ),
    ] = "paper"
    """`auto`: `paper` by day, `night` by night; what one changes by hand holds until the next turn."""
    night_from: Annotated[
        str, told(tr("入夜"), _HOURS, tr("主题为 auto 时，从几点起用夜间主题"), pattern=_CLOCK)
    ] = "19:00"
    night_until: Annotated[
        str, told(tr("天亮"), _HOURS, tr("主题为 auto 时，到几点为止用夜间主题"), pattern=_CLOCK)
    ] = "07:00"
    """Hours of the machine's clock."""
    borders: Annotated[
        Literal["auto", "ascii"],
        told(
            tr("边框"),
            tr('"auto" 或 "ascii"'),
            tr("ascii 只用 ASCII 字符画边框和滚动条，字体里没有画线字符时用"),
            group=tr("界面"),
        ),
    ] = "auto"
    """What borders and bars are drawn with; `auto`: lines, where the terminal draws them one cell wide."""
    terminal_title: Annotated[
        bool,
        told(tr("窗口标题"), _SWITCH, tr("终端窗口的标题随频道和文章而变，离开时还原")),
    ] = True
    """The window's title tells the channel or the headline."""
    restore: Annotated[
        bool,
        told(
            tr("接着上次"),
            _SWITCH,
            tr("启动时回到上次离开的地方：频道、标题、文章、版式；false 则不记也不回"),
            at_start=True,
        ),
    ] = True
    """The program starts where one left it; false: where one was is not kept either."""
    boss: Annotated[
        Literal["off", "shell", "log"],
        told(
            tr("老板键"),
            tr('"off"、"shell" 或 "log"'),
            tr("按 ` 换成一屏别的东西，再按回来：shell 像命令行，log 像日志"),
            group=tr("界面"),
        ),
    ] = "off"
    """A key shows something that has nothing to do with news; `off`: it does not."""
    measure: Annotated[
        int,
        told(
            tr("行长"),
            tr(
                "{narrowest} 到 {widest} 之间的偶数（格）",
                narrowest=NARROWEST_MEASURE,
                widest=WIDEST_MEASURE,
            ),
            tr("文章每行最多几格，一个汉字占两格"),
            group=tr("版式"),
            step=2,
            ge=NARROWEST_MEASURE,
            le=WIDEST_MEASURE,
            multiple_of=2,
        ),
    ] = 72
    """Longest line of an article in cells; a Han character takes two."""
    line_spacing: Annotated[int, told(tr("行距"), tr("0 或 1"), tr("文章里每两行之间空几行"), ge=0, le=1)] = 0
    """Blank lines between two lines of an article."""
    script: Annotated[
        Literal["as-is", "simplified", "traditional"],
        told(
            tr("简繁"),
            tr('"as-is"、"simplified" 或 "traditional"'),
            tr("汉字显示为原样、简体或繁体，复制的仍是原文；需要另装 zhonggong-reader[chinese]"),
        ),
    ] = "as-is"
    """Characters that are shown; needs the extra `chinese`."""
    justify: Annotated[bool, told(tr("两端对齐"), _SWITCH, tr("各行右端对齐，段末一行除外"))] = True
    """Lines end flush at the right."""
    hanging: Annotated[bool, told(tr("标点悬挂"), _SWITCH, tr("行末的逗号、句号可以伸出版心"))] = False
    """悬挂: a comma or full stop may stand right of the line."""
    half_width_ends: Annotated[
        bool, told(tr("行末半角"), _SWITCH, tr("行末的标点只占半个字（GB/T 15834 5.1.10）"))
    ] = False
    """A mark at the end of a line takes half its width (GB/T 15834 5.1.10)."""
    phrase: Annotated[
        bool,
        told(
            tr("按词断行"),
            _SWITCH,
            tr("尽量不在词组中间断行；需要另装 zhonggong-reader[phrases]，没装则不起作用"),
        ),
    ] = False
    """Lines rather break between phrases; needs the extra `phrases`."""
    ambiguous_width: Annotated[
        Literal["auto", 1, 2],
        told(
            tr("引号占格"),
            tr('"auto"、1 或 2'),
            tr("终端给“ ” … — 这类字符几格；auto 会问终端，问不出按一格"),
            group=tr("界面"),
            at_start=True,
        ),
    ] = "auto"
    """Cells that the terminal gives to `“ ” … —`; `auto` asks it."""
    watch: Annotated[
        tuple[Annotated[str, msgspec.Meta(pattern=r"[^\W_]", max_length=LONGEST_WORD)], ...],
        told(
            tr("关注词"),
            tr(
                '词的列表，如 ["工匠", "人工智能"]，至多 {most} 个，每个至多 {longest} 个字',
                most=MOST_WORDS,
                longest=LONGEST_WORD,
            ),
            tr("标题或正文里有这些词的，在列表和文章里标出，另列为“关注”；不分大小写、全半角、繁简"),
            group=tr("关注"),
            max_length=MOST_WORDS,
        ),
    ] = ()
    """Words that are marked in lists and articles, and whose headlines make a list of their own."""
    notify: Annotated[
        Literal["auto", "terminal", "desktop", "bell", "never"],
        told(
            tr("通知"),
            tr('"auto"、"terminal"、"desktop"、"bell" 或 "never"'),
            tr("取到有关注词的新闻时通知：terminal 由终端，desktop 由 notify-send，bell 响铃"),
            group=tr("关注"),
        ),
    ] = "auto"
    """How one is told of new headlines with watched words; `auto`: as the terminal or the desktop can."""
    pictures: Annotated[
        Literal["never", "ask", "always"],
        told(
            tr("图片"),
            tr('"never"、"ask" 或 "always"'),
            tr("never 从不取图片；ask 按 i 才取；always 随文章取"),
            group=tr("图片"),
        ),
    ] = "ask"
    """Pictures are fetched not at all, when a key asks for those of the open article, or with it."""
    picture_protocol: Annotated[
        Literal["auto", "kitty", "sixel", "half"],
        told(
            tr("画法"),
            tr('"auto"、"kitty"、"sixel" 或 "half"'),
            tr("图片怎么画；auto 会问终端，half 每格画两种颜色，哪里都行"),
            at_start=True,
        ),
    ] = "auto"
    """How pictures are drawn; `auto` asks the terminal, `half` is two colours a cell and works everywhere."""
    picture_cache_mb: Annotated[
        int,
        told(
            tr("缓存"),
            tr("0 到 100000 之间的整数（MB）"),
            tr("磁盘上最多存多少 MB 图片，0 为不存；久未看的先删"),
            step=50,
            ge=0,
            le=100_000,
        ),
    ] = 200
    """Megabytes of pictures that are kept on disk; 0: none."""
    terminal_progress: Annotated[
        Literal["auto", "never", "always"],
        told(
            tr("终端进度"),
            tr('"auto"、"never" 或 "always"'),
            tr("取新闻时在终端的标签页上显示进度；auto 只用于认得的终端"),
            group=tr("别的程序"),
        ),
    ] = "auto"
    """Progress goes to the terminal's own bar too (OSC 9;4); `auto`: where it is known to understand."""
    browser: Annotated[
        tuple[str, ...],
        told(
            tr("浏览器"),
            tr('命令及其参数的列表，如 ["firefox", "--new-tab"]'),
            tr("用它打开网址，网址接在最后；不写则用系统的"),
            group=tr("别的程序"),
        ),
    ] = ()
    """Command that opens an address, which is appended as the last argument; empty: the system's own."""
    clippings: Annotated[
        str,
        told(
            tr("剪报文件夹"),
            tr("以 / 或 ~/ 开头的文件夹"),
            tr("文章和电子书存在这里；不写则为“文档”里的“剪报”"),
            pattern=r"^($|~?[/\\]|[A-Za-z]:[/\\])",
            max_length=1000,
        ),
    ] = ""
    """Folder of saved articles; empty: 剪报, among the reader's documents."""
    pipe: Annotated[
        tuple[str, ...],
        told(
            tr("交给命令"),
            tr('命令及其参数的列表，如 ["wc", "-m"]'),
            tr("按 | 时把文章以 Markdown 从标准输入交给它，不经过 shell；不写则没有"),
        ),
    ] = ()
    """Command that the open article is handed to as Markdown, on standard input; empty: none."""
    keys: Annotated[
        KeyWishes,
        told(
            tr("按键"),
            tr('一套按键的名字，或一个表：preset = "名字"，动作名 = "按键"'),
            tr("一套按键是 default、newsboat、vim 或 arrows；设置里按回车给单个动作换键"),
            group=tr("界面"),
            offers="key sets",
        ),
    ] = "default"
    """The name of a set of keys, or a table: that name as `preset`, and what single commands have instead."""
    panes: Annotated[Panes, told(tr("窗格"))] = Panes()
    channels: Annotated[Channels, told(tr("频道"))] = Channels()
    keep: Annotated[Keep, told(tr("书库"))] = Keep()
    network: Annotated[Network, told(tr("网络"))] = Network()
    matrix: Annotated[Matrix, told(tr("媒体矩阵"))] = Matrix()
