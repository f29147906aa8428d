"""The reader's own colours: newsprint by day, a dim room by night.

Style sheets use the names only; besides the sheets in `styles/` no other place knows a colour.
"""

from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr

PAPER: Final = Theme(
    name="paper",
    dark=False,
    background="#f7f3e8",
    surface="#f0eadb",
    panel="#e6decb",
    foreground="#26221c",
    primary="#a01f1b",
    secondary="#5c5140",
    accent="#1b5a86",
    warning="#7d4e00",
    error="#a01f1b",
    success="#2c6136",
    text_alpha=1.0,
    variables={
        "block-cursor-foreground": "#26221c",
        "block-cursor-background": "#dccfae",
        "block-cursor-blurred-background": "#e6decb",
        "input-cursor-background": "#26221c",
        "scrollbar": "#d5cab2",
        "scrollbar-hover": "#bdae8f",
        "scrollbar-active": "#a01f1b",
        "scrollbar-background": "#f0eadb",
    },
)

NIGHT: Final = Theme(
    name="night",
    dark=True,
    background="#15171b",
    surface="#1b1e24",
    panel="#252932",
    foreground="#d9d5cb",
    primary="#ec8276",
    secondary="#a89f8e",
    accent="#86b6da",
    warning="#dcae62",
    error="#ee8377",
    success="#8fbf8f",
    text_alpha=1.0,
    variables={
        "block-cursor-foreground": "#f2eee4",
        "block-cursor-background": "#2e3543",
        "block-cursor-blurred-background": "#272b34",
        "input-cursor-background": "#d9d5cb",
        "scrollbar": "#333945",
        "scrollbar-hover": "#454d5c",
        "scrollbar-active": "#ec8276",
        "scrollbar-background": "#1b1e24",
    },
)

OWN: Final = (PAPER, NIGHT)


AUTO: Final = "auto"
"""In place of a name: the reader's own theme that the hour asks for."""


def names() -> tuple[str, ...]:
    """Return the names of the themes there are, the reader's own first."""
    return (AUTO, *(theme.name for theme in OWN), *BUILTIN_THEMES)


def check(name: str) -> None:
    """Raise SettingsError where there is no theme of this name."""
    if name not in names():
        raise SettingsError(
            tr("没有“{name}”这个主题", name=name), tr("可用的主题：{names}", names=tr("、").join(names()))
        )
