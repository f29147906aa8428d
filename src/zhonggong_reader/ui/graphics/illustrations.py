"""The drawn pictures of a sheet: made in a thread, one after the other, and kept while they fit.

Knows no widget: who shows them gives rows their place, and sends the terminal what it must have.
"""

from asyncio import to_thread
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from rich.segment import Segment

from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.fitting import Box
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.sheet import Sheet

if TYPE_CHECKING:
    from PIL.Image import Image

    from zhonggong_reader.ui.graphics.drawing import Drawing

Row = tuple[Segment, ...]


class Place(Protocol):
    """Where a picture is drawn."""

    @property
    def block(self) -> int:
        """Under what its plate is known."""

    @property
    def row(self) -> int:
        """The first of its rows."""

    @property
    def box(self) -> Box:
        """Its size."""


class Illustrations:
    """The plates of one article by their block, and their drawings."""

    def __init__(self, ability: Ability) -> None:
        self.ability = ability
        self.plates: Mapping[int, Plate] = {}
        self._drawings: dict[tuple[int, Box], Drawing] = {}

    def replace(self, plates: Mapping[int, Plate]) -> str:
        """Take other plates; return what the terminal is to forget."""
        forget = "".join(
            self._drawings.pop(key).forget
            for key in list(self._drawings)
            if plates.get(key[0]) is not self.plates.get(key[0])
        )
        self.plates = plates
        return forget

    async def draw(self, figures: Sequence[Place]) -> AsyncIterator[str]:
        """Draw what there is a place for; yield after each picture what the terminal is to be sent.

        Drawings of another size go.
        """
        wanted = {(figure.block, figure.box) for figure in figures}
        for key in [key for key in self._drawings if key not in wanted]:
            yield self._drawings.pop(key).forget
        for figure in figures:
            plate = self.plates.get(figure.block)
            key = (figure.block, figure.box)
            if plate and plate.image and key not in self._drawings:
                self._drawings[key] = drawing = await to_thread(_draw, plate.image, figure.box, self.ability)
                yield drawing.upload

    def row(self, sheet: Sheet, number: int) -> tuple[int, Row] | None:
        """Return how many cells from the left of the sheet row `number` of a picture begins, and the row."""
        figure = sheet.figure_at(number)
        if figure is None:
            return None
        row = self.row_of(figure, number)
        return (figure.left, row) if row else None

    def row_of(self, figure: Place, number: int) -> Row | None:
        """Return row `number` of the sheet as the picture in this place shows it; None where it does not."""
        drawing = self._drawings.get((figure.block, figure.box))
        row = number - figure.row
        return drawing.rows[row] if drawing and 0 <= row < len(drawing.rows) else None


def _draw(image: "Image", box: Box, ability: Ability) -> "Drawing":
    from zhonggong_reader.ui.graphics.drawing import draw  # noqa: PLC0415 - imports Pillow

    return draw(image, box, ability)
