"""A calendar over the newspaper: months with the days that are kept, to jump to any of them."""

from calendar import Calendar as Months
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptDay
from zhonggong_reader.ui.here import Here, Keyed
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.over import Over
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.day_strip import mark

CELLS: Final = 4
"""Of one day."""
WEEKS: Final = 6
"""Rows of a month, as many as the longest one has."""
_OUT: Final = ("pane.up", "pane.escape", "paper.calendar")
_HERE: Final = Here(
    tr("日历"),
    {
        **dict.fromkeys(_OUT, "dismiss(None)"),
        "pane.back": "days(-1)",
        "pane.open": "days(1)",
        "move.up": "days(-7)",
        "move.down": "days(7)",
        **dict.fromkeys(("channel.previous", "page.up"), "months(-1)"),
        **dict.fromkeys(("channel.next", "page.down"), "months(1)"),
        "day.previous": "months(-12)",
        "day.next": "months(12)",
        "move.top": "first",
        "help": "app.help",
    },
    {},
    {
        **dict.fromkeys(_OUT, tr("返回")),
        "pane.back": tr("前一天"),
        "pane.open": tr("后一天"),
        "move.up": tr("前一周"),
        "move.down": tr("后一周"),
        **dict.fromkeys(("channel.previous", "page.up"), tr("前一月")),
        **dict.fromkeys(("channel.next", "page.down"), tr("后一月")),
        "day.previous": tr("前一年"),
        "day.next": tr("后一年"),
        "move.top": tr("今天"),
    },
)
_WEEKDAYS: Final = tr("一二三四五六日")

Days = Callable[[date, date], Awaitable[Sequence[KeptDay]]]
"""Tells of which days from the first to the last the library has anything."""


class Month(Widget, can_focus=True):
    """The month of `day`, a week a row; the day itself is marked."""

    COMPONENT_CLASSES = {"month--chosen", "month--kept", "month--soft"}
    ALLOW_SELECT = False

    day: reactive[date] = reactive(date.min)
    kept: reactive[tuple[KeptDay, ...]] = reactive[tuple[KeptDay, ...]](())

    class Pressed(Message):
        """A day that has come was clicked; `day` says which."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.set_reactive(Month.day, day)
        self._today = today
        self.styles.width, self.styles.height = 7 * CELLS, WEEKS + 1

    def _weeks(self) -> list[list[date]]:
        return Months().monthdatescalendar(self.day.year, self.day.month)

    def render_line(self, y: int) -> Strip:
        """Return the weekdays, or a week."""
        base = self.rich_style
        soft = base + self.get_component_rich_style("month--soft", partial=True)
        if y == 0:
            return Strip([Segment(f" {weekday} ", soft) for weekday in _WEEKDAYS])
        weeks = self._weeks()
        if y > len(weeks):
            return Strip.blank(self.size.width, base)
        marks = {kept.day: mark(kept) for kept in self.kept if kept.kept}
        segments = []
        for day in weeks[y - 1]:
            style = base
            if day == self.day:
                style = base + self.get_component_rich_style("month--chosen", partial=True)
            elif day > self._today:
                style = soft
            elif day in marks:
                style = base + self.get_component_rich_style("month--kept", partial=True)
            inside = day.month == self.day.month
            segments.append(Segment(f"{day.day:>3}{marks.get(day, ' ')}" if inside else " " * CELLS, style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the pointer."""
        weeks = self._weeks()
        column, row = event.x // CELLS, event.y - 1
        if 0 <= row < len(weeks) and 0 <= column < 7:
            day = weeks[row][column]
            if day.month == self.day.month and day <= self._today:
                self.day = day
                self.post_message(self.Pressed())


class Calendar(Keyed, Over[date | None]):
    """Answers with the day that was chosen; None: with none."""

    CSS_PATH = places.styles() / "calendar.tcss"
    HERE = _HERE
    # Before the commands that these keys are of elsewhere: opening goes on to the next day here.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", priority=True)]

    def __init__(self, day: date, first: date, today: date, days: Days, keys: KeySet) -> None:
        """Open at `day`; only days from `first` to `today` can be chosen."""
        super().__init__()
        self.use(keys)
        self._first, self._today, self._days = first, today, days
        self._month = Month(min(max(day, first), today), today)

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        with Vertical(id="calendar"):
            yield Static(id="title")
            yield self._month
            yield Static(Content(self._key_lines()), id="keys")

    def _key_lines(self) -> str:
        name = self.key_set.name
        months, years = (f"{name(f'{step}.previous')} {name(f'{step}.next')}" for step in ("channel", "day"))
        return tr(
            "{months} 换月  {years} 换年  {today} 今天\n回车 打开  {back} 返回",
            months=months,
            years=years,
            today=name("move.top"),
            back=name("pane.escape"),
        )

    def on_mount(self) -> None:
        """Show the month."""
        self._month.focus()
        self._turn()

    def _turn(self) -> None:
        day = self._month.day
        self.query_one("#title", Static).update(
            Content(tr("{year}年{month}月", year=day.year, month=day.month))
        )
        self._look_up(day.replace(day=1))

    @task(exclusive=True)
    async def _look_up(self, first: date) -> None:
        """Mark the days of a month that are kept; a library that cannot tell marks none."""
        try:
            self._month.kept = tuple(await self._days(first, first + timedelta(days=30)))
        except ReaderError:
            self._month.kept = ()

    def on_month_pressed(self) -> None:
        """Take the day that was clicked."""
        self.action_choose()

    def action_choose(self) -> None:
        """Answer with the day."""
        self.dismiss(self._month.day)

    def action_first(self) -> None:
        """Go to today."""
        self._go(self._today)

    def action_days(self, days: int) -> None:
        """Go on by days."""
        self._go(self._month.day + timedelta(days=days))

    def action_months(self, months: int) -> None:
        """Go on by months, to the same day or the month's last."""
        day = self._month.day
        number = day.year * 12 + day.month - 1 + months
        start = date(number // 12, number % 12 + 1, 1)
        last = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._go(start.replace(day=min(day.day, last.day)))

    def _go(self, day: date) -> None:
        self._month.day = min(max(day, self._first), self._today)
        self._turn()
