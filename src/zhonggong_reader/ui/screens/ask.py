"""A sheet with a question that is answered by typing: a word, a name. Never on the last row."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.ui.screens.over import Over
from zhonggong_reader.ui.widgets.typed_line import TypedLine


class Ask(Over[str | None]):
    """Answers with what is typed, without blanks at its ends; None: nothing is to be done."""

    CSS_PATH = places.styles() / "ask.tcss"
    AUTO_FOCUS = "#typed"
    BINDINGS = [Binding("escape", "dismiss(None)", priority=True)]

    typed: Input

    def __init__(self, title: str, value: str, note: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._note = note

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        self.typed = TypedLine(self._value, name="typed")
        with Vertical(id="ask"):
            yield Static(Content(self._title), id="title")
            yield self.typed
            yield Static(Content(self._note), id="note")
            yield Static(tr("回车 好　Esc 不改"), id="keys")

    def on_mount(self) -> None:
        """Begin behind what stands there."""
        # Textual leaves the terminal's cursor at the first column of an input that holds words.
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        self.app.cursor_position = self.typed.cursor_screen_offset

    @on(Input.Submitted)
    def _accept(self) -> None:
        self.dismiss(self.typed.value.strip() or None)
