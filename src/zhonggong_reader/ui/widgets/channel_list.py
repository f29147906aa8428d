"""The channels, above them the whole library, what is starred, what was read, what has watched words."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListedChannel, SavedSearch, Shelf
from zhonggong_reader.ui.painting import fitted, glyph
from zhonggong_reader.ui.widgets.lines import LineList

WATCHED: Final = Shelf(watched=True)


class Section(Struct, frozen=True):
    """A row of the channel list: a shelf with its name and how much of it is unread."""

    shelf: Shelf
    name: str
    unread: int = 0
    failed: bool = False
    channel: ListedChannel | None = None
    """None for what stands above the channels."""


def sections(
    channels: Sequence[ListedChannel], saved: Sequence[SavedSearch] = (), watched: int | None = None
) -> tuple[Section, ...]:
    """Return the rows for `channels`: 全部, 收藏, 阅读历史, 关注 and the saved searches first.

    watched: how much with watched words is unread; None: no words are watched
    """
    return (
        Section(Shelf(), tr("全部")),
        Section(Shelf(starred=True), tr("收藏")),
        Section(Shelf(history=True), tr("阅读历史")),
        *(() if watched is None else (Section(WATCHED, tr("关注"), watched),)),
        *(
            Section(Shelf(each.listed.channel.slug), f"⌕{each.listed.channel.name}", each.listed.unread)
            for each in saved
        ),
        *(
            Section(
                Shelf(entry.channel.slug),
                entry.channel.name,
                entry.unread,
                entry.failure is not None,
                entry,
            )
            for entry in channels
        ),
    )


class ChannelList(LineList):
    """One channel a line: its name, a `!` where the last fetch failed, how many are unread."""

    sections: reactive[tuple[Section, ...]] = reactive[tuple[Section, ...]](())

    pending: reactive[frozenset[str]] = reactive[frozenset[str]](frozenset())
    """Slugs of the channels that are still to be fetched in the round under way."""

    @property
    def current(self) -> Section | None:
        """The selected section; None before the library has answered."""
        return self.sections[self.cursor] if self.sections else None

    def watch_sections(self) -> None:
        """Show other counts, or other channels."""
        self.rows = len(self.sections)
        self.refresh()

    def row_of(self, shelf: Shelf) -> int | None:
        """Return the row of `shelf`."""
        return next((row for row, each in enumerate(self.sections) if each.shelf == shelf), None)

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return a channel's line."""
        section = self.sections[row]
        count = f"{section.unread}" if section.unread < 10_000 else "9999+"
        waits = section.shelf.channel in self.pending
        right = (glyph("⋯", "~") + " " if waits else "! " if section.failed else "") + (
            count if section.unread else ""
        )
        name = fitted(section.name, width - cell_len(right) - 2)
        gap = " " * (width - cell_len(name) - cell_len(right) - 1)
        strong = base + self.style_of("strong") if section.unread else base
        return [
            Segment(" ", base),
            Segment(name, strong),
            Segment(gap, base),
            Segment(right, base + self.style_of("accent" if section.failed else "soft")),
        ]
