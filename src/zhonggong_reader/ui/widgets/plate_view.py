"""One picture as large as its window."""

from asyncio import to_thread
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.fitting import Box, fit
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.painting import picture_row, send
from zhonggong_reader.ui.tasks import task

if TYPE_CHECKING:
    from zhonggong_reader.ui.graphics.drawing import Drawing


class PlateView(Widget):
    """Shows a plate in the middle; nothing while there is none, or it has no picture."""

    ALLOW_SELECT = False

    plate: reactive[Plate | None] = reactive[Plate | None](None, init=False)

    def __init__(self, ability: Ability) -> None:
        super().__init__()
        self._ability = ability
        self._drawing: Drawing | None = None

    def watch_plate(self) -> None:
        """Draw another one."""
        self._show(None)
        self._draw()

    def on_resize(self) -> None:
        """Draw for another size."""
        self._draw()

    def on_unmount(self) -> None:
        """Let the terminal forget the picture."""
        self._show(None)

    @task(exclusive=True)
    async def _draw(self) -> None:
        plate, most = self.plate, Box(*self.size)
        if plate is None or plate.image is None or not all(most):
            return
        from zhonggong_reader.ui.graphics.drawing import draw  # noqa: PLC0415 - imports Pillow

        box = fit(plate.size, most, self._ability.cell)
        self._show(await to_thread(draw, plate.image, box, self._ability))

    def _show(self, drawing: "Drawing | None") -> None:
        before, self._drawing = self._drawing, drawing
        send(self.app, (before.forget if before else "") + (drawing.upload if drawing else ""))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, base = self.size.width, self.rich_style
        drawing = self._drawing
        if drawing is None:
            return Strip.blank(width, base)
        row = y - (self.size.height - len(drawing.rows)) // 2
        if not 0 <= row < len(drawing.rows):
            return Strip.blank(width, base)
        margin = Segment(" " * max(0, (width - drawing.width) // 2), base)
        picture = picture_row(drawing.rows[row], base, self.screen.is_active)
        return Strip([margin, *picture]).adjust_cell_length(width, base)
