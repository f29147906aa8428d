"""The days of the newspaper in one line: today at the right, the one that is shown marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from zhonggong_reader.model import KeptDay
from zhonggong_reader.ui import times
from zhonggong_reader.ui.painting import glyph

GAP: Final = 1
"""Cells between two days, beside the one for the mark."""
AHEAD: Final = 2
"""Days behind the shown one that stay in sight where today is far."""
_DAY: Final = timedelta(days=1)


def mark(kept: KeptDay) -> str:
    """Return one cell that tells how much of a day's issue is kept: all, some, nothing."""
    if kept.is_whole:
        return glyph("✓", "v")
    return "~" if kept.kept else " "


class DayStrip(Widget):
    """Shows as many days as fit; a click on one posts `Chosen`."""

    COMPONENT_CLASSES = {"days--shown", "days--kept"}
    DEFAULT_CSS = "DayStrip { height: 1; }"
    ALLOW_SELECT = False

    day: reactive[date] = reactive(date.min)
    """The day that is shown."""
    today: reactive[date] = reactive(date.min)
    kept: reactive[tuple[KeptDay, ...]] = reactive[tuple[KeptDay, ...]](())
    """Of which days the library has anything."""

    @dataclass
    class Chosen(Message):
        """A day was clicked."""

        strip: "DayStrip"
        day: date

        @property
        def control(self) -> "DayStrip":
            """The strip that was clicked."""
            return self.strip

    def _placed(self) -> Sequence[tuple[int, date, str]]:
        """Return each day in sight with its first column and its words, from left to right."""
        room = self.size.width - 2
        last = self.today
        found = self._fitting(last, room)
        if not any(day == self.day for day, _ in found):
            last = min(self.today, self.day + AHEAD * _DAY)
            found = self._fitting(last, room)
        if not any(day == self.day for day, _ in found):
            found = self._fitting(self.day, room)
        placed = []
        column = 1
        for day, words in reversed(found):
            placed.append((column, day, words))
            column += cell_len(words) + GAP
        return placed

    def _fitting(self, last: date, room: int) -> list[tuple[date, str]]:
        """Return the days back from `last` that stand side by side in `room` cells."""
        marks = {kept.day: mark(kept) for kept in self.kept}
        found: list[tuple[date, str]] = []
        day = last
        while day > date.min:
            words = f"{times.day(day, self.today)}{marks.get(day, ' ')}"
            room -= cell_len(words) + (GAP if found else 0)
            if room < 0:
                break
            found.append((day, words))
            day -= _DAY
        return found

    def render_line(self, y: int) -> Strip:
        """Return the line itself."""
        base = self.rich_style
        shown = base + self.get_component_rich_style("days--shown", partial=True)
        kept = base + self.get_component_rich_style("days--kept", partial=True)
        segments: list[Segment] = []
        column = 0
        for start, day, words in self._placed():
            style = shown if day == self.day else base
            segments += [
                Segment(" " * (start - column), base),
                Segment(words[:-1], style),
                Segment(words[-1], kept if day != self.day else style),
            ]
            column = start + cell_len(words)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Tell which day was clicked."""
        for start, day, words in self._placed():
            if start <= event.x < start + cell_len(words):
                self.post_message(self.Chosen(self, day))
