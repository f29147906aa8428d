"""The QR code of an address, as large as it has to be."""

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from zhonggong_reader.errors import InputError
from zhonggong_reader.ui import qr


class CodeView(Widget):
    """Shows the code of `address`; nothing where there can be none."""

    ALLOW_SELECT = False

    address: reactive[str] = reactive("", init=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Strip] = []
        self.columns = self.rows = 0
        """Cells and lines that the code takes."""

    def watch_address(self, address: str) -> None:
        """Show another code."""
        # Half blocks are ambiguous characters: where those are wide, modules are made of blanks.
        form: qr.Form = "half" if cell_len("▀") == 1 else "full"
        try:
            code = qr.encode(address)
            self._lines = [Strip(line) for line in code.lines(form)]
            self.columns, self.rows = code.size(form)
        except InputError:
            self._lines, self.columns, self.rows = [], 0, 0
        self.styles.width, self.styles.height = self.columns, self.rows
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """Return a line of the code."""
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width)
