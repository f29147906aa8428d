"""Which panes stand side by side: decided from the width and the pane one is in. Pure."""

from typing import Final

from zhonggong_reader.ui.commands import PaneName

THREE_PANES: Final = 108
"""From this width on channels, headlines and article stand side by side."""
TWO_PANES: Final = 56
"""From this width on the two lists stand side by side, and an article has the screen for itself."""
LEAST_WIDTH: Final = 30
LEAST_HEIGHT: Final = 8
"""A screen smaller than this is asked to grow."""


def visible(width: int, pane: PaneName, alone: bool) -> frozenset[PaneName]:
    """Return the panes to show in a screen of `width` cells while the reader is in `pane`.

    `alone` gives the article the screen even where there is room for all.
    """
    if pane == "article" and (alone or width < THREE_PANES):
        return frozenset({"article"})
    if width >= THREE_PANES:
        return frozenset({"channels", "headlines", "article"})
    if width >= TWO_PANES:
        return frozenset({"channels", "headlines"})
    return frozenset({pane})
