"""The settings, one a line under the headings of their groups."""

from collections.abc import Sequence
from typing import Any, cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from zhonggong_reader.settings import Settings, values
from zhonggong_reader.settings.described import Setting
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.widgets.grouped_list import GroupedList

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


class SettingList(GroupedList):
    """Name and value of each setting."""

    holding: reactive[object] = reactive[object](Settings())
    """The settings that hold."""

    @property
    def current(self) -> Setting | None:
        """The selected setting; None before there are any."""
        return cast("Setting | None", self.selected)

    def watch_holding(self) -> None:
        """Show other values."""
        self.refresh()

    def row_of(self, key: str) -> int | None:
        """Return the row of a setting by its key."""
        rows = enumerate(self.entries)
        return next((row for row, each in rows if isinstance(each, Setting) and each.key == key), None)

    def draw_entry(self, row: int, entry: Any, width: int, base: Style) -> list[Segment]:
        """Return a setting's line."""
        value = entry.of(self.holding)
        mark = CHANGED if value != entry.default else " "
        name = fitted(f" {mark} {entry.title}", width - 8)
        shown = values.shown(value) or "-"
        if row == self.cursor and (entry.kind in _STEPPED or (entry.offers and isinstance(value, str))):
            shown = f"< {shown} >"
        shown = fitted(shown, width - cell_len(name) - 3)
        gap = " " * (width - cell_len(name) - cell_len(shown) - 2)
        strong = base + self.style_of("strong") if mark == CHANGED else base
        return [Segment(name, strong), Segment(gap, base), Segment(shown, strong)]
