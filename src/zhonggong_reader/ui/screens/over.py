"""A screen over another one, which is seen beneath it in paler colours."""

from collections.abc import Sequence
from functools import lru_cache

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from zhonggong_reader.ui.screens.in_turns import InTurns


class Over(InTurns[ScreenResultType], ModalScreen[ScreenResultType]):
    """What cards, questions, the palette and the help are.

    The lines beneath are dimmed once each, however often this screen is drawn: Textual would do so anew
    whenever something changes its size, which is felt in a large window.
    """

    def __init__(self) -> None:
        super().__init__()
        self._beneath: Beneath | None = None

    def covering(self) -> Sequence[Widget]:
        """Return what lies over others: all that is on it, and notices."""
        return [*self.children, *super().covering()]

    # Textual draws whatever is a Visual, and says so of other widgets.
    def render(self) -> RenderableType | Visual:  # type: ignore[override]
        """Return what lies beneath."""
        ground = super().render()
        if not isinstance(ground, BackgroundScreen):
            return ground
        beneath = self._beneath
        if beneath is None or beneath.screen is not ground.screen or beneath.tint != ground.color:
            self._beneath = beneath = Beneath(ground.screen, ground.color)
        return beneath


class Beneath(Visual):
    """The lines of a screen, seen through a tint."""

    def __init__(self, screen: Screen[object], tint: Color) -> None:
        self.screen = screen
        self.tint = tint
        self._dimmed: dict[tuple[Segment, ...], Strip] = {}
        """The lines that were there when they were last asked for."""

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the height of the screen beneath."""
        return self.screen.size.height

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the lines of the screen beneath as they are now."""
        before, self._dimmed = self._dimmed, {}
        found = []
        for strip in self.screen._compositor.render_strips()[:height]:
            line = tuple(strip)
            if line not in self._dimmed:
                self._dimmed[line] = before.get(line) or self._dim(strip)
            found.append(self._dimmed[line])
        return found

    def _dim(self, strip: Strip) -> Strip:
        return Strip(
            [
                segment if segment.control else Segment(segment.text, dimmed(segment.style, self.tint))
                for segment in strip
            ],
            strip.cell_length,
        )


@lru_cache(1024)
def dimmed(style: RichStyle | None, tint: Color) -> RichStyle | None:
    """Return a style seen through a tint, without what it does when clicked."""
    (segment,) = BackgroundScreen.process_segments([Segment(" ", style)], tint)
    return segment.style
