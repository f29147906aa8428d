"""QR codes as cells of a terminal, drawn so that a phone reads them from any theme.

Dark modules are black and light ones white whatever the theme says: inverted codes, and codes
without their quiet zone, are not read (ISO/IEC 18004 section 9.1 asks for four modules around; two
are enough on a screen, and fit more terminals). Draws only: which form fits is for the screen.
"""

from typing import Final, Literal

from msgspec import Struct
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from zhonggong_reader.ui.outside import safe_address

Form = Literal["half", "full"]
"""`half`: a cell shows two modules, one over the other. `full`: a module takes two cells of one
line and no glyph, for fonts whose half blocks leave gaps."""

QUIET_ZONE: Final = 2
"""Light modules on every side."""

_DARK: Final = Color.from_rgb(0, 0, 0)
_LIGHT: Final = Color.from_rgb(255, 255, 255)


class QrCode(Struct, frozen=True):
    """The code of one address."""

    address: str
    """In ASCII, as it is encoded."""
    modules: tuple[tuple[bool, ...], ...]
    """A square, row by row, the quiet zone included; true is dark."""

    def size(self, form: Form) -> tuple[int, int]:
        """Return how many columns and lines of the terminal `form` takes."""
        side = len(self.modules)
        return (side, (side + 1) // 2) if form == "half" else (2 * side, side)

    def lines(self, form: Form) -> list[list[Segment]]:
        """Return the lines of `form`, each as wide as `size` says, with all colours explicit."""
        if form == "full":
            return [[_cell(dark, dark, width=2) for dark in row] for row in self.modules]
        blank = (False,) * len(self.modules)
        # The quiet zone is two modules and the code an odd number: the last line's lower half is
        # one more row of it.
        lower = (*self.modules[1::2], blank)
        return [
            [_cell(top, bottom) for top, bottom in zip(*rows, strict=True)]
            for rows in zip(self.modules[::2], lower, strict=True)
        ]


def encode(address: str) -> QrCode:
    """Return the code of `address` (http or https); raise InputError where that is no such address.

    Error correction is the lowest that the size allows: a screen has no scratches, and a smaller
    code has larger modules.
    """
    # Half of the screens never show a code, and the first picture needs none.
    import segno  # noqa: PLC0415

    fit = safe_address(address)
    rows = segno.make_qr(fit, error="l").matrix_iter(border=QUIET_ZONE)
    return QrCode(fit, tuple(tuple(bool(module) for module in row) for row in rows))


def _cell(top: bool, bottom: bool, width: int = 1) -> Segment:
    """Return cells whose upper and lower halves are dark or light."""
    upper, lower = (_DARK if dark else _LIGHT for dark in (top, bottom))
    style = Style(color=upper, bgcolor=lower)
    # A background has no gaps between cells; a glyph may.
    return Segment(" " * width if top == bottom else "▀", style)
