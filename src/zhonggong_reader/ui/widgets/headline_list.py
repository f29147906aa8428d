"""The headlines of a shelf. Holds a few pages of rows around the window, whatever the shelf's length."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive

from zhonggong_reader import queries, typeset
from zhonggong_reader.model import ListedHeadline, ListView
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import standing, times
from zhonggong_reader.ui.painting import fitted, glyph, sign_of
from zhonggong_reader.ui.widgets.lines import LineList

PAGE_ROWS: Final = 64
"""Rows asked for at once."""
PAGES_HELD: Final = 8
"""Pages in memory; the least lately drawn goes first."""
ONE_LINE_WIDTH: Final = 60
"""From this width on a headline takes one line, else two."""
TIME_CELLS: Final = 6


class HeadlineList(LineList):
    """Time, label, title, read, starred and watched marks of each headline."""

    view: reactive[ListView | None] = reactive[ListView | None](None)
    now: reactive[datetime | None] = reactive[datetime | None](None, repaint=False)
    """What the times are relative to; set together with the view."""
    clock: reactive[bool] = reactive(True)
    """Whether the rows bear times."""
    script: reactive[Script] = reactive[Script]("as-is")
    """Characters in which titles are shown."""
    empty: reactive[str] = reactive("")
    """What an empty list says."""
    words: reactive[tuple[Clean, ...]] = reactive[tuple[Clean, ...]](())
    """Words that stand out in titles: those that the reader watches."""

    class PageWanted(Message):
        """Rows came into sight that are not here."""

        def __init__(self, list: "HeadlineList", view: ListView, page: int) -> None:
            super().__init__()
            self.list = list
            self.view = view
            self.page = page

        @property
        def control(self) -> "HeadlineList":
            """The list that wants them."""
            return self.list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pages: OrderedDict[int, Sequence[ListedHeadline]] = OrderedDict()
        self._wanted: set[int] = set()

    # ── Data ─────────────────────────────────────────────────────────────────────────────────

    def show(
        self, view: ListView, page: int, rows: Sequence[ListedHeadline], cursor: int, now: datetime
    ) -> None:
        """Show `view` with the cursor on row `cursor`; the rows of page number `page` are here."""
        self._pages.clear()
        self._wanted.clear()
        self._pages[page] = rows
        self.view, self.now = view, now
        self.rows = view.total
        self.cursor = cursor
        self.refresh()

    def supply(self, view: ListView, page: int, rows: Sequence[ListedHeadline]) -> None:
        """Take in rows that were wanted; those of a view that is no longer shown are dropped."""
        if view != self.view:
            return
        self._wanted.discard(page)
        self._pages[page] = rows
        while len(self._pages) > PAGES_HELD:
            self._pages.popitem(last=False)
        self.refresh()

    def amend(self, changed: ListedHeadline) -> None:
        """Show new marks of a headline, if it is among the rows that are here."""
        for page, rows in self._pages.items():
            if any(listed.id == changed.id for listed in rows):
                self._pages[page] = [changed if listed.id == changed.id else listed for listed in rows]
                self.refresh()

    def at(self, row: int) -> ListedHeadline | None:
        """Return the headline in `row`; None where its page is not here (and ask for it)."""
        page, place = divmod(row, PAGE_ROWS)
        rows = self._pages.get(page)
        if rows is None:
            if self.view is not None and page not in self._wanted:
                self._wanted.add(page)
                self.post_message(self.PageWanted(self, self.view, page))
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    @property
    def pages_here(self) -> tuple[int, ...]:
        """Numbers of the pages of rows that are here."""
        return tuple(self._pages)

    @property
    def current(self) -> ListedHeadline | None:
        """The selected headline; None in an empty list, or while its page is on its way."""
        return self.at(self.cursor) if self.rows else None

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Give a headline one line or two."""
        self.row_height = 1 if self.size.width >= ONE_LINE_WIDTH else 2

    def watch_empty(self) -> None:
        """Say it."""
        self.refresh()

    def draw_empty(self, line: int, width: int, base: Style) -> list[Segment]:
        """Return what an empty list says, a sentence a line."""
        sentences = self.empty.splitlines()
        if not 1 <= line <= len(sentences):
            return []
        return [Segment("  " + fitted(sentences[line - 1], width - 4), base + self.style_of("soft"))]

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return a line of a headline; dots while the library looks it up."""
        listed = self.at(row)
        if listed is None or self.now is None:
            return [Segment("   " + glyph("⋯", "~") if line == 0 else "", base + self.style_of("soft"))]
        title = base + self.style_of("soft") if listed.read else base
        soft = base + self.style_of("soft")
        accent = base + self.style_of("accent")
        sign = sign_of(listed)
        marks = [
            Segment(" " if listed.read else glyph("●", "*"), accent),
            Segment(glyph("★", "+") if listed.starred else " ", accent),
            Segment(sign, accent if sign.strip() else base),
        ]
        time = times.short(listed.opened or listed.headline.published, self.now)
        if self.row_height == 1:
            return [*marks, *self._one_line(listed, width - 4, time, title, soft)]
        head, rest = _two_lines(listed.headline.title, width - 4, self.script)
        if line == 0:
            return [*marks, *self._marked(head, title)]
        meta = f"{_label(listed, self.script)} {time}".strip()
        rest = fitted(rest, width - 6 - cell_len(meta))
        gap = " " * (width - 4 - cell_len(rest) - cell_len(meta))
        return [Segment("   ", base), *self._marked(rest, title), Segment(gap + meta, soft)]

    def _one_line(
        self, listed: ListedHeadline, room: int, time: str, title: Style, soft: Style
    ) -> list[Segment]:
        label = _label(listed, self.script)
        time_cells = TIME_CELLS if self.clock else 0
        text = fitted(_whole(listed.headline.title, self.script), room - time_cells - cell_len(label) - 1)
        gap = room - time_cells - cell_len(text) - cell_len(label)
        return [
            Segment(set_cell_size(time, time_cells), soft),
            *self._marked(text, title),
            Segment(" " * gap + label, soft),
        ]

    def _marked(self, text: str, style: Style) -> list[Segment]:
        """Return a title, or a line of it, with the watched words standing out."""
        if not self.words:
            return [Segment(text, style)]
        word = style + self.style_of("word")
        return [Segment(piece.text, word if piece.hit else style) for piece in queries.mark(text, self.words)]


def _label(listed: ListedHeadline, script: Script) -> str:
    """Return what stands behind the title: how the article stands with the site, and the site's label."""
    said = " ".join(said for said in (standing.label(listed), listed.headline.label) if said)
    return _whole(Clean(said), script)


@lru_cache(PAGE_ROWS * PAGES_HELD)
def _whole(title: Clean, script: Script) -> str:
    """Return a title as it is shown, in one line of any length."""
    # The rules of breaking are not for this: they stay unimported where rows have one line.
    return typeset.show(title, script=script).text


@lru_cache(PAGE_ROWS * PAGES_HELD)
def _two_lines(title: Clean, room: int, script: Script) -> tuple[str, str]:
    """Return the first line of a title, and all that follows it as a second one."""
    head, *rest = typeset.title_lines(title, max(typeset.LEAST_MEASURE, room), script) or [""]
    return head, "".join(rest)
