"""The settings, one a line under the headings of their groups."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from zhonggong_reader.settings import Settings, values
from zhonggong_reader.settings.described import Setting
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.widgets.lines import LineList

CHANGED = "*"
"""Mark of a setting that is not as it comes."""
_STEPPED = frozenset({"switch", "choice", "number"})

Entry = str | Setting
"""A line: the heading of a group, or a setting."""


def entries(settings: Sequence[Setting]) -> tuple[Entry, ...]:
    """Return the lines for `settings`, each group under its heading."""
    found: list[Entry] = []
    group = None
    for setting in settings:
        if setting.group != group:
            found.append(setting.group)
            group = setting.group
        found.append(setting)
    return tuple(found)


class SettingList(LineList):
    """Name and value of each setting; the cursor passes over headings."""

    entries: reactive[tuple[Entry, ...]] = reactive[tuple[Entry, ...]](())
    holding: reactive[object] = reactive[object](Settings())
    """The settings that hold."""

    @property
    def current(self) -> Setting | None:
        """The selected setting; None before there are any."""
        entry = self.entries[self.cursor] if self.entries else None
        return entry if isinstance(entry, Setting) else None

    def watch_entries(self) -> None:
        """Show others."""
        self.rows = len(self.entries)
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def watch_holding(self) -> None:
        """Show other values."""
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a setting: past a heading it goes on the way it came, or back."""
        cursor = super().validate_cursor(cursor)
        way = 1 if cursor >= self.cursor else -1
        for step in (way, -way):
            row = cursor
            while 0 <= row < len(self.entries):
                if isinstance(self.entries[row], Setting):
                    return row
                row += step
        return cursor

    def row_of(self, key: str) -> int | None:
        """Return the row of a setting by its key."""
        rows = enumerate(self.entries)
        return next((row for row, each in rows if isinstance(each, Setting) and each.key == key), None)

    def _into_sight(self) -> None:
        super()._into_sight()
        if self.cursor == 1:
            self.scroll_to(y=0, animate=False)  # the first heading is above it

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return a setting's line, or a heading."""
        entry = self.entries[row]
        if isinstance(entry, str):
            return [Segment(f" {fitted(entry, width - 2)}", base + self.style_of("accent"))]
        value = entry.of(self.holding)  # type: ignore[arg-type]
        mark = CHANGED if value != entry.default else " "
        name = fitted(f" {mark} {entry.title}", width - 8)
        shown = values.shown(value) or "-"
        if row == self.cursor and (entry.kind in _STEPPED or (entry.offers and isinstance(value, str))):
            shown = f"< {shown} >"
        shown = fitted(shown, width - cell_len(name) - 3)
        gap = " " * (width - cell_len(name) - cell_len(shown) - 2)
        strong = base + self.style_of("strong") if mark == CHANGED else base
        return [Segment(name, strong), Segment(gap, base), Segment(shown, strong)]
