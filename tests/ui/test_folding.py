"""Which panes stand side by side."""

import pytest

from zhonggong_reader.ui import folding
from zhonggong_reader.ui.commands import PaneName

ALL = {"channels", "headlines", "article"}
LISTS = {"channels", "headlines"}


@pytest.mark.parametrize(
    ("width", "pane", "panes"),
    [
        (200, "channels", ALL),
        (108, "headlines", ALL),
        (108, "article", ALL),
        (107, "channels", LISTS),
        (80, "headlines", LISTS),
        (80, "article", {"article"}),
        (56, "channels", LISTS),
        (55, "channels", {"channels"}),
        (55, "headlines", {"headlines"}),
        (40, "article", {"article"}),
    ],
)
def test_panes_fold_with_the_width(width: int, pane: PaneName, panes: set[PaneName]) -> None:
    assert folding.visible(width, pane, alone=False) == panes


@pytest.mark.parametrize("width", [40, 80, 120, 300])
def test_an_article_alone_has_the_screen_at_every_width(width: int) -> None:
    assert folding.visible(width, "article", alone=True) == {"article"}


@pytest.mark.parametrize("width", [1, 40, 80, 120])
@pytest.mark.parametrize("pane", sorted(ALL))
@pytest.mark.parametrize("alone", [True, False])
def test_the_pane_one_is_in_is_always_shown(width: int, pane: PaneName, alone: bool) -> None:
    assert pane in folding.visible(width, pane, alone)
