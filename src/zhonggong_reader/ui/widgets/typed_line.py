"""A line to type in that stays a line, whatever is pasted into it."""

from typing import Final

from textual import events
from textual.widgets import Input

from zhonggong_reader.language import tr
from zhonggong_reader.text import clean_line

LINE_LIMIT: Final = 5_000
"""Characters of a line: all the watched words there may be. Textual measures all of it for each key."""

_CUT: Final = 2 * LINE_LIMIT
"""Characters of a paste that is cut: more than there can be room for, which tells that it was."""


class TypedLine(Input):
    """Takes what is pasted cleaned and as one line, as far as there is room; more keys than that ring."""

    def __init__(self, value: str = "", *, name: str, placeholder: str = "", select_on_focus: bool = True):
        """name: its id"""
        super().__init__(
            value,
            id=name,
            placeholder=placeholder,
            select_on_focus=select_on_focus,
            max_length=LINE_LIMIT,
            compact=True,
        )

    def watch_value(self, value: str) -> None:
        """Let what is longer already be made shorter: Textual refuses each step that is not short enough."""
        self.max_length = max(LINE_LIMIT, len(value))

    def on_paste(self, event: events.Paste) -> None:
        """Put what is pasted in the place of what is selected, or at the cursor."""
        event.stop()
        event.prevent_default()  # Textual would take megabytes, and measure them whenever it draws
        start, end = sorted(self.selection)
        room = max(0, LINE_LIMIT - len(self.value) + end - start)
        line = clean_line(event.text, limit=_CUT)
        self.replace(line[:room], start, end)
        if len(line) > room:
            self.app.notify(
                tr("粘贴的字太多，只放得下前 {count} 个", count=len(line[:room])),
                severity="warning",
                markup=False,
            )

    def restricted(self) -> None:
        """Ring where a key finds no room."""
        self.app.bell()
