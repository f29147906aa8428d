"""Which panes stand side by side, and how wide: decided from the screen and what one wishes. Pure.

From left to right: channels, an edge, headlines, an edge, the article. An edge takes one cell.
"""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec.structs import replace

from zhonggong_reader.settings import NARROWEST_CHANNELS, WIDEST_CHANNELS, Panes
from zhonggong_reader.ui.commands import PaneName

THREE_PANES: Final = 108
"""From this width on channels, headlines and article stand side by side."""
TWO_PANES: Final = 56
"""From this width on the two lists stand side by side, and an article has the screen for itself."""
LEAST_WIDTH: Final = 30
LEAST_HEIGHT: Final = 8
"""A screen smaller than this is asked to grow."""
LEAST_HEADLINES: Final = 24
LEAST_ARTICLE: Final = 32
"""Cells that headlines and article keep beside other panes, wherever the edges are wished."""

EdgeName = Literal["channels", "headlines"]
"""An edge, by the pane on its left."""
EDGES: Final[tuple[EdgeName, ...]] = ("channels", "headlines")


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


def edges(shown: frozenset[PaneName]) -> tuple[EdgeName, ...]:
    """Return the edges between the panes that are shown."""
    return EDGES[: len(shown) - 1]


def columns(width: int, shown: frozenset[PaneName], panes: Panes) -> Mapping[EdgeName, int]:
    """Return in which column (0 …) each edge stands in a screen of `width` cells."""
    found: dict[EdgeName, int] = {}
    for edge in edges(shown):
        if edge == "channels":
            least = LEAST_HEADLINES + (LEAST_ARTICLE if len(shown) == 3 else 0)
            found[edge] = min(panes.channels, width - least) - 1
        else:
            beside = width - found["channels"] - 1
            wished = int(beside * panes.headlines / 100)
            headlines = max(LEAST_HEADLINES, min(wished, beside - LEAST_ARTICLE))
            found[edge] = found["channels"] + 1 + headlines
    return found


def moved(width: int, shown: frozenset[PaneName], panes: Panes, edge: EdgeName, to: int) -> Panes:
    """Return what one wishes of the panes who moves `edge` to column `to`, as far as it can go.

    The other edge stays where it is, while its pane keeps its least width.
    """
    stand = columns(width, shown, panes)
    if edge == "channels":
        panes = replace(panes, channels=max(NARROWEST_CHANNELS, min(to + 1, WIDEST_CHANNELS)))
        if "headlines" not in stand:
            return panes
        to = stand["headlines"]
    channels = columns(width, shown, panes)["channels"] + 1
    headlines = max(LEAST_HEADLINES, min(to - channels, width - channels - LEAST_ARTICLE))
    # A tenth more than the exact share, so that the cell itself is met where shares are cut to cells.
    share = round(100 * (headlines + 0.5) / (width - channels), 1)
    return replace(panes, headlines=max(15.0, min(share, 75.0)))
