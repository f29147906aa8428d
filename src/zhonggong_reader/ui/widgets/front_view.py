"""A window over the front page, with one story selected."""

from asyncio import to_thread
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from zhonggong_reader.newsdesk import FrontPage, Story
from zhonggong_reader.ui.front_page import Laid, Wishes, lay_out
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.illustrations import Illustrations
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.painting import notice_line, picture_row, send
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.even import EvenView


class FrontView(EvenView, can_focus=True, inherit_bindings=False):
    """Shows a page laid out for its width; the cursor goes from story to story."""

    COMPONENT_CLASSES = {
        *(f"front--{kind}" for kind in ("lead", "head", "rule", "first", "title", "read", "soft", "accent")),
        "front--cursor",
    }
    ALLOW_SELECT = False

    page_shown: reactive[FrontPage | None] = reactive[FrontPage | None](None, init=False)
    wishes: reactive[Wishes | None] = reactive[Wishes | None](None, init=False)
    """What the page is laid out for besides the width; set before it."""
    plates: reactive[Mapping[int, Plate]] = reactive[Mapping[int, Plate]]({}, init=False)
    """Pictures, by the id of the headline."""
    notice: reactive[str] = reactive("")
    """What stands here while there is no story."""
    cursor: reactive[int] = reactive(0, init=False)
    """Number of the selected story."""

    @dataclass
    class Chosen(Message):
        """A story was clicked."""

        view: "FrontView"

        @property
        def control(self) -> "FrontView":
            """The view that was clicked."""
            return self.view

    def __init__(self, ability: Ability) -> None:
        super().__init__()
        self._illustrations = Illustrations(ability)
        self._laid = Laid()
        self._stories: tuple[Story, ...] = ()
        """Those that are laid out, in the order of reading."""

    @property
    def current(self) -> Story | None:
        """The selected story; None on an empty page."""
        return self._stories[self.cursor] if self._stories else None

    @property
    def at_end(self) -> bool:
        """Whether the last row is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y

    # ── What is shown ────────────────────────────────────────────────────────────────────────

    def watch_page_shown(self) -> None:
        """Lay it out."""
        self._lay_out()

    watch_wishes = watch_page_shown

    def watch_plates(self, plates: Mapping[int, Plate]) -> None:
        """Make room for pictures."""
        send(self.app, self._illustrations.replace(plates))
        self._lay_out()

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        self._lay_out()

    def on_unmount(self) -> None:
        """Let the terminal forget the pictures."""
        send(self.app, self._illustrations.replace({}))

    @task(exclusive=True, group="front")
    async def _lay_out(self) -> None:
        page, wishes = self.page_shown, self.wishes
        if page is None or wishes is None or not self.size.width:
            return
        laid = await to_thread(lay_out, page, self.size.width, wishes, self.plates)
        cursor = self._same_story(page.stories)
        self._laid, self._stories = laid, page.stories
        self.virtual_size = Size(self.size.width, len(self._laid.rows))
        self.show_vertical_scrollbar = self.virtual_size.height > self.size.height
        self.cursor = cursor
        self._into_sight()
        self.refresh()
        async for sequence in self._illustrations.draw(self._laid.figures):
            send(self.app, sequence)
            self.refresh()

    def _same_story(self, stories: Sequence[Story]) -> int:
        """Return which of `stories` is the selected one; of a page that nobody has moved in, the lead."""
        if self.cursor == 0 or self.current is None:
            return 0
        now = (number for number, story in enumerate(stories) if story.listed.id == self.current.listed.id)
        return next(now, self.cursor)

    # ── Moving ───────────────────────────────────────────────────────────────────────────────

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a story."""
        return max(0, min(cursor, len(self._laid.spots) - 1))

    def watch_cursor(self) -> None:
        """Show where it is."""
        self._into_sight()
        self.refresh()

    def across(self, step: Literal[1, -1]) -> bool:
        """Go to the column beside this one; return whether there is one."""
        beside = self._laid.beside(self.cursor, step) if self._laid.spots else None
        if beside is not None:
            self.cursor = beside
        return beside is not None

    def page(self, pages: float) -> None:
        """Scroll by windows, of which whole ones keep two rows in sight; the cursor comes along."""
        height = self.size.height - 2 if abs(pages) >= 1 else self.size.height
        top = self.scroll_offset.y + round(pages * max(1, height))
        top = round(max(0, min(top, self.max_scroll_y)))
        inside = [
            number
            for number, spot in enumerate(self._laid.spots)
            if top <= spot.row and spot.row + spot.height <= top + self.size.height
        ]
        if inside and self.cursor not in inside:
            self.cursor = min(inside) if pages > 0 else max(inside)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def edge(self, end: bool) -> None:
        """Go to the first story, or to the last."""
        self.cursor = len(self._laid.spots) - 1 if end else 0

    def _into_sight(self) -> None:
        if not self._laid.spots:
            return
        spot = self._laid.spots[self.cursor]
        # What stands above the first story belongs to it.
        row = 0 if self.cursor == 0 else spot.row - 1
        self.scroll_to_region(
            Region(0, row, 1, spot.row + spot.height - row), animate=False, immediate=True, force=True
        )

    def on_click(self, event: events.Click) -> None:
        """Select the story under the pointer, and tell."""
        story = self._laid.at(event.x, event.y + self.scroll_offset.y)
        if story is not None:
            self.cursor = story
            self.post_message(self.Chosen(self))

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, base = self.size.width, self.base
        if not self._laid.rows:
            style = base + self.get_component_rich_style("front--soft", partial=True)
            return notice_line(self.notice, y, self.size, base, style)
        number = self.scroll_offset.y + y
        if number >= len(self._laid.rows):
            return Strip.blank(width, base)
        segments: list[Segment] = []
        column = 0
        for left, cells, pieces in sorted(self._parts(number, base), key=lambda part: part[0]):
            segments += [Segment(" " * (left - column), base), *pieces]
            column = left + cells
        return Strip(segments).adjust_cell_length(width, base)

    def _parts(self, number: int, base: Style) -> Iterator[tuple[int, int, list[Segment]]]:
        """Yield what stands in a row: its first cell, how many cells it takes, and the segments."""
        for piece in self._laid.rows[number]:
            under = base
            if piece.story == self.cursor and piece.story is not None:
                under += self.get_component_rich_style("front--cursor", partial=True)
            segment = Segment(piece.text, under + self._style(piece.kind))
            yield piece.left, segment.cell_length, [segment]
        for figure in self._laid.figures:
            if row := self._illustrations.row_of(figure, number):
                yield figure.left, figure.box.width, picture_row(row, base, self.screen.is_active)

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"front--{kind}", partial=True)
