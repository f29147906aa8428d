"""Lines that begin with one style: worked out once for all that are drawn together, anew the next time."""

from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region

from zhonggong_reader.ui.widgets.lines import LineList

HEIGHT = 20


class Shown(App[None]):
    """A list and nothing else."""

    def __init__(self, shown: LineList) -> None:
        super().__init__()
        self._shown = shown

    def compose(self) -> ComposeResult:
        yield self._shown


async def test_the_style_of_a_widget_is_worked_out_once_for_all_of_its_lines() -> None:
    asked = 0

    class Counted(LineList):
        @property
        def rich_style(self) -> Style:
            nonlocal asked
            asked += 1
            return super().rich_style

    async with Shown(Counted()).run_test(size=(40, HEIGHT)) as pilot:
        shown = pilot.app.query_one(LineList)
        shown._styles_cache.clear()
        asked = 0
        assert len(shown.render_lines(Region(0, 0, 40, HEIGHT))) == HEIGHT
        assert asked <= 2


async def test_the_next_drawing_has_the_style_of_its_time() -> None:
    async with Shown(LineList()).run_test(size=(40, HEIGHT)) as pilot:
        shown = pilot.app.query_one(LineList)
        for colour in ("#102030", "#405060"):
            shown.styles.background = colour
            [strip] = shown.render_lines(Region(0, 0, 40, 1))
            styles = [segment.style for segment in strip]
            assert [style.bgcolor.name for style in styles if style and style.bgcolor] == [colour]
            assert shown.base.bgcolor is not None
            assert shown.base.bgcolor.name == colour
