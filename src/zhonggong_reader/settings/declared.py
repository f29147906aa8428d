"""What config.toml can say: each setting with what it may be, and what holds where it says nothing."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec

NARROWEST_MEASURE: Final = 24
WIDEST_MEASURE: Final = 96
"""Cells between which a line of an article may be long."""

_Switch = Annotated[bool, msgspec.Meta(description="true 或 false")]
_Address = Annotated[
    str,
    msgspec.Meta(pattern=r"^https?://[^\s]+$", max_length=2000, description="http(s) 开头的网址"),
]


class Matrix(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[matrix]`: addresses that replace what the site links its media entries to."""

    client: _Address | None = None
    wechat: _Address | None = None
    weibo: _Address | None = None
    douyin: _Address | None = None


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[network]`: how patient and how polite the reader is."""

    timeout: Annotated[float, msgspec.Meta(ge=1, le=120, description="1 到 120 之间的秒数")] = 20.0
    """Seconds on the wire for one page, redirects and further tries included, its turn not."""
    pause: Annotated[float, msgspec.Meta(ge=0, le=60, description="0 到 60 之间的秒数")] = 0.25
    """Least seconds between two requests to the site."""


class Channels(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[channels]`: which channels stand in the list and in which order, by slug or name."""

    first: Annotated[tuple[str, ...], msgspec.Meta(description="频道名或路径的列表")] = ()
    """These come first, in this order; the others follow as the site orders them."""
    hidden: Annotated[tuple[str, ...], msgspec.Meta(description="频道名或路径的列表")] = ()
    """These are neither shown nor fetched unless named."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that config.toml can say, with the values that hold where it says nothing."""

    language: Annotated[Literal["auto", "zh", "en"], msgspec.Meta(description='"auto"、"zh" 或 "en"')] = (
        "auto"
    )
    """Of the interface; `auto` is English where the locale is, else Chinese. Read by `language`, which is
    asked before settings are."""
    theme: Annotated[str, msgspec.Meta(min_length=1, description="paper、night 或 Textual 的主题名")] = (
        "paper"
    )
    measure: Annotated[
        int,
        msgspec.Meta(
            ge=NARROWEST_MEASURE,
            le=WIDEST_MEASURE,
            multiple_of=2,
            description=f"{NARROWEST_MEASURE} 到 {WIDEST_MEASURE} 之间的偶数（格）",
        ),
    ] = 72
    """Longest line of an article in cells; a Han character takes two."""
    justify: _Switch = True
    """Lines end flush at the right."""
    hanging: _Switch = False
    """悬挂: a comma or full stop may stand right of the line."""
    half_width_ends: _Switch = False
    """A mark at the end of a line takes half its width (GB/T 15834 5.1.10)."""
    phrase: _Switch = False
    """Lines rather break between phrases; needs the extra `phrases`."""
    ambiguous_width: Annotated[Literal["auto", 1, 2], msgspec.Meta(description='"auto"、1 或 2')] = "auto"
    """Cells that the terminal gives to `“ ” … —`; `auto` asks it."""
    pictures: Annotated[
        Literal["never", "ask", "always"], msgspec.Meta(description='"never"、"ask" 或 "always"')
    ] = "ask"
    """Pictures are fetched not at all, when a key asks for those of the open article, or with it."""
    picture_protocol: Annotated[
        Literal["auto", "kitty", "sixel", "half"],
        msgspec.Meta(description='"auto"、"kitty"、"sixel" 或 "half"'),
    ] = "auto"
    """How pictures are drawn; `auto` asks the terminal, `half` is two colours a cell and works everywhere."""
    picture_cache_mb: Annotated[
        int, msgspec.Meta(ge=0, le=100_000, description="0 到 100000 之间的整数（MB）")
    ] = 200
    """Megabytes of pictures that are kept on disk; 0: none."""
    browser: Annotated[
        tuple[str, ...], msgspec.Meta(description='命令及其参数的列表，如 ["firefox", "--new-tab"]')
    ] = ()
    """Command that opens an address, which is appended as the last argument; empty: the system's own."""
    keys: Annotated[Mapping[str, str], msgspec.Meta(description='动作名 = "按键"，多个按键以逗号分隔')] = (
        msgspec.field(default_factory=dict[str, str])
    )
    """Binding id to keys, in Textual's names: `{"article.star" = "s,f7"}`."""
    matrix: Matrix = Matrix()
    network: Network = Network()
    channels: Channels = Channels()
