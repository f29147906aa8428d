"""A card with an address: its QR code to scan, the address itself, and what to do with it."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.ui import qr
from zhonggong_reader.ui.here import Here, Keyed
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.over import Over

FULL_HEIGHT: Final = 23
"""Rows of a screen on which title, code, note, address and keys stand without a border."""
_OUT: Final = ("pane.escape", "pane.up", "pane.back", "pane.open", "article.qr")
_HERE: Final = Here(
    tr("网址卡片"),
    {
        **dict.fromkeys(_OUT, "dismiss"),
        "article.copy": "copy",
        "article.browser": "follow",
        "help": "app.help",
    },
    {
        "article.copy": tr("复制网址"),
        "article.browser": tr("浏览器打开"),
        "pane.escape": tr("返回"),
    },
    dict.fromkeys(_OUT, tr("返回")),
)


class CardText(Struct, frozen=True):
    """What a card says."""

    title: str
    address: str
    note: str
    """What the code is for, or what should be known of the address."""


class Code(Widget):
    """A QR code in the form that was chosen for the room there is."""

    ALLOW_SELECT = False

    def __init__(self, code: qr.QrCode, form: qr.Form) -> None:
        super().__init__()
        self._lines = [Strip(line) for line in code.lines(form)]
        self.styles.width, self.styles.height = code.size(form)

    def render_line(self, y: int) -> Strip:
        """Return a line of the code."""
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width)


class Card(Keyed, Over[None]):
    """Shows an address; `copy` and `follow` do what the reader then asks for."""

    CSS_PATH = places.styles() / "card.tcss"
    HERE = _HERE

    def __init__(
        self,
        text: CardText,
        copy: Callable[[str], object],
        follow: Callable[[str], object],
        keys: KeySet,
    ) -> None:
        super().__init__()
        self.use(keys)
        self._text = text
        self._copy = copy
        self._follow = follow

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(id="card"):
            yield Static(Content(self._text.title), id="title")
            yield from self._code()
            yield Static(Content(self._text.note), id="note")
            yield Static(Content(self._text.address), id="address")
            yield Static(Content(self.HERE.line(self.key_set)), id="keys")

    def on_resize(self) -> None:
        """Give the code what a low screen has: the note goes first, then the border is not drawn."""
        self.set_class(self.size.height < FULL_HEIGHT, "-low")
        self.set_class(self.size.height >= FULL_HEIGHT + 2, "-high")

    def _code(self) -> ComposeResult:
        try:
            code = qr.encode(self._text.address)
        except InputError as error:
            yield Static(Content(tr("画不出二维码：{error}", error=error)), id="no-code")
            return
        # Half blocks are ambiguous characters: where those are wide, modules are made of blanks.
        form: qr.Form = "half" if cell_len("▀") == 1 else "full"
        width, height = code.size(form)
        if width <= self.app.size.width and height + 2 <= self.app.size.height:
            yield Center(Code(code, form))
        else:
            yield Static(Content(tr("窗口太小，放不下二维码")), id="no-code")

    def action_copy(self) -> None:
        """Copy the address."""
        self._copy(self._text.address)
        self.dismiss()

    def action_follow(self) -> None:
        """Open the address in a browser."""
        self._follow(self._text.address)
        self.dismiss()
